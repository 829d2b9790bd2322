//! A matrix that was found instead of named may come from anybody.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{chown, lchown, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;

use own::Exit;
use snapbox::cmd::Command;

use crate::programs::is_there;
use crate::run::{compile, own, words};
use crate::sandbox::Sandbox;

/// A user that isn't this one, root or who became root.
const OTHER: u32 = 54321;
const MATRIX: &str = "version: 1\nsystems: { shop: { name: Shop, areas: { web: { name: Web } } } }\n";

/// A folder of its own for the matrix that is found.
struct Project(Sandbox);

impl Project {
    fn new() -> Self {
        Self(Sandbox::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.work().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, words: &[&str]) -> Command {
        self.0.command("own").unwrap().env_remove("OWN_MATRIX").args(words)
    }

    /// Exit code, standard output and standard error of a process, which may not wait for anything.
    fn ask(&self, words: &[&str]) -> (i32, String, String) {
        ended(self.command(words))
    }

    fn asks_nothing_of_it(&self, why: &str) {
        for words in [
            &["who", "shop"][..],
            &["list", "systems"],
            &["check"],
            &["escalate", "shop", "--format=json"],
            &["render", "html"],
            &["compile", "-o", "x.own"],
            &["generate", "ics"],
        ] {
            let (code, stdout, stderr) = self.ask(words);
            assert_eq!((code, stdout.as_str()), (3, ""), "{words:?}");
            assert!(stderr.contains(why) && stderr.contains("--matrix PATH"), "{words:?}: {stderr}");
        }
        for words in [&["where"][..], &["explain", "on_call"], &["help"], &["--version"], &["init", "other.yaml"]] {
            assert_eq!(self.ask(words).0, 0, "{words:?}");
        }
        let _ = fs::remove_file(self.path("other.yaml"));
        let completion = self.command(&["--", "own", "who", ""]).env("COMPLETE", "fish");
        let (code, stdout, stderr) = ended(completion);
        assert_eq!((code, stdout.contains("shop"), stderr.as_str()), (0, false, ""));
        let (_, stdout, _) = self.ask(&["where", "--format=json"]);
        assert!(
            stdout.contains("\"outcome\": \"refused, because it ") && stdout.contains("matrix-not-valid"),
            "{stdout}"
        );
    }

    fn answers(&self) {
        let (code, _, stderr) = self.ask(&["who", "shop"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
    }
}

fn ended(command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or_else(|| panic!("it waits")), text(output.stdout), text(output.stderr))
}

/// Only root can give files to another user.
fn is_root(project: &Project) -> bool {
    is_there("the right to change owners", chown(project.write("owner", ""), Some(OTHER), None).is_ok())
}

#[test]
fn nothing_waits_for_a_pipe_socket_or_device_that_was_found() {
    let project = Project::new();
    let file = project.path("ownership.yaml");
    let not_a_file = "is neither a file nor a folder";
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    project.asks_nothing_of_it(not_a_file);
    fs::remove_file(&file).unwrap();
    let _socket = UnixListener::bind(&file).unwrap();
    project.asks_nothing_of_it(not_a_file);
    fs::remove_file(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    project.asks_nothing_of_it(not_a_file);
}

#[test]
fn a_pipe_in_a_folder_that_was_found_is_an_error() {
    let project = Project::new();
    project.write("ownership/a.yaml", MATRIX);
    assert!(std::process::Command::new("mkfifo").arg(project.path("ownership/b.yaml")).status().unwrap().success());
    let (code, _, stderr) = project.ask(&["who", "shop"]);
    assert_eq!((code, stderr.as_str()), (3, "own: `ownership/b.yaml` is not a file: move it away or rename it\n"));
}

#[test]
fn a_compiled_matrix_answers_only_if_it_is_named_and_says_so() {
    let project = Project::new();
    project.write("m.yaml", MATRIX);
    compile("m.yaml", "ownership.yaml", project.0.work());
    let (code, _, stderr) = project.ask(&["who", "shop"]);
    let expected =
        "own: `ownership.yaml` is a compiled matrix, which is read only if you name it with `--matrix PATH`\n";
    assert_eq!((code, stderr.as_str()), (3, expected));
    assert_eq!(project.ask(&["where", "--field", "compiled.path"]).1, "");
    let (code, stdout, _) = project.ask(&["who", "shop", "--matrix", "ownership.yaml"]);
    assert!(code == 0 && stdout.contains("ownership.yaml:m.yaml:2"), "{stdout}");
}

/// `own check` showed lines of any file that a cloned repository linked to.
#[test]
fn links_lead_to_nothing_outside_of_their_folder() {
    let project = Project::new();
    project.write("secret", "secret: [\n");
    project.write("sub/.git/x", "");
    symlink("../secret", project.path("sub/ownership.yaml")).unwrap();
    let ask = |words: &[&str]| ended(project.command(words).current_dir(project.path("sub")));
    for words in [&["check"][..], &["who", "x"], &["check", "--format=sarif"], &["check", "--fix"]] {
        let (code, stdout, stderr) = ask(words);
        assert!(code == 3 && stdout.is_empty() && !stderr.contains("secret:"), "{stdout}{stderr}");
        assert!(stderr.contains("`ownership.yaml` is a link that leads out of its folder"), "{stderr}");
    }
    assert!(ask(&["where"]).1.contains("leads out of its folder"));
    assert!(ask(&["check", "--matrix", "ownership.yaml"]).1.contains("secret: ["), "the link itself is named");
    fs::remove_file(project.path("sub/ownership.yaml")).unwrap();
    project.write("sub/ownership/a.yaml", MATRIX);
    symlink("../../secret", project.path("sub/ownership/b.yaml")).unwrap();
    for format in ["table", "json", "sarif", "github", "csv"] {
        let (code, stdout, _) = ask(&["check", "--format", format]);
        assert!(code == 3 && !stdout.contains("secret:") && stdout.contains("leads out of the folder"), "{stdout}");
    }
}

#[test]
fn files_of_other_users_are_refused() {
    let project = Project::new();
    if !is_root(&project) {
        return;
    }
    let why = "belongs to another user (uid 54321)";
    let file = project.write("ownership.yaml", MATRIX);
    project.answers();
    chown(&file, Some(OTHER), None).unwrap();
    project.asks_nothing_of_it(why);
    assert_eq!(ended(project.command(&["who", "shop"]).env("SUDO_UID", "54321")).0, 0);
    // A link of another user, and one to a file of another user.
    fs::rename(&file, project.path("foreign.yaml")).unwrap();
    symlink("foreign.yaml", &file).unwrap();
    project.asks_nothing_of_it(why);
    chown(project.path("foreign.yaml"), Some(0), None).unwrap();
    project.answers();
    lchown(&file, Some(OTHER), None).unwrap();
    project.asks_nothing_of_it(why);
    fs::remove_file(&file).unwrap();
    // A folder, and what is in it.
    let folder = project.path("ownership");
    let inside = project.write("ownership/below/a.yaml", MATRIX);
    project.answers();
    chown(&folder, Some(OTHER), None).unwrap();
    project.asks_nothing_of_it(why);
    chown(&folder, Some(0), None).unwrap();
    for path in [&inside, &folder.join("below")] {
        chown(path, Some(OTHER), None).unwrap();
        let (code, _, stderr) = project.ask(&["who", "shop"]);
        assert!(code == 3 && stderr.contains(why), "{stderr}");
        chown(path, Some(0), None).unwrap();
        project.answers();
    }
}

/// A matrix that was read when it was named was in the cache, and answered when it was found.
#[test]
fn the_cache_asks_for_owners_too() {
    let project = Project::new();
    if !is_root(&project) {
        return;
    }
    let file = project.write("ownership/a.yaml", &format!("{MATRIX}# {}\n", "#".repeat(5000)));
    symlink("b.txt", project.path("ownership/b.yaml")).unwrap();
    project.write("ownership/b.txt", "systems: { other: { name: Other } }\n");
    let named = ["who", "shop", "--matrix", "ownership"];
    let is_cached = |options: &[&str]| {
        let words = [&["where", "--field", "compiled.current"], options].concat();
        project.ask(&words).1 == "true\n"
    };
    let wait_for_cache = |options: &[&str]| {
        let begun = std::time::Instant::now();
        while !is_cached(options) {
            assert!(begun.elapsed().as_secs() < 60, "nothing was cached");
            assert_eq!(project.ask(&[&["who", "shop"], options].concat()).0, 0);
        }
    };
    lchown(project.path("ownership/b.yaml"), Some(OTHER), None).unwrap();
    wait_for_cache(&named[2..]);
    assert_eq!(project.ask(&["who", "shop"]).0, 3);
    lchown(project.path("ownership/b.yaml"), Some(0), None).unwrap();
    wait_for_cache(&[]);
    chown(&file, Some(OTHER), None).unwrap();
    assert_eq!(project.ask(&["who", "shop"]).0, 3);
    assert_eq!(project.ask(&named).0, 0);
}

#[test]
fn lists_of_trusted_paths_are_asked_before_a_file_is_refused() {
    let project = Project::new();
    if !is_root(&project) {
        return;
    }
    let file = project.write("ownership/a.yaml", MATRIX);
    chown(&file, Some(OTHER), None).unwrap();
    let here = project.0.work().display().to_string();
    let trusting = |paths: &str| ended(project.command(&["who", "shop"]).env("OWN_TRUST", paths)).0;
    for paths in [&here, "/nowhere:/*", "*", &file.display().to_string(), &format!("{here}/ownership/:/x")] {
        assert_eq!(trusting(paths), 0, "{paths}");
    }
    for paths in ["", ".", "/nowhere", &format!("{here}/own"), &format!("{here}x")] {
        assert_eq!(trusting(paths), 3, "{paths}");
    }
    let git = |config: &str| {
        let config = project.write("gitconfig", config);
        ended(project.command(&["who", "shop"]).env("GIT_CONFIG_GLOBAL", config).env("GIT_CONFIG_NOSYSTEM", "1")).0
    };
    let list = |paths: &[&str]| format!("[safe]\n\tdirectory = {}\n", paths.join("\n\tdirectory = "));
    if is_there("git", crate::programs::runs("git")) {
        assert_eq!(git(&list(&["/nowhere", &here])), 0);
        assert_eq!(git(&list(&["*"])), 0);
        assert_eq!(git(&list(&["/nowhere"])), 3);
        assert_eq!(git(&list(&[&here, ""])), 3);
        // A repository can't trust itself.
        fs::remove_dir(project.path(".git")).unwrap();
        assert!(std::process::Command::new("git").args(["init", "-q", &here]).status().unwrap().success());
        fs::write(project.path(".git/config"), list(&["*"])).unwrap();
        assert_eq!(git(""), 3);
    }
}

#[test]
fn pipes_are_read_if_they_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn({
        let pipe: PathBuf = pipe.clone();
        move || fs::write(pipe, MATRIX)
    });
    assert_eq!(own(&words(&["who", "shop", "--matrix", "pipe"]), folder.path()).exit, Exit::Answered);
    writer.join().unwrap().unwrap();
}
