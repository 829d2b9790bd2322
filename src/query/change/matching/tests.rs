use super::*;
use crate::matrix::{Approval, PartyId, Place, Risk, Selector, SelectorKind, System};

fn category(id: &str, risk: Risk, by: &[u32], examples: &[&str]) -> Change {
    Change {
        id: id.into(),
        name: id.into(),
        aliases: Vec::new(),
        qualifier: None,
        risk: Some(risk),
        definition: None,
        examples: examples.iter().map(|example| (*example).to_owned().into()).collect(),
        approval: Some(Approval { by: by.iter().copied().map(PartyId).collect(), how: None, place: Place::default() }),
        notify: Vec::new(),
        place: Place::default(),
    }
}

fn matrix() -> Matrix {
    Matrix {
        changes: vec![
            category("standard", Risk::Low, &[], &["Log rotation", "routine maintenance"]),
            category("normal", Risk::Medium, &[0], &["Schema updates", "configuration changes"]),
            category("emergency", Risk::High, &[0], &["Security patches"]),
        ],
        ..Matrix::default()
    }
}

fn found(text: &str) -> Option<Vec<String>> {
    let matrix = matrix();
    let found = find(&matrix, text, &mut Caveats::default()).ok()?;
    Some(found.iter().map(|candidate| candidate.change.id.clone()).collect())
}

#[test]
fn an_example_fits_as_a_whole() {
    for (text, id) in [
        ("schema update", "normal"),
        ("rotate the logs", "standard"),
        ("security patch of the kernel tonight", "emergency"),
        ("change the configuration", "normal"),
    ] {
        assert_eq!(found(text).as_deref(), Some([id.to_owned()].as_slice()), "{text}");
    }
}

#[test]
fn the_strictest_comes_first() {
    assert_eq!(found("schema update with a security patch").unwrap(), ["emergency", "normal"]);
    assert_eq!(found("security update").unwrap(), ["emergency", "normal"], "in part, and every word is spoken for");
}

