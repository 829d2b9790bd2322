//! The scripts of the book's recipes do what the book says, also where `own` has no answer.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::book::blocks;
use crate::programs::{is_there, runs};
use crate::readme::copy;
use crate::sandbox::Sandbox;

/// The scripts of a page that have a text.
fn scripts(page: &str, text: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src").join(page);
    let found = blocks(&fs::read_to_string(page).unwrap()).into_iter().filter(|(_, block)| block.contains(text));
    let found: Vec<_> = found.map(|(_, block)| block).collect();
    assert!(!found.is_empty(), "{text}");
    found
}

/// Runs lines of bash before a script, strictly, in a folder with the example. `None` without a program.
fn run(before: &str, script: &str, stdin: &str) -> Option<Output> {
    if !["bash", "git", "python3"].iter().all(|program| is_there(program, runs(program))) {
        return None;
    }
    let sandbox = Sandbox::new().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example"), &sandbox.work().join("example")).unwrap();
    let script = format!("export OWN_MATRIX=example\n{before}\n{script}");
    let bash = sandbox.command("bash").unwrap().args(["-euo", "pipefail", "-c", &script]).stdin(stdin);
    Some(bash.output().unwrap())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Without a reviewer, `own diff` exits with 4: the script must go on to the breaking changes.
#[test]
fn a_request_without_a_reviewer_passes() {
    let repository = "rm -rf .git; git init -q -b main
        commit() { git add -A; git -c user.name=A -c user.email=a@example.org commit -q --allow-empty -m x; }
        sed -i.bak 's/chat: \"#databases\"/&, github: \"@x\\/dba\", gitlab: \"@x\\/dba\"/' example/parties.yaml
        commit; git update-ref refs/remotes/origin/main HEAD
        gh() { echo \"$@\"; }; glab() { echo \"$@\"; }
        GITHUB_BASE_REF=main CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main PR=7 CI_MERGE_REQUEST_IID=7\n";
    for (script, asked) in scripts("recipes/ci.md", "--fail-on breaking").iter().zip(["r x/dba", "r +x/dba"]) {
        for (change, exit, asks) in [
            ("true", 0, false),
            ("sed -i.bak '/primary: database/d' example/systems.yaml", 1, true),
            ("echo x > example/systems.yaml", 3, false),
        ] {
            let Some(output) = run(&format!("{repository} {change}; commit"), script, "") else { return };
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert_eq!((output.status.code(), said.contains(asked)), (Some(exit), asks), "{said}");
        }
    }
}

/// Nothing fits, or the matrix is broken: the message says so, and can't notify a channel.
#[test]
fn a_message_says_why_nobody_is_named() {
    let script = &scripts("recipes/alerts.md", "curl")[0];
    let curl = "SLACK_URL=x; curl() { cat; }";
    for (before, alert, posted) in [
        (
            "",
            "{\"alerts\": [{\"labels\": {\"alertname\": \"<!channel>\"}}]}",
            "exit 1: read on, or ask a person**\\n\\nown: no system fits the alert &lt;!channel&gt;",
        ),
        ("OWN_MATRIX=nowhere", "x", "exit 3: read on, or ask a person**\\n\\n"),
        ("", "db-prod-3 replication lag", "{\"text\": \"- **Call now:**"),
    ] {
        let Some(output) = run(&format!("{curl}; {before}"), script, alert) else { return };
        let said = text(&output.stdout);
        assert!(output.status.success() && said.contains(posted) && !said.ends_with("\\n\\n\"}\n"), "{said}");
    }
}

/// A loop that pages fails if nobody answers, and if nobody was asked.
#[test]
fn a_script_that_pages_nobody_fails() {
    let script = format!("{}echo went on", scripts("guide/runbooks.md", "page_owners")[0]);
    for (system, area, matrix, answers, expected) in [
        ("booking-db", "backup", "example", "database", "database\nwent on\n"),
        ("booking-db", "backup", "example", "platform", "database\nplatform\nwent on\n"),
        ("booking-db", "backup", "example", "", "database\nplatform\n"),
        ("booking-dbx", "backup", "example", "database", ""),
        ("booking-db", "bakcup", "example", "database", ""),
        ("booking-db", "backup", "nowhere", "database", ""),
    ] {
        let before = format!(
            "SYSTEM={system} AREA={area} OWN_MATRIX={matrix}; page() {{ echo \"$1\"; [ \"$1\" = \"{answers}\" ]; }}"
        );
        let Some(output) = run(&before, &script, "") else { return };
        assert_eq!(text(&output.stdout), expected, "{before}");
        assert_eq!(output.status.success(), expected.ends_with("went on\n"), "{before}");
    }
}

/// The last shift of a party is over: yesterday's calendar doesn't stay. If the matrix is broken, it does.
#[test]
fn a_calendar_without_events_replaces_the_old_one() {
    let script = &scripts("recipes/calendar.md", "VCALENDAR\\r")[0];
    let own = |exit| {
        format!(
            "own() {{ return {exit}; }}; git() {{ :; }}; echo old > a.ics; set -- database a.ics; trap 'cat a.ics' EXIT"
        )
    };
    let Some(empty) = run(&own(4), script, "") else { return };
    assert_eq!(text(&empty.stdout).lines().collect::<Vec<_>>().len(), 4);
    assert!(empty.status.success());
    let broken = run(&own(3), script, "").unwrap();
    assert_eq!((text(&broken.stdout).as_str(), broken.status.success()), ("old\n", false));
    let full = run("git() { :; }; set -- database a.ics; trap 'cat a.ics' EXIT", script, "").unwrap();
    assert!(text(&full.stdout).contains("BEGIN:VEVENT"), "{}", text(&full.stderr));
}

/// What fzf runs for the line that is marked.
#[test]
fn a_preview_answers() {
    for script in scripts("recipes/fzf.md", "--preview") {
        let preview = script.split("--preview '").nth(1).unwrap().split('\'').next().unwrap();
        let Some(output) = run("", &preview.replace("{}", "'booking/checkout'"), "") else { return };
        assert!(text(&output.stdout).contains("Storefront Team"), "{}", text(&output.stderr));
    }
}
