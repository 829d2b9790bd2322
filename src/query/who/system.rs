//! A system as a whole: its owners, its areas, its contacts.

use crate::matrix::{Matrix, Policy, Responsibility, SystemId};
use crate::query::owner::owners;
use crate::query::{
    Answer, AreaRow, At, Call, Caveats, Confirmation, ContactCard, LinkCard, Named, Now, Owner, Parties, Present,
    SystemCard, Unanswered, alert, area, call, card, confirmation, contacts, escalate, links,
};

answer! {
    /// A system: its owners, its areas, its contacts.
    pub(crate) struct Owned {
        /// The system.
        pub system: SystemCard,
        /// Its owners, the inherited ones last.
        pub owners: Vec<Owner>,
        /// Its areas.
        pub areas: Vec<AreaRow>,
        /// Its last confirmation, without its areas; `null` if there is none.
        pub confirmed: Option<Confirmation>,
        /// Its own addresses.
        pub contacts: Vec<ContactCard>,
        /// Web addresses to read.
        pub links: Vec<LinkCard>,
        /// Whom to call now: the primary if all areas have the same one, or else the owners who can be reached. Owners of data and
        /// business are called only if no other owner can be. If none can be reached now, those whom `own call` names come first.
        pub call: Vec<Call>,
        /// Systems that are part of it.
        pub parts: Vec<Named>,
        /// Systems that it needs.
        pub depends_on: Vec<Named>,
        /// Systems that need it.
        pub needed_by: Vec<Named>,
        /// The moment that is asked about, its owners and those of its areas then; `null` without a calendar, unless a time
        /// was asked about.
        pub now: Option<Now>,
        /// Position in the source.
        pub at: At,
    }
}

/// A system as a whole.
pub(super) fn system(
    matrix: &Parties<'_>,
    id: SystemId,
    present: &mut Present<'_>,
) -> Result<Answer<Owned>, Unanswered> {
    let system = matrix.system(id);
    let mut caveats = Caveats::default();
    caveats.system(matrix, id);
    let ownerships = matrix.owners(id);
    for party in ownerships.iter().flat_map(|(_, ownership)| &ownership.parties) {
        if matrix.party(*party).is_placeholder() || !matrix.party(*party).described {
            caveats.party(matrix, *party);
        }
    }
    let of_areas = system.areas.iter().flat_map(|area| &area.assignments).map(|cell| cell.party);
    let parties = ownerships.iter().flat_map(|(_, ownership)| ownership.parties.iter().copied()).chain(of_areas);
    let now = present.of(Some(id), parties)?;
    caveats.moment(now.as_ref());
    let today = present.today(id)?;
    let primary = escalate::row_parties(matrix, Some(id), None, (Responsibility::Primary, today));
    if let Some(today) = today {
        caveats.ended_in(matrix, id, today);
        let owners = ownerships.iter().flat_map(|(_, ownership)| &ownership.parties);
        owners.chain(&primary).for_each(|party| caveats.absence(matrix, *party, today));
    }
    let primary = matrix.cards(&primary);
    let contacts = contacts(matrix, &system.contacts);
    let mut call = call::of_parties(&primary, now.as_ref());
    if !call.first().is_some_and(Call::is_reachable_now) {
        let has_address = primary.iter().any(|party| call::fastest_of(party).is_some());
        let others = if has_address { call } else { call::with_system(call, &contacts) };
        call = call::led_by(&alert::now(matrix, id, None, present.clock())?, others);
    }
    let owned = Owned {
        system: card::system(matrix, id),
        owners: owners(matrix, id, today),
        areas: system.areas.iter().map(|of| area(matrix, id, of, today)).collect(),
        confirmed: confirmation(matrix, system.reviewed.as_deref(), Some(id), today),
        contacts,
        links: links(matrix, &system.links),
        call,
        parts: card::parts(matrix, id),
        depends_on: card::depends_on(matrix, id),
        needed_by: card::needed_by(matrix, id),
        now,
        at: card::at(matrix, system.place),
    };
    if owned.owners.is_empty() && owned.areas.is_empty() && owned.contacts.is_empty() && owned.parts.is_empty() {
        let message = format!("the matrix names nobody for {}", system.name);
        let hint = policy_hint(matrix, id, &system.id);
        return Err(Unanswered::nobody(message, hint.into_iter().collect()));
    }
    Ok(Answer::new("system", vec![owned], caveats))
}

/// The command that shows whom the policy of a system calls, if it calls anybody.
pub(super) fn policy_hint(matrix: &Matrix, id: SystemId, target: &str) -> Option<String> {
    let calls = |policy: &&Policy| policy.levels.iter().any(|level| !level.contacts.is_empty());
    let policy = matrix.policy_of(Some(id)).filter(calls);
    policy.map(|_| format!("`own escalate {target}` shows whom its policy calls"))
}
