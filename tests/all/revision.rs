//! The matrix as of a git revision or a date, in repositories that git itself makes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::programs::{is_there, runs};
use crate::sandbox::Sandbox;

/// A repository in a folder of its own.
pub(crate) struct Repository {
    sandbox: Sandbox,
    folder: PathBuf,
}

/// A matrix in which a party is primary for the only area.
pub(crate) fn matrix(primary: &str) -> String {
    format!(
        "version: 1\ncalendar: {{ time_zone: Europe/Berlin }}\nteams: {{ red: {{ name: Red }}, blue: {{ name: Blue }} }}\nsystems:\n  \
         shop:\n    name: Shop\n    areas:\n      web: {{ name: Web, primary: {primary} }}\n\
         escalation: {{ default: {{ levels: [{{ name: On Call, window: {{ from: 0m }}, call: [primary] }}] }} }}\n"
    )
}

impl Repository {
    /// An empty one; `None` without git.
    pub(crate) fn new() -> Option<Self> {
        if !is_there("git", runs("git")) {
            return None;
        }
        let sandbox = Sandbox::new().unwrap();
        let folder = sandbox.work().to_owned();
        let repository = Self { sandbox, folder };
        repository.git(&["init", "-q", "-b", "main"]);
        Some(repository)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_at("2026-01-01T12:00:00Z", arguments)
    }

