//! The escalation path with everything: `own escalate --full`.

use super::super::{moment, phrase, who};
use super::{heading, insert_now, is_away, level_facts, now};
use crate::matrix::{Cover, Kind, Responsibility};
use crate::on_call::Hours;
use crate::query::escalate::{AnswerBy, EscalationPath, LevelParty, LevelStep};
use crate::query::moment::TimeCard;
use crate::query::party::PartyCard;
use crate::query::rota::Stretch;
use crate::view::page::{Block, Line, Run, Stop, Timeline};

pub(super) fn path(path: &EscalationPath) -> Vec<Block> {
    let policy = path.system.as_ref().map_or("policy".to_owned(), |_| format!("{},", path.policy.name));
    let mut blocks = vec![heading(path, &policy)];
    blocks.extend(moment_facts(path));
    let called = [Responsibility::Primary, Responsibility::Secondary, Responsibility::Escalation];
    if path.area.is_some() {
        let facts = called.map(|of| (of.as_str().to_owned(), parties_lines(path, &path.cells[of]))).into();
        blocks.push(Block::Facts(facts));
    }
    if let Some(system) = &path.system {
        blocks.extend(who::contacts(&system.name, &path.contacts));
    }
    blocks.push(Block::Timeline(Timeline { stops: stops(path) }));
    blocks.push(Block::Text(vec![vec![Run::faint(phrase::place(&path.at))]]));
    blocks
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
            Some(Hours::Business) => ", in business hours",
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
    if party.kind == Kind::Placeholder {
        first.push(Run::caution(" (placeholder)"));
    }
    if !party.concerned_as.is_empty() {
        first.push(Run::plain(format!("  {}", party.concerned_as.join(", "))));
    }
    match (party.cover, path.hours) {
        _ if party.reached == Some(false) => {
            first.push(Run::caution(format!("  {}", moment::not_reached(party.reached_from.as_ref()))));
        }
        (Some(Cover::BusinessHours), Some(Hours::Off)) if party.reached.is_none() => {
            first.push(Run::caution("  not at these hours"));
        }
        (Some(Cover::BusinessHours), _) => first.push(Run::plain("  in business hours")),
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
        Some(Hours::Business) => vec![Run::plain(format!("{} in business hours", said(business)))],
        Some(_) => vec![Run::plain(format!("{} outside business hours", said(off)))],
        None => vec![Run::plain(format!("{} in business hours, {} outside them", said(business), said(off)))],
    }
}