#[test]
fn nothing_is_pre_approved_by_a_part_of_it() {
    for text in [
        "log",
        "routine",
        "routine deletion of the database",
        "stop the log rotation for good",
        "change the log rotation",
        "new log rotator",
        "change",
        "",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
    assert_eq!(found("log rotation and routine maintenance").unwrap(), ["standard"]);
}

#[test]
fn a_pre_approved_example_is_said_in_its_order_or_as_a_verb() {
    for text in [
        "log rotation",
        "Logs rotation",
        "log rotations",
        "log-rotation",
        "rotate logs",
        "Please rotate the logs.",
        "rotating all logs",
        "OPS-12: log rotation",
        "log rotation (CHG0012345)",
        "#4711 rotate logs on web-01, 03:00",
        "Log rotation on app servers tonight",
        "log rotation on db1.prod.example.org at 9am",
        "log rotation in Berlin on friday",
        "log rotation on the production database tomorrow 03:00",
        "rotate the logs, then routine maintenance",
        "Log rotation at the Boston site",
        "rotate logs in New York tonight.",
        "log rotation from the Stratford-upon-Avon office, tomorrow",
        "ticket OPS-123: log rotation",
        "log rotation for ticket OPS-123 in Berlin",
        "log rotation OPS-123",
        "log rotation on db-prod-3",
        "rotate logs, web01 and app2.eu.example.org",
        "log rotation on 10.0.0.12 at 3 pm",
        "log rotation on 01.12.2026 in week 49",
    ] {
        assert_eq!(found(text).unwrap_or_default(), ["standard"], "{text}");
    }
    for text in [
        "Log the rotation",
        "rotation log",
        "rotation of the log",
        "rotates logs",
        "maintenance routine",
        "!log rotation",
        "~~log rotation~~",
        "log rotation ✗",
        "-log rotation",
        "l\u{336}og rotation",
        "no log rotation",
        "log rotation: off",
        "don't rotate logs",
        "log rotation to s3",
        "log rotation for disable-2fa",
        "log, rotation",
        "log rotation of everything",
        "log rotation in disabled mode",
        "log rotation and log deletion",
        "log rotation & rm",
        "log rotation in Disabled mode",
        "Log Rotation in Reverse",
        "log rotation in REVERSE",
        "log rotation in Hamburg",
        "log rotation of Hamburg",
        "log rotation in Doubt",
        "log rotation in Deletion",
        "Log rotation at Never",
        "log rotation 0",
        "log rotation at 0",
        "rotate logs 0",
        "log rotation kill-9",
        "log rotation KILL-9",
        "log rotation disable2",
        "log rotation stop1",
        "log rotation no-1",
        "log rotation on not-db1",
        "log rotation on db1-off",
        "log rotation do.not.rotate",
        "log rotation 1.2.3",
        "log rotation sev-3",
        "log rotation Hamburg",
        "log rotation in Berlin and deletion of everything",
        "log rotation in Berlin without backup",
        "log rotation in the site",
        "log rotation at the Boston site without backup",
        "log deletion in Berlin",
        "log rotation ticket",
        "in Berlin",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
    let scaling =
        [category("scaling", Risk::Low, &[], &["scaling within limits", "swap disks", "certificate renewal"])];
    let matrix = Matrix { changes: scaling.into(), ..Matrix::default() };
    let is_found = |text: &str| find(&matrix, text, &mut Caveats::default()).is_ok();
    for text in ["scale within limits", "scaling within limits", "disk swapping", "swap disk", "renew certificates"] {
        assert!(is_found(text), "{text}");
    }
    for text in ["scaling limits", "scaling without limits", "swap the wrong disks", "renewed certificates"] {
        assert!(!is_found(text), "{text}");
    }
}

#[test]
fn a_category_that_the_text_names_is_added() {
    let mut matrix = matrix();
    matrix.changes[1].definition = Some("Planned, with an end".to_owned());
    matrix.changes[2].definition = Some("Planned to restore sales".to_owned());
    let found = |text: &str| -> Vec<String> {
        let found = find(&matrix, text, &mut Caveats::default()).unwrap_or_default();
        found.iter().map(|candidate| candidate.change.id.clone()).collect()
    };
    for (text, ids) in [
        ("Emergency schema update", &["emergency", "normal"][..]),
        ("urgent schema update", &["emergency", "normal"]),
        ("schema update during the outage", &["emergency", "normal"]),
        ("schema update to restore sales", &["emergency", "normal"]),
        ("normal security patch", &["emergency", "normal"]),
        ("planned schema update at the end", &["normal"]),
        ("standard schema update", &["normal"]),
        ("log rotation for Outage", &["emergency"]),
        ("schema update for Sales", &["emergency", "normal"]),
        ("emergency log rotation", &["emergency"]),
        ("log rotation P1", &["emergency"]),
        ("log rotation sev1", &["emergency"]),
        ("SEV-1: log rotation", &["emergency"]),
        ("schema update, severity 1", &["emergency", "normal"]),
        ("schema update, severity 3", &["normal"]),
        ("Normal log rotation", &["normal"]),
        ("normal change: rotate the logs on web01", &["normal"]),
        ("normal log rotation without backup", &[]),
        ("planned log rotation", &[]),
        ("emergency deletion of everything", &["emergency"]),
        ("normal deletion of everything", &[]),
        ("standard", &[]),
    ] {
        assert_eq!(found(text), ids, "{text}");
    }
}

#[test]
fn a_refusal_shows_the_nearest_examples() {
    for (text, hints) in [
        (
            "stop the log rotation",
            &[
                "`Log rotation` of standard, which nobody approves, lacks the words: stop",
                "the nearest examples are:",
                "  Log rotation: standard",
            ][..],
        ),
        (
            "rotation log",
            &[
                "`Log rotation` of standard, which nobody approves, must be written in its words and order, without symbols",
            ],
        ),
        ("shcema deletion", &["the nearest examples are:", "  Schema updates: normal", "the categories are:"]),
        ("nonsense", &["the categories are:"]),
    ] {
        let refused = find(&matrix(), text, &mut Caveats::default()).err().unwrap();
        assert_eq!(&refused.hints[..hints.len()], hints, "{text}");
    }
}

#[test]
fn a_part_that_leaves_words_open_is_no_fit() {
    assert_eq!(found("schema deletion"), None);
}

#[test]
fn one_more_word_does_not_hide_the_stricter_category() {
    assert_eq!(found("security configuration change").unwrap(), ["emergency", "normal"]);
    assert_eq!(found("configuration change").unwrap(), ["normal"]);
}

#[test]
fn a_system_is_no_word_of_the_change_unless_an_example_has_it() {
    let system = |id: &str, name: &str| System::named(id, name);
    let with = |systems: Vec<System>, text: &str| {
        let matrix = Matrix { systems, ..matrix() };
        let found = find(&matrix, text, &mut Caveats::default()).map_err(|unanswered| unanswered.message);
        found.map(|found| found.iter().map(|candidate| candidate.change.id.clone()).collect::<Vec<_>>())
    };
    assert_eq!(
        with(vec![system("ssl", "SSL Certificates")], "log rotation on ssl certificates").unwrap(),
        ["standard"]
    );
    assert_eq!(with(vec![system("logs", "Logs")], "rotate logs").unwrap(), ["standard"]);
    assert_eq!(with(vec![system("security", "S")], "security patch").unwrap(), ["emergency"]);
}

/// A host of whatever name is one if a selector names it, and not only stars.
#[test]
fn a_host_that_the_matrix_knows_is_no_word_of_the_change() {
    let with = |host: &str, text: &str| {
        let mut system = System::named("shop", "Shop");
        system.selectors = vec![Selector::parse(SelectorKind::Host, host).unwrap()];
        let matrix = Matrix { systems: vec![system], ..matrix() };
        find(&matrix, text, &mut Caveats::default()).is_ok()
    };
    assert!(with("atlas*", "log rotation on atlas7"));
    assert!(with("nyx.example.org", "log rotation on NYX.example.org, tonight"));
    assert!(!with("nyx.example.org", "log rotation on kill-9"));
    assert!(!with("*", "log rotation on kill-9"));
}
