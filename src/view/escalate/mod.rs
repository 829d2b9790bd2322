//! `own escalate`.

mod full;

use super::reach::{Reach, labelled, not_to_dial, short_name};
use super::{Pages, moment, phrase};
use crate::matrix::{Cover, Responsibility};
use crate::on_call::Hours;
use crate::query::escalate::{EscalationPath, LevelParty, LevelStep};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Contact, Line, Meaning, Page, Run, Stop, Style, Timeline};

impl Pages for EscalationPath {
    const COLUMNS: Columns = Columns::of(
        "policy=policy.id level=levels.number level_name=levels.name from=levels.from until=levels.until \
         active=levels.active response_business_hours=levels.response_business_hours \
         response_off_hours=levels.response_off_hours party=levels.contacts.id party_name=levels.contacts.name \
         concerned_as=levels.contacts.concerned_as cover=levels.contacts.cover kind=.kind address=.address \
         placeholder=.placeholder file=.at.file|levels.contacts.at.file|levels.at.file \
         line=.at.line|levels.contacts.at.line|levels.at.line",
        &[Rows::each("levels.contacts?.contacts?", "")],
    );

    const IS_BRIEF: bool = true;

    fn page(paths: &[Self]) -> Page {
        Page { blocks: paths.iter().flat_map(|path| screen(path, false)).collect() }
    }

    fn full(paths: &[Self]) -> Page {
        Page { blocks: paths.iter().flat_map(|path| screen(path, true)).collect() }
    }
}

/// Cells of a row whose parties levels call.
const CALLED: [Responsibility; 3] = [Responsibility::Primary, Responsibility::Secondary, Responsibility::Escalation];

/// Columns of a level on a screen of 80 columns.
const ROOM: usize = 71;

/// Whom to call now and next, then the levels: a line each, or with everything.
pub(super) fn screen(path: &EscalationPath, in_full: bool) -> Vec<Block> {
    let mut reach = Reach::new(path.now.as_ref());
    let calls = calls(path, &mut reach);
    // If nobody on the path can be reached, list the system's own addresses.
    let in_vain = calls.iter().all(|call| call.address.iter().all(|address| address.meaning.style() == Style::Caution));
    let contacts = if in_vain && !in_full { reach.contacts(&path.contacts) } else { Vec::new() };
    let mut stops: Vec<Stop> = path.levels.iter().map(|level| level_stop(path, level, &reach)).collect();
    if in_full {
        stops.iter_mut().zip(&path.levels).for_each(|(stop, level)| stop.facts = full::facts(path, level));
    }
    insert_now(path, &mut stops);
    stops.extend(next_round(path, &reach));
    let elapsed = path.elapsed.as_ref().map(|elapsed| format!("{elapsed} in"));
    let clock = path.now.as_ref().map(moment::clock);
    let clock = match (clock, elapsed) {
        (Some(mut clock), elapsed) => {
            clock.extend(elapsed.map(|elapsed| Run::plain(format!(": {elapsed}"))));
            Some(clock)
        }
        (None, elapsed) => elapsed.map(|elapsed| vec![Run::plain(elapsed)]),
    };
    let shown = if in_full && path.area.is_some() { &CALLED[..] } else { &[] };
    let row = shown.iter().flat_map(|of| reach.parties(of.as_str(), &path.cells[*of])).collect();
    let mut blocks = vec![heading(path)];
    blocks.extend(clock.map(|clock| Block::Text(vec![clock])));
    blocks.push(Block::Contacts(vec![calls, row, contacts]));
    blocks.push(Block::Timeline(Timeline { stops }));
    if in_full {
        let parties: Vec<_> = shown.iter().flat_map(|of| path.cells[*of].iter().cloned()).collect();
        blocks.extend(full::about(path, &parties));
    }
    blocks.push(Block::line(Run::new(phrase::place(&path.at), Meaning::Place)));
    blocks
}

/// Whom to call on the active level, and on the next. Without a moment the path starts at its first level.
fn calls(path: &EscalationPath, reach: &mut Reach<'_>) -> Vec<Contact> {
    let mut open = path.levels.iter().filter(|level| !level.skipped);
    let active = match path.elapsed {
        Some(_) => open.find(|level| level.active == Some(true)),
        None => open.next(),
    };
    let Some(active) = active else { return asked_level(path, reach) };
    let tell = |calls: &mut Vec<Contact>, text: String| {
        let first = calls.first_mut();
        first.map(|first| if first.note.is_empty() { first.note = vec![Run::plain(text)] } else { first.aside = text })
    };
    let mut calls = labelled("call", level_calls(path, active, reach));
    let until = active.ends.as_ref().map(|ends| reach.time(ends)).or_else(|| active.until.clone());
    let until = until.map(|until| format!(", until {until}")).unwrap_or_default();
    tell(&mut calls, format!("level {}{until}", active.number));
    if let Some(next) = open.find(|level| level.from_seconds >= active.from_seconds) {
        let mut then = labelled("then", level_calls(path, next, reach));
        let from = next.begins.as_ref().map_or_else(|| next.from.clone(), |begins| reach.time(begins));
        tell(&mut then, format!("level {}, from {from}", next.number));
        calls.extend(then);
    }
    calls
}

