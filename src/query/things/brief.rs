//! One line that tells a thing from others of the same name.

use super::{ContactOf, Key, contacts};
use crate::matrix::{Calendar, Matrix, Member, PartyId, PartyKind, PolicyId, Responsibility, Status, SystemId};

/// The line for a thing; empty where the matrix says nothing that would tell it apart.
pub(super) fn of(matrix: &Matrix, key: Key) -> String {
    match key {
        Key::Document => {
            matrix.document.edition.as_ref().map(|edition| format!("edition {edition}")).unwrap_or_default()
        }
        Key::Party(id) => party(matrix, id),
        Key::Person(id) => {
            let rotas: Vec<&str> = matrix.rotas_with(Member::Person(id)).map(|rota| rota.id.as_str()).collect();
            if rotas.is_empty() { "in no rota".to_owned() } else { format!("in rota {}", rotas.join(", ")) }
        }
        Key::Rota(index) => {
            let rota = &matrix.rotas[index];
            format!("for {}, hand-over {}", matrix.party(rota.party).name, rota.handover)
        }
        Key::Calendar(id) => calendar(matrix.calendar(id)),
        Key::System(id) => system(matrix, id),
        Key::Area(id, index) => area(matrix, id, index),
        Key::Topic(index) => topic(matrix, index),
        Key::Duty(id, index) => duty(matrix, id, index),
        Key::Contact(of, index) => contact(matrix, of, index),
        Key::ServiceLevel(id) => service_level(matrix, id),
        Key::Target(index) => matrix.targets[index].target.as_ref().map(ToString::to_string).unwrap_or_default(),
        Key::Policy(id) => format!("{} levels", matrix.policy(id).levels.len()),
        Key::Level(policy, index) => level(matrix, policy, index),
        Key::Channel(index) => matrix.channels[index].means.join(", "),
        Key::Change(index) => {
            let change = matrix.change(index);
            let risk = change.risk.map(|risk| format!("{} risk", risk.as_str()));
            joined([risk, change.qualifier.clone()])
        }
        Key::Step(index) => format!("step {} of the change process", index + 1),
        Key::Week(index) => matrix.onboarding[index].items.join(", "),
    }
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn names(matrix: &Matrix, parties: impl Iterator<Item = PartyId>) -> String {
    parties.map(|party| super::party_name(matrix, party)).collect::<Vec<_>>().join(", ")
}

fn party(matrix: &Matrix, id: PartyId) -> String {
    let party = matrix.party(id);
    let said = match &party.kind {
        PartyKind::Team(team) => team.lead.map(|lead| format!("lead {}", matrix.party(lead).name)),
        PartyKind::Role(team) => {
            let leads = matrix.parties.iter().find(|party| party.team().is_some_and(|team| team.lead == Some(id)));
            let lead = leads.map(|team| format!("lead of {}", team.name));
            lead.or_else(|| team.map(|team| format!("in {}", matrix.party(team).name)))
        }
        PartyKind::Group(group) => group.chair.map(|chair| format!("chair {}", matrix.party(chair).name)),
        PartyKind::Placeholder(stands_for) => stands_for.as_ref().map(|whom| format!("stands for {whom}")),
    };
    joined([said, (!party.described).then(|| "not described".to_owned())])
}

fn calendar(calendar: &Calendar) -> String {
    let hours = calendar.business_hours.iter().map(|span| Some(span.to_string()));
    joined([calendar.zone.iana_name().map(str::to_owned)].into_iter().chain(hours))
}

fn system(matrix: &Matrix, id: SystemId) -> String {
    let system = matrix.system(id);
    let status = (system.status != Status::Active).then(|| system.status.as_str().to_owned());
    let whole = system.part_of.map(|whole| format!("part of {}", matrix.system(whole).name));
    joined([system.kind.clone(), status, whole])
}

fn area(matrix: &Matrix, id: SystemId, index: usize) -> String {
    let system = matrix.system(id);
    let primary = names(matrix, system.areas[index].parties(Responsibility::Primary));
    let primary = if primary.is_empty() { "no primary".to_owned() } else { format!("primary {primary}") };
    joined([Some(system.name.clone()), Some(primary)])
}

fn topic(matrix: &Matrix, index: usize) -> String {
    let topics = matrix.topics();
    let tied = matrix.areas().filter(|(_, area)| area.topic.as_deref() == Some(topics[index])).count();
    if tied == 1 { "1 area".to_owned() } else { format!("{tied} areas") }
}

fn duty(matrix: &Matrix, id: Option<SystemId>, index: usize) -> String {
    let duties = id.map_or(&matrix.duties, |id| &matrix.system(id).duties);
    let duty = &duties[index];
    let kind = [duty.every.map(|every| every.value.as_str().to_owned()), Some(duty.kind.as_str().to_owned())];
    let kind = kind.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let by = Some(names(matrix, duty.by.iter().copied())).filter(|by| !by.is_empty()).map(|by| format!("by {by}"));
    joined([id.map(|id| matrix.system(id).name.clone()), Some(kind), by])
}

fn contact(matrix: &Matrix, of: ContactOf, index: usize) -> String {
    let contact = &contacts(matrix, of)[index];
    let placeholder = if contact.is_placeholder() { " (placeholder)" } else { "" };
    let owner = match of {
        ContactOf::System(id) => matrix.system(id).name.clone(),
        ContactOf::Party(id) => super::party_name(matrix, id),
        ContactOf::Person(id) => matrix.person(id).name.clone(),
        ContactOf::Level(policy, level, at) => {
            let level = &matrix.policy(policy).levels[level];
            format!("{} at level {}", super::party_name(matrix, level.contacts[at].party), level.number)
        }
    };
    format!("{}{placeholder}, {owner}", contact.address)
}

fn service_level(matrix: &Matrix, id: SystemId) -> String {
    let system = matrix.system(id);
    let level = system.service_level.as_ref();
    let available = level.and_then(|level| level.availability).map(|share| format!("available {share}"));
    let response = level.and_then(|level| level.response).map(|response| format!("response {response}"));
    joined([Some(system.name.clone()), available, response])
}

fn level(matrix: &Matrix, policy: PolicyId, index: usize) -> String {
    let window = matrix.policy(policy).levels[index].window;
    let until = window.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
    format!("level {}, from {} {until}", matrix.policy(policy).levels[index].number, window.from)
}
