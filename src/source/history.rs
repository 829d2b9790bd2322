//! The history of a matrix along the first parents, and the commits at which something changes in it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::commit::Commit;
use super::load::parse;
use super::objects::Objects;
use super::outline::Outline;
use super::{Problem, Revision, SourceFile, Sources};
use crate::matrix::{Matrix, Subject};

/// What changed at which commit, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct History<C> {
    pub(crate) commits: Vec<(Commit, Vec<C>)>,
    /// Commits whose matrix doesn't load, and why. They count as changes of the next commit that does.
    pub(crate) broken: Vec<(Commit, String)>,
    /// The last commit that there is, if the clone is shallow and earlier ones are missing.
    pub(crate) cut: Option<Commit>,
}

/// A matrix at a commit, as texts.
struct Snapshot {
    commit: Commit,
    /// Each with its name. None if the matrix isn't there.
    files: Result<Vec<(String, Rc<File>)>, String>,
}

struct File {
    id: String,
    outline: Outline,
    fault: Option<&'static str>,
}

/// Reads one commit after the other.
struct Reader<'r> {
    revision: &'r Revision,
    commits: VecDeque<Commit>,
    objects: Objects,
    path: String,
    known: HashMap<String, Rc<File>>,
}

/// Compares two matrices: what changes for a subject, and the subject by its ids in the old matrix.
pub(crate) type Compare<'c, C> = &'c dyn Fn(&Matrix, &Matrix, &Subject) -> (Vec<C>, Subject);

impl Revision {
    /// The history of a subject until this commit. A complete one is cached: a commit never changes.
    pub(crate) fn history<C: Serialize + DeserializeOwned>(
        &self,
        subject: &Subject,
        cache: &Cache,
        compare: Compare<'_, C>,
    ) -> Result<History<C>, Problem> {
        let question = (&self.top(), &self.repository.below, &self.commit, subject);
        let key = [b"history ", &postcard::to_stdvec(&question).unwrap_or_default()[..]].concat();
        if let Some(known) = cache.recall(&key).and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
            return Ok(known);
        }
        let history = self.walk(subject, compare).map_err(|error| self.repository.unreadable(error))?;
        if history.cut.is_none()
            && let Ok(bytes) = postcard::to_stdvec(&history)
        {
            cache.note(&key, &bytes);
        }
        Ok(history)
    }

    fn walk<C>(&self, subject: &Subject, compare: Compare<'_, C>) -> io::Result<History<C>> {
        let mut reader = Reader::open(self)?;
        let mut history = History { commits: Vec::new(), broken: Vec::new(), cut: None };
        let Some(mut new) = reader.next()? else { return Ok(history) };
        let mut subject = subject.clone();
        loop {
            let (old, is_first) = match reader.next()? {
                Some(old) => (old, false),
                None if new.commit.is_cut(&mut reader.objects)? => {
                    history.cut = Some(new.commit);
                    return Ok(history);
                }
                None => (Snapshot { commit: Commit::default(), files: Ok(Vec::new()) }, true),
            };
            let mut is_old_broken = false;
            match Kept::between(&old, &new, &subject).map(|kept| kept.load(&old, &new)) {
                None => {}
                Some(Ok([before, after])) => {
                    let (changes, earlier) = compare(&before, &after, &subject);
                    subject = earlier;
                    if !changes.is_empty() {
                        history.commits.push((new.commit.clone(), changes));
                    }
                }
                Some(Err((commit, why))) => {
                    is_old_broken = commit.id == old.commit.id;
                    history.broken.push((commit.clone(), why));
                }
            }
            if is_first {
                return Ok(history);
            }
            if !is_old_broken {
                new = old;
            }
        }
    }

    /// The ids that systems with one of these ids or names may have at this commit or an earlier one.
    pub(crate) fn earlier(&self, names: &[&str]) -> Result<HashMap<String, String>, Problem> {
        let search = || -> io::Result<HashMap<String, String>> {
            let (mut reader, mut found, mut seen) = (Reader::open(self)?, HashMap::new(), HashSet::new());
            while let Some(snapshot) = reader.next()? {
                let files: Vec<_> = snapshot.all().filter(|(_, file)| seen.insert(file.id.clone())).collect();
                // A text without such systems may have others.
                let others = files.iter().filter(|(_, file)| file.outline.systems().next().is_none());
                let words: HashSet<&str> = others.flat_map(|(_, file)| words(&file.outline.text)).collect();
                for name in names.iter().filter(|name| words.contains(**name)) {
                    found.entry((*name).to_owned()).or_insert_with(|| (*name).to_owned());
                }
                for (id, text) in files.iter().flat_map(|(_, file)| file.outline.systems()) {
                    for name in names.iter().filter(|name| **name == id || is_named(text, name)) {
                        found.entry((*name).to_owned()).or_insert_with(|| id.to_owned());
                    }
                }
            }
            Ok(found)
        };
        search().map_err(|error| self.repository.unreadable(error))
    }
}

