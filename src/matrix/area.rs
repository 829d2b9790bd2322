//! Areas: the responsibilities of a system, and who carries them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{PartyId, Place, Reviewed, Selector};

/// One responsibility of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Area {
    /// Its id, unique within its system.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Topic that connects it to areas of other systems.
    pub topic: Option<String>,
    /// Who carries it, by responsibility, in the order of the file within each.
    pub assignments: Vec<Assignment>,
    /// What names it outside of the matrix; it names its system, too.
    pub selectors: Vec<Selector>,
    /// Note.
    pub note: Option<String>,
    /// Its last confirmation.
    pub reviewed: Option<Box<Reviewed>>,
    /// Position in the source.
    pub place: Place,
}

/// One party in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assignment {
    /// The column.
    pub responsibility: Responsibility,
    /// The party in it.
    pub party: PartyId,
    /// What limits it; few have that.
    pub terms: Option<Box<Terms>>,
    /// Position in the source.
    pub place: Place,
}

/// What limits an assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// In words, such as "acting".
    pub note: Option<String>,
    /// Its last day.
    pub until: Option<Date>,
}

impl Assignment {
    /// Its last day.
    pub(crate) fn until(&self) -> Option<Date> {
        self.terms.as_ref()?.until
    }

    /// What limits it, in words.
    pub(crate) fn note(&self) -> Option<&String> {
        self.terms.as_ref()?.note.as_ref()
    }

    /// Checks whether its last day is over.
    pub(crate) fn has_ended(&self, today: Date) -> bool {
        self.until().is_some_and(|until| until < today)
    }
}

words! {
    /// The part that a party plays in an area.
    pub(crate) enum Responsibility {
        /// Does it.
        Primary = "primary",
        /// Takes over if the primary doesn't answer.
        Secondary = "secondary",
        /// Is escalated to. Never a substitute for an approval, nor the other way round.
        Escalation = "escalation",
        /// Must approve.
        Approval = "approval",
        /// Answers for it (RACI).
        Accountable = "accountable",
        /// Is asked (RACI).
        Consulted = "consulted",
        /// Is told (RACI).
        Informed = "informed",
    }
}

impl Responsibility {
    /// Those whose parties are called in an incident, in this order.
    pub(crate) const CALLED: [Self; 3] = [Self::Primary, Self::Secondary, Self::Escalation];

    /// Those that are work: all but being asked and being told.
    pub(crate) const CARRIED: [Self; 5] =
        [Self::Primary, Self::Secondary, Self::Escalation, Self::Approval, Self::Accountable];
}

impl Area {
    /// Whether it has a RACI column. Then the accountable party is next after the primary.
    pub(crate) fn is_raci(&self) -> bool {
        use Responsibility::{Accountable, Consulted, Informed};
        self.assignments.iter().any(|cell| matches!(cell.responsibility, Accountable | Consulted | Informed))
    }

    /// The cell of one responsibility, in the order of the file.
    pub(crate) fn cell(&self, responsibility: Responsibility) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(move |assignment| assignment.responsibility == responsibility)
    }

    /// Those who do the work: its primaries, then its secondaries.
    pub(crate) fn doers(&self) -> impl Iterator<Item = PartyId> {
        self.parties(Responsibility::Primary).chain(self.parties(Responsibility::Secondary))
    }

    /// Those of them whose last day isn't over.
    pub(crate) fn current_doers(&self, today: Date) -> impl Iterator<Item = PartyId> {
        self.current(Responsibility::Primary, today).chain(self.current(Responsibility::Secondary, today))
    }

    /// The parties of one responsibility, in the order of the file.
    pub(crate) fn parties(&self, responsibility: Responsibility) -> impl Iterator<Item = PartyId> {
        self.cell(responsibility).map(|assignment| assignment.party)
    }

    /// Those of them who can be called: whose last day isn't over.
    pub(crate) fn current(&self, responsibility: Responsibility, today: Date) -> impl Iterator<Item = PartyId> {
        self.cell(responsibility).filter(move |cell| !cell.has_ended(today)).map(|cell| cell.party)
    }
}

#[cfg(test)]
impl Area {
    /// An area with only an id and a name.
    pub(crate) fn named(id: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            aliases: Vec::new(),
            topic: None,
            assignments: Vec::new(),
            selectors: Vec::new(),
            note: None,
            reviewed: None,
            place: Place::default(),
        }
    }
}
