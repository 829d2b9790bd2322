//! A moment: which instant a typed time means, which hours it is then, and who is on call.

mod present;
mod shift;
mod spoken;

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::Unanswered;
use crate::matrix::calendar::day_name;
use crate::matrix::{Calendar, CalendarId, Holiday, Hours, Matrix, PartyId, SystemId, clock};
use crate::on_call::Because;
pub(crate) use present::Present;
pub(crate) use shift::{PartyNow, ShiftCard, contact_now, party_now, shift};
use spoken::NoInstant;
pub(crate) use spoken::{Toward, Typed, is_time};

/// The time of the asker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The time of the machine.
    pub now: Timestamp,
    /// The time that replaces it.
    pub at: Option<Typed>,
    /// The zone in which times are typed and shown, instead of the calendar's.
    pub zone: Option<TimeZone>,
    /// The name of the zone in which the asker lives. Times are shown in it too, if it is the name of a zone.
    pub reader: Option<String>,
}

impl Clock {
    /// The present. Its zone is that of the asker, or else the given one.
    fn present(&self, zone: Option<&TimeZone>) -> Result<Timestamp, Unanswered> {
        let zone = self.zone.as_ref().or(zone);
        self.at.as_ref().map_or(Ok(self.now), |at| instant(at, self.now, zone, Toward::Future))
    }

    /// The last second of a typed day, or a typed time.
    pub(crate) fn until(&self, typed: &Typed, matrix: &Matrix) -> Result<Timestamp, Unanswered> {
        let zone = self.zone.as_ref().or(Self::zone_of(None, matrix));
        let at = instant(typed, self.present(zone)?, zone, Toward::Past)?;
        if !typed.spoken.is_day() {
            return Ok(at);
        }
        let zone = typed.spoken.zone().or(zone).cloned().unwrap_or(TimeZone::UTC);
        let next = zone.to_datetime(at).date().tomorrow().ok();
        let next = next.and_then(|next| clock::midnight(&zone, next));
        Ok(next.map_or(at, |next| next - 1.second()))
    }

    /// The zone of a calendar or of the default calendar.
    fn zone_of<'z>(calendar: Option<&'z Calendar>, matrix: &'z Matrix) -> Option<&'z TimeZone> {
        let default = || matrix.default_calendar().map(|id| matrix.calendar(id)).or(matrix.calendars.first());
        calendar.or_else(default).map(|calendar| &calendar.zone)
    }

    /// Today's date, in the zone of the default calendar.
    pub(crate) fn today(&self, matrix: &Matrix) -> Result<Date, Unanswered> {
        self.today_of(None, matrix)
    }

    /// Today's date, in the zone of the calendar of a system. The zone of the asker moves no last day and no absence.
    pub(crate) fn today_of(&self, system: Option<SystemId>, matrix: &Matrix) -> Result<Date, Unanswered> {
        let calendar = matrix.calendar_of_system(system).map(|id| matrix.calendar(id));
        let zone = Self::zone_of(calendar, matrix);
        let at = self.present(zone)?;
        Ok(Self::date_at(at, zone.or(self.zone.as_ref()), self.at.as_ref()))
    }

    /// The date of a typed time, or of today.
    pub(crate) fn date(&self, typed: Option<&Typed>, matrix: &Matrix) -> Result<Date, Unanswered> {
        let Some(typed) = typed else { return self.today(matrix) };
        let zone = self.zone.as_ref().or(Self::zone_of(None, matrix));
        let at = instant(typed, self.present(zone)?, zone, Toward::Future)?;
        Ok(Self::date_at(at, zone, Some(typed)))
    }

    /// The date of an instant, in a zone or else in that of the time that was typed.
    fn date_at(at: Timestamp, zone: Option<&TimeZone>, typed: Option<&Typed>) -> Date {
        let zone = zone.or(typed.and_then(|typed| typed.spoken.zone()));
        zone.unwrap_or(&TimeZone::UTC).to_datetime(at).date()
    }
}

