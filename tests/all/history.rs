//! `own log` and `own blame` in repositories that git itself makes.

use serde_json::Value;

use crate::revision::{Repository, matrix};

/// Web moves from Red to Blue in a branch; then the file, the system and the area get other names.
fn history() -> Option<(Repository, Vec<String>)> {
    let repository = Repository::new()?;
    let mut commits = Vec::new();
    repository.write("m.yaml", &matrix("red"));
    commits.push(repository.commit("2026-01-10T09:00:00Z"));
    repository.git(&["checkout", "-q", "-b", "side"]);
    repository.write("m.yaml", &matrix("blue"));
    repository.commit("2026-02-09T09:00:00Z");
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["merge", "-q", "--no-ff", "-m", "Move Web to Blue", "side"]);
    commits.push(repository.git(&["rev-parse", "HEAD"]));
    repository.git(&["mv", "m.yaml", "ownership.yaml"]);
    repository.commit("2026-03-10T09:00:00Z");
    let renamed = matrix("blue").replace("shop:\n    name: Shop", "store:\n    name: Shop\n    aliases: [shop]");
    let renamed = renamed.replace("web: { name: Web", "site: { name: Web, aliases: [web]");
    repository.write("ownership.yaml", &renamed);
    commits.push(repository.commit("2026-04-10T09:00:00Z"));
    Some((repository, commits))
}

fn answered(repository: &Repository, words: &[&str]) -> String {
    let (code, stdout, stderr) = repository.own(words);
    assert_eq!((code, stderr.as_str()), (0, ""), "{words:?}");
    stdout
}

#[test]
fn a_row_is_followed_across_merges_and_renames() {
    let Some((repository, commits)) = history() else { return };
    let short: Vec<&str> = commits.iter().map(|commit| &commit[..10]).collect();
    let expected = format!(
        "Shop · Web  store/site\n3 commits change it\n\n\
         Fri 2026-04-10 11:00  Ann: x  {}:ownership.yaml:5\nstore renamed: shop → store\nrenamed: shop/web → store/site\n\n\
         Thu 2026-01-01 13:00  Ann: Move Web to Blue  {}:m.yaml:8\nprimary: red → blue\n\n\
         Sat 2026-01-10 10:00  Ann: x  {}:m.yaml:8\nadded: Web\nname: – → Web\nprimary: – → red\n",
        short[2], short[1], short[0]
    );
    for words in [&["log", "shop", "web"][..], &["log", "store/site"], &["log", "--system", "store", "--area", "web"]] {
        assert_eq!(answered(&repository, words), expected, "{words:?}");
    }
    let csv = answered(&repository, &["log", "store", "site", "--format", "csv"]);
    let row = format!(
        "2026-01-01T13:00:00+01:00,{},Ann,ann@example.org,Move Web to Blue,notable,area,shop/web,Web,primary,red,blue,{}:m.yaml,8",
        commits[1], short[1]
    );
    assert!(csv.lines().any(|line| line == row), "{csv}");
    let commits_of =
        |words: &[&str]| answered(&repository, &[&["log"], words, &["--field", "commits.commit", "--all"]].concat());
    assert_eq!(commits_of(&["--since", "2026-02-01"]), format!("{}\n", commits[2]));
    let backward = repository.own(&["log", "--since", "2026-02-01", "--until", "2026-01-09"]);
    assert!(backward.0 == 2 && backward.2.contains("--until is before --since"), "{backward:?}");
    assert_eq!(commits_of(&["shop", "--until", "2026-01-09"]), format!("{}\n", commits[1]));
    assert_eq!(commits_of(&["--party", "blue", "--until", "2026-01-01"]), format!("{}\n", commits[1]));
    assert_eq!(commits_of(&["shop", "--party", "red"]), format!("{}\n{}\n", commits[1], commits[0]));
    assert_eq!(commits_of(&["shop", "--rev", &commits[0], "--matrix", "m.yaml"]), format!("{}\n", commits[0]));
    assert_eq!(commits_of(&[]).lines().count(), 3, "a file that moves changes nothing");
}

#[test]
fn blame_shows_the_last_change_of_each_cell() {
    let Some((repository, commits)) = history() else { return };
    let csv = answered(&repository, &["blame", "shop", "--format", "csv"]);
    let found: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let row = |id: &str, what: &str, says: &str, commit: usize| {
        found.iter().any(|row| row[1] == id && row[3] == what && row[4] == says && row[6] == commits[commit])
    };
    assert_eq!(found.len(), 5, "{csv}");
    assert!(row("store", "name", "Shop", 0) && row("store", "aliases", "shop", 2), "{csv}");
    assert!(row("store/site", "name", "Web", 0) && row("store/site", "primary", "blue", 1), "{csv}");
    let cells = answered(&repository, &["blame", "store", "site", "--field", "cells.what", "--all"]);
    assert_eq!(cells, "aliases\nname\nprimary\n");
}

