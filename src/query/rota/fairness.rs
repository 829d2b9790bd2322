//! `own rota --fairness`: how much everyone in the rotas of a party is on call.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{RotaCard, TurnSpan, no_rota, rota_card};
use crate::matrix::{Interval, Matrix, PartyId, Rota, RotaKind};
use crate::on_call::Load;
use crate::query::moment::Toward;
use crate::query::{Answer, At, Caveats, Moment, Named, TimeCard, Unanswered, card, resolve};

answer! {
    /// How much everyone in some rotas is on call.
    pub(crate) struct Fairness {
        /// The party whose rotas they are, or a person in them.
        pub of: Named,
        /// The start of the time.
        pub from: TimeCard,
        /// Its end.
        pub until: TimeCard,
        /// The rotas, without those whose people only learn.
        pub rotas: Vec<RotaCard>,
        /// Everyone who is on call or in an order, those with most hours first.
        pub people: Vec<PersonLoad>,
        /// Position of the party or the person in the source.
        pub at: At,
    }

    /// How much somebody is on call.
    pub(crate) struct PersonLoad: Named {
        /// Hours, as a decimal.
        pub hours: f64,
        /// Days on which they are on call between midnight and 06:00.
        pub nights: usize,
        /// Weekends: days in a row without business hours, or Saturday and Sunday in a calendar without any.
        pub weekends: usize,
        /// Days that are holidays in whole or in part.
        pub holidays: usize,
    }
}

/// Answers `own rota --fairness`.
pub(crate) fn fairness(matrix: &Matrix, question: &TurnSpan) -> Result<Answer<Fairness>, Unanswered> {
    let id = resolve::party(matrix, &question.party)?;
    let own: Vec<&Rota> = matrix.rotas_of(id).collect();
    let mut rotas = if own.is_empty() { matrix.rotas_taken_by(id) } else { own };
    rotas.retain(|rota| rota.kind != RotaKind::Shadow);
    let Some(first) = rotas.first() else { return Err(no_rota(matrix, id)) };
    let now = Moment::with(Some(matrix.calendar(first.calendar)), &question.clock)?;
    let from = match &question.from {
        Some(from) => now.instant(from, &question.clock, Toward::Future)?,
        None => now.midnight(now.date()).unwrap_or(now.at),
    };
    let moment = now.moved_to(from);
    let until = moment.days_later(question.days);
    let answer = Fairness {
        of: card::party_name(matrix, id),
        from: moment.card(from),
        until: moment.card(until),
        rotas: rotas.iter().map(|rota| rota_card(matrix, rota)).collect(),
        people: Interval::new(from, until).map(|within| people(matrix, &rotas, within, &moment)).unwrap_or_default(),
        at: card::at(matrix, matrix.party(id).place),
    };
    Ok(Answer::new("fairness", vec![answer], Caveats::default()))
}

fn people(matrix: &Matrix, rotas: &[&Rota], within: Interval, moment: &Moment<'_>) -> Vec<PersonLoad> {
    let mut loads = matrix.loads(rotas, within);
    let (first, last) = (moment.date(), moment.moved_to(within.until).date());
    for member in rotas.iter().flat_map(|rota| members(rota, first, last)) {
        // A party with rotas means its people, and a role the people who hold it.
        if matrix.rotas_of(member).next().is_none() {
            let holders = matrix.reached_through(member);
            if holders.iter().all(|holder| !loads.contains_key(holder)) {
                loads.entry(holders.first().copied().unwrap_or(member)).or_default();
            }
        }
    }
    let mut loads: Vec<_> = loads.into_iter().collect();
    loads.sort_by_key(|(_, load)| std::cmp::Reverse(load.seconds()));
    let card = |(id, load): (PartyId, Load)| PersonLoad {
        base: card::party_name(matrix, id),
        hours: hours(load.seconds()),
        nights: load.nights.len(),
        weekends: load.weekends.len(),
        holidays: load.holidays.len(),
    };
    loads.into_iter().map(card).collect()
}

/// Hours with two decimals.
fn hours(seconds: u64) -> f64 {
    f64::from(u32::try_from(seconds / 36).unwrap_or(u32::MAX)) / 100.0
}

/// Those in the orders that count between two days.
fn members(rota: &Rota, first: Date, last: Date) -> BTreeSet<PartyId> {
    let ends = rota.order.iter().skip(1).map(|next| next.from).chain([None]);
    let counting = rota
        .order
        .iter()
        .zip(ends)
        .filter(|(order, end)| order.from.is_none_or(|from| from <= last) && end.is_none_or(|end| first < end));
    counting.flat_map(|(order, _)| order.who.iter().flatten().copied()).collect()
}
