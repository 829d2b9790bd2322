//! A month of rotas, day by day.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::matrix::calendar::day_name;
use crate::matrix::{Holiday, Interval, Matrix, PartyId, Rota, RotaKind, clock};
use crate::on_call::Shift;
use crate::query::{Moment, Named, TimeCard, card};

/// A month as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedMonth {
    /// `this`.
    This,
    /// `2026-12`.
    Of(Month),
}

/// A month, by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Month(Date);

answer! {
    /// A month, day by day.
    pub(crate) struct MonthCard {
        /// `2026-12`.
        pub month: String,
        /// Its days.
        pub days: Vec<DayCard>,
    }

    /// A day by the clock of the answer.
    pub(crate) struct DayCard {
        /// `2026-12-25`.
        pub date: String,
        /// `mon` … `sun`.
        pub weekday: String,
        /// True for the date of the moment.
        pub today: bool,
        /// The holiday of the calendar, if it is one.
        pub holiday: Option<String>,
        /// Who is on call from midnight on, then after each change; per kind of rota.
        pub on_call: Vec<PartOfDay>,
    }

    /// A part of a day in which nothing changes.
    pub(crate) struct PartOfDay {
        /// `primary`, `secondary` or `shadow`.
        pub rota_kind: RotaKind,
        /// Its start.
        pub from: TimeCard,
        /// Its end.
        pub until: TimeCard,
        /// Who is on call.
        pub who: Vec<Named>,
        /// The parties whose calls they take.
        pub parties: Vec<Named>,
        /// True if nobody is on call although the party is to be covered.
        pub gap: bool,
    }
}

impl FromStr for TypedMonth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "this" {
            return Ok(Self::This);
        }
        let first = format!("{text}-01").parse().ok().filter(|_| text.len() == "2026-12".len());
        first.map(|first| Self::Of(Month(first))).ok_or_else(|| "write a month such as 2026-12".to_owned())
    }
}

impl TypedMonth {
    /// The month that it means today.
    pub(super) fn on(self, today: Date) -> Month {
        match self {
            Self::This => Month::of(today),
            Self::Of(month) => month,
        }
    }
}

impl Month {
    /// The month of a day.
    pub(crate) fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        let first = self.0;
        clock::days_from(first).take_while(move |day| day.month() == first.month())
    }

    /// From its first to its last instant, by the clock of a moment.
    pub(super) fn within(self, moment: &Moment<'_>) -> Option<Interval> {
        let bounds = self.days().filter_map(|date| day(date, moment));
        bounds.reduce(|all, day| Interval { from: all.from, until: day.until })
    }
}

/// A shift in a rota.
#[derive(Clone, Copy)]
pub(super) struct Taken<'m> {
    pub rota: &'m Rota,
    pub shift: Shift<'m>,
}

/// A month of some rotas by the clock of a moment, which is today. Of a party it shows gaps and the fallback too.
pub(super) fn month(
    matrix: &Matrix,
    month: Month,
    moment: &Moment<'_>,
    party: Option<PartyId>,
    rotas: &[&Rota],
    is_asked: impl Fn(&Shift<'_>) -> bool,
) -> MonthCard {
    let within = month.within(moment);
    let mut taken = within.map(|within| taken(matrix, rotas.iter().copied(), within)).unwrap_or_default();
    taken.retain(|taken| is_asked(&taken.shift));
    let mut gaps = Vec::new();
    if let (Some(party), Some(within)) = (party, within) {
        taken.extend(fallback(matrix, party, within, &taken));
        gaps.extend(matrix.gaps_of(party, within).iter().map(|gap| gap.when));
    }
    let day = |date: Date| DayCard {
        date: date.to_string(),
        weekday: day_name(date.weekday()).to_owned(),
        today: date == moment.date(),
        holiday: moment.calendar.and_then(|calendar| calendar.holiday_on(date)).map(Holiday::title),
        on_call: day(date, moment).map(|day| parts(matrix, day, &taken, &gaps, moment)).unwrap_or_default(),
    };
    MonthCard { month: month.0.strftime("%Y-%m").to_string(), days: month.days().map(day).collect() }
}

/// The shifts of some rotas, not cut to the interval.
pub(super) fn taken<'m>(
    matrix: &'m Matrix,
    rotas: impl IntoIterator<Item = &'m Rota>,
    within: Interval,
) -> Vec<Taken<'m>> {
    let of = |rota| matrix.whole_shifts(rota, within).into_iter().map(move |shift| Taken { rota, shift });
    rotas.into_iter().flat_map(of).collect()
}

