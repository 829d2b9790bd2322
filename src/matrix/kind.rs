//! Kinds of things, and the words for them.

words! {
    /// What a thing is.
    pub(crate) enum Kind {
        /// Something that is owned.
        System = "system",
        /// One responsibility of a system.
        Area = "area",
        /// What ties areas of several systems.
        Topic = "topic",
        /// People who work together.
        Team = "team",
        /// A position that a person holds.
        Role = "role",
        /// A committee.
        Group = "group",
        /// A slot that stands for somebody else.
        Placeholder = "placeholder",
        /// Somebody who takes turns in a rota.
        Person = "person",
        /// Who is on call for a party, turn by turn.
        Rota = "rota",
        /// Whose clock it is, which hours are business hours, which days are holidays.
        Calendar = "calendar",
        /// An escalation policy.
        Policy = "policy",
        /// One of its levels.
        Level = "level",
        /// A change category.
        Change = "change",
        /// A step of the change process.
        Step = "step",
        /// A target, or what is promised of one system.
        ServiceLevel = "service-level",
        /// Something to be done.
        Duty = "duty",
        /// An address.
        Contact = "contact",
        /// Ways to communicate at one urgency.
        Channel = "channel",
        /// A week of the training of new members.
        Onboarding = "onboarding",
        /// The document's own data.
        Document = "document",
    }
}

impl Kind {
    /// The word for many.
    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Document => "documents",
            Self::Group => "groups",
            Self::Team => "teams",
            Self::Role => "roles",
            Self::Placeholder => "placeholders",
            Self::Person => "people",
            Self::Rota => "rotas",
            Self::Calendar => "calendars",
            Self::System => "systems",
            Self::Area => "areas",
            Self::Topic => "topics",
            Self::Duty => "duties",
            Self::Contact => "contacts",
            Self::ServiceLevel => "service-levels",
            Self::Policy => "policies",
            Self::Level => "levels",
            Self::Channel => "channels",
            Self::Change => "changes",
            Self::Step => "steps",
            Self::Onboarding => "onboarding",
        }
    }

    /// Whether it is one of the four that a cell can name.
    pub(crate) const fn is_party(self) -> bool {
        matches!(self, Self::Team | Self::Role | Self::Group | Self::Placeholder)
    }
}
