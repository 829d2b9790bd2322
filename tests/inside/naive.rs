//! A naive model of on-call hours and shifts: look at the clock at every minute and decide. [`crate::on_call`] must agree with
//! it on random calendars and rotas, in weeks in which clocks are changed and in others. `OWN_TEST_THOROUGH=1` tries ten times
//! as many.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use crate::matrix::calendar::DAYS;
use crate::matrix::clock::{self, Interval};
use crate::matrix::*;

/// Year, month, day.
type Ymd = (i16, i8, i8);

/// Zones, and days around which something odd happens there.
const PLACES: &[(&str, &[Ymd])] = &[
    ("Australia/Lord_Howe", &[(2026, 4, 5), (2026, 10, 4), (2100, 10, 3)]),
    ("Africa/Casablanca", &[(2026, 2, 15), (2026, 3, 22), (2018, 10, 28)]),
    ("Pacific/Apia", &[(2011, 12, 30), (2011, 9, 24), (2021, 4, 4)]),
    ("Antarctica/Troll", &[(2026, 3, 29), (2026, 10, 25), (2015, 3, 29)]),
    ("Europe/Berlin", &[(2026, 3, 29), (2026, 10, 25), (2028, 2, 29), (2100, 3, 28), (2026, 12, 25)]),
    ("America/New_York", &[(2026, 3, 8), (2026, 11, 1), (2100, 2, 28), (2024, 12, 31)]),
    ("Asia/Kathmandu", &[(1986, 1, 1), (2026, 6, 1)]),
    ("UTC", &[(2026, 12, 31), (2024, 2, 29)]),
    ("Europe/London", &[(2026, 3, 29), (2026, 10, 25), (2027, 12, 25)]),
    ("Europe/Dublin", &[(2026, 3, 29), (2026, 10, 25)]),
    ("Pacific/Chatham", &[(2026, 4, 5), (2026, 9, 27)]),
    ("Pacific/Kiritimati", &[(1995, 1, 1), (2026, 1, 1)]),
    ("America/St_Johns", &[(2026, 3, 8), (2026, 11, 1)]),
    ("Asia/Tehran", &[(2021, 9, 22), (2026, 3, 22)]),
    ("Africa/Cairo", &[(2026, 4, 24), (2026, 10, 30)]),
    ("America/Santiago", &[(2026, 4, 5), (2026, 9, 6)]),
    ("Asia/Beirut", &[(2026, 3, 29), (2026, 10, 25)]),
    ("Asia/Tokyo", &[(2026, 5, 3)]),
    ("America/Sao_Paulo", &[(2018, 2, 18), (2018, 11, 4)]),
    ("Asia/Kolkata", &[(2026, 4, 5)]),
];

const DAY: i64 = 24 * 60;
/// The minute at which a day is over.
const END: u16 = 24 * 60;
/// Days that are walked.
const WALK: i64 = 8;

fn time(minutes: u16) -> TimeOfDay {
    format!("{:02}:{:02}", minutes / 60, minutes % 60).parse().unwrap()
}

/// A time of day: often one at which clocks are changed.
fn minutes() -> impl Strategy<Value = u16> {
    prop_oneof![
        3 => 0..24_u16 * 60,
        3 => prop::sample::select(vec![0_u16, 60, 90, 105, 119, 120, 121, 150, 179, 180, 1439]),
    ]
}

fn days() -> impl Strategy<Value = Days> {
    (0..7_usize, 0..7_usize).prop_map(|(from, to)| {
        let mut days = Days::default();
        days.add(DAYS[from].0, DAYS[to].0);
        days
    })
}

fn span() -> impl Strategy<Value = WeeklySpan> {
    (days(), minutes(), prop_oneof![minutes(), Just(END)])
        .prop_filter("ends when it starts", |(_, from, until)| from != until)
        .prop_map(|(days, from, until)| WeeklySpan { days, from: time(from), until: time(until) })
}

/// Where, and a day near which something may happen there.
fn place() -> impl Strategy<Value = (TimeZone, Date)> {
    let odd = prop::sample::select(PLACES).prop_flat_map(|(zone, days)| (Just(zone), prop::sample::select(days)));
    let odd = odd.prop_map(|(zone, (year, month, day))| (zone, date(year, month, day)));
    let any = (prop::sample::select(PLACES), 1990..2101_i16, 1..366_i64)
        .prop_map(|((zone, _), year, day)| (zone, date(year, 1, 1).checked_add((day - 1).days()).unwrap()));
    prop_oneof![3 => odd, 1 => any].prop_map(|(zone, day)| (clock::zone(zone).unwrap(), day))
}

fn holiday(near: Date) -> impl Strategy<Value = Holiday> {
    (-9..5_i64, 0..6_i64, 0..3_i64, prop_oneof![Just((0, END)), (minutes(), minutes())]).prop_map(
        move |(days, kind, more, (from, until))| {
            let day = near.checked_add(days.days()).unwrap();
            let (from, until) = if kind == 2 { (0, END) } else { (from.min(until), from.max(until).max(from + 1)) };
            let first = day.first_of_month();
            let day = match kind {
                0 => HolidayDate::Yearly { month: day.month(), day: day.day() },
                1 => HolidayDate::Easter(
                    i16::try_from((easter(day.year()).duration_until(day)).as_hours() / 24).unwrap(),
                ),
                2 => HolidayDate::Range(day, day.checked_add(more.days()).unwrap()),
                3 => HolidayDate::Nth {
                    nth: i8::try_from((first.duration_until(day).as_hours() / 24) / 7 + 1).unwrap(),
                    weekday: day.weekday().to_monday_zero_offset(),
                    month: day.month(),
                },
                _ => HolidayDate::Once(day),
            };
            Holiday { day, name: None, from: time(from), until: time(until), place: Place::default() }
        },
    )
}

