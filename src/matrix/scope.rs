//! What of a matrix a question is about.

/// Enough of a matrix to answer a question as the whole of it would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Whole,
    /// All but the systems: what they share, and every party.
    WithoutSystems,
    /// What all systems share, what any of these parts has, and every party that is named in it.
    Parts(Vec<Part>),
}

/// Some systems or parties of a matrix. What a text may name is everything that it fits, and if it fits nothing, whatever is
/// near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Systems that a text may name, with their parts.
    System(String),
    /// An area of a system: as for [`Part::System`] of the first text, and of an area that the second text doesn't fit only
    /// what it is called. Who owns the systems, their duties and their migrations aren't in it.
    AreaOf(String, String),
    /// Systems with an area that a text may name.
    Area(String),
    /// Systems with a topic that a text may name, and for each topic of the matrix the first system that has it.
    Topic(String),
    /// For each topic of the matrix the first system that has it.
    Topics,
    /// Parties that a text may name.
    Party(String),
    /// Systems with an area or an owner (be it an inherited one) that is a party which a text names.
    OfParty(String),
    /// For each owner role of the matrix the first system that has it.
    Roles,
    /// Systems whose whole id, name or alias stands in a text.
    NamedIn(String),
    /// Systems whose id, name or alias begins with a text, letter by letter in any case.
    SystemBeginning(String),
    /// For each area (by its id, name and aliases) that begins with a text, letter by letter in any case, the first system
    /// that has it.
    AreaBeginning(String),
    /// Every party.
    Parties,
}

impl Scope {
    /// The systems that a text may name; without a text none.
    #[must_use]
    pub fn of_system(typed: Option<&str>) -> Self {
        Self::Parts(typed.map(|typed| Part::System(typed.to_owned())).into_iter().collect())
    }
}
