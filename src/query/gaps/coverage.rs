//! How many areas have somebody, by system and over all.

use jiff::civil::Date;

use super::hours::{self, SystemHours};
use super::load::{self, Load};
use super::missing::{self, Missing};
use super::rotas::{self, RotaHoles};
use super::share::share;
use super::staff::{Filled, Staff};
use super::{Ahead, Answer, Scope, areas, first, parts_with_areas};
use crate::matrix::{Area, Matrix, Responsibility, SystemId};
use crate::query::{At, Caveats, Code, Named, Unanswered, attest, card};

answer! {
    /// What is missing, and who carries how much: of a system and its parts, or of all systems.
    pub(crate) struct Coverage {
        /// The system that was asked about; `null`: all of them.
        pub system: Option<Named>,
        /// Each system, tier 1 first, then in the order of the matrix.
        pub systems: Vec<Covered>,
        /// How many of them have an owner.
        pub owned: Owned,
        /// How many rows are confirmed; `null` if none ever was and no system says how often.
        pub confirmed: Option<Confirmed>,
        /// The same by tier, the most important first; empty if no system has one.
        pub tiers: Vec<Tier>,
        /// All their areas together; `null` where they have none.
        pub total: Option<Figures>,
        /// What lacks something, in the order of the systems.
        pub missing: Vec<Missing>,
        /// Parties that carry something, those that carry most first.
        pub parties: Vec<Load>,
        /// Who is on call outside business hours, by system.
        pub hours: Vec<SystemHours>,
        /// Parties whose rotas leave hours of the year ahead to nobody, or to two.
        pub rotas: Vec<RotaHoles>,
    }

    /// How far a system is covered.
    pub(crate) struct Covered: Named {
        /// `production`, `deprecated` … or a word of the matrix's own.
        pub lifecycle: Option<String>,
        /// How much depends on it: 1 is the most important.
        pub tier: Option<u32>,
        /// Its areas; `null` where it has none of its own, which is no coverage at all, neither none nor full.
        pub coverage: Option<Figures>,
        /// Where it has no areas of its own: its parts, at any depth, that have some.
        pub parts_with_areas: Vec<Named>,
        /// Position in the source.
        pub at: At,
    }

    /// Rows whose confirmation holds.
    pub(crate) struct Confirmed {
        /// How many rows there are: areas, and systems with owners of their own.
        pub rows: usize,
        /// Those whose confirmation holds.
        pub fresh: usize,
        /// They as a part of all, from 0 to 1; `null` without rows.
        pub share: Option<f64>,
    }

    /// Systems with an owner, their own or inherited.
    pub(crate) struct Owned {
        /// How many systems.
        pub systems: usize,
        /// Those with an owner who isn't a placeholder.
        pub owned: usize,
        /// Those without.
        pub without: Vec<Named>,
    }

    /// The systems of one tier.
    pub(crate) struct Tier {
        /// Which; `null`: those without one.
        pub tier: Option<u32>,
        /// How many systems.
        pub systems: usize,
        /// Those with an owner who isn't a placeholder.
        pub owned: usize,
        /// Their areas; `null` where they have none.
        pub coverage: Option<Figures>,
    }

    /// Areas by what they have.
    pub(crate) struct Figures {
        /// How many areas; never none.
        pub areas: usize,
        /// Somebody who does it.
        pub primary: Tally,
        /// A secondary.
        pub secondary: Tally,
        /// Somebody to escalate to.
        pub escalation: Tally,
        /// Somebody accountable (RACI).
        pub accountable: Tally,
        /// Areas that name nobody to escalate to, and somebody who must approve: that is no escalation.
        pub approval_instead: usize,
    }

    /// How often a cell is filled.
    pub(crate) struct Tally {
        /// Areas that name somebody.
        pub named: usize,
        /// Areas that name only a placeholder.
        pub placeholder: usize,
        /// Areas that name nobody.
        pub nobody: usize,
        /// Those that name somebody as a part of all, from 0 to 1.
        pub share: f64,
    }
}