/// Easter by the days after the full moon of spring, which its golden number tells.
fn easter(year: i16) -> Date {
    let golden = i64::from(year) % 19 + 1;
    let century = i64::from(year) / 100 + 1;
    let correction = (8 * century + 5) / 25 - 5 - (3 * century / 4 - 12);
    let epact = (11 * golden + 20 + correction).rem_euclid(30);
    let epact = if epact == 24 || (epact == 25 && golden > 11) { epact + 1 } else { epact };
    let moon = if epact > 23 { 74 - epact } else { 44 - epact };
    // Knuth: the Sunday after the full moon, in days of March.
    let mut day = date(year, 3, 1).checked_add((moon - 1).days()).unwrap().tomorrow().unwrap();
    while day.weekday() != Weekday::Sunday {
        day = day.tomorrow().unwrap();
    }
    day
}

fn calendar() -> impl Strategy<Value = (Calendar, Date)> {
    place().prop_flat_map(|(zone, day)| {
        let holidays = prop::collection::vec(holiday(day), 0..4);
        let working =
            prop::collection::vec((-4..5_i64).prop_map(move |days| day.checked_add(days.days()).unwrap()), 0..2);
        let by = prop::sample::select(vec![HolidaysBy::Clock, HolidaysBy::Start]);
        let substitute = prop::option::of(prop::sample::select(vec![Weekday::Monday, Weekday::Thursday]));
        (prop::collection::vec(span(), 0..4), holidays, working, by, substitute).prop_map(
            move |(business_hours, holidays, mut working_days, holidays_by, substitute)| {
                working_days.sort_unstable();
                let (id, zone, place, extends) = ("default".to_owned(), zone.clone(), Place::default(), None);
                let of = Calendar {
                    id,
                    zone,
                    business_hours,
                    holidays,
                    working_days,
                    substitute,
                    holidays_by,
                    extends,
                    place,
                };
                (of, day)
            },
        )
    })
}

/// The first instant that is walked: some days before the odd one, on a full minute.
fn start(zone: &TimeZone, day: Date, before: i64) -> Timestamp {
    let noon = day.checked_sub(before.days()).unwrap().at(0, 0, 0, 0);
    let second = zone.to_timestamp(noon).unwrap().as_second();
    Timestamp::from_second(second - second.rem_euclid(60)).unwrap()
}

fn minute(start: Timestamp, number: i64) -> Timestamp {
    start + SignedDuration::from_mins(number)
}

fn has_hours(calendar: &Calendar, day: Weekday) -> bool {
    calendar.business_hours.iter().any(|span| span.days.contains(day))
}

/// Whether a holiday is on a day, before any is moved; for the whole of one day if asked.
fn is_on(holiday: &Holiday, day: Date) -> bool {
    match holiday.day {
        HolidayDate::Once(on) => on == day,
        HolidayDate::Range(first, last) => (first..=last).contains(&day),
        HolidayDate::Easter(days) => easter(day.checked_sub(i64::from(days).days()).unwrap().year())
            .checked_add(i64::from(days).days())
            .unwrap()
            .eq(&day),
        HolidayDate::Nth { nth, weekday, month } => {
            day.month() == month && day.weekday().to_monday_zero_offset() == weekday && (day.day() - 1) / 7 + 1 == nth
        }
        HolidayDate::Yearly { month, day: of } => (day.month(), day.day()) == (month, of),
    }
}

/// The days on which holidays are taken that fall on days without hours: each goes over the days one by one.
fn moved(calendar: &Calendar, until: Date) -> BTreeSet<Date> {
    let Some(substitute) = calendar.substitute else { return BTreeSet::new() };
    let is_single = |holiday: &&Holiday| {
        !matches!(holiday.day, HolidayDate::Range(..)) && (holiday.from, holiday.until) == (time(0), time(END))
    };
    let is_holiday = |day: Date| calendar.holidays.iter().filter(is_single).any(|holiday| is_on(holiday, day));
    let is_weekend = |day: Weekday| {
        let has_any = !calendar.business_hours.is_empty();
        if has_any { !has_hours(calendar, day) } else { matches!(day, Weekday::Saturday | Weekday::Sunday) }
    };
    let mut moved = BTreeSet::new();
    for ago in (0..40_i64).rev() {
        let day = until.checked_sub(ago.days()).unwrap();
        if is_holiday(day) && is_weekend(day.weekday()) {
            let mut to = day.tomorrow().unwrap();
            while to.weekday() != substitute {
                to = to.tomorrow().unwrap();
            }
            if is_holiday(to) || moved.contains(&to) {
                to = to.tomorrow().unwrap();
                while is_holiday(to) || moved.contains(&to) || is_weekend(to.weekday()) {
                    to = to.tomorrow().unwrap();
                    if to > until {
                        break;
                    }
                }
            }
            moved.insert(to);
        }
    }
    moved
}

/// Whether a minute of a day is a holiday.
fn is_holiday(calendar: &Calendar, day: Date, at: u16) -> bool {
    let is = |holiday: &Holiday| is_on(holiday, day) && holiday.from <= time(at) && time(at) < holiday.until;
    !calendar.working_days.contains(&day) && (calendar.holidays.iter().any(is) || moved(calendar, day).contains(&day))
}

/// The day of the week whose hours a day has.
fn weekday(calendar: &Calendar, day: Date) -> Weekday {
    let mut as_on = day;
    if calendar.working_days.contains(&day) {
        for _ in 0..7 {
            if has_hours(calendar, as_on.weekday()) {
                return as_on.weekday();
            }
            as_on = as_on.yesterday().unwrap();
        }
    }
    day.weekday()
}

fn is_business_day(calendar: &Calendar, day: Date) -> bool {
    has_hours(calendar, weekday(calendar, day)) && !(0..END).all(|at| is_holiday(calendar, day, at))
}

/// Whether the clock's time lies in business hours: in a span of its day or of the day before, on no holiday.
fn is_business(calendar: &Calendar, at: DateTime) -> bool {
    let now = u16::try_from(i64::from(at.hour()) * 60 + i64::from(at.minute())).unwrap();
    let (day, before) = (at.date(), at.date().yesterday().unwrap());
    let length = |span: &WeeklySpan| {
        let (from, until) = (span.from.minutes(), span.until.minutes());
        if until > from { until - from } else { until + END - from }
    };
    calendar.business_hours.iter().any(|span| {
        let from = span.from.minutes();
        let today = span.days.contains(weekday(calendar, day)) && (from..(from + length(span)).min(END)).contains(&now);
        let late = span.days.contains(weekday(calendar, before)) && now + END < from + length(span);
        let by_start = calendar.holidays_by == HolidaysBy::Start;
        let is_off = || is_holiday(calendar, day, now);
        let was_off = || if by_start { is_holiday(calendar, before, END - 1) } else { is_off() };
        (today && !is_off()) || (late && !was_off())
    })
}

