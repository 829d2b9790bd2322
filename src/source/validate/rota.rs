//! People and on-call rotas.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::super::raw;
use super::super::spanned::{Items, Slot, Spanned, Text};
use super::super::text::Span;
use super::{Context, calendar, text};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::calendar::day_name;
use crate::matrix::{
    Calendar, CalendarId, Cover, Handover, Interval, Matrix, Member, Override, PartyId, Person, PersonId, Rota,
    RotaHours, Temporary, TimeOfDay, clock,
};

pub(super) fn people(raw: Vec<(Text, raw::Person)>, context: &mut Context<'_>) -> Vec<Person> {
    raw.into_iter().map(|(id, raw)| person(id, raw, context)).collect()
}

fn person(id: Text, raw: raw::Person, context: &mut Context<'_>) -> Person {
    let name = context.required(raw.name, "name", id.span, format_args!("person `{}`", id.value));
    let contacts = context.contacts(raw.contacts);
    Person { name: name.unwrap_or_default(), contacts, place: id.span, id: id.value }
}

pub(super) fn rotas(raw: Vec<(Text, raw::Rota)>, matrix: &Matrix, context: &mut Context<'_>) -> Vec<Rota> {
    raw.into_iter().filter_map(|(id, raw)| rota(id, raw, matrix, context)).collect()
}

fn rota(id: Text, raw: raw::Rota, matrix: &Matrix, context: &mut Context<'_>) -> Option<Rota> {
    let owner = format!("rota `{}`", id.value);
    context.accept(raw.accept, id.span);
    for (key, absent) in [
        ("for", raw.for_.is_absent()),
        ("handover", raw.handover.is_absent()),
        ("start", raw.start.is_absent()),
        ("order", raw.order.is_empty() && !raw.order.is_faulty()),
    ] {
        if absent {
            context.required(Slot::Absent, key, id.span, &owner);
        }
    }
    let party = raw.for_.get().and_then(|party| context.party(party));
    if let Some(party) = party {
        refuse_two_places(party, id.span, matrix, context);
    }
    let calendar = clock_of(&raw.calendar, party, id.span, matrix, context);
    let hours = hours(&raw.cover, raw.hours, context);
    let handover = raw.handover.into_option().and_then(|raw| handover(raw, context));
    let order = members(&raw.order, context);
    let start_at = raw.start.get().cloned();
    let start = context.date(raw.start).map(|date| date.value);
    if let (Some(handover), Some(start), Some(text)) = (handover, start, start_at) {
        start_on_handover(handover, start, &text, context);
    }
    // What is an exception to a rule with a fault can't be told.
    let (handover, of) = (handover?, matrix.calendars.get(calendar?.0 as usize)?);
    let temporary = raw.temporary.into_iter().filter_map(|raw| temporary(raw, of, handover, context)).collect();
    let overrides = raw.overrides.into_iter().filter_map(|raw| stands_in(raw, of, handover, context)).collect();
    Some(Rota {
        name: text(raw.name),
        party: party?,
        calendar: calendar?,
        hours: hours?,
        handover,
        order: order?,
        start: start?,
        temporary,
        overrides,
        place: id.span,
        id: id.value,
    })
}

/// A rota that is kept in two places is out of date in one of them.
fn refuse_two_places(party: PartyId, rota: Span, matrix: &Matrix, context: &mut Context<'_>) {
    let Some(party) = matrix.parties.get(party.0 as usize) else { return };
    if let Some(link) = &party.rota_link {
        let message = format!("the rota of {} is here, and linked as kept elsewhere", party.name);
        let fault = Finding::at(Rule::GivenTwice, link.place, message).related(rota, "the rota");
        context.faults.push(fault.help("drop one of the two"));
    }
}

/// The calendar whose clock a rota goes by.
fn clock_of(
    named: &Slot<Text>,
    party: Option<PartyId>,
    rota: Span,
    matrix: &Matrix,
    context: &mut Context<'_>,
) -> Option<CalendarId> {
    if !named.is_absent() {
        return context.calendar(named);
    }
    let party = party.filter(|party| (party.0 as usize) < matrix.parties.len())?;
    let of_party = matrix.calendar_of_party(party);
    // A default calendar with a fault is a fault already, and so is a calendar that the party names and nobody knows.
    if of_party.is_none() && !context.known.calendars.has(super::known::DEFAULT) {
        let message = "no calendar tells by which clock the rota goes";
        let help = "add `calendar: { time_zone: Europe/Berlin }` to the matrix, or name one with `calendar: ID`";
        context.faults.push(Finding::at(Rule::MissingValue, rota, message).help(help));
    }
    of_party
}

fn hours(cover: &Slot<Text>, hours: Items<Spanned<raw::WeeklySpan>>, context: &mut Context<'_>) -> Option<RotaHours> {
    let given = !hours.is_empty() || hours.is_faulty();
    if let (Some(text), true) = (cover.get(), given) {
        let fault = Finding::at(Rule::GivenTwice, text.span, "the hours of the rota are given twice");
        context.faults.push(fault.help("keep `cover` or `hours`"));
    }
    let weekly = calendar::weekly(hours, context);
    let word = context.word_in(cover, "cover");
    match (given, word) {
        (true, _) => Some(RotaHours::Weekly(weekly)),
        (false, Some(Cover::BusinessHours)) => Some(RotaHours::Business),
        (false, Some(Cover::AroundTheClock)) => Some(RotaHours::All),
        (false, None) => cover.is_absent().then_some(RotaHours::All),
    }
}

