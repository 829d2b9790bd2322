//! Calendars: their zones, hours and holidays, and inheritance from another calendar.

use std::collections::HashSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::super::{Bound, Items, Leaf, Short, Slot, Span, Spanned, Text, raw};
use super::chain::too_deep;
use super::{Context, value};
use crate::diagnostic::{Finding, Rule};
use crate::limits;
use crate::matrix::graph::cycles;
use crate::matrix::{Calendar, CalendarId, DEFAULT, Days, Holiday, HolidayDate, HolidaysBy, TimeOfDay, WeeklySpan};

/// A calendar without inherited values.
struct Stated {
    id: Text,
    zone: Option<TimeZone>,
    /// True if the zone is given but faulty, or can't be known.
    is_zone_unknown: bool,
    hours: Vec<WeeklySpan>,
    holidays: Vec<Holiday>,
    working_days: Vec<Date>,
    substitute: Option<Weekday>,
    holidays_by: Option<HolidaysBy>,
    extends: Option<(usize, Span)>,
}

pub(super) fn calendars(files: &mut [raw::File], context: &mut Context<'_>) -> Vec<Calendar> {
    let raw = files.iter_mut().flat_map(|file| {
        let default = std::mem::take(&mut file.calendar).into_option();
        let default = default.map(|Spanned { value, span }| (Text { value: DEFAULT.to_owned(), span }, value));
        default.into_iter().chain(std::mem::take(&mut file.calendars))
    });
    let mut stated: Vec<Stated> = raw.map(|(id, raw)| self::stated(id, raw, context)).collect();
    for cycle in cycles(stated.len(), |at| stated[at].extends.map(|(next, _)| next)) {
        let Some(last) = cycle.last().map(|at| &mut stated[*at]) else { continue };
        // The zone may be inherited.
        last.is_zone_unknown = true;
        let span = last.extends.take().map(|(_, span)| span).unwrap_or_default();
        let message = format!("circular extends: `{}` extends itself", last.id.value);
        context.faults.push(Finding::at(Rule::CircularExtends, span, message).help("a calendar can't extend itself"));
    }
    for at in too_deep(stated.len(), |at| stated[at].extends.map(|(next, _)| next)) {
        let own = &mut stated[at];
        let span = own.extends.take().map(|(_, span)| span).unwrap_or_default();
        let message = format!("`{}` extends more than {} calendars, one after another", own.id.value, limits::PARENTS);
        context.faults.push(Finding::at(Rule::CircularExtends, span, message).help("extend one further up"));
    }
    let mut taken_over = 0;
    stated.iter().map(|own| calendar(own, &stated, &mut taken_over, context)).collect()
}

fn stated(id: Text, raw: raw::Calendar, context: &mut Context<'_>) -> Stated {
    context.accept(raw.accept, id.span);
    let extends = raw.extends.into_option();
    let extends = extends.and_then(|of| context.find(&of).map(|CalendarId(number)| (number as usize, of.span)));
    Stated {
        is_zone_unknown: raw.time_zone.is_faulty(),
        zone: value(raw.time_zone),
        hours: weekly(raw.business_hours, context),
        holidays: raw.holidays.into_iter().filter_map(|raw| holiday(raw, context)).collect(),
        working_days: raw.working_days.into_iter().map(|day| day.value).collect(),
        substitute: value(raw.substitute),
        holidays_by: value(raw.holidays_by),
        extends,
        id,
    }
}

/// A calendar with inherited values, whose number is added to `taken_over`.
fn calendar(own: &Stated, stated: &[Stated], taken_over: &mut usize, context: &mut Context<'_>) -> Calendar {
    let chain = || std::iter::successors(Some(own), |of| of.extends.and_then(|(next, _)| stated.get(next)));
    let zone = chain().find_map(|calendar| calendar.zone.clone());
    if zone.is_none() && !chain().any(|calendar| calendar.is_zone_unknown) {
        let fault =
            Finding::at(Rule::MissingValue, own.id.span, format!("calendar `{}` has no time zone", own.id.value));
        context.faults.push(fault.help("add `time_zone: Europe/Berlin`, or extend a calendar that has one"));
    }
    let hours = chain().map(|calendar| &calendar.hours).find(|hours| !hours.is_empty());
    let was_too_many = *taken_over > limits::TAKEN_OVER;
    let size = |of: &Stated| of.hours.len() + of.holidays.len() + of.working_days.len();
    *taken_over += chain().skip(1).map(size).sum::<usize>();
    let is_too_many = *taken_over > limits::TAKEN_OVER;
    if is_too_many && !was_too_many {
        let message = format!("calendars take over more than {} hours and holidays", limits::TAKEN_OVER);
        context.faults.push(Finding::at(Rule::BadValue, own.id.span, message).help("extend fewer calendars"));
    }
    let within = if is_too_many { 1 } else { usize::MAX };
    let mut working_days: Vec<Date> = chain().take(within).flat_map(|of| of.working_days.iter().copied()).collect();
    working_days.sort_unstable();
    working_days.dedup();
    // Calendars that extend the same one have the same holidays.
    let moment = |holiday: &Holiday| (holiday.day, holiday.from, holiday.until);
    let mut known: HashSet<_> = own.holidays.iter().map(moment).collect();
    let inherited = chain().take(within).skip(1).flat_map(|calendar| &calendar.holidays);
    let inherited = inherited.filter(|holiday| known.insert(moment(holiday)));
    let holidays = own.holidays.iter().chain(inherited).cloned().collect();
    Calendar {
        id: own.id.value.clone(),
        // The matrix isn't valid then, but a calendar keeps its number.
        zone: zone.unwrap_or(TimeZone::UTC),
        business_hours: hours.filter(|_| !is_too_many).cloned().unwrap_or_default(),
        holidays,
        working_days,
        substitute: chain().find_map(|calendar| calendar.substitute),
        holidays_by: chain().find_map(|calendar| calendar.holidays_by).unwrap_or(HolidaysBy::Clock),
        extends: own.extends.and_then(|(number, _)| u32::try_from(number).ok()).map(CalendarId),
        place: own.id.span,
    }
}

