//! The history of a matrix against a plain one: every commit loaded whole, and each compared with the one before.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use super::choices::Choices;
use super::programs::{is_there, runs};
use crate::matrix::{Matrix, Scope, Subject};
use crate::query::diff::{Change, step};
use crate::source::{self, Access, Cache, Located, Repository, Request};

#[derive(Clone, Default)]
struct Model {
    teams: Vec<Named>,
    /// By file.
    systems: [Vec<System>; 3],
    is_broken: bool,
    /// Numbers that are used.
    used: usize,
}

#[derive(Clone, Default)]
struct Named {
    id: String,
    name: String,
    alias: Option<String>,
    /// The telephone number of a team, the primary of an area, the kind of a system.
    value: String,
}

#[derive(Clone, Default)]
struct System {
    of: Named,
    parent: Option<String>,
    areas: Vec<Named>,
    is_flow: bool,
    note: &'static str,
}

const NOTES: [&str; 4] =
    ["", "    # a comment\n", "    description: |\n      systems:\n        x: 1\n", "    description: \"* a, 'b'\"\n"];

impl Named {
    fn new(used: &mut usize, of: &str, value: String) -> Self {
        *used += 1;
        Self { id: format!("{of}{used}"), name: format!("Name {used}"), alias: None, value }
    }

    fn rename(&mut self, used: &mut usize, keeps_old: bool) -> String {
        *used += 1;
        let new = format!("{}x{used}", &self.id[..1]);
        let old = std::mem::replace(&mut self.id, new);
        self.alias = keeps_old.then(|| old.clone());
        old
    }

    /// Its fields, without those of its kind.
    fn fields(&self) -> String {
        let alias = self.alias.as_ref().map(|alias| format!(", aliases: [{alias}]")).unwrap_or_default();
        format!("name: {}{alias}", self.name)
    }
}

impl Model {
    fn all(&mut self) -> Vec<&mut System> {
        self.systems.iter_mut().flatten().collect()
    }

    fn change(&mut self, choices: &mut Choices) {
        let team = self.teams[choices.below(self.teams.len())].id.clone();
        let (file, count) = (choices.below(3), self.all().len());
        let at = choices.below(count.max(1));
        match choices.below(13) {
            0 | 1 => {
                let of = Named::new(&mut self.used, "s", "service".to_owned());
                self.systems[file].push(System {
                    of,
                    areas: vec![Named::new(&mut self.used, "a", team)],
                    ..System::default()
                });
            }
            2 if count > 1 => {
                let gone = self.systems[file].pop().map(|system| system.of.id);
                self.all().into_iter().filter(|system| system.parent == gone).for_each(|system| system.parent = None);
            }
            3 if count > 0 => {
                let (mut used, keeps_old) = (self.used, choices.once_in(2));
                let system = &mut *self.all().swap_remove(at);
                let old = system.of.rename(&mut used, keeps_old);
                let new = system.of.id.clone();
                self.used = used;
                for system in self.all().into_iter().filter(|system| system.parent.as_ref() == Some(&old)) {
                    system.parent = Some(new.clone());
                }
            }
            4 if count > 0 => {
                let mut used = self.used;
                let system = &mut *self.all().swap_remove(at);
                if let Some(area) = system.areas.first_mut() {
                    area.rename(&mut used, choices.once_in(2));
                }
                self.used = used;
            }
            5 => {
                let number = choices.below(self.teams.len());
                let old = self.teams[number].rename(&mut self.used, choices.once_in(2));
                let new = self.teams[number].id.clone();
                let areas = self.all().into_iter().flat_map(|system| &mut system.areas);
                areas.filter(|area| area.value == old).for_each(|area| area.value.clone_from(&new));
            }
            6 => self.teams[choices.below(2)].value = format!("+49 40 12{}", choices.below(90) + 10),
            7 => {
                let moved = self.systems[file].pop();
                self.systems[choices.below(3)].extend(moved);
            }
            8 if count > 1 => {
                let parent = self.all()[0].of.id.clone();
                self.all().into_iter().skip(1).take(at).for_each(|system| system.parent = Some(parent.clone()));
            }
            9 if count > 0 => self.all()[at].is_flow ^= true,
            10 if count > 0 => self.all()[at].note = choices.of(&NOTES.each_ref().map(|note| *note)),
            11 if count > 0 => {
                let area = Named::new(&mut self.used, "a", team);
                self.all()[at].areas.push(area);
            }
            _ if count > 0 => {
                if let Some(area) = self.all()[at].areas.last_mut() {
                    area.value = team;
                }
            }
            _ => {}
        }
    }

    fn write(&self, folder: &Path) {
        let team = |team: &Named| {
            format!("  {}: {{ {}, contacts: {{ phone: \"{}\" }} }}\n", team.id, team.fields(), team.value)
        };
        let mut shared = format!("version: 1\nteams:\n{}", self.teams.iter().map(team).collect::<String>());
        shared.push_str(if self.is_broken { "oops: [\n" } else { "" });
        fs::write(folder.join("shared.yaml"), shared).unwrap();
        for (number, systems) in self.systems.iter().enumerate() {
            let text: String = systems.iter().map(System::yaml).collect();
            let section = if text.is_empty() { String::new() } else { format!("systems:\n{text}") };
            fs::write(folder.join(format!("{number}.yml")), format!("---\nversion: 1\n{section}")).unwrap();
        }
    }
}

