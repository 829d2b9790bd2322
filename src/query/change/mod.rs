//! `own change`: the category that a change falls in, and why; its approval, and whom to notify.

mod asked;
mod detail;
mod form;
mod matching;
mod there;

pub(crate) use form::{Form, form};

use jiff::civil::Date;

use super::{
    Answer, ApprovalCard, AreaRow, Asker, Caveats, Code, Head, Parties, PartyCard, SystemCard, Unanswered, approval,
    area, card, current, resolve, target,
};
use crate::matrix::{Area, Called, Change, Evidence, Kind, Matrix, Part, PartyId, Risk, Scope};
use matching::Candidate;

words! {
    /// Where a category has words of a change.
    pub(crate) enum FoundIn {
        /// An example.
        Example = "example",
        /// Its name, id or an alias.
        Name = "name",
        /// Its definition.
        Definition = "definition",
    }
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PlannedChange {
    /// The change, in words.
    pub text: Option<String>,
    /// The system that is to be changed, as typed.
    pub system: Option<String>,
    /// Areas of that system, as typed, instead of finding them by the text.
    pub areas: Vec<String>,
    /// A category, as typed, instead of finding it by the text.
    pub category: Option<String>,
}

impl PlannedChange {
    /// What of a matrix it is about: the system, and those whose names or hosts stand in the text, since they don't tell
    /// what the change is.
    pub(crate) fn scope(&self) -> Scope {
        let system = self.system.clone().map(Part::Target);
        let text = self.text.as_deref().unwrap_or_default();
        let hosts = detail::hosts(text).map(|host| Part::Selected(Evidence::Host(host)));
        Scope::Parts(system.into_iter().chain(self.text.clone().map(Part::NamedIn)).chain(hosts).collect())
    }
}

answer! {
    /// A change category, and why it fits.
    pub(crate) struct Category: Head {
        /// Other names.
        pub aliases: Vec<String>,
        /// The words in brackets behind its name.
        pub qualifier: Option<String>,
        /// `low`, `medium` or `high`.
        pub risk: Option<Risk>,
        /// Why it fits: its examples that have words of the text that was asked about.
        pub matched: Vec<Matched>,
        /// Who approves it, and how; `null` where the matrix doesn't say.
        pub approval: Option<ApprovalCard>,
        /// Whom to notify.
        pub notify: Vec<PartyCard>,
        /// What falls in it.
        pub definition: Option<String>,
        /// Examples of it.
        pub examples: Vec<String>,
        /// The system that is to be changed; `null` where none was asked about.
        pub system: Option<SystemCard>,
        /// The areas of that system that speak of the change: who does it and who approves it there.
        pub areas: Vec<AreaRow>,
    }

    /// A text of a category that has words of the change.
    pub(crate) struct Matched {
        /// `example`, `name` or `definition`.
        pub found_in: FoundIn,
        /// The example, the name or the definition.
        pub text: String,
        /// The words of the change that it has, as typed.
        pub words: Vec<String>,
        /// Whether it is an example, and the change has all its words.
        pub whole: bool,
    }
}

/// Answers `own change`: the categories that fit, the strictest first. Without a text and a category, all of them in
/// the order of the matrix.
pub(crate) fn change(
    matrix: &Matrix,
    question: &PlannedChange,
    today: Option<Date>,
) -> Result<Answer<Category>, Unanswered> {
    if matrix.changes.is_empty() {
        return Err(Unanswered::nobody("the matrix has no change categories", Vec::new()));
    }
    let target = question.system.as_deref().map(|typed| target(matrix, typed, None, Asker::Change)).transpose()?;
    let system = target.map(|of| of.system);
    let ever = matrix;
    let matrix = current(ever, today);
    let matrix = &*matrix;
    let named = target.and_then(|of| of.area).map(str::to_owned);
    let named: Vec<String> = question.areas.iter().cloned().chain(named).collect();
    let text = question.text.as_deref();
    let mut caveats = Caveats::default();
    let candidates = match (&question.category, text) {
        (Some(typed), text) => vec![matching::of(matrix, category(matrix, typed)?, text, &mut caveats)],
        (None, Some(text)) => matching::find(matrix, text, &mut caveats).map_err(|mut none| {
            none.hints.splice(0..0, there::hints(matrix, system, text));
            none
        })?,
        (None, None) => matrix.changes.iter().map(|change| matching::of(matrix, change, None, &mut caveats)).collect(),
    };
    if let Some(system) = system {
        caveats.system(matrix, system);
    }
    let areas = match (system, text) {
        (Some(system), _) if !named.is_empty() => there::named(matrix, system, &named, &mut caveats)?,
        (Some(system), Some(text)) => there::areas(matrix, system, text, &mut caveats),
        (Some(system), None) => {
            let message = format!("describe the change to see who does it in {}", matrix.system(system).name);
            caveats.add(Code::NoAreaForChange, message, None);
            Vec::new()
        }
        _ => Vec::new(),
    };
    for candidate in &candidates {
        approval_caveats(matrix, candidate.change, &mut caveats);
        if let Some(system) = system {
            there::caveats(matrix, system, candidate.change, &areas, &mut caveats);
        }
    }
    for (today, system) in today.into_iter().zip(system) {
        let shown = |of: &&Area| areas.iter().any(|area| area.id == of.id);
        let cells = ever.system(system).areas.iter().filter(shown).flat_map(|area| &area.assignments);
        caveats.ended(ever, cells, today);
    }
    let parties = &Parties::on(matrix, today);
    let rows = system.into_iter().flat_map(|id| areas.iter().map(move |of| area(parties, id, of, None)));
    let rows: Vec<AreaRow> = rows.collect();
    let system = system.map(|id| card::system(matrix, id));
    let card = |candidate: Candidate<'_>| Category {
        matched: candidate.matched,
        system: system.clone(),
        areas: rows.clone(),
        ..category_card(parties, candidate.change)
    };
    Ok(Answer::new("change-category", candidates.into_iter().map(card).collect(), caveats))
}