/// Checks whether a system has exactly a name.
fn is_named(text: &str, name: &str) -> bool {
    let named = text.split_once("name:").map(|(_, rest)| rest.trim_start_matches([' ', '"', '\'']));
    let rest = named.and_then(|named| named.strip_prefix(name));
    rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([',', '}', '\n', '\r', '#']))
}

impl<'r> Reader<'r> {
    fn open(revision: &'r Revision) -> io::Result<Self> {
        let commits = revision.log(&revision.commit, &["--first-parent"])?.into();
        let objects = Objects::open(revision.top())?;
        let path = revision.repository.below.clone();
        Ok(Self { revision, commits, objects, path, known: HashMap::new() })
    }

    fn next(&mut self) -> io::Result<Option<Snapshot>> {
        let Some(commit) = self.commits.pop_front() else { return Ok(None) };
        let files = match self.files(&commit) {
            Ok(files) => Ok(files),
            Err(error) => {
                // The rest of a large file may still be waiting.
                self.objects = Objects::open(self.revision.top())?;
                Err(error.to_string())
            }
        };
        if let Ok(files) = &files {
            self.known = files.iter().map(|(_, file)| (file.id.clone(), Rc::clone(file))).collect();
        }
        commit.path_before(&mut self.path, &mut self.objects)?;
        Ok(Some(Snapshot { commit, files }))
    }

    fn files(&mut self, commit: &Commit) -> io::Result<Vec<(String, Rc<File>)>> {
        let revision = self.revision.at_commit(commit.id.clone(), self.path.clone());
        let files = revision.objects(&mut self.objects, &|id| self.known.contains_key(id))?;
        let file = |(path, object): (String, super::objects::Object)| {
            let known = self.known.get(&object.id).cloned();
            // Most likely it is like a file of the same size at the commit before.
            let size = object.bytes.len();
            let like = || self.known.values().min_by_key(|file| file.outline.text.len().abs_diff(size));
            let file = known.unwrap_or_else(|| Rc::new(File::new(object.id, object.bytes, like())));
            (revision.name(&path), file)
        };
        Ok(files.into_iter().map(file).collect())
    }
}

impl File {
    fn new(id: String, bytes: Vec<u8>, like: Option<&Rc<Self>>) -> Self {
        let (text, fault) = match String::from_utf8(bytes) {
            Ok(text) if text.trim_ascii().is_empty() => (text, Some("is empty")),
            Ok(text) => (text, None),
            Err(_) => (String::new(), Some("is not UTF-8")),
        };
        let outline = match like {
            Some(other) => other.outline.like(text),
            None => Outline::new(text),
        };
        Self { id, outline, fault }
    }
}

impl Snapshot {
    fn all(&self) -> impl Iterator<Item = &(String, Rc<File>)> {
        self.files.iter().flatten()
    }

    fn systems(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all().flat_map(|(_, file)| file.outline.systems())
    }

    /// The matrix, with at least the systems that are kept.
    fn load(&self, kept: &Kept<'_>, named: &HashSet<&str>) -> Result<Matrix, String> {
        let files = self.files.as_ref().map_err(String::clone)?;
        if let Some((name, fault)) = files.iter().find_map(|(name, file)| Some((name, file.fault?))) {
            return Err(format!("{name}: {fault}"));
        }
        if files.is_empty() {
            return Ok(Matrix::default());
        }
        let text = |file: &File| match &kept.systems {
            Some(systems) => file.outline.reduced(systems, named),
            None => file.outline.text.clone(),
        };
        let sources = files.iter().map(|(name, file)| SourceFile::new(name.clone(), text(file))).collect();
        parse(Sources(sources)).map_err(|report| report.first())
    }
}

/// The systems that must be read to compare two commits.
struct Kept<'s> {
    /// `None`: all.
    systems: Option<HashSet<&'s str>>,
}

