//! `own escalate`.

mod calls;
mod full;

use std::collections::HashSet;

use calls::{calls, is_in_vain};

use super::reach::{Reach, fitting, short_name};
use super::{Block, Columns, Line, Page, Pages, Rows, Run, Stop, Timeline, moment, phrase};
use crate::matrix::{Hours, Responsibility};
use crate::query::escalate::{EscalationPath, LevelParty, LevelStep};

impl Pages for EscalationPath {
    const COLUMNS: Columns = Columns::of(
        "policy=policy.id level=levels.number level_name=levels.name from=levels.from until=levels.until \
         waits_for=levels.waits_for passed_over=levels.passed_over active_level=active.number response_business_hours=levels.response_business_hours \
         response_off_hours=levels.response_off_hours party=levels.contacts.id party_name=levels.contacts.name \
         rota=levels.contacts.rota.id rota_next=levels.contacts.rota.next \
         concerned_as=levels.contacts.concerned_as cover=levels.contacts.cover kind=.kind|levels.contacts.held_by.contacts.kind \
         address=.address|levels.contacts.held_by.contacts.address \
         placeholder=.placeholder file=.at.file|levels.contacts.at.file|levels.at.file \
         line=.at.line|levels.contacts.at.line|levels.at.line",
        &[Rows::each("levels.contacts?.contacts?", "")],
    );

    const IS_BRIEF: bool = true;

    fn page(paths: &[Self]) -> Page {
        paths.iter().flat_map(|path| screen(&in_minutes(path), false)).collect()
    }

    fn full(paths: &[Self]) -> Page {
        paths.iter().flat_map(|path| screen(&in_minutes(path), true)).collect()
    }
}

/// Without the seconds of a minute, which only a countdown shows.
fn in_minutes(path: &EscalationPath) -> EscalationPath {
    let mut path = path.clone();
    let left = path.active.as_mut().and_then(|active| active.left.as_mut());
    for time in path.elapsed.as_mut().into_iter().chain(left) {
        if let Some(last) = time.rfind(['h', 'm']) {
            time.truncate(last + 1);
        }
    }
    path
}

/// Columns of a level on a screen of 80 columns.
const ROOM: usize = 71;

/// Columns of two lines below it.
const FACT_ROOM: usize = 118;

