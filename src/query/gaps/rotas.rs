//! Hours of the year ahead in which nobody of a party's rotas is on call, or two are.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Scope, hours};
use crate::limits::SHIFTS;
use crate::matrix::{Interval, Matrix, PartyId};
use crate::query::rota::{self, Stretch, stretches};
use crate::query::{At, Clock, Moment, Named, Unanswered, card};

answer! {
    /// Holes in the rotas of a party, in the year from today on.
    pub(crate) struct RotaHoles: Named {
        /// The zone in which times are shown.
        pub zone: String,
        /// When nobody is on call in hours that it is to cover, first to last.
        pub gaps: Vec<Stretch>,
        /// When two are.
        pub overlaps: Vec<Stretch>,
        /// Position of its first rota in the source.
        pub at: At,
    }
}

/// The parties that have to do with some systems and whose rotas have holes; of all systems, all such parties.
pub(super) fn holes(matrix: &Matrix, scope: &Scope, today: Date) -> Result<Vec<RotaHoles>, Unanswered> {
    let concerned = scope.systems.iter().flat_map(|id| hours::concerned(matrix, *id)).map(|(party, _)| party);
    let concerned: HashSet<PartyId> = if scope.asked.is_some() { concerned.collect() } else { HashSet::new() };
    let asked = |party: &PartyId| scope.asked.is_none() || concerned.contains(party);
    let parties = matrix.party_ids().map(|(id, _)| id).filter(asked);
    let (mut all, mut count) = (Vec::new(), 0);
    for holes in parties.filter_map(|party| of_party(matrix, party, today)) {
        count += holes.gaps.len() + holes.overlaps.len();
        if count > SHIFTS {
            let message = format!("the rotas have more than {SHIFTS} gaps and overlaps: ask about one system");
            return Err(Unanswered::misuse(message, Vec::new()));
        }
        all.push(holes);
    }
    Ok(all)
}

fn of_party(matrix: &Matrix, id: PartyId, today: Date) -> Option<RotaHoles> {
    let first = matrix.rotas_of(id).next()?;
    let calendar = matrix.calendar(first.calendar);
    let year = Interval::year_from(today, &calendar.zone)?;
    let clock = Clock { now: year.from, ..Clock::default() };
    let moment = Moment::with(Some(calendar), &clock).ok()?;
    let gaps = rota::gaps(&matrix.gaps_of(id, year), &moment);
    let overlaps = stretches(matrix.overlaps_of(id, year).into_iter().map(|overlap| overlap.when), &moment);
    (!gaps.is_empty() || !overlaps.is_empty()).then(|| RotaHoles {
        base: card::party_name(matrix, id),
        zone: moment.now(matrix, []).zone,
        gaps,
        overlaps,
        at: card::at(matrix, first.place),
    })
}