    fn git_at(&self, date: &str, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "protocol.file.allow=always"]);
        git.args(arguments).current_dir(&self.folder).env_remove("GIT_DIR");
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git.env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z").env("GIT_COMMITTER_DATE", date);
        let output = git.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Commits every file, and gives the id of the commit.
    pub(crate) fn commit(&self, date: &str) -> String {
        self.git(&["add", "-A"]);
        self.git_at(date, &["commit", "-q", "--allow-empty", "-m", "x"]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Exit code, standard output and standard error.
    pub(crate) fn own(&self, words: &[&str]) -> (i32, String, String) {
        self.own_with(words, |command| command)
    }

    fn own_with(
        &self,
        words: &[&str],
        change: impl FnOnce(snapbox::cmd::Command) -> snapbox::cmd::Command,
    ) -> (i32, String, String) {
        let command = self.sandbox.command("own").unwrap().env_remove("OWN_MATRIX").current_dir(&self.folder);
        let output = change(command.args(words)).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Exit code and standard output, with a folder of other programs before those of the system.
    #[cfg(unix)]
    pub(crate) fn own_through(&self, folder: &std::path::Path, words: &[&str]) -> (i32, String) {
        let own = PathBuf::from(env!("CARGO_BIN_EXE_own")).with_file_name("");
        let path = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect::<Vec<_>>();
        let path = std::env::join_paths([vec![folder.to_owned(), own], path].concat()).unwrap();
        let (code, stdout, _) = self.own_with(words, |command| command.env("PATH", path));
        (code, stdout)
    }

    /// The primary of the only area, as of a revision.
    fn primary(&self, words: &[&str]) -> String {
        let (code, stdout, stderr) = self.own(&[&["who", "shop", "web", "--field", "primary.id"], words].concat());
        assert_eq!(code, 0, "{words:?}: {stderr}");
        stdout.trim_end().to_owned()
    }

    fn refuses(&self, words: &[&str], why: &str) {
        let (code, stdout, stderr) = self.own(&[&["who", "shop"], words].concat());
        assert!((code, stdout.as_str()) == (3, "") && stderr.contains(why), "{words:?}: {code} {stderr}");
    }
}

/// Red in January, Blue in March, nobody committed since.
fn history() -> Option<(Repository, String, String)> {
    let repository = Repository::new()?;
    repository.write("ownership.yaml", &matrix("red"));
    let red = repository.commit("2026-01-10T09:00:00Z");
    repository.git(&["tag", "v1"]);
    repository.git_at("2026-01-11T09:00:00Z", &["tag", "-a", "-m", "x", "v1-annotated"]);
    repository.write("ownership.yaml", &matrix("blue"));
    // 00:30 of the day after in the calendar's zone.
    let blue = repository.commit("2026-03-01T23:30:00Z");
    repository.write("ownership.yaml", &matrix("red"));
    Some((repository, red, blue))
}

#[test]
fn a_revision_a_tag_and_a_date_name_a_commit() {
    let Some((repository, red, blue)) = history() else { return };
    assert_eq!(repository.primary(&[]), "red", "the working files");
    for (rev, primary) in [
        ("HEAD", "blue"),
        ("HEAD~1", "red"),
        ("main", "blue"),
        ("v1", "red"),
        ("v1-annotated", "red"),
        (&red, "red"),
        (&red.to_uppercase(), "red"),
        (&red[..12], "red"),
        (&blue, "blue"),
        ("2026-01-10", "red"),
        ("2026-03-01", "red"),
        ("2026-03-02", "blue"),
        ("2026-03-02 00:31", "blue"),
        ("2026-03-01T23:29:00Z", "red"),
        ("yesterday", "blue"),
    ] {
        assert_eq!(repository.primary(&["--rev", rev]), primary, "{rev}");
    }
    assert_eq!(repository.primary(&["--rev", "2026-03-01", "--zone", "UTC"]), "blue");
    repository.refuses(&["--rev", "2026-01-09"], "is before the first commit");
    repository.refuses(&["--rev", "v9"], "`v9` is neither a revision of");
    repository.refuses(&["--rev", &"1".repeat(40)], "is neither a revision of");
    // A name that git knows is no date.
    repository.git(&["tag", "2026-03-02", "v1"]);
    assert_eq!(repository.primary(&["--rev", "2026-03-02"]), "red");
}

#[test]
fn a_revision_that_begins_with_a_dash_is_no_option() {
    let Some((repository, ..)) = history() else { return };
    for rev in
        ["--output=stolen", "-h", "--all", "--batch-check", "HEAD\n-x", ":/x\0", " ", "HEAD:ownership.yaml", "@{-1}"]
    {
        let option = format!("--rev={rev}");
        for words in [&["--rev", rev][..], &[&option]] {
            if rev.contains('\0') {
                continue;
            }
            let (code, stdout, stderr) = repository.own(&[&["who", "shop"], words].concat());
            assert!(code == 3 && stdout.is_empty() && stderr.contains("neither a revision"), "{rev}: {code} {stderr}");
        }
    }
    assert!(!repository.path("stolen").exists());
}

#[test]
fn the_heading_shows_the_commit_and_the_clock() {
    let Some((repository, red, _)) = history() else { return };
    let rev = &["--rev", "v1", "--at", "2026-11-28 03:00"];
    let (_, stdout, _) = repository.own(&[&["who", "shop", "web"], &rev[..]].concat());
    let commit = format!("matrix as of commit {} of Sat 2026-01-10 10:00 (v1)", &red[..10]);
    let heading = format!("Shop · Web  shop/web\n{commit}\nSat 2026-11-28 03:00 Berlin");
    assert!(stdout.starts_with(&heading), "{stdout}");
    assert!(stdout.contains(&format!("{}:ownership.yaml:8", &red[..10])), "{stdout}");
    let (_, stdout, _) = repository.own(&[&["show", "shop"], &rev[..]].concat());
    assert!(stdout.contains(&format!("\n{commit}, clock Sat 2026-11-28 03:00\n")), "{stdout}");
    let (_, json, _) = repository.own(&[&["who", "shop", "web", "--format=json"], &rev[..]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["as_of"]["commit"], red);
    assert_eq!(json["as_of"]["committed"]["at"], "2026-01-10T10:00:00+01:00");
    assert_eq!(json["as_of"]["now"]["at"], "2026-11-28T03:00:00+01:00");
    let (_, json, _) = repository.own(&["who", "shop", "web", "--format=json"]);
    assert!(!json.contains("as_of"));
    let (_, stdout, _) = repository.own(&[&["render", "markdown"], &rev[..]].concat());
    let heading = format!("# Ownership and Responsibility Matrix\n\nM{}\n", &commit[1..]);
    assert!(stdout.contains(&heading), "{stdout}");
    let (_, stdout, _) = repository.own(&[&["render", "html"], &rev[..]].concat());
    assert!(stdout.contains(&format!("matrix as of commit {} of ", &red[..10])), "{stdout}");
    assert!(!repository.own(&["render", "markdown"]).1.contains("commit"));
    assert_eq!(repository.own(&[&["render", "markdown", "-o", "v1.md"], &rev[..]].concat()).0, 0);
    assert_eq!(
        repository.own(&["render", "markdown", "--check", "v1.md", "--rev", "v1"]).0,
        0,
        "the clock is no part of it"
    );
}

#[test]
fn every_command_takes_a_revision() {
    let Some((repository, red, _)) = history() else { return };
    let file = format!("{}:ownership.yaml", &red[..10]);
    for words in [
        &["escalate", "shop", "web"][..],
        &["show", "shop"],
        &["find", "web"],
        &["list", "systems"],
        &["gaps"],
        &["where"],
        &["render", "markdown"],
        &["gaps", "--files"],
        &["check", "ownership.yaml", "--fail-on=error"],
        &["list", "systems", "--format=csv"],
        &["escalate", "shop", "web", "--format=mermaid"],
        &["rota", "--against=HEAD"],
    ] {
        let (code, stdout, stderr) = repository.own(&[words, &["--rev", "v1"]].concat());
        assert_eq!(code, 0, "{words:?}: {stdout}{stderr}");
        // A page has it below its heading, and other outputs on standard error.
        let commit = format!("matrix as of commit {}", &red[..10]);
        assert!(format!("{stdout}{stderr}").contains(&commit), "{words:?}: {stdout}{stderr}");
    }
    assert!(repository.own(&["check", "--rev", "v1"]).1.contains(&file));
    assert_eq!(repository.own(&["compile", "-o", "red.own", "--rev", "v1"]).0, 0);
    assert_eq!(repository.primary(&["--matrix", "red.own"]), "red");
    let (_, stdout, _) = repository.own(&["gaps", "--files", "--rev", "v1", "--field", "without.path"]);
    assert_eq!(stdout, "ownership.yaml\n", "red.own isn't in the commit");
    let (code, _, stderr) = repository.own(&["who", "shop", "--rev", "v1", "--matrix", "built-in"]);
    assert!(code == 2 && stderr.contains("needs a matrix in a git repository"), "{stderr}");
    repository.write("bad.yaml", "version: 1\nsystems: [\n");
    repository.commit("2026-04-01T00:00:00Z");
    repository.write("bad.yaml", &matrix("red"));
    let (code, _, stderr) = repository.own(&["who", "shop", "--rev", "HEAD", "--matrix", "bad.yaml"]);
    assert!(code == 3 && stderr.contains(":bad.yaml:2:"), "{stderr}");
    repository.refuses(&["--rev", "v1", "--matrix", "bad.yaml"], "`bad.yaml` isn't in commit");
}

#[test]
fn folders_and_renames_are_followed() {
    let Some(repository) = Repository::new() else { return };
    let (parties, systems) = ("version: 1\nteams: { red: { name: Red }, blue: { name: Blue } }\n", |primary: &str| {
        format!(
            "version: 1\nsystems:\n  shop:\n    name: Shop\n    areas:\n      web: {{ name: Web, primary: {primary} }}\n"
        )
    });
    repository.write("infra/own/parties.yaml", parties);
    repository.write("infra/own/deep/systems.yml", &systems("red"));
    repository.write("infra/own/.hidden.yaml", "no: matrix");
    repository.write("infra/own/README.md", "no matrix");
    let folder = repository.commit("2026-01-01T00:00:00Z");
    repository.git(&["mv", "infra/own", "infra/matrix"]);
    repository.write("infra/matrix/deep/systems.yml", &systems("blue"));
    repository.commit("2026-01-02T00:00:00Z");
    repository.git(&["mv", "infra/matrix", "ownership"]);
    // A file that moves into the folder doesn't make its old place the matrix.
    repository.write("elsewhere/more.yaml", "version: 1\ngroups: { board: { name: Board, described: false } }\n");
    repository.commit("2026-01-03T00:00:00Z");
    repository.git(&["mv", "elsewhere/more.yaml", "ownership/more.yaml"]);
    repository.commit("2026-01-04T00:00:00Z");
    for (rev, primary) in [("HEAD", "blue"), ("HEAD~1", "blue"), ("HEAD~2", "blue"), (folder.as_str(), "red")] {
        assert_eq!(repository.primary(&["--rev", rev]), primary, "{rev}");
        assert_eq!(repository.primary(&["--rev", rev, "--matrix", "ownership"]), primary, "{rev}");
    }
    assert_eq!(repository.primary(&["--rev", &folder, "--matrix", "infra/own"]), "red", "which is no longer there");
    // One file instead of a folder, under another name.
    repository.git(&["rm", "-q", "-r", "ownership"]);
    repository.write("ownership.yaml", &matrix("red"));
    repository.commit("2026-01-05T00:00:00Z");
    repository.git(&["mv", "ownership.yaml", "m.yaml"]);
    repository.write("m.yaml", &matrix("blue"));
    repository.commit("2026-01-06T00:00:00Z");
    assert_eq!(repository.primary(&["--matrix", "m.yaml", "--rev", "HEAD~1"]), "red");
    repository.git(&["mv", "m.yaml", "ownership.yaml"]);
    assert_eq!(repository.primary(&["--rev", "HEAD~3"]), "blue", "the folder that the file replaced");
}

#[test]
fn renames_on_a_later_commit_or_another_branch_are_followed() {
    let Some(repository) = Repository::new() else { return };
    repository.write("ops/own.yaml", &matrix("red"));
    repository.commit("2026-01-01T00:00:00Z");
    repository.git(&["branch", "old"]);
    repository.git(&["mv", "ops/own.yaml", "ops/more.yaml"]);
    repository.commit("2026-01-02T00:00:00Z");
    repository.git(&["mv", "ops", "infra"]);
    repository.write("infra/more.yaml", &matrix("blue"));
    repository.commit("2026-01-03T00:00:00Z");
    repository.git(&["checkout", "-q", "old"]);
    assert_eq!(repository.primary(&["--matrix", "ops/own.yaml", "--rev", "main"]), "blue");
    assert_eq!(repository.primary(&["--matrix", "ops", "--rev", "main"]), "blue", "a folder");
    repository.git(&["mv", "ops/own.yaml", "here.yaml"]);
    repository.commit("2026-01-04T00:00:00Z");
    assert_eq!(repository.primary(&["--matrix", "here.yaml", "--rev", "main"]), "blue", "back, and then forward");
    assert_eq!(repository.own(&["diff", "HEAD", "main", "--matrix", "here.yaml", "--exit-code"]).0, 1);
}

#[cfg(unix)]
#[test]
fn links_stay_in_the_commit_and_loops_end() {
    use std::os::unix::fs::symlink;

    let Some(repository) = Repository::new() else { return };
    repository.write("real/m.yaml", &matrix("red"));
    symlink("real/m.yaml", repository.path("ownership.yaml")).unwrap();
    symlink("..", repository.path("real/up")).unwrap();
    symlink("/etc/passwd", repository.path("real/out.yaml")).unwrap();
    symlink("real", repository.path("linked")).unwrap();
    repository.write("pages/m.yaml", &matrix("red"));
    repository.write("notes", "<p>Not a matrix.</p>");
    symlink("../notes", repository.path("pages/notes.html")).unwrap();
    repository.commit("2026-01-01T00:00:00Z");
    for path in ["ownership.yaml", "real/m.yaml"] {
        assert_eq!(repository.primary(&["--rev", "HEAD", "--matrix", path]), "red", "{path}");
    }
    assert_eq!(repository.primary(&["--rev", "HEAD", "--matrix", "pages"]), "red", "a page is no part of a matrix");
    let (code, _, stderr) = repository.own(&["who", "shop", "--rev", "HEAD", "--matrix", "real"]);
    assert!(code == 0 || !stderr.contains("root:"), "{stderr}");
}

#[test]
fn bare_repositories_worktrees_and_clones_have_revisions() {
    let Some((repository, red, _)) = history() else { return };
    repository.git(&["clone", "-q", "--bare", ".", "bare.git"]);
    let matrix = "bare.git//ownership.yaml";
    assert_eq!(repository.primary(&["--matrix", matrix]), "blue", "HEAD, because nothing else is there");
    assert_eq!(repository.primary(&["--matrix", matrix, "--rev", "v1"]), "red");
    assert_eq!(repository.primary(&["--matrix", matrix, "--rev", "2026-03-01"]), "red");
    repository.git(&["worktree", "add", "-q", "tree", "v1"]);
    assert_eq!(repository.primary(&["--matrix", "tree/ownership.yaml", "--rev", "main"]), "blue");
    repository.git(&[
        "clone",
        "-q",
        "--depth=1",
        &format!("file://{}", repository.path("bare.git").display()),
        "shallow",
    ]);
    let shallow = ["--matrix", "shallow/ownership.yaml", "--rev"];
    assert_eq!(repository.primary(&[&shallow[..], &["HEAD"]].concat()), "blue");
    assert_eq!(repository.primary(&[&shallow[..], &["2026-03-02"]].concat()), "blue");
    for rev in ["2026-03-01", "v1", &red] {
        repository.refuses(&[&shallow[..], &[rev]].concat(), "shallow");
    }
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("m.yaml"), self::matrix("red")).unwrap();
    let path = outside.path().join("m.yaml");
    repository.refuses(&["--matrix", path.to_str().unwrap(), "--rev", "HEAD"], "isn't in a git repository");
}

/// A program in front of git that notes each run.
#[cfg(unix)]
pub(crate) fn counted(repository: &Repository) -> (PathBuf, impl Fn() -> usize) {
    use std::os::unix::fs::PermissionsExt;

    let folder = repository.path("bin");
    let (program, log) = (folder.join("git"), repository.path("runs"));
    let git =
        std::env::split_paths(&std::env::var_os("PATH").unwrap()).map(|at| at.join("git")).find(|git| git.is_file());
    let script = format!("#!/bin/sh\necho \"$@\" >>'{}'\nexec '{}' \"$@\"\n", log.display(), git.unwrap().display());
    repository.write("bin/git", &script);
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    (folder, move || fs::read_to_string(&log).map_or(0, |log| log.lines().count()))
}

#[cfg(unix)]
#[test]
fn a_revision_is_compiled_once() {
    let Some((repository, red, _)) = history() else { return };
    let (folder, runs) = counted(&repository);
    let ask = |words: &[&str]| {
        let before = runs();
        let words = [&["who", "shop", "web", "--field", "primary.id"], words].concat();
        assert_eq!(repository.own_through(&folder, &words), (0, "red\n".to_owned()));
        runs() - before
    };
    assert_eq!(ask(&["--rev", &red]), 1, "read once");
    assert_eq!(ask(&["--rev", &red]), 0, "from the cache");
    assert_eq!(ask(&["--rev", "v1"]), 1, "to find the commit");
    assert_eq!(ask(&["--rev", &red, "--no-cache"]), 1);
    assert!(ask(&["--rev", "2026-03-01"]) <= 2, "to find the commit of a date");
    let (_, stdout, _) = repository.own(&["who", "shop", "web", "--rev", &red]);
    assert!(stdout.contains("of Sat 2026-01-10 10:00\n"), "the cache knows the date: {stdout}");
}

/// Nothing that a repository configures runs.
#[cfg(unix)]
#[test]
fn a_repository_chooses_no_program() {
    let Some((repository, ..)) = history() else { return };
    let trap = format!("touch '{}'", repository.path("trapped").display());
    for key in ["core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand", "core.editor"] {
        repository.git(&["config", key, &trap]);
    }
    repository.git(&["config", "log.showSignature", "true"]);
    repository.git(&["mv", "ownership.yaml", "m.yaml"]);
    repository.commit("2026-04-01T00:00:00Z");
    let _ = fs::remove_file(repository.path("trapped"));
    assert_eq!(repository.primary(&["--matrix", "m.yaml", "--rev", "v1"]), "red");
    assert_eq!(repository.primary(&["--matrix", "m.yaml", "--rev", "2026-03-01"]), "red");
    assert!(repository.own(&["gaps", "--files", "--rev", "v1", "--matrix", "m.yaml"]).0 == 0);
    assert!(!repository.path("trapped").exists());
}
