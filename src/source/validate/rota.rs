//! On-call rotas.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;

use super::super::{Items, Leaf, Ref, Required, RequiredItems, Short, Slot, Span, Spanned, Text, leaf, raw};
use super::{Context, calendar, handover, value};
use crate::diagnostic::{Finding, Rule};
use crate::limits;
use crate::matrix::graph::cycles;
use crate::matrix::{
    Calendar, CalendarId, Cover, Handover, Interval, Matrix, NOBODY, OnAbsence, Order, Override, Party, PartyId, Rota,
    RotaHours, RotaKind, Temporary, clock,
};

pub(super) fn rota(id: Text, raw: raw::Rota, matrix: &Matrix, context: &mut Context<'_>) -> Option<Rota> {
    let owner = format!("rota `{}`", id.value);
    context.accept(raw.accept, id.span);
    context.missing(raw.for_.is_absent(), "for", id.span, &owner);
    context.missing(raw.handover.is_absent(), "handover", id.span, &owner);
    context.missing(raw.order.is_absent(), "order", id.span, &owner);
    let party = context.reference(&raw.for_);
    if let Some(party) = party {
        refuse_two_places(party, id.span, matrix, context);
    }
    let calendar = calendar_of(&raw.calendar, party, id.span, matrix, context);
    let hours = hours(raw.cover, raw.hours, context);
    let handover = raw.handover.into_option().and_then(|raw| handover::handover(raw, context));
    let order = orders(raw.order, &raw.start, id.span, &owner, context);
    if let (Some(handover), Some(start)) = (&handover, raw.start.get()) {
        handover::start_on_handover(handover, start, context);
    }
    let fallback = context.references(&raw.fallback);
    // Exceptions to a faulty rule can't be checked.
    let (handover, of) = (handover?, matrix.calendars.get(calendar?.0 as usize)?);
    let temporary = raw.temporary.into_iter().filter_map(|raw| temporary(raw, of, &handover, context)).collect();
    let overrides = raw.overrides.into_iter().filter_map(|raw| stands_in(raw, of, &handover, context)).collect();
    let until = raw.until.into_option();
    let end = until.as_ref().and_then(|until| context.instant(until, of, &handover));
    let rota = Rota {
        name: value(raw.name),
        party: party?,
        kind: value(raw.kind).unwrap_or(RotaKind::Primary),
        calendar: calendar?,
        hours: hours?,
        handover,
        order: order?,
        start: value(raw.start),
        until: end,
        fallback,
        on_absence: value(raw.on_absence).unwrap_or(OnAbsence::Next),
        temporary,
        overrides,
        place: id.span,
        id: id.value,
    };
    if let (Some(until), Some(start)) = (until, rota.order.first().and_then(|first| rota.first_day(first))) {
        context.last_day(start, until.value.date, until.span)?;
    }
    Some(rota)
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
        (false, Some(Cover::OffHours)) => Some(RotaHours::Off),
        (false, Some(Cover::AroundTheClock)) => Some(RotaHours::All),
        (false, None) => (!faulty).then_some(RotaHours::All),
    }
}

/// The orders by date, or the only one.
fn orders(
    raw: RequiredItems<Spanned<Short<raw::Order>>>,
    start: &Slot<Leaf<leaf::Date>>,
    rota: Span,
    owner: &str,
    context: &mut Context<'_>,
) -> Option<Vec<Order>> {
    let is_dated = raw.iter().any(|Spanned { value: Short(order), .. }| !order.from.is_absent());
    if is_dated {
        if let Some(start) = start.get() {
            let fault = Finding::at(Rule::GivenTwice, start.span, "the start of the rota is given twice");
            context.faults.push(fault.help("drop it: the order has dates"));
        }
        return dated_orders(raw, context);
    }
    // The others are looked up, too.
    let turns: Vec<_> = raw.iter().map(|Spanned { value: Short(order), .. }| turns(&order.who, context)).collect();
    raw.all().filter(|orders| !orders.is_empty() && orders.iter().all(|of| !of.value.0.who.is_absent()))?;
    let turns: Option<Vec<Vec<Vec<PartyId>>>> = turns.into_iter().collect();
    let who: Vec<Vec<PartyId>> = turns?.into_iter().map(|turn| turn.concat()).collect();
    // It matters whose turn comes first.
    context.missing(start.is_absent() && who.len() > 1, "start", rota, owner);
    Some(vec![Order { from: None, who }])
}

fn dated_orders(raw: RequiredItems<Spanned<Short<raw::Order>>>, context: &mut Context<'_>) -> Option<Vec<Order>> {
    let mut orders: Vec<Option<(Order, Span)>> = Vec::new();
    let order = |Spanned { value: Short(raw), span }: &Spanned<Short<raw::Order>>, context: &mut Context<'_>| {
        context.missing(raw.from.is_absent(), "from", *span, "the order");
        context.missing(raw.who.is_absent(), "who", *span, "the order");
        let who = turns(&raw.who, context).filter(|who| !who.is_empty());
        Some((Order { from: Some(raw.from.get()?.value), who: who? }, *span))
    };
    orders.extend(raw.iter().map(|raw| order(raw, context)));
    raw.all()?;
    let mut orders: Vec<(Order, Span)> = orders.into_iter().collect::<Option<_>>()?;
    orders.sort_by_key(|(order, _)| order.from);
    for pair in orders.windows(2).filter(|pair| pair[0].0.from == pair[1].0.from) {
        let fault = Finding::at(Rule::GivenTwice, pair[1].1, "two orders begin on the same day");
        context.faults.push(fault.related(pair[0].1, "the other one").help("keep one of the two"));
    }
    Some(orders.into_iter().map(|(order, _)| order).collect())
}

