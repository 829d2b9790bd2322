//! `own log` and `own blame`: which commit changed what.

use jiff::Timestamp;

use super::Change;
use super::cell::Places;
use super::compare::{Compared, compare, is_responsibility};
use super::differing::Differing;
use crate::matrix::facts::{Said, things};
use crate::matrix::{Kind, Matrix, Plain, Renamed, Subject};
use crate::query::{Asker, At, Caveats, Code, Moment, Named, TimeCard, Unanswered, card, resolve, target};
use crate::source::{Commit, History, REST, short};
use crate::text::name::key;

answer! {
    /// The history of a row, a system, a party or a matrix.
    pub(crate) struct Log {
        /// The system; `null`: all of them.
        pub system: Option<Named>,
        /// Its area; `null`: all of them.
        pub area: Option<Named>,
        /// The party; `null`: all of them.
        pub party: Option<Named>,
        /// The commits that change something, the newest first.
        pub commits: Vec<LogEntry>,
    }

    /// A commit, and what it changes.
    pub(crate) struct LogEntry: CommitCard {
        /// The changes. What is added has a change for each of its cells.
        pub changes: Vec<Change>,
    }

    /// A commit.
    pub(crate) struct CommitCard {
        /// Its full id.
        pub commit: String,
        /// When it was committed.
        pub committed: TimeCard,
        /// The name of its author.
        pub author: String,
        /// Their e-mail address.
        pub email: String,
        /// The first line of its message.
        pub subject: String,
    }

    /// A system, and who last changed each of its cells.
    pub(crate) struct Blame: Named {
        /// The cells of the system, then those of its areas.
        pub cells: Vec<Cell>,
    }

    /// A cell of a system or an area.
    pub(crate) struct Cell: Named {
        /// `system` or `area`.
        pub kind: Kind,
        /// Which cell: `primary`, `owner data`, `contact pager` …
        pub what: String,
        /// What it says.
        pub says: Vec<String>,
        /// Position of the cell, or of the system or the area.
        pub at: At,
        /// The commit that last changed its meaning; `null` if the history doesn't go back so far.
        pub by: Option<CommitCard>,
    }
}

/// The subject of a question about the history.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) system: Option<Named>,
    pub(crate) area: Option<Named>,
    pub(crate) party: Option<Named>,
}

impl Asked {
    /// What has to be compared. The changes of an area are among those of its system.
    pub(crate) fn subject(&self) -> Subject {
        let id = |named: &Option<Named>| named.as_ref().map(|named| named.id.clone());
        Subject { system: id(&self.system), party: id(&self.party) }
    }
}

/// Changes by commit, the newest first.
type Past = Vec<(Commit, Vec<Change>)>;

/// The row and the party that texts name.
pub(crate) fn ask(
    matrix: &Matrix,
    system: Option<&str>,
    area: Option<&str>,
    party: Option<&str>,
) -> Result<Asked, Unanswered> {
    let target = system.map(|typed| target::target(matrix, typed, area, Asker::Log)).transpose()?;
    let area = match target.as_ref().and_then(|target| Some((target.system, target.area?))) {
        Some((system, typed)) => Some(card::area_name(resolve::area(matrix, system, typed, Asker::Log)?)),
        None => None,
    };
    let party = party.map(|typed| resolve::party(matrix, typed)).transpose()?;
    Ok(Asked {
        system: target.map(|target| card::system_name(matrix, target.system)),
        area,
        party: party.map(|party| card::party_name(matrix, party)),
    })
}

/// What changes for a subject between two matrices, and the ids of the subject in the old one.
pub(crate) fn step(old: &Matrix, new: &Matrix, subject: &Subject) -> (Vec<Change>, Subject) {
    let Compared { mut changes, renamed, moved } =
        compare(old, new, Differing::of(old, new, usize::MAX), *subject != Subject::default(), None);
    let is_of_system = |change: &Change, system: &str| match change.kind {
        Kind::System => change.id == system,
        Kind::Area => change.id.split_once('/').is_some_and(|(of, _)| of == system),
        _ => false,
    };
    let is_of_party = |change: &Change, party: &str| {
        let row = format!("{} ", change.id);
        let lost = || moved.get(party).is_some_and(|[_, lost]| lost.iter().any(|label| label.starts_with(&row)));
        change.kind.is_party() && change.id == party
            || names_parties(change.kind, &change.what)
                && change.from.iter().chain(&change.to).any(|said| names(said, party))
            || change.what == "removed" && lost()
    };
    changes.retain(|change| {
        subject.system.as_ref().is_none_or(|system| is_of_system(change, system))
            && subject.party.as_ref().is_none_or(|party| is_of_party(change, party))
    });
    let before = |of: &str, id: &Option<String>| {
        let id = id.as_ref()?;
        let was = renamed.iter().find(|((kind, _), new)| *kind == of && *new == id);
        Some(was.map_or(id, |((_, old), _)| old).clone())
    };
    let earlier = Subject { system: before("SystemId", &subject.system), party: before("PartyId", &subject.party) };
    (changes, earlier)
}

/// Checks whether the values of a cell are parties, or say which take part.
fn names_parties(kind: Kind, what: &str) -> bool {
    let takes_part = match kind {
        Kind::Document => what.starts_with("step ") || matches!(what, "authority" | "approved by"),
        Kind::Change => what == "notify",
        Kind::Rota => matches!(what, "party" | "order" | "temporary" | "overrides" | "fallback"),
        kind => kind.is_party() && matches!(what, "lead" | "members" | "chair" | "held by" | "team" | "part of"),
    };
    takes_part || is_responsibility(kind, what)
}

/// Checks whether a value has the id of a party, such as `ada (note: acting)` or `ada, bo`.
fn names(said: &str, party: &str) -> bool {
    said.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == party)
}

