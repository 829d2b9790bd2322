//! Which policy a path follows, and whom to ask where the matrix gives none.

use jiff::civil::Date;

use crate::matrix::{Matrix, Policy, SystemId};
use crate::query::{Caveats, Code, Parties, PartyCard, Unanswered, call, card, owner};

/// The policy of a system, or the default one.
pub(super) fn policy(matrix: &Matrix, system: Option<SystemId>, today: Date) -> Result<&Policy, Unanswered> {
    let policy = matrix.policy_of(system).filter(|policy| !policy.levels.is_empty());
    policy.ok_or_else(|| {
        let message = match system {
            Some(id) => format!("the matrix gives no escalation policy for {}", matrix.system(id).name),
            None => "the matrix has no default escalation policy".to_owned(),
        };
        let others = matrix.policies.iter().filter(|policy| !policy.levels.is_empty());
        let others = others.map(|policy| format!("it has `{}`, which others follow", policy.id));
        Unanswered::nobody(message, system.into_iter().flat_map(|id| owners(matrix, id, today)).chain(others).collect())
    })
}

/// Warns that a system has policies by severity, and none for the one that was asked about.
pub(super) fn no_policy_for(matrix: &Matrix, system: SystemId, severity: &str, caveats: &mut Caveats) {
    let system = matrix.system(system);
    let known = system.policies.iter().map(|of| of.severity.as_str()).collect::<Vec<_>>().join(", ");
    if !known.is_empty() {
        let message = format!("no policy for severity `{severity}`: {} has one for {known}", system.name);
        caveats.add(Code::NoSeverityPolicy, message, Some(card::at(matrix, system.place)));
    }
}

/// The owners of a system whose last day isn't over, each with the address to use first.
fn owners(matrix: &Matrix, system: SystemId, today: Date) -> Vec<String> {
    let mut owners = owner::owners(&Parties::on(matrix, Some(today)), system, Some(today));
    owners.retain(|owner| owner.ended != Some(true));
    let line = |(title, card): (&str, &PartyCard)| {
        let address = call::fastest_of(card).map(|(contact, _)| format!(", {}", contact.address));
        let cover = card.on_call.as_ref().map(|on_call| format!(", {}", on_call.cover.spoken()));
        let address = address.unwrap_or_else(|| ", no contact in the matrix".to_owned());
        format!("{title}: {}{address}{}", card.name, cover.unwrap_or_default())
    };
    owners.iter().flat_map(|owner| owner.owner.iter().map(|card| (owner.title.as_str(), card))).map(line).collect()
}
