//! Escalation policies.

use serde::{Deserialize, Serialize};

use super::{CalendarId, Contact, Cover, DEFAULT, Duration, Hours, PartyId, Place, Responsibility, RotaId};

/// Ordered levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub name: Option<String>,
    /// Its levels, first to last; a level's number is its position, from 1.
    pub levels: Vec<Level>,
    /// The calendar that it names.
    pub calendar: Option<CalendarId>,
    /// Handling of a level where nobody can be reached.
    pub when_empty: WhenEmpty,
    /// How often it starts again behind its last level, which ends then.
    pub repeat: u32,
    /// From when a response is counted; `None`: the matrix leaves it open.
    pub response_from: Option<ResponseFrom>,
    /// Position in the source.
    pub place: Place,
}

impl Policy {
    /// Whether systems follow it that name no policy.
    pub(crate) fn is_default(&self) -> bool {
        self.id == DEFAULT
    }
}

words! {
    /// Handling of a level where nobody can be reached when it begins.
    #[derive(Default)]
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum WhenEmpty {
        /// Its time is waited out.
        #[default]
        Wait = "wait",
        /// Takes no time: the next level begins at once, and all later ones by as much earlier.
        Skip = "skip",
    }
}

words! {
    /// From when the time to respond is counted.
    #[cfg_attr(test, derive(schemars::JsonSchema))]
    pub(crate) enum ResponseFrom {
        /// From the start of the incident.
        Incident = "incident",
        /// From the start of the level.
        Level = "level",
    }
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Level {
    /// Its number, from 1.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// When it is the active one.
    pub window: Window,
    /// Hours for which it waits; the level before stays active until then.
    pub hours: Option<Hours>,
    /// Scope.
    pub scope: Vec<String>,
    /// Time to respond.
    pub response: Response,
    /// Authority.
    pub authority: Vec<String>,
    /// Triggers for the next level.
    pub triggers: Vec<String>,
    /// Cells of the row that it calls.
    pub row: Vec<RowCall>,
    /// Whom to call: the parties under `call` first, then those under `contacts`.
    pub contacts: Vec<LevelContact>,
    /// Position in the source.
    pub place: Place,
}

/// Responsibilities of a row that a level can call. Their words are reserved ids.
pub(crate) const CALLED_OF_ROW: [Responsibility; 2] = [Responsibility::Primary, Responsibility::Secondary];

/// `primary` or `secondary` under `call` of a level: the parties of the row that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RowCall {
    /// The cell of the row.
    pub responsibility: Responsibility,
    /// How many contacts of the level are called before it.
    pub after: u32,
    /// Position in the source.
    pub place: Place,
}

/// Time since the start of an incident, from `from` until just before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Window {
    /// Its start.
    pub from: Duration,
    /// Its end; `None`: open.
    pub until: Option<Duration>,
    /// Position in the source.
    pub place: Place,
}

impl Window {
    #[cfg(test)]
    /// Checks whether a moment falls into it: the start does, the end doesn't.
    pub(crate) fn contains(&self, elapsed: Duration) -> bool {
        self.from <= elapsed && self.until.is_none_or(|until| elapsed < until)
    }
}

/// Time to respond; `None` where the matrix doesn't say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Response {
    /// In business hours.
    pub business_hours: Option<Duration>,
    /// Outside business hours.
    pub off_hours: Option<Duration>,
    /// Position in the source; no place if the matrix gives no response time.
    pub place: Place,
}

/// Whom a level calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LevelContact {
    /// The party; with a rota that of the rota.
    pub party: PartyId,
    /// The only rota of the party whose people it calls; `None`: all of them.
    pub rota: Option<RotaCall>,
    /// How to reach it.
    pub contacts: Vec<Contact>,
    /// When it can be reached; `None` where the matrix doesn't say.
    pub cover: Option<Cover>,
    /// Parties whose escalations it takes, if the matrix lists any.
    pub takes: Vec<PartyId>,
    /// Whether it is listed under `call`, and so called for every row.
    pub by_call: bool,
    /// Position in the source.
    pub place: Place,
}

/// The people of one rota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct RotaCall {
    /// The rota.
    pub rota: RotaId,
    /// True for those of the next turn, instead of those on call.
    pub next: bool,
}

impl LevelContact {
    /// A party under `call`, reached by its own addresses.
    pub(crate) fn by_call(party: PartyId, place: Place) -> Self {
        Self { party, rota: None, contacts: Vec::new(), cover: None, takes: Vec::new(), by_call: true, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_its_start_and_not_its_end() {
        let minutes = |m: u64| Duration::from_seconds(m * 60);
        let place = Place::default();
        let window = Window { from: minutes(15), until: Some(minutes(30)), place };
        let inside = |m| window.contains(minutes(m));
        assert!(!inside(14) && inside(15) && inside(29) && !inside(30));
        assert!(Window { from: minutes(60), until: None, place }.contains(minutes(100_000)));
    }
}
