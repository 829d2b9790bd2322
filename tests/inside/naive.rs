//! A naive model of on-call hours and shifts: look at the clock at every minute and decide. [`crate::on_call`] must agree with
//! it on random calendars and rotas, in weeks in which clocks are changed and in others.

use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use crate::matrix::calendar::DAYS;
use crate::matrix::clock::{self, Interval};
use crate::matrix::*;
use crate::on_call::Hours;

/// Year, month, day.
type Ymd = (i16, i8, i8);

/// Zones, and days around which something odd happens there.
const PLACES: &[(&str, &[Ymd])] = &[
    ("Australia/Lord_Howe", &[(2026, 4, 5), (2026, 10, 4), (2100, 10, 3)]),
    ("Africa/Casablanca", &[(2026, 2, 15), (2026, 3, 22), (2018, 10, 28)]),
    ("Pacific/Apia", &[(2011, 12, 30), (2011, 9, 24), (2021, 4, 4)]),
    ("Antarctica/Troll", &[(2026, 3, 29), (2026, 10, 25), (2015, 3, 29)]),
    ("Europe/Berlin", &[(2026, 3, 29), (2026, 10, 25), (2028, 2, 29), (2100, 3, 28)]),
    ("America/New_York", &[(2026, 3, 8), (2026, 11, 1), (2100, 2, 28), (2024, 12, 31)]),
    ("Asia/Kathmandu", &[(1986, 1, 1), (2026, 6, 1)]),
    ("UTC", &[(2026, 12, 31), (2024, 2, 29)]),
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
    (-4..5_i64, any::<bool>(), prop_oneof![Just((0, END)), (minutes(), minutes())]).prop_map(
        move |(days, yearly, (from, until))| {
            let day = near.checked_add(days.days()).unwrap();
            let day = if yearly {
                HolidayDate::Yearly { month: day.month(), day: day.day() }
            } else {
                HolidayDate::Once(day)
            };
            let (from, until) = (from.min(until), from.max(until).max(from + 1));
            Holiday { day, name: None, from: time(from), until: time(until), place: Place::default() }
        },
    )
}

