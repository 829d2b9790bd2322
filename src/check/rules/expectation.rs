//! Expectations: whom a call reaches at a moment.

use super::{Finding, Look, Rule};
use crate::matrix::{Area, Duration, Expectation, Matrix, PartyId, SystemId, clock};
use crate::query::escalate::{Incident, path};
use crate::query::{Call, Clock};

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for expectation in &matrix.expectations {
        if let Err(found) = holds(matrix, expectation) {
            let Expectation { call, place, .. } = expectation;
            let finding = Finding::at(Rule::ExpectationFailed, call.place, found);
            look.report(finding, &[*place]);
        }
    }
}

/// What is true instead.
fn holds(matrix: &Matrix, expectation: &Expectation) -> Result<(), String> {
    let Expectation { at, call, reaches, .. } = expectation;
    let (system, area) = row(matrix, &call.value)?;
    let calendar = matrix.calendar_of_system(Some(system)).map(|id| matrix.calendar(id));
    let calendar = calendar.ok_or("no calendar tells the time zone: add `calendar: { time_zone: … }`")?;
    let now = clock::instant(&calendar.zone, *at).ok_or("no clock shows this time")?;
    let clock = Clock { now, ..Clock::default() };
    let question = Incident { elapsed: Some(Duration::default()), clock, ..Incident::default() };
    let answer = path(matrix, Some(system), area, &question).map_err(|unanswered| unanswered.message)?;
    let called: Vec<&Call> = answer
        .results
        .iter()
        .flat_map(|path| &path.call)
        .filter(|call| call.is_reachable() || call.is_on_call())
        .collect();
    let missed: Vec<PartyId> =
        reaches.iter().filter(|party| !called.iter().any(|call| is(matrix, call, **party))).copied().collect();
    if missed.is_empty() {
        return Ok(());
    }
    let mut names: Vec<&str> = called.iter().map(|call| call.name.as_str()).collect();
    names.dedup();
    let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
    Err(format!("at {}, {call} calls {names}, not {}", at.strftime("%a %F %H:%M"), matrix.names(&missed)))
}

/// The system and the area with some ids.
fn row<'m>(matrix: &'m Matrix, call: &str) -> Result<(SystemId, Option<&'m Area>), String> {
    let (system, area) = call.split_once('/').map_or((call, None), |(system, area)| (system, Some(area)));
    let id = matrix.system_with_id(system).ok_or_else(|| format!("unknown system `{system}`: write its id"))?;
    let of = matrix.system(id);
    let named = |area: &str| {
        let found = of.areas.iter().find(|of| of.id == area);
        found.ok_or_else(|| format!("unknown area `{area}` of {}: write its id", of.name))
    };
    Ok((id, area.map(named).transpose()?))
}

/// Whether a call reaches a party: it is for the party, or the party is on call, or holds the role.
fn is(matrix: &Matrix, call: &Call, party: PartyId) -> bool {
    let party = matrix.party(party);
    let named = [&call.party, &call.through].into_iter().flatten().any(|named| named.id == party.id);
    named || (call.is_on_call() && call.name == party.name)
}
