//! Who makes a change in a system, and who approves it there.

use crate::matrix::{Area, Change, Matrix, Responsibility, SystemId};
use crate::query::card;
use crate::query::caveat::{Caveats, Code};
use crate::query::who::{self, Row};
use crate::query::wording::{shared, words};

/// Words that say nothing of what an area is about where a change is described.
const EMPTY: [&str; 6] = ["change", "update", "management", "procedure", "new", "database"];

/// The areas of a system whose name or topic has a word of the change.
pub(super) fn areas(matrix: &Matrix, system: SystemId, text: &str, caveats: &mut Caveats) -> Vec<Row> {
    let asked = words(text, &EMPTY);
    let speaks = |area: &&Area| {
        let about = [Some(area.name.as_str()), area.topic.as_deref()];
        let aliases = area.aliases.iter().map(String::as_str);
        about.into_iter().flatten().chain(aliases).any(|name| !shared(&asked, &words(name, &EMPTY)).is_empty())
    };
    let of = matrix.system(system);
    let areas: Vec<&Area> = of.areas.iter().filter(speaks).collect();
    if areas.is_empty() {
        let message = format!("no area of {} speaks of this change; `own who {}` lists its areas", of.name, of.id);
        caveats.add(Code::NoAreaForChange, message, Some(card::at(matrix, of.place)));
    }
    for area in &areas {
        let asked = |of: Responsibility| {
            matches!(of, Responsibility::Primary | Responsibility::Secondary | Responsibility::Approval)
        };
        let parties = area.assignments.iter().filter(|cell| asked(cell.responsibility)).map(|cell| cell.party);
        parties.for_each(|party| caveats.described(matrix, party));
    }
    areas.into_iter().map(|area| who::row(matrix, system, area)).collect()
}

/// How the approvals of the rows stand to that of the category.
pub(super) fn caveats(matrix: &Matrix, system: SystemId, change: &Change, areas: &[Row], caveats: &mut Caveats) {
    for row in areas {
        let at = Some(row.at.clone());
        let names = |parties: &[card::PartyCard]| {
            parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let of = format!("{}, {}", matrix.system(system).name, row.area.name);
        if row.approval.is_empty() && !row.escalation.is_empty() {
            let escalation = names(&row.escalation);
            let message = format!("the row names no approval; its escalation contact, {escalation}, isn't one: {of}");
            caveats.add(Code::EscalationIsNotApproval, message, at);
        } else if !row.approval.is_empty() {
            let approvers = change.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
            let of_category: Vec<&str> = approvers.iter().map(|party| matrix.party(*party).name.as_str()).collect();
            if of_category.join(", ") != names(&row.approval) {
                let category = if of_category.is_empty() { "nobody".to_owned() } else { of_category.join(", ") };
                let message = format!(
                    "{of}: the row names {}, and the category ({}) names {category}; the matrix doesn't say that one of \
                    them is enough",
                    names(&row.approval),
                    change.name
                );
                caveats.add(Code::ApprovalStatedTwice, message, at);
            }
        }
    }
}