/// Whether the clock's time lies in a span, by minutes of the week.
fn in_span(span: WeeklySpan, at: i64) -> bool {
    let (from, until) = (i64::from(span.from.minutes()), i64::from(span.until.minutes()));
    let length = if until > from { until - from } else { until + DAY - from };
    // 1970 began on a Thursday.
    let now = (at + 3 * DAY).rem_euclid(7 * DAY);
    let days = DAYS.iter().filter(|(day, _)| span.days.contains(*day));
    days.map(|(day, _)| i64::from(day.to_monday_zero_offset()) * DAY + from)
        .any(|start| (now - start).rem_euclid(7 * DAY) < length)
}

fn civil(day: Date, minute: i64) -> i64 {
    date(1970, 1, 1).duration_until(day).as_hours() / 24 * DAY + minute
}

fn day_of(civil: i64) -> Date {
    date(1970, 1, 1).checked_add(civil.div_euclid(DAY).days()).unwrap()
}

/// What the clock shows at each minute of a walk, and when it first shows what, in minutes from the start of 1970.
struct Walk {
    start: Timestamp,
    shown: Vec<i64>,
    first: BTreeMap<i64, i64>,
}

/// Days that are walked before the days that are compared.
const EARLY: i64 = 45;

impl Walk {
    fn of(zone: &TimeZone, start: Timestamp, minutes: i64) -> Self {
        let start = minute(start, -EARLY * DAY);
        let shown = |number| {
            let at = minute(start, number);
            (at.as_second() + i64::from(zone.to_offset(at).seconds())).div_euclid(60)
        };
        let shown: Vec<i64> = (0..EARLY * DAY + minutes).map(shown).collect();
        let mut first = BTreeMap::new();
        for (number, shown) in (0..).zip(&shown) {
            first.entry(*shown).or_insert(number);
        }
        Self { start, shown, first }
    }

    /// The minute at which the clock shows a time. A time that is skipped comes when as much time has gone by as lay
    /// between the skip's start and it; a time that comes twice is the first.
    fn minute_of(&self, civil: i64) -> i64 {
        match self.first.range(..=civil).next_back() {
            Some((shown, number)) => number + civil - shown,
            None => civil - self.shown[0],
        }
    }

    fn number(&self, at: Timestamp) -> i64 {
        at.duration_since(self.start).as_mins()
    }
}

/// All hand-overs around a walk, as the clock shows them, for an order that begins on a day.
fn handovers(calendar: &Calendar, handover: &Handover, day: Date, walk: &Walk) -> Vec<i64> {
    let count = i64::from(handover.every.count);
    let times: Vec<i64> = handover.times.iter().map(|time| i64::from(time.minutes())).collect();
    let (first, last) = (walk.shown[0] - 60 * DAY, walk.shown.last().unwrap() + 40 * DAY);
    if handover.every.unit == Unit::Hours {
        let origin = civil(day, times[0]);
        return (first..last).filter(|at| (at - origin) % (60 * count) == 0).collect();
    }
    let monday = |day: Date| (civil(day, 0) / DAY + 3).div_euclid(7);
    let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let mut business_days = 0;
    let is = |on: Date, business_days: i64| match handover.every.unit {
        Unit::Hours => unreachable!(),
        Unit::Days => (civil(on, 0) - civil(day, 0)) / DAY % count == 0,
        Unit::BusinessDays => on >= day && is_business_day(calendar, on) && (business_days - 1) % count == 0,
        Unit::Weeks => {
            let is_day = if handover.days.is_empty() {
                on.weekday() == day.weekday()
            } else {
                handover.days.contains(on.weekday())
            };
            is_day && (monday(on) - monday(day)) % count == 0
        }
        Unit::Months => {
            let is_day = if handover.days.is_empty() {
                on.day() == day.day().min(on.days_in_month())
            } else {
                handover.days.contains(on.weekday()) && on.day() <= 7
            };
            is_day && (month(on) - month(day)) % count == 0
        }
    };
    let mut found = Vec::new();
    let mut on = day_of(first);
    while civil(on, 0) < last {
        if handover.every.unit == Unit::BusinessDays && on >= day && is_business_day(calendar, on) {
            business_days += 1;
        }
        if is(on, business_days) {
            found.extend(times.iter().map(|time| civil(on, *time)));
        }
        on = on.tomorrow().unwrap();
    }
    found
}

/// The turn at each minute of a walk: how many periods with weekly hours have begun since the start.
fn turns(starts: &[i64], is_weekly: &dyn Fn(i64) -> bool, walk: &Walk) -> Vec<Option<usize>> {
    let any = (0..7 * DAY).any(is_weekly);
    let counted = |from: i64, until: Option<&i64>| {
        let until = until.map_or(from + 7 * DAY, |until| (*until).min(from + 7 * DAY));
        !any || (from..until).any(is_weekly)
    };
    let mut begins: BTreeMap<i64, usize> = BTreeMap::new();
    let mut begun = 0;
    for (at, from) in starts.iter().enumerate() {
        begun += usize::from(counted(*from, starts.get(at + 1)));
        let minute = walk.minute_of(*from);
        // Earlier hand-overs that a skip puts behind this one no longer count.
        begins.split_off(&minute);
        begins.insert(minute, begun);
    }
    let turn = |number: i64| begins.range(..=number).next_back().map(|(_, begun)| begun.saturating_sub(1));
    (0..i64::try_from(walk.shown.len()).unwrap()).map(turn).collect()
}

const TEAM: PartyId = PartyId(0);
const INNER: PartyId = PartyId(1);
/// Persons from this number on.
const PERSON: u32 = 2;
const PEOPLE: u32 = 8;

/// Who is on call: the person, whose turn it is, and the party in the order.
type OnCall = (PartyId, Option<PartyId>, Option<PartyId>);

/// When an order begins, its people, and its turns.
type Rule<'m> = (i64, &'m [Vec<PartyId>], Vec<Option<usize>>);

