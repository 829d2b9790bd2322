//! `own escalate`.

use super::reach::{Reach, labelled, not_to_dial, short_name};
use super::who::contacts;
use super::{Pages, moment, phrase};
use crate::matrix::Responsibility;
use crate::query::escalate::{AnswerBy, EscalationPath, LevelParty, LevelStep};
use crate::query::moment::TimeCard;
use crate::query::party::PartyCard;
use crate::query::rota::Stretch;
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
        Page { blocks: paths.iter().flat_map(screen).collect() }
    }

    fn full(paths: &[Self]) -> Page {
        Page { blocks: paths.iter().flat_map(path).collect() }
    }
}

/// Columns of a level on a screen of 80 columns.
const ROOM: usize = 71;

/// Whom to call now and next, then the levels, a line each.
pub(super) fn screen(path: &EscalationPath) -> Vec<Block> {
    let mut reach = Reach::new(path.now.as_ref());
    let calls = calls(path, &mut reach);
    // The system's own addresses stand in where nobody of the path can be reached.
    let in_vain = calls.iter().all(|call| call.address.iter().all(|address| address.meaning.style() == Style::Caution));
    let contacts = if in_vain { reach.contacts(&path.contacts) } else { Vec::new() };
    let mut stops: Vec<Stop> = path.levels.iter().map(|level| level_stop(path, level, &reach)).collect();
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
    let mut blocks = vec![heading(path, "policy")];
    blocks.extend(clock.map(|clock| Block::Text(vec![clock])));
    blocks.push(Block::Contacts(vec![calls, contacts]));
    blocks.push(Block::Timeline(Timeline { stops }));
    blocks.push(Block::Text(vec![vec![Run::new(phrase::place(&path.at), Meaning::Place)]]));
    blocks
}

