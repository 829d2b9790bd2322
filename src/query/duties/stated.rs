//! Everything that recurs, from wherever the matrix states it.

use jiff::civil::Date;
use serde::Serialize;

use crate::matrix::{Cadence, DutyKind, Matrix, PartyId, PartyKind, Place, SystemId};
use crate::query::{Key, things};

/// Something that recurs.
#[derive(Debug, Clone)]
pub(crate) struct Stated {
    /// What it is called: under `own show`, a duty, the group that meets, or the document.
    pub(crate) id: String,
    pub(crate) task: String,
    pub(crate) kind: Kind,
    pub(crate) every: Option<Cadence>,
    pub(crate) system: Option<SystemId>,
    pub(crate) by: Vec<PartyId>,
    pub(crate) with: Vec<PartyId>,
    pub(crate) reported_to: Vec<PartyId>,
    pub(crate) how: Option<String>,
    pub(crate) due: Option<Date>,
    pub(crate) source: Source,
    pub(crate) place: Place,
}

words! {
    /// Where the matrix states it.
    pub(crate) enum Source {
        Duty = "duty",
        Meets = "meets",
        Review = "review",
    }
}

/// Which kind: one of the duties, or the review of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub(crate) enum Kind {
    /// As a duty has it.
    Of(DutyKind),
    /// The document's own review.
    Review,
}

values! { Kind => "string" }

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        kind.as_str()
    }
}

impl Kind {
    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Self> + Clone {
        DutyKind::ALL.into_iter().map(Self::Of).chain([Self::Review])
    }

    /// The word for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.as_str(),
            Self::Review => "review",
        }
    }

    /// Whether somebody who asks for this kind means that one: an internal audit is an audit.
    pub(super) fn covers(self, other: Self) -> bool {
        let audit = matches!(other, Self::Of(DutyKind::InternalAudit | DutyKind::ExternalAudit));
        self == other || (self == Self::Of(DutyKind::Audit) && audit)
    }
}

/// All that recurs, in the order of the matrix: the document's review, meetings of groups, duties.
pub(super) fn all(matrix: &Matrix) -> Vec<Stated> {
    let mut all: Vec<Stated> = review(matrix).into_iter().chain(meetings(matrix)).collect();
    all.extend(things::things(matrix).into_iter().filter_map(|thing| {
        let Key::Duty(system, index) = thing.key else { return None };
        let duty = system.map_or(&matrix.duties, |id| &matrix.system(id).duties).get(index)?;
        Some(Stated {
            id: thing.id,
            task: duty.task.clone(),
            kind: Kind::Of(duty.kind),
            every: duty.every.map(|every| every.value),
            system,
            by: duty.by.clone(),
            with: duty.with.clone(),
            reported_to: duty.reported_to.clone(),
            how: duty.how.clone(),
            due: None,
            source: Source::Duty,
            place: duty.place,
        })
    }));
    all
}

/// The review of the document. The matrix names no reviewer: the party that approved the document may be another one.
fn review(matrix: &Matrix) -> Option<Stated> {
    let review = matrix.document.review.as_ref()?;
    let title = matrix.document.title.as_deref().unwrap_or("the document");
    Some(Stated {
        id: "document".to_owned(),
        task: format!("Review of {title}"),
        kind: Kind::Review,
        every: review.cycle.map(|cycle| cycle.value),
        system: None,
        by: Vec::new(),
        with: Vec::new(),
        reported_to: Vec::new(),
        how: None,
        due: review.due.map(|due| due.value),
        source: Source::Review,
        place: review.place,
    })
}

/// The meetings of groups: by the group, with its chair and its members.
fn meetings(matrix: &Matrix) -> impl Iterator<Item = Stated> {
    matrix.party_ids().filter_map(|(id, party)| {
        let PartyKind::Group(group) = &party.kind else { return None };
        let meets = group.meets.as_ref()?;
        let mut with: Vec<PartyId> = group.chair.into_iter().collect();
        with.extend(group.members.iter().filter(|member| group.chair != Some(**member)));
        Some(Stated {
            id: party.id.clone(),
            task: format!("Meeting of {}", party.name),
            kind: Kind::Of(DutyKind::Meeting),
            every: Cadence::at_start_of(meets),
            system: None,
            by: vec![id],
            with,
            reported_to: Vec::new(),
            how: Some(meets.clone()),
            due: None,
            source: Source::Meets,
            place: party.place,
        })
    })
}
