//! Areas: missing, repeated and conflicting responsibilities.

use super::{Finding, Look, Rule};
use crate::matrix::{Area, Assignment, Matrix, PartyId, PartyKind, Place, Responsibility, Role, System, SystemId};

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for (id, system) in matrix.system_ids() {
        for area in &system.areas {
            Row { id, system, area }.rules(look);
        }
    }
}

/// One area of a system.
struct Row<'m> {
    id: SystemId,
    system: &'m System,
    area: &'m Area,
}

impl Row<'_> {
    fn rules(&self, look: &mut Look<'_>) {
        self.empty_cells(look);
        self.same_party_twice(look);
        self.separation_of_duties(look);
        self.raci(look);
        self.above_the_chain(look);
        self.placeholders(look);
        self.ended(look);
        self.people(look);
    }

    fn ended(&self, look: &mut Look<'_>) {
        let today = look.today;
        for cell in self.area.assignments.iter().filter(|cell| cell.has_ended(today)) {
            let until = cell.until().map(|until| until.to_string()).unwrap_or_default();
            let name = look.name(cell.party);
            let message = format!("{name} was {} until {until}: {}", cell.responsibility, self.named());
            look.report(Finding::at(Rule::AssignmentEnded, cell.place, message), &self.items());
        }
    }

    fn named(&self) -> String {
        format!("{}, {}", self.system.name, self.area.name)
    }

    fn items(&self) -> [Place; 2] {
        [self.area.place, self.system.place]
    }

    fn has(&self, of: Responsibility) -> bool {
        self.area.parties(of).next().is_some()
    }

    fn cells(&self, of: Responsibility) -> impl Iterator<Item = &Assignment> {
        self.area.assignments.iter().filter(move |cell| cell.responsibility == of)
    }

    /// Reports something that is missing in the row.
    fn missing(&self, look: &mut Look<'_>, rule: Rule, what: &str, key: &'static str) {
        let message = format!("{what}: {}", self.named());
        look.report_missing(Finding::at(rule, self.area.place, message), key, &self.items());
    }

    fn empty_cells(&self, look: &mut Look<'_>) {
        if !self.has(Responsibility::Primary) {
            self.missing(look, Rule::NoPrimary, "no primary", "primary");
        } else if !self.has(Responsibility::Secondary) && !self.area.is_raci() {
            self.missing(look, Rule::NoSecondary, "no secondary", "secondary");
        }
        let has_next = self.has(Responsibility::Escalation) || self.has(Responsibility::Approval);
        if !has_next && !self.area.is_raci() {
            let what = "neither an escalation contact nor an approval";
            self.missing(look, Rule::NoEscalationOrApproval, what, "escalation");
        }
    }

    fn same_party_twice(&self, look: &mut Look<'_>) {
        for cell in self.cells(Responsibility::Secondary) {
            if self.area.parties(Responsibility::Primary).any(|party| party == cell.party) {
                let message = format!("{} is primary and secondary: {}", look.name(cell.party), self.named());
                let finding = Finding::at(Rule::SamePrimarySecondary, cell.place, message);
                look.report(finding.help("name another party, or leave the cell empty"), &self.items());
            }
        }
    }

    fn separation_of_duties(&self, look: &mut Look<'_>) {
        for cell in self.cells(Responsibility::Approval) {
            let name = look.name(cell.party);
            if self.approves_itself(look.matrix, cell.party) {
                let message = format!("{name} is primary and approves: {}", self.named());
                look.report(Finding::at(Rule::ApprovalByPrimary, cell.place, message), &self.items());
                continue;
            }
            let leads = |team: &PartyId| look.matrix.party(*team).team().is_some_and(|of| of.lead == Some(cell.party));
            let teams = self.area.parties(Responsibility::Primary).map(|party| match look.matrix.party(party).kind {
                PartyKind::Role(Role { team: Some(team), .. }) => team,
                _ => party,
            });
            if let Some(team) = teams.into_iter().find(leads) {
                let team = look.name(team);
                let message = format!("{name} approves the work of their own {team}: {}", self.named());
                look.report(Finding::at(Rule::ApprovalByLead, cell.place, message), &self.items());
            }
        }
    }

    /// Whether the approver is a primary, or a group of primaries only.
    fn approves_itself(&self, matrix: &Matrix, approver: PartyId) -> bool {
        let does = |party: PartyId| self.area.parties(Responsibility::Primary).any(|primary| primary == party);
        let only_members = match &matrix.party(approver).kind {
            PartyKind::Group(group) => {
                let mut members = group.chair.iter().chain(&group.members).peekable();
                members.peek().is_some() && members.all(|member| does(*member))
            }
            _ => false,
        };
        does(approver) || only_members
    }

    fn raci(&self, look: &mut Look<'_>) {
        if self.area.is_raci() && !self.has(Responsibility::Accountable) {
            self.missing(look, Rule::NoAccountable, "nobody is accountable", "accountable");
        }
        let first = self.cells(Responsibility::Accountable).next();
        let mut others = self.cells(Responsibility::Accountable);
        if let Some(second) = others.find(|cell| first.is_some_and(|first| first.party != cell.party)) {
            let message = format!("several parties are accountable: {}", self.named());
            look.report(Finding::at(Rule::SeveralAccountable, second.place, message), &self.items());
        }
    }

    /// Compares the row's escalation contact with the levels of the system's policy.
    fn above_the_chain(&self, look: &mut Look<'_>) {
        let Some(policy) = look.matrix.policy_of(Some(self.id)) else { return };
        for cell in self.cells(Responsibility::Escalation) {
            let stands = policy.levels.iter().find(|level| level.contacts.iter().any(|c| c.party == cell.party));
            if let Some(level) = stands.filter(|level| level.number > 2) {
                let message = format!(
                    "{} is at level {}, above the next level: {}",
                    look.name(cell.party),
                    level.number,
                    self.named()
                );
                let finding = Finding::at(Rule::EscalationAboveChain, cell.place, message);
                look.report(finding.related(level.place, "the level"), &self.items());
            }
        }
    }

    fn placeholders(&self, look: &mut Look<'_>) {
        for cell in &self.area.assignments {
            let party = look.matrix.party(cell.party);
            if !party.is_placeholder() {
                continue;
            }
            let rule = match cell.responsibility {
                Responsibility::Primary => Rule::PlaceholderPrimary,
                _ => Rule::PlaceholderCell,
            };
            let column = cell.responsibility.as_str();
            let message = format!("the {column} is a placeholder, {}: {}", party.name, self.named());
            look.report(Finding::at(rule, cell.place, message), &self.items());
        }
    }

    fn people(&self, look: &mut Look<'_>) {
        for cell in &self.area.assignments {
            if look.matrix.party(cell.party).is_person() {
                let column = cell.responsibility.as_str();
                let message = format!("the {column} is a person, {}: {}", look.name(cell.party), self.named());
                look.report_person(cell.party, cell.place, message, &self.items());
            }
        }
    }
}
