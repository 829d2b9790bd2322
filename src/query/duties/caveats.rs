//! What a careful colleague adds to a list of duties.

use super::asked::{Asked, Filter};
use super::stated::Stated;
use crate::matrix::{Cadence, Matrix, PartyId};
use crate::query::{Caveats, Code, card};

/// The filters that ask whose duty it is.
const BY_WHOM: [Filter; 2] = [Filter::Party, Filter::OfRole];

pub(super) fn of(matrix: &Matrix, asked: &Asked, all: &[Stated], fitting: &[&Stated]) -> Caveats {
    let mut caveats = Caveats::default();
    for duty in fitting {
        if let Some(system) = duty.system {
            caveats.system(matrix, system);
        }
        let parties = duty.by.iter().chain(&duty.with).chain(&duty.reported_to);
        parties.for_each(|party| caveats.named(matrix, *party));
    }
    for duty in fitting {
        let at = || card::at(matrix, duty.place);
        if duty.every == Some(Cadence::BiAnnual) {
            caveats.add_of(
                Code::AmbiguousCadence,
                "bi-annual may be twice a year or every two years",
                &duty.task,
                at(),
            );
        }
        if duty.every.is_none() {
            caveats.add_of(Code::NoCadence, "no cadence", &duty.task, at());
        }
    }
    if asked.every.is_some() {
        for duty in all.iter().filter(|duty| duty.every.is_none() && asked.fits_without(duty, &[Filter::Every])) {
            caveats.add_of(Code::NoCadence, "left out, no cadence", &duty.task, card::at(matrix, duty.place));
        }
    }
    if asked.party.is_some() || asked.of_role.is_some() {
        by_nobody(matrix, asked, all, &mut caveats);
    }
    caveats
}

/// Duties without a party in the matrix. They may belong to the party in the question.
pub(super) fn by_nobody(matrix: &Matrix, asked: &Asked, all: &[Stated], caveats: &mut Caveats) {
    let placeholders = |parties: &[PartyId]| -> Vec<&str> {
        parties
            .iter()
            .map(|party| matrix.party(*party))
            .filter(|party| party.is_placeholder())
            .map(|party| party.name.as_str())
            .collect()
    };
    let mut by_placeholder = Vec::new();
    let mut unsaid = Vec::new();
    for duty in all.iter().filter(|duty| asked.fits_without(duty, &BY_WHOM) && !asked.fits(duty)) {
        let stands = placeholders(&duty.by);
        if duty.by.is_empty() {
            unsaid.push(duty.task.clone());
        } else if !stands.is_empty() {
            by_placeholder.push(format!("{} ({})", duty.task, stands.join(", ")));
        }
    }
    if !by_placeholder.is_empty() {
        let message = format!("left out, done by a placeholder: {}", some_of(&by_placeholder));
        caveats.add(Code::PlaceholderParty, message, None);
    }
    if !unsaid.is_empty() {
        let message = format!("left out, the matrix names nobody: {}", some_of(&unsaid));
        caveats.add(Code::NamesNobody, message, None);
    }
}

/// The first few, and how many more there are: a caveat is a hint, and `own duties` lists them all.
fn some_of(items: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = items.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
