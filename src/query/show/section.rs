//! The small sections around the matrix: channels, and the training of new members.

use crate::matrix::{Matrix, Week};
use crate::query::card::{self, At};
use crate::query::things::Thing;

answer! {
    /// Ways to communicate at one urgency.
    pub struct ChannelPage {
        /// `channel`.
        pub kind: &'static str,
        /// The urgency.
        pub id: String,
        /// The urgency as words.
        pub name: String,
        /// The ways.
        pub means: Vec<String>,
        /// Where it stands.
        pub at: At,
    }
}

answer! {
    /// Training of new members: all weeks, or one.
    pub struct OnboardingPage {
        /// `onboarding`.
        pub kind: &'static str,
        /// `onboarding`, or the id of the week.
        pub id: String,
        /// `Onboarding`, or the week.
        pub name: String,
        /// The weeks.
        pub weeks: Vec<WeekCard>,
    }
}

answer! {
    /// A week.
    pub struct WeekCard {
        /// Which, from 1.
        pub week: u32,
        /// What is learnt in it.
        pub items: Vec<String>,
        /// Where it stands.
        pub at: At,
    }
}

pub(super) fn channel_page(matrix: &Matrix, thing: &Thing, index: usize) -> ChannelPage {
    let channel = &matrix.channels[index];
    ChannelPage {
        kind: "channel",
        id: channel.id.clone(),
        name: thing.name.clone(),
        means: channel.means.clone(),
        at: card::at(matrix, channel.place),
    }
}

pub(super) fn week_page(matrix: &Matrix, thing: &Thing, index: usize) -> OnboardingPage {
    let weeks = vec![week(matrix, &matrix.onboarding[index])];
    OnboardingPage { kind: "onboarding", id: thing.id.clone(), name: thing.name.clone(), weeks }
}

pub(super) fn all_weeks(matrix: &Matrix) -> OnboardingPage {
    let weeks = matrix.onboarding.iter().map(|week| self::week(matrix, week)).collect();
    OnboardingPage { kind: "onboarding", id: "onboarding".to_owned(), name: "Onboarding".to_owned(), weeks }
}

fn week(matrix: &Matrix, week: &Week) -> WeekCard {
    WeekCard { week: week.number, items: week.items.clone(), at: card::at(matrix, week.place) }
}
