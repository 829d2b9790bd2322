//! What would be left without some parties.

mod left;

use std::collections::HashSet;

use super::coverage::{Figures, figures};
use super::staff::{Staff, gone_with};
use super::{Answer, Scope, areas};
use crate::matrix::{Cadence, Kind, Matrix, PartyId, PartyKind, Responsibility};
use crate::query::{At, Caveats, Named, card};

answer! {
    /// What would be left without a party, and without roles that nobody else holds and teams that have no other member. Who
    /// leads a team or belongs to it stays.
    pub(crate) struct Without {
        /// The system that was asked about, with its parts; `null`: all of them.
        pub system: Option<Named>,
        /// The party's id.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// `team`, `role`, `person`, `organisation`, `group` or `placeholder`.
        pub kind: Kind,
        /// Other parties that are left out, too.
        pub others: Vec<Named>,
        /// Roles that nobody else holds, and teams and groups of whose members nobody would be left.
        pub gone_with: Vec<Named>,
        /// Who stays though close to it: a team's lead and roles, a role's team, who sits on a group.
        pub stays: Vec<Named>,
        /// How many things below would be left with nobody; 0: nothing depends on the party alone.
        pub left_open: usize,
        /// Areas by what they have now; `null` where there are none.
        pub now: Option<Figures>,
        /// Areas by what they would have.
        pub then: Option<Figures>,
        /// Areas in which nobody would be primary, secondary, escalation, approval or accountable any more. Whom nobody asks
        /// or tells isn't looked at.
        pub areas: Vec<AreaLeft>,
        /// Owner roles that nobody would fill.
        pub owners: Vec<OwnerLeft>,
        /// Escalation levels that would call nobody.
        pub levels: Vec<LevelLeft>,
        /// Duties that nobody would do.
        pub duties: Vec<DutyLeft>,
        /// Rotas that would lose somebody who takes turns.
        pub rotas: Vec<RotaLeft>,
        /// Change categories that nobody would approve; not looked at where a system was asked about.
        pub changes: Vec<ChangeLeft>,
        /// Position of the party in the source.
        pub at: At,
    }

    /// An area that would be left without somebody.
    pub(crate) struct AreaLeft {
        /// The system.
        pub system: Named,
        /// The area.
        pub area: Named,
        /// What nobody would be: `primary`, `secondary`, `escalation`, `approval`, `accountable`.
        pub lost: Vec<Responsibility>,
        /// Who would be left to do it: primaries and seconds, placeholders not among them.
        pub left: Vec<Named>,
        /// Position in the source.
        pub at: At,
    }

    /// An owner role that nobody would fill.
    pub(crate) struct OwnerLeft {
        /// The system that states it.
        pub system: Named,
        /// The owner role.
        pub role: String,
        /// Its printed name.
        pub title: String,
        /// Systems that inherit it.
        pub inherited_by: Vec<Named>,
        /// Position in the source.
        pub at: At,
    }

    /// An escalation level that would call nobody.
    pub(crate) struct LevelLeft: Named {
        /// Its number, from 1.
        pub number: u32,
        /// Its policy.
        pub policy: Named,
        /// Position in the source.
        pub at: At,
    }

    /// A duty that nobody would do.
    pub(crate) struct DutyLeft {
        /// Its task.
        pub name: String,
        /// The system that it belongs to; `null`: to no one system.
        pub system: Option<Named>,
        /// How often; `null` where the matrix doesn't say.
        pub every: Option<Cadence>,
        /// Position in the source.
        pub at: At,
    }

    /// A rota that would lose somebody, in its order, in an override or as its fallback.
    pub(crate) struct RotaLeft: Named {
        /// The party whose calls it takes.
        pub party: Named,
        /// Who would be left in its order.
        pub left: Vec<Named>,
        /// Position in the source.
        pub at: At,
    }

    /// A change category that nobody would approve.
    pub(crate) struct ChangeLeft: Named {
        /// Position in the source.
        pub at: At,
    }
}

