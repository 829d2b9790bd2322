//! `own escalate`.

use super::who::contacts;
use super::{Pages, phrase};
use crate::format::page::{Block, Grid, Line, Page, Run, Stop, Timeline};
use crate::query::card::{ContactCard, PartyCard};
use crate::query::escalate::{EscalationPath, LevelParty, LevelStep};

impl Pages for EscalationPath {
    fn page(paths: &[Self]) -> Page {
        Page { blocks: paths.iter().flat_map(path).collect() }
    }

    fn grid(paths: &[Self]) -> Grid {
        let header = [
            "policy",
            "level",
            "level_name",
            "from",
            "until",
            "active",
            "response_business_hours",
            "response_off_hours",
            "party",
            "party_name",
            "concerned_as",
            "cover",
            "kind",
            "address",
            "placeholder",
            "file",
            "line",
        ];
        let rows = paths.iter().flat_map(|path| path.levels.iter().flat_map(|level| level_rows(path, level))).collect();
        Grid { header: header.map(str::to_owned).into(), rows }
    }
}

/// A row for each address of a level; one for a party without any, and one for a level without anybody.
fn level_rows(path: &EscalationPath, level: &LevelStep) -> Vec<Vec<String>> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let row = |party: Option<&LevelParty>, contact: Option<&ContactCard>| {
        let of_party = |of: fn(&LevelParty) -> String| party.map(of).unwrap_or_default();
        let at = contact.map(|contact| &contact.at).or(party.map(|party| &party.at)).unwrap_or(&level.at);
        vec![
            path.policy.id.clone(),
            level.number.to_string(),
            level.name.clone(),
            level.from.clone(),
            text(&level.until),
            level.active.map(|active| active.to_string()).unwrap_or_default(),
            text(&level.response_business_hours),
            text(&level.response_off_hours),
            of_party(|party| party.id.clone()),
            of_party(|party| party.name.clone()),
            of_party(|party| party.concerned_as.join("; ")),
            of_party(|party| party.cover.unwrap_or_default().to_owned()),
            contact.map(|contact| contact.kind.to_owned()).unwrap_or_default(),
            contact.map(|contact| contact.address.clone()).unwrap_or_default(),
            contact.map(|contact| contact.placeholder.to_string()).unwrap_or_default(),
            at.file.clone(),
            at.line.to_string(),
        ]
    };
    let mut rows = Vec::new();
    for party in &level.contacts {
        rows.extend(party.contacts.iter().map(|contact| row(Some(party), Some(contact))));
        if party.contacts.is_empty() {
            rows.push(row(Some(party), None));
        }
    }
    if rows.is_empty() { vec![row(None, None)] } else { rows }
}

fn path(path: &EscalationPath) -> Vec<Block> {
    let mut blocks = vec![heading(path)];
    let cells = [("primary", &path.primary), ("secondary", &path.secondary), ("escalation", &path.escalation)];
    if path.area.is_some() {
        let facts = cells.into_iter().map(|(label, parties)| (label.to_owned(), parties_lines(parties))).collect();
        blocks.push(Block::Facts(facts));
    }
    if let Some(system) = &path.system {
        blocks.extend(contacts(&system.name, &path.contacts));
    }
    blocks.push(Block::Timeline(Timeline { stops: stops(path) }));
    blocks.push(Block::Text(vec![vec![Run::faint(phrase::place(&path.at))]]));
    blocks
}

fn heading(path: &EscalationPath) -> Block {
    let whom = match (&path.system, &path.area) {
        (Some(system), Some(area)) => format!("{} · {}", system.name, area.name),
        (Some(system), None) => system.name.clone(),
        _ => path.policy.name.clone(),
    };
    let policy = if path.system.is_some() {
        format!("  {}, {}", path.policy.name, path.policy.id)
    } else {
        format!("  {}", path.policy.id)
    };
    Block::Heading(1, vec![Run::strong(whom), Run::faint(policy)])
}

/// Parties by name with their cover, one a line. Their addresses stand at the levels.
fn parties_lines(parties: &[PartyCard]) -> Vec<Line> {
    if parties.is_empty() {
        return vec![vec![Run::caution(phrase::NOT_SAID)]];
    }
    parties.iter().map(phrase::party_in_short).collect()
}

