//! The shifts of every party from a day on, for a page.

use jiff::civil::Date;

use super::month::{Month, MonthCard, month};
use crate::limits::{MONTHS_ON_PAGE, SHIFTS_OF_PARTY, SHIFTS_ON_PAGE};
use crate::matrix::{Interval, Matrix, Rota};
use crate::query::moment::shift;
use crate::query::{Moment, Named, ShiftCard, card};

/// Days of shifts.
const DAYS: u32 = 90;

/// The shifts of all parties with rotas.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Ahead {
    pub parties: Vec<PartyAhead>,
    /// Parties left out of a large page.
    pub omitted: usize,
}

/// The shifts of a party.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartyAhead {
    pub party: Named,
    /// The zone in which times are shown.
    pub zone: String,
    /// True if it has several rotas whose people are called.
    pub has_rotas: bool,
    /// First to last.
    pub shifts: Vec<ShiftCard>,
    /// Shifts left out of a large page.
    pub omitted: usize,
    /// This month and the next one.
    pub months: Vec<MonthCard>,
}

/// The shifts of all parties in 90 days.
pub(crate) fn ahead(matrix: &Matrix, today: Date) -> Ahead {
    let (mut ahead, mut rows, mut months) = (Ahead::default(), SHIFTS_ON_PAGE, MONTHS_ON_PAGE);
    for (id, _) in matrix.party_ids() {
        let rotas: Vec<&Rota> = matrix.calling_rotas(id).collect();
        let Some(first) = rotas.first().filter(|_| rows > 0) else {
            ahead.omitted += usize::from(!rotas.is_empty());
            continue;
        };
        let moment = Moment::by(matrix.calendar(first.calendar));
        let Some(start) = moment.midnight(today) else { continue };
        let moment = moment.moved_to(start);
        let within = Interval::new(moment.at, moment.days_later(DAYS));
        let mut all = within.map(|within| matrix.turns_in(rotas.iter().copied(), within)).unwrap_or_default();
        all.sort_by_key(|(_, shift)| shift.when);
        let shown = all.len().min(rows).min(SHIFTS_OF_PARTY);
        rows -= shown;
        let both = [today.first_of_month(), today.last_of_month().tomorrow().unwrap_or(today)];
        let both = both.map(|day| month(matrix, Month::of(day), &moment, Some(id), &rotas, |_| true));
        let months_here: Vec<MonthCard> = both.into_iter().take(months).collect();
        months -= months_here.len();
        ahead.parties.push(PartyAhead {
            party: card::party_name(matrix, id),
            zone: moment.now(matrix, []).zone,
            has_rotas: rotas.len() > 1,
            shifts: all[..shown].iter().map(|(rota, turn)| shift(matrix, rota, turn, &moment)).collect(),
            omitted: all.len() - shown,
            months: months_here,
        });
    }
    ahead
}
