//! What the document says of itself: its opening and its end.

use super::{heading, said, section};
use crate::query::show::{ClaimCard, DocumentPage};
use crate::view::page::{Block, Run};
use crate::view::show::facts::Facts;

/// Its title and its summary.
pub(super) fn opening(document: &DocumentPage) -> Vec<Block> {
    let title = document.title.as_deref().unwrap_or("Ownership and Responsibility Matrix");
    let due = document.review.as_ref().and_then(|review| review.due.as_deref());
    let facts = Facts::default()
        .text("Organisation", document.organisation.as_deref())
        .text("Document Version", document.edition.as_deref())
        .text("Last Updated", document.updated.as_deref())
        .text("Purpose", document.purpose.as_deref())
        .text("Scope", document.scope.as_deref())
        .lines("Authority", said::line(&document.authority))
        .text("Review Date", due);
    let facts = document.claims.iter().fold(facts, claim);
    let inside = facts.block().into_iter().chain(said::paragraphs(document.summary.as_deref()));
    std::iter::once(heading(1, title)).chain(section(2, "Executive Summary", inside)).collect()
}

/// A count that the text claims, beside what the matrix describes.
fn claim(facts: Facts, claim: &ClaimCard) -> Facts {
    let counted =
        claim.counted.map_or_else(|| "not counted here".to_owned(), |count| format!("{count} described here"));
    let said = format!("{} claimed, {counted}", claim.claimed);
    facts.lines(&format!("Number of {}", claim.claim), vec![vec![Run::plain(said)]])
}

/// Its conclusion and what is known of it.
pub(super) fn closing(document: &DocumentPage) -> Vec<Block> {
    let mut blocks = section(2, "Conclusion", said::paragraphs(document.conclusion.as_deref()));
    let review = document.review.as_ref();
    let information = Facts::default()
        .text("Classification", document.classification.as_deref())
        .lines("Distribution", said::texts(&document.distribution))
        .text("Review Cycle", review.and_then(|review| review.cycle))
        .text("Next Review", review.and_then(|review| review.due.as_deref()))
        .lines("Approval", said::line(&document.approved_by))
        .lines("Related Documents", said::texts(&document.related));
    blocks.extend(section(2, "Document Information", information.block()));
    blocks
}
