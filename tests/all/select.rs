//! Paths and files of a repository.

use std::fs;
use std::path::Path;
use std::process::Command;

use own::Exit;
use serde_json::Value;

use crate::programs::{is_there, runs};
use crate::run::{own, words};

const MATRIX: &str = "version: 1\nteams: { a: { name: A } }\nsystems:\n  \
    infra: { name: Infra, owners: { system: a }, selectors: { paths: [infra] } }\n  \
    deep: { name: Deep, owners: { system: a }, selectors: { paths: [\"infra/*/deep/**\"] } }\n";

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["infra/x/deep/a", "infra/b", "tools/infra/c", "docs/d", "docs/e/f"] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    fs::create_dir(folder.path().join("ownership")).unwrap();
    fs::write(folder.path().join("ownership/m.yaml"), MATRIX).unwrap();
    folder
}

fn git(folder: &Path) {
    for arguments in [&["init", "-q"][..], &["add", "."]] {
        assert!(Command::new("git").args(arguments).current_dir(folder).status().unwrap().success());
    }
}

#[test]
fn a_path_is_relative_to_the_current_folder_inside_the_repository() {
    let folder = repository();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let system = |at: &str, path: &str| {
        let ran = own(&["who", "--path", path, "--field", "system.id"], &folder.path().join(at));
        (ran.stdout.trim().to_owned(), ran.exit)
    };
    let answered = |id: &str| (id.to_owned(), Exit::Answered);
    let nothing = (String::new(), Exit::NothingFits);
    assert_eq!(system("infra/x", "deep/a"), answered("deep"));
    assert_eq!(system("infra/x", "../b"), answered("infra"));
    assert_eq!(system("docs", "../infra/new/file"), answered("infra"), "it need not exist");
    let absolute = folder.path().canonicalize().unwrap().join("infra/b").display().to_string();
    assert_eq!(system("docs", &absolute), answered("infra"));
    // A file that exists is at the top; another one may be below folders of a container.
    assert_eq!(system("", "tools/infra/c"), nothing);
    assert_eq!(system("", "build/infra/c"), answered("infra"));
    assert_eq!(system("", "/srv/app/infra/b"), answered("infra"));
}

#[test]
fn files_of_the_repository_are_counted() {
    if !is_there("git", runs("git")) {
        return;
    }
    let folder = repository();
    git(folder.path());
    let ran = own(&["gaps", "--files", "--format", "json"], folder.path());
    let gaps: Value = serde_json::from_str(&ran.stdout).unwrap();
    let gaps = &gaps["results"][0];
    assert_eq!((&gaps["files"], &gaps["owned"]), (&Value::from(6), &Value::from(2)));
    let without: Vec<_> =
        gaps["without"].as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap()).collect();
    assert_eq!(without, ["docs/", "ownership/", "tools/"]);
    assert_eq!(own(&["check", "--files", "--allow", "all"], folder.path()).exit, Exit::Answered);
    fs::write(folder.path().join("ownership/m.yaml"), MATRIX.replace("[infra]", "[infra, lost]")).unwrap();
    let ran = own(&["check", "--files", "--allow", "all", "--warn", "selector-without-file"], folder.path());
    assert_eq!(ran.exit, Exit::NothingFits);
    assert!(ran.stdout.contains("no file of the repository matches `lost`"), "{}", ran.stdout);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("ownership.yaml"), MATRIX).unwrap();
    let ran = own(&words(&["gaps", "--files"]), outside.path());
    assert_eq!(ran.exit, Exit::WrongUse, "{}", ran.stderr);
}