/// The id that a system or an area had before some changes.
fn id_before(kind: Kind, id: &str, changes: &[Change]) -> String {
    let was = |kind: Kind, id: &str| {
        let renames = |change: &&Change| change.kind == kind && change.what == "id" && change.id == id;
        changes.iter().find(renames).and_then(|change| change.from.first().cloned())
    };
    let parent = || {
        let (system, area) = id.split_once('/').filter(|_| kind == Kind::Area)?;
        Some(format!("{}/{area}", was(Kind::System, system)?))
    };
    was(kind, id).or_else(parent).unwrap_or_else(|| id.to_owned())
}

/// An area by its exact id or name in the history of its system.
pub(crate) fn area_in(past: &Past, typed: &str) -> Option<Named> {
    let mut areas = past.iter().flat_map(|(_, changes)| changes).filter(|change| change.kind == Kind::Area);
    areas.find_map(|change| {
        let (_, id) = change.id.split_once('/')?;
        let is_it = id == typed || key(&change.name) == key(typed);
        is_it.then(|| Named { id: id.to_owned(), name: change.name.clone() })
    })
}

/// Leaves the changes of one area.
fn keep_area(past: &mut Past, system: &str, area: &str) {
    let (mut system, mut area) = (system.to_owned(), format!("{system}/{area}"));
    for (_, changes) in &mut *past {
        let before = (id_before(Kind::System, &system, changes), id_before(Kind::Area, &area, changes));
        changes.retain(|change| match change.kind {
            Kind::Area => change.id == area,
            _ => change.id == system && change.what == "id",
        });
        (system, area) = before;
    }
    past.retain(|(_, changes)| !changes.is_empty());
}

/// Answers `own log`.
pub(crate) fn log(
    asked: Asked,
    mut past: Past,
    moment: &Moment<'_>,
    (since, until): (Option<Timestamp>, Option<Timestamp>),
) -> Result<Log, Unanswered> {
    if let (Some(system), Some(area)) = (&asked.system, &asked.area) {
        keep_area(&mut past, &system.id, &area.id);
    }
    let is_within = |commit: &Commit| {
        since.is_none_or(|since| commit.committed >= since.as_second())
            && until.is_none_or(|until| commit.committed <= until.as_second())
    };
    past.retain(|(commit, _)| is_within(commit));
    Unanswered::limit_rows(past.iter().map(|(_, changes)| changes.len()).sum())?;
    let commits =
        past.into_iter().map(|(commit, changes)| LogEntry { base: CommitCard::of(&commit, moment), changes }).collect();
    Ok(Log { system: asked.system, area: asked.area, party: asked.party, commits })
}

/// Answers `own blame`: the newest change of each cell.
pub(crate) fn blame(matrix: &Matrix, system: Named, area: Option<&Named>, past: &Past, moment: &Moment<'_>) -> Blame {
    let renamed = Renamed::new();
    let parent = format!("{}/", system.id);
    let (mut cells, mut places) = (Vec::new(), Places::of(matrix));
    for thing in things(Plain { matrix, renamed: &renamed }) {
        let (kind, id) = (thing.kind, &thing.key.1);
        let is_asked = match area {
            Some(area) => kind == Kind::Area && id.strip_prefix(&parent) == Some(&area.id),
            None => kind == Kind::System && *id == system.id || kind == Kind::Area && id.starts_with(&parent),
        };
        cells.extend(thing.facts.iter().filter(|_| is_asked).map(|(what, said)| Cell {
            base: Named { id: id.clone(), name: thing.name.clone() },
            kind,
            what: what.clone(),
            says: said.iter().map(Said::to_string).collect(),
            at: card::at(matrix, places.place(kind, id, what).unwrap_or(thing.place)),
            by: None,
        }));
    }
    let mut ids: Vec<String> = cells.iter().map(|cell| cell.id.clone()).collect();
    for (commit, changes) in past {
        for (cell, id) in cells.iter_mut().zip(&mut ids) {
            let is_of = |change: &&Change| change.kind == cell.kind && change.id == *id && changes_cell(change, cell);
            if cell.by.is_none() && changes.iter().any(|change| is_of(&change)) {
                cell.by = Some(CommitCard::of(commit, moment));
            }
            *id = id_before(cell.kind, id, changes);
        }
    }
    Blame { base: system, cells }
}

/// A rename changes the aliases too if it keeps the old id as one.
fn changes_cell(change: &Change, cell: &Cell) -> bool {
    let old = change.from.first().map(|id| id.rsplit('/').next().unwrap_or(id).to_owned());
    let is_alias = || cell.what == "aliases" && change.what == "id" && old.is_some_and(|old| cell.says.contains(&old));
    change.what == cell.what || is_alias()
}

impl CommitCard {
    fn of(commit: &Commit, moment: &Moment<'_>) -> Self {
        let Commit { id, author, email, subject, .. } = commit.clone();
        let committed = moment.card(Timestamp::from_second(commit.committed).unwrap_or_default());
        Self { commit: id, committed, author, email, subject }
    }
}

/// What a history leaves open.
pub(crate) fn caveats<C>(history: &History<C>) -> Caveats {
    let mut caveats = Caveats::default();
    if let [first, ..] = &history.broken[..] {
        let count = history.broken.len();
        let text = if count == 1 {
            format!("a commit doesn't load, and the next one has its changes: {}", first.1)
        } else {
            format!("{count} commits don't load, and the next ones have their changes; the last one: {}", first.1)
        };
        caveats.add(Code::BrokenCommit, text, None);
    }
    if let Some(cut) = &history.cut {
        let text = format!("the history of this shallow clone begins at {}: {REST}", short(&cut.id));
        caveats.add(Code::HistoryCut, text, None);
    }
    caveats
}
