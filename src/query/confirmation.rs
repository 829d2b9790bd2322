//! The last confirmation of a row, as every answer shows it.

use jiff::civil::Date;

use super::Named;
use crate::matrix::{Matrix, Reviewed, SystemId};

answer! {
    /// The last confirmation of a row.
    pub(crate) struct Confirmation {
        /// The day.
        pub on: String,
        /// Who confirmed it.
        pub by: Named,
        /// Whether the row has changed since: then it is unconfirmed.
        pub changed: bool,
        /// The last day on which it holds; `null` where the matrix doesn't say how long.
        pub until: Option<String>,
        /// Whether that day is over. `null` without such a day, and in answers that are of no day.
        pub overdue: Option<bool>,
    }
}

/// The last confirmation of a row of a system, or of a party.
pub(crate) fn confirmation(
    matrix: &Matrix,
    reviewed: Option<&Reviewed>,
    system: Option<SystemId>,
    today: Option<Date>,
) -> Option<Confirmation> {
    let reviewed = reviewed?;
    let until = matrix.holds_until(reviewed, system);
    Some(Confirmation {
        on: reviewed.on.to_string(),
        by: Named { id: reviewed.by.value.clone(), name: reviewed.by_name.clone() },
        changed: reviewed.is_outdated(),
        until: until.map(|until| until.to_string()),
        overdue: until.zip(today).map(|(until, today)| until < today),
    })
}
