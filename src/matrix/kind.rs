//! Kinds of things, and the words for them.

/// Declares the kinds: each with its word, and the word for many.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $word:literal $plural:literal,)*) => {
        words! {
            /// The kind of a thing.
            pub(crate) enum Kind {
                $($(#[$about])* $kind = $word,)*
            }
        }

        impl Kind {
            /// The word for many.
            pub(crate) const fn plural(self) -> &'static str {
                match self {
                    $(Self::$kind => $plural,)*
                }
            }
        }
    };
}

kinds! {
    /// Something that is owned.
    System = "system" "systems",
    /// One responsibility of a system.
    Area = "area" "areas",
    /// Connects areas of several systems.
    Topic = "topic" "topics",
    /// People who work together.
    Team = "team" "teams",
    /// A position that a person holds.
    Role = "role" "roles",
    /// A person.
    Person = "person" "people",
    /// A vendor, customer or partner.
    Organisation = "organisation" "organisations",
    /// A committee.
    Group = "group" "groups",
    /// A placeholder for somebody else.
    Placeholder = "placeholder" "placeholders",
    /// Who is on call for a party, turn by turn.
    Rota = "rota" "rotas",
    /// Whose clock it is, which hours are business hours, which days are holidays.
    Calendar = "calendar" "calendars",
    /// An escalation policy.
    Policy = "policy" "policies",
    /// One of its levels.
    Level = "level" "levels",
    /// A change category.
    Change = "change" "changes",
    /// A step of the change process.
    Step = "step" "steps",
    /// A target, or what is promised of one system.
    ServiceLevel = "service-level" "service-levels",
    /// Something to be done.
    Duty = "duty" "duties",
    /// An address.
    Contact = "contact" "contacts",
    /// Ways to communicate at one urgency.
    Channel = "channel" "channels",
    /// A week of the training of new members.
    Onboarding = "onboarding" "onboarding",
    /// The document's own data.
    Document = "document" "documents",
}

impl Kind {
    /// Checks whether a cell can name it.
    pub(crate) const fn is_party(self) -> bool {
        matches!(self, Self::Team | Self::Role | Self::Person | Self::Organisation | Self::Group | Self::Placeholder)
    }
}