fn calendar() -> impl Strategy<Value = (Calendar, Date)> {
    place().prop_flat_map(|(zone, day)| {
        (prop::collection::vec(span(), 0..4), prop::collection::vec(holiday(day), 0..3)).prop_map(
            move |(business_hours, holidays)| {
                let (id, place) = ("default".to_owned(), Place::default());
                (Calendar { id, zone: zone.clone(), business_hours, holidays, place }, day)
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

/// Whether the clock's time lies in a span, written down anew: by minutes of the week.
fn in_span(span: WeeklySpan, at: DateTime) -> bool {
    let (from, until) = (i64::from(span.from.minutes()), i64::from(span.until.minutes()));
    let length = if until > from { until - from } else { until + DAY - from };
    let now =
        i64::from(at.weekday().to_monday_zero_offset()) * DAY + i64::from(at.hour()) * 60 + i64::from(at.minute());
    let days = DAYS.iter().filter(|(day, _)| span.days.contains(*day));
    days.map(|(day, _)| i64::from(day.to_monday_zero_offset()) * DAY + from)
        .any(|start| (now - start).rem_euclid(7 * DAY) < length)
}

fn is_business(calendar: &Calendar, at: DateTime) -> bool {
    calendar.business_hours.iter().any(|span| in_span(*span, at))
        && !calendar.holidays.iter().any(|day| day.contains(at))
}

/// The minutes of a walk at which one hands over, with the day of each. A time that is skipped comes when as much time has
/// gone by as lay between the skip's start and it; a time that comes twice is the first.
fn handovers(shown: &[i64], handover: Handover) -> Vec<(i64, Date)> {
    let time = i64::from(handover.time.minutes());
    let weekday = handover.day.map(|day| i64::from(day.to_monday_zero_offset()));
    // 1970 began on a Thursday.
    let is =
        |at: i64| at.rem_euclid(DAY) == time && weekday.is_none_or(|day| (at.div_euclid(DAY) + 3).rem_euclid(7) == day);
    let mut found: Vec<(i64, i64)> = Vec::new();
    let mut expected = shown[0];
    for (number, shown) in (0..).zip(shown) {
        found.extend((expected..*shown).filter(|at| is(*at)).map(|at| (number + at - expected, at.div_euclid(DAY))));
        if is(*shown) && !found.iter().any(|(_, day)| *day == shown.div_euclid(DAY)) {
            found.push((number, shown.div_euclid(DAY)));
        }
        expected = shown + 1;
    }
    found.sort_unstable();
    found.into_iter().map(|(number, day)| (number, date(1970, 1, 1).checked_add(day.days()).unwrap())).collect()
}

/// What the clock shows at each minute of a walk, in minutes from the start of 1970 as if it had never been changed.
fn shown(zone: &TimeZone, start: Timestamp, minutes: i64) -> Vec<i64> {
    let at = |number| minute(start, number);
    (0..minutes).map(|number| (at(number).as_second() + i64::from(zone.to_offset(at(number)).seconds())) / 60).collect()
}

fn handover() -> impl Strategy<Value = Handover> {
    (prop::option::of(0..7_usize), minutes())
        .prop_map(|(day, at)| Handover { day: day.map(|day| DAYS[day].0), time: time(at) })
}

fn order() -> impl Strategy<Value = Vec<PartyId>> {
    prop::collection::vec((0..4_u32).prop_map(PartyId), 1..4)
}

/// A rota that begins some days before an instant, with exceptions around it.
fn rota(calendar: Calendar, day: Date) -> impl Strategy<Value = (Calendar, Date, Rota)> {
    let first = start(&calendar.zone, day, 4);
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
    let stands_in = (when(), 4..7_u32).prop_map(move |(when, who)| Override {
        when: at(when),
        who: PartyId(who),
        reason: None,
        place: Place::default(),
    });
    let hours = prop_oneof![
        2 => Just(RotaHours::All),
        1 => Just(RotaHours::Business),
        1 => prop::collection::vec(span(), 1..3).prop_map(RotaHours::Weekly),
    ];
    let exceptions = (prop::collection::vec(temporary, 0..3), prop::collection::vec(stands_in, 0..3));
    (hours, handover(), order(), 0..14_i64, exceptions).prop_map(
        move |(hours, handover, order, before, (temporary, overrides))| {
            let start = handover.day_from(day.checked_sub(before.days()).unwrap()).unwrap();
            let rota = Rota {
                id: "r".to_owned(),
                name: None,
                party: PartyId(0),
                calendar: CalendarId(0),
                hours,
                handover,
                order,
                start,
                temporary,
                overrides,
                place: Place::default(),
            };
            (calendar.clone(), day, rota)
        },
    )
}

/// Who is on call at each minute of a walk, decided minute by minute.
fn who(calendar: &Calendar, rota: &Rota, start: Timestamp, minutes: i64) -> Vec<Option<PartyId>> {
    let zone = &calendar.zone;
    // The walk has to begin before the rota does.
    let early = 24 * DAY;
    let walked = shown(zone, minute(start, -early), early + minutes);
    let turns_of = |handover| -> Vec<(i64, Date)> {
        let found = handovers(&walked, handover);
        found.into_iter().map(|(number, day)| (number - early, day)).collect()
    };
    let rule: Vec<_> = turns_of(rota.handover).into_iter().filter(|(_, day)| *day >= rota.start).collect();
    let temporary: Vec<_> = rota.temporary.iter().map(|temporary| (temporary, turns_of(temporary.handover))).collect();
    let pick = |order: &[PartyId], turn: usize| order[turn % order.len()];
    let of_minute = |number: i64| {
        let at = minute(start, number);
        if let Some(stands_in) = rota.overrides.iter().rev().find(|stands_in| stands_in.when.contains(at)) {
            return Some(stands_in.who);
        }
        let shown = zone.to_datetime(at);
        let open = match &rota.hours {
            RotaHours::All => true,
            RotaHours::Business => is_business(calendar, shown),
            RotaHours::Weekly(spans) => spans.iter().any(|span| in_span(*span, shown)),
        };
        if !open {
            return None;
        }
        if let Some((other, turns)) = temporary.iter().rev().find(|(other, _)| other.when.contains(at)) {
            let gone = turns.iter().filter(|(turn, _)| minute(start, *turn) > other.when.from && *turn <= number);
            return Some(pick(&other.order, gone.count()));
        }
        let gone = rule.iter().filter(|(turn, _)| *turn <= number).count();
        gone.checked_sub(1).map(|turn| pick(&rota.order, turn))
    };
    (0..minutes).map(of_minute).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

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
    fn shifts_are_those_that_a_walk_finds(
        (calendar, day, rota) in calendar().prop_flat_map(|(calendar, day)| rota(calendar, day)),
    ) {
        let first = start(&calendar.zone, day, 4);
        let minutes = WALK * DAY;
        let walk = who(&calendar, &rota, first, minutes);
        let within = Interval::new(first, minute(first, minutes)).unwrap();
        let mut computed: Vec<Option<PartyId>> = vec![None; walk.len()];
        for shift in rota.shifts(&calendar, within) {
            let at = |at: Timestamp| usize::try_from(at.duration_since(first).as_mins()).unwrap();
            for minute in &mut computed[at(shift.when.from)..at(shift.when.until)] {
                prop_assert!(minute.is_none(), "two at a time");
                *minute = Some(shift.who);
            }
        }
        let differs = walk.iter().zip(&computed).position(|(walked, computed)| walked != computed);
        prop_assert_eq!(differs.map(|at| (at, walk[at], computed[at])), None);
        for number in (0..walk.len()).step_by(613) {
            let at = minute(first, i64::try_from(number).unwrap());
            let turn = rota.turn(&calendar, at);
            prop_assert_eq!(turn.now.map(|shift| shift.who), walk[number]);
            let end = walk[number..].iter().position(|who| *who != walk[number]);
            if let (Some(now), Some(end)) = (turn.now, end) {
                prop_assert_eq!(now.when.until, minute(at, i64::try_from(end).unwrap()));
            }
            let next = end.and_then(|end| Some(end + walk[number + end..].iter().position(Option::is_some)?));
            if let Some(next) = next {
                let next = minute(at, i64::try_from(next).unwrap());
                prop_assert_eq!(turn.next.map(|shift| shift.when.from), Some(next));
            }
        }
    }
}

/// The cases of the issue by name, so that a failure says which.
#[test]
fn the_odd_hours_are_right() {
    let everyone = [PartyId(0), PartyId(1), PartyId(2)];
    let rota = |handover: &str, start: Date| Rota {
        id: "r".to_owned(),
        name: None,
        party: PartyId(0),
        calendar: CalendarId(0),
        hours: RotaHours::All,
        handover: Handover { day: None, time: handover.parse().unwrap() },
        order: everyone.to_vec(),
        start,
        temporary: Vec::new(),
        overrides: Vec::new(),
        place: Place::default(),
    };
    let calendar = |zone: &str| Calendar {
        id: "default".to_owned(),
        zone: clock::zone(zone).unwrap(),
        business_hours: Vec::new(),
        holidays: Vec::new(),
        place: Place::default(),
    };
    let ends = |zone: &str, handover: &str, day: Date| -> Vec<String> {
        let calendar = calendar(zone);
        let from = calendar.zone.to_timestamp(day.at(12, 0, 0, 0)).unwrap();
        let within = Interval::new(from, from + SignedDuration::from_hours(48)).unwrap();
        let rota = rota(handover, day);
        let shifts = rota.shifts(&calendar, within);
        shifts.iter().skip(1).map(|shift| calendar.zone.to_datetime(shift.when.from).to_string()).collect()
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
    let zone = clock::zone("Pacific/Apia").unwrap();
    let calendar = Calendar {
        id: "default".to_owned(),
        zone,
        business_hours: Vec::new(),
        holidays: Vec::new(),
        place: Place::default(),
    };
    let [ana, bo] = [0, 1].map(PartyId);
    let from: Timestamp = "2011-12-30T10:00:00Z".parse().unwrap();
    let when = Interval::new(from, from + SignedDuration::from_hours(12)).unwrap();
    let handover = Handover { day: None, time: time(1) };
    let order = vec![ana, bo];
    let temporary = Temporary { when, order: order.clone(), handover, reason: None, place: Place::default() };
    let rota = Rota {
        id: "r".to_owned(),
        name: None,
        party: PartyId(0),
        calendar: CalendarId(0),
        hours: RotaHours::All,
        handover,
        order,
        start: date(2011, 12, 1),
        temporary: vec![temporary],
        overrides: Vec::new(),
        place: Place::default(),
    };
    let on_call: Vec<_> = rota.shifts(&calendar, when).iter().map(|shift| shift.who).collect();
    assert_eq!(on_call, [ana, ana], "one minute, then two hand-overs at once");
}
