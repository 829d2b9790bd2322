//! Times as people type them.

mod day;

use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::fmt::temporal::{DateTimeParser, Pieces};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, SpanFieldwise, Timestamp, ZonedDateTime};

use crate::matrix::clock;
use crate::text::nearest::nearest;
pub(crate) use day::{Day, Toward};

/// A time as it was typed. Its meaning depends on the present, and mostly on a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// `2026-11-24T03:00:00+01:00`, `@1764554400`: an instant, and the zone that was typed.
    Instant(Timestamp, TimeZone),
    /// `now`, `-2h`, `in 20 minutes`: from the present.
    Relative(SpanFieldwise),
    /// `tomorrow 03:00`, `2026-11-24`, `noon`: what a clock on the wall shows, and the zone that was typed.
    Wall(Day, Option<Time>, Option<TimeZone>),
}

/// A time with the text that was typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The text.
    pub text: String,
    /// What it means.
    pub spoken: Spoken,
}

/// Why a typed time has no instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoInstant {
    /// A time of day means nothing without a zone.
    NeedsZone,
    /// It is too far away.
    OutOfRange,
    /// Clocks skip it; they show this instead.
    Skipped(DateTime),
}

impl FromStr for Typed {
    /// What to write instead.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let spoken = parse(text).ok_or_else(|| instead(text))?;
        Ok(Self { text: text.to_owned(), spoken })
    }
}

/// Why `own` doesn't know what a text means: these are the forms that it knows.
const FORMS: &str = "write 2026-12-01, 2026-12-01 03:00, 03:00, 9am, noon, tomorrow 03:00, fri, next mon 9am, -2h, \
                     20m ago, in 2h or @1764554400; with a zone: 03:00Z, 03:00 -05:00, 03:00 Europe/Berlin";

const DAYS: [(&str, i64); 4] = [("yesterday", -1), ("today", 0), ("tonight", 0), ("tomorrow", 1)];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Forms of a time of day, as `strptime` names their parts.
const CLOCKS: [&str; 4] = ["%H:%M", "%H:%M:%S", "%I:%M%p", "%I%p"];

/// Checks whether a text is a time.
pub(crate) fn is_time(text: &str) -> bool {
    parse(text).is_some()
}

fn parse(text: &str) -> Option<Spoken> {
    if let Some((time, zone)) = text.split_once('[') {
        // Without an offset it is what a clock on the wall shows, which may skip it.
        if Pieces::parse(text).ok()?.offset().is_none() {
            return wall(&format!("{time} {}", zone.split(']').next()?).to_ascii_lowercase());
        }
        let at: ZonedDateTime = text.parse().ok()?;
        return Some(Spoken::Instant(at.timestamp(), at.time_zone().clone()));
    }
    if let Some(seconds) = text.strip_prefix('@') {
        return Some(Spoken::Instant(Timestamp::from_second(seconds.parse().ok()?).ok()?, TimeZone::UTC));
    }
    if let Ok(at) = text.parse() {
        let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
        return Some(Spoken::Instant(at, TimeZone::fixed(offset.unwrap_or(Offset::UTC))));
    }
    let text = text.to_ascii_lowercase();
    relative(&text).or_else(|| wall(&text))
}

fn relative(text: &str) -> Option<Spoken> {
    let signed = text.starts_with(['+', '-']) || text.ends_with(" ago");
    let span = match text.strip_prefix("in ") {
        Some(span) if !span.ends_with("ago") => span,
        None if text == "now" => "0s",
        None if signed => text,
        _ => return None,
    };
    Some(Spoken::Relative(span.parse::<Span>().ok()?.fieldwise()))
}

