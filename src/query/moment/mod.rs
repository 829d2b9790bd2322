//! A moment: what a typed time is taken for, which hours it is then, and who is on call.

mod present;
mod shift;
mod spoken;

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::Unanswered;
use crate::matrix::calendar::day_name;
use crate::matrix::{Calendar, CalendarId, Holiday, Matrix, PartyId, SystemId, clock};
use crate::on_call::{Because, Hours};
pub(crate) use present::Present;
pub(crate) use shift::{PartyNow, ShiftCard, party_now, shift};
pub(crate) use spoken::{NeedsZone, NotSpoken, Spoken, Toward, Typed};

/// What is known of the time of the asker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The present.
    pub now: Timestamp,
    /// The day that stands in for today, in whichever zone today is asked for; the time of day is the present one there.
    pub day: Option<Date>,
    /// The zone in which times are typed and shown, instead of the calendar's.
    pub zone: Option<TimeZone>,
    /// The name of the zone in which the asker lives, in which times are shown too. One that isn't the name of a zone is
    /// passed over.
    pub reader: Option<String>,
}

impl Clock {
    /// The present by the clock of a zone, or else of UTC.
    pub(crate) fn now_in(&self, zone: Option<&TimeZone>) -> Timestamp {
        let Some(day) = self.day else { return self.now };
        let zone = zone.cloned().unwrap_or(TimeZone::UTC);
        let shown = day.to_datetime(zone.to_datetime(self.now).time());
        zone.to_timestamp(shown).unwrap_or(self.now)
    }
}

answer! {
    /// An instant, as it is shown.
    pub(crate) struct TimeCard {
        /// By RFC 3339, with the offset of the zone in which the answer shows times.
        pub at: String,
        /// For people: `Tue 2026-11-24 03:00`; with the offset where the clock shows it twice.
        pub shown: String,
        /// The same in the zone of the reader; `null` where that isn't known or is the same one.
        pub reader: Option<String>,
    }

    /// A moment, and what the matrix says of it.
    pub(crate) struct Now {
        /// What was typed; `null`: the present.
        pub asked: Option<String>,
        /// What it was taken for.
        pub time: TimeCard,
        /// The zone in which times are shown.
        pub zone: String,
        /// The zone of the reader, where times are shown in it too.
        pub reader_zone: Option<String>,
        /// The id of the calendar; `null`: the matrix has none for this.
        pub calendar: Option<String>,
        /// `business-hours` or `off-hours`; `null` without a calendar.
        pub hours: Option<Hours>,
        /// Why: `business-hours`, `outside-business-hours`, `day-without-business-hours` or `holiday`.
        pub because: Option<Because>,
        /// The name of the holiday.
        pub holiday: Option<String>,
        /// When business hours begin or end next; `null` where they don't in more than a year.
        pub changes: Option<TimeCard>,
        /// The parties of the answer at that moment.
        pub parties: Vec<PartyNow>,
    }
}

/// A moment by the calendar of what is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Moment<'m> {
    /// The instant.
    pub at: Timestamp,
    /// The calendar, where there is one.
    pub calendar: Option<&'m Calendar>,
    asked: Option<String>,
    zone: TimeZone,
    reader: Option<TimeZone>,
}

impl<'m> Moment<'m> {
    /// The moment that is meant by a typed time, or the present. `None` where nothing was typed and the matrix has no
    /// calendar by which the present would matter.
    pub(crate) fn new(
        matrix: &'m Matrix,
        system: Option<SystemId>,
        typed: Option<&Typed>,
        clock: &Clock,
    ) -> Result<Option<Self>, Unanswered> {
        let calendar = matrix.calendar_of_system(system).map(|id: CalendarId| matrix.calendar(id));
        if calendar.is_none() && typed.is_none() {
            return Ok(None);
        }
        Self::with(calendar, typed, clock).map(Some)
    }

    /// As [`Self::new`], by a calendar that is known.
    pub(crate) fn with(
        calendar: Option<&'m Calendar>,
        typed: Option<&Typed>,
        clock: &Clock,
    ) -> Result<Self, Unanswered> {
        let named = clock.zone.as_ref().or(calendar.map(|calendar| &calendar.zone));
        let at = match typed {
            Some(typed) => {
                let at = typed.spoken.resolve(clock.now_in(named), named, Toward::Future);
                at.map_err(|NeedsZone| needs_zone(&typed.text))?
            }
            None => clock.now_in(named),
        };
        let typed_in = match typed {
            Some(Typed { spoken: Spoken::Instant(_, offset), .. }) => TimeZone::fixed(*offset),
            _ => TimeZone::UTC,
        };
        let zone = named.cloned().unwrap_or(typed_in);
        let reader = clock.reader.as_deref().and_then(|name| clock::zone(name.trim_start_matches(':')).ok());
        let reader = reader.filter(|reader| *reader != zone);
        Ok(Self { at, calendar, asked: typed.map(|typed| typed.text.clone()), zone, reader })
    }

