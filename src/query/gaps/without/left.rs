//! What nobody else would do, fill, call or approve.

use std::collections::HashSet;

use jiff::tz::TimeZone;

use super::{AreaLeft, ChangeLeft, DutyLeft, LevelLeft, OwnerLeft, RotaLeft};
use crate::matrix::{
    Area, Change, Duty, LevelContact, Matrix, Override, Ownership, PartyId, PolicyId, Responsibility, Rota, SystemId,
};
use crate::query::card;
use crate::query::gaps::Scope;
use crate::query::gaps::staff::Staff;

/// Areas of a system that would lose something.
pub(super) fn areas(staff: Staff<'_>, id: SystemId) -> Vec<AreaLeft> {
    let matrix = staff.matrix;
    let left = |area: &Area| {
        let lost = Responsibility::CARRIED.into_iter().filter(|of| staff.is_lost(area.parties(*of)));
        AreaLeft {
            system: card::system_name(matrix, id),
            area: card::area_name(area),
            lost: lost.collect(),
            left: card::party_names(matrix, staff.somebody(area.doers())),
            at: card::at(matrix, area.place),
        }
    };
    matrix.system(id).areas.iter().map(left).filter(|area| !area.lost.is_empty()).collect()
}

/// Owner roles as stated; systems that inherit them aren't told one by one.
pub(super) fn owners(staff: Staff<'_>, scope: &Scope) -> Vec<OwnerLeft> {
    let matrix = staff.matrix;
    let mut left: Vec<(SystemId, OwnerLeft)> = Vec::new();
    for id in scope.systems.iter().copied() {
        for (from, ownership) in matrix.owners(id) {
            if !staff.is_lost(ownership.parties.iter().copied()) || is_filled_above(staff, from, &ownership.role) {
                continue;
            }
            let known = left.iter().position(|(known, owner)| *known == from && owner.role == ownership.role);
            let at = known.unwrap_or_else(|| {
                left.push((from, owner_left(matrix, from, ownership)));
                left.len() - 1
            });
            // A child may come before its parent.
            if let Some((_, owner)) = left.get_mut(at).filter(|_| id != from) {
                owner.inherited_by.push(card::system_name(matrix, id));
            }
        }
    }
    left.into_iter().map(|(_, owner)| owner).collect()
}

fn owner_left(matrix: &Matrix, system: SystemId, ownership: &Ownership) -> OwnerLeft {
    OwnerLeft {
        system: card::system_name(matrix, system),
        role: ownership.role.clone(),
        title: ownership.title(),
        inherited_by: Vec::new(),
        at: card::at(matrix, ownership.place),
    }
}

/// Whether a system that has lost an owner would inherit one in the same role.
fn is_filled_above(staff: Staff<'_>, id: SystemId, role: &str) -> bool {
    let matrix = staff.matrix;
    matrix.system(id).part_of.is_some_and(|whole| {
        let mut owners = matrix.owners(whole).into_iter().filter(|(_, ownership)| ownership.role == role);
        owners.any(|(from, ownership)| {
            ownership.parties.iter().any(|party| staff.is_somebody(*party)) || is_filled_above(staff, from, role)
        })
    })
}

/// Levels of all policies, or of those that the systems follow.
pub(super) fn levels(staff: Staff<'_>, scope: &Scope) -> Vec<LevelLeft> {
    let matrix = staff.matrix;
    let of_systems: HashSet<PolicyId> = scope.systems.iter().flat_map(|id| matrix.policies_of(*id)).collect();
    let followed = |policy: PolicyId| scope.asked.is_none() || of_systems.contains(&policy);
    let mut left = Vec::new();
    for (_, policy) in matrix.policy_ids().filter(|(id, _)| followed(*id)) {
        let levels = policy.levels.iter();
        let lost = levels.filter(|level| {
            level.row.is_empty() && staff.is_lost(level.contacts.iter().flat_map(|of| called(matrix, of)))
        });
        left.extend(lost.map(|level| LevelLeft {
            base: card::level_name(policy, level),
            number: level.number,
            policy: card::policy_name(policy),
            at: card::at(matrix, level.place),
        }));
    }
    left
}

/// A party that a level calls, or everyone of the rota whose people it calls.
fn called(matrix: &Matrix, contact: &LevelContact) -> Vec<PartyId> {
    contact.rota.map_or_else(|| vec![contact.party], |call| everyone(matrix.rota(call.rota)))
}

fn everyone(rota: &Rota) -> Vec<PartyId> {
    rota.order.iter().flat_map(|order| &order.who).flatten().copied().collect()
}

/// Duties of the systems. Includes global duties if the question is about all systems.
pub(super) fn duties(staff: Staff<'_>, scope: &Scope) -> Vec<DutyLeft> {
    let matrix = staff.matrix;
    let includes = |system: SystemId| scope.systems.binary_search(&system).is_ok();
    let asked = |system: Option<SystemId>| system.map_or(scope.asked.is_none(), includes);
    let duties = matrix.all_duties().filter(|(system, _)| asked(*system));
    let lost = duties.filter(|(_, duty)| staff.is_lost(duty.by.iter().copied()));
    let left = |(system, duty): (Option<SystemId>, &Duty)| DutyLeft {
        name: duty.task.clone(),
        system: system.map(|id| card::system_name(matrix, id)),
        every: duty.every.map(|every| every.value),
        at: card::at(matrix, duty.place),
    };
    lost.map(left).collect()
}

/// Rotas, or those of parties whom the areas of the systems name.
pub(super) fn rotas(staff: Staff<'_>, scope: &Scope) -> Vec<RotaLeft> {
    let matrix = staff.matrix;
    let is_asked = |party| {
        let areas = scope.systems.iter().flat_map(|id| &matrix.system(*id).areas);
        scope.asked.is_none() || areas.flat_map(|area| &area.assignments).any(|cell| cell.party == party)
    };
    // An override that is over costs nothing.
    let last = |of: &Override| TimeZone::UTC.to_datetime(of.when.until).date();
    let goes_on = |of: &&Override| scope.today.is_none_or(|today| today <= last(of));
    let loses = |rota: &&Rota| {
        let overrides = rota.overrides.iter().filter(goes_on).flat_map(|of| &of.who);
        everyone(rota).iter().chain(overrides).chain(&rota.fallback).any(|member| staff.gone.contains(member))
    };
    let asked = matrix.rotas.iter().filter(loses);
    let left = |rota: &Rota| RotaLeft {
        base: card::rota_name(rota),
        party: card::party_name(matrix, rota.party),
        left: card::party_names(matrix, staff.somebody(everyone(rota))),
        at: card::at(matrix, rota.place),
    };
    asked.filter(|rota| is_asked(rota.party)).map(left).collect()
}

/// Change categories.
pub(super) fn changes(staff: Staff<'_>) -> Vec<ChangeLeft> {
    let changes =
        staff.matrix.changes.iter().filter(|change| {
            change.approval.as_ref().is_some_and(|approval| staff.is_lost(approval.by.iter().copied()))
        });
    let left =
        |change: &Change| ChangeLeft { base: card::change_name(change), at: card::at(staff.matrix, change.place) };
    changes.map(left).collect()
}
