//! `own change --form`: a change request, as far as the matrix can fill it in.

use jiff::civil::Date;

use super::{Category, PlannedChange, change};
use crate::matrix::{Matrix, StepEntry};
use crate::query::{Answer, AreaRow, Parties, StepPage, SystemCard, Unanswered, process};

answer! {
    /// A change request.
    pub(crate) struct Form {
        /// The change in a few words; `null`: to be filled in.
        pub title: Option<String>,
        /// The day on which it is written.
        pub date: String,
        /// The system that is to be changed.
        pub system: SystemCard,
        /// The areas of it: who does it and who approves it there.
        pub areas: Vec<AreaRow>,
        /// The category. Several: one is to be chosen, the strictest comes first.
        pub categories: Vec<Category>,
        /// The steps of the change process, with what holds for these categories.
        pub steps: Vec<StepPage>,
    }
}

/// Answers `own change --form`.
pub(crate) fn form(matrix: &Matrix, question: &PlannedChange, today: Date) -> Result<Answer<Form>, Unanswered> {
    let answer = change(matrix, question, Some(today))?;
    let (mut categories, warnings) = (answer.results, answer.warnings);
    let risk =
        |category: &Category| matrix.changes.iter().find(|change| change.id == category.id).map(|change| change.risk);
    // Without a text they come in the order of the matrix. What no category ranks comes last, as it does with a text.
    categories.sort_by_key(|category| std::cmp::Reverse(risk(category)));
    let first = categories.first();
    let Some(system) = first.and_then(|category| category.system.clone()) else {
        return Err(Unanswered::misuse("a change request is for a system: say which with --system", Vec::new()));
    };
    let form = Form {
        title: question.text.clone(),
        date: today.to_string(),
        areas: first.map(|category| category.areas.clone()).unwrap_or_default(),
        steps: steps(matrix, &categories),
        system,
        categories,
    };
    Ok(Answer { warnings, ..Answer::new("change-request", vec![form], crate::query::Caveats::default()) })
}

fn steps(matrix: &Matrix, categories: &[Category]) -> Vec<StepPage> {
    let holds = |entry: &StepEntry| {
        let of = entry.category.map(|id| &matrix.change(id).id);
        of.is_none_or(|id| categories.iter().any(|category| category.id == *id))
    };
    process::steps(&Parties::of(matrix), holds)
}
