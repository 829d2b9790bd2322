//! What lacks something, and what.

use super::staff::{Filled, Staff};
use crate::matrix::{Area, PartyId, Responsibility, SystemId};
use crate::query::{At, Named, card};

answer! {
    /// An area, or a system as a whole, that lacks something.
    pub(crate) struct Missing {
        /// The system.
        pub system: Named,
        /// The area; `null`: the system as a whole.
        pub area: Option<Named>,
        /// What it lacks.
        pub lacks: Vec<Lack>,
        /// Position in the source.
        pub at: At,
    }

    /// Something that is missing.
    pub(crate) struct Lack {
        /// `primary`, `secondary`, `escalation` or `accountable` of an area; `owner` of a system.
        pub what: What,
        /// `nobody`, `placeholder` where only such ones are named, or `approval-instead` where an escalation is missing
        /// and there is an approval; of areas `none`.
        pub why: Why,
        /// The placeholders, or who must approve.
        pub instead: Vec<Named>,
    }
}

words! {
    /// What is missing.
    pub(crate) enum What {
        /// Somebody who owns the system.
        Owner = "owner",
        /// Somebody who does the area.
        Primary = "primary",
        /// A secondary.
        Secondary = "secondary",
        /// Somebody to escalate to.
        Escalation = "escalation",
        /// Somebody accountable.
        Accountable = "accountable",
    }

    /// Why it is missing.
    pub(crate) enum Why {
        /// The matrix names nobody.
        Nobody = "nobody",
        /// Only placeholders are named.
        Placeholder = "placeholder",
        /// An approval is named instead.
        ApprovalInstead = "approval-instead",
    }
}

/// What an area needs, and under which responsibility.
const WANTED: [(What, Responsibility); 3] = [
    (What::Primary, Responsibility::Primary),
    (What::Secondary, Responsibility::Secondary),
    (What::Escalation, Responsibility::Escalation),
];

/// Needs of an area with RACI columns.
const WANTED_IN_RACI: [(What, Responsibility); 2] =
    [(What::Primary, Responsibility::Primary), (What::Accountable, Responsibility::Accountable)];

/// The system, if it lacks something as a whole, then those of its areas that do.
pub(super) fn of_system(staff: Staff<'_>, id: SystemId) -> impl Iterator<Item = Missing> {
    let system = staff.matrix.system(id);
    let of = move |area: Option<&Area>, lacks, place| Missing {
        system: card::system_name(staff.matrix, id),
        area: area.map(card::area_name),
        lacks,
        at: card::at(staff.matrix, place),
    };
    let whole = of(None, of_whole(staff, id), system.place);
    let areas = system.areas.iter().map(move |area| of(Some(area), of_area(staff, area), area.place));
    std::iter::once(whole).chain(areas).filter(|missing| !missing.lacks.is_empty())
}

fn owners(staff: Staff<'_>, id: SystemId) -> Vec<PartyId> {
    staff.matrix.owners(id).iter().flat_map(|(_, ownership)| ownership.parties.iter().copied()).collect()
}

/// Checks whether a system has an owner who isn't a placeholder.
pub(super) fn is_owned(staff: Staff<'_>, id: SystemId) -> bool {
    owners(staff, id).into_iter().any(|party| staff.is_somebody(party))
}

fn of_whole(staff: Staff<'_>, id: SystemId) -> Vec<Lack> {
    if is_owned(staff, id) { Vec::new() } else { vec![lack(staff, What::Owner, owners(staff, id))] }
}

fn of_area(staff: Staff<'_>, area: &Area) -> Vec<Lack> {
    let wanted: &[_] = if area.is_raci() { &WANTED_IN_RACI } else { &WANTED };
    let lacking = wanted.iter().copied().filter(|(_, of)| staff.filled(area, *of) != Filled::Somebody);
    let lack = |(what, of): (What, Responsibility)| {
        if of == Responsibility::Escalation && staff.has_approval_instead(area) {
            let approvers = staff.somebody(area.parties(Responsibility::Approval));
            return Lack { what, why: Why::ApprovalInstead, instead: card::party_names(staff.matrix, approvers) };
        }
        lack(staff, what, area.parties(of).collect())
    };
    lacking.map(lack).collect()
}

/// What is missing where at most placeholders are named.
fn lack(staff: Staff<'_>, what: What, mut placeholders: Vec<PartyId>) -> Lack {
    placeholders.dedup();
    let why = if placeholders.is_empty() { Why::Nobody } else { Why::Placeholder };
    Lack { what, why, instead: card::party_names(staff.matrix, placeholders) }
}

#[cfg(test)]
mod tests {
    use super::super::coverage_of;
    use super::*;

    /// `system/area: what why instead`, one a lack.
    fn told(missing: &[Missing]) -> Vec<String> {
        let line = |missing: &Missing| {
            let area = missing.area.as_ref().map_or("-", |area| area.id.as_str());
            let place = format!("{}/{area}", missing.system.id);
            let lack = |lack: &Lack| {
                let instead: Vec<&str> = lack.instead.iter().map(|party| party.id.as_str()).collect();
                format!("{place}: {} {} {}", lack.what, lack.why, instead.join("+")).trim_end().to_owned()
            };
            missing.lacks.iter().map(lack).collect::<Vec<_>>()
        };
        missing.iter().flat_map(line).collect()
    }

    #[test]
    fn what_is_missing_is_told_with_what_stands_there_instead() {
        let coverage = coverage_of(
            "teams:\n  web: { name: Web }\nplaceholders:\n  vendor: { name: Vendor }\nsystems:\n  shop:\n    \
             name: Shop\n    owners: { system: vendor }\n    areas:\n      \
             a: { name: A, primary: web, secondary: vendor, approval: [vendor, web] }\n      \
             b: { name: B, primary: web, secondary: web, escalation: web }\n      c: { name: C, approval: vendor }\n  \
             lonely: { name: Lonely, owners: { system: web } }",
        );
        let expected = [
            "shop/-: owner placeholder vendor",
            "shop/a: secondary placeholder vendor",
            "shop/a: escalation approval-instead web",
            "shop/c: primary nobody",
            "shop/c: secondary nobody",
            "shop/c: escalation nobody",
        ];
        assert_eq!(told(&coverage.missing), expected);
    }

    #[test]
    fn owners_are_inherited_and_a_whole_needs_no_areas() {
        let coverage = coverage_of(
            "teams:\n  web: { name: Web }\nsystems:\n  whole: { name: Whole, owners: { system: web } }\n  \
             part:\n    name: Part\n    part_of: whole\n    areas:\n      \
             a: { name: A, primary: web, secondary: web, escalation: web }",
        );
        assert!(coverage.missing.is_empty(), "{:?}", coverage.missing);
    }
}