/// What would be left without some parties, each given once. The answer has the name of the first.
pub(super) fn answer(matrix: &Matrix, scope: &Scope, first: PartyId, gone: &[PartyId]) -> Answer<Without> {
    let all_gone = gone_with(matrix, gone);
    let staff = Staff::without(matrix, &all_gone);
    let party = matrix.party(first);
    let mut caveats = Caveats::default();
    for gone in gone.iter().filter(|gone| matrix.party(**gone).is_placeholder()) {
        caveats.party(matrix, *gone);
    }
    let mut areas_left: Vec<AreaLeft> = Vec::new();
    for id in scope.systems.iter().copied() {
        let left = left::areas(staff, id);
        if !left.is_empty() {
            caveats.system(matrix, id);
        }
        areas_left.extend(left);
    }
    let owners = left::owners(staff, scope);
    let levels = left::levels(staff, scope);
    let duties = left::duties(staff, scope);
    let rotas = left::rotas(staff, scope);
    let open_rotas = rotas.iter().filter(|rota| rota.left.is_empty()).count();
    let names = |parties: &[PartyId]| parties.iter().map(|party| card::party_name(matrix, *party)).collect();
    let changes = if scope.asked.is_none() { left::changes(staff) } else { Vec::new() };
    let without = Without {
        system: scope.asked.map(|id| card::system_name(matrix, id)),
        id: party.id.clone(),
        name: party.name.clone(),
        kind: party.kind_name(),
        others: names(&gone[1..]),
        gone_with: names(&all_gone[gone.len()..]),
        stays: names(&stays(matrix, &all_gone, gone)),
        left_open: areas_left.len() + owners.len() + levels.len() + duties.len() + changes.len() + open_rotas,
        now: figures(Staff::all(matrix), areas(matrix, scope)),
        then: figures(staff, areas(matrix, scope)),
        areas: areas_left,
        owners,
        levels,
        duties,
        rotas,
        changes,
        at: card::at(matrix, party.place),
    };
    Answer::new("without", vec![without], caveats)
}

/// Parties close to those that leave, which stay themselves.
fn stays(matrix: &Matrix, all_gone: &[PartyId], asked: &[PartyId]) -> Vec<PartyId> {
    let mut known: HashSet<PartyId> = all_gone.iter().copied().collect();
    asked.iter().flat_map(|gone| beside(matrix, *gone)).filter(|party| known.insert(*party)).collect()
}