/// Whom to call now and next, then the levels: a line each, or with everything.
pub(super) fn screen(path: &EscalationPath, in_full: bool) -> Vec<Block> {
    let mut reach = Reach::new(path.now.as_ref());
    let calls = calls(path, &mut reach);
    // If the system's own addresses stand in, list the others too.
    let contacts = if is_in_vain(path) && !in_full { reach.contacts(&path.contacts) } else { Vec::new() };
    let mut stops = if in_full { Vec::new() } else { past_rounds(path, &reach) };
    for level in path.levels.iter().filter(|level| in_full || !is_past_round(path, level)) {
        let stop = level_stop(path, level, &reach);
        stops.push(if in_full { Stop { facts: full::facts(path, level), ..stop } } else { stop });
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
    let shown = if in_full && path.area.is_some() { &Responsibility::CALLED[..] } else { &[] };
    let row = shown.iter().flat_map(|of| reach.cell(of.as_str(), &path.cells[*of])).collect();
    let mut blocks = vec![heading(path)];
    blocks.extend(clock.map(|clock| Block::Text(vec![clock])));
    blocks.push(Block::Contacts(vec![calls, row, contacts]));
    blocks.push(Block::Timeline(Timeline { stops }));
    if in_full {
        let parties: Vec<_> =
            shown.iter().flat_map(|of| path.cells[*of].iter().map(|party| party.base.clone())).collect();
        blocks.extend(full::about(path, &parties));
    }
    blocks.push(Block::line(Run::place(phrase::place(&path.at))));
    blocks
}

/// A level on one line: when, who, and the answer deadline. The active level also has its authority.
fn level_stop(path: &EscalationPath, level: &LevelStep, reach: &Reach<'_>) -> Stop {
    let is_active = path.is_active(level);
    let mut facts = level_facts(level, is_active);
    facts.retain(|(label, _)| label != "deals with");
    let mut title = vec![Run::plain(format!("{} {}  ", level.number, level.name))];
    let names = |room| names(level, room);
    match (level.skipped, level.nobody) {
        _ if level.passed_over => title.push(Run::caution(passed_over(level, reach))),
        (true, Some(false)) => {
            title.push(Run::caution("skipped, nobody could be reached"));
            title.push(Run::faint(names(ROOM).map(|names| format!(", now {names}")).unwrap_or_default()));
        }
        (true, _) => title.push(Run::caution(format!("skipped, {}", nobody(level, reach)))),
        (false, Some(true)) => title.push(Run::caution(nobody(level, reach))),
        (false, _) => {
            let (when, answer, before) = (when(level, reach), answer(level, reach), before(level, reach));
            let texts = [Some(level.name.as_str()), when.as_deref(), answer.as_deref()].into_iter().flatten();
            let room = ROOM.saturating_sub(texts.map(|text| text.chars().count() + 2).sum());
            // The calls above name those of the active level, unless addresses of the system stand in for them.
            let names = if is_active && !is_in_vain(path) { before } else { names(room) };
            let is_above = || path.call.iter().chain(&path.then).any(|call| call.level == Some(level.number));
            if names.is_none() && !is_above() {
                facts.splice(0..0, call_fact(level));
            }
            title.push(Run::faint([when, names, answer].into_iter().flatten().collect::<Vec<_>>().join(", ")));
        }
    }
    Stop { at: level.from.clone(), title, now: is_active.then(|| now(path)), facts }
}

/// Whom a level calls, if its own line has no room for a name.
fn call_fact(level: &LevelStep) -> Option<(String, Vec<Line>)> {
    Some(("call".to_owned(), vec![vec![Run::plain(names(level, FACT_ROOM)?)]]))
}

/// That the level ends before the hours begin for which it waits.
fn passed_over(level: &LevelStep, reach: &Reach<'_>) -> String {
    let hours = level.waits_for.map(Hours::spoken).unwrap_or_default();
    let begin = level.waits_until.as_ref().map(|begin| format!(" begin, {}", reach.time(begin)));
    format!("passed over, ends before {hours}{}", begin.unwrap_or_default())
}

/// That nobody can be reached, and from when somebody can.
fn nobody(level: &LevelStep, reach: &Reach<'_>) -> String {
    let from =
        level.called().filter_map(|party| party.reached_from.as_ref()).min_by(|one, other| one.at.cmp(&other.at));
    let until = from.map(|from| format!(" until {}", reach.time(from))).unwrap_or_default();
    format!("nobody can be reached{until}")
}

fn when(level: &LevelStep, reach: &Reach<'_>) -> Option<String> {
    let waits = level.waits_for.zip(level.waits_until.as_ref());
    let waits = waits.map(|(hours, until)| format!("waits for {}, {}", hours.spoken(), reach.time(until)));
    match (&level.begins, &level.ends) {
        (None, _) if waits.is_some() => waits,
        (Some(begins), Some(ends)) => Some(format!("{} to {}", reach.time(begins), reach.time(ends))),
        (Some(begins), None) => Some(format!("from {}", reach.time(begins))),
        (None, _) => level.until.as_ref().map(|until| format!("until {until}")),
    }
}

/// Who was on call when the active level began, or that nobody was, if that has changed.
fn before(level: &LevelStep, reach: &Reach<'_>) -> Option<String> {
    let shift = level.called().flat_map(|party| &party.on_call_before).next();
    let shift = shift.and_then(|shift| {
        Some(format!("{} until {}", fitting(&shift.name, &shift.aliases), reach.time(shift.until.as_ref()?)))
    });
    let begins = level.begins.as_ref().filter(|_| level.nobody == Some(false));
    let gap = begins.and_then(|begins| level.uncovered.iter().find(|gap| gap.from.at == begins.at));
    shift.or_else(|| gap.map(|gap| format!("nobody until {}", reach.time(&gap.until))))
}

/// The people on call for a party of a level, or the party itself: ids and names.
fn people(party: &LevelParty) -> Vec<(&str, String)> {
    let called = if party.rota.as_ref().is_some_and(|rota| rota.next) { &party.next } else { &party.on_call };
    match called.as_slice() {
        [] => vec![(&party.id, short_name(&party.name, &party.aliases))],
        shifts => {
            shifts.iter().map(|shift| (shift.id.as_str(), fitting(&shift.name, &shift.aliases).to_owned())).collect()
        }
    }
}

/// Whom a level calls, each once.
fn names(level: &LevelStep, room: usize) -> Option<String> {
    let mut known = HashSet::new();
    let called = level.called().flat_map(people).filter(|(id, _)| known.insert(*id));
    phrase::as_many(&called.map(|(_, name)| name).collect::<Vec<_>>(), room)
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

/// Whether all levels are shown: not one of them, nor those that mention something.
fn is_whole(path: &EscalationPath) -> bool {
    path.levels.len() > 1 && path.levels.iter().all(|level| level.speaks_of_it.is_empty())
}

/// Whether a level belongs to a round before the active one, or before the last.
fn is_past_round(path: &EscalationPath, level: &LevelStep) -> bool {
    let last = || path.levels.last().filter(|_| path.elapsed.is_some()).map(|last| last.round);
    let round = path.active.as_ref().map(|active| active.round).or_else(last);
    is_whole(path) && round.is_some_and(|round| level.round < round)
}

/// A line for each round before the active one.
fn past_rounds(path: &EscalationPath, reach: &Reach<'_>) -> Vec<Stop> {
    let past: Vec<&LevelStep> = path.levels.iter().filter(|level| is_past_round(path, level)).collect();
    let rounds = past.chunk_by(|one, other| one.round == other.round);
    rounds.filter_map(|round| Some(past_round(round.first()?, round.last()?, path, reach))).collect()
}

fn past_round(first: &LevelStep, last: &LevelStep, path: &EscalationPath, reach: &Reach<'_>) -> Stop {
    let times = first.begins.as_ref().zip(last.ends.as_ref());
    let times = times.map(|(begins, ends)| format!("  {} to {}", reach.time(begins), reach.time(ends)));
    let title =
        vec![Run::plain(format!("round {} of {}", first.round, path.rounds)), Run::faint(times.unwrap_or_default())];
    Stop { at: first.from.clone(), title, ..Stop::default() }
}

/// That the path starts again.
fn next_round(path: &EscalationPath, reach: &Reach<'_>) -> Option<Stop> {
    // The only level of a policy is the whole round.
    let is_whole = |last: &&LevelStep| is_whole(path) || (path.is_active(last) && path.next_level.is_none());
    let last = path.levels.last().filter(is_whole)?;
    let round =
        path.active.as_ref().map(|active| active.round).filter(|round| *round == last.round && *round < path.rounds)?
            + 1;
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
    let round = path.active.as_ref().map(|active| active.round).filter(|_| path.rounds > 1);
    let round = round.map(|round| format!(", round {round} of {}", path.rounds)).unwrap_or_default();
    let severity = path.severity.as_ref().map(|severity| format!(", severity {severity}")).unwrap_or_default();
    Block::Heading(1, vec![Run::strong(whom), Run::faint(format!("  policy {}{severity}{round}", path.policy.id))])
}

/// The present moment, where none of the levels shown is active then.
fn insert_now(path: &EscalationPath, stops: &mut Vec<Stop>) {
    if let (Some(elapsed), Some(at)) = (&path.elapsed, path.elapsed_seconds)
        && !path.levels.iter().any(|level| path.is_active(level))
    {
        let coming = path.levels.iter().filter(|level| level.from_seconds > at).count();
        let title = match (&path.active, path.next_level) {
            (Some(active), _) => format!("level {} is active", active.number),
            (None, Some(next)) => format!("no level is active, the next is level {next}"),
            (None, None) => "no level is active any more".to_owned(),
        };
        let round = path.active.as_ref().filter(|_| path.rounds > 1).map(|active| format!(", round {}", active.round));
        let now = Some(format!("now: {elapsed} elapsed{}", round.unwrap_or_default()));
        stops.insert(
            stops.len().saturating_sub(coming),
            Stop { at: elapsed.clone(), title: vec![Run::caution(title)], now, facts: Vec::new() },
        );
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

fn now(path: &EscalationPath) -> String {
    let elapsed = path.elapsed.as_deref().unwrap_or_default();
    match path.active.as_ref().and_then(|active| active.left.as_ref()) {
        Some(left) => format!("now: {elapsed} elapsed, {left} left"),
        None => format!("now: {elapsed} elapsed"),
    }
}
