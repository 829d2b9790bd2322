//! A month as a table with a row for each week, from Monday to Sunday.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::super::{Block, Line, Meaning, Run, Table, moment, part};
use crate::matrix::RotaKind;
use crate::matrix::calendar::{DAYS, MONTHS};
use crate::query::Named;
use crate::query::rota::{DayCard, MonthCard, PartOfDay};

/// Whose names the days show: who is on call, or for whom one person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Who,
    Parties,
}

/// The name of a month: `December 2026`.
pub(crate) fn title(month: &MonthCard) -> String {
    let (year, number) = month.month.split_once('-').unwrap_or_default();
    let name = number.parse::<usize>().ok().and_then(|number| MONTHS.get(number.checked_sub(1)?));
    format!("{} {year}", part::capital(name.unwrap_or(&number)))
}

/// A table for each kind of rota.
pub(crate) fn tables(month: &MonthCard, shown: Shown) -> Vec<Block> {
    let has = |kind: &RotaKind| month.days.iter().flat_map(|day| &day.on_call).any(|part| part.rota_kind == *kind);
    let kinds: Vec<RotaKind> = RotaKind::ALL.into_iter().filter(has).collect();
    let several = kinds.len() > 1;
    let names = names(month, shown);
    let one = |kind: RotaKind| {
        let title = several.then(|| Block::line(Run::strong(part::capital(kind.as_str()))));
        title.into_iter().chain([table(month, kind, &names, shown)])
    };
    let has_dash = several && shown == Shown::Who && kinds.iter().any(|kind| changes_to_nobody(month, *kind));
    let legend = has_dash.then(|| Block::line(Run::faint("–  nobody in this kind of rota, and no gap")));
    kinds.into_iter().flat_map(one).chain(legend).collect()
}

/// Checks whether a day of a kind of rota has a dash.
fn changes_to_nobody(month: &MonthCard, kind: RotaKind) -> bool {
    let parts = |day: &DayCard| day.on_call.iter().filter(|part| part.rota_kind == kind).skip(1).any(is_blank);
    month.days.iter().any(parts)
}

/// Whether nobody is on call, and nobody has to be.
fn is_blank(part: &PartOfDay) -> bool {
    part.who.is_empty() && !part.gap
}

fn table(month: &MonthCard, kind: RotaKind, names: &BTreeMap<&str, String>, shown: Shown) -> Block {
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    for day in &month.days {
        let Ok(date) = day.date.parse::<Date>() else { continue };
        if rows.is_empty() || date.weekday() == Weekday::Monday {
            let week = vec![vec![Run::faint(date.iso_week_date().week().to_string())]];
            rows.push(std::iter::once(week).chain(DAYS.map(|_| vec![vec![Run::plain("")]])).collect());
        }
        let column = usize::try_from(date.weekday().to_monday_one_offset()).unwrap_or_default();
        if let Some(cell) = rows.last_mut().and_then(|row| row.get_mut(column)) {
            *cell = self::cell(day, date, kind, names, shown);
        }
    }
    let days = DAYS.map(|(_, name)| part::capital(name));
    Block::Table(Table { header: std::iter::once("wk".to_owned()).chain(days).collect(), rows })
}

/// A day: its number, its holiday, who is on call at midnight, then each change.
fn cell(day: &DayCard, date: Date, kind: RotaKind, names: &BTreeMap<&str, String>, shown: Shown) -> Vec<Line> {
    let number = date.day().to_string();
    let number = if day.today { Run::mark(format!("{number} today")) } else { Run::plain(number) };
    let holiday = day.holiday.as_ref().map(|holiday| vec![Run::faint(holiday)]);
    let mut lines: Vec<Line> = std::iter::once(vec![number]).chain(holiday).collect();
    for (index, part) in day.on_call.iter().filter(|part| part.rota_kind == kind).enumerate() {
        let is_blank = is_blank(part);
        let time = (index > 0).then(|| Run::plain(format!("{} ", moment::short(&part.from, Some(&part.from)))));
        let who = if is_blank { vec![Run::new("–", Meaning::Blank)] } else { who(part, names, shown) };
        if index > 0 || !is_blank {
            lines.push(time.into_iter().chain(who).collect());
        }
    }
    lines
}

fn who(part: &PartOfDay, names: &BTreeMap<&str, String>, shown: Shown) -> Line {
    if part.who.is_empty() {
        return vec![Run::caution("nobody")];
    }
    let name = |named: &Named| {
        let text = names.get(named.id.as_str()).unwrap_or(&named.name);
        vec![Run::new(text, Meaning::Party { id: named.id.clone(), placeholder: false, alias: None })]
    };
    shown.of(part).iter().map(name).collect::<Vec<_>>().join(&Run::plain(" + "))
}

impl Shown {
    fn of(self, part: &PartOfDay) -> &[Named] {
        match self {
            Self::Who => &part.who,
            Self::Parties => &part.parties,
        }
    }
}

/// The names of a month by id, each with no more words than it needs to be told from the others.
fn names(month: &MonthCard, shown: Shown) -> BTreeMap<&str, String> {
    let parts = month.days.iter().flat_map(|day| &day.on_call);
    let all: BTreeMap<&str, &str> =
        parts.flat_map(|part| shown.of(part)).map(|named| (named.id.as_str(), named.name.as_str())).collect();
    let start = |name: &str, words: usize| name.split_whitespace().take(words).collect::<Vec<_>>().join(" ");
    let short = |name: &str| {
        let is_unique =
            |words: &usize| all.iter().filter(|(_, other)| start(other, *words) == start(name, *words)).count() == 1;
        let words = (1..name.split_whitespace().count()).find(is_unique);
        words.map_or_else(|| name.to_owned(), |words| start(name, words))
    };
    all.iter().map(|(id, name)| (*id, short(name))).collect()
}
