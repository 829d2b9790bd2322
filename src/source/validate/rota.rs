//! On-call rotas.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::container::{Items, Required, RequiredItems, Slot, Spanned};
use super::super::leaf::{self, Leaf, Ref, Text};
use super::super::raw;
use super::super::text::Span;
use super::{Context, calendar, value};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::limits;
use crate::matrix::calendar::day_name;
use crate::matrix::{
    Calendar, CalendarId, Cover, Handover, Interval, Matrix, Override, Party, PartyId, Rota, RotaHours, Temporary,
    TimeOfDay, clock,
};

pub(super) fn rota(id: Text, raw: raw::Rota, matrix: &Matrix, context: &mut Context<'_>) -> Option<Rota> {
    let owner = format!("rota `{}`", id.value);
    context.accept(raw.accept, id.span);
    context.missing(raw.for_.is_absent(), "for", id.span, &owner);
    context.missing(raw.handover.is_absent(), "handover", id.span, &owner);
    context.missing(raw.start.is_absent(), "start", id.span, &owner);
    context.missing(raw.order.is_absent(), "order", id.span, &owner);
    let party = context.reference(&raw.for_);
    if let Some(party) = party {
        refuse_two_places(party, id.span, matrix, context);
    }
    let calendar = calendar_of(&raw.calendar, party, id.span, matrix, context);
    let hours = hours(raw.cover, raw.hours, context);
    let handover = raw.handover.into_option().and_then(|raw| handover(raw, context));
    let order = members(raw.order, context);
    if let (Some(handover), Some(start)) = (handover, raw.start.get()) {
        start_on_handover(handover, start, context);
    }
    // Exceptions to a faulty rule can't be checked.
    let (handover, of) = (handover?, matrix.calendars.get(calendar?.0 as usize)?);
    let temporary = raw.temporary.into_iter().filter_map(|raw| temporary(raw, of, handover, context)).collect();
    let overrides = raw.overrides.into_iter().filter_map(|raw| stands_in(raw, of, handover, context)).collect();
    Some(Rota {
        name: value(raw.name),
        party: party?,
        calendar: calendar?,
        hours: hours?,
        handover,
        order: order?,
        start: value(raw.start)?,
        temporary,
        overrides,
        place: id.span,
        id: id.value,
    })
}

/// Drops the rotas of a party beyond the limit.
pub(super) fn limit(rotas: &mut Vec<Rota>, context: &mut Context<'_>) {
    let mut counts: HashMap<PartyId, usize> = HashMap::new();
    rotas.retain(|rota| {
        let count = counts.entry(rota.party).or_default();
        *count += 1;
        if *count == limits::ROTAS + 1 {
            let message = format!("more than {} rotas are for the party of rota `{}`", limits::ROTAS, rota.id);
            let fault = Finding::at(Rule::BadValue, rota.place, message);
            context.faults.push(fault.help("drop those that nobody needs"));
        }
        *count <= limits::ROTAS
    });
}

/// Of two rotas in two places, one is out of date.
fn refuse_two_places(party: PartyId, rota: Span, matrix: &Matrix, context: &mut Context<'_>) {
    let Some(party) = matrix.parties.get(party.0 as usize) else { return };
    if let Some(link) = &party.rota_link {
        let message = format!("{} has a rota here and a link to another", party.name);
        let fault = Finding::at(Rule::GivenTwice, link.place, message).related(rota, "the rota");
        context.faults.push(fault.help("drop one of the two"));
    }
}

/// The calendar of a rota.
fn calendar_of(
    named: &Slot<Ref<raw::Calendar>>,
    party: Option<PartyId>,
    rota: Span,
    matrix: &Matrix,
    context: &mut Context<'_>,
) -> Option<CalendarId> {
    if !named.is_absent() {
        return context.reference(named);
    }
    let party = party.filter(|party| (party.0 as usize) < matrix.parties.len())?;
    let of_party = matrix.calendar_of_party(party);
    // A faulty default calendar is reported already, and so is an unknown one that the party names.
    if of_party.is_none() && !context.known.calendars.has(crate::matrix::DEFAULT) {
        let message = "the rota has no time zone";
        let help = "add `calendar: { time_zone: Europe/Berlin }` to the matrix, or name one with `calendar: ID`";
        context.faults.push(Finding::at(Rule::MissingValue, rota, message).help(help));
    }
    of_party
}

