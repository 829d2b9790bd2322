//! A level of an escalation policy, as every answer shows it.

use super::{ContactCard, Head, Named, Parties, PartyCard, card, party};
use crate::matrix::{self, Cover, Duration, Hours, Kind, Matrix, Policy, RotaCall};

answer! {
    /// A level.
    pub(crate) struct Level: Head {
        /// Its number, from 1.
        pub number: u32,
        /// Its policy.
        pub policy: Named,
        /// When it begins, after the start of the incident.
        pub from: String,
        /// The same in seconds.
        pub from_seconds: u64,
        /// When it ends; `null`: open.
        pub until: Option<String>,
        /// The same in seconds.
        pub until_seconds: Option<u64>,
        /// `business-hours` or `off-hours`, for which it waits while the level before stays active; `null`: it doesn't wait.
        pub waits_for: Option<Hours>,
        /// Time to respond in business hours.
        pub response_business_hours: Option<String>,
        /// The same in seconds.
        pub response_business_hours_seconds: Option<u64>,
        /// Time to respond outside business hours.
        pub response_off_hours: Option<String>,
        /// The same in seconds.
        pub response_off_hours_seconds: Option<u64>,
        /// What it deals with.
        pub scope: Vec<String>,
        /// What it may do.
        pub authority: Vec<String>,
        /// What makes one escalate from it.
        pub triggers: Vec<String>,
    }

    /// A rota whose people a level calls.
    pub(crate) struct RotaCallCard: Named {
        /// True for those of its next turn, instead of those on call.
        pub next: bool,
    }

    /// Whom a level calls.
    pub(crate) struct LevelContactCard {
        /// The party.
        pub party: PartyCard,
        /// The only rota of the party whose people it calls; `null`: all of them, or the party itself.
        pub rota: Option<RotaCallCard>,
        /// How to reach it.
        pub contacts: Vec<ContactCard>,
        /// `24/7`, `business-hours` or `off-hours`; `null` where the matrix doesn't say.
        pub cover: Option<Cover>,
        /// Whose escalations it takes, where the matrix says.
        pub takes: Vec<PartyCard>,
        /// Where the matrix says so.
        pub at: card::At,
    }
}

impl RotaCallCard {
    /// `rota database`, or `next of rota database`.
    pub(crate) fn in_words(&self) -> String {
        format!("{}rota {}", if self.next { "next of " } else { "" }, self.id)
    }
}

/// A level with its own window.
pub(crate) fn level(matrix: &Matrix, policy: &Policy, level: &matrix::Level) -> Level {
    timed(matrix, policy, level, level.window.from, level.window.until)
}

/// A level with a window of its own or of a plan.
pub(crate) fn timed(
    matrix: &Matrix,
    policy: &Policy,
    level: &matrix::Level,
    from: Duration,
    until: Option<Duration>,
) -> Level {
    let text = |duration: Option<Duration>| duration.map(|duration| duration.to_string());
    let seconds = |duration: Option<Duration>| duration.map(Duration::seconds);
    let matrix::Response { business_hours, off_hours, .. } = level.response;
    Level {
        base: Head::new(matrix, Kind::Level, format!("{}/{}", policy.id, level.number), &level.name, level.place),
        number: level.number,
        policy: card::policy_name(policy),
        from: from.to_string(),
        from_seconds: from.seconds(),
        until: text(until),
        until_seconds: seconds(until),
        waits_for: level.hours,
        response_business_hours: text(business_hours),
        response_business_hours_seconds: seconds(business_hours),
        response_off_hours: text(off_hours),
        response_off_hours_seconds: seconds(off_hours),
        scope: level.scope.clone(),
        authority: level.authority.clone(),
        triggers: level.triggers.clone(),
    }
}

/// A rota whose people a level calls.
pub(crate) fn rota(matrix: &Matrix, call: RotaCall) -> RotaCallCard {
    RotaCallCard { base: card::rota_name(matrix.rota(call.rota)), next: call.next }
}

/// Whom a level calls, as the level says it.
pub(crate) fn contact(matrix: &Parties<'_>, call: &matrix::LevelContact) -> LevelContactCard {
    let cover = call.cover;
    let card = |contact| ContactCard { cover, ..party::contact(matrix, contact) };
    LevelContactCard {
        party: matrix.card(call.party),
        rota: call.rota.map(|rota| self::rota(matrix, rota)),
        contacts: matrix.reached_by(call).iter().map(card).collect(),
        cover,
        takes: matrix.cards(&call.takes),
        at: card::at(matrix, call.place),
    }
}