/// Hours of a week.
pub(super) fn weekly(raw: Items<Spanned<raw::WeeklySpan>>, context: &mut Context<'_>) -> Vec<WeeklySpan> {
    raw.into_iter().filter_map(|raw| span(raw, context)).collect()
}

fn span(Spanned { value: raw, span }: Spanned<raw::WeeklySpan>, context: &mut Context<'_>) -> Option<WeeklySpan> {
    context.missing(raw.days.is_absent(), "days", span, "the span");
    context.missing(raw.from.is_absent(), "from", span, "the span");
    context.missing(raw.until.is_absent(), "until", span, "the span");
    let days = raw.days.all().filter(|days| !days.is_empty());
    let (from, until) = (raw.from.into_option(), raw.until.into_option());
    if let Some(from) = from.as_ref().filter(|from| from.value == TimeOfDay::END) {
        context.bad(from.value, from.span, "start of a span", "a day starts at 00:00");
        return None;
    }
    if let (Some(from), Some(until)) = (&from, &until)
        && from.value == until.value
    {
        let help = "it ends when it starts; a whole day is from 00:00 until 24:00";
        context.bad(until.value, until.span, "end of a span", help);
        return None;
    }
    let mut all = Days::default();
    days?.into_iter().for_each(|Leaf { value: (first, last), .. }| all.add(first, last));
    Some(WeeklySpan { days: all, from: from?.value, until: until?.value })
}

fn holiday(raw: Spanned<Short<raw::Holiday>>, context: &mut Context<'_>) -> Option<Holiday> {
    let Spanned { value: Short(raw), span } = raw;
    let day = match (raw.date.is_absent(), raw.easter.is_absent()) {
        (true, true) if raw.from.get().is_none_or(|from| matches!(from.value, Bound::Time(_))) => {
            context.missing(raw.from.is_absent() || raw.from.get().is_some(), "date", span, "the holiday");
            return None;
        }
        (true, true) => return range(raw, span, context),
        (false, false) => {
            let fault = Finding::at(Rule::GivenTwice, span, "the date of the holiday is given twice");
            context.faults.push(fault.help("keep `date` or `easter`"));
            return None;
        }
        (false, true) => value(raw.date),
        (true, false) => value(raw.easter).map(HolidayDate::Easter),
    };
    let end = raw.until.get().or(raw.from.get()).map(|end| (end.value, end.span));
    let mut time = |slot: Slot<Leaf<Bound>>, absent| match slot {
        Slot::Absent => Some(absent),
        Slot::Faulty => None,
        Slot::Given(Leaf { value: Bound::Time(time), .. }) => Some(time),
        Slot::Given(Leaf { value: Bound::Date(date), span }) => {
            context.bad(date, span, "time of day", "a holiday of several days has `from` and `until` and no `date`");
            None
        }
    };
    let (from, until) = (time(raw.from, TimeOfDay::START)?, time(raw.until, TimeOfDay::END)?);
    if let Some((end, place)) = end.filter(|_| until <= from) {
        let how = "a holiday ends later on its day than it starts; 24:00 is the end of the day";
        context.bad(end, place, "part of a day", how);
        return None;
    }
    Some(Holiday { day: day?, name: value(raw.name), from, until, place: span })
}

/// A holiday of several days.
fn range(raw: raw::Holiday, span: Span, context: &mut Context<'_>) -> Option<Holiday> {
    context.missing(raw.until.is_absent(), "until", span, "the holiday");
    let (Leaf { value: from, .. }, until) = (raw.from.into_option()?, raw.until.into_option()?);
    let (Bound::Date(first), Bound::Date(last)) = (from, until.value) else {
        context.bad(until.value, until.span, "date", "write the last day as 2026-12-25");
        return None;
    };
    context.last_day(first, last, until.span)?;
    let (day, name) = (HolidayDate::Range(first, last), value(raw.name));
    Some(Holiday { day, name, from: TimeOfDay::START, until: TimeOfDay::END, place: span })
}

impl Context<'_> {
    /// Refuses a last day before the first one.
    pub(super) fn last_day(&mut self, first: Date, last: Date, place: Span) -> Option<()> {
        if first <= last {
            return Some(());
        }
        let fault = Finding::at(Rule::BackwardWindow, place, format!("{last} is before the first day, {first}"));
        self.faults.push(fault.help("`until` is the last day"));
        None
    }
}
