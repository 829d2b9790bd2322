//! `own diff`: what changes in meaning between two matrices, how bad that is, and who must agree.

mod agree;
mod cell;
mod compare;
mod cover;
mod differing;
mod log;
mod renames;
mod shifts;

use super::{Answer, At, Caveats, Clock, Named, Unanswered};
use crate::matrix::{Kind, Matrix};
use differing::Differing;
pub(crate) use log::{Asked, Blame, Cell, CommitCard, Log, LogEntry, area_in, ask, blame, caveats, log, step};
pub(crate) use shifts::{MovedShift, Moves, Shortened, moves};

answer! {
    /// The difference between two matrices.
    pub(crate) struct Diff {
        /// The old matrix.
        pub old: Side,
        /// The new matrix.
        pub new: Side,
        /// How many changes are breaking.
        pub breaking: usize,
        /// How many are notable.
        pub notable: usize,
        /// How many are cosmetic.
        pub cosmetic: usize,
        /// The changes, the most severe first.
        pub changes: Vec<Change>,
        /// Parties that gain or lose a responsibility.
        pub parties: Vec<Concerned>,
        /// Handles of those who must agree.
        pub reviewers: Handles,
        /// Shifts of the next 90 days that move to another person, the first one first.
        pub shifts: Vec<MovedShift>,
        /// Orders without dates that lose somebody, which moves turns of others.
        pub shortened: Vec<Shortened>,
    }

    /// One of the two matrices.
    pub(crate) struct Side {
        /// A revision, a date, a path, or `working files`.
        pub name: String,
        /// The full id of the commit; `null` for files.
        pub commit: Option<String>,
    }

    /// A change in meaning.
    // The cache reads what `Serialize` writes: postcard has no names.
    #[derive(serde::Deserialize)]
    pub(crate) struct Change: Named {
        /// How bad it is: `breaking`, `notable` or `cosmetic`.
        pub severity: Severity,
        /// The kind of the thing that changes.
        pub kind: Kind,
        /// What changes: `primary`, `owner data`, `contact pager` …; `id` if it is renamed, `added` or `removed`.
        pub what: String,
        /// What is no longer said.
        pub from: Vec<String>,
        /// What is said instead.
        pub to: Vec<String>,
        /// Position in the new matrix; of what is removed, in the old one.
        pub at: At,
    }

    /// A party that gains or loses a responsibility.
    pub(crate) struct Concerned: Named {
        /// What it gains, such as `shop/web primary`.
        pub gains: Vec<String>,
        /// What it loses.
        pub loses: Vec<String>,
        /// Who agrees for it.
        pub reviewers: Handles,
    }

    /// Handles of people and teams, as the sites take them for a review.
    pub(crate) struct Handles {
        /// On GitHub: `ada`, `corp/dba`.
        pub github: Vec<String>,
        /// On GitLab.
        pub gitlab: Vec<String>,
    }
}

words! {
    /// How bad a change is, mildest first.
    #[derive(clap::ValueEnum)]
    pub(crate) enum Severity {
        /// Only words change.
        Cosmetic = "cosmetic",
        /// Answers change.
        Notable = "notable",
        /// An owner, an approval, an hour of cover, a last address or an id is gone.
        Breaking = "breaking",
    }
}

/// Answers `own diff`.
pub(crate) fn diff(
    (old, old_side): (&Matrix, Side),
    (new, new_side): (&Matrix, Side),
    clock: &Clock,
) -> Result<Answer<Diff>, Unanswered> {
    let differing = Differing::limited(old, new)?;
    let compared = compare::compare(old, new, differing, false, Some(clock.today(new)?));
    let shifts = shifts::moved(old, new, &compared.renamed, None, clock, shifts::DAYS)?;
    let shortened = shifts::shortened(old, new, &compared.renamed, &shifts, clock)?;
    let mut changes = compared.changes;
    changes.extend(cover::lost(old, new, &compared.renamed, &changes, clock)?);
    Unanswered::limit_rows(changes.len())?;
    changes.extend(shifts::uncovered(new, &shifts, clock)?);
    changes.sort_by_key(|change| std::cmp::Reverse(change.severity));
    let parties = agree::parties(old, new, &compared.renamed, &compared.moved);
    let count = |severity| changes.iter().filter(|change| change.severity == severity).count();
    let diff = Diff {
        old: old_side,
        new: new_side,
        breaking: count(Severity::Breaking),
        notable: count(Severity::Notable),
        cosmetic: count(Severity::Cosmetic),
        reviewers: agree::all(&parties),
        changes,
        parties,
        shortened,
        shifts,
    };
    Ok(Answer::new("diff", vec![diff], Caveats::default()))
}

impl Diff {
    /// The severity of the worst change; a shift that moves is one.
    pub(crate) fn worst(&self) -> Option<Severity> {
        let of_shifts = (!self.shifts.is_empty()).then_some(Severity::Notable);
        self.changes.iter().map(|change| change.severity).max().max(of_shifts)
    }
}
