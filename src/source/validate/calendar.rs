//! Calendars: their zones, hours and holidays, and what one takes over from another.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::raw;
use super::super::spanned::{Items, Short, Slot, Spanned, Text};
use super::super::text::Span;
use super::{Context, text};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::calendar::{DAYS, day_named};
use crate::matrix::{Calendar, Days, Holiday, HolidayDate, TimeOfDay, WeeklySpan, clock};

/// A calendar as it says it is.
struct Stated {
    id: Text,
    zone: Option<TimeZone>,
    /// Whether a zone is named, right or wrong.
    names_zone: bool,
    hours: Vec<WeeklySpan>,
    holidays: Vec<Holiday>,
    extends: Option<usize>,
    extends_at: Span,
}

pub(super) fn calendars(raw: Vec<(Text, raw::Calendar)>, context: &mut Context<'_>) -> Vec<Calendar> {
    let mut stated: Vec<Stated> = raw.into_iter().map(|(id, raw)| self::stated(id, raw, context)).collect();
    refuse_circles(&mut stated, context);
    (0..stated.len()).filter_map(|at| calendar(&stated, at, context)).collect()
}

fn stated(id: Text, raw: raw::Calendar, context: &mut Context<'_>) -> Stated {
    context.accept(raw.accept, id.span);
    let extends = raw.extends.get().and_then(|of| context.known.calendars.find(of, context.faults));
    Stated {
        names_zone: !raw.time_zone.is_absent(),
        zone: raw.time_zone.into_option().and_then(|name| zone(&name, context)),
        hours: weekly(raw.business_hours, context),
        holidays: raw.holidays.into_iter().filter_map(|raw| holiday(raw, context)).collect(),
        extends: extends.map(|number| number as usize),
        extends_at: raw.extends.get().map(|text| text.span).unwrap_or_default(),
        id,
    }
}

fn zone(name: &Text, context: &mut Context<'_>) -> Option<TimeZone> {
    clock::zone(&name.value)
        .map_err(|near| {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "time zones have the names of the IANA database, such as Europe/Berlin".to_owned(),
            };
            let message = format!("unknown time zone `{}`", name.value);
            context.faults.push(Finding::at(Rule::BadValue, name.span, message).help(help));
        })
        .ok()
}

/// A calendar that extends itself, through others or not, has nothing to take over: each circle is one fault.
fn refuse_circles(stated: &mut [Stated], context: &mut Context<'_>) {
    for start in 0..stated.len() {
        let mut seen = HashSet::new();
        let mut at = start;
        while let Some(next) = stated.get(at).filter(|_| seen.insert(at)).and_then(|calendar| calendar.extends) {
            // Reported where it leads back to, so that each circle is found once.
            if let (true, Some(last)) = (next == start, stated.get_mut(at)) {
                last.extends = None;
                // Whether it would have taken one over can't be told.
                last.names_zone = true;
                let (span, id) = (last.extends_at, last.id.value.clone());
                let message = format!("circular extends: `{id}` extends itself");
                context
                    .faults
                    .push(Finding::at(Rule::CircularExtends, span, message).help("a calendar can't extend itself"));
                break;
            }
            at = next;
        }
    }
}

/// A calendar with what it takes over.
fn calendar(stated: &[Stated], at: usize, context: &mut Context<'_>) -> Option<Calendar> {
    let own = stated.get(at)?;
    let chain = || std::iter::successors(Some(own), |of| of.extends.and_then(|next| stated.get(next)));
    let zone = chain().find_map(|calendar| calendar.zone.clone());
    if zone.is_none() && !chain().any(|calendar| calendar.names_zone) {
        let message = format!("calendar `{}` has no time zone", own.id.value);
        let help = "add `time_zone: Europe/Berlin`, or extend a calendar that has one";
        context.faults.push(Finding::at(Rule::MissingValue, own.id.span, message).help(help));
    }
    let hours = chain().map(|calendar| &calendar.hours).find(|hours| !hours.is_empty());
    Some(Calendar {
        id: own.id.value.clone(),
        // Only of a matrix that isn't valid: a calendar keeps its number.
        zone: zone.unwrap_or(TimeZone::UTC),
        business_hours: hours.cloned().unwrap_or_default(),
        holidays: chain().flat_map(|calendar| calendar.holidays.iter().cloned()).collect(),
        place: own.id.span,
    })
}