/// Those whom the fallback of a party names where no rota has anyone.
pub(super) fn fallback<'m>(
    matrix: &'m Matrix,
    party: PartyId,
    within: Interval,
    taken: &[Taken<'m>],
) -> Vec<Taken<'m>> {
    let called = taken.iter().filter(|taken| taken.rota.kind != RotaKind::Shadow);
    let holes = clock::left_by(&[within], called.map(|taken| taken.shift.when));
    let shifts = holes.into_iter().flat_map(|hole| matrix.fallback_of(party, hole));
    shifts.map(|(rota, shift)| Taken { rota, shift }).collect()
}

/// From midnight to midnight.
fn day(date: Date, moment: &Moment<'_>) -> Option<Interval> {
    let [from, until] = [date, date.tomorrow().ok()?].map(|date| moment.midnight(date));
    Interval::new(from?, until?)
}

/// The parts of a day, for each kind of rota that has shifts in the month.
fn parts(
    matrix: &Matrix,
    day: Interval,
    taken: &[Taken<'_>],
    gaps: &[Interval],
    moment: &Moment<'_>,
) -> Vec<PartOfDay> {
    let mut parts: Vec<PartOfDay> = Vec::new();
    for rota_kind in RotaKind::ALL.into_iter().filter(|kind| taken.iter().any(|taken| taken.rota.kind == *kind)) {
        let gaps = if rota_kind == RotaKind::Primary { clock::both(day, gaps) } else { Vec::new() };
        let here: Vec<_> = taken
            .iter()
            .filter(|taken| taken.rota.kind == rota_kind)
            .filter_map(|taken| Some((taken.shift.when.and(day)?, taken)))
            .collect();
        let inside = here.iter().map(|(when, _)| when).chain(&gaps).flat_map(|when| [when.from, when.until]);
        let edges: BTreeSet<Timestamp> = inside.chain([day.from, day.until]).collect();
        for when in clock::between(&edges) {
            let there = here.iter().filter(|(of, _)| of.contains(when.from)).map(|(_, taken)| *taken);
            let part = part(matrix, rota_kind, when, there, moment);
            let part = PartOfDay { gap: gaps.iter().any(|gap| gap.contains(when.from)), ..part };
            match parts.last_mut().filter(|last| last.is_same(&part)) {
                Some(last) => last.until = part.until,
                None => parts.push(part),
            }
        }
    }
    parts
}

fn part<'t>(
    matrix: &Matrix,
    rota_kind: RotaKind,
    when: Interval,
    taken: impl Iterator<Item = &'t Taken<'t>>,
    moment: &Moment<'_>,
) -> PartOfDay {
    // In the order of the matrix.
    let (who, parties): (BTreeSet<_>, BTreeSet<_>) = taken.map(|taken| (taken.shift.who, taken.rota.party)).unzip();
    let names = |ids: BTreeSet<PartyId>| ids.into_iter().map(|id| card::party_name(matrix, id)).collect();
    let (from, until) = (moment.card(when.from), moment.card(when.until));
    PartOfDay { rota_kind, from, until, who: names(who), parties: names(parties), gap: false }
}

impl PartOfDay {
    fn is_same(&self, other: &Self) -> bool {
        self.rota_kind == other.rota_kind
            && self.gap == other.gap
            && (&self.who, &self.parties) == (&other.who, &other.parties)
    }
}
