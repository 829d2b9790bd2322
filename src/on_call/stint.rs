//! The turns of a rota before people take them: by its orders and temporary rules, within its hours.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::rotation::Rotation;
use super::week::WeekMinutes;
use super::{Layer, Shift, Week};
use crate::matrix::{Calendar, Interval, Order, PartyId, Place, Rota, RotaHours, Temporary, clock};

/// A stretch of a turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stint<'m> {
    pub(super) when: Interval,
    pub(super) order: &'m [Vec<PartyId>],
    /// The number of the turn, from 0.
    number: usize,
    layer: Layer,
    exception: Option<Place>,
    reason: Option<&'m str>,
    turn: Timestamp,
}

impl<'m> Stint<'m> {
    /// Everyone whose turn it is.
    pub(super) fn people(&self) -> Option<&'m [PartyId]> {
        self.order.get(self.number.checked_rem(self.order.len())?).map(Vec::as_slice)
    }

    /// The people of the turns that follow, until the order is through.
    pub(super) fn following(&self) -> impl Iterator<Item = PartyId> + use<'m> {
        let (order, number) = (self.order, self.number);
        (1..order.len()).flat_map(move |turn| &order[(number % order.len() + turn) % order.len()]).copied()
    }

    /// The shift of one of its people.
    pub(super) fn shift(&self, who: PartyId) -> Shift<'m> {
        let Self { when, layer, exception, reason, turn, .. } = *self;
        Shift { when, who, held_by: None, layer, exception, reason, instead_of: None, via: None, turn }
    }
}

/// The hours of a rota in an interval; `None` if it covers all of them.
pub(super) fn hours(rota: &Rota, calendar: &Calendar, within: Interval) -> Option<Vec<Interval>> {
    match &rota.hours {
        RotaHours::All => None,
        RotaHours::Business => Some(calendar.business_hours_within(within)),
        RotaHours::Off => Some(calendar.off_hours_within(within)),
        RotaHours::Weekly(spans) => Some(calendar.hours_within(spans, within)),
    }
}

/// The hours of a week by which turns are counted; `None` for all.
fn weekly(rota: &Rota, calendar: &Calendar) -> Option<WeekMinutes> {
    match &rota.hours {
        RotaHours::All => None,
        RotaHours::Business => Some(Week::of(&calendar.business_hours).minutes()),
        RotaHours::Off => Some(Week::of(&calendar.business_hours).minutes().others()),
        RotaHours::Weekly(spans) => Some(Week::of(spans).minutes()),
    }
}

/// When the orders of a rota begin.
pub(super) fn starts<'r>(rota: &'r Rota, zone: &'r TimeZone) -> impl Iterator<Item = Timestamp> + use<'r> {
    rota.order.iter().filter_map(move |order| start(rota, order, zone))
}

fn start(rota: &Rota, order: &Order, zone: &TimeZone) -> Option<Timestamp> {
    let Some(day) = rota.first_day(order) else { return Some(Timestamp::MIN) };
    clock::instant(zone, rota.handover.time().on(day)?)
}

/// The turns of a rota that overlap an interval, cut to its hours.
pub(super) fn stints<'m>(
    rota: &'m Rota,
    calendar: &Calendar,
    hours: Option<&[Interval]>,
    within: Interval,
) -> Vec<Stint<'m>> {
    let weekly = weekly(rota, calendar);
    let weekly = weekly.as_ref();
    let mut stints = Vec::new();
    let ends = starts(rota, &calendar.zone).skip(1).chain([Timestamp::MAX]);
    for (order, end) in rota.order.iter().zip(ends) {
        let Some(from) = start(rota, order, &calendar.zone) else { continue };
        if let Some(when) = Interval::new(from, end).filter(|when| when.and(within).is_some()) {
            stints.extend(of_order(rota, order, calendar, weekly, when, within));
        }
    }
    let temporary = holding(rota.temporary.iter().map(|temporary| temporary.when), within);
    stints = replaced(stints, &temporary, |when, number| {
        // A temporary rule may hold for centuries.
        let temporary = rota.temporary.get(number).zip(when.and(within));
        temporary.map_or_else(Vec::new, |(temporary, when)| of_temporary(temporary, calendar, weekly, when))
    });
    let Some(hours) = hours else { return stints };
    let cut = |stint: Stint<'m>| clock::both(stint.when, hours).into_iter().map(move |when| Stint { when, ..stint });
    stints.into_iter().flat_map(cut).collect()
}

