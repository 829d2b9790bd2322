//! The escalation path: level after level, each with whom it calls.

use super::{Drawn, Graph, Look};
use crate::matrix::Kind;
use crate::query::RotaCallCard;
use crate::query::escalate::{EscalationPath, LevelParty, LevelStep};

impl Drawn for EscalationPath {
    fn graph(&self) -> Graph {
        let mut graph = Graph::default();
        let of = self.system.as_ref().map(|system| system.name.clone());
        let elapsed = self.elapsed.as_ref().map(|elapsed| format!("{elapsed} elapsed"));
        let head = ["Incident".to_owned(), of.unwrap_or_default()];
        let area = self.area.as_ref().map(|area| area.name.clone());
        let mut before = graph.node(Look::Start, head.into_iter().chain(area).chain(elapsed));
        for level in &self.levels {
            let at = graph.node(look(self, level), lines(self, level));
            graph.arrow(before, at, format!("after {}", level.from));
            call(&mut graph, at, level);
            before = at;
        }
        graph
    }
}

fn look(path: &EscalationPath, level: &LevelStep) -> Look {
    if path.is_active(level) { Look::Active } else { Look::Box }
}

fn lines(path: &EscalationPath, level: &LevelStep) -> Vec<String> {
    let window = match &level.until {
        Some(until) => format!("{} until {until}", level.from),
        None => format!("from {}, with no end", level.from),
    };
    let waits = level.waits_for.map(|hours| format!("waits for {}", hours.spoken()));
    let response = match (&level.response_business_hours, &level.response_off_hours) {
        (None, None) => String::new(),
        (Some(business), Some(off)) if business == off => format!("answers in {off}"),
        (Some(business), Some(off)) => format!("answers in {business}, off-hours in {off}"),
        (Some(business), None) => format!("answers in {business}, in business hours"),
        (None, Some(off)) => format!("answers in {off}, off-hours"),
    };
    let now = path.active.as_ref().filter(|_| path.is_active(level)).map(|active| match &active.left {
        Some(left) => format!("now, {left} left"),
        None => "now".to_owned(),
    });
    [format!("Level {}: {}", level.number, level.name), window]
        .into_iter()
        .chain(waits)
        .chain([response])
        .chain(now)
        .collect()
}

/// Those to whom these calls go, a node each, and the rest in one. Where the matrix doesn't say to whom, a node each.
fn call(graph: &mut Graph, at: usize, level: &LevelStep) {
    let (assigned, others): (Vec<&LevelParty>, Vec<&LevelParty>) =
        level.contacts.iter().partition(|party| party.assigned == Some(true));
    let (called, others) = if assigned.is_empty() { (others, Vec::new()) } else { (assigned, others) };
    if called.is_empty() {
        let nobody = graph.node(Look::Doubtful, ["nobody is named".to_owned()]);
        graph.arrow(at, nobody, "calls");
    }
    for party in called {
        let look = if party.kind == Kind::Placeholder { Look::Doubtful } else { Look::Party };
        let node = graph.node(look, self::party(party));
        graph.arrow(at, node, "calls");
    }
    if !others.is_empty() {
        let names = others.iter().map(|party| party.name.clone());
        let node = graph.node(Look::Party, names);
        graph.faint_arrow(at, node, "also at this level");
    }
}

fn party(party: &LevelParty) -> Vec<String> {
    let named =
        if party.kind == Kind::Placeholder { format!("{} (placeholder)", party.name) } else { party.name.clone() };
    let rota = party.rota.as_ref().map(RotaCallCard::in_words);
    let cover = party.cover.map(|cover| cover.when().to_owned());
    let addresses = party.contacts.iter().map(|contact| {
        let placeholder = if contact.placeholder { " (placeholder)" } else { "" };
        format!("{}{placeholder}", contact.address)
    });
    [named, party.concerned_as.join(", ")].into_iter().chain(rota).chain(cover).chain(addresses).collect()
}