pub(super) fn answer(matrix: &Matrix, scope: &Scope, today: Option<Date>) -> Result<Answer<Coverage>, Unanswered> {
    let staff = Staff::all(matrix);
    let mut caveats = Caveats::default();
    scope.systems.iter().for_each(|id| caveats.system(matrix, *id));
    let mut areas_left = scope.rows;
    let mut ahead = Ahead::new(matrix, today);
    let hours = scope.systems.iter().map(|id| {
        let mut system = hours::of_system(&mut ahead, *id);
        system.areas.truncate(areas_left);
        areas_left -= system.areas.len();
        system
    });
    let hours = first(scope.rows, "hours", hours, &mut caveats);
    let speaks = hours.iter().any(|system| !system.business_hours.is_empty());
    let no_calendar = |id: &SystemId| matrix.calendar_of_system(Some(*id)).is_none();
    if speaks && scope.systems.iter().any(no_calendar) {
        let message = "no calendar: which hours are business hours is unknown";
        caveats.add(Code::NoCalendar, message, None);
    }
    let missing = scope.systems.iter().flat_map(|id| missing::of_system(staff, *id));
    let coverage = Coverage {
        system: scope.asked.map(|id| card::system_name(matrix, id)),
        systems: first(scope.rows, "systems", scope.systems.iter().map(|id| covered(staff, *id)), &mut caveats),
        owned: owned(staff, scope, &mut caveats),
        confirmed: today.and_then(|today| confirmed(matrix, scope, today)),
        tiers: tiers(staff, scope),
        total: figures(staff, areas(matrix, scope)),
        missing: first(scope.rows, "missing", missing, &mut caveats),
        parties: first(scope.rows, "parties", load::loads(matrix, scope), &mut caveats),
        hours,
        rotas: today.map(|today| rotas::holes(matrix, scope, today)).transpose()?.unwrap_or_default(),
    };
    Ok(Answer::new("coverage", vec![coverage], caveats))
}

fn owned(staff: Staff<'_>, scope: &Scope, caveats: &mut Caveats) -> Owned {
    let without = || scope.systems.iter().filter(|id| !missing::is_owned(staff, **id));
    let owned = scope.systems.len() - without().count();
    let without = without().map(|id| card::system_name(staff.matrix, *id));
    Owned {
        systems: scope.systems.len(),
        owned,
        without: first(scope.rows, "systems without an owner", without, caveats),
    }
}

fn confirmed(matrix: &Matrix, scope: &Scope, today: Date) -> Option<Confirmed> {
    let mut systems = scope.systems.iter().map(|id| matrix.system(*id));
    if !systems.any(|system| system.review.is_some() || system.has_reviewed()) {
        return None;
    }
    let (rows, fresh) = attest::count(matrix, &scope.systems, today);
    Some(Confirmed { rows, fresh, share: share(fresh, rows) })
}

/// The systems by tier, as they are sorted.
fn tiers(staff: Staff<'_>, scope: &Scope) -> Vec<Tier> {
    let tier_of = |id: &SystemId| staff.matrix.system(*id).tier;
    let tiers = scope.systems.chunk_by(|one, other| tier_of(one) == tier_of(other));
    let tier = |systems: &[SystemId]| Tier {
        tier: systems.first().and_then(tier_of),
        systems: systems.len(),
        owned: systems.iter().filter(|id| missing::is_owned(staff, **id)).count(),
        coverage: figures(staff, systems.iter().flat_map(|id| &staff.matrix.system(*id).areas)),
    };
    tiers.map(tier).filter(|_| scope.systems.iter().any(|id| tier_of(id).is_some())).collect()
}