/// Whom to call on the one level that was asked about, although another level is active.
fn asked_level(path: &EscalationPath, reach: &mut Reach<'_>) -> Vec<Contact> {
    match path.levels.as_slice() {
        [level] => labelled(&format!("level {}", level.number), level_calls(path, level, reach)),
        _ => Vec::new(),
    }
}

/// Those of a level who take these calls; all of them where the matrix doesn't say who does.
fn assigned(level: &LevelStep) -> impl Iterator<Item = &LevelParty> {
    let said = level.contacts.iter().any(|party| party.assigned == Some(true));
    level.contacts.iter().filter(move |party| !said || party.assigned == Some(true))
}

fn level_calls(path: &EscalationPath, level: &LevelStep, reach: &mut Reach<'_>) -> Vec<Contact> {
    let mut rows = Vec::new();
    for party in assigned(level) {
        let name = vec![Run::strong(short_name(&party.name, &party.aliases))];
        if is_away(path, party) {
            let from = party.reached_from.as_ref().map(|from| format!("from {}", reach.time(from)));
            let note = vec![Run::caution(from.unwrap_or_else(|| "not at these hours".to_owned()))];
            rows.push(Contact { name, note, ..Contact::default() });
            continue;
        }
        let mut called = reach.call((&party.name, &party.aliases), &party.contacts, &party.on_call);
        // The level ends before most shifts do.
        for contact in &mut called {
            contact.note.clear();
        }
        if let (true, Some(contact)) = (called.is_empty(), party.contacts.iter().find(|contact| contact.placeholder)) {
            let (address, note) = not_to_dial(contact);
            called.push(Contact { name, address, note, ..Contact::default() });
        }
        let takes: Vec<String> = party.takes.iter().map(|party| party.name.clone()).collect();
        if let (Some(first), false) = (called.first_mut(), takes.is_empty()) {
            first.aside = format!("for {}", takes.join(", "));
        }
        rows.extend(called);
    }
    rows
}

/// Checks whether a party can't be reached, as far as the matrix says.
fn is_away(path: &EscalationPath, party: &LevelParty) -> bool {
    let hours = (party.cover, path.hours) == (Some(Cover::BusinessHours), Some(Hours::Off));
    party.reached.map_or(hours, |reached| !reached)
}

