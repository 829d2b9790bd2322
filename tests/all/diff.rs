//! `own diff` in repositories that git itself makes, and the recipes of `docs/src/recipes/ci.md`.

#[cfg(unix)]
use std::fs;

use crate::revision::{Repository, matrix};

/// A branch that moves Web from Red to Blue, while `main` goes on.
fn branch() -> Option<Repository> {
    let repository = Repository::new()?;
    let with_handles = |primary: &str| {
        let handles = "teams: { red: { name: Red, contacts: { github: \"@corp/red\" } }, \
            blue: { name: Blue, contacts: { github: \"@blue\", gitlab: \"https://gitlab.com/corp/blue\" } } }";
        matrix(primary).replace("teams: { red: { name: Red }, blue: { name: Blue } }", handles)
    };
    repository.write("ownership.yaml", &with_handles("red"));
    repository.commit("2026-01-10T09:00:00Z");
    repository.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    repository.git(&["checkout", "-q", "-b", "change"]);
    repository.write("ownership.yaml", &with_handles("blue"));
    repository.commit("2026-02-10T09:00:00Z");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("ownership.yaml", &with_handles("[]"));
    repository.commit("2026-03-10T09:00:00Z");
    repository.git(&["checkout", "-q", "change"]);
    Some(repository)
}

#[test]
fn revisions_ranges_dates_and_working_files_are_compared() {
    let Some(repository) = branch() else { return };
    let primary = |words: &[&str]| {
        let (_, stdout, stderr) = repository.own(&[&["diff"], words, &["--format", "csv"]].concat());
        let row = stdout.lines().find(|row| row.contains(",primary,")).unwrap_or_default();
        assert_eq!(stderr, "", "{words:?}");
        row.split(',').skip(5).take(2).collect::<Vec<_>>().join(" to ")
    };
    assert_eq!(primary(&[]), "");
    assert_eq!(primary(&["main"]), " to blue");
    assert_eq!(primary(&["main", "change"]), " to blue");
    assert_eq!(primary(&["main..change"]), " to blue");
    assert_eq!(primary(&["change..main"]), "blue to ");
    assert_eq!(primary(&["main...change"]), "red to blue");
    assert_eq!(primary(&["main..."]), "red to blue");
    assert_eq!(primary(&["HEAD^"]), "red to blue");
    assert_eq!(primary(&["2026-01-31"]), "red to blue");
    repository.write("ownership.yaml", &matrix("red"));
    assert_eq!(primary(&[]), "blue to red");
    repository.write("other.yaml", &matrix("blue"));
    assert_eq!(primary(&["other.yaml"]), "blue to red");
    assert_eq!(primary(&["ownership.yaml", "other.yaml"]), "red to blue");
    let (code, _, stderr) = repository.own(&["diff", "--", "--output=stolen"]);
    assert!(code == 3 && stderr.contains("`--output=stolen` is neither a revision"), "{stderr}");
    assert_eq!(repository.own(&["diff", "--exit-code"]).0, 1);
    assert_eq!(repository.own(&["diff", "HEAD", "HEAD", "--exit-code"]).0, 0);
    assert_eq!(repository.own(&["diff", "HEAD^", "HEAD", "--fail-on", "breaking"]).0, 0);
    assert_eq!(repository.own(&["diff", "HEAD", "main", "--fail-on", "breaking"]).0, 1);
}

#[test]
fn the_moved_shifts_of_a_revision_are_shown_alone() {
    let Some(repository) = Repository::new() else { return };
    let rota = |order: &str| {
        format!(
            "{}people: {{ ada: {{ name: Ada }}, bob: {{ name: Bob }} }}\nrotas: {{ red: {{ for: red, handover: {{ time: \"09:00\" }}, \
             order: [{order}], start: 2026-01-05 }} }}\n",
            matrix("red")
        )
    };
    repository.write("ownership.yaml", &rota("ada, bob"));
    repository.commit("2026-01-10T09:00:00Z");
    repository.write("ownership.yaml", &rota("bob, ada"));
    let at = ["--at", "2026-11-28 12:00"];
    let (code, stdout, _) =
        repository.own(&[&["rota", "red", "--against", "HEAD", "--days=1", "--format=csv"][..], &at].concat());
    let expected = "rota,party,from,until,was,is\n\
        red,red,2026-11-28T12:00:00+01:00,2026-11-29T09:00:00+01:00,bob,ada\n\
        red,red,2026-11-29T09:00:00+01:00,2026-11-29T12:00:00+01:00,ada,bob\n";
    assert_eq!((code, stdout.as_str()), (0, expected));
    let (_, stdout, _) = repository.own(&[&["diff", "--field=shifts.from.at", "--all"][..], &at].concat());
    assert_eq!(stdout.lines().count(), 91, "90 days, and the rest of today");
}

/// The commands of a recipe, each of its programs replaced by one that notes its arguments.
#[cfg(unix)]
fn noted(recipe: &str, variables: &[(&str, &str)]) -> Option<(i32, String)> {
    use std::os::unix::fs::PermissionsExt;

    let repository = branch()?;
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/src/recipes/ci.md")).unwrap();
    let (_, section) = page.split_once(&format!("## {recipe}\n")).unwrap();
    let script = section.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    for program in ["gh", "glab"] {
        repository.write(&format!("bin/{program}"), "#!/bin/sh\necho \"$@\" >>\"$NOTES\"\n");
        fs::set_permissions(repository.path("bin").join(program), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let notes = repository.path("notes");
    let own = std::path::Path::new(env!("CARGO_BIN_EXE_own")).with_file_name("");
    let path = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect::<Vec<_>>();
    let path = std::env::join_paths([vec![repository.path("bin"), own], path].concat()).unwrap();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", script]).current_dir(repository.path("")).env("PATH", path).env("NOTES", &notes);
    let output = shell.env_remove("OWN_MATRIX").envs(variables.iter().copied()).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some((output.status.code().unwrap(), fs::read_to_string(notes).unwrap()))
}

#[cfg(unix)]
#[test]
fn the_recipes_comment_and_request_reviews() {
    let Some((code, notes)) = noted("GitHub", &[("GITHUB_BASE_REF", "main"), ("PR", "7")]) else { return };
    let expected =
        "pr comment 7 --body-file comment.md\npr edit 7 --add-reviewer blue\npr edit 7 --add-reviewer corp/red\n";
    assert_eq!((code, notes.as_str()), (0, expected));
    let variables = [("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"), ("CI_MERGE_REQUEST_IID", "7")];
    let Some((code, notes)) = noted("GitLab", &variables) else { return };
    assert!(code == 0 && notes.starts_with("mr note 7 --message # **1 notable**"), "{notes}");
    assert!(notes.ends_with("mr update 7 --reviewer +corp/blue\n"), "{notes}");
}