/// A rota whose people are on call at the minutes of a walk.
struct Model<'m> {
    matrix: &'m Matrix,
    rota: &'m Rota,
    calendar: &'m Calendar,
    first: Timestamp,
    walk: Walk,
    /// When each order begins, and its turns.
    rules: Vec<Rule<'m>>,
    temporary: Vec<Vec<Option<usize>>>,
    /// Who is on call for the inner team.
    inner: &'m [BTreeSet<PartyId>],
}

impl<'m> Model<'m> {
    fn of(matrix: &'m Matrix, rota: &'m Rota, first: Timestamp, minutes: i64, inner: &'m [BTreeSet<PartyId>]) -> Self {
        let calendar = matrix.calendar(rota.calendar);
        let walk = Walk::of(&calendar.zone, first, minutes);
        // Without hours of its own each period is a turn, also one that a skipped day puts out of order.
        let is_weekly = |at: i64| !matches!(rota.hours, RotaHours::All) && is_weekly(rota, calendar, at);
        let rule = |order: &'m Order| {
            let day = order.from.or(rota.start).unwrap();
            let start = civil(day, i64::from(rota.handover.times[0].minutes()));
            let later = handovers(calendar, &rota.handover, day, &walk).into_iter().filter(|at| *at > start);
            let starts: Vec<i64> = std::iter::once(start).chain(later).collect();
            (walk.minute_of(start), order.who.as_slice(), turns(&starts, &is_weekly, &walk))
        };
        let temporary = |temporary: &Temporary| {
            let begins = walk.number(temporary.when.from);
            let shown = calendar.zone.to_datetime(temporary.when.from);
            let start = civil(shown.date(), i64::from(shown.hour()) * 60 + i64::from(shown.minute()));
            let later = handovers(calendar, &temporary.handover, shown.date(), &walk).into_iter();
            let later = later.filter(|at| walk.minute_of(*at) > begins);
            let starts: Vec<i64> = std::iter::once(start).chain(later).collect();
            turns(&starts, &is_weekly, &walk)
        };
        let rules = rota.order.iter().map(rule).collect();
        let temporary = rota.temporary.iter().map(temporary).collect();
        Self { matrix, rota, calendar, first, walk, rules, temporary, inner }
    }

    fn is_away(&self, who: PartyId, number: i64) -> bool {
        let day = self.calendar.zone.to_datetime(minute(self.first, number)).date();
        self.matrix.party(who).away().iter().any(|away| away.from <= day && day <= away.until)
    }

    fn expand(&self, who: PartyId, whose: Option<PartyId>, number: i64) -> Vec<OnCall> {
        if who == INNER && self.rota.party != INNER {
            let inner = &self.inner[usize::try_from(number).unwrap()];
            inner.iter().map(|inner| (*inner, whose, Some(who))).collect()
        } else {
            vec![(who, whose, None)]
        }
    }

    fn take(&self, order: &[Vec<PartyId>], turn: usize, number: i64) -> Vec<OnCall> {
        let people = &order[turn % order.len()];
        let mut on_call = Vec::new();
        let mut stood_in: Vec<PartyId> = Vec::new();
        for person in people {
            if !self.is_away(*person, number) {
                on_call.extend(self.expand(*person, None, number));
                continue;
            }
            let mut others = (1..order.len()).flat_map(|later| &order[(turn + later) % order.len()]);
            let is_free = |other: &&PartyId| {
                !self.is_away(**other, number) && !people.contains(other) && !stood_in.contains(other)
            };
            if let Some(next) = others.find(is_free).filter(|_| self.rota.on_absence == OnAbsence::Next) {
                stood_in.push(*next);
                on_call.extend(self.expand(*next, Some(*person), number));
            }
        }
        on_call
    }

    /// By the orders and temporary rules.
    fn by_rule(&self, number: i64) -> Vec<OnCall> {
        let walked = usize::try_from(EARLY * DAY + number).unwrap();
        let at = minute(self.first, number);
        if let Some(index) = self.rota.temporary.iter().rposition(|of| of.when.contains(at)) {
            return self.take(&self.rota.temporary[index].order, self.temporary[index][walked].unwrap_or(0), number);
        }
        let rule = self.rules.iter().rev().find(|(begins, ..)| *begins <= EARLY * DAY + number);
        rule.map_or_else(Vec::new, |(_, order, turns)| self.take(order, turns[walked].unwrap(), number))
    }

    fn on_call(&self, number: i64) -> BTreeSet<PartyId> {
        let (rota, at) = (self.rota, minute(self.first, number));
        if rota.until.is_some_and(|until| until <= at) {
            return BTreeSet::new();
        }
        let shown = self.calendar.zone.to_datetime(at);
        let is_open = match &rota.hours {
            RotaHours::Business => is_business(self.calendar, shown),
            RotaHours::Off => !is_business(self.calendar, shown),
            _ => is_weekly(rota, self.calendar, self.walk.shown[usize::try_from(EARLY * DAY + number).unwrap()]),
        };
        let mut on_call = if is_open { self.by_rule(number) } else { Vec::new() };
        let applies = |of: &&Override| of.when.contains(at) && (is_open || of.all_hours);
        let is_void = |of: &&Override| !of.who.is_empty() && of.who.iter().all(|who| self.is_away(*who, number));
        // Whose substitute is away keeps the turn, in place of the substitute.
        if let Some(void) = rota.overrides.iter().rev().filter(applies).find(is_void) {
            for (who, whose, via) in on_call.iter_mut().filter(|(_, whose, _)| whose.is_none()) {
                if void.replaces.is_none_or(|one| [Some(*who), *via].contains(&Some(one))) {
                    *whose = Some(void.who[0]);
                }
            }
        }
        for stands_in in rota.overrides.iter().filter(applies) {
            let here = stands_in.who.iter().copied().filter(|who| !self.is_away(*who, number));
            let here: Vec<PartyId> = here.collect();
            if here.is_empty() && !stands_in.who.is_empty() {
                continue;
            }
            let is_of = |(who, whose, via): &OnCall| {
                stands_in.replaces.is_some_and(|one| [Some(*who), *whose, *via].contains(&Some(one)))
            };
            if on_call.iter().any(is_of) {
                on_call.retain(|on_call| !is_of(on_call));
            } else {
                on_call.clear();
            }
            on_call.extend(here.iter().flat_map(|who| self.expand(*who, stands_in.replaces, number)));
        }
        on_call.into_iter().map(|(who, ..)| who).collect()
    }
}

