//! `own duties`: what is to be done, how often, by whom.

mod asked;
mod caveats;
mod stated;

pub(crate) use stated::{Kind, Source};

use super::{Answer, At, Caveats, Named, Parties, PartyCard, Relation, Unanswered, card};
use crate::matrix::{Cadence, DutyKind, Matrix, PartyId, Scope, SystemId, scope};
use crate::query::around::responsible;
use asked::Asked;
pub(crate) use asked::Involvement;
pub(super) use stated::Stated;

/// What is asked, as typed. Filters combine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DutyFilter {
    /// A party that does it, takes part, or to which it is reported.
    pub party: Option<String>,
    /// A role: its duties, those of the team that it belongs to, and those of what it leads.
    pub of_role: Option<String>,
    /// A system.
    pub system: Option<String>,
    /// How often.
    pub every: Option<String>,
    /// Which kind.
    pub kind: Option<String>,
}

impl DutyFilter {
    /// What of a matrix it is about: of a system, it alone, since no duty of another one fits.
    pub(crate) fn scope(&self) -> Scope {
        match &self.system {
            Some(system) => Scope::Parts(vec![scope::Part::System(system.clone()), scope::Part::Parties]),
            None => Scope::Whole,
        }
    }
}

answer! {
    /// Something that is to be done.
    pub(crate) struct DutyRow {
        /// Where the matrix states it: `duty`, `meets` of a group, or `review` of the document.
        pub stated_as: Source,
        /// Its id: that of the duty, of the group, or `document`.
        pub id: String,
        /// What is done.
        pub task: String,
        /// `operation`, `monitoring`, `report`, `meeting`, `training`, `audit` …, or `review`.
        pub kind: Kind,
        /// How often; `null` where the matrix doesn't say.
        pub every: Option<Cadence>,
        /// By whom.
        pub by: Vec<PartyCard>,
        /// With whom.
        pub with: Vec<PartyCard>,
        /// Reported to whom.
        pub reported_to: Vec<PartyCard>,
        /// How, in words.
        pub how: Option<String>,
        /// The day by which it is due next, where the matrix says one.
        pub due: Option<String>,
        /// The system that it belongs to; `null`: to no one system.
        pub system: Option<Named>,
        /// What those who are asked about have to do with it; empty where nobody was.
        pub parts: Vec<Part>,
        /// Position in the source.
        pub at: At,
    }

    /// What a party has to do with a duty.
    pub(crate) struct Part {
        /// The party.
        pub party: PartyCard,
        /// What it is to the one that was asked about: `itself`, `holds`, `belongs-to`, `leads` or `chairs`.
        pub relation: Relation,
        /// `by`, `with` or `reported-to`.
        pub part: Involvement,
    }
}

/// Answers `own duties`: the most frequent first, then in the order of the matrix.
pub(crate) fn duties(matrix: &Matrix, question: &DutyFilter) -> Result<Answer<DutyRow>, Unanswered> {
    let asked = Asked::of(matrix, question)?;
    let all = stated::all(matrix);
    let mut fitting: Vec<&Stated> = all.iter().filter(|duty| asked.fits(duty)).collect();
    if fitting.is_empty() {
        return Err(asked.nothing_fits(matrix, &all));
    }
    Unanswered::limit_rows(fitting.len())?;
    by_frequency(&mut fitting);
    let caveats = caveats::of(matrix, &asked, &all, &fitting);
    let parties = Parties::of(matrix);
    let rows = fitting.into_iter().map(|duty| row(&parties, &asked, duty)).collect();
    Ok(Answer::new("duty", rows, caveats))
}

/// The training that goes on after the first weeks, the most frequent first.
pub(super) fn training(matrix: &Parties<'_>) -> Vec<DutyRow> {
    let all = stated::all(matrix);
    let mut training: Vec<&Stated> = all.iter().filter(|duty| duty.kind == Kind::Of(DutyKind::Training)).collect();
    by_frequency(&mut training);
    training.into_iter().map(|duty| row(matrix, &Asked::default(), duty)).collect()
}

/// What recurs of a party and a system, in the order of the matrix; all of it without either. What may be the party's, and
/// isn't said to be, is a caveat.
pub(super) fn stated_of(
    matrix: &Matrix,
    party: Option<PartyId>,
    system: Option<SystemId>,
    caveats: &mut Caveats,
) -> Vec<Stated> {
    let responsible = party.map(|party| responsible(matrix, party)).unwrap_or_default();
    let asked = Asked { party, responsible, system, ..Asked::default() };
    let all = stated::all(matrix);
    if party.is_some() {
        caveats::by_nobody(matrix, &asked, &all, caveats);
    }
    all.into_iter().filter(|duty| asked.fits(duty)).collect()
}

/// The most frequent first; what has no cadence last. Otherwise the order stays.
fn by_frequency(duties: &mut [&Stated]) {
    duties.sort_by_key(|duty| (duty.every.is_none(), duty.every));
}

fn row(matrix: &Parties<'_>, asked: &Asked, duty: &Stated) -> DutyRow {
    DutyRow {
        stated_as: duty.source,
        id: duty.id.clone(),
        task: duty.task.clone(),
        kind: duty.kind,
        every: duty.every,
        by: matrix.cards(&duty.by),
        with: matrix.cards(&duty.with),
        reported_to: matrix.cards(&duty.reported_to),
        how: duty.how.clone(),
        due: duty.due.map(|due| due.to_string()),
        system: duty.system.map(|id| card::system_name(matrix, id)),
        parts: asked.parts(matrix, duty),
        at: card::at(matrix, duty.place),
    }
}
