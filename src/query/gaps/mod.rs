//! `own gaps`: what is missing, who carries how much, and what would be left without somebody.
//!
//! A placeholder is nobody who can be called, so a cell that names only a placeholder is a gap, counted apart. An
//! approval is never taken for an escalation.

mod ahead;
mod coverage;
mod files;
mod hours;
mod load;
mod missing;
mod rotas;
mod share;
mod staff;
mod without;

pub(crate) use ahead::Ahead;
pub(crate) use coverage::{Confirmed, Coverage, Covered, Figures, Owned, Tally, Tier};
pub(crate) use files::{FileGaps, files};
pub(crate) use hours::{AreaHours, OnCallParty, OtherHours, SystemHours, other_hours};
pub(crate) use load::Load;
pub(crate) use missing::{Lack, Missing, Why};
pub(crate) use rotas::RotaHoles;
pub(crate) use share::steps;
pub(crate) use without::{OwnerLeft, Without};

use jiff::civil::Date;

use super::{Answer, Asker, Caveats, Clock, Code, Unanswered, current, resolve, target};
use crate::limits::GAPS;
use crate::matrix::{self, Area, Matrix, Part, PartyId, SystemId};

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct GapSearch {
    /// A system, as typed: it and its parts; `None`: all systems.
    pub system: Option<String>,
    /// Parties to leave out, as typed.
    pub without: Vec<String>,
    /// Rows of a list; `None`: [`GAPS`].
    pub rows: Option<usize>,
    /// The time of the asker, from which on a year of the rotas is checked. `None`: the answer leaves rotas out.
    pub clock: Option<Clock>,
}

impl GapSearch {
    /// The part of a matrix it needs: the named system with its children, and every party that could be left out.
    pub(crate) fn scope(&self) -> matrix::Scope {
        match &self.system {
            Some(system) => matrix::Scope::Parts(vec![Part::Within(system.clone()), Part::Parties]),
            None => matrix::Scope::Whole,
        }
    }
}

/// An answer to one of the two forms of the question. Either has exactly one result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Gaps {
    /// What is missing as things are.
    Coverage(Box<Answer<Coverage>>),
    /// What would be missing without a party.
    Without(Box<Answer<Without>>),
}

/// Answers `own gaps`. That nothing is missing, or that nothing depends on a party, is an answer too.
pub(crate) fn gaps(matrix: &Matrix, question: &GapSearch) -> Result<Gaps, Unanswered> {
    let typed = question.system.as_deref();
    let system = typed.map(|typed| target::system(matrix, typed, Asker::Alone("gaps"))).transpose()?;
    let mut gone: Vec<PartyId> = Vec::new();
    for typed in &question.without {
        let party = resolve::party(matrix, typed)?;
        if !gone.contains(&party) {
            gone.push(party);
        }
    }
    let scope = Scope::of(matrix, system, question.rows.unwrap_or(GAPS));
    if scope.systems.is_empty() {
        return Err(Unanswered::nothing("the matrix has no systems", Vec::new()));
    }
    let today = question.clock.as_ref().map(|clock| clock.today(matrix)).transpose()?;
    let scope = Scope { today, ..scope };
    let mut ended = Caveats::default();
    for (today, id) in today.iter().flat_map(|today| scope.systems.iter().map(move |id| (*today, *id))) {
        ended.ended_in(matrix, id, today);
    }
    let ended = ended.into_warnings();
    let matrix = &*current(matrix, today);
    Ok(match gone[..] {
        [] => Gaps::Coverage(Box::new(coverage::answer(matrix, &scope, today)?.and_warn(ended))),
        [first, ..] => Gaps::Without(Box::new(without::answer(matrix, &scope, first, &gone).and_warn(ended))),
    })
}