/// Whether the clock's time lies in the weekly hours of a rota, without regard to holidays.
fn is_weekly(rota: &Rota, calendar: &Calendar, at: i64) -> bool {
    let clockwise = |spans: &[WeeklySpan]| spans.iter().any(|span| in_span(*span, at));
    match &rota.hours {
        RotaHours::All => true,
        RotaHours::Business => clockwise(&calendar.business_hours),
        RotaHours::Off => !clockwise(&calendar.business_hours),
        RotaHours::Weekly(spans) => clockwise(spans),
    }
}

/// Who is on call at each minute of a walk, decided minute by minute. `inner` is on call for the inner team.
fn who(
    matrix: &Matrix,
    rota: &Rota,
    first: Timestamp,
    minutes: i64,
    inner: &[BTreeSet<PartyId>],
) -> Vec<BTreeSet<PartyId>> {
    let model = Model::of(matrix, rota, first, minutes, inner);
    (0..minutes).map(|number| model.on_call(number)).collect()
}

/// The same as it is computed.
fn computed(matrix: &Matrix, rota: &Rota, first: Timestamp, minutes: i64) -> Vec<BTreeSet<PartyId>> {
    let within = Interval::new(first, minute(first, minutes)).unwrap();
    let mut computed: Vec<BTreeSet<PartyId>> = (0..minutes).map(|_| BTreeSet::new()).collect();
    for shift in matrix.shifts_of(rota, within) {
        let at = |at: Timestamp| usize::try_from(at.duration_since(first).as_mins()).unwrap();
        for minute in &mut computed[at(shift.when.from)..at(shift.when.until)] {
            assert!(minute.insert(shift.who), "twice at a time");
        }
    }
    computed
}

fn handover() -> impl Strategy<Value = Handover> {
    let times = prop::collection::btree_set(minutes(), 1..3);
    let some = |unit: Unit| {
        let most = match unit {
            Unit::Hours => 60_u16,
            Unit::Days | Unit::BusinessDays => 4,
            Unit::Weeks => 2,
            Unit::Months => 1,
        };
        (Just(unit), 1..=most)
    };
    let unit = prop::sample::select(Unit::ALL.to_vec()).prop_flat_map(some);
    (unit, days(), days(), any::<bool>(), times).prop_map(|((unit, count), one, other, has_days, times)| {
        let mut times: Vec<TimeOfDay> = times.into_iter().map(time).collect();
        let days = match unit {
            Unit::Weeks if has_days => one.or(other),
            Unit::Months if has_days => {
                let first = DAYS.iter().find(|(day, _)| one.contains(*day)).unwrap().0;
                let mut days = Days::default();
                days.add(first, first);
                days
            }
            _ => Days::default(),
        };
        if !matches!(unit, Unit::Days | Unit::Weeks) {
            times.truncate(1);
        }
        Handover { every: Every { count, unit }, days, times }
    })
}

/// People, and now and then the inner team.
fn order() -> impl Strategy<Value = Vec<Vec<PartyId>>> {
    let person = prop_oneof![6 => PERSON..PERSON + 5, 1 => Just(INNER.0)].prop_map(PartyId);
    let turn = prop::collection::btree_set(person, 1..3).prop_map(|turn| turn.into_iter().collect());
    prop::collection::vec(turn, 1..4)
}

fn hours() -> impl Strategy<Value = RotaHours> {
    prop_oneof![
        2 => Just(RotaHours::All),
        1 => Just(RotaHours::Business),
        1 => Just(RotaHours::Off),
        1 => prop::collection::vec(span(), 1..3).prop_map(RotaHours::Weekly),
    ]
}

/// A rota that begins some days before an instant, with exceptions around it.
fn rota(zone: &TimeZone, day: Date) -> impl Strategy<Value = Rota> + use<> {
    let first = start(zone, day, 4);
    let when = || (0..WALK * DAY, 1..3 * DAY);
    let at = move |(from, length)| {
        let from = minute(first, from);
        Interval::new(from, from + SignedDuration::from_mins(length)).unwrap()
    };
    let temporary = (when(), order(), handover()).prop_map(move |(when, order, handover)| Temporary {
        when: at(when),
        order,
        handover,
        reason: None,
        place: Place::default(),
    });
    let people = prop::collection::btree_set((PERSON..PERSON + PEOPLE).prop_map(PartyId), 0..3);
    let replaces = prop::option::of((PERSON..PERSON + 5).prop_map(PartyId));
    let stands_in =
        (when(), people, replaces, any::<bool>()).prop_map(move |(when, who, replaces, all_hours)| Override {
            when: at(when),
            who: who.into_iter().collect(),
            replaces,
            all_hours,
            reason: None,
            place: Place::default(),
        });
    let exceptions = (prop::collection::vec(temporary, 0..3), prop::collection::vec(stands_in, 0..4));
    let orders = prop::collection::btree_map(-20..5_i64, order(), 1..4);
    let until = prop::option::weighted(0.2, 0..WALK * DAY);
    let absence = prop::sample::select(OnAbsence::ALL.to_vec());
    (hours(), handover(), orders, until, absence, exceptions).prop_map(
        move |(hours, handover, orders, until, on_absence, (temporary, overrides))| {
            let from = |days: i64| day.checked_add(days.days()).unwrap();
            let order = orders.into_iter().map(|(days, who)| Order { from: Some(from(days)), who }).collect();
            Rota {
                order,
                until: until.map(|until| minute(first, until)),
                on_absence,
                hours,
                temporary,
                overrides,
                ..simple(TEAM, handover, Vec::new(), day)
            }
        },
    )
}

fn simple(party: PartyId, handover: Handover, who: Vec<Vec<PartyId>>, start: Date) -> Rota {
    Rota {
        id: format!("r{}", party.0),
        name: None,
        party,
        kind: RotaKind::Primary,
        calendar: CalendarId(0),
        hours: RotaHours::All,
        handover,
        order: vec![Order { from: None, who }],
        start: Some(start),
        until: None,
        fallback: Vec::new(),
        on_absence: OnAbsence::Next,
        temporary: Vec::new(),
        overrides: Vec::new(),
        place: Place::default(),
    }
}

