//! The part of a matrix that a question needs.

use super::{Called, Evidence, System};
use crate::text::target::splits;

/// A part of a matrix that answers a question exactly as the complete matrix would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of it.
    Whole,
    /// All but the systems: what they share, and every party.
    WithoutSystems,
    /// Everything that all systems share, everything in any of these parts, and every party that is named in it.
    Parts(Vec<Part>),
}

/// Some systems or parties of a matrix. What a text may name is everything that it fits, and if it fits nothing, whatever is
/// near. If a text should name a system and names none, that includes [other things](Self::Other).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Systems that a text may name, with their parts.
    System(String),
    /// The same, with the names of the systems that they depend on, and of those that depend on them.
    Connected(String),
    /// A system, or a system and an area: systems that a text or its beginning may name, with their children.
    Target(String),
    /// The same, [carried](Carriers) only in the area if the text names one.
    Row(String),
    /// Whatever else is called like a text that names no system: systems with an area or a duty, and parties; and what is near.
    Other(String),
    /// Systems that a text may name, with their parts at any depth.
    Within(String),
    /// An area of a system: systems that the first text may name, [carried](Carriers) in areas that the second text
    /// fits, and with
    /// their parts if none does.
    AreaOf(String, String),
    /// Systems with an area that a text may name.
    Area(String),
    /// Systems with a topic that a text may name, and for each topic of the matrix the first system that has it.
    Topic(String),
    /// For each topic of the matrix the first system that has it, without carriers.
    Topics,
    /// Parties that a text may name.
    Party(String),
    /// Systems with an area or an owner, also an inherited one, that is a party which a text may name.
    OfParty(String),
    /// For each tag of the matrix the first system that has it, without carriers.
    Tags,
    /// For each owner role of the matrix the first system that has it, without carriers.
    Roles,
    /// Systems whose complete id, name or alias occurs in a text.
    NamedIn(String),
    /// Systems whose id, name or alias begins with a text, letter by letter in any case: what they are called.
    SystemBeginning(String),
    /// For each area (by its id, name and aliases) that begins with a text, letter by letter in any case, the first system
    /// that has it, without carriers.
    AreaBeginning(String),
    /// The system that a text names exactly, with its children, and everything else of that exact name. If it is
    /// none, everything.
    Thing(String),
    /// Systems and parties with an address of their own.
    Address(String),
    /// Systems with a selector that evidence fits, with their children and the systems that they and others depend on.
    Selected(Evidence),
    /// Every party.
    Parties,
}

/// Who, of those whom systems name, is needed. The others are left out of them, so that nobody has to read who that is: of an
/// area there is what it is called and what it says, and nobody who carries it; of an owner role, nobody who has it;
/// of duties and
/// migrations, nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carriers<'p> {
    /// Everybody.
    All,
    /// The parties of areas that a text matches.
    Of(&'p str),
    /// Nobody.
    Nobody,
}

impl Part {
    /// Who is needed of the systems that it is about.
    pub(crate) fn carriers(&self) -> Carriers<'_> {
        match self {
            Self::System(_)
            | Self::Connected(_)
            | Self::Target(_)
            | Self::Row(_)
            | Self::Other(_)
            | Self::Within(_)
            | Self::Area(_)
            | Self::Topic(_)
            | Self::OfParty(_)
            | Self::NamedIn(_)
            | Self::Address(_)
            | Self::Selected(_)
            | Self::Thing(_) => Carriers::All,
            Self::AreaOf(_, area) => Carriers::Of(area),
            Self::Topics
            | Self::Party(_)
            | Self::Roles
            | Self::Tags
            | Self::SystemBeginning(_)
            | Self::AreaBeginning(_)
            | Self::Parties => Carriers::Nobody,
        }
    }

    /// Checks whether nothing is needed of its systems but what they are called.
    pub(crate) fn is_of_names(&self) -> bool {
        matches!(self, Self::SystemBeginning(_) | Self::Party(_) | Self::Parties)
    }
}

impl Scope {
    /// The systems that a text may name; without a text none.
    pub(crate) fn of_system(typed: Option<&str>) -> Self {
        Self::Parts(typed.map(|typed| Part::System(typed.to_owned())).into_iter().collect())
    }

    /// The systems that evidence selects.
    pub(crate) fn of_evidence(evidence: &[Evidence]) -> Self {
        Self::Parts(evidence.iter().cloned().map(Part::Selected).collect())
    }

    /// The systems that a text may name if the area is given, or with an area in the same text; without a text none.
    pub(crate) fn of_target(system: Option<&str>, area: Option<&str>) -> Self {
        let part = if area.is_some() { Part::System } else { Part::Target };
        Self::Parts(system.map(|typed| part(typed.to_owned())).into_iter().collect())
    }

    /// With everything else that a text of several words, or the name of a party, may name as a whole; all of it for
    /// evidence, because a selector that is near may be anywhere. `None` if there is neither.
    pub(crate) fn with_others(&self) -> Option<Self> {
        let Self::Parts(parts) = self else { return None };
        if parts.iter().any(|part| matches!(part, Part::Selected(_))) {
            return Some(Self::Whole);
        }
        let others = parts.iter().flat_map(|part| match part {
            Part::Target(text) | Part::Row(text) if splits(text).next().is_some() => vec![Part::Other(text.clone())],
            Part::Party(text) => vec![Part::System(text.clone()), Part::Other(text.clone())],
            _ => Vec::new(),
        });
        let wider: Vec<Part> = parts.iter().cloned().chain(others).collect();
        (wider.len() > parts.len()).then_some(Self::Parts(wider))
    }
}

impl System {
    /// Leaves out the parties that nobody asks about. The text in `carriers` is the [key](crate::text::name::key) of an
    /// area's name.
    pub(crate) fn keep(&mut self, carriers: Carriers<'_>) {
        let area = match carriers {
            Carriers::All => return,
            Carriers::Of(area) => Some(area),
            Carriers::Nobody => None,
        };
        for other in &mut self.areas {
            if area.is_none_or(|area| Called::from(&*other).fit(area).is_none()) {
                other.assignments.clear();
            }
        }
        for ownership in &mut self.owners {
            ownership.parties.clear();
        }
        self.duties.clear();
        self.migration = None;
    }
}
