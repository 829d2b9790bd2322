//! Who is on call at a moment.

use super::{Moment, TimeCard};
use crate::matrix::{Cover, Kind, Matrix, PartyId, Rota};
use crate::on_call::{Layer, Reach, Shift};
use crate::query::card::{self, At, Named};
use crate::query::party::{self, ContactCard};

answer! {
    /// A party at a moment.
    pub(crate) struct PartyNow: Named {
        /// True if it can be reached then; `null` where the matrix doesn't say.
        pub covers: Option<bool>,
        /// When it can be reached next, where it can't be then and that is known.
        pub covers_next: Option<TimeCard>,
        /// Who is on call by its rotas.
        pub on_call: Vec<ShiftCard>,
        /// Who is on call next by each of its rotas, first to last.
        pub next: Vec<ShiftCard>,
        /// Where its rota is kept, if not in the matrix.
        pub rota_link: Option<String>,
    }

    /// A turn of somebody in a rota.
    pub(crate) struct ShiftCard {
        /// The id of the rota.
        pub rota: String,
        /// The id of who is on call: a person, a team or a role.
        pub id: String,
        /// Their name.
        pub name: String,
        /// `person`, `team`, `role` …
        pub kind: Kind,
        /// When it begins.
        pub from: TimeCard,
        /// When it ends.
        pub until: TimeCard,
        /// What says so: `rule`, `temporary` or `override`.
        pub layer: Layer,
        /// Why, where it isn't the rule.
        pub reason: Option<String>,
        /// Addresses of who is on call.
        pub contacts: Vec<ContactCard>,
        /// Position of the rota, or of the exception, in the source.
        pub at: At,
    }
}

/// A party at a moment. `cover` is what a place of the matrix says of its cover, where it says another than the party.
pub(crate) fn party_now(matrix: &Matrix, id: PartyId, cover: Option<Cover>, moment: &Moment<'_>) -> PartyNow {
    let (covers, next) = match matrix.reach(id, cover, moment.at) {
        Reach::Covered => (Some(true), None),
        Reach::NotCovered { next } => (Some(false), next),
        Reach::Unknown => (None, None),
    };
    let turns: Vec<_> = matrix.turns_of(id, moment.at).collect();
    let mut next_turns: Vec<_> = turns.iter().filter_map(|(rota, turn)| Some((*rota, turn.next?))).collect();
    next_turns.sort_by_key(|(_, turn)| turn.when);
    PartyNow {
        base: card::party_name(matrix, id),
        covers,
        covers_next: next.map(|at| moment.card(at)),
        on_call: turns.iter().filter_map(|(rota, turn)| Some(shift(matrix, rota, &turn.now?, moment))).collect(),
        next: next_turns.iter().map(|(rota, turn)| shift(matrix, rota, turn, moment)).collect(),
        rota_link: matrix.party(id).rota_link.as_ref().map(|link| link.value.clone()),
    }
}

/// A turn of somebody in a rota.
pub(crate) fn shift(matrix: &Matrix, rota: &Rota, shift: &Shift<'_>, moment: &Moment<'_>) -> ShiftCard {
    let who = matrix.party(shift.who);
    ShiftCard {
        rota: rota.id.clone(),
        id: who.id.clone(),
        name: who.name.clone(),
        kind: who.kind_name(),
        from: moment.card(shift.when.from),
        until: moment.card(shift.when.until),
        layer: shift.layer,
        reason: shift.reason.map(str::to_owned),
        contacts: matrix.contacts_of(shift.who).map(|contact| party::contact(matrix, contact)).collect(),
        at: card::at(matrix, shift.exception.unwrap_or(rota.place)),
    }
}