fn party(id: u32, kind: PartyKind) -> Party {
    Party {
        id: format!("p{id}"),
        name: format!("P{id}"),
        aliases: Vec::new(),
        described: true,
        contacts: Vec::new(),
        links: Vec::new(),
        extensions: Vec::new(),
        reviewed: None,
        calendar: None,
        rota_link: None,
        kind,
        place: Place::default(),
    }
}

/// A team whose orders may name another team, whose rota names people, of whom some are away.
fn matrix() -> impl Strategy<Value = (Matrix, Date)> {
    calendar().prop_flat_map(|(calendar, day)| {
        let away = prop::collection::vec((-6..6_i64, 0..4_i64), 0..2);
        let away = prop::collection::vec(away, usize::try_from(PEOPLE).unwrap());
        let outer = rota(&calendar.zone, day);
        let inner = (hours(), handover(), prop::option::of(Just(PartyId(PERSON + PEOPLE - 1))));
        (away, outer, inner).prop_map(move |(all_away, outer, (hours, handover, fallback))| {
            let from = |days: i64| day.checked_add(days.days()).unwrap();
            let away = |(days, length): &(i64, i64)| Away {
                from: from(*days),
                until: from(*days + *length),
                reason: None,
                place: Place::default(),
            };
            let teams = (0..PERSON).map(|id| party(id, PartyKind::Team(Box::default())));
            let people = (PERSON..).zip(&all_away);
            let people = people.map(|(id, of)| party(id, PartyKind::Person(of.iter().map(away).collect())));
            let who = vec![vec![PartyId(PERSON + 5)], vec![PartyId(PERSON + 6), PartyId(PERSON)]];
            let begins = handover.day_from(from(-15)).unwrap();
            let inner =
                Rota { hours, fallback: fallback.into_iter().collect(), ..simple(INNER, handover, who, begins) };
            let matrix = Matrix {
                calendars: vec![calendar.clone()],
                parties: teams.chain(people).collect(),
                rotas: vec![outer, inner],
                ..Matrix::default()
            };
            (matrix, day)
        })
    })
}

/// How many random cases: ten times as many with `OWN_TEST_THOROUGH=1`.
fn cases() -> u32 {
    let thorough = std::env::var_os("OWN_TEST_THOROUGH").is_some_and(|thorough| thorough == "1");
    if thorough { 160 } else { 16 }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn business_hours_are_read_off_the_clock((calendar, day) in calendar()) {
        let first = start(&calendar.zone, day, 4);
        let minutes = WALK * DAY;
        let walk: Vec<bool> = (0..minutes)
            .map(|number| is_business(&calendar, calendar.zone.to_datetime(minute(first, number))))
            .collect();
        let within = Interval::new(first, minute(first, minutes)).unwrap();
        let mut computed = vec![false; walk.len()];
        for stretch in calendar.business_hours_within(within) {
            let at = |at: Timestamp| usize::try_from(at.duration_since(first).as_mins()).unwrap();
            prop_assert!(stretch.from.as_second() % 60 == 0 && stretch.until.as_second() % 60 == 0);
            computed[at(stretch.from)..at(stretch.until)].fill(true);
        }
        let differs = walk.iter().zip(&computed).position(|(walked, computed)| walked != computed);
        prop_assert_eq!(differs.map(|at| (at, walk[at], computed[at])), None);
        for number in (0..walk.len()).step_by(397) {
            let at = minute(first, i64::try_from(number).unwrap());
            prop_assert_eq!(calendar.standing(at).hours == Hours::Business, walk[number]);
            let change = walk[number..].iter().position(|is| *is != walk[number]);
            if let Some(change) = change {
                let change = minute(at, i64::try_from(change).unwrap());
                prop_assert_eq!(calendar.next_change(at), Some(change));
            }
        }
    }

    #[test]
    fn shifts_are_those_that_a_walk_finds((matrix, day) in matrix()) {
        let [rota, inner] = matrix.rotas.as_slice() else { unreachable!() };
        let first = start(&matrix.calendars[0].zone, day, 4);
        let minutes = WALK * DAY;
        let mut of_inner = who(&matrix, inner, first, minutes, &[]);
        for (number, on_call) in (0..).zip(&mut of_inner) {
            let day = matrix.calendars[0].zone.to_datetime(minute(first, number)).date();
            let here = |who: &&PartyId| {
                !matrix.party(**who).away().iter().any(|away| away.from <= day && day <= away.until)
            };
            if on_call.is_empty() {
                on_call.extend(inner.fallback.iter().filter(here));
            }
        }
        let walk = who(&matrix, rota, first, minutes, &of_inner);
        let computed = computed(&matrix, rota, first, minutes);
        let differs = walk.iter().zip(&computed).position(|(walked, computed)| walked != computed);
        prop_assert_eq!(differs.map(|at| (at, &walk[at], &computed[at])), None);
        for number in (0..walk.len()).step_by(2003) {
            let at = minute(first, i64::try_from(number).unwrap());
            let turn = matrix.turn(rota, at);
            prop_assert_eq!(turn.now.iter().map(|shift| shift.who).collect::<BTreeSet<_>>(), walk[number].clone());
            for now in &turn.now {
                let end = walk[number..].iter().position(|on_call| !on_call.contains(&now.who));
                if let Some(end) = end {
                    prop_assert_eq!(now.when.until, minute(at, i64::try_from(end).unwrap()));
                }
            }
            let next = walk.windows(2).enumerate().skip(number).find(|(_, pair)| !pair[1].is_subset(&pair[0]));
            if let Some((before, pair)) = next {
                let next = minute(first, i64::try_from(before + 1).unwrap());
                prop_assert_eq!(turn.next.first().map(|shift| shift.when.from), Some(next));
                let came: BTreeSet<PartyId> = pair[1].difference(&pair[0]).copied().collect();
                prop_assert_eq!(turn.next.iter().map(|shift| shift.who).collect::<BTreeSet<_>>(), came);
            }
        }
    }
}

