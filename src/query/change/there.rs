//! Who makes a change in a system, and who approves it there.

use crate::matrix::{Area, Change, Matrix, Responsibility, SystemId};
use crate::query::target::MOST;
use crate::query::wording::{Word, all_in, shared, words};
use crate::query::{Asker, Caveats, Code, Unanswered, card, resolve};

/// Words that say nothing of what an area is about where a change is described.
const EMPTY: [&str; 6] = ["change", "update", "management", "procedure", "new", "database"];

/// The areas of a system whose name or topic has a word of the change.
pub(super) fn areas<'m>(matrix: &'m Matrix, system: SystemId, text: &str, caveats: &mut Caveats) -> Vec<&'m Area> {
    let asked = words(text, &EMPTY);
    let of = matrix.system(system);
    let areas: Vec<&Area> =
        of.areas.iter().filter(|area| names(area).any(|name| !shared(&asked, &name).is_empty())).collect();
    if areas.is_empty() {
        let message = format!("no area of {} mentions this change: `own who {}` lists its areas", of.name, of.id);
        caveats.add(Code::NoAreaForChange, message, Some(card::at(matrix, of.place)));
    }
    parties(matrix, &areas, caveats);
    areas
}

/// The words of each name of an area.
fn names(area: &Area) -> impl Iterator<Item = Vec<Word>> {
    let about = [Some(area.name.as_str()), area.topic.as_deref()].into_iter().flatten();
    about.chain(area.aliases.iter().map(String::as_str)).map(|name| words(name, &EMPTY))
}

/// Areas of a change that no category mentions: their rows may say who approves it. Without a system, those that the change
/// names in full, with a word of their system.
pub(super) fn hints(matrix: &Matrix, system: Option<SystemId>, text: &str) -> Vec<String> {
    let asked = words(text, &EMPTY);
    let has_word_of = |name: Vec<Word>| !shared(&asked, &name).is_empty();
    let is_named = |id: SystemId| {
        let of = matrix.system(id);
        std::iter::once(&of.name).chain(&of.aliases).any(|name| has_word_of(words(name, &EMPTY)))
    };
    let is_meant = |(id, area): &(SystemId, &Area)| match system {
        Some(system) => *id == system && names(area).any(has_word_of),
        None => is_named(*id) && names(area).any(|name| all_in(&name, &asked)),
    };
    let line = |(id, area): (SystemId, &Area)| {
        let of = matrix.system(id);
        format!("{} is an area of {}: {}", area.name, of.name, Asker::Who.command(of, area))
    };
    matrix.areas().filter(is_meant).take(MOST).map(line).collect()
}

/// The areas of a system that were named, each once.
pub(super) fn named<'m>(
    matrix: &'m Matrix,
    system: SystemId,
    typed: &[String],
    caveats: &mut Caveats,
) -> Result<Vec<&'m Area>, Unanswered> {
    let mut areas: Vec<&Area> = Vec::new();
    for typed in typed {
        let area = resolve::area(matrix, system, typed, Asker::Change)?;
        if !areas.iter().any(|known| known.id == area.id) {
            areas.push(area);
        }
    }
    parties(matrix, &areas, caveats);
    Ok(areas)
}

/// What is to be said of those who make the change and of those who approve it there.
fn parties(matrix: &Matrix, areas: &[&Area], caveats: &mut Caveats) {
    for area in areas {
        let asked = |of: Responsibility| {
            matches!(of, Responsibility::Primary | Responsibility::Secondary | Responsibility::Approval)
        };
        let parties = area.assignments.iter().filter(|cell| asked(cell.responsibility)).map(|cell| cell.party);
        parties.for_each(|party| caveats.described(matrix, party));
    }
}

/// The approvals of the rows compared with that of the category.
pub(super) fn caveats(matrix: &Matrix, system: SystemId, change: &Change, areas: &[&Area], caveats: &mut Caveats) {
    for area in areas {
        let at = Some(card::at(matrix, area.place));
        let parties = |of| area.parties(of).collect::<Vec<_>>();
        let (approval, escalation) = (parties(Responsibility::Approval), parties(Responsibility::Escalation));
        let of = format!("{}, {}", matrix.system(system).name, area.name);
        let approvers = change.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
        if !approval.is_empty() && !super::same(&approval, approvers) {
            let category = super::names_or_nobody(matrix, approvers);
            let message = format!(
                "{of}: the row names {}, the category ({}) names {category}",
                matrix.names(&approval),
                change.name
            );
            caveats.add(Code::ApprovalStatedTwice, message, at);
        } else if approval.is_empty() && escalation.is_empty() {
            caveats.add(Code::NamesNobody, format!("no approval: {of}"), at);
        } else if approval.is_empty() {
            let message = format!("no approval, only the escalation contact {}: {of}", matrix.names(&escalation));
            caveats.add(Code::EscalationIsNotApproval, message, at);
        }
    }
}