/// Turns, memberships, ends and notifications were no changes of a party.
#[test]
fn a_party_is_followed_wherever_it_is_named() {
    let Some(repository) = Repository::new() else { return };
    let matrix = |members: &str, order: &str, until: &str, notify: &str| {
        format!(
            "version: 1\ncalendar: {{ time_zone: Europe/Berlin }}\npeople: {{ ada: {{ name: Ada }}, bo: {{ name: Bo }} }}\n\
             teams: {{ web: {{ name: Web, members: [{members}] }} }}\n\
             rotas: {{ web: {{ for: web, start: 2026-01-05, handover: {{ time: \"09:00\" }}, order: [{order}] }} }}\n\
             changes: {{ normal: {{ name: Normal, notify: [{notify}] }} }}\n\
             systems: {{ shop: {{ name: Shop, areas: {{ cart: {{ name: Cart, primary: {{ party: bo{until} }} }} }} }} }}\n"
        )
    };
    let steps = [
        matrix("ada", "ada", "", "ada"),
        matrix("ada, bo", "ada", "", "ada"),
        matrix("ada, bo", "ada, bo", "", "ada"),
        matrix("ada, bo", "ada, bo", ", until: 2026-12-31", "ada"),
        matrix("ada, bo", "ada, bo", ", until: 2026-12-31", "ada, web"),
        matrix("ada, bo", "ada, bo", ", until: 2026-12-31", "web, bo"),
    ];
    for (month, step) in (1..).zip(&steps) {
        repository.write("ownership.yaml", step);
        repository.commit(&format!("2026-0{month}-10T09:00:00Z"));
    }
    let changes = answered(&repository, &["log", "--party", "bo", "--since", "2026-02-01", "--format", "csv"]);
    let what: Vec<&str> = changes.lines().skip(1).filter_map(|line| line.split(',').nth(9)).collect();
    assert_eq!(what, ["notify", "primary", "order", "members"], "{changes}");
    let blame = answered(&repository, &["blame", "shop", "cart", "--format", "csv"]);
    assert!(blame.lines().skip(1).all(|line| line.ends_with(":ownership.yaml,7")), "{blame}");
}

#[test]
fn what_is_gone_is_found_by_its_exact_name() {
    let Some(repository) = Repository::new() else { return };
    let other = "  other: { name: Other }\n";
    let with = |systems: &str| matrix("red").replace("systems:\n", &format!("systems:\n{other}{systems}"));
    repository.write(
        "ownership.yaml",
        &with("  till:\n    name: The Till\n    areas: { cash: { name: Cash Desk, primary: red } }\n"),
    );
    repository.commit("2026-01-10T09:00:00Z");
    repository.write("ownership.yaml", &with("  till: { name: The Till }\n"));
    let area = repository.commit("2026-02-10T09:00:00Z");
    repository.write("ownership.yaml", &with(""));
    let system = repository.commit("2026-03-10T09:00:00Z");
    for (words, last) in [
        (&["till"][..], &system),
        (&["The Till"], &system),
        (&["till", "cash"], &area),
        (&["till", "Cash Desk"], &area),
        (&["--system", "The Till", "--area", "cash"], &area),
    ] {
        let commits = answered(&repository, &[&["log"], words, &["--field", "commits.commit", "--all"]].concat());
        assert_eq!(commits.lines().next(), Some(last.as_str()), "{words:?}");
    }
    // A removal's place is in the commit before: its heading once named that one.
    let log = answered(&repository, &["log", "till"]);
    let removal = format!("Ann: x  {}\nremoved: The Till\n", &system[..10]);
    assert!(log.starts_with("The Till  till\n3 commits change it\n") && log.contains(&removal), "{log}");
    for (words, near) in [(&["tilt"][..], "no system is called `tilt`"), (&["shop", "wbe"], "did you mean `web`?")] {
        let (code, _, stderr) = repository.own(&[&["log"], words].concat());
        assert!(code == 1 && stderr.contains(near), "{words:?}: {stderr}");
    }
    assert_eq!(repository.own(&["blame", "till"]).0, 1, "which has no cells now");
    assert_eq!(repository.own(&["log", "--area", "web"]).0, 2);
}

