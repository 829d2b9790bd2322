//! The document's own data, and the training of new members.

use crate::matrix::{Cadence, Party};
use crate::source::container::{Acceptances, Entries, Items, Required, Slot, Spanned};
use crate::source::decode::mappings;
use crate::source::leaf::{Count, Date, Language, Leaf, Ref, Text, WeekNumber};

mappings! {
    /// The document's own data.
    struct Document {
        /// Its title.
        title: Slot<Text>,
        /// The organisation or platform that it speaks of.
        organisation: Slot<Text>,
        /// Language of the text, as a tag such as `de`: how words of selectors are compared. English if absent.
        language: Slot<Leaf<Language>>,
        /// Edition (version) of the text.
        edition: Slot<Text>,
        /// Date of the last update, `2025-09-18`.
        updated: Slot<Leaf<Date>>,
        /// The purpose.
        purpose: Slot<Text>,
        /// The scope.
        scope: Slot<Text>,
        /// Its introduction.
        summary: Slot<Text>,
        /// Its closing words.
        conclusion: Slot<Text>,
        /// Parties that authorize it.
        authority: Items<Ref<Party>>,
        /// Parties that approved it.
        approved_by: Items<Ref<Party>>,
        /// Next review and its cycle.
        review: Slot<Spanned<Review>>,
        /// Classification, `INTERNAL`.
        classification: Slot<Text>,
        /// To whom it goes: words, not parties.
        distribution: Items<Text>,
        /// Titles of related documents.
        related: Items<Text>,
        /// Counts that the text states: a thing and its number.
        claims: Entries<Leaf<Count>>,
        /// Accepted findings of `own check`: code of the rule → reason.
        accept: Acceptances,
    }

    /// When the document is reviewed.
    struct Review {
        /// Date of the next review.
        due: Slot<Leaf<Date>>,
        /// How often: a cadence.
        cycle: Slot<Leaf<Cadence>>,
    }

    /// A week of the training of new members.
    struct Week {
        /// Which week, counted from 1.
        week: Required<Leaf<WeekNumber>>,
        /// Topics of the week.
        items: Items<Text>,
    }
}