fn hours(
    cover: Slot<Leaf<Cover>>,
    hours: Items<Spanned<raw::WeeklySpan>>,
    context: &mut Context<'_>,
) -> Option<RotaHours> {
    let given = !hours.is_absent();
    if let (Some(cover), true) = (cover.get(), given) {
        let fault = Finding::at(Rule::GivenTwice, cover.span, "the hours of the rota are given twice");
        context.faults.push(fault.help("keep `cover` or `hours`"));
    }
    let weekly = calendar::weekly(hours, context);
    let faulty = cover.is_faulty();
    match (given, value(cover)) {
        (true, _) => Some(RotaHours::Weekly(weekly)),
        (false, Some(Cover::BusinessHours)) => Some(RotaHours::Business),
        (false, Some(Cover::AroundTheClock)) => Some(RotaHours::All),
        (false, None) => (!faulty).then_some(RotaHours::All),
    }
}

fn handover(Spanned { value: raw, span }: Spanned<raw::Handover>, context: &mut Context<'_>) -> Option<Handover> {
    context.missing(raw.time.is_absent(), "time", span, "the hand-over");
    let Leaf { value: time, span: place } = raw.time.into_option()?;
    if time == TimeOfDay::END {
        context.bad(time, place, "time of a hand-over", "midnight is 00:00 of the day that begins with it");
        return None;
    }
    // A faulty day isn't each day.
    let is_faulty = raw.day.is_faulty();
    (!is_faulty).then(|| Handover { day: value(raw.day), time })
}

/// A rota starts with a hand-over.
fn start_on_handover(handover: Handover, start: &Leaf<leaf::Date>, context: &mut Context<'_>) {
    let date: Date = start.value;
    let Some(day) = handover.day.filter(|day| *day != date.weekday()) else { return };
    let next = handover.day_from(date);
    let wanted = next.map_or_else(|| day_name(day).to_owned(), |next| next.strftime("%A").to_string());
    let message = format!("{date} is a {}, but the hand-over is on {wanted}", date.strftime("%A"));
    let next = next.map(|next| format!("the next {wanted} is {next}"));
    let fault = Finding::at(Rule::BadValue, start.span, message);
    context.faults.push(next.into_iter().fold(fault, Finding::help));
}

/// The members; `None` if one is unknown, because the turns of the others depend on it.
fn members(raw: RequiredItems<Ref<Party>>, context: &mut Context<'_>) -> Option<Vec<PartyId>> {
    let members: Vec<Option<PartyId>> = raw.iter().map(|id| context.find(id)).collect();
    raw.all().filter(|ids| !ids.is_empty())?;
    members.into_iter().collect()
}

fn temporary(
    Spanned { value: raw, span }: Spanned<raw::Temporary>,
    calendar: &Calendar,
    of_rota: Handover,
    context: &mut Context<'_>,
) -> Option<Temporary> {
    context.missing(raw.order.is_absent(), "order", span, "the temporary rule");
    let own = if raw.handover.is_absent() {
        Some(of_rota)
    } else {
        raw.handover.into_option().and_then(|raw| handover(raw, context))
    };
    let order = members(raw.order, context);
    let when = context.stretch(raw.from, raw.until, span, calendar, own.unwrap_or(of_rota));
    Some(Temporary { when: when?, order: order?, handover: own?, reason: value(raw.reason), place: span })
}

fn stands_in(
    Spanned { value: raw, span }: Spanned<raw::Override>,
    calendar: &Calendar,
    of_rota: Handover,
    context: &mut Context<'_>,
) -> Option<Override> {
    context.missing(raw.who.is_absent(), "who", span, "the override");
    let who = raw.who.get().and_then(|id| context.find(id));
    let when = context.stretch(raw.from, raw.until, span, calendar, of_rota);
    Some(Override { when: when?, who: who?, reason: value(raw.reason), place: span })
}

impl Context<'_> {
    /// A stretch of time by the clock of a calendar.
    fn stretch(
        &mut self,
        from: Required<Leaf<leaf::Moment>>,
        until: Required<Leaf<leaf::Moment>>,
        place: Span,
        calendar: &Calendar,
        handover: Handover,
    ) -> Option<Interval> {
        self.missing(from.is_absent(), "from", place, "the exception");
        self.missing(until.is_absent(), "until", place, "the exception");
        let from = from.into_option().and_then(|from| self.instant(&from, calendar, handover));
        let end = until.into_option()?;
        let until = self.instant(&end, calendar, handover);
        let when = Interval::new(from?, until?);
        if when.is_none() {
            let message = format!("it ends at {}, before it has begun", end.value);
            let fault = Finding::at(Rule::BackwardWindow, end.span, message);
            self.faults.push(fault.help("its end must be later than its start"));
        }
        when
    }

    /// A moment; a date alone means the time of hand-over.
    fn instant(&mut self, moment: &Leaf<leaf::Moment>, calendar: &Calendar, handover: Handover) -> Option<Timestamp> {
        let at = moment.value.time.unwrap_or(handover.time).on(moment.value.date);
        let instant = at.and_then(|at| clock::instant(&calendar.zone, at));
        if instant.is_none() {
            self.bad(&moment.value, moment.span, "date and time", "no clock shows them");
        }
        instant
    }
}