/// A day and a time of day, or one of them, and then perhaps a zone.
fn wall(text: &str) -> Option<Spoken> {
    let text = text.split_whitespace().map(apart).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, rest) = day(&words).map_or((None, &words[..]), |(day, rest)| (Some(day), rest));
    let (time, rest) = time(rest).map_or((None, rest), |(time, rest)| (Some(time), rest));
    let (day, rest) = match day {
        None => self::day(rest).map_or((None, rest), |(day, rest)| (Some(day), rest)),
        _ => (day, rest),
    };
    let is_night = time.is_some_and(|time| time.hour() >= 12);
    if day.is_none() && time.is_none() || words.contains(&"tonight") && !is_night {
        return None;
    }
    let zone = if rest.is_empty() { None } else { Some(zone(&rest.join(" "))?) };
    Some(Spoken::Wall(day.unwrap_or(Day::Any), time, zone))
}

/// Separates the date from the time, or the time from the offset.
fn apart(word: &str) -> String {
    if let (true, Ok(at)) = (word.contains('t'), word.parse::<DateTime>()) {
        return format!("{} {}", at.date(), at.time());
    }
    let offset = word.find(':').and_then(|colon| Some(colon + word[colon..].find(['+', '-', 'z'])?));
    offset.map_or_else(|| word.to_owned(), |at| format!("{} {}", &word[..at], &word[at..]))
}

/// The day that the first words name, and the words after it.
fn day<'w>(words: &'w [&'w str]) -> Option<(Day, &'w [&'w str])> {
    let (first, rest) = words.split_first()?;
    if let Some((_, days)) = DAYS.iter().find(|(name, _)| name == first) {
        return Some((Day::Ahead(*days), rest));
    }
    if let Some(date) = crate::source::date(first) {
        return Some((Day::On(date), rest));
    }
    if let Some(of) = weekday(first) {
        let date = rest.first().and_then(|word| crate::source::date(word));
        return match date {
            Some(date) => (date.weekday() == of).then(|| (Day::On(date), &rest[1..])),
            None => Some((Day::Nearest(of), rest)),
        };
    }
    let of = weekday(rest.first()?)?;
    match *first {
        "next" => Some((Day::Next(of), &rest[1..])),
        "last" => Some((Day::Last(of), &rest[1..])),
        _ => None,
    }
}

/// The day of the week that three or more of its letters name.
fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word)).map(|(_, day)| *day)
}

