//! Compiles large matrices system by system, to save memory.
//!
//! All systems of a large matrix as raw types would take seven times the memory of their text. Here each system is validated and
//! stored as bytes while the text is being parsed. A system may refer to what is defined after it, so an id gets a provisional
//! number when it is first mentioned. The final numbers replace these at the end.
//!
//! Stops at the first fault. Then [`validate`](super::validate) reports every fault.

use std::borrow::Cow;
use std::io;

use super::super::decode::Decode;
use super::super::leaf::Text;
use super::super::node::{Key, Node};
use super::super::text::Sources;
use super::super::{raw, yaml};
use super::known::Known;
use super::names::Names;
use super::{Context, Ids, chain, document, sections, system};
use crate::compiled::{Origin, Stored, write_with};
use crate::diagnostic::finding::Findings;
use crate::matrix::graph;
use crate::matrix::refers::Refers;
use crate::matrix::{Acceptance, CalendarId, Matrix, PartyId, PolicyId, System, SystemId};

/// Below this size of text, in bytes, a complete matrix in memory is as fast.
const LARGE: usize = 1 << 20;

/// Compiles a large matrix. Returns the texts if it isn't large or has a fault.
pub(crate) fn compile_large(sources: Sources, origin: &Origin) -> Result<io::Result<Vec<u8>>, Sources> {
    let large = if size(&sources) < LARGE { None } else { read(&sources) };
    let Some((matrix, systems)) = large else { return Err(sources) };
    // The texts take most of the memory.
    drop(sources);
    Ok(systems.write(&matrix, origin))
}

/// The size of the text in bytes.
fn size(sources: &Sources) -> usize {
    sources.0.iter().map(|source| source.text.len()).sum()
}

/// The systems so far.
struct Systems {
    /// The ids that they mention.
    known: Known,
    ids: Ids,
    names: Names,
    acceptances: Vec<Acceptance>,
    stored: Stored,
    parents: Vec<Option<SystemId>>,
    numbers: Numbers,
}

/// The final number of each provisional number.
#[derive(Default)]
struct Numbers {
    parties: Vec<u32>,
    policies: Vec<u32>,
    calendars: Vec<u32>,
    systems: Vec<u32>,
}

fn read(sources: &Sources) -> Option<(Matrix, Systems)> {
    let mut faults = Findings::default();
    let mut systems = Systems {
        known: Known::mentioned(),
        ids: Ids::new("system"),
        names: Names::new("system"),
        acceptances: Vec::new(),
        // Unused capacity costs nothing, but growing may copy everything.
        stored: Stored::with_capacity(size(sources)),
        parents: Vec::new(),
        numbers: Numbers::default(),
    };
    let mut files: Vec<raw::File> = Vec::with_capacity(sources.0.len());
    for (number, source) in (0..).zip(&sources.0) {
        let mut stored = Ok(());
        let mut take = |Key { span, text }: Key<'_>, node: Node<'_>, faults: &mut Findings| {
            let system = raw::System::decode(node, faults).unwrap_or_default();
            if faults.is_empty() && stored.is_ok() {
                stored = systems.add(Text { value: text.into_owned(), span }, system, faults);
            }
        };
        let node = yaml::parse_with(number, &source.text, &mut faults, Some(&mut take))?;
        files.push(raw::File::decode(node, &mut faults).unwrap_or_default());
        stored.ok()?;
        if source.unreadable.is_some() || !faults.is_empty() {
            return None;
        }
    }
    let matrix = systems.finish(files, sources.names())?;
    Some((matrix, systems))
}

impl Systems {
    fn add(&mut self, id: Text, raw: raw::System, faults: &mut Findings) -> io::Result<()> {
        self.ids.enter_next(&id, faults);
        self.names.enter(&id, &raw.name, &raw.aliases, raw.parent(), faults);
        let acceptances = std::mem::take(&mut self.acceptances);
        let mut context = Context { known: &self.known, faults, acceptances };
        let system = system::system(id, raw, &mut context);
        self.acceptances = context.acceptances;
        self.parents.push(system.part_of);
        self.stored.push(&system)
    }

    /// The rest of the matrix. `None` if it has a fault.
    fn finish(&mut self, mut files: Vec<raw::File>, names: Vec<String>) -> Option<Matrix> {
        // The parser leaves a section with an anchor in its file.
        if files.iter().any(|file| !file.systems.is_absent()) {
            return None;
        }
        let mut faults = Findings::default();
        document::version(&files, true, &mut faults);
        let ids = std::mem::replace(&mut self.ids, Ids::new("system"));
        let known = Known { systems: ids, ..Known::collect(&files, true, &mut faults) };
        let mut context = Context { known: &known, faults: &mut faults, acceptances: Vec::new() };
        let mut matrix = sections(&mut files, names, &mut context, |context| {
            context.acceptances.append(&mut self.acceptances);
            Vec::new()
        });
        matrix.acceptances = context.acceptances;
        self.numbers = Numbers {
            parties: known.parties.numbers_of(&self.known.parties)?,
            policies: known.policies.numbers_of(&self.known.policies)?,
            calendars: known.calendars.numbers_of(&self.known.calendars)?,
            systems: known.systems.numbers_of(&self.known.systems)?,
        };
        self.known.owner_roles = known.owner_roles;
        for SystemId(parent) in self.parents.iter_mut().flatten() {
            *parent = self.numbers.systems[*parent as usize];
        }
        let parent = |at: usize| self.parents[at].map(|parent| parent.0 as usize);
        let count = self.parents.len();
        let is_valid =
            faults.is_empty() && graph::cycles(count, parent).is_empty() && chain::too_deep(count, parent).is_empty();
        is_valid.then_some(matrix)
    }

    fn write(self, matrix: &Matrix, origin: &Origin) -> io::Result<Vec<u8>> {
        let Self { stored, parents, known, numbers, .. } = self;
        let Numbers { parties, policies, calendars, systems } = numbers;
        let parents = &parents;
        let system = move |SystemId(number)| {
            let mut system: System = stored.get(number as usize)?;
            system.each_party(&mut |PartyId(party)| *party = parties[*party as usize]);
            system.owners.iter_mut().for_each(|ownership| known.describe(ownership));
            system.part_of = parents[number as usize];
            for on in &mut system.depends_on {
                on.value = SystemId(systems[on.value.0 as usize]);
            }
            system.policy = system.policy.map(|PolicyId(policy)| PolicyId(policies[policy as usize]));
            system.calendar = system.calendar.map(|CalendarId(calendar)| CalendarId(calendars[calendar as usize]));
            Ok(Cow::Owned(system))
        };
        write_with(matrix, parents, system, origin)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::compiled;
    use crate::source::load;
    use crate::source::text::SourceFile;

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
}
