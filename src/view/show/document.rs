//! The document's own data.

use super::super::{Block, Facts, Line, Run, facts, phrase};
use crate::query::show::{ClaimCard, DocumentPage, ReviewCard};

pub(crate) fn blocks(page: &DocumentPage) -> Vec<Block> {
    let about = Facts::default()
        .each_or_silence("review", page.review.as_ref().map(review))
        .fact("edition", page.edition.as_deref())
        .fact("updated", page.updated.as_deref())
        .fact("organisation", page.organisation.as_deref())
        .fact("language", page.language.as_deref())
        .fact("purpose", page.purpose.as_deref())
        .fact("scope", page.scope.as_deref())
        .fact("authority", &page.authority)
        .fact("approved by", &page.approved_by)
        .fact("classification", page.classification.as_deref())
        .fact("distribution", &page.distribution)
        .fact("related", &page.related)
        .each("claims", page.claims.iter().map(claim))
        .fact("summary", page.summary.as_deref())
        .fact("conclusion", page.conclusion.as_deref());
    let heading = facts::heading("document", &page.id, &page.name, "");
    about.below(heading, page.at.as_ref())
}

fn review(review: &ReviewCard) -> Line {
    let state = match (&review.due, review.state.as_deref()) {
        (Some(due), Some("due")) => vec![Run::caution(format!("due today, {due}"))],
        (Some(due), Some(state)) if state.starts_with("overdue") => {
            vec![Run::caution(format!("{state}, was due on {due}"))]
        }
        (Some(due), Some(state)) => vec![Run::plain(format!("due {state}, on {due}"))],
        (Some(due), None) => vec![Run::plain(due)],
        (None, _) => vec![Run::caution(format!("day {}", phrase::NOT_SAID))],
    };
    let cycle = review.cycle.map(|cycle| Run::plain(format!("; {cycle}")));
    state.into_iter().chain(cycle).collect()
}

/// Counts in the text beside those of the matrix.
fn claim(claim: &ClaimCard) -> Line {
    let claimed = Run::plain(format!("{} {}", claim.claimed, claim.claim));
    let counted = match claim.counted {
        None => Run::caution(", which the matrix can't count"),
        Some(counted) if counted == claim.claimed => Run::plain(", and the matrix describes as many"),
        Some(counted) => Run::caution(format!(", and the matrix describes {counted}")),
    };
    vec![claimed, counted]
}