#[test]
fn commits_that_do_not_load_and_shallow_clones_are_said() {
    let Some(repository) = Repository::new() else { return };
    repository.write("ownership.yaml", &matrix("red"));
    repository.commit("2026-01-10T09:00:00Z");
    repository.write("ownership.yaml", "version: 1\nsystems: [\n");
    let broken = repository.commit("2026-02-10T09:00:00Z");
    repository.write("ownership.yaml", &matrix("blue"));
    let fixed = repository.commit("2026-03-10T09:00:00Z");
    let stdout = answered(&repository, &["log", "shop", "web"]);
    let change = format!("Ann: x  {}:ownership.yaml:8\nprimary: red → blue\n", &fixed[..10]);
    let warning =
        format!("! a commit doesn't load, and the next one has its changes: {}:ownership.yaml:2: ", &broken[..10]);
    assert!(stdout.contains(&change) && stdout.contains(&warning), "{stdout}");
    let (code, _, stderr) = repository.own(&["log", "shop", "--rev", &broken]);
    assert!(code == 3 && stderr.contains(":ownership.yaml:2:"), "{stderr}");
    repository.git(&["clone", "-q", "--depth=1", &format!("file://{}", repository.path("").display()), "shallow"]);
    let stdout = answered(&repository, &["log", "shop", "web", "--matrix", "shallow/ownership.yaml"]);
    assert!(stdout.starts_with("Shop · Web  shop/web\nno commit changes it\n"), "{stdout}");
    let warning = format!("! the history of this shallow clone begins at {}: `git fetch --unshallow`", &fixed[..10]);
    assert!(stdout.contains(&warning), "{stdout}");
    let (_, json, _) = repository.own(&["blame", "shop", "web", "--matrix", "shallow/ownership.yaml", "--format=json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"][0]["cells"][0]["by"], Value::Null);
    assert_eq!(json["warnings"][0]["code"], "history-cut");
}

#[test]
fn a_matrix_outside_git_has_no_history() {
    let Some((repository, _)) = history() else { return };
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("m.yaml"), matrix("red")).unwrap();
    for path in [outside.path().join("m.yaml").to_str().unwrap(), "built-in", "-"] {
        let (code, stdout, stderr) = repository.own(&["log", "shop", "--matrix", path]);
        assert!(code == 3 && stdout.is_empty() && stderr.contains("isn't in a git repository"), "{path}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
    repository.write("new.yaml", &matrix("red"));
    let (code, _, stderr) = repository.own(&["log", "shop", "--matrix", "new.yaml"]);
    assert!(code == 3 && stderr.contains("`new.yaml` isn't in commit"), "{stderr}");
    for rev in ["--output=stolen", "-h", "--all"] {
        let (code, _, stderr) = repository.own(&["log", "shop", "--rev", rev]);
        assert!(code == 3 && stderr.contains("neither a revision"), "{rev}: {stderr}");
    }
    assert!(!repository.path("stolen").exists());
}

#[test]
fn authors_and_subjects_are_data() {
    let Some(repository) = Repository::new() else { return };
    repository.write("ownership.yaml", &matrix("red"));
    repository.git(&["add", "-A"]);
    let author = "--author=::error::\u{1b}[31mEve\u{1} <=cmd()@example.org>";
    repository.git(&["commit", "-q", author, "-m", "=1+1\u{1b}]0;x\u{7}"]);
    repository.write(".mailmap", "Eve Now <eve@example.org> <=cmd()@example.org>\n");
    for (field, value) in [("commits.author", "Eve Now\n"), ("commits.email", "eve@example.org\n")] {
        assert_eq!(answered(&repository, &["log", "shop", "--field", field]), value);
    }
    std::fs::remove_file(repository.path(".mailmap")).unwrap();
    for format in ["table", "csv", "markdown", "json"] {
        let stdout = answered(&repository, &["log", "shop", "--format", format]);
        assert!(!stdout.contains(['\u{1b}', '\u{7}', '\u{1}']), "{stdout}");
        assert!(format != "csv" || stdout.contains("'=1+1"), "{stdout}");
    }
}

/// One process finds the commit; the rest is cached.
#[cfg(unix)]
#[test]
fn a_repeated_question_reads_no_history() {
    let Some((repository, _)) = history() else { return };
    let (folder, runs) = crate::revision::counted(&repository);
    let ask = |words: &[&str]| {
        let before = runs();
        let (code, stdout) = repository.own_through(&folder, words);
        assert_eq!(code, 0, "{words:?}");
        (runs() - before, stdout)
    };
    let (first, answer) = ask(&["log", "shop", "web"]);
    assert!(first > 2, "{first}");
    assert_eq!(ask(&["log", "shop", "web"]), (1, answer.clone()));
    assert_eq!(ask(&["blame", "shop"]).0, 1, "the same history");
    assert_eq!(ask(&["log", "shop", "web", "--no-cache"]).1, answer);
}