/// Everyone of each turn; `None` if one is unknown, because the turns of the others depend on it.
fn turns<const REQUIRED: bool>(
    raw: &Items<Items<Ref<Party>>, REQUIRED>,
    context: &mut Context<'_>,
) -> Option<Vec<Vec<PartyId>>> {
    let turns = raw.iter().map(|turn| turn.iter().map(|id| context.find(id)).collect::<Vec<_>>());
    let turns: Vec<Vec<Option<PartyId>>> = turns.collect();
    let is_whole = raw.is_whole() && raw.iter().all(|turn| turn.is_whole() && !turn.is_absent());
    let turns = turns.into_iter().map(|turn| turn.into_iter().collect()).collect::<Option<_>>();
    turns.filter(|_| is_whole)
}

fn temporary(
    Spanned { value: raw, span }: Spanned<raw::Temporary>,
    calendar: &Calendar,
    of_rota: &Handover,
    context: &mut Context<'_>,
) -> Option<Temporary> {
    context.missing(raw.order.is_absent(), "order", span, "the temporary rule");
    let own = if raw.handover.is_absent() {
        Some(of_rota.clone())
    } else {
        raw.handover.into_option().and_then(|raw| handover::handover(raw, context))
    };
    let order = turns(&raw.order, context).filter(|order| !order.is_empty());
    let when = context.stretch(raw.from, raw.until, span, calendar, own.as_ref().unwrap_or(of_rota));
    Some(Temporary { when: when?, order: order?, handover: own?, reason: value(raw.reason), place: span })
}

fn stands_in(
    Spanned { value: raw, span }: Spanned<raw::Override>,
    calendar: &Calendar,
    of_rota: &Handover,
    context: &mut Context<'_>,
) -> Option<Override> {
    context.missing(raw.who.is_absent(), "who", span, "the override");
    let is_nobody = |id: &Ref<Party>| id.value == NOBODY;
    if raw.who.iter().any(is_nobody) {
        context.missing(raw.reason.is_absent(), "reason", span, "the override without anyone");
    }
    let named: Vec<Option<PartyId>> = raw.who.iter().filter(|id| !is_nobody(id)).map(|id| context.find(id)).collect();
    if let Some(nobody) = raw.who.iter().find(|id| is_nobody(id)).filter(|_| !named.is_empty()) {
        context.bad(NOBODY, nobody.span, "person here", "write `who: nobody`, or drop it from the list");
    }
    let replaces = context.reference(&raw.replaces);
    let when = context.stretch(raw.from, raw.until, span, calendar, of_rota);
    raw.who.all().filter(|who| !who.is_empty())?;
    Some(Override {
        when: when?,
        who: named.into_iter().collect::<Option<_>>()?,
        replaces,
        all_hours: value(raw.all_hours).unwrap_or(false),
        reason: value(raw.reason),
        place: span,
    })
}

/// Refuses rotas whose people on call depend on themselves, and chains of rotas that are too long.
pub(super) fn refuse_circles(matrix: &Matrix, context: &mut Context<'_>) {
    let with_rotas: HashSet<PartyId> = matrix.rotas.iter().map(|rota| rota.party).collect();
    let mut inner: HashMap<usize, Vec<usize>> = HashMap::new();
    for rota in &matrix.rotas {
        // A party in its own order means the party itself.
        let others = rota.members().into_iter().map(|(member, _)| member).filter(|member| *member != rota.party);
        let others = others.filter(|member| with_rotas.contains(member)).map(|member| member.0 as usize);
        inner.entry(rota.party.0 as usize).or_default().extend(others);
    }
    let next = |party: usize| inner.get(&party).cloned().unwrap_or_default();
    // Of several rotas of a party the first one.
    let places: HashMap<usize, Span> =
        matrix.rotas.iter().rev().map(|rota| (rota.party.0 as usize, rota.place)).collect();
    let place = |party: usize| places.get(&party).copied();
    let circles = cycles(matrix.parties.len(), next);
    for circle in &circles {
        let Some(first) = circle.first().copied() else { continue };
        let ids: Vec<&str> = circle.iter().chain([&first]).map(|at| matrix.parties[*at].id.as_str()).collect();
        let message = format!("circular rota: {}", ids.join(" → "));
        let fault = Finding::at(Rule::CircularRota, place(first).unwrap_or_default(), message);
        context
            .faults
            .push(fault.help("a party in an order means its person on call; name people in one of the rotas"));
    }
    let mut level: BTreeSet<usize> = inner.keys().copied().filter(|_| circles.is_empty()).collect();
    for _ in 0..limits::NESTED_ROTAS {
        level = level.into_iter().flat_map(next).collect();
    }
    if let Some(deepest) = level.first() {
        let message = format!("more than {} rotas take their people from one another", limits::NESTED_ROTAS);
        context
            .faults
            .push(Finding::at(Rule::CircularRota, place(*deepest).unwrap_or_default(), message).help("name people"));
    }
}

impl Context<'_> {
    /// A stretch of time by the clock of a calendar.
    fn stretch(
        &mut self,
        from: Required<Leaf<leaf::Moment>>,
        until: Required<Leaf<leaf::Moment>>,
        place: Span,
        calendar: &Calendar,
        handover: &Handover,
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
    fn instant(&mut self, moment: &Leaf<leaf::Moment>, calendar: &Calendar, handover: &Handover) -> Option<Timestamp> {
        let at = moment.value.time.unwrap_or(handover.time()).on(moment.value.date);
        let instant = at.and_then(|at| clock::instant(&calendar.zone, at));
        if instant.is_none() {
            self.bad(&moment.value, moment.span, "date and time", "no clock shows them");
        }
        instant
    }
}