/// The first rows of a list, and a caveat that says how many there are.
fn first<T>(rows: usize, what: &str, items: impl IntoIterator<Item = T>, caveats: &mut Caveats) -> Vec<T> {
    let mut items = items.into_iter();
    let first: Vec<T> = items.by_ref().take(rows).collect();
    // Building the rest only to count it would take most of the time.
    let more = match items.size_hint() {
        (rest, Some(most)) if rest == most => rest,
        _ => items.count(),
    };
    if more > 0 {
        let all = rows + more;
        caveats.add(Code::MoreRows, format!("{what}: the first {rows} of {all}; `own gaps SYSTEM` lists fewer"), None);
    }
    first
}

/// Of what is asked.
#[derive(Debug)]
struct Scope {
    /// The system that was named.
    asked: Option<SystemId>,
    /// It and its parts at any depth, or all systems; tier 1 first, then in the order of the matrix.
    systems: Vec<SystemId>,
    /// Rows of a list.
    rows: usize,
    /// The date of the clock.
    today: Option<Date>,
}

impl Scope {
    fn of(matrix: &Matrix, asked: Option<SystemId>, rows: usize) -> Self {
        let within = |id| asked.is_none_or(|asked| matrix.lineage(id).any(|whole| whole == asked));
        let mut systems: Vec<SystemId> = matrix.system_ids().map(|(id, _)| id).filter(|id| within(*id)).collect();
        systems.sort_by_key(|id| matrix.system(*id).tier.unwrap_or(u32::MAX));
        Self { asked, systems, rows, today: None }
    }
}

/// The areas that are asked about.
fn areas<'m>(matrix: &'m Matrix, scope: &Scope) -> impl Iterator<Item = &'m Area> {
    scope.systems.iter().flat_map(|id| &matrix.system(*id).areas)
}

/// Descendants of a system without areas that have some.
fn parts_with_areas(matrix: &Matrix, id: SystemId) -> Vec<SystemId> {
    let has_areas = |id: SystemId| !matrix.system(id).areas.is_empty();
    let mut found = Vec::new();
    let mut open = if has_areas(id) { Vec::new() } else { matrix.part_ids(id).to_vec() };
    while let Some(part) = open.pop() {
        found.extend(Some(part).filter(|part| has_areas(*part)));
        open.extend(matrix.part_ids(part));
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
fn coverage_of(yaml: &str) -> Coverage {
    match gaps(&matrix_of(yaml), &GapSearch::default()) {
        Ok(Gaps::Coverage(mut answer)) => answer.results.remove(0),
        other => unreachable!("{other:?}"),
    }
}

#[cfg(test)]
fn matrix_of(yaml: &str) -> Matrix {
    crate::source::from_texts([("test.yaml".to_owned(), format!("version: 1\n{yaml}"))]).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_and_says_how_many_rows_there_are() {
        let mut caveats = Caveats::default();
        assert_eq!(first(2, "systems", 0..2, &mut caveats), [0, 1]);
        assert_eq!(first(2, "missing", 0..5, &mut caveats), [0, 1]);
        let [only] = &caveats.into_warnings()[..] else { panic!("one list is too long") };
        assert_eq!(only.message, "missing: the first 2 of 5; `own gaps SYSTEM` lists fewer");
    }

    #[test]
    fn a_system_is_asked_about_with_its_parts() {
        let matrix = matrix_of(
            "systems:\n  whole: { name: Whole }\n  part: { name: Part, part_of: whole }\n  \
             other: { name: Other }\n  deep: { name: Deep, part_of: part }",
        );
        let within = |asked: u32| Scope::of(&matrix, Some(SystemId(asked)), GAPS).systems;
        assert_eq!(within(0), [SystemId(0), SystemId(1), SystemId(3)]);
        assert_eq!(within(1), [SystemId(1), SystemId(3)]);
        assert_eq!(within(2), [SystemId(2)]);
        assert_eq!(Scope::of(&matrix, None, GAPS).systems.len(), 4);
    }

    #[test]
    fn a_matrix_without_systems_is_no_empty_success() {
        let none = gaps(&Matrix::default(), &GapSearch::default()).unwrap_err();
        assert_eq!(none.message, "the matrix has no systems");
    }
}
