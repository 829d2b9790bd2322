//! Which policy a path follows, and whom to ask where the matrix gives none.

use jiff::civil::Date;

use crate::matrix::{Matrix, Policy, SystemId};
use crate::query::moment::{Clock, Present};
use crate::query::{Caveats, Code, Now, Parties, PartyCard, Unanswered, call, card, contacts, owner};

/// The policy of a system, or the default one.
pub(super) fn policy<'m>(
    matrix: &'m Matrix,
    system: Option<SystemId>,
    today: Date,
    clock: &Clock,
) -> Result<&'m Policy, Unanswered> {
    if let Some(policy) = matrix.policy_of(system).filter(|policy| !policy.levels.is_empty()) {
        return Ok(policy);
    }
    let (message, mut hints) = match system {
        Some(id) => {
            let message = format!("the matrix gives no escalation policy for {}", matrix.system(id).name);
            (message, [owners(matrix, id, today, clock)?, own_contacts(matrix, id)].concat())
        }
        None => ("the matrix has no default escalation policy".to_owned(), Vec::new()),
    };
    let others = matrix.policies.iter().filter(|policy| !policy.levels.is_empty());
    hints.extend(others.map(|policy| format!("it has `{}`, which others follow", policy.id)));
    Err(Unanswered::nobody(message, hints))
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

/// The owners of a system whose last day isn't over, each with whom to call.
fn owners(matrix: &Matrix, system: SystemId, today: Date, clock: &Clock) -> Result<Vec<String>, Unanswered> {
    let mut owners = owner::owners(&Parties::on(matrix, Some(today)), system, Some(today));
    owners.retain(|owner| owner.ended != Some(true));
    let parties = matrix.owners(system).into_iter().flat_map(|(_, ownership)| ownership.parties.iter().copied());
    let now = Present::new(matrix, clock).of(Some(system), parties)?;
    let cards = owners.iter().flat_map(|owner| owner.owner.iter().map(|card| (owner.title.as_str(), card)));
    Ok(cards.map(|(title, card)| format!("{title}: {}", reached(card, now.as_ref()))).collect())
}

/// The addresses of a system itself.
fn own_contacts(matrix: &Matrix, system: SystemId) -> Vec<String> {
    let calls = call::of_system(&contacts(matrix, &matrix.system(system).contacts)).into_iter();
    calls.filter_map(|call| Some(format!("{}: {}", call.name, call.number?))).collect()
}

/// A party, with its person on call and the address to use first, or from when it can be reached.
fn reached(card: &PartyCard, now: Option<&Now>) -> String {
    let calls = call::of_parties([card], now);
    let mut said = vec![card.name.clone()];
    if let Some(call) = calls.iter().find(|call| call.is_reachable()) {
        said.extend(Some(call.name.clone()).filter(|_| call.is_on_call()));
        said.extend(call.number.clone());
        let cover = card.on_call.as_ref().filter(|_| !call.is_on_call());
        said.extend(cover.map(|on_call| on_call.cover.spoken().to_owned()));
        return said.join(", ");
    }
    let told = now.and_then(|now| now.of(&card.id));
    let away = told.filter(|told| told.covers == Some(false));
    said.push(match away.map(|away| away.covers_next.as_ref()) {
        Some(Some(next)) => format!("from {}", next.shown),
        Some(None) => "not at this hour".to_owned(),
        None => "no contact in the matrix".to_owned(),
    });
    said.join(", ")
}