/// Hours of a week.
pub(super) fn weekly(raw: Items<Spanned<raw::WeeklySpan>>, context: &mut Context<'_>) -> Vec<WeeklySpan> {
    raw.into_iter().filter_map(|raw| span(raw, context)).collect()
}

fn span(raw: Spanned<raw::WeeklySpan>, context: &mut Context<'_>) -> Option<WeeklySpan> {
    let Spanned { value: raw, span } = raw;
    if raw.days.is_empty() && !raw.days.is_faulty() {
        context.required(Slot::Absent, "days", span, "the span");
    }
    for (key, slot) in [("from", &raw.from), ("until", &raw.until)] {
        if slot.is_absent() {
            context.required(Slot::Absent, key, span, "the span");
        }
    }
    let days = days(&raw.days, context);
    let end = raw.until.get().cloned();
    let from = context.time(raw.from);
    let until = context.time(raw.until);
    if let (Some(from), Some(until), Some(end)) = (from, until, end)
        && (from == until || from == TimeOfDay::END)
    {
        let help = "it ends when it starts; a whole day is from 00:00 until 24:00";
        context.bad(&end, "end of a span", help);
        return None;
    }
    Some(WeeklySpan { days: days?, from: from?, until: until? })
}

/// Days of the week. None where one of them had a fault.
fn days(raw: &Items<Text>, context: &mut Context<'_>) -> Option<Days> {
    let mut days = Days::default();
    let mut good = !raw.is_empty() && !raw.is_faulty();
    for text in raw {
        let (from, to) = text.value.split_once('-').unwrap_or((&text.value, &text.value));
        match (day_named(from), day_named(to)) {
            (Some(first), Some(last)) if text.value.to_lowercase() == text.value => days.add(first, last),
            _ => {
                good = false;
                let words: Vec<&str> = DAYS.iter().map(|(_, name)| *name).collect();
                let how = format!("days are written {}; several mon-fri or [mon, wed]", words.join(", "));
                context.bad(text, "day of the week", &how);
            }
        }
    }
    good.then_some(days)
}

fn holiday(raw: Spanned<Short<raw::Holiday>>, context: &mut Context<'_>) -> Option<Holiday> {
    let Spanned { value: Short(raw), span } = raw;
    if raw.date.is_absent() {
        context.required(Slot::Absent, "date", span, "the holiday");
    }
    let day = raw.date.into_option().and_then(|text| holiday_date(&text, context));
    let end = raw.until.get().or(raw.from.get()).cloned();
    let from = if raw.from.is_absent() { Some(TimeOfDay::START) } else { context.time(raw.from) };
    let until = if raw.until.is_absent() { Some(TimeOfDay::END) } else { context.time(raw.until) };
    if let (Some(from), Some(until), Some(end)) = (from, until, end)
        && until <= from
    {
        context.bad(
            &end,
            "part of a day",
            "a holiday ends later on its day than it starts; 24:00 is the end of the day",
        );
        return None;
    }
    Some(Holiday { day: day?, name: text(raw.name), from: from?, until: until?, place: span })
}

/// `2026-12-25`, or `12-25`; a day that is in the calendar.
fn holiday_date(text: &Text, context: &mut Context<'_>) -> Option<HolidayDate> {
    // 2000 was a leap year: 29 February is a day.
    let yearly = || super::date(&format!("2000-{}", text.value)).map(|date: Date| (date.month(), date.day()));
    let date = super::date(&text.value)
        .map(HolidayDate::Once)
        .or_else(|| yearly().map(|(month, day)| HolidayDate::Yearly { month, day }));
    if date.is_none() {
        context.bad(
            text,
            "date",
            "a holiday is written 2026-12-25, or 12-25 for each year, and is a day that there is",
        );
    }
    date
}

impl Context<'_> {
    /// A time of day.
    pub(super) fn time(&mut self, slot: Slot<Text>) -> Option<TimeOfDay> {
        self.parsed(slot, "time of day").map(|time| time.value)
    }
}