/// Rotas that random ones are rarely like.
const RARE: &str = "version: 1
calendar: { time_zone: Europe/Berlin }
calendars:
  always: { time_zone: Europe/Berlin, business_hours: { days: mon-sun, from: '00:00', until: '24:00' },
            holidays: [2026-01-05, 2026-01-07, 2026-01-08] }
teams: { team: { name: Team }, inner: { name: Inner } }
people:
  ana: { name: Ana }
  bo: { name: Bo, away: [{ from: 2026-01-04, until: 2026-01-09 }] }
  cy: { name: Cy, away: [{ from: 2026-01-06, until: 2026-01-08 }] }
  di: { name: Di }
  ed: { name: Ed }
rotas:
  months: { for: team, handover: { every: month, time: '09:00' }, order: [ana, di, ed], start: 2025-12-08 }
  hours-of-a-week: { for: team, hours: { days: mon-fri, from: '09:00', until: '17:00' },
                     handover: { every: 5h, time: '08:00' }, order: [ana, di, ed], start: 2025-12-01 }
  after-midnight: { for: team, hours: { days: fri, from: '20:00', until: '06:00' }, handover: { time: '00:00' },
                    order: [ana, di, ed], start: 2025-12-01 }
  only-holidays: { for: team, calendar: always, cover: off-hours, handover: { time: '00:00' }, order: [ana, di, ed], start: 2025-12-01 }
  several-days-of-a-week: { for: team, handover: { day: [mon, tue, wed, thu, fri], time: '09:00' }, order: [ana, di, ed], start: 2026-01-05 }
  hours-from-the-evening: { for: team, handover: { time: '09:00' }, order: [ana], start: 2026-01-01,
      temporary: [{ from: 2026-01-05 22:00, until: 2026-01-07 22:00, order: [di, ed, ana], handover: { every: 1h, time: '00:00' } }] }
  one-rule-after-another: { for: team, handover: { time: '09:00' }, order: [ana], start: 2026-01-01,
      temporary: [{ from: 2026-01-05 12:00, until: 2026-01-06 12:00, order: [di] }, { from: 2026-01-06 12:00, until: 2026-01-07 12:00, order: [ed] }] }
  who-steps-in-is-away: { for: team, handover: { time: '09:00' }, order: [bo, cy, ana, [bo, di], di, ed], start: 2026-01-01 }
  shared-with-who-would-step-in: { for: team, handover: { time: '09:00' }, order: [[ana, bo], ana, di], start: 2026-01-01 }
  one-of-two-is-replaced: { for: team, handover: { time: '09:00' }, order: [[ana, di], [ana, cy], [di, cy]], start: 2026-01-01,
      overrides: [{ from: 2026-01-05 12:00, until: 2026-01-08 12:00, who: ed, replaces: di }] }
  a-substitute-who-is-away-is-replaced: { for: team, handover: { time: '09:00' }, order: [[di, ed]], start: 2026-01-01,
      overrides: [{ from: 2026-01-05 12:00, until: 2026-01-08 12:00, who: bo, replaces: ed },
                  { from: 2026-01-06 12:00, until: 2026-01-07 12:00, who: ana, replaces: bo }] }
";

#[test]
fn shifts_of_rare_rotas_are_those_that_a_walk_finds() {
    let matrix: Matrix = crate::source::from_texts([("m.yaml".to_owned(), RARE.to_owned())]).unwrap();
    let first = start(&matrix.calendars[0].zone, date(2026, 1, 7), 4);
    let minutes = WALK * DAY;
    for rota in &matrix.rotas {
        let (walk, computed) = (who(&matrix, rota, first, minutes, &[]), computed(&matrix, rota, first, minutes));
        let differs = walk.iter().zip(&computed).position(|(walked, computed)| walked != computed);
        assert_eq!(differs.map(|at| (at, &walk[at], &computed[at])), None, "{}", rota.id);
    }
}

/// A matrix with one rota of people, without holidays.
fn plain(zone: &str, rota: Rota) -> Matrix {
    let calendar = Calendar {
        id: "default".to_owned(),
        zone: clock::zone(zone).unwrap(),
        business_hours: Vec::new(),
        holidays: Vec::new(),
        working_days: Vec::new(),
        substitute: None,
        holidays_by: HolidaysBy::Clock,
        extends: None,
        place: Place::default(),
    };
    let people = (1..PERSON + PEOPLE).map(|id| party(id, PartyKind::Person(Vec::new())));
    let parties = [party(0, PartyKind::Team(Box::default()))].into_iter().chain(people).collect();
    Matrix { calendars: vec![calendar], parties, rotas: vec![rota], ..Matrix::default() }
}

fn daily(at: TimeOfDay) -> Handover {
    Handover { every: Every { count: 1, unit: Unit::Days }, days: Days::default(), times: vec![at] }
}

/// The cases of the issue by name, so that a failure says which.
#[test]
fn the_odd_hours_are_right() {
    let ends = |zone: &str, handover: &str, day: Date| -> Vec<String> {
        let everyone = [1, 2, 3].map(|id| vec![PartyId(id)]).to_vec();
        let matrix = plain(zone, simple(TEAM, daily(handover.parse().unwrap()), everyone, day));
        let zone = &matrix.calendars[0].zone;
        let from = zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap();
        let within = Interval::new(from, from + SignedDuration::from_hours(48)).unwrap();
        let shifts = matrix.shifts_of(&matrix.rotas[0], within);
        shifts.iter().skip(1).map(|shift| zone.to_datetime(shift.when.from).to_string()).collect()
    };
    let berlin = ends("Europe/Berlin", "02:30", date(2026, 3, 27));
    assert_eq!(berlin, ["2026-03-28T02:30:00", "2026-03-29T03:30:00"], "02:30 is skipped");
    let berlin = ends("Europe/Berlin", "02:30", date(2026, 10, 24));
    assert_eq!(berlin[0], "2026-10-25T02:30:00");
    let apia = ends("Pacific/Apia", "09:00", date(2011, 12, 28));
    assert_eq!(apia, ["2011-12-29T09:00:00", "2011-12-31T09:00:00"], "there was no 30 December");
}