/// The instant that a typed time means.
fn instant(typed: &Typed, now: Timestamp, zone: Option<&TimeZone>, toward: Toward) -> Result<Timestamp, Unanswered> {
    let text = &typed.text;
    typed.spoken.resolve(now, zone, toward).map_err(|reason| match reason {
        NoInstant::NeedsZone => Unanswered::misuse(
            format!("`{text}` needs a time zone, because the matrix has no calendar that names one"),
            vec![format!("add --zone Europe/Berlin, or write the offset: \"{text} +01:00\"")],
        ),
        NoInstant::Skipped(shown) => Unanswered::misuse(
            format!("`{text}` is in the hour that clocks skip"),
            vec![format!("they show {} instead: write that, or the time before", shown.strftime("%F %H:%M"))],
        ),
        NoInstant::OutOfRange => Unanswered::misuse(format!("`{text}` is too far away"), Vec::new()),
    })
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

impl Now {
    /// A party of the answer at the moment.
    pub(crate) fn of(&self, id: &str) -> Option<&PartyNow> {
        self.parties.iter().find(|party| party.id == id)
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
    /// The present of the asker. `None` where it doesn't matter: the matrix has no calendar, and no time of day was typed.
    pub(crate) fn new(matrix: &'m Matrix, system: Option<SystemId>, clock: &Clock) -> Result<Option<Self>, Unanswered> {
        let calendar = matrix.calendar_of_system(system).map(|id: CalendarId| matrix.calendar(id));
        if calendar.is_none() && clock.at.as_ref().is_none_or(|at| at.spoken.is_day()) {
            return Ok(None);
        }
        Self::with(calendar, clock).map(Some)
    }

    /// The present of the asker, by a calendar that is known.
    pub(crate) fn with(calendar: Option<&'m Calendar>, clock: &Clock) -> Result<Self, Unanswered> {
        let named = clock.zone.as_ref().or(calendar.map(|calendar| &calendar.zone));
        let at = clock.present(named)?;
        let typed = clock.at.as_ref();
        let zone = named.or(typed.and_then(|typed| typed.spoken.zone())).cloned().unwrap_or(TimeZone::UTC);
        let reader = clock.reader.as_deref().and_then(|name| clock::zone(name.trim_start_matches(':')).ok());
        let reader = reader.filter(|reader| *reader != zone);
        Ok(Self { at, calendar, asked: typed.map(|typed| typed.text.clone()), zone, reader })
    }

    /// Shows times by the clock of a calendar.
    pub(crate) fn by(calendar: &'m Calendar) -> Self {
        let at = Timestamp::UNIX_EPOCH;
        Self { at, calendar: Some(calendar), asked: None, zone: calendar.zone.clone(), reader: None }
    }

    /// The instant of another time that was typed beside this one.
    pub(crate) fn instant(&self, typed: &Typed, clock: &Clock, toward: Toward) -> Result<Timestamp, Unanswered> {
        let zone = clock.zone.as_ref().or(self.calendar.map(|calendar| &calendar.zone));
        instant(typed, self.at, zone, toward)
    }

    /// The same clocks at another instant.
    pub(crate) fn moved_to(&self, at: Timestamp) -> Self {
        Self { at, ..self.clone() }
    }

    /// Shows times in the zone in which one was typed, where neither a calendar nor the asker names a zone.
    pub(crate) fn shown_as_typed(mut self, typed: &Typed, clock: &Clock) -> Self {
        if let (Some(zone), None, None) = (typed.spoken.zone(), self.calendar, &clock.zone) {
            self.zone = zone.clone();
            self.reader = self.reader.filter(|reader| *reader != self.zone);
        }
        self
    }

    /// The same time some days later, by the clock of the answer.
    pub(crate) fn days_later(&self, days: u32) -> Timestamp {
        let then = self.zone.to_datetime(self.at).checked_add(i64::from(days).days()).ok();
        then.and_then(|then| clock::instant(&self.zone, then)).unwrap_or(Timestamp::MAX)
    }

    /// The start of a day, by the clock of the answer.
    pub(crate) fn midnight(&self, date: Date) -> Option<Timestamp> {
        clock::midnight(&self.zone, date)
    }

    /// Its day by the calendar, which decides who is away and whose last day is over.
    pub(crate) fn day(&self) -> Date {
        self.calendar.map_or(&self.zone, |calendar| &calendar.zone).to_datetime(self.at).date()
    }

    /// Its date, by the clock of the answer.
    pub(crate) fn date(&self) -> Date {
        self.zone.to_datetime(self.at).date()
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
            parties: parties.into_iter().map(|party| party_now(matrix, party, self)).collect(),
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
    format!("{day} {} {:02}:{:02}{offset}", time.date(), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str) -> Typed {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn today_is_the_date_of_the_clock_in_its_zone() {
        let date = |at: Option<&str>, zone: Option<&str>| {
            let now = "2026-11-24T23:30:00Z".parse().unwrap();
            let zone = zone.map(|name| TimeZone::get(name).unwrap());
            let clock = Clock { now, at: at.map(typed), zone, reader: None };
            clock.today(&Matrix::default()).map(|date| date.to_string()).map_err(|refused| refused.message)
        };
        assert_eq!(date(None, None).unwrap(), "2026-11-24");
        assert_eq!(date(None, Some("Europe/Berlin")).unwrap(), "2026-11-25");
        assert_eq!(date(Some("2026-01-05"), Some("America/New_York")).unwrap(), "2026-01-05");
        assert_eq!(date(Some("2026-01-05T23:30:00-05:00"), None).unwrap(), "2026-01-05");
        assert_eq!(date(Some("2026-01-05T23:30:00-05:00"), Some("Europe/Berlin")).unwrap(), "2026-01-06");
        assert!(date(Some("noon"), None).unwrap_err().contains("needs a time zone"));
    }

    /// The hour that a clock shows twice, with the zone behind it, was refused.
    #[test]
    fn an_hour_that_comes_twice_is_taken_with_its_zone() {
        let clock = Clock { zone: TimeZone::get("Europe/Berlin").ok(), ..Clock::default() };
        let moment = Moment::with(None, &clock).unwrap();
        let text = "Sun 2029-10-28 02:30 (UTC+01) Europe/Berlin";
        let at = moment.instant(&typed(text), &clock, Toward::Future).unwrap();
        assert_eq!(at.to_string(), "2029-10-28T01:30:00Z");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_time_that_is_shown_is_taken(
            now in 1_700_000_000_i64..1_900_000_000,
            seconds in -400 * 86_400_i64..400 * 86_400,
            zone in prop::sample::select(&["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"][..]),
        ) {
            let [now, at] = [now, now + seconds].map(|second| Timestamp::from_second(second).unwrap());
            let zone = TimeZone::get(zone).unwrap();
            let clock = Clock { now, zone: Some(zone.clone()), ..Clock::default() };
            let moment = Moment::with(None, &clock).unwrap();
            let taken = |text: &str, toward| moment.instant(&typed(text), &clock, toward).unwrap();
            let card = moment.card(at);
            prop_assert_eq!(taken(&card.at, Toward::Future), at, "{}", card.at);
            // Times for people have no seconds.
            let at = Timestamp::from_second(at.as_second() / 60 * 60).unwrap();
            for text in [&card.shown, &format!("{} {}", card.shown, zone.iana_name().unwrap())] {
                prop_assert_eq!(taken(text, Toward::Future), at, "{}", text);
            }
            let short = crate::view::moment::short(&moment.card(at), Some(&moment.card(now)));
            let toward = if at < now { Toward::Past } else { Toward::Future };
            prop_assert_eq!(taken(&short, toward), at, "{}", short);
        }
    }
}
