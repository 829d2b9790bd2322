//! The small sections around the matrix, and addresses.

use super::super::{Block, Facts, Run, facts, phrase};
use crate::matrix::Cover;
use crate::query::show::{ChannelPage, ContactPage, OnboardingPage, WeekCard};

/// Ways to communicate at one urgency.
pub(crate) fn channel(page: &ChannelPage) -> Vec<Block> {
    let heading = facts::heading("channel", &page.id, &page.name, "channel");
    let about = Facts::default().fact_or_silence("means", &page.means);
    about.below(heading, Some(&page.at))
}

/// Weeks of the training of new members.
pub(super) fn onboarding(page: &OnboardingPage) -> Vec<Block> {
    let about = weeks(&page.weeks);
    let heading = facts::heading("onboarding", &page.id, &page.name, "training of new members");
    about.below(heading, None)
}

/// Weeks, one per fact: dates, topics, and position in the source.
pub(crate) fn weeks(weeks: &[WeekCard]) -> Facts {
    weeks.iter().fold(Facts::default(), |facts, week| {
        let dates = week.from_date.as_ref().zip(week.to_date.as_ref());
        let dates = dates.map(|(from, to)| vec![Run::strong(format!("{from} to {to}"))]);
        let items = week.items.iter().map(|item| vec![Run::plain(item)]);
        let mut lines: Vec<_> = dates.into_iter().chain(items).collect();
        if let Some(first) = lines.first_mut() {
            first.push(Run::place(format!("  {}", phrase::place(&week.at))));
        }
        facts.fact_or_silence(&format!("week {}", week.week), lines)
    })
}

/// An address.
pub(super) fn contact(page: &ContactPage) -> Vec<Block> {
    let about = Facts::default()
        .fact("address", vec![vec![phrase::address(&page.contact)]])
        .fact("kind", Some(page.contact.kind.as_str()))
        .fact("cover", page.contact.cover.map(Cover::as_str))
        .named("system", "system", &page.system)
        .named("party", "party", &page.party)
        .named("level", "level", &page.level);
    let heading = facts::heading("contact", &page.id, &page.name, "contact");
    about.below(heading, Some(&page.at))
}