/// A level on one line: when, who, and the answer deadline. The active level also has its authority.
fn level_stop(path: &EscalationPath, level: &LevelStep, reach: &Reach<'_>) -> Stop {
    let is_active = level.active == Some(true);
    let mut title = vec![Run::plain(format!("{} {}  ", level.number, level.name))];
    if level.skipped || level.nobody == Some(true) {
        let skipped = if level.skipped { "skipped, " } else { "" };
        title.push(Run::caution(format!("{skipped}nobody can be reached")));
    } else {
        let (when, answer) = (when(level, reach), answer(level, reach));
        let texts = [level.name.as_str()].into_iter().chain(when.as_deref()).chain(answer.as_deref());
        let room = ROOM.saturating_sub(texts.map(|text| text.chars().count() + 2).sum());
        let names = if is_active { None } else { names(level, room) };
        title.push(Run::faint([when, names, answer].into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    let mut facts = level_facts(level, is_active);
    facts.retain(|(label, _)| label != "deals with");
    Stop { at: level.from.clone(), title, now: is_active.then(|| now(path, level)), facts }
}

fn when(level: &LevelStep, reach: &Reach<'_>) -> Option<String> {
    match (&level.begins, &level.ends) {
        (Some(begins), Some(ends)) => Some(format!("{} to {}", reach.time(begins), reach.time(ends))),
        (Some(begins), None) => Some(format!("from {}", reach.time(begins))),
        (None, _) => level.until.as_ref().map(|until| format!("until {until}")),
    }
}

/// Whom a level calls; as many names as there is room for, since none of them may break.
fn names(level: &LevelStep, room: usize) -> Option<String> {
    let name = |party: &LevelParty| match party.on_call.as_slice() {
        [] => short_name(&party.name, &party.aliases),
        shifts => shifts.iter().map(|shift| shift.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    let names: Vec<String> = assigned(level).map(name).collect();
    let all = |count: usize| match (names.get(..count)?.join(", "), names.len() - count) {
        (some, 0) => Some(some),
        (some, more) => Some(format!("{some}, {more} more")),
    };
    let fitting = (1..=names.len()).rev().filter_map(all);
    fitting.into_iter().find(|text| text.chars().count() <= room)
}

fn answer(level: &LevelStep, reach: &Reach<'_>) -> Option<String> {
    if let Some(answer) = level.answer_by.last() {
        let verb = if answer.left.is_some() { "answer due" } else { "was due" };
        return Some(format!("{verb} {}", reach.time(&answer.time)));
    }
    let (business, off) = (&level.response_business_hours, &level.response_off_hours);
    match (business, off, level.hours) {
        (Some(business), Some(off), None) if business != off => Some(format!("answers in {business}, off-hours {off}")),
        (Some(response), _, Some(Hours::Business)) | (_, Some(response), _) | (Some(response), ..) => {
            Some(format!("answers in {response}"))
        }
        (None, None, _) => None,
    }
}

/// That the path starts again.
fn next_round(path: &EscalationPath, reach: &Reach<'_>) -> Option<Stop> {
    // One level, or those that speak of something, needn't include the last.
    let is_whole = path.levels.len() > 1 && path.levels.iter().all(|level| level.speaks_of_it.is_empty());
    let last = path.levels.last().filter(|_| is_whole)?;
    let round = path.active_round.filter(|round| *round == last.round && *round < path.rounds)? + 1;
    let from = last.ends.as_ref().map(|ends| format!("  from {}", reach.time(ends))).unwrap_or_default();
    let title = vec![Run::plain(format!("round {round} of {}", path.rounds)), Run::faint(from)];
    Some(Stop { at: last.until.clone()?, title, ..Stop::default() })
}

fn heading(path: &EscalationPath) -> Block {
    let whom = match (&path.system, &path.area) {
        (Some(system), Some(area)) => format!("{} · {}", system.name, area.name),
        (Some(system), None) => system.name.clone(),
        _ => path.policy.name.clone(),
    };
    let round = path.active_round.filter(|_| path.rounds > 1);
    let round = round.map(|round| format!(", round {round} of {}", path.rounds)).unwrap_or_default();
    Block::Heading(1, vec![Run::strong(whom), Run::faint(format!("  policy {}{round}", path.policy.id))])
}

/// The present moment, where none of the levels shown is active then.
fn insert_now(path: &EscalationPath, stops: &mut Vec<Stop>) {
    if let (Some(elapsed), Some(at)) = (&path.elapsed, path.elapsed_seconds)
        && path.levels.iter().all(|level| level.active != Some(true))
    {
        let before = path.levels.iter().filter(|level| level.from_seconds <= at).count();
        let title = match (path.active_level, path.next_level) {
            (Some(active), _) => format!("level {active} is active"),
            (None, Some(next)) => format!("no level is active, the next is level {next}"),
            (None, None) => "no level is active any more".to_owned(),
        };
        let round = path.active_round.filter(|_| path.rounds > 1).map(|round| format!(", round {round}"));
        let now = Some(format!("now: {elapsed} elapsed{}", round.unwrap_or_default()));
        stops.insert(before, Stop { at: elapsed.clone(), title: vec![Run::caution(title)], now, facts: Vec::new() });
    }
}

/// Scope, authority and triggers of a level.
fn level_facts(level: &LevelStep, in_full: bool) -> Vec<(String, Vec<Line>)> {
    let list = |texts: &[String]| texts.join(", ");
    let mut facts = vec![("mentions", Run::strong(list(&level.speaks_of_it)))];
    if in_full {
        facts.push(("go on when", Run::plain(list(&level.triggers))));
        facts.push(("may", Run::plain(list(&level.authority))));
        facts.push(("deals with", Run::plain(list(&level.scope))));
    }
    let said = facts.into_iter().filter(|(_, run)| !run.text.is_empty());
    said.map(|(label, run)| (label.to_owned(), vec![vec![run]])).collect()
}

fn now(path: &EscalationPath, level: &LevelStep) -> String {
    let elapsed = path.elapsed.as_deref().unwrap_or_default();
    match &level.left {
        Some(left) => format!("now: {elapsed} elapsed, {left} left"),
        None => format!("now: {elapsed} elapsed"),
    }
}