/// Without a look at the day before, the hand-over of the skipped day was lost, and the wrong one of two was on call.
#[test]
fn a_temporary_rule_that_begins_behind_a_skipped_day_counts_its_hand_over() {
    let [ana, bo] = [1, 2].map(PartyId);
    let from: Timestamp = "2011-12-30T10:00:00Z".parse().unwrap();
    let when = Interval::new(from, from + SignedDuration::from_hours(12)).unwrap();
    let (handover, order) = (daily(time(1)), vec![vec![ana], vec![bo]]);
    let (place, reason) = (Place::default(), None);
    let temporary = vec![Temporary { when, order: order.clone(), handover: handover.clone(), reason, place }];
    let rota = Rota { temporary, ..simple(TEAM, handover, order, date(2011, 12, 1)) };
    let matrix = plain("Pacific/Apia", rota);
    let on_call: Vec<_> = matrix.shifts_of(&matrix.rotas[0], when).iter().map(|shift| shift.who).collect();
    assert_eq!(on_call, [ana, ana], "one minute, then two hand-overs at once");
}

/// The hand-over at 18:20 of the skipped day comes at 18:20 of the next one, before that at 19:20.
#[test]
fn a_hand_over_of_a_skipped_day_ends_the_first_turn_behind_it() {
    let [ana, bo] = [2, 3].map(PartyId);
    let from: Timestamp = "1994-12-31T10:00:00Z".parse().unwrap();
    let when = Interval::new(from, from + SignedDuration::from_hours(21)).unwrap();
    let order = vec![vec![ana], vec![bo]];
    let handover = Handover { every: Every { count: 25, unit: Unit::Hours }, ..daily(time(1160)) };
    let temporary = vec![Temporary { when, order: order.clone(), handover, reason: None, place: Place::default() }];
    let rota = Rota { temporary, ..simple(TEAM, daily(time(1160)), order, date(1994, 12, 1)) };
    let matrix = plain("Pacific/Kiritimati", rota);
    let minutes = 21 * 60;
    let walked =
        who(&matrix, &matrix.rotas[0], from, minutes, &vec![BTreeSet::new(); usize::try_from(minutes).unwrap()]);
    let computed = computed(&matrix, &matrix.rotas[0], from, minutes);
    assert!(walked == computed);
    assert_eq!([0, 1099, 1100, 1160].map(|at| walked[at].clone()), [ana, ana, bo, ana].map(|of| BTreeSet::from([of])));
}

/// A holiday that is taken on a Monday took the hours after midnight from every night of the next month.
#[test]
fn a_substitute_takes_the_hours_of_its_own_day_only() {
    let (on, from, until) = (HolidayDate::Once(date(2026, 3, 22)), time(0), time(END));
    let holiday = Holiday { day: on, name: None, from, until, place: Place::default() };
    let mut days = Days::default();
    days.add(DAYS[0].0, DAYS[2].0);
    let calendar = Calendar {
        id: "default".to_owned(),
        zone: TimeZone::UTC,
        business_hours: vec![WeeklySpan { days, from: time(180), until: time(60) }],
        holidays: vec![holiday],
        working_days: Vec::new(),
        substitute: Some(Weekday::Monday),
        holidays_by: HolidaysBy::Start,
        extends: None,
        place: Place::default(),
    };
    let first = start(&calendar.zone, date(2026, 3, 22), 7);
    for at in (0..30 * DAY).step_by(15).map(|number| minute(first, number)) {
        let shown = calendar.zone.to_datetime(at);
        assert_eq!(calendar.standing(at).hours == Hours::Business, is_business(&calendar, shown), "{shown}");
    }
}

/// A skipped hand-over comes later than its time, perhaps behind one that follows it. The turn before then ends with the first
/// of them: two shared a time.
#[test]
fn hand_overs_that_a_skip_puts_out_of_order_leave_one_on_call() {
    let cases = [
        ("Europe/Berlin", date(2026, 3, 29), "1 day", vec![135, 165, 210]),
        ("Pacific/Apia", date(2011, 12, 30), "3h", vec![0]),
    ];
    for (zone, day, every, times) in cases {
        let handover =
            Handover { every: every.parse().unwrap(), times: times.into_iter().map(time).collect(), ..daily(time(0)) };
        let everyone = [1, 2, 3].map(|id| vec![PartyId(id)]).to_vec();
        let matrix = plain(zone, simple(TEAM, handover, everyone, day));
        let from = start(&matrix.calendars[0].zone, day, 1);
        let within = Interval::new(from, minute(from, 3 * DAY)).unwrap();
        let shifts = matrix.shifts_of(&matrix.rotas[0], within);
        let overlap = shifts.windows(2).find(|pair| pair[1].when.from < pair[0].when.until);
        assert!(overlap.is_none() && shifts.len() > 4, "{zone}: {overlap:?} of {}", shifts.len());
    }
}

/// Turns are computed and not walked: walking would run for hours here, or out of memory.
#[test]
fn a_rota_of_centuries_has_turns_at_its_end() {
    let everyone = [1, 2, 3].map(|id| vec![PartyId(id)]).to_vec();
    let span = WeeklySpan {
        days: {
            let mut days = Days::default();
            days.add(Weekday::Monday, Weekday::Friday);
            days
        },
        from: time(540),
        until: time(1020),
    };
    for text in ["1h", "7h", "day", "3 days", "week", "52 weeks", "month", "business day"] {
        let every: Every = text.parse().unwrap();
        for hours in [RotaHours::All, RotaHours::Weekly(vec![span])] {
            let handover = Handover { every, ..daily(time(540)) };
            let rota = Rota { hours, ..simple(TEAM, handover, everyone.clone(), date(1, 1, 1)) };
            let mut matrix = plain("Europe/Berlin", rota);
            matrix.calendars[0].business_hours = vec![span];
            // Business days are counted one by one, since any of them may be a holiday.
            let instants = if every.unit == Unit::BusinessDays { 1 } else { 2 };
            for at in ["2026-11-24T09:00:00Z", "9990-11-24T09:00:00Z"].into_iter().take(instants) {
                let turn = matrix.turn(&matrix.rotas[0], at.parse().unwrap());
                assert!(turn.now.len() <= 1 && turn.next.len() == 1, "{text} {at}");
            }
        }
    }
}