impl System {
    fn yaml(&self) -> String {
        let Self { of, parent, areas, is_flow, note } = self;
        let area = |area: &Named| format!("{}: {{ {}, primary: {} }}", area.id, area.fields(), area.value);
        let areas: Vec<String> = areas.iter().map(area).collect();
        let parent = parent.as_ref().map(|parent| format!(", part_of: {parent}")).unwrap_or_default();
        if *is_flow {
            let (fields, kind, areas) = (of.fields(), &of.value, areas.join(", "));
            return format!("  {}: {{ {fields}{parent}, kind: {kind}, areas: {{ {areas} }} }}\n", of.id);
        }
        let fields = format!("{}{parent}", of.fields()).replace(", ", "\n    ");
        format!(
            "  {}:\n    {fields}\n{note}    kind: {}\n    areas:\n      {}\n",
            of.id,
            of.value,
            areas.join("\n      ")
        )
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn git(&self, words: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]).args(words).current_dir(self.0.path());
        git.env_remove("GIT_DIR").env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }
}

/// Some commits of a random matrix, and its path.
fn repository(choices: &mut Choices) -> (Folder, String, Model) {
    let folder = Folder(tempfile::tempdir().unwrap());
    folder.git(&["init", "-q", "-b", "main"]);
    let (mut path, mut model) = ("own".to_owned(), Model::default());
    fs::create_dir(folder.0.path().join(&path)).unwrap();
    for _ in 0..3 {
        model.teams.push(Named::new(&mut model.used, "t", "+49 40 1".to_owned()));
    }
    let mut states: Vec<Model> = Vec::new();
    for number in 0..14 {
        for _ in 0..=choices.below(3) {
            model.change(choices);
        }
        // The last one loads.
        model.is_broken = number < 13 && choices.once_in(7);
        if choices.once_in(9) && !states.is_empty() {
            let used = model.used;
            model = Model { used, is_broken: false, ..states[choices.below(states.len())].clone() };
        }
        let has_merge = choices.once_in(5) && number > 0;
        if has_merge {
            folder.git(&["checkout", "-q", "-b", &format!("side{number}")]);
        }
        model.write(&folder.0.path().join(&path));
        folder.commit();
        if has_merge {
            folder.git(&["checkout", "-q", "main"]);
            folder.git(&["merge", "-q", "--no-ff", "-m", "x", &format!("side{number}")]);
        }
        if choices.once_in(6) && !model.is_broken {
            let new = format!("own{number}");
            folder.git(&["mv", &path, &new]);
            folder.commit();
            path = new;
        }
        states.push(model.clone());
    }
    (folder, path, model)
}

/// Commits with their changes, and commits that don't load.
type Plain = (Vec<(String, Vec<Change>)>, Vec<String>);

fn plain(located: &Located, repository: &Repository, commits: &str, subject: &Subject) -> Plain {
    let load = |id: &str| -> Option<Matrix> {
        let access = Access::Committed(Rc::new(repository.commit(id).unwrap().unwrap()));
        source::load(&Located { access, ..located.clone() }, Path::new("/"), &Scope::Whole, &Cache::default()).ok()
    };
    let (mut changes, mut broken, mut subject) = (Vec::new(), Vec::new(), subject.clone());
    let mut compare = |old: &Matrix, (id, new): (&str, &Matrix)| {
        let (found, earlier) = step(old, new, &subject);
        subject = earlier;
        if !found.is_empty() {
            changes.push((id.to_owned(), found));
        }
    };
    let mut commits = commits.lines();
    let head = commits.next().unwrap();
    let mut new = (head, load(head).unwrap());
    for id in commits {
        match load(id) {
            Some(old) => {
                compare(&old, (new.0, &new.1));
                new = (id, old);
            }
            None => broken.push(id.to_owned()),
        }
    }
    compare(&Matrix::default(), (new.0, &new.1));
    (changes, broken)
}

#[test]
fn the_fast_history_is_the_plain_one() {
    if !is_there("git", runs("git")) {
        return;
    }
    let mut found = 0;
    for seed in 0..8 {
        let (folder, path, mut model) = repository(&mut Choices(seed));
        let path = folder.0.path().join(path);
        let request = Request { flag: Some(path.clone()), ..Request::default() };
        let located = source::locate(&request).unwrap();
        let repository = Repository::of(&path).unwrap();
        let head = repository.commit("HEAD").unwrap().unwrap();
        let commits = folder.git(&["rev-list", "--first-parent", "HEAD", "--", "*.y*ml"]);
        let ids: Vec<String> = model.all().iter().map(|system| system.of.id.clone()).collect();
        let systems = ids.into_iter().map(|id| Subject { system: Some(id), party: None });
        let party = Subject { system: None, party: Some(model.teams[0].id.clone()) };
        for subject in systems.chain([party, Subject::default()]) {
            let fast = head.history(&subject, &Cache::default(), &step).unwrap();
            let (changes, broken) = plain(&located, &repository, &commits, &subject);
            let fast_changes: Vec<_> = fast.commits.into_iter().map(|(commit, changes)| (commit.id, changes)).collect();
            assert_eq!(fast_changes, changes, "{seed} {subject:?}");
            assert_eq!(
                fast.broken.into_iter().map(|(commit, _)| commit.id).collect::<Vec<_>>(),
                broken,
                "{seed} {subject:?}"
            );
            found += changes.len();
        }
    }
    assert!(found > 100, "{found}");
}