fn handover(raw: Spanned<raw::Handover>, context: &mut Context<'_>) -> Option<Handover> {
    let Spanned { value: raw, span } = raw;
    if raw.time.is_absent() {
        context.required(Slot::Absent, "time", span, "the hand-over");
    }
    let day: Option<Weekday> = context.word_in(&raw.day, "day of the week");
    let written = raw.time.get().cloned();
    let time = context.time(raw.time);
    if let (Some(TimeOfDay::END), Some(text)) = (time, written) {
        context.bad(&text, "time of a hand-over", "midnight is 00:00 of the day that begins with it");
        return None;
    }
    // A day with a fault is not each day.
    if day.is_none() && !raw.day.is_absent() {
        return None;
    }
    Some(Handover { day, time: time? })
}

/// A rota starts with a hand-over.
fn start_on_handover(handover: Handover, start: Date, text: &Text, context: &mut Context<'_>) {
    let Some(day) = handover.day.filter(|day| *day != start.weekday()) else { return };
    let near = handover.day_from(start).map(|next| format!("; the next {} is {next}", day_name(day)));
    let how = format!(
        "it is a {}, and hand-over is on {}{}",
        day_name(start.weekday()),
        day_name(day),
        near.unwrap_or_default()
    );
    context.bad(text, "day of a hand-over", &how);
}

/// Those of an order; none where one of them is unknown, because the turns of the others depend on it.
fn members(raw: &Items<Text>, context: &mut Context<'_>) -> Option<Vec<Member>> {
    let good = !raw.is_empty() && !raw.is_faulty();
    let members: Vec<Option<Member>> = raw.iter().map(|text| context.member(text)).collect();
    members.into_iter().collect::<Option<Vec<Member>>>().filter(|_| good)
}

fn temporary(
    raw: Spanned<raw::Temporary>,
    calendar: &Calendar,
    of_rota: Handover,
    context: &mut Context<'_>,
) -> Option<Temporary> {
    let Spanned { value: raw, span } = raw;
    if raw.order.is_empty() && !raw.order.is_faulty() {
        context.required(Slot::Absent, "order", span, "the temporary rule");
    }
    let own = if raw.handover.is_absent() {
        Some(of_rota)
    } else {
        raw.handover.into_option().and_then(|raw| handover(raw, context))
    };
    let order = members(&raw.order, context);
    let when = context.stretch(raw.from, raw.until, span, calendar, own.unwrap_or(of_rota));
    Some(Temporary { when: when?, order: order?, handover: own?, reason: text(raw.reason), place: span })
}

fn stands_in(
    raw: Spanned<raw::Override>,
    calendar: &Calendar,
    of_rota: Handover,
    context: &mut Context<'_>,
) -> Option<Override> {
    let Spanned { value: raw, span } = raw;
    if raw.who.is_absent() {
        context.required(Slot::Absent, "who", span, "the override");
    }
    let who = raw.who.get().and_then(|text| context.member(text));
    let when = context.stretch(raw.from, raw.until, span, calendar, of_rota);
    Some(Override { when: when?, who: who?, reason: text(raw.reason), place: span })
}

impl Context<'_> {
    /// Who takes a turn: a party, or a person.
    fn member(&mut self, text: &Text) -> Option<Member> {
        let (parties, people) = (&self.known.parties, &self.known.people);
        if parties.has(&text.value) {
            return self.party(text).map(Member::Party);
        }
        if people.has(&text.value) {
            return people.find(text, self.faults).map(|number| Member::Person(PersonId(number)));
        }
        if parties.is_whole() {
            parties.unknown(text, "party or person", &[people], self.faults);
        } else {
            self.faults.excuse(text.span);
        }
        None
    }

    /// A stretch of time by the clock of a calendar.
    fn stretch(
        &mut self,
        from: Slot<Text>,
        until: Slot<Text>,
        item: Span,
        calendar: &Calendar,
        handover: Handover,
    ) -> Option<Interval> {
        for (key, slot) in [("from", &from), ("until", &until)] {
            if slot.is_absent() {
                self.required(Slot::Absent, key, item, "the exception");
            }
        }
        let end = until.get().cloned();
        let from = self.moment(from, calendar, handover);
        let until = self.moment(until, calendar, handover);
        let (from, until) = (from?, until?);
        let when = Interval::new(from, until);
        if let (None, Some(end)) = (when, end) {
            let message = format!("it ends at {}, before it has begun", end.value);
            self.faults.push(
                Finding::at(Rule::BackwardWindow, end.span, message).help("its end must be later than its start"),
            );
        }
        when
    }

    /// `2026-12-24 09:00`, or `2026-12-24` at the time of hand-over.
    fn moment(&mut self, slot: Slot<Text>, calendar: &Calendar, handover: Handover) -> Option<Timestamp> {
        let text = slot.into_option()?;
        let (date, time) = match text.value.split_once(' ') {
            Some((date, time)) => (date, time.parse().ok().filter(|time| *time != TimeOfDay::END)),
            None => (text.value.as_str(), Some(handover.time)),
        };
        let at = super::date(date).zip(time).and_then(|(date, time)| time.on(date));
        let instant = at.and_then(|at| clock::instant(&calendar.zone, at));
        if instant.is_none() {
            self.bad(
                &text,
                "date and time",
                "they are written 2026-12-24 09:00; a date alone means the time of hand-over",
            );
        }
        instant
    }
}
