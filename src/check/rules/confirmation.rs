//! Confirmations of rows.

use super::{Finding, Look, Rule};
use crate::query::attest::{Row, State};

/// Rows whose confirmation doesn't hold, and those without one of a system that says how often.
pub(super) fn rules(look: &mut Look<'_>) {
    let (matrix, today) = (look.matrix, look.today);
    for row in Row::all(matrix, |_| true, true) {
        let reviewed = row.reviewed(matrix);
        if reviewed.is_none() && !row.is_asked_for(matrix) {
            continue;
        }
        let card = row.card(matrix, today);
        let said =
            card.confirmed.map(|last| format!("{} confirmed it on {}", last.by.name, last.on)).unwrap_or_default();
        let (message, place) = match (card.state, reviewed) {
            (State::Fresh, _) => continue,
            (State::Changed, Some(reviewed)) => {
                (format!("{} has changed since {said}", card.base.id), reviewed.of.place)
            }
            (_, Some(reviewed)) => (format!("{} is due for confirmation: {said}", card.base.id), reviewed.on.place),
            (_, None) => (format!("{} was never confirmed", card.base.id), row.place(matrix)),
        };
        let by = if row.is_party() { "--party " } else { "" };
        let finding = Finding::at(Rule::ReviewOverdue, place, message);
        let items = [Some(row.place(matrix)), row.system().map(|id| matrix.system(id).place)];
        look.report(
            finding.help(format!("if it is right, run `own attest {by}{} --by PARTY`", card.base.id)),
            &items.into_iter().flatten().collect::<Vec<_>>(),
        );
    }
}
