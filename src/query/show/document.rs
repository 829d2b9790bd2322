//! The document's own data.

use jiff::civil::Date;

use crate::matrix::{Cadence, Claim, Kind, Matrix, Review};
use crate::query::{At, Parties, PartyCard, card};

answer! {
    /// The document's own data.
    pub(crate) struct DocumentPage {
        /// `document`.
        pub kind: Kind,
        /// `document`.
        pub id: String,
        /// Its title, or "Document".
        pub name: String,
        /// Its title.
        pub title: Option<String>,
        /// The organisation or platform that it speaks of.
        pub organisation: Option<String>,
        /// The tag of its language; `null`: English.
        pub language: Option<String>,
        /// Edition of the text.
        pub edition: Option<String>,
        /// Date of the last update.
        pub updated: Option<String>,
        /// When it is reviewed.
        pub review: Option<ReviewCard>,
        /// What it is for.
        pub purpose: Option<String>,
        /// What it covers.
        pub scope: Option<String>,
        /// By whose authority it holds.
        pub authority: Vec<PartyCard>,
        /// Who approved it.
        pub approved_by: Vec<PartyCard>,
        /// Its classification.
        pub classification: Option<String>,
        /// To whom it goes, in words.
        pub distribution: Vec<String>,
        /// Titles of related documents.
        pub related: Vec<String>,
        /// What the text claims to describe, beside what is counted.
        pub claims: Vec<ClaimCard>,
        /// Its introduction.
        pub summary: Option<String>,
        /// Its closing words.
        pub conclusion: Option<String>,
        /// Position in the source.
        pub at: Option<At>,
    }

    /// When the document is reviewed.
    pub(crate) struct ReviewCard {
        /// The day by which it is due.
        pub due: Option<String>,
        /// How often.
        pub cycle: Option<Cadence>,
        /// `due` on that day, `in 3 days` before it, `overdue by 1 day` after it.
        pub state: Option<String>,
        /// The day that today was taken for.
        pub today: String,
        /// Position in the source.
        pub at: At,
    }

    /// A count that the text claims.
    pub(crate) struct ClaimCard {
        /// What is counted.
        pub claim: String,
        /// How many there are, the text says.
        pub claimed: u32,
        /// How many the matrix describes; `null` where it can't be counted.
        pub counted: Option<u32>,
        /// Position in the source.
        pub at: At,
    }
}

pub(super) fn page(matrix: &Parties<'_>, today: Date) -> DocumentPage {
    let document = &matrix.document;
    DocumentPage {
        kind: Kind::Document,
        id: "document".to_owned(),
        name: document.title.clone().unwrap_or_else(|| "Document".to_owned()),
        title: document.title.clone(),
        organisation: document.organisation.clone(),
        language: document.language.clone(),
        edition: document.edition.clone(),
        updated: document.updated.map(|date| date.to_string()),
        review: document.review.as_ref().map(|review| self::review(matrix, review, today)),
        purpose: document.purpose.clone(),
        scope: document.scope.clone(),
        authority: matrix.cards(&document.authority),
        approved_by: matrix.cards(&document.approved_by),
        classification: document.classification.clone(),
        distribution: document.distribution.clone(),
        related: document.related.clone(),
        claims: document.claims.iter().map(|claim| self::claim(matrix, claim)).collect(),
        summary: document.summary.clone(),
        conclusion: document.conclusion.clone(),
        at: document.place.map(|place| card::at(matrix, place)),
    }
}

fn review(matrix: &Matrix, review: &Review, today: Date) -> ReviewCard {
    ReviewCard {
        due: review.due.map(|due| due.to_string()),
        cycle: review.cycle.map(|cycle| cycle.value),
        state: review.due.map(|due| state(due.value, today)),
        today: today.to_string(),
        at: card::at(matrix, review.place),
    }
}

/// A due day compared with today.
fn state(due: Date, today: Date) -> String {
    // Between two dates there are always whole days, and they fit.
    let left = due.duration_since(today).as_hours() / 24;
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    match left {
        0 => "due".to_owned(),
        left if left > 0 => format!("in {}", days(left)),
        left => format!("overdue by {}", days(-left)),
    }
}

fn claim(matrix: &Matrix, claim: &Claim) -> ClaimCard {
    ClaimCard {
        claim: claim.thing.clone(),
        claimed: claim.count,
        counted: matrix.counted(&claim.thing),
        at: card::at(matrix, claim.place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_review_is_due_on_its_day_and_overdue_the_day_after() {
        let due = date(2025, 12, 18);
        for (today, expected) in [
            (date(2025, 12, 18), "due"),
            (date(2025, 12, 19), "overdue by 1 day"),
            (date(2025, 12, 17), "in 1 day"),
            (date(2025, 11, 18), "in 30 days"),
            (date(2026, 12, 18), "overdue by 365 days"),
        ] {
            assert_eq!(state(due, today), expected, "{today}");
        }
    }
}
