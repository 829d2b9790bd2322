//! Escalation policies.

use std::collections::HashSet;

use super::super::{Items, Leaf, Ref, Required, Short, Slot, Span, Spanned, Text, Times, raw};
use super::{Context, names, placed, texts, value};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{
    AddressKind, CALLED_OF_ROW, Contact, DEFAULT, Level, LevelContact, Matrix, Party, PartyId, Placed, Policy,
    Response, RotaCall, RotaKind, RowCall, Window,
};

pub(super) fn policy(id: Text, raw: raw::Policy, matrix: &Matrix, context: &mut Context<'_>) -> Policy {
    context.accept(raw.accept, id.span);
    if raw.calendar.is_absent() {
        refuse_hours(&raw.levels, context);
    }
    let levels = (1..).zip(raw.levels);
    let levels: Vec<Level> = levels.filter_map(|(number, raw)| level(number, raw, matrix, context)).collect();
    Policy {
        name: value(raw.name),
        calendar: context.reference(&raw.calendar),
        when_empty: value(raw.when_empty).unwrap_or_default(),
        repeat: repeat(raw.repeat, &levels, context),
        response_from: value(raw.response_from),
        levels,
        place: id.span,
        id: id.value,
    }
}

/// A limit on rounds of the path.
const MAX_ROUNDS: u32 = 99;

/// How often the levels start again. The last one must end for that.
fn repeat(slot: Slot<Leaf<Times>>, levels: &[Level], context: &mut Context<'_>) -> u32 {
    let Some(Leaf { value: times, span }) = slot.into_option() else { return 0 };
    if let Some(last) = levels.last().filter(|last| last.window.until.is_none()) {
        let message = format!("the policy repeats after level {}, which has no end", last.number);
        let fault = Finding::at(Rule::GivenTwice, span, message).related(last.window.place, "the window of the level");
        context.faults.push(fault.help("give the window an `until`, or drop `repeat`"));
        return 0;
    }
    if times > MAX_ROUNDS {
        let how = format!("at most {MAX_ROUNDS} rounds are possible");
        context.bad(times, span, "number of times", &how);
        return 0;
    }
    times
}

/// Without a calendar, a level would wait for hours that never begin.
fn refuse_hours(levels: &Items<Spanned<raw::Level>>, context: &mut Context<'_>) {
    if context.known.calendars.has(DEFAULT) {
        return;
    }
    for hours in levels.iter().filter_map(|level| level.value.hours.get()) {
        let message = format!("no calendar says when {} begin", hours.value.spoken());
        let help = "add `calendar: { time_zone: Europe/Berlin, business_hours: { days: mon-fri, from: \"09:00\", until: \"17:00\" } }` \
                    to the matrix, or name one with `calendar: ID` in the policy";
        context.faults.push(Finding::at(Rule::MissingValue, hours.span, message).help(help));
    }
}

fn level(number: u32, raw: Spanned<raw::Level>, matrix: &Matrix, context: &mut Context<'_>) -> Option<Level> {
    let Spanned { value: raw, span } = raw;
    raw.name.get().into_iter().for_each(|name| names::limit(name, context.faults));
    let name = context.required(raw.name, "name", span, format_args!("level {number}"));
    let window = window(raw.window, span, number, context);
    let response = raw.response.into_option().map(|raw| response(raw, context)).unwrap_or_default();
    let (row, mut contacts) = call(raw.call, matrix, context);
    contacts.extend(raw.contacts.into_iter().filter_map(|raw| contact(raw, matrix, context)));
    context.accept(raw.accept, span);
    Some(Level {
        number,
        name: name?,
        window: window?,
        hours: value(raw.hours),
        scope: texts(raw.scope),
        response,
        authority: texts(raw.authority),
        triggers: texts(raw.triggers),
        row,
        contacts,
        place: span,
    })
}

/// Whom a level calls by `call`. `primary` and `secondary` are reserved ids: no party has them.
fn call(
    raw: Items<Spanned<Short<raw::LevelTarget>>>,
    matrix: &Matrix,
    context: &mut Context<'_>,
) -> (Vec<RowCall>, Vec<LevelContact>) {
    let (mut row, mut contacts, mut called) = (Vec::new(), Vec::new(), HashSet::new());
    for Spanned { value: Short(raw), span } in raw {
        let cell = raw.party.get().and_then(|id| CALLED_OF_ROW.into_iter().find(|of| of.as_str() == id.value));
        let Some(responsibility) = cell else {
            let target = target([&raw.rota, &raw.next], &raw.party, span, matrix, context);
            let target = target.filter(|target| called.insert(*target));
            contacts.extend(target.map(|(party, rota)| LevelContact { rota, ..LevelContact::by_call(party, span) }));
            continue;
        };
        refuse_second_target([&raw.rota, &raw.next], &raw.party, span, context);
        let after = u32::try_from(contacts.len()).unwrap_or(u32::MAX);
        row.push(RowCall { responsibility, after, place: span });
    }
    (row, contacts)
}

