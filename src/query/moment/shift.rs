//! Who is on call at a moment.

use jiff::Timestamp;

use super::{Moment, TimeCard};
use crate::matrix::{Interval, Kind, LevelContact, Matrix, PartyId, Rota, RotaKind};
use crate::on_call::{Layer, Reach, Shift, Turn};
use crate::query::{At, ContactCard, Named, card, party};

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
        /// `primary`, `secondary` or `shadow`.
        pub rota_kind: RotaKind,
        /// The id of who is on call: a person, a team or a role.
        pub id: String,
        /// Their name.
        pub name: String,
        /// Other names.
        pub aliases: Vec<String>,
        /// `person`, `team`, `role` …
        pub kind: Kind,
        /// When it begins.
        pub from: TimeCard,
        /// When it ends; `null`: nobody follows.
        pub until: Option<TimeCard>,
        /// What says so: `rule`, `temporary`, `stand-in`, `override` or `fallback`.
        pub layer: Layer,
        /// Whose turn it is, if another one takes it: somebody who is away, or whom an override replaces.
        pub instead_of: Option<Named>,
        /// The team in the order whose person on call it is, or the role that it holds.
        pub via: Option<Named>,
        /// Why, where it isn't the rule.
        pub reason: Option<String>,
        /// Addresses of who is on call.
        pub contacts: Vec<ContactCard>,
        /// Position of the rota, or of the exception, in the source.
        pub at: At,
    }
}

impl ShiftCard {
    /// The kind of its rota, unless its people are called first. A fallback is called for all rotas of the party.
    pub(crate) fn rank(&self) -> Option<RotaKind> {
        Some(self.rota_kind).filter(|kind| *kind != RotaKind::Primary && self.layer != Layer::Fallback)
    }

    /// The id of its rota, with its kind unless its people are called first.
    pub(crate) fn ranked_rota(&self) -> String {
        self.rank().map_or_else(|| self.rota.clone(), |kind| format!("{} ({kind})", self.rota))
    }

    /// What says so, unless it is the rule of the rota: `stand-in for Ada: holiday`.
    pub(crate) fn why(&self) -> Option<String> {
        let whose = self.instead_of.as_ref().map(|whose| format!(" for {}", whose.name)).unwrap_or_default();
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let exception = (self.layer != Layer::Rule).then(|| format!("{}{whose}{reason}", self.layer));
        let via = self.via.as_ref().map(|via| format!("on call for {}", via.name));
        let why: Vec<String> = exception.into_iter().chain(via).collect();
        (!why.is_empty()).then(|| why.join(", "))
    }
}

/// A level's contact at a moment: the party, or the people of one of its rotas.
pub(crate) fn contact_now(matrix: &Matrix, contact: &LevelContact, moment: &Moment<'_>) -> PartyNow {
    let reach = matrix.reach_at_level(contact, moment.at);
    match contact.rota {
        Some(call) => {
            let turns = vec![(matrix.rota(call.rota), matrix.called_turn(call, moment.at))];
            state(matrix, contact.party, reach, &turns, moment)
        }
        None => with_people(matrix, contact.party, reach, moment),
    }
}

/// A party at a moment.
pub(crate) fn party_now(matrix: &Matrix, id: PartyId, moment: &Moment<'_>) -> PartyNow {
    with_people(matrix, id, matrix.reach(id, None, moment.at), moment)
}

/// The same, where it is known whether it can be reached.
fn with_people(matrix: &Matrix, id: PartyId, reach: Reach, moment: &Moment<'_>) -> PartyNow {
    let turns: Vec<_> = matrix.turns_of(id, moment.at).collect();
    let mut state = state(matrix, id, reach, &turns, moment);
    if state.on_call.is_empty() {
        let until = turns.iter().flat_map(|(_, turn)| &turn.next).map(|next| next.when.from).min();
        let hole = Interval::new(moment.at, until.unwrap_or(Timestamp::MAX));
        let fallback = hole.map(|hole| matrix.fallback_of(id, hole)).unwrap_or_default().into_iter();
        let now = fallback.filter(|(_, fallback)| fallback.when.contains(moment.at));
        state.on_call.extend(now.map(|(rota, fallback)| shift(matrix, rota, &fallback, moment)));
    }
    state
}

fn state(matrix: &Matrix, id: PartyId, reach: Reach, turns: &[(&Rota, Turn<'_>)], moment: &Moment<'_>) -> PartyNow {
    let (covers, next) = match reach {
        Reach::Covered => (Some(true), None),
        Reach::NotCovered { next } => (Some(false), next),
        Reach::Unknown => (None, None),
    };
    let mut next_turns: Vec<_> =
        turns.iter().flat_map(|(rota, turn)| turn.next.iter().map(move |next| (*rota, next))).collect();
    next_turns.sort_by_key(|(_, turn)| turn.when);
    let now = |(rota, turn): &(&Rota, Turn<'_>), now: &Shift<'_>| {
        // The search for a change ended there.
        let is_endless = turn.next.is_empty() && rota.until.is_none();
        let until = if is_endless { Timestamp::MAX } else { now.when.until };
        shift(matrix, rota, &Shift { when: Interval { until, ..now.when }, ..*now }, moment)
    };
    let on_call = turns.iter().flat_map(|of| of.1.now.iter().map(move |shift| now(of, shift)));
    PartyNow {
        base: card::party_name(matrix, id),
        covers,
        covers_next: next.map(|at| moment.card(at)),
        on_call: on_call.collect(),
        next: next_turns.iter().map(|(rota, turn)| shift(matrix, rota, turn, moment)).collect(),
        rota_link: matrix.party(id).rota_link.as_ref().map(|link| link.value.clone()),
    }
}

/// A turn of somebody in a rota.
pub(crate) fn shift(matrix: &Matrix, rota: &Rota, shift: &Shift<'_>, moment: &Moment<'_>) -> ShiftCard {
    let who = matrix.party(shift.person());
    ShiftCard {
        rota: rota.id.clone(),
        rota_kind: rota.kind,
        id: who.id.clone(),
        name: who.name.clone(),
        aliases: who.aliases.clone(),
        kind: who.kind_name(),
        from: moment.card(shift.when.from),
        until: (shift.when.until < Timestamp::MAX).then(|| moment.card(shift.when.until)),
        layer: shift.layer,
        instead_of: shift.instead_of.map(|whose| card::party_name(matrix, whose)),
        via: shift.via.or(shift.held_by.map(|_| shift.who)).map(|via| card::party_name(matrix, via)),
        reason: shift.reason.map(str::to_owned),
        contacts: matrix.contacts_of(shift.person()).map(|contact| party::contact(matrix, contact)).collect(),
        at: card::at(matrix, shift.exception.unwrap_or(rota.place)),
    }
}
