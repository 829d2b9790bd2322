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

/// A turn in a rota.
type Turn<'m> = (&'m Rota, Shift<'m>);

/// A month of some rotas by the clock of a moment, which is today. Of a party it shows gaps too.
pub(super) fn month(
    matrix: &Matrix,
    month: Month,
    moment: &Moment<'_>,
    party: Option<PartyId>,
    rotas: &[&Rota],
    is_asked: impl Fn(&Shift<'_>) -> bool,
) -> MonthCard {
    let within = month.within(moment);
    let mut turns = within.map(|within| matrix.turns_in(rotas.iter().copied(), within)).unwrap_or_default();
    turns.retain(|(_, shift)| is_asked(shift));
    let gaps = party.zip(within).map(|(party, within)| matrix.gaps_of(party, within)).unwrap_or_default();
    let gaps: Vec<Interval> = gaps.iter().map(|gap| gap.when).collect();
    let day = |date: Date| DayCard {
        date: date.to_string(),
        weekday: day_name(date.weekday()).to_owned(),
        today: date == moment.date(),
        holiday: moment.calendar.and_then(|calendar| calendar.holiday_on(date)).map(Holiday::title),
        on_call: day(date, moment).map(|day| parts(matrix, day, &turns, &gaps, moment)).unwrap_or_default(),
    };
    MonthCard { month: month.0.strftime("%Y-%m").to_string(), days: month.days().map(day).collect() }
}

/// From midnight to midnight.
fn day(date: Date, moment: &Moment<'_>) -> Option<Interval> {
    let [from, until] = [date, date.tomorrow().ok()?].map(|date| moment.midnight(date));
    Interval::new(from?, until?)
}

/// The parts of a day, for each kind of rota that has shifts in the month.
fn parts(matrix: &Matrix, day: Interval, turns: &[Turn<'_>], gaps: &[Interval], moment: &Moment<'_>) -> Vec<PartOfDay> {
    let mut parts: Vec<PartOfDay> = Vec::new();
    for rota_kind in RotaKind::ALL.into_iter().filter(|kind| turns.iter().any(|(rota, _)| rota.kind == *kind)) {
        let gaps = if rota_kind == RotaKind::Primary { clock::both(day, gaps) } else { Vec::new() };
        let here: Vec<_> = turns
            .iter()
            .filter(|(rota, _)| rota.kind == rota_kind)
            .filter_map(|turn| Some((turn.1.when.and(day)?, turn)))
            .collect();
        let inside = here.iter().map(|(when, _)| when).chain(&gaps).flat_map(|when| [when.from, when.until]);
        let edges: BTreeSet<Timestamp> = inside.chain([day.from, day.until]).collect();
        for when in clock::between(&edges) {
            let there = here.iter().filter(|(of, _)| of.contains(when.from)).map(|(_, turn)| *turn);
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
    turns: impl Iterator<Item = &'t Turn<'t>>,
    moment: &Moment<'_>,
) -> PartOfDay {
    // In the order of the matrix.
    let (who, parties): (BTreeSet<_>, BTreeSet<_>) = turns.map(|(rota, shift)| (shift.person(), rota.party)).unzip();
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
