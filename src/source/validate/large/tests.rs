use std::path::Path;

use super::*;
use crate::compiled;
use crate::source::load;

fn sources(texts: &[&str]) -> Sources {
    Sources((0..).zip(texts).map(|(number, text)| SourceFile::new(format!("{number}.yaml"), *text)).collect())
}

/// Compiles a matrix in both ways, and compares the bytes. Returns whether it is valid.
fn both(sources: Sources) -> bool {
    let large = read(&sources);
    let complete = load::parse(sources);
    assert_eq!(large.is_some(), complete.is_ok(), "{:?}", complete.err());
    let (Some((matrix, systems)), Ok(complete)) = (large, complete) else { return false };
    let expected = compiled::write(&complete, &Origin::default()).unwrap();
    assert!(systems.write(&matrix, &Origin::default()).unwrap() == expected, "other bytes");
    assert_eq!(matrix.files, complete.files);
    true
}

/// Every file and every folder below a folder as a matrix.
fn matrices(folder: &Path, found: &mut Vec<Sources>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        if path.is_dir() {
            matrices(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            texts.push(text);
        }
    }
    found.extend(texts.iter().map(|text| sources(&[text])));
    found.push(sources(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
}

#[test]
fn both_ways_of_compiling_agree() {
    let mut found = Vec::new();
    for folder in ["tests", "data"] {
        matrices(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    let right = found.into_iter().map(both).filter(|right| *right).count();
    assert!(right > 10, "{right}");
}

const SHARED: &str = "
version: 1
placeholders: {somebody: {name: Somebody}}
roles: {lead: {name: Lead, team: a}}
teams: {a: {name: Team A, lead: lead}, b: {name: Team B}}
calendars: {night: {time_zone: Europe/Berlin}}
escalation:
  fast: {levels: [{name: One, window: {from: 0m}, contacts: [{party: b}]}], accept: {empty-level: so}}
  default: {levels: [{name: One, window: {from: 0m}, contacts: [{party: a}]}]}
";
const SYSTEMS: &str = "
systems:
  inner:
    name: Inner
    part_of: middle
    depends_on: [outer, middle, outer]
    escalation: fast
    calendar: night
    owners: {data: {party: [b, somebody], note: some}}
    areas:
      x: &area {name: X, primary: [b, lead], informed: somebody, topic: t, aliases: [ex]}
      y: {name: Y, topic: t, accept: {no-secondary: of old}}
    duties: {weekly: {task: Look, by: [lead, b], with: a}}
    migration: {start: 2025-01-01, phases: [y, x], timeline: [{weeks: 1-2, by: somebody}]}
  middle: {name: Middle, part_of: outer, owners: {technical: lead}, areas: {x: *area}}
  outer: {name: Outer, aliases: [Whole], owners: {data: a, business: b}, service_level: {availability: 99.9%}}
";

#[test]
fn references_may_precede_definitions() {
    assert!(both(sources(&[SHARED, SYSTEMS])));
    assert!(both(sources(&[SYSTEMS, SHARED])));
    assert!(both(sources(&[&format!("{SHARED}{SYSTEMS}")])));
    assert!(both(sources(&[&format!("{SYSTEMS}{SHARED}")])));
    assert!(both(sources(&[SHARED, &SYSTEMS.replace("Whole", "Middle")])), "a parent may be called like its child");
    let more = "systems: {more: {name: More, part_of: inner}}\nteams: {c: {name: Team C}}";
    assert!(both(sources(&[SYSTEMS, more, SHARED])));
    assert!(both(sources(&[more, SYSTEMS, SHARED])));
    assert!(both(sources(&[SHARED, "systems: {}\n"])));
}

#[test]
fn a_fault_is_left_to_validate() {
    let all = format!("{SHARED}{SYSTEMS}");
    for (right, wrong) in [
        ("part_of: outer", "part_of: inner"),
        ("part_of: outer", "part_of: outre"),
        ("[outer, middle", "[outre, middle"),
        ("primary: [b", "primary: [c"),
        ("escalation: fast", "escalation: slow"),
        ("calendar: night", "calendar: day"),
        ("  outer:", "  inner:"),
        ("part_of: middle", "part_of: outer\n    aliases: [Middle]"),
        ("name: Inner", "nmae: Inner"),
        ("99.9%", "99,9"),
        ("no-secondary", "no-such-rule"),
        ("phases: [y", "phases: [z"),
        ("systems:", "systems: {}\nsystems:"),
        ("systems:", "sistems:"),
        ("{name: Outer,", "{name: Outer, name: Outer,"),
        ("name: Team B", "name: Team A"),
        ("99.9%}}", "99.9%}"),
        ("version: 1", ""),
        ("lead: lead", "lead: nobody"),
    ] {
        assert!(all.contains(right), "{right}");
        assert!(!both(sources(&[&all.replacen(right, wrong, 1)])), "{wrong}");
    }
    for systems in ["[a]", "a", "{a: }", "{[a]: {name: A}}", "{a: {name: A}, ~: {name: B}}", ""] {
        assert!(!both(sources(&[&format!("{SHARED}systems: {systems}\n")])), "{systems}");
    }
}

#[test]
fn a_section_with_an_anchor_is_left_to_validate() {
    let anchored = format!("{SHARED}systems: &all {{a: {{name: A}}}}\n");
    assert!(read(&sources(&[&anchored])).is_none());
    assert!(load::parse(sources(&[&anchored])).is_ok());
}
