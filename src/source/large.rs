//! Large matrices, read system by system to save memory.
//!
//! The tree and the raw types of a system are dropped before the next one is read. Only its compiled record and its names stay.

use std::io::{self, Cursor, Seek, Write};

use super::decode::Decode;
use super::leaf::Text;
use super::node::{Key, Node};
use super::text::Sources;
use super::validate::{OneByOne, Settled};
use super::{raw, yaml};
use crate::compiled::{self, Origin};
use crate::diagnostic::finding::Findings;
use crate::matrix::Matrix;

/// A matrix with less text is as soon read as a whole.
const LARGE: usize = 1 << 20;

/// A valid matrix, with its systems beside it.
pub(crate) struct Large {
    matrix: Matrix,
    systems: Settled,
}

/// Reads a large matrix. `None` if it isn't large, or has a fault: reading it as a whole reports every fault.
pub(super) fn read(sources: &Sources) -> Option<Large> {
    let bytes: usize = sources.0.iter().map(|source| source.text.len()).sum();
    if bytes < LARGE { None } else { one_by_one(sources) }
}

fn one_by_one(sources: &Sources) -> Option<Large> {
    let mut faults = Findings::default();
    let mut systems = OneByOne::new();
    let mut files: Vec<raw::File> = Vec::with_capacity(sources.0.len());
    for (number, source) in (0..).zip(&sources.0) {
        let mut put_aside = Ok(());
        let mut take = |Key { span, text }: Key<'_>, node: Node<'_>, faults: &mut Findings| {
            let system = raw::System::decode(node, faults).unwrap_or_default();
            if faults.is_empty() && put_aside.is_ok() {
                put_aside = systems.add(Text { value: text.into_owned(), span }, system, faults);
            }
        };
        let node = yaml::parse_apart(number, &source.text, &mut faults, "systems", &mut take)?;
        files.push(raw::File::decode(node, &mut faults).unwrap_or_default());
        put_aside.ok()?;
        if source.unreadable.is_some() || !faults.is_empty() {
            return None;
        }
    }
    let names = sources.0.iter().map(|source| source.name.clone()).collect();
    let (matrix, systems) = systems.settle(files, names)?;
    Some(Large { matrix, systems })
}

impl Large {
    /// The names of its files, as shown to people.
    pub(super) fn files(&self) -> &[String] {
        &self.matrix.files
    }

    /// Compiles it in memory.
    pub(super) fn compiled(&self, origin: &Origin) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // Unused capacity costs nothing, and growing would copy everything again and again.
        let _ = bytes.try_reserve(self.systems.bytes() / 3 * 4);
        let mut bytes = Cursor::new(bytes);
        self.compile(origin, &mut bytes)?;
        Ok(bytes.into_inner())
    }

    /// Compiles it.
    pub(super) fn compile(&self, origin: &Origin, to: &mut (impl Write + Seek)) -> io::Result<()> {
        compiled::write_with(&self.matrix, &self.systems, origin, to)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::super::load;
    use super::super::text::SourceFile;
    use super::*;

    fn sources(texts: &[&str]) -> Sources {
        Sources((0..).zip(texts).map(|(number, text)| SourceFile::new(format!("{number}.yaml"), *text)).collect())
    }

    /// Reads a matrix as a whole and system by system. Whatever is wrong is left to the former; of what is right, both make
    /// the same bytes. Tells whether it is right.
    fn both(sources: Sources) -> bool {
        let large = one_by_one(&sources);
        let whole = load::parse(sources);
        assert_eq!(large.is_some(), whole.is_ok(), "{:?}", whole.err());
        let (Some(large), Ok(whole)) = (large, whole) else { return false };
        let (mut expected, mut made) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
        compiled::write(&whole, &Origin::default(), &mut expected).unwrap();
        large.compile(&Origin::default(), &mut made).unwrap();
        assert!(made.into_inner() == expected.into_inner(), "other bytes");
        assert_eq!(large.files(), whole.files);
        true
    }

    /// All YAML in a folder, each file as a matrix of its own and each folder as one.
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
    fn both_ways_of_reading_agree() {
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
    fn what_is_named_may_stand_anywhere() {
        assert!(both(sources(&[SHARED, SYSTEMS])));
        assert!(both(sources(&[SYSTEMS, SHARED])));
        assert!(both(sources(&[&format!("{SHARED}{SYSTEMS}")])));
        assert!(both(sources(&[&format!("{SYSTEMS}{SHARED}")])));
        let more = "systems: {more: {name: More, part_of: inner}}\nteams: {c: {name: Team C}}";
        assert!(both(sources(&[SYSTEMS, more, SHARED])));
        assert!(both(sources(&[more, SYSTEMS, SHARED])));
        assert!(both(sources(&[SHARED, "systems:\n"])));
        assert!(both(sources(&[SHARED, "systems: {}\n"])));
    }

    #[test]
    fn what_is_wrong_is_read_as_a_whole() {
        let all = format!("{SHARED}{SYSTEMS}");
        for (right, wrong) in [
            ("part_of: outer", "part_of: inner"),
            ("part_of: outer", "part_of: outre"),
            ("primary: [b", "primary: [c"),
            ("escalation: fast", "escalation: slow"),
            ("calendar: night", "calendar: day"),
            ("  outer:", "  inner:"),
            ("Whole", "Middle"),
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
        for systems in ["[a]", "a", "{a: }", "{[a]: {name: A}}", "{a: {name: A}, ~: {name: B}}"] {
            assert!(!both(sources(&[&format!("{SHARED}systems: {systems}\n")])), "{systems}");
        }
    }

    #[test]
    fn a_section_with_an_anchor_is_left_to_the_whole() {
        let anchored = format!("{SHARED}systems: &all {{a: {{name: A}}}}\n");
        assert!(one_by_one(&sources(&[&anchored])).is_none());
        assert!(load::parse(sources(&[&anchored])).is_ok());
    }
}
