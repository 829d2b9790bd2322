//! Escalation policies.

use super::super::container::{Items, Required, Short, Slot, Spanned};
use super::super::leaf::{Leaf, Ref, Text, Times};
use super::super::raw;
use super::super::text::Span;
use super::{Context, names, placed, texts, value};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{
    AddressKind, CALLED_OF_ROW, Contact, Level, LevelContact, Party, Placed, Policy, Response, RowCall, Window,
};

pub(super) fn policy(id: Text, raw: raw::Policy, context: &mut Context<'_>) -> Policy {
    context.accept(raw.accept, id.span);
    let levels = (1..).zip(raw.levels);
    let levels: Vec<Level> = levels.filter_map(|(number, raw)| level(number, raw, context)).collect();
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

fn level(number: u32, raw: Spanned<raw::Level>, context: &mut Context<'_>) -> Option<Level> {
    let Spanned { value: raw, span } = raw;
    raw.name.get().into_iter().for_each(|name| names::limit(name, context.faults));
    let name = context.required(raw.name, "name", span, format_args!("level {number}"));
    let window = window(raw.window, span, number, context);
    let response = raw.response.into_option().map(|raw| response(raw, context)).unwrap_or_default();
    let (row, mut contacts) = call(&raw.call, context);
    contacts.extend(raw.contacts.into_iter().filter_map(|raw| contact(raw, context)));
    context.accept(raw.accept, span);
    Some(Level {
        number,
        name: name?,
        window: window?,
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
fn call(ids: &Items<Ref<Party>>, context: &mut Context<'_>) -> (Vec<RowCall>, Vec<LevelContact>) {
    let (mut row, mut contacts) = (Vec::new(), Vec::new());
    for id in ids.iter() {
        match CALLED_OF_ROW.into_iter().find(|of| of.as_str() == id.value) {
            Some(responsibility) => {
                let after = u32::try_from(contacts.len()).unwrap_or(u32::MAX);
                row.push(RowCall { responsibility, after, place: id.span });
            }
            None => contacts.extend(context.find(id).map(|party| LevelContact::by_call(party, id.span))),
        }
    }
    (row, contacts)
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

fn contact(raw: Spanned<raw::LevelContact>, context: &mut Context<'_>) -> Option<LevelContact> {
    let Spanned { value: raw, span } = raw;
    context.missing(raw.party.is_absent(), "party", span, "the contact");
    context.accept(raw.accept, span);
    let party = context.reference(&raw.party);
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
    Some(LevelContact {
        party: party?,
        contacts,
        cover: value(raw.cover),
        takes: context.references(&raw.for_),
        by_call: false,
        place: span,
    })
}
