//! Owners of systems.

use super::rows::nothing_fits;
use crate::matrix::{Ownership, PartyId, SystemId};
use crate::query::owner::owner;
use crate::query::{Answer, Caveats, Owner, Parties, Present, Unanswered, through};
use crate::text::name;

/// Owners, of one system or all, in one role or all, of one party or all.
pub(super) fn owners(
    matrix: &Parties<'_>,
    system: Option<SystemId>,
    party: Option<PartyId>,
    role: Option<&str>,
    rows_asked: bool,
    present: &mut Present<'_>,
) -> Result<Answer<Owner>, Unanswered> {
    if rows_asked {
        let message = "an owner role belongs to a system, not to an area or a topic";
        return Err(Unanswered::nothing(
            message,
            vec!["leave out the area, or ask for primary, escalation …".to_owned()],
        ));
    }
    let ways = party.map(|party| matrix.ways_from(party)).unwrap_or_default();
    let mut caveats = Caveats::default();
    let mut found = Vec::new();
    for (id, _) in matrix.system_ids().filter(|(id, _)| system.is_none_or(|asked| asked == *id)) {
        for (from, ownership) in matrix.owners(id) {
            let of_party = party.is_none() || ways.iter().any(|way| ownership.parties.contains(&way.party));
            if of_party && role.is_none_or(|role| ownership.role == role) {
                caveats.system(matrix, id);
                ownership.parties.iter().for_each(|party| caveats.party(matrix, *party));
                let today = present.today(id)?;
                if let Some(today) = today {
                    caveats.ended_owners(matrix, ownership, today);
                    ownership.parties.iter().for_each(|party| caveats.absence(matrix, *party, today));
                }
                let now = present.of(Some(id), ownership.parties.iter().copied())?;
                caveats.moment(now.as_ref());
                let through = through::to_parties(matrix, &ways, ownership.parties.iter().copied());
                found.push(Owner { through, now, ..owner(matrix, id, from, ownership, today) });
                Unanswered::limit_rows(found.len())?;
            }
        }
    }
    match (found.is_empty(), system, role) {
        (false, ..) => Ok(Answer::new("owner", found, caveats)),
        (true, Some(id), Some(role)) if party.is_none() => {
            let system = matrix.system(id);
            let mut all = matrix.systems.iter().flat_map(|system| &system.owners);
            let title =
                all.find(|ownership| ownership.role == role).map_or_else(|| name::title(role), Ownership::title);
            let message = format!("the matrix names nobody as {title} of {}", system.name);
            let has = matrix.owners(id).into_iter().map(|(_, ownership)| ownership.title()).collect::<Vec<_>>();
            let hint =
                if has.is_empty() { "it has no owners".to_owned() } else { format!("it has: {}", has.join(", ")) };
            Err(Unanswered::nobody(message, vec![hint]))
        }
        _ => Err(Unanswered::nothing("no owner matches", nothing_fits(matrix, system, party, None))),
    }
}
