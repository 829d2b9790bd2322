//! `own call`.

use std::collections::HashSet;

use super::reach::{Reach, fitting, joined, labelled};
use super::{Block, Columns, Contact, Facts, Grid, Line, Page, Pages, Rows, Run, phrase};
use crate::query::alert::{AlertCall, EvidenceKind, Found};
use crate::query::{Call, TimeCard};

impl Pages for AlertCall {
    const COLUMNS: Columns = Columns::of(
        "alert ambiguous system=system.id area=area.id name= number= party= level= file=at.file line=at.line",
        &[
            Rows::each("call", "name=.name number=.number party=.party.id level=.level"),
            Rows::each("then", "name=.name number=.number party=.party.id level=.level"),
            Rows::otherwise(""),
        ],
    );

    const IS_BRIEF: bool = true;

    fn page(calls: &[Self]) -> Page {
        choice(calls).into_iter().chain(calls.iter().flat_map(|call| screen(call, alert(calls, call), None))).collect()
    }

    fn full(calls: &[Self]) -> Page {
        let full = |call: &Self| screen(call, alert(calls, call), Some(evidence(call)));
        choice(calls).into_iter().chain(calls.iter().flat_map(full)).collect()
    }
}

/// That an alert fits several systems.
fn choice(calls: &[AlertCall]) -> Option<Block> {
    let count = calls.iter().filter(|call| call.ambiguous).count();
    (count > 0).then(|| Block::line(Run::caution(format!("{count} systems fit equally well: choose one"))))
}

/// The name of an alert, where several are answered.
fn alert<'c>(calls: &'c [AlertCall], call: &'c AlertCall) -> Option<&'c str> {
    call.alert.as_deref().filter(|_| calls.iter().any(|other| other.alert != call.alert))
}

/// Whom to call, then what for.
fn screen(answer: &AlertCall, alert: Option<&str>, details: Option<Block>) -> Vec<Block> {
    let mut reach = Reach::new(answer.now.as_ref());
    let mut rows = labelled("Call now", calls(answer, &answer.call, true, &mut reach));
    if rows.is_empty() {
        rows = vec![Contact {
            label: "Call now".to_owned(),
            name: vec![Run::caution("nobody can be reached")],
            ..Contact::default()
        }];
    }
    let then = calls(answer, &answer.then, false, &mut reach);
    let is_anyone = !answer.call.is_empty() || !then.is_empty();
    rows.extend(labelled("then", if is_anyone { then } else { reach.later() }));
    let areas = answer.areas.iter().map(|area| area.id.as_str()).collect::<Vec<_>>().join(", ");
    let areas = (!areas.is_empty()).then_some(areas);
    let about = Facts::default()
        .fact("for", vec![subject(answer)])
        .fact("alert", alert)
        .fact("areas", &areas)
        .links(&answer.links);
    let mut blocks = vec![Block::Contacts(vec![rows, about.contacts()])];
    let mut places = vec![vec![Run::place(phrase::place(&answer.at))]];
    match details {
        Some(details) => blocks.push(details),
        None => places.extend(matched(answer)),
    }
    blocks.push(Block::Text(places));
    blocks
}

/// The selectors that decided, and where each is. `--explain` has a table of all.
fn matched(answer: &AlertCall) -> Vec<Line> {
    const MOST: usize = 3;
    let mut lines: Vec<Line> = Vec::new();
    for found in answer.matches.iter().filter(|found| found.decides && found.system.id == answer.system.id) {
        let (Some(kind), Some(selector)) = (found.kind.selector(), &found.selector) else { continue };
        let selector = format!("matched {}: {selector}  ", kind.as_str());
        let line = vec![Run::faint(selector), Run::place(phrase::place(&found.at))];
        if lines.len() < MOST && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn subject(answer: &AlertCall) -> Line {
    let area = answer.area.as_ref().map(|area| format!(" · {}", area.name)).unwrap_or_default();
    let decides = |found: &&Found| found.decides && found.system.id == answer.system.id;
    let found = answer.matches.iter().filter(decides).map(|found| phrase_of(longer(found, &answer.matches)));
    let severity = answer.severity.iter().map(|severity| format!("severity {severity}"));
    let mut known = HashSet::from([String::new()]);
    let said: Vec<String> = found.chain(severity).filter(|text| known.insert(text.clone())).collect();
    vec![Run::strong(format!("{}{area}", answer.system.name)), Run::faint(format!("   {}", said.join(", ")))]
}

/// The words of a selector around a name, if they mean the same area.
fn longer<'f>(name: &'f Found, matches: &'f [Found]) -> &'f Found {
    let is_around = |found: &&Found| {
        let same = (&found.system, &found.area) == (&name.system, &name.area);
        found.kind == EvidenceKind::Words && same && found.text.contains(&name.text)
    };
    matches.iter().find(is_around).filter(|_| name.kind == EvidenceKind::Name).unwrap_or(name)
}

fn phrase_of(evidence: &Found) -> String {
    match evidence.kind {
        EvidenceKind::Whole => String::new(),
        EvidenceKind::Words | EvidenceKind::Name => format!("\"{}\"", evidence.text),
        kind => format!("{kind} {}", evidence.text),
    }
}

/// Each with the party that they are on call for, until when, and with the level that calls them. Who is called now doesn't wait
/// for that level.
fn calls(answer: &AlertCall, calls: &[Call], is_now: bool, reach: &mut Reach<'_>) -> Vec<Contact> {
    let mut rows = Vec::new();
    for call in calls {
        let Some(mut row) = reach.call(call) else { continue };
        let party = call
            .party
            .as_ref()
            .filter(|party| party.name != call.name && call.through.is_none())
            .map(|party| fitting(&party.name, &call.party_aliases).to_owned());
        let until = call.until.as_ref().map(|until| format!("until {}", reach.time(until)));
        let level = call.level.filter(|_| call.responsibility.is_none());
        let is_later = |begins: &&TimeCard| answer.now.as_ref().is_some_and(|now| begins.at > now.time.at);
        let begins = call.begins.as_ref().filter(|_| !(is_now && call.is_reachable_now())).filter(is_later);
        let begins = begins.map(|begins| format!("from {}", reach.time(begins)));
        let name = level.and_then(|number| answer.levels.iter().find(|level| level.number == number));
        let level = name.map(|level| format!("level {}: {}", level.number, level.name));
        let said: Vec<String> = party.into_iter().chain(until).chain(begins).chain(level).collect();
        if row.note.is_empty() && !said.is_empty() {
            row.note.push(Run::plain(said.join(", ")));
        } else {
            row.aside = joined([said.join(", "), row.aside]);
        }
        rows.push(row);
    }
    rows
}

/// Everything in the alert that fits, for `--explain`; of an ambiguous alert, what fits this system.
fn evidence(answer: &AlertCall) -> Block {
    let fits = |found: &&Found| !answer.ambiguous || found.system.id == answer.system.id;
    let matches: Vec<&Found> = answer.matches.iter().filter(fits).collect();
    let one_file = phrase::one_file(matches.iter().map(|found| &found.at));
    let grid = Grid::of(matches)
        .column("evidence", |found| found.kind)
        .column("in the alert", |found| &found.text)
        .column("selector?", |found| &found.selector)
        .column("system", |found| &found.system.id)
        .column("area?", |found| found.area.as_ref().map(|area| Run::plain(&area.id)))
        .column("decides?", |found| found.decides.then(|| Run::strong("yes")));
    grid.line(|found| &found.at, one_file).block()
}
