//! The small sections around the matrix: channels, and the training of new members.

use jiff::civil::Date;

use crate::matrix::{Kind, Matrix, Week};
use crate::query::{At, Head, Thing, Unanswered, card, weeks};

answer! {
    /// Ways to communicate at one urgency.
    pub(crate) struct ChannelPage: Head {
        /// The ways.
        pub means: Vec<String>,
    }

    /// Training of new members: all weeks, or one.
    pub(crate) struct OnboardingPage {
        /// `onboarding`.
        pub kind: Kind,
        /// `onboarding`, or the id of the week.
        pub id: String,
        /// `Onboarding`, or the week.
        pub name: String,
        /// The weeks.
        pub weeks: Vec<WeekCard>,
    }

    /// A week.
    pub(crate) struct WeekCard {
        /// Which, from 1.
        pub week: u32,
        /// Its first day; `null` without a start.
        pub from_date: Option<String>,
        /// Its last day.
        pub to_date: Option<String>,
        /// What is learnt in it.
        pub items: Vec<String>,
        /// Position in the source.
        pub at: At,
    }
}

pub(super) fn channel_page(matrix: &Matrix, thing: &Thing, index: usize) -> ChannelPage {
    ChannelPage { base: Head::of(matrix, thing), means: matrix.channels[index].means.clone() }
}

pub(super) fn week_page(
    matrix: &Matrix,
    thing: &Thing,
    index: usize,
    from: Option<Date>,
) -> Result<OnboardingPage, Unanswered> {
    let weeks = vec![week(matrix, &matrix.onboarding[index], from)?];
    Ok(OnboardingPage { kind: Kind::Onboarding, id: thing.id.clone(), name: thing.name.clone(), weeks })
}

pub(super) fn all_weeks(matrix: &Matrix, from: Option<Date>) -> Result<OnboardingPage, Unanswered> {
    let weeks = self::weeks(matrix, from)?;
    Ok(OnboardingPage { kind: Kind::Onboarding, id: "onboarding".to_owned(), name: "Onboarding".to_owned(), weeks })
}

/// All weeks, with dates where there is a day on which the first begins.
pub(crate) fn weeks(matrix: &Matrix, from: Option<Date>) -> Result<Vec<WeekCard>, Unanswered> {
    matrix.onboarding.iter().map(|week| self::week(matrix, week, from)).collect()
}

fn week(matrix: &Matrix, week: &Week, from: Option<Date>) -> Result<WeekCard, Unanswered> {
    let days = from.map(|from| weeks::days(from, week.number, week.number)).transpose()?;
    Ok(WeekCard {
        week: week.number,
        from_date: days.map(|(from, _)| from.to_string()),
        to_date: days.map(|(_, to)| to.to_string()),
        items: week.items.clone(),
        at: card::at(matrix, week.place),
    })
}