/// The turns of an order without a start begin here, by its hand-over.
const NO_START: jiff::civil::Date = jiff::civil::date(1970, 1, 5);

fn of_order<'m>(
    rota: &'m Rota,
    order: &'m Order,
    calendar: &Calendar,
    weekly: Option<&WeekMinutes>,
    when: Interval,
    within: Interval,
) -> Vec<Stint<'m>> {
    let Some(start) = rota.handover.time().on(rota.first_day(order).unwrap_or(NO_START)) else { return Vec::new() };
    let rotation = Rotation::new(&rota.handover, start, weekly, |at| at > start);
    let stint = |number, turn: Interval| Stint {
        when: turn,
        order: &order.who,
        number,
        layer: Layer::Rule,
        exception: None,
        reason: None,
        turn: turn.from,
    };
    turns(&rotation, calendar, within).filter_map(|(number, turn)| Some(stint(number, turn.and(when)?))).collect()
}

/// The turns of a temporary rule in a part of its time.
fn of_temporary<'m>(
    temporary: &'m Temporary,
    calendar: &Calendar,
    weekly: Option<&WeekMinutes>,
    when: Interval,
) -> Vec<Stint<'m>> {
    let (zone, begins) = (&calendar.zone, temporary.when.from);
    let is_after = |at| clock::instant(zone, at).is_none_or(|at| at > begins);
    let rotation = Rotation::new(&temporary.handover, zone.to_datetime(begins), weekly, is_after);
    let stint = |number, part, turn: Interval| Stint {
        when: part,
        order: &temporary.order,
        number,
        layer: Layer::Temporary,
        exception: Some(temporary.place),
        reason: temporary.reason.as_deref(),
        turn: turn.from,
    };
    let turns = turns(&rotation, calendar, when);
    turns.filter_map(|(number, turn)| Some(stint(number, turn.and(when)?, turn))).collect()
}

/// The turns that overlap an interval, with their numbers, in order.
fn turns(rotation: &Rotation<'_>, calendar: &Calendar, within: Interval) -> impl Iterator<Item = (usize, Interval)> {
    let zone = &calendar.zone;
    // The hand-over of a skipped day or hour is later than its time.
    let [from, until] = [within.from, within.until].map(|at| zone.to_datetime(at));
    let turns = rotation.turns(calendar, from.saturating_sub(2.days()), until.saturating_add(2.days()));
    let (mut found, mut until) = (Vec::new(), Timestamp::MAX);
    for turn in turns.iter().rev() {
        let [from, to] = [turn.from, turn.until].map(|at| clock::instant(zone, at));
        // Hand-overs behind a skipped one may come before it. The first of them ends the turn.
        until = until.min(to.unwrap_or(Timestamp::MAX));
        let when = from.and_then(|from| Interval::new(from, until));
        found.extend(when.filter(|when| when.and(within).is_some()).map(|when| (turn.turn, when)));
    }
    found.into_iter().rev()
}

/// Which of some exceptions holds when, of several the last; those that overlap an interval, by their number.
fn holding(exceptions: impl Iterator<Item = Interval>, within: Interval) -> Vec<(Interval, usize)> {
    let overlapping = exceptions.enumerate().filter(|(_, when)| when.and(within).is_some());
    let mut holding: Vec<(Interval, usize)> = Vec::new();
    clock::each_holding(overlapping, |when, open| {
        let Some(last) = open.last().copied() else { return };
        match holding.last_mut().filter(|(before, of)| *of == last && before.until == when.from) {
            Some((before, _)) => before.until = when.until,
            None => holding.push((when, last)),
        }
    });
    holding
}

/// Replaces the turns in the times of exceptions by those of the exceptions.
fn replaced<'m>(
    stints: Vec<Stint<'m>>,
    exceptions: &[(Interval, usize)],
    of: impl Fn(Interval, usize) -> Vec<Stint<'m>>,
) -> Vec<Stint<'m>> {
    if exceptions.is_empty() {
        return stints;
    }
    let times = clock::union(exceptions.iter().map(|(when, _)| *when));
    let left = clock::without(stints.into_iter().map(|stint| (stint.when, stint)), &times);
    let left = left.into_iter().map(|(when, stint)| Stint { when, ..stint });
    let mut all: Vec<Stint<'m>> = left.chain(exceptions.iter().flat_map(|(when, at)| of(*when, *at))).collect();
    all.sort_by_key(|stint| stint.when);
    all
}
