//! The answer: a path, its levels, and whom they call.

use super::plan::AnswerBy;
use crate::matrix::{Cover, Hours, Kind, WhenEmpty};
use crate::query::fields::Inline;
use crate::query::rota::Stretch;
use crate::query::{
    Assigned, At, Call, Cells, ContactCard, Holder, Level, Named, Now, PartyCard, RotaCallCard, ShiftCard, SystemCard,
    TimeCard,
};

answer! {
    /// The escalation path of a system, of one of its areas, or of nobody in particular.
    pub(crate) struct EscalationPath {
        /// The system; `null` where none was asked about.
        pub system: Option<SystemCard>,
        /// The area; `null` where none was asked about.
        pub area: Option<Named>,
        /// Whom the area's row names.
        pub cells: Inline<Cells<Assigned>>,
        /// The system's own addresses.
        pub contacts: Vec<ContactCard>,
        /// Time since the incident began, as asked.
        pub elapsed: Option<String>,
        /// The same in seconds.
        pub elapsed_seconds: Option<u64>,
        /// `business-hours` or `off-hours`, as asked, or as the calendar has it at the moment that is asked about; `null`:
        /// both are told.
        pub hours: Option<Hours>,
        /// The moment that is asked about, and the parties of the area's row then; `null` without a calendar, unless a time
        /// was asked about.
        pub now: Option<Now>,
        /// When the incident began, where that is known.
        pub since: Option<TimeCard>,
        /// How often the path may be gone through.
        pub rounds: u32,
        /// What becomes of a level at which nobody can be reached: `wait` or `skip`.
        pub when_empty: WhenEmpty,
        /// Whom to call: now at the active level, or at the first one that is shown if no time was given.
        pub call: Vec<Call>,
        /// Whom the next level calls.
        pub then: Vec<Call>,
        /// The level that is active then, and whom to call; `null` if none is, or without a time.
        pub active: Option<ActiveLevel>,
        /// The number of the first level that begins after then.
        pub next_level: Option<u32>,
        /// The policy that is followed.
        pub policy: Named,
        /// The severity that chose it, as the system names it; `null`: it holds at any severity.
        pub severity: Option<String>,
        /// Its levels, first to last: all of them, or those that were asked for.
        pub levels: Vec<LevelStep>,
        /// Position of the policy in the source.
        pub at: At,
    }

    /// The level that is active at the elapsed time.
    pub(crate) struct ActiveLevel {
        /// Its number, from 1.
        pub number: u32,
        /// Which time the path is gone through, from 1.
        pub round: u32,
        /// Its name.
        pub name: String,
        /// When it begins, after the start of the incident.
        pub from: String,
        /// When it ends; `null`: open.
        pub until: Option<String>,
        /// The time left in it, if it ends.
        pub left: Option<String>,
        /// The same in seconds.
        pub left_seconds: Option<u64>,
        /// Whom to call now: first those of levels that were skipped and who can be reached by now.
        pub call: Vec<Call>,
    }

    /// A level of the path.
    pub(crate) struct LevelStep: Level {
        /// Which time the path is gone through, from 1.
        pub round: u32,
        /// The moment at which it begins; `null` where it isn't known when the incident began.
        pub begins: Option<TimeCard>,
        /// The moment at which it ends.
        pub ends: Option<TimeCard>,
        /// By when it must answer.
        pub answer_by: Vec<AnswerBy>,
        /// Whether nobody can be reached: now at the active level and at levels skipped on the way to it, when they begin at
        /// all others; `null` where that can't be told.
        pub nobody: Option<bool>,
        /// When nobody can be reached while it lasts; empty where somebody always can, or where that can't be told.
        pub uncovered: Vec<Stretch>,
        /// Whether it takes no time, because nobody can be reached.
        pub skipped: bool,
        /// When the hours begin for which it waits; `null`: it doesn't wait, or that isn't known.
        pub waits_until: Option<TimeCard>,
        /// Whether it ends before these hours, so that nobody is called.
        pub passed_over: bool,
        /// `business-hours` or `off-hours` when it begins; `null` where that isn't known.
        pub hours: Option<Hours>,
        /// Whom to call, in the order of the matrix.
        pub contacts: Vec<LevelParty>,
        /// Those of its scope and triggers, or of its authority, that mention what was asked for.
        pub speaks_of_it: Vec<String>,
    }

    /// Whom a level calls.
    pub(crate) struct LevelParty {
        /// The party's id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// `team`, `role`, `group` or `placeholder`.
        pub kind: Kind,
        /// The only rota of the party whose people are called; `null`: all of them, or the party itself.
        pub rota: Option<RotaCallCard>,
        /// What it has to do with the system or the area, such as `primary` or `leads Backend Development Team`; empty
        /// where the matrix says nothing of the kind.
        pub concerned_as: Vec<String>,
        /// Whether the matrix says that the calls of the system or the area go to it; `null` where none was asked about.
        pub assigned: Option<bool>,
        /// Whose escalations it takes, where the matrix says.
        pub takes: Vec<PartyCard>,
        /// When it can be reached: `24/7`, `business-hours` or `off-hours`; `null` where the matrix doesn't say.
        pub cover: Option<Cover>,
        /// Whether it is called for every row, because the level lists it under `call`.
        pub by_call: bool,
        /// Whether it can be reached: now at the active level and at levels skipped on the way to it, when they begin at all
        /// others; `null` where that can't be told.
        pub reached: Option<bool>,
        /// When it can be reached next, where it can't be then.
        pub reached_from: Option<TimeCard>,
        /// Who is on call by its rotas then.
        pub on_call: Vec<ShiftCard>,
        /// Who is on call after them, by each rota.
        pub next: Vec<ShiftCard>,
        /// Who was on call when the level began, if that has changed since.
        pub on_call_before: Vec<ShiftCard>,
        /// The last day of an absence of a person, or of everyone who holds a role; `null`: not away.
        pub away_until: Option<String>,
        /// Its addresses at this level.
        pub contacts: Vec<ContactCard>,
        /// Who holds a role. Without an address of its own, the role is reached through them.
        pub held_by: Vec<Holder>,
        /// Position in the source.
        pub at: At,
    }
}
