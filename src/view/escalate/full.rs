//! Additions of `own escalate --full`.

use super::super::reach::Reach;
use super::super::{Block, Line, Run, moment, phrase, who};
use super::level_facts;
use crate::matrix::{Hours, Kind};
use crate::query::escalate::{AnswerBy, EscalationPath, LevelParty, LevelStep};
use crate::query::{PartyCard, RotaCallCard};

type Fact = (String, Vec<Line>);

/// The policy and the incident, the row's parties, and the system's contacts.
pub(super) fn about(path: &EscalationPath, parties: &[PartyCard]) -> Vec<Block> {
    let mut facts = vec![("policy".to_owned(), vec![vec![Run::plain(&path.policy.name)]])];
    facts.extend(path.since.iter().map(|since| ("since".to_owned(), vec![vec![Run::strong(moment::time(since))]])));
    facts.extend(who::details(path.now.as_ref(), parties));
    let contacts = path.system.iter().flat_map(|system| who::contacts(&system.name, &path.contacts));
    std::iter::once(Block::Facts(facts)).chain(contacts).collect()
}

/// All that the matrix says of a level.
pub(super) fn facts(path: &EscalationPath, level: &LevelStep) -> Vec<Fact> {
    let (mut called, others): (Vec<_>, Vec<_>) = level.contacts.iter().partition(|party| party.assigned == Some(true));
    called.extend(others);
    let facts = [
        ("when", when(path, level)),
        ("but", gaps(path, level)),
        ("call", called.into_iter().flat_map(|party| party_lines(path, level, party)).collect()),
        ("response", vec![response(level)]),
        ("answer by", level.answer_by.iter().filter(|_| !level.skipped).map(answer_by).collect()),
    ];
    let facts = facts.into_iter().filter(|(_, lines)| !lines.is_empty());
    facts.map(|(label, lines)| (label.to_owned(), lines)).chain(level_facts(level, true)).collect()
}

/// When the level begins and ends, after the start of the incident and by the clock; nothing that its title says.
fn when(path: &EscalationPath, level: &LevelStep) -> Vec<Line> {
    if level.begins.is_none() && path.rounds == 1 && level.until.is_some() && level.waits_until.is_none() {
        return Vec::new();
    }
    let until = level.until.as_ref().map_or("with no end".to_owned(), |until| format!("until {until}"));
    let until = if level.skipped { "skipped".to_owned() } else { until };
    let round = if path.rounds > 1 { format!(", round {} of {}", level.round, path.rounds) } else { String::new() };
    if level.passed_over {
        return vec![vec![Run::caution(super::passed_over(level, &Reach::new(path.now.as_ref())))]];
    }
    let ends = level.ends.as_ref().filter(|_| !level.skipped);
    let ends = ends.map(|ends| format!(" until {}", moment::time(ends))).unwrap_or_default();
    let clock = level.begins.as_ref().map(|begins| format!("{}{ends}", moment::time(begins)));
    let waits = level.waits_for.zip(level.waits_until.as_ref());
    let waits = waits.map(|(hours, until)| format!("waits for {} until {}", hours.spoken(), moment::time(until)));
    std::iter::once(format!("{until}{round}")).chain(clock).chain(waits).map(|text| vec![Run::plain(text)]).collect()
}

/// When nobody can be reached, and what follows from it.
fn gaps(path: &EscalationPath, level: &LevelStep) -> Vec<Line> {
    let nobody = |then: String| vec![Run::caution(format!("nobody can be reached {then}"))];
    let gap = |[from, until]: [&_; 2]| nobody(format!("from {} until {}", moment::time(from), moment::time(until)));
    match level.nobody {
        Some(true) if level.skipped => vec![nobody("then: it takes no time".to_owned())],
        Some(true) if path.since.is_some() && level.until.is_some() => {
            vec![nobody("then: its time is waited out".to_owned())]
        }
        Some(true) => vec![nobody("then".to_owned())],
        _ => level.uncovered.iter().map(|stretch| gap([&stretch.from, &stretch.until])).collect(),
    }
}

/// A party of a level: why it is called, its cover, all its contacts, and who is on call for it.
fn party_lines(path: &EscalationPath, level: &LevelStep, party: &LevelParty) -> Vec<Line> {
    let mut first = phrase::mention(&party.id, &party.name, &party.aliases, party.kind == Kind::Placeholder);
    first.splice(1..1, phrase::alias(&party.aliases));
    let cover = party.cover.map(|cover| cover.when().to_owned());
    let takes: Vec<&str> = party.takes.iter().map(|party| party.name.as_str()).collect();
    let takes = (!takes.is_empty()).then(|| format!("for {}", takes.join(", ")));
    let others = level.contacts.iter().any(|other| other.assigned == Some(true)) && party.assigned != Some(true);
    let others = others.then(|| "also at this level".to_owned());
    let rota = party.rota.as_ref().map(RotaCallCard::in_words);
    let about = party.concerned_as.iter().cloned().chain(rota).chain(cover).chain(takes).chain(others);
    first.extend(about.map(|text| Run::plain(format!("  {text}"))));
    if party.is_reached(path.hours) == Some(false) {
        first.push(Run::caution(format!("  {}", moment::not_reached(party.reached_from.as_ref()))));
    }
    let contacts = phrase::contacts(&party.contacts);
    let contacts = contacts.into_iter().chain(phrase::holders(&party.held_by));
    std::iter::once(first).chain(contacts).chain(party.on_call.iter().flat_map(moment::on_call)).collect()
}

/// How soon the level answers.
fn response(level: &LevelStep) -> Line {
    let said = |response: &Option<String>| response.clone().unwrap_or_else(|| phrase::NOT_SAID.to_owned());
    let (business, off) = (&level.response_business_hours, &level.response_off_hours);
    match business == off {
        true if off.is_none() => vec![Run::caution(phrase::NOT_SAID)],
        true => vec![Run::plain(format!("{} at any hour", said(off)))],
        false => vec![Run::plain(format!("{} in business hours, {} outside them", said(business), said(off)))],
    }
}

/// A deadline by one way to count.
fn answer_by(answer: &AnswerBy) -> Line {
    let left = answer.left.as_ref().map(|left| format!("in {left}"));
    let left = left.unwrap_or_else(|| format!("{} ago", answer.late.as_deref().unwrap_or_default()));
    let hours = match answer.hours {
        Some(Hours::Business) => ", in business hours",
        Some(_) => ", outside business hours",
        None => "",
    };
    let counted = Run::faint(format!("  counted from the start of the {}{hours}", answer.counted_from));
    vec![Run::strong(moment::time(&answer.time)), Run::plain(format!("  {left}")), counted]
}
