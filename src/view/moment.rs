//! Phrases of a moment: what a time was taken for, which hours it is, who is on call.

use jiff::civil::Date;

use super::{Line, Run, phrase};
use crate::matrix::Hours;
use crate::on_call::Because;
use crate::query::{AsOf, Now, PartyNow, ShiftCard, TimeCard};

/// A time, in the zone of the answer, and of the reader where that is another.
pub(crate) fn time(time: &TimeCard) -> String {
    let reader = time.reader.as_ref().map(|reader| format!(" ({reader})")).unwrap_or_default();
    format!("{}{reader}", time.shown)
}

/// A time in the zone of the answer, as short as it can be read back: later today, within a week, or with its date.
pub(crate) fn short(time: &TimeCard, now: Option<&TimeCard>) -> String {
    let Some((day, date, clock)) = parts(&time.shown) else { return time.shown.clone() };
    let today = now.and_then(|now| parts(&now.shown)).map(|(_, date, _)| date);
    let days = |today: &str| Some(today.parse::<Date>().ok()?.until(date.parse::<Date>().ok()?).ok()?.get_days());
    match today.and_then(days) {
        Some(0) => clock,
        Some(1..7) => format!("{day} {clock}"),
        _ => format!("{date} {clock}"),
    }
}

/// A time in the zone of the answer with its weekday and its date, for lists.
pub(crate) fn dated(time: &TimeCard) -> String {
    parts(&time.shown).map_or_else(|| time.shown.clone(), |(day, date, clock)| format!("{day} {date} {clock}"))
}

/// Weekday, date, and time of day without seconds.
fn parts(shown: &str) -> Option<(&str, &str, String)> {
    let (day, rest) = shown.split_once(' ')?;
    let (date, time) = rest.split_once(' ')?;
    let (clock, offset) = time.split_once(' ').map_or((time, String::new()), |(clock, of)| (clock, format!(" {of}")));
    Some((day, date, format!("{}{offset}", clock.get(..5)?)))
}

/// The clock of the answer, what it is for the reader, and which hours it is.
pub(crate) fn clock(now: &Now) -> Line {
    let city = |zone: &str| zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    let time = dated(&now.time);
    let reader = now.time.reader.as_deref().and_then(parts).map(|(day, date, clock)| {
        let same_day = now.time.shown.contains(date);
        if same_day { format!(" ({clock} for you)") } else { format!(" ({day} {clock} for you)") }
    });
    let hours = match (now.hours, &now.holiday) {
        (Some(_), Some(holiday)) => format!(", off-hours ({holiday})"),
        (Some(Hours::Business), None) => ", business hours".to_owned(),
        (Some(_), None) => ", off-hours".to_owned(),
        (None, _) => String::new(),
    };
    let until = now.changes.as_ref().map(|changes| format!(" until {}", short(changes, Some(&now.time))));
    let after = [reader.unwrap_or_default(), hours, until.unwrap_or_default()].concat();
    vec![Run::strong(time), Run::plain(format!(" {}{after}", city(&now.zone)))]
}

/// The commit that an answer is about, and the clock unless the next line shows it.
pub(crate) fn as_of(as_of: &AsOf, next: Option<&Line>) -> Line {
    let clock = dated(&as_of.now);
    let is_shown = next.and_then(|line| line.first()).is_some_and(|run| run.text == clock);
    let clock = if is_shown { String::new() } else { format!(", clock {clock}") };
    vec![Run::mark(commit(as_of)), Run::plain(clock)]
}

/// The commit that an answer is about.
pub(super) fn commit(as_of: &AsOf) -> String {
    let committed = as_of.committed.as_ref().map(|at| format!(" of {}", dated(at))).unwrap_or_default();
    let asked = if as_of.commit == as_of.asked { String::new() } else { format!(" ({})", as_of.asked) };
    format!("matrix as of commit {}{committed}{asked}", as_of.short)
}

/// The moment, its hours and the reason.
pub(crate) fn lines(now: &Now) -> Vec<Line> {
    let reader = now.time.reader.as_ref().zip(now.reader_zone.as_ref());
    let reader = reader.map(|(time, zone)| format!(" ({time} {zone})")).unwrap_or_default();
    let asked = now.asked.as_ref().map(|asked| Run::faint(format!("  taken from `{asked}`")));
    let first = [Run::strong(&now.time.shown), Run::plain(format!(" {}{reader}", now.zone))];
    let mut lines = vec![first.into_iter().chain(asked).collect()];
    if let Some(hours) = hours(now) {
        lines.push(vec![Run::plain(hours)]);
    }
    lines
}

/// Which hours it is, why, and until when; `None` without a calendar.
fn hours(now: &Now) -> Option<String> {
    let why = match (now.because?, &now.holiday) {
        (Because::Holiday, Some(name)) => format!("off-hours: holiday, {name}"),
        (Because::DayWithoutThem, _) => "off-hours: no business hours on this day".to_owned(),
        (Because::BusinessHours, _) => "business hours".to_owned(),
        _ => "off-hours: outside business hours".to_owned(),
    };
    let change = match (&now.changes, now.hours) {
        (Some(changes), Some(Hours::Business)) => format!(", until {}", time(changes)),
        (Some(changes), _) => format!(", business hours from {}", time(changes)),
        (None, _) => String::new(),
    };
    let calendar = now.calendar.as_ref().map(|id| format!("  (calendar {id})")).unwrap_or_default();
    Some(format!("{why}{change}{calendar}"))
}

/// Who is on call for a party, until when, and who is next; or that it can't be reached, and from when it can.
pub(crate) fn party(party: &PartyNow) -> Vec<Line> {
    let mut lines: Vec<Line> = party.on_call.iter().flat_map(on_call).collect();
    if party.covers == Some(false) {
        lines.push(vec![Run::caution(not_reached(party.covers_next.as_ref()))]);
    }
    if !party.on_call.is_empty() || party.covers_next.is_some() {
        lines.extend(party.next.first().map(next));
    }
    lines.extend(party.rota_link.iter().map(|link| vec![Run::plain("rota: "), Run::mark(link)]));
    lines
}

/// That somebody can't be reached, and from when they can.
pub(crate) fn not_reached(next: Option<&TimeCard>) -> String {
    let next = next.map(|next| format!(", from {}", time(next))).unwrap_or_default();
    format!("not at this hour{next}")
}

/// Who is on call, until when, and how to reach them.
pub(crate) fn on_call(shift: &ShiftCard) -> Vec<Line> {
    let mut line = vec![Run::plain("on call: "), Run::strong(&shift.name)];
    line.extend(shift.until.as_ref().map(|until| Run::plain(format!(" until {}", time(until)))));
    line.extend(shift.why().map(|reason| Run::faint(format!("  {reason}"))));
    let addresses = phrase::contacts(&shift.contacts).into_iter();
    let addresses = addresses.map(|address| std::iter::once(Run::plain("  ")).chain(address).collect());
    std::iter::once(line).chain(addresses).collect()
}

fn next(shift: &ShiftCard) -> Line {
    let mut line = vec![Run::plain("next: "), Run::strong(&shift.name)];
    line.push(Run::plain(format!(" from {}", time(&shift.from))));
    line.extend(shift.why().map(|reason| Run::faint(format!("  {reason}"))));
    line
}