fn covered(staff: Staff<'_>, id: SystemId) -> Covered {
    let matrix = staff.matrix;
    let system = matrix.system(id);
    Covered {
        base: card::system_name(matrix, id),
        lifecycle: system.lifecycle(),
        tier: system.tier,
        coverage: figures(staff, system.areas.iter()),
        parts_with_areas: parts_with_areas(matrix, id)
            .into_iter()
            .map(|part| card::system_name(matrix, part))
            .collect(),
        at: card::at(matrix, system.place),
    }
}

/// Areas by what they have; `None` where there are no areas.
pub(super) fn figures<'m>(staff: Staff<'_>, areas: impl Iterator<Item = &'m Area>) -> Option<Figures> {
    let areas: Vec<&Area> = areas.collect();
    let tally = |of| {
        let with = |filled| areas.iter().filter(|area| staff.filled(area, of) == filled).count();
        tally(with(Filled::Somebody), with(Filled::Placeholder), with(Filled::Nobody))
    };
    let instead = |area: &&&Area| staff.has_approval_instead(area);
    Some(Figures {
        areas: areas.len(),
        primary: tally(Responsibility::Primary)?,
        secondary: tally(Responsibility::Secondary)?,
        escalation: tally(Responsibility::Escalation)?,
        accountable: tally(Responsibility::Accountable)?,
        approval_instead: areas.iter().filter(instead).count(),
    })
}

fn tally(named: usize, placeholder: usize, nobody: usize) -> Option<Tally> {
    share(named, named + placeholder + nobody).map(|share| Tally { named, placeholder, nobody, share })
}

#[cfg(test)]
mod tests {
    use super::super::coverage_of;
    use super::*;

    const PARTIES: &str =
        "teams:\n  web: { name: Web }\n  ops: { name: Ops }\nplaceholders:\n  vendor: { name: Vendor }\n";

    fn counted(areas: &str) -> Figures {
        coverage_of(&format!("{PARTIES}systems:\n  shop:\n    name: Shop\n    areas:\n{areas}")).total.unwrap()
    }

    fn numbers(tally: &Tally) -> (usize, usize, usize) {
        (tally.named, tally.placeholder, tally.nobody)
    }

    #[test]
    fn a_placeholder_is_a_gap_of_its_own_kind() {
        let figures = counted(
            "      a: { name: A, primary: web }\n      b: { name: B, primary: vendor }\n      \
             c: { name: C, primary: [vendor, web] }\n      d: { name: D }",
        );
        assert_eq!(numbers(&figures.primary), (2, 1, 1), "somebody beside a placeholder is somebody");
        assert!((figures.primary.share - 0.5).abs() < f64::EPSILON);
        assert_eq!(numbers(&figures.secondary), (0, 0, 4));
    }

    #[test]
    fn an_approval_is_no_escalation() {
        let figures = counted(
            "      a: { name: A, approval: web }\n      b: { name: B, escalation: ops, approval: web }\n      \
             c: { name: C, approval: vendor }\n      d: { name: D, escalation: vendor, approval: web }",
        );
        assert_eq!(numbers(&figures.escalation), (1, 1, 2));
        assert_eq!(figures.approval_instead, 2, "a placeholder approves nothing, and takes no escalation");
    }

    #[test]
    fn a_system_without_areas_has_no_share() {
        let coverage = coverage_of(
            "systems:\n  whole: { name: Whole }\n  part:\n    name: Part\n    part_of: whole\n    \
             areas:\n      a: { name: A }\n  lonely: { name: Lonely }",
        );
        let [whole, part, lonely] = coverage.systems.as_slice() else { panic!("{:?}", coverage.systems) };
        assert_eq!((&whole.coverage, whole.parts_with_areas.len()), (&None, 1));
        assert_eq!(part.coverage.as_ref().map(|figures| figures.areas), Some(1));
        assert_eq!((&lonely.coverage, lonely.parts_with_areas.len()), (&None, 0));
        assert_eq!(coverage.total.map(|figures| figures.areas), Some(1));
    }
}