impl<'s> Kept<'s> {
    /// `None` if nothing can have changed for the subject.
    fn between(old: &'s Snapshot, new: &'s Snapshot, subject: &'s Subject) -> Option<Self> {
        if old.files.is_err() || new.files.is_err() {
            return Some(Self { systems: None });
        }
        let [of_old, of_new] = [(old, new), (new, old)].map(|(one, other)| one.not_in(other));
        if of_old.is_empty() && of_new.is_empty() {
            return None;
        }
        let [before, after] = texts(&of_old, &of_new);
        let all: HashSet<&str> = before.keys().chain(after.keys()).copied().collect();
        let changed = || all.iter().copied().filter(|id| before.get(id) != after.get(id));
        let has_come_or_gone = |id: &&str| before.contains_key(id) != after.contains_key(id);
        let rest = |files: &[&'s File]| -> Vec<&'s str> { files.iter().flat_map(|file| file.outline.rest()).collect() };
        let shared = rest(&of_old) != rest(&of_new);
        let mut systems: HashSet<&str> = match (subject.system.as_deref(), subject.party.as_deref()) {
            (Some(system), _) => {
                let is_changed = shared || changed().any(|id| id == system);
                is_changed.then(|| HashSet::from([system]))?
            }
            // Old texts may have another id of the party.
            (None, Some(_)) if shared => changed().collect(),
            (None, Some(party)) => {
                let has = |text: &&str| words(text).any(|word| word == party);
                let names = |id: &str| [&before, &after].iter().filter_map(|of| of.get(id)).flatten().any(has);
                let of_party: HashSet<&str> = changed().filter(|id| names(id)).collect();
                (!of_party.is_empty()).then_some(of_party)?
            }
            (None, None) if shared => return Some(Self { systems: None }),
            (None, None) => changed().collect(),
        };
        systems.extend(changed().filter(has_come_or_gone));
        Some(Self { systems: Some(systems) })
    }

    /// The two matrices, or the commit of one that doesn't load, and why. If a part of a matrix doesn't, all of it may.
    fn load<'c>(self, old: &'c Snapshot, new: &'c Snapshot) -> Result<[Matrix; 2], (&'c Commit, String)> {
        let load = |kept: &Self| {
            // In both: what is only in one is a change.
            let named = kept.named(old).chain(kept.named(new)).collect();
            let after = new.load(kept, &named).map_err(|why| (&new.commit, why))?;
            Ok([old.load(kept, &named).map_err(|why| (&old.commit, why))?, after])
        };
        let is_part = self.systems.is_some();
        load(&self).or_else(|error| if is_part { load(&Self { systems: None }) } else { Err(error) })
    }

    /// Words of the files that are read. Each may be the id of a system.
    fn named<'f>(&self, snapshot: &'f Snapshot) -> impl Iterator<Item = &'f str> {
        let rest = snapshot.all().flat_map(|(_, file)| file.outline.rest());
        let kept = snapshot.systems().filter(|(id, _)| self.systems.as_ref().is_some_and(|kept| kept.contains(id)));
        rest.chain(kept.map(|(_, text)| text)).flat_map(words)
    }
}

impl Snapshot {
    /// Files with a text that no file of another commit has.
    fn not_in(&self, other: &Self) -> Vec<&File> {
        let others: HashSet<&str> = other.all().map(|(_, file)| file.id.as_str()).collect();
        self.all().map(|(_, file)| &**file).filter(|file| !others.contains(file.id.as_str())).collect()
    }
}

/// The texts of a system. An id that occurs twice is a fault.
type Texts<'s> = HashMap<&'s str, Vec<&'s str>>;

/// The texts of each system, without those that are the same at the beginning and at the end of both lists.
fn texts<'s>(old: &[&'s File], new: &[&'s File]) -> [Texts<'s>; 2] {
    let [old, new] = [old, new].map(|files| files.iter().flat_map(|file| file.outline.systems()).collect::<Vec<_>>());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let [old, new] = [&old[start..], &new[start..]];
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    [&old[..old.len() - end], &new[..new.len() - end]].map(|systems| {
        let mut texts = Texts::new();
        for (id, text) in systems {
            texts.entry(*id).or_default().push(*text);
        }
        texts
    })
}

/// Everything in a text that may be an id.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').filter(|word| !word.is_empty())
}