    /// The present, by a calendar.
    pub(crate) fn by(calendar: &'m Calendar, clock: &Clock) -> Self {
        let at = clock.now_in(Some(&calendar.zone));
        Self { at, calendar: Some(calendar), asked: None, zone: calendar.zone.clone(), reader: None }
    }

    /// The instant of a time that has been, as typed beside this moment.
    pub(crate) fn past(&self, typed: &Typed, clock: &Clock) -> Result<Timestamp, Unanswered> {
        let zone = clock.zone.as_ref().or(self.calendar.map(|calendar| &calendar.zone));
        typed.spoken.resolve(self.at, zone, Toward::Past).map_err(|NeedsZone| needs_zone(&typed.text))
    }

    /// The same clocks at another instant.
    pub(crate) fn moved_to(&self, at: Timestamp) -> Self {
        Self { at, ..self.clone() }
    }

    /// Shows times in the offset in which one was typed, where neither a calendar nor the asker names a zone.
    pub(crate) fn shown_as_typed(mut self, spoken: &Spoken, clock: &Clock) -> Self {
        if let (Spoken::Instant(_, offset), None, None) = (spoken, self.calendar, &clock.zone) {
            self.zone = TimeZone::fixed(*offset);
            self.reader = self.reader.filter(|reader| *reader != self.zone);
        }
        self
    }

    /// The same time some days later, by the clock of the answer.
    pub(crate) fn days_later(&self, days: u32) -> Timestamp {
        let then = self.zone.to_datetime(self.at).checked_add(i64::from(days).days()).ok();
        then.and_then(|then| clock::instant(&self.zone, then)).unwrap_or(Timestamp::MAX)
    }

    /// An instant as the answer shows it.
    pub(crate) fn card(&self, at: Timestamp) -> TimeCard {
        TimeCard {
            at: at.display_with_offset(self.zone.to_offset(at)).to_string(),
            shown: shown(at, &self.zone),
            reader: self.reader.as_ref().map(|reader| shown(at, reader)),
        }
    }

    /// This moment, and each of some parties once at this moment.
    pub(crate) fn now(&self, matrix: &Matrix, parties: impl IntoIterator<Item = PartyId>) -> Now {
        let standing = self.calendar.map(|calendar| calendar.standing(self.at));
        let holiday = standing.and_then(|standing| standing.holiday).map(Holiday::title);
        Now {
            asked: self.asked.clone(),
            time: self.card(self.at),
            zone: zone_name(&self.zone, self.at),
            reader_zone: self.reader.as_ref().map(|reader| zone_name(reader, self.at)),
            calendar: self.calendar.map(|calendar| calendar.id.clone()),
            hours: standing.map(|standing| standing.hours),
            because: standing.map(|standing| standing.because),
            holiday,
            changes: self.calendar.and_then(|calendar| calendar.next_change(self.at)).map(|at| self.card(at)),
            parties: parties.into_iter().map(|party| party_now(matrix, party, None, self)).collect(),
        }
    }
}

/// The name of a zone, or its offset.
fn zone_name(zone: &TimeZone, at: Timestamp) -> String {
    zone.iana_name().map_or_else(|| format!("UTC{}", zone.to_offset(at)), str::to_owned)
}

/// `Tue 2026-11-24 03:00`, with the offset where the clock shows that twice.
fn shown(at: Timestamp, zone: &TimeZone) -> String {
    let time = zone.to_datetime(at);
    let twice = matches!(zone.to_ambiguous_timestamp(time).offset(), AmbiguousOffset::Fold { .. });
    let offset = if twice { format!(" (UTC{})", zone.to_offset(at)) } else { String::new() };
    let mut day = day_name(time.weekday()).to_owned();
    day.get_mut(..1).map(str::make_ascii_uppercase);
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    format!("{day} {} {:02}:{:02}{seconds}{offset}", time.date(), time.hour(), time.minute())
}

fn needs_zone(typed: &str) -> Unanswered {
    let hints = vec![
        "the matrix has no calendar, so the zone of this time is unknown".to_owned(),
        "name it with --zone Europe/Berlin, or write the offset: 2026-11-24T03:00:00+01:00".to_owned(),
    ];
    Unanswered::misuse(format!("`{typed}` needs a time zone"), hints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_stands_in_for_today_does_so_in_every_zone() {
        let late = "2026-11-24T23:30:00Z".parse().unwrap();
        let clock = Clock { now: late, day: Some(jiff::civil::date(2026, 1, 5)), ..Clock::default() };
        let day = |zone: &str| {
            let zone = TimeZone::get(zone).unwrap();
            zone.to_datetime(clock.now_in(Some(&zone))).to_string()
        };
        assert_eq!(day("Europe/Berlin"), "2026-01-05T00:30:00");
        assert_eq!(day("Pacific/Auckland"), "2026-01-05T12:30:00");
        assert_eq!(day("America/New_York"), "2026-01-05T18:30:00");
        assert_eq!(clock.now_in(None).to_string(), "2026-01-05T23:30:00Z");
    }
}
