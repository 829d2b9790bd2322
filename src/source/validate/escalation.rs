//! Escalation policies.

use super::super::raw;
use super::super::spanned::{Short, Slot, Spanned, Text};
use super::super::text::Span;
use super::{Context, text, texts};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::{AddressKind, Duration, Level, LevelContact, Policy, Response, Window};

pub(super) fn policies(raw: Vec<(Text, raw::Policy)>, context: &mut Context<'_>) -> Vec<Policy> {
    raw.into_iter().map(|(id, raw)| policy(id, raw, context)).collect()
}

fn policy(id: Text, raw: raw::Policy, context: &mut Context<'_>) -> Policy {
    let levels = (1..).zip(raw.levels);
    context.accept(raw.accept, id.span);
    let levels: Vec<Level> = levels.filter_map(|(number, raw)| level(number, raw, context)).collect();
    Policy {
        name: text(raw.name),
        calendar: context.calendar(&raw.calendar),
        when_empty: context.word_in(&raw.when_empty, "way").unwrap_or_default(),
        repeat: repeat(raw.repeat, &levels, context),
        response_from: context.word_in(&raw.response_from, "start"),
        levels,
        place: id.span,
        id: id.value,
    }
}

/// More rounds than anybody waits for.
const MOST_ROUNDS: u32 = 99;

/// How often the levels come again. The last one has to end for that.
fn repeat(slot: Slot<Text>, levels: &[Level], context: &mut Context<'_>) -> u32 {
    let Some(span) = slot.get().map(|text| text.span) else { return 0 };
    let Some(last) = levels.last().filter(|last| last.window.until.is_none()) else {
        let text = slot.get().cloned();
        let times = context.count(slot, "number of times").unwrap_or_default();
        if let Some(text) = text.filter(|_| times > MOST_ROUNDS) {
            context.bad(
                &text,
                "number of times",
                &format!("a path that isn't answered {MOST_ROUNDS} times isn't answered"),
            );
            return 0;
        }
        return times;
    };
    let message = format!("the policy starts again after level {}, which has no end", last.number);
    let fault = Finding::at(Rule::GivenTwice, span, message).related(last.window.place, "the window of the level");
    context.faults.push(fault.help("give the window an `until`, or drop `repeat`"));
    0
}

fn level(number: u32, raw: Spanned<raw::Level>, context: &mut Context<'_>) -> Option<Level> {
    let Spanned { value: raw, span } = raw;
    let name = context.required(raw.name, "name", span, format_args!("level {number}"));
    let window = window(raw.window, span, number, context);
    let response = raw.response.into_option().map(|raw| response(raw, context)).unwrap_or_default();
    let contacts = raw.contacts.into_iter().filter_map(|raw| contact(raw, context)).collect();
    context.accept(raw.accept, span);
    Some(Level {
        number,
        name: name?,
        window: window?,
        scope: texts(raw.scope),
        response,
        authority: texts(raw.authority),
        triggers: texts(raw.triggers),
        contacts,
        place: span,
    })
}

/// A level without a window could be the active one at any time: it must have one.
fn window(slot: Slot<Spanned<raw::Window>>, level: Span, number: u32, context: &mut Context<'_>) -> Option<Window> {
    if slot.is_absent() {
        let fault = Finding::at(Rule::MissingValue, level, format!("level {number} has no window"));
        context.faults.push(fault.help("add `window: { from: 0m, until: 15m }`; leave `until` out of the last one"));
    }
    let Spanned { value: raw, span } = slot.into_option()?;
    if raw.from.is_absent() {
        context.required(raw.from.clone(), "from", span, "the window");
    }
    let open = raw.until.is_absent();
    let end = raw.until.get().map(|until| until.span);
    let from: Option<Duration> = context.duration(raw.from);
    let until: Option<Duration> = context.duration(raw.until);
    if let (Some(from), Some(until), Some(end)) = (from, until, end)
        && until <= from
    {
        let help = format!("its end must be later than {from}; leave `until` out if it is open");
        context.faults.push(
            Finding::at(
                Rule::BackwardWindow,
                end,
                format!("the window ends at {until}, before it has begun at {from}"),
            )
            .help(help),
        );
        return None;
    }
    // An end that had a fault is not an open end.
    let until = if open { None } else { Some(until?) };
    Some(Window { from: from?, until, place: span })
}

fn response(raw: Spanned<Short<raw::Response>>, context: &mut Context<'_>) -> Response {
    let Spanned { value: Short(raw), span } = raw;
    let for_some = !raw.business_hours.is_absent() || !raw.off_hours.is_absent();
    if for_some && !raw.always.is_absent() {
        let help = "write one value for all hours, or `business_hours` and `off_hours`";
        context
            .faults
            .push(Finding::at(Rule::GivenTwice, span, "the response is given for all hours and for some").help(help));
    }
    let always: Option<Duration> = context.duration(raw.always);
    let business_hours: Option<Duration> = context.duration(raw.business_hours);
    let off_hours: Option<Duration> = context.duration(raw.off_hours);
    Response { business_hours: always.or(business_hours), off_hours: always.or(off_hours), place: span }
}

fn contact(raw: Spanned<raw::LevelContact>, context: &mut Context<'_>) -> Option<LevelContact> {
    let Spanned { value: raw, span } = raw;
    if raw.party.is_absent() {
        context.required(raw.party.clone(), "party", span, "the contact");
    }
    context.accept(raw.accept, span);
    let party = raw.party.get().and_then(|party| context.party(party));
    let addresses = [
        (AddressKind::Phone, raw.phone),
        (AddressKind::Email, raw.email),
        (AddressKind::Chat, raw.chat),
        (AddressKind::Url, raw.url),
    ];
    let addresses = addresses.into_iter().filter_map(|(kind, slot)| Some((kind, slot.into_option()?)));
    let contacts =
        addresses.filter_map(|(kind, address)| context.contact(kind.as_str().to_owned(), kind, address)).collect();
    let cover = context.word_in(&raw.cover, "cover");
    let takes = context.parties(raw.for_);
    Some(LevelContact { party: party?, contacts, cover, takes, place: span })
}