/// Parties close to one.
fn beside(matrix: &Matrix, gone: PartyId) -> Vec<PartyId> {
    match &matrix.party(gone).kind {
        PartyKind::Team(team) => {
            let roles = matrix.party_ids().filter(|(_, party)| party.team_of_role() == Some(gone));
            let roles = roles.map(|(id, _)| id).filter(|id| team.lead != Some(*id));
            team.lead.into_iter().chain(roles).collect()
        }
        PartyKind::Role(role) => role.team.into_iter().collect(),
        PartyKind::Group(group) => {
            let members = group.members.iter().copied().filter(|member| group.chair != Some(*member));
            group.chair.into_iter().chain(members).collect()
        }
        PartyKind::Person(_) | PartyKind::Organisation(_) | PartyKind::Placeholder(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{GapSearch, Gaps, gaps, matrix_of};
    use super::*;

    const MATRIX: &str = "teams:
  web: { name: Web, lead: boss }
  ops: { name: Ops }
roles:
  boss: { name: Boss, team: web }
placeholders:
  vendor: { name: Vendor }
systems:
  whole: { name: Whole, owners: { data: ops, system: web } }
  part:
    name: Part
    part_of: whole
    owners: { data: web }
    escalation: fast
    areas:
      a: { name: A, primary: web, secondary: ops, escalation: boss }
      b: { name: B, primary: [web, ops], secondary: [web, vendor], approval: web }
      c: { name: C, primary: [web, vendor] }
    duties:
      daily: [{ task: Watch, by: web }, { task: Count, by: [web, ops] }]
escalation:
  default:
    levels:
      - { name: First, window: { from: 0m }, contacts: [{ party: web }] }
  fast:
    levels:
      - { name: Now, window: { from: 0m, until: 5m }, contacts: [{ party: web }, { party: ops }] }
      - { name: Later, window: { from: 5m } }
changes:
  small: { name: Small, definition: small ones, approval: { by: [web] } }
";

    fn without(system: Option<&str>, party: &str) -> Without {
        without_in(MATRIX, system, party)
    }

    fn without_in(yaml: &str, system: Option<&str>, party: &str) -> Without {
        let question =
            GapSearch { system: system.map(str::to_owned), without: vec![party.to_owned()], ..GapSearch::default() };
        match gaps(&matrix_of(yaml), &question) {
            Ok(Gaps::Without(mut answer)) => answer.results.remove(0),
            other => unreachable!("{other:?}"),
        }
    }

    fn words(lost: &[Responsibility]) -> String {
        lost.iter().map(|of| of.as_str()).collect::<Vec<_>>().join("+")
    }

    #[test]
    fn a_cell_is_lost_when_nobody_else_stands_in_it() {
        let web = without(None, "web");
        let told = |area: &AreaLeft| {
            let left: Vec<&str> = area.left.iter().map(|party| party.id.as_str()).collect();
            format!("{} {} -> {}", area.area.id, words(&area.lost), left.join("+"))
        };
        let expected = ["a primary -> ops", "b secondary+approval -> ops", "c primary -> "];
        assert_eq!(web.areas.iter().map(told).collect::<Vec<_>>(), expected);
        let named =
            |figures: Option<Figures>| figures.map(|figures| (figures.primary.named, figures.primary.placeholder));
        assert_eq!((named(web.now), named(web.then)), (Some((3, 0)), Some((1, 1))));
    }

    #[test]
    fn an_owner_role_is_not_lost_while_the_whole_fills_it() {
        let web = without(None, "web");
        let told = |owner: &OwnerLeft| (owner.system.id.clone(), owner.role.clone(), owner.inherited_by.len());
        assert_eq!(web.owners.iter().map(told).collect::<Vec<_>>(), [("whole".into(), "system".into(), 1)]);
    }

    /// A parent that comes after its child was reported to inherit from itself.
    #[test]
    fn a_part_may_stand_before_its_whole() {
        let yaml = "teams:\n  web: { name: Web }\nsystems:\n  part: { name: Part, part_of: whole }\n  \
            whole: { name: Whole, owners: { data: web } }";
        let told = |owner: &OwnerLeft| {
            let by: Vec<&str> = owner.inherited_by.iter().map(|system| system.id.as_str()).collect();
            format!("{} -> {}", owner.system.id, by.join("+"))
        };
        assert_eq!(without_in(yaml, None, "web").owners.iter().map(told).collect::<Vec<_>>(), ["whole -> part"]);
    }

    #[test]
    fn levels_that_call_nobody_today_are_not_lost() {
        let ids = |without: &Without| without.levels.iter().map(|level| level.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&without(None, "web")), ["default/1"]);
        assert!(ids(&without(Some("part"), "web")).is_empty(), "the part follows another policy");
        assert_eq!(ids(&without(Some("whole"), "web")), ["default/1"]);
    }

    #[test]
    fn duties_and_approvals_are_told() {
        let web = without(None, "web");
        assert_eq!(web.duties.iter().map(|duty| duty.name.as_str()).collect::<Vec<_>>(), ["Watch"]);
        assert_eq!(web.changes.iter().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["small"]);
        assert_eq!(web.left_open, 3 + 1 + 1 + 1 + 1);
        assert!(without(Some("part"), "web").changes.is_empty());
    }

    #[test]
    fn only_the_party_itself_is_thought_away() {
        let web = without(None, "web");
        assert_eq!(web.stays.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(), ["boss"]);
        let boss = without(None, "boss");
        assert_eq!(boss.areas.iter().map(|area| words(&area.lost)).collect::<Vec<_>>(), ["escalation"]);
        assert_eq!(without(None, "ops").left_open, 2, "the second of `a`, and an owner");
    }

    #[test]
    fn several_parties_are_thought_away_at_once() {
        let question = GapSearch { without: ["web", "ops", "web"].map(str::to_owned).to_vec(), ..GapSearch::default() };
        let Ok(Gaps::Without(mut answer)) = gaps(&matrix_of(MATRIX), &question) else { unreachable!() };
        let both = answer.results.remove(0);
        let told = |area: &AreaLeft| format!("{} {}", area.area.id, words(&area.lost));
        let expected = ["a primary+secondary", "b primary+secondary+approval", "c primary"];
        assert_eq!(both.areas.iter().map(told).collect::<Vec<_>>(), expected);
        assert_eq!((both.id.as_str(), both.others.len()), ("web", 1));
    }

    #[test]
    fn nothing_depends_on_a_placeholder_beside_somebody() {
        assert_eq!(without(None, "vendor").left_open, 0);
    }
}