/// Whom to call on the active level, and on the next. Without a moment the path starts at its first level.
fn calls(path: &EscalationPath, reach: &mut Reach<'_>) -> Vec<Contact> {
    let mut open = path.levels.iter().filter(|level| !level.skipped);
    let active = match path.elapsed {
        Some(_) => open.find(|level| level.active == Some(true)),
        None => open.next(),
    };
    let Some(active) = active else { return Vec::new() };
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
        called.iter_mut().for_each(|contact| contact.note.clear());
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

/// Whether a party can't be reached, as far as the matrix says.
fn is_away(path: &EscalationPath, party: &LevelParty) -> bool {
    let hours = (party.cover, path.hours) == (Some("business-hours"), Some("off-hours"));
    party.reached.map_or(hours, |reached| !reached)
}

/// A level in a line: when, who, and by when they answer. What it may do is told where it is active.
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
        (Some(response), _, Some("business-hours")) | (_, Some(response), _) | (Some(response), ..) => {
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

fn path(path: &EscalationPath) -> Vec<Block> {
    let policy = path.system.as_ref().map_or("policy".to_owned(), |_| format!("{},", path.policy.name));
    let mut blocks = vec![heading(path, &policy)];
    blocks.extend(moment_facts(path));
    let called = [Responsibility::Primary, Responsibility::Secondary, Responsibility::Escalation];
    if path.area.is_some() {
        let facts = called.map(|of| (of.as_str().to_owned(), parties_lines(path, &path.cells[of]))).into();
        blocks.push(Block::Facts(facts));
    }
    if let Some(system) = &path.system {
        blocks.extend(contacts(&system.name, &path.contacts));
    }
    blocks.push(Block::Timeline(Timeline { stops: stops(path) }));
    blocks.push(Block::Text(vec![vec![Run::faint(phrase::place(&path.at))]]));
    blocks
}

fn heading(path: &EscalationPath, policy: &str) -> Block {
    let whom = match (&path.system, &path.area) {
        (Some(system), Some(area)) => format!("{} · {}", system.name, area.name),
        (Some(system), None) => system.name.clone(),
        _ => path.policy.name.clone(),
    };
    let round = path.active_round.filter(|_| path.rounds > 1);
    let round = round.map(|round| format!(", round {round} of {}", path.rounds)).unwrap_or_default();
    Block::Heading(1, vec![Run::strong(whom), Run::faint(format!("  {policy} {}{round}", path.policy.id))])
}

/// Parties by name with their cover, one a line. Their addresses stand at the levels.
fn parties_lines(path: &EscalationPath, parties: &[PartyCard]) -> Vec<Line> {
    if parties.is_empty() {
        return vec![vec![Run::caution(phrase::NOT_SAID)]];
    }
    let then = |card: &PartyCard| {
        let now = path.now.as_ref().and_then(|now| now.parties.iter().find(|told| told.id == card.id));
        now.filter(|now| now.covers == Some(false)).map(|now| moment::not_reached(now.covers_next.as_ref()))
    };
    let line = |card: &PartyCard| {
        let mut line = phrase::party_in_short(card);
        line.extend(then(card).map(|words| Run::caution(format!("  {words}"))));
        line
    };
    parties.iter().map(line).collect()
}

/// The moment that is asked about, and the start of the incident.
fn moment_facts(path: &EscalationPath) -> Option<Block> {
    let now = path.now.as_ref()?;
    let mut facts = Vec::new();
    if let Some(since) = &path.since {
        facts.push(("since".to_owned(), vec![vec![Run::strong(moment::time(since))]]));
    }
    facts.push(("now".to_owned(), moment::lines(now)));
    Some(Block::Facts(facts))
}

/// The levels with everything.
fn stops(path: &EscalationPath) -> Vec<Stop> {
    let mut stops: Vec<Stop> = path.levels.iter().map(|level| stop(path, level)).collect();
    insert_now(path, &mut stops);
    stops
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

fn stop(path: &EscalationPath, level: &LevelStep) -> Stop {
    let fact = |label: &str, lines: Vec<Line>| (label.to_owned(), lines);
    let mut facts = Vec::new();
    if let Some(begins) = &level.begins {
        facts.push(fact("when", vec![times(begins, level)]));
    }
    if level.nobody == Some(true) {
        facts.push(fact("but", vec![vec![Run::caution(nobody(path, level))]]));
    } else if !level.uncovered.is_empty() {
        facts.push(fact("but", level.uncovered.iter().map(uncovered).collect()));
    }
    facts.push(fact("call", call(path, level)));
    facts.push(fact("response", vec![response(level)]));
    if !level.answer_by.is_empty() && !level.skipped {
        facts.push(fact("answer by", answer_by(level)));
    }
    facts.extend(level_facts(level, true));
    Stop {
        at: level.from.clone(),
        title: vec![Run::plain(format!("Level {}: {}", level.number, level.name)), Run::faint(window(path, level))],
        now: level.active.filter(|active| *active).map(|_| now(path, level)),
        facts,
    }
}

/// What is asked about, and what the level may do and when the next one takes over.
fn level_facts(level: &LevelStep, in_full: bool) -> Vec<(String, Vec<Line>)> {
    let list = |texts: &[String]| texts.join(", ");
    let mut facts = vec![("speaks of it", Run::strong(list(&level.speaks_of_it)))];
    if in_full {
        facts.push(("go on when", Run::plain(list(&level.triggers))));
        facts.push(("may", Run::plain(list(&level.authority))));
        facts.push(("deals with", Run::plain(list(&level.scope))));
    }
    let said = facts.into_iter().filter(|(_, run)| !run.text.is_empty());
    said.map(|(label, run)| (label.to_owned(), vec![vec![run]])).collect()
}

/// How long it lasts; its beginning stands on the timeline.
fn window(path: &EscalationPath, level: &LevelStep) -> String {
    let round = if path.rounds > 1 { format!(", round {} of {}", level.round, path.rounds) } else { String::new() };
    match &level.until {
        _ if level.skipped => format!("  skipped{round}"),
        Some(until) => format!("  until {until}{round}"),
        None => format!("  with no end{round}"),
    }
}

/// The moments at which it begins and ends.
fn times(begins: &TimeCard, level: &LevelStep) -> Line {
    let until = level.ends.as_ref().filter(|_| !level.skipped);
    let until = until.map(|ends| format!(" until {}", moment::time(ends))).unwrap_or_default();
    vec![Run::plain(format!("{}{until}", moment::time(begins)))]
}

/// That nobody can be reached for some of its time.
fn uncovered(stretch: &Stretch) -> Line {
    let (from, until) = (moment::time(&stretch.from), moment::time(&stretch.until));
    vec![Run::caution(format!("nobody can be reached from {from} until {until}"))]
}

/// That nobody can be reached when it begins, and what becomes of it.
fn nobody(path: &EscalationPath, level: &LevelStep) -> String {
    let then = match () {
        () if level.skipped => ": it takes no time",
        () if path.since.is_some() && level.until.is_some() => ": its time is waited out",
        () => "",
    };
    format!("nobody can be reached then{then}")
}

/// By when it must answer. Ways to count that come to the same moment are told once.
fn answer_by(level: &LevelStep) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, answer) in level.answer_by.iter().enumerate() {
        let same = |other: &&AnswerBy| other.time == answer.time && other.hours == answer.hours;
        if level.answer_by.iter().take(index).any(|other| same(&other)) {
            continue;
        }
        let all = level.answer_by.iter().filter(same).map(|answer| format!("the start of the {}", answer.counted_from));
        let left = match (&answer.left, &answer.late) {
            (Some(left), _) => format!("in {left}"),
            (None, late) => format!("{} ago", late.as_deref().unwrap_or_default()),
        };
        let hours = match answer.hours {
            Some("business-hours") => ", in business hours",
            Some(_) => ", outside business hours",
            None => "",
        };
        let counted = all.collect::<Vec<_>>().join(" and ");
        lines.push(vec![
            Run::strong(moment::time(&answer.time)),
            Run::plain(format!("  {left}")),
            Run::faint(format!("  counted from {counted}{hours}")),
        ]);
    }
    lines
}

fn now(path: &EscalationPath, level: &LevelStep) -> String {
    let elapsed = path.elapsed.as_deref().unwrap_or_default();
    match &level.left {
        Some(left) => format!("now: {elapsed} elapsed, {left} left"),
        None => format!("now: {elapsed} elapsed"),
    }
}

/// Whom to call: those to whom these calls go a line each, and the rest on one. Where the matrix doesn't say to whom,
/// all a line each.
fn call(path: &EscalationPath, level: &LevelStep) -> Vec<Line> {
    if level.contacts.is_empty() {
        return vec![vec![Run::caution(phrase::NOT_SAID)]];
    }
    let (assigned, others): (Vec<&LevelParty>, Vec<&LevelParty>) =
        level.contacts.iter().partition(|party| party.assigned == Some(true));
    if assigned.is_empty() {
        return others.into_iter().flat_map(|party| party_lines(path, party)).collect();
    }
    let mut lines: Vec<Line> = assigned.into_iter().flat_map(|party| party_lines(path, party)).collect();
    if !others.is_empty() {
        let name = |party: &&LevelParty| {
            if is_away(path, party) { format!("{} (not at these hours)", party.name) } else { party.name.clone() }
        };
        let names: Vec<String> = others.iter().map(name).collect();
        lines.push(vec![Run::faint(format!("also at this level: {}", names.join(", ")))]);
    }
    lines
}

fn party_lines(path: &EscalationPath, party: &LevelParty) -> Vec<Line> {
    let mut first = phrase::known_as(&party.name, &party.aliases);
    if party.kind == "placeholder" {
        first.push(Run::caution(" (placeholder)"));
    }
    if !party.concerned_as.is_empty() {
        first.push(Run::plain(format!("  {}", party.concerned_as.join(", "))));
    }
    match (party.cover, path.hours) {
        _ if party.reached == Some(false) => {
            first.push(Run::caution(format!("  {}", moment::not_reached(party.reached_from.as_ref()))));
        }
        (Some("business-hours"), Some("off-hours")) if party.reached.is_none() => {
            first.push(Run::caution("  not at these hours"));
        }
        (Some("business-hours"), _) => first.push(Run::plain("  in business hours")),
        (Some(cover), _) => first.push(Run::plain(format!("  {cover}"))),
        (None, _) => {}
    }
    if !party.takes.is_empty() {
        let names: Vec<&str> = party.takes.iter().map(|party| party.name.as_str()).collect();
        first.push(Run::faint(format!("  for {}", names.join(", "))));
    }
    let on_call = party.on_call.iter().flat_map(moment::on_call);
    let on_call = on_call.map(|line| [vec![Run::plain("  ")], line].concat());
    // One address stands beside its party: a page of four levels is read in a hurry.
    if let [address] = party.contacts.as_slice() {
        first.extend([Run::plain("  "), phrase::address(address)]);
        return std::iter::once(first).chain(on_call).collect();
    }
    let addresses = party.contacts.iter().map(|address| vec![Run::plain("  "), phrase::address(address)]);
    std::iter::once(first).chain(addresses).chain(on_call).collect()
}

/// How soon they answer: at the hours of the level, or at both.
fn response(level: &LevelStep) -> Line {
    let said = |response: &Option<String>| response.clone().unwrap_or_else(|| phrase::NOT_SAID.to_owned());
    let (business, off) = (&level.response_business_hours, &level.response_off_hours);
    match level.hours {
        _ if business.is_none() && off.is_none() => vec![Run::caution(phrase::NOT_SAID)],
        _ if business == off => vec![Run::plain(format!("{} at any hour", said(off)))],
        Some("business-hours") => vec![Run::plain(format!("{} in business hours", said(business)))],
        Some(_) => vec![Run::plain(format!("{} outside business hours", said(off)))],
        None => vec![Run::plain(format!("{} in business hours, {} outside them", said(business), said(off)))],
    }
}
