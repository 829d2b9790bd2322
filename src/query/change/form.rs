//! `own change --form`: a change request, as far as the matrix can fill it in.

use jiff::civil::Date;

use super::{Category, Question, change};
use crate::matrix::{Matrix, Step};
use crate::query::card::{self, At, SystemCard};
use crate::query::show::{EntryCard, process};
use crate::query::who::Row;
use crate::query::{Answer, Unanswered};

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
        pub areas: Vec<Row>,
        /// The category. Several: one is to be chosen, the strictest comes first.
        pub categories: Vec<Category>,
        /// The steps of the change process, with what holds for these categories.
        pub steps: Vec<FormStep>,
    }

    /// A step of the change process.
    pub(crate) struct FormStep {
        /// Its number, from 1.
        pub number: u32,
        /// Its name.
        pub name: String,
        /// What is to be done in it.
        pub entries: Vec<EntryCard>,
        /// Where it stands.
        pub at: At,
    }
}

/// Answers `own change --form`.
pub(crate) fn form(matrix: &Matrix, question: &Question, today: Date) -> Result<Answer<Form>, Unanswered> {
    let answer = change(matrix, question)?;
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

fn steps(matrix: &Matrix, categories: &[Category]) -> Vec<FormStep> {
    let at_hand = |id: &str| categories.iter().any(|category| category.id == id);
    let of: Vec<usize> =
        (0..).zip(&matrix.changes).filter(|(_, change)| at_hand(&change.id)).map(|(at, _)| at).collect();
    let step = |(number, step): (u32, &Step)| FormStep {
        number,
        name: step.name.clone(),
        entries: process(matrix, step, &of),
        at: card::at(matrix, step.place),
    };
    (1..).zip(&matrix.change_process).map(step).collect()
}