/// The party that a level calls, and the rota if it calls the people of one.
fn target(
    rotas: [&Slot<Ref<raw::Rota>>; 2],
    party: &Slot<Ref<Party>>,
    span: Span,
    matrix: &Matrix,
    context: &mut Context<'_>,
) -> Option<(PartyId, Option<RotaCall>)> {
    refuse_second_target(rotas, party, span, context);
    let nothing = party.is_absent() && rotas.iter().all(|rota| rota.is_absent());
    context.missing(nothing, "party", span, "the contact");
    let party = context.reference(party).map(|party| (party, None));
    let called = rotas.into_iter().zip([false, true]).filter_map(|(slot, next)| {
        let id = slot.get()?;
        let rota = context.find(id)?;
        // Another one has its number if a faulty rota is missing.
        let of = matrix.rotas.get(rota.0 as usize).filter(|rota| rota.id == id.value)?;
        if of.kind == RotaKind::Shadow {
            context.bad(&id.value, id.span, "rota to call", "nobody calls the people of a shadow rota");
        }
        Some((of.party, Some(RotaCall { rota, next })))
    });
    let called: Vec<_> = called.collect();
    party.into_iter().chain(called).next()
}

fn refuse_second_target(
    rotas: [&Slot<Ref<raw::Rota>>; 2],
    party: &Slot<Ref<Party>>,
    span: Span,
    context: &mut Context<'_>,
) {
    let given = rotas.iter().filter(|rota| !rota.is_absent()).count() + usize::from(!party.is_absent());
    if given > 1 {
        let fault = Finding::at(Rule::GivenTwice, span, "two targets of a level are written as one");
        context.faults.push(fault.help("keep one of `party`, `rota` and `next`, and write each target on its own"));
    }
}

/// A level without a window could be active at any time, so it must have one.
fn window(slot: Required<Spanned<raw::Window>>, level: Span, number: u32, context: &mut Context<'_>) -> Option<Window> {
    if slot.is_absent() {
        let fault = Finding::at(Rule::MissingValue, level, format!("level {number} has no window"));
        context.faults.push(fault.help("add `window: { from: 0m, until: 15m }`; omit `until` at the last level"));
    }
    let Spanned { value: raw, span } = slot.into_option()?;
    context.missing(raw.from.is_absent(), "from", span, "the window");
    // A faulty end isn't an open end.
    let open = raw.until.is_absent();
    let (from, end) = (value(raw.from), raw.until.into_option());
    if let (Some(from), Some(Leaf { value: until, span: place })) = (from, &end)
        && *until <= from
    {
        let message = format!("the window ends at {until}, before it begins at {from}");
        let help = format!("its end must be later than {from}; leave `until` out if it is open");
        context.faults.push(Finding::at(Rule::BackwardWindow, *place, message).help(help));
        return None;
    }
    let until = if open { None } else { Some(end?.value) };
    Some(Window { from: from?, until, place: span })
}

fn response(raw: Spanned<Short<raw::Response>>, context: &mut Context<'_>) -> Response {
    let Spanned { value: Short(raw), span } = raw;
    let for_some = !raw.business_hours.is_absent() || !raw.off_hours.is_absent();
    if for_some && !raw.always.is_absent() {
        let fault = Finding::at(Rule::GivenTwice, span, "the response is given for all hours and for some");
        context.faults.push(fault.help("write one value for all hours, or `business_hours` and `off_hours`"));
    }
    let always = value(raw.always);
    Response {
        business_hours: always.or(value(raw.business_hours)),
        off_hours: always.or(value(raw.off_hours)),
        place: span,
    }
}

fn contact(raw: Spanned<raw::LevelContact>, matrix: &Matrix, context: &mut Context<'_>) -> Option<LevelContact> {
    let Spanned { value: raw, span } = raw;
    context.accept(raw.accept, span);
    let target = target([&raw.rota, &raw.next], &raw.party, span, matrix, context);
    let addresses = [
        (AddressKind::Phone, placed(raw.phone)),
        (AddressKind::Email, placed(raw.email)),
        (AddressKind::Chat, placed(raw.chat)),
        (AddressKind::Url, placed(raw.url)),
    ];
    let contact = |(kind, address): (AddressKind, Option<Placed<String>>)| {
        let Placed { value: address, place } = address?;
        Some(Contact { label: kind.as_str().to_owned(), kind, address, place })
    };
    let contacts = addresses.into_iter().filter_map(contact).collect();
    let takes = context.references(&raw.for_);
    let (party, rota) = target?;
    Some(LevelContact { party, rota, contacts, cover: value(raw.cover), takes, by_call: false, place: span })
}