/// The levels, and the present moment where none of those shown is active then.
fn stops(path: &EscalationPath) -> Vec<Stop> {
    let mut stops: Vec<Stop> = path.levels.iter().map(|level| stop(path, level)).collect();
    if let (Some(elapsed), Some(at)) = (&path.elapsed, path.elapsed_seconds)
        && path.levels.iter().all(|level| level.active != Some(true))
    {
        let before = path.levels.iter().filter(|level| level.from_seconds <= at).count();
        let title = match (path.active_level, path.next_level) {
            (Some(active), _) => format!("level {active} is active"),
            (None, Some(next)) => format!("no level is active, the next is level {next}"),
            (None, None) => "no level is active any more".to_owned(),
        };
        let now = Some(format!("now: {elapsed} elapsed"));
        stops.insert(before, Stop { at: elapsed.clone(), title: vec![Run::caution(title)], now, facts: Vec::new() });
    }
    stops
}

fn stop(path: &EscalationPath, level: &LevelStep) -> Stop {
    let fact = |label: &str, lines: Vec<Line>| (label.to_owned(), lines);
    let list = |texts: &[String]| vec![vec![Run::plain(texts.join(", "))]];
    let mut facts = Vec::new();
    if !level.speaks_of_it.is_empty() {
        facts.push(fact("speaks of it", vec![vec![Run::strong(level.speaks_of_it.join(", "))]]));
    }
    facts.push(fact("call", call(path, level)));
    facts.push(fact("response", vec![response(path, level)]));
    if !level.triggers.is_empty() {
        facts.push(fact("go on when", list(&level.triggers)));
    }
    if !level.authority.is_empty() {
        facts.push(fact("may", list(&level.authority)));
    }
    if !level.scope.is_empty() {
        facts.push(fact("deals with", list(&level.scope)));
    }
    Stop {
        at: level.from.clone(),
        title: vec![Run::plain(format!("Level {}: {}", level.number, level.name)), Run::faint(window(level))],
        now: level.active.filter(|active| *active).map(|_| now(path, level)),
        facts,
    }
}

/// How long it lasts; its beginning stands on the timeline.
fn window(level: &LevelStep) -> String {
    level.until.as_ref().map_or("  with no end".to_owned(), |until| format!("  until {until}"))
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
        let name = |party: &&LevelParty| match (party.cover, path.hours) {
            (Some("business-hours"), Some("off-hours")) => format!("{} (not at these hours)", party.name),
            _ => party.name.clone(),
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
        (Some("business-hours"), Some("off-hours")) => first.push(Run::caution("  not at these hours")),
        (Some("business-hours"), _) => first.push(Run::plain("  in business hours")),
        (Some(cover), _) => first.push(Run::plain(format!("  {cover}"))),
        (None, _) => {}
    }
    if !party.takes.is_empty() {
        let names: Vec<&str> = party.takes.iter().map(|party| party.name.as_str()).collect();
        first.push(Run::faint(format!("  for {}", names.join(", "))));
    }
    // One address stands beside its party: a page of four levels is read in a hurry.
    if let [address] = party.contacts.as_slice() {
        first.extend([Run::plain("  "), phrase::address(address)]);
        return vec![first];
    }
    let addresses = party.contacts.iter().map(|address| vec![Run::plain("  "), phrase::address(address)]);
    std::iter::once(first).chain(addresses).collect()
}

/// How soon they answer: at the hours that were asked about, or at both.
fn response(path: &EscalationPath, level: &LevelStep) -> Line {
    let said = |response: &Option<String>| response.clone().unwrap_or_else(|| phrase::NOT_SAID.to_owned());
    let (business, off) = (&level.response_business_hours, &level.response_off_hours);
    match path.hours {
        _ if business.is_none() && off.is_none() => vec![Run::caution(phrase::NOT_SAID)],
        _ if business == off => vec![Run::plain(format!("{} at any hour", said(off)))],
        Some("business-hours") => vec![Run::plain(format!("{} in business hours", said(business)))],
        Some(_) => vec![Run::plain(format!("{} outside business hours", said(off)))],
        None => vec![Run::plain(format!("{} in business hours, {} outside them", said(business), said(off)))],
    }
}