/// The time of day that the first words name, and the words after it.
fn time<'w>(words: &'w [&'w str]) -> Option<(Time, &'w [&'w str])> {
    match words {
        ["at", rest @ ..] => time(rest),
        [hour, half @ ("am" | "pm"), rest @ ..] => Some((clock_time(&format!("{hour}{half}"))?, rest)),
        [word, rest @ ..] => Some((clock_time(word)?, rest)),
        [] => None,
    }
}

fn clock_time(word: &str) -> Option<Time> {
    let two_digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count() == 2;
    match word {
        "noon" => Some(Time::constant(12, 0, 0, 0)),
        "midnight" => Some(Time::midnight()),
        _ if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.split(':').skip(1).all(two_digits) => None,
        _ => CLOCKS.iter().find_map(|form| Time::strptime(form, word).ok()),
    }
}

/// The zone of a name, a city or an offset. An abbreviation such as `EST` means several zones.
fn zone(text: &str) -> Option<TimeZone> {
    // `own` prints both for a time that the clock shows twice; the offset says which.
    if let Some((offset, name)) = text.strip_prefix('(').and_then(|text| text.split_once(") ")) {
        return zone(name).and_then(|_| zone(offset));
    }
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let offset = text.strip_prefix("utc").unwrap_or(text);
    match text {
        "z" | "utc" | "gmt" => Some(TimeZone::UTC),
        _ if offset.starts_with(['+', '-']) => DateTimeParser::new().parse_time_zone(offset).ok(),
        _ if text.contains('/') => clock::zone(text).ok(),
        _ => clock::zone_of_city(text),
    }
}

/// The nearest forms that are taken instead of a text.
fn instead(text: &str) -> String {
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let wrong_day = words.windows(2).enumerate().find_map(|(at, pair)| {
        let (of, date) = (weekday(pair[0])?, crate::source::date(pair[1])?);
        (date.weekday() != of).then_some((at, date))
    });
    if let Some((at, date)) = wrong_day {
        let right = [&words[..at], &words[at + 1..]].concat().join(" ");
        return format!("{date} is a {}: write {right}", date.strftime("%A"));
    }
    let replaced = words.iter().enumerate().flat_map(|(at, word)| {
        let (before, after) = (&words[..at], &words[at + 1..]);
        let others = if *word == "24:00" && words.len() > 1 { vec!["23:59".to_owned()] } else { others(word) };
        others.into_iter().map(move |other| [before, &[other.as_str()], after].concat().join(" "))
    });
    let mut near: Vec<String> = replaced.chain([format!("+{text}"), format!("-{text}")]).collect();
    near.retain(|text| parse(text).is_some());
    near.dedup();
    if near.is_empty() { FORMS.to_owned() } else { format!("write {}", near.join(" or ")) }
}

/// Words that may be meant by one that isn't taken.
fn others(word: &str) -> Vec<String> {
    let numbers: Vec<&str> = word.split(|c: char| !c.is_ascii_digit()).collect();
    match numbers[..] {
        [year, month, day] if year.len() == 4 => date(year, month, day).into_iter().collect(),
        [one, two, year] if year.len() == 4 => {
            [date(year, one, two), date(year, two, one)].into_iter().flatten().collect()
        }
        ["24", "00"] => vec!["00:00".to_owned()],
        [hour, minute] if !minute.is_empty() => vec![format!("{hour}:{minute:0>2}")],
        [hour] if hour.len() == 4 => vec![format!("{}:{}", &hour[..2], &hour[2..])],
        [hour] if !hour.is_empty() => vec![format!("{hour}:00")],
        _ if word == "tonight" => vec!["tomorrow".to_owned(), "tonight 23:00".to_owned()],
        _ if word.contains('/') => clock::zone(word).err().flatten().into_iter().collect(),
        _ => {
            let days = DAYS.iter().map(|(name, _)| *name).chain(WEEKDAYS.iter().map(|(name, _)| *name));
            let known = days.chain(["noon", "midnight", "now", "next", "last", "ago"]);
            nearest(word, known).map(str::to_owned).into_iter().collect()
        }
    }
}

/// A date, or the last day of its month if the month is shorter.
fn date(year: &str, month: &str, day: &str) -> Option<String> {
    let day: i8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
    Some(Date::new(first.year(), first.month(), day).unwrap_or(first.last_of_month()).to_string())
}

impl Spoken {
    /// The zone that was typed.
    pub(crate) fn zone(&self) -> Option<&TimeZone> {
        match self {
            Self::Instant(_, zone) => Some(zone),
            Self::Wall(_, _, zone) => zone.as_ref(),
            Self::Relative(_) => None,
        }
    }

    /// Checks whether it is a day, without a time of day.
    pub(crate) fn is_day(&self) -> bool {
        matches!(self, Self::Wall(_, None, _))
    }

    /// The instant that is meant, from now and in a zone. A day begins at midnight.
    pub(crate) fn resolve(
        &self,
        now: Timestamp,
        zone: Option<&TimeZone>,
        toward: Toward,
    ) -> Result<Timestamp, NoInstant> {
        let zone = self.zone().or(zone);
        let or_utc = || zone.cloned().unwrap_or(TimeZone::UTC);
        match self {
            Self::Instant(at, _) => Some(*at),
            Self::Relative(span) => now.to_zoned_datetime(or_utc()).checked_add(span.0).ok().map(|at| at.timestamp()),
            Self::Wall(_, Some(_), _) if zone.is_none() => return Err(NoInstant::NeedsZone),
            Self::Wall(day, time, _) => {
                let at = day::on_day(*day, *time, now, &or_utc(), toward);
                let shown = at.map(|at| or_utc().to_datetime(at));
                if let Some(shown) = shown.filter(|shown| time.is_some_and(|time| shown.time() != time)) {
                    return Err(NoInstant::Skipped(shown));
                }
                at
            }
        }
        .ok_or(NoInstant::OutOfRange)
    }
}

#[cfg(test)]
mod tests;