/// The category that a text names.
fn category<'m>(matrix: &'m Matrix, typed: &str) -> Result<&'m Change, Unanswered> {
    let changes = matrix.changes.iter().map(|change| (change, Called::from(change)));
    resolve::one("change category", typed, changes).map_err(|mut unanswered| {
        if unanswered.hints.is_empty() {
            unanswered.hints = listed(matrix);
        }
        unanswered
    })
}

/// All categories, a line each.
fn listed(matrix: &Matrix) -> Vec<String> {
    let line = |change: &Change| {
        let examples = change.example_texts().join(", ");
        let examples = if examples.is_empty() { examples } else { format!(", such as {examples}") };
        format!("  {}: {}{examples}", change.id, change.name)
    };
    std::iter::once("the categories are:".to_owned()).chain(matrix.changes.iter().map(line)).collect()
}

/// A category as every answer has it, without what was asked.
pub(super) fn category_card(matrix: &Parties<'_>, change: &Change) -> Category {
    Category {
        base: Head::new(matrix, Kind::Change, change.id.clone(), &change.name, change.place),
        aliases: change.aliases.clone(),
        qualifier: change.qualifier.clone(),
        risk: change.risk,
        matched: Vec::new(),
        approval: change.approval.as_ref().map(|of| approval(matrix, of)),
        notify: matrix.cards(&change.notify),
        definition: change.definition.clone(),
        examples: change.example_texts(),
        system: None,
        areas: Vec::new(),
    }
}

/// Whether two lists name the same parties, in whatever order.
fn same(some: &[PartyId], others: &[PartyId]) -> bool {
    let sorted = |parties: &[PartyId]| {
        let mut parties = parties.to_vec();
        parties.sort_unstable();
        parties.dedup();
        parties
    };
    sorted(some) == sorted(others)
}

/// The names of parties; "nobody" for none.
fn names_or_nobody(matrix: &Matrix, parties: &[PartyId]) -> String {
    if parties.is_empty() { "nobody".to_owned() } else { matrix.names(parties) }
}

/// What is to be said of those who approve and of those who are told, and of what the change process says of them.
pub(super) fn approval_caveats(matrix: &Matrix, change: &Change, caveats: &mut Caveats) {
    let approvers: &[PartyId] = change.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
    if change.approval.is_none() {
        let message = format!("no approver: {}", change.name);
        caveats.add(Code::NamesNobody, message, Some(card::at(matrix, change.place)));
    }
    let told = change.notify.iter().filter(|party| matrix.party(**party).is_placeholder());
    for party in approvers.iter().chain(told) {
        caveats.described(matrix, *party);
    }
    let of_category = matrix.approvals_in_process().filter(|(id, ..)| matrix.change(*id).id == change.id);
    for (_, step, entry) in of_category.filter(|(.., entry)| !same(&entry.by, approvers)) {
        let message = format!(
            "{}: the category names {}, the change process ({}) names {}",
            change.name,
            names_or_nobody(matrix, approvers),
            step.name,
            matrix.names(&entry.by)
        );
        caveats.add(Code::ApprovalStatedTwice, message, Some(card::at(matrix, entry.place)));
    }
}
