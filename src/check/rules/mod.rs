//! The rules, by subject.

mod absence;
mod address;
mod area;
mod change;
mod confirmation;
mod document;
mod expectation;
mod level;
mod party;
mod replacement;
mod roster;
mod rota;
mod selector;
mod service_level;
mod system;
mod turn;
mod words;

use super::Beside;
use super::look::{Look, counted};
use crate::diagnostic::{Finding, Rule};

/// Runs every rule.
pub(super) fn all(look: &mut Look<'_>) {
    area::rules(look);
    party::rules(look);
    rota::rules(look);
    turn::rules(look);
    absence::rules(look);
    address::rules(look);
    level::rules(look);
    expectation::rules(look);
    service_level::rules(look);
    selector::rules(look);
    system::rules(look);
    document::rules(look);
    confirmation::rules(look);
    change::rules(look);
    words::rules(look);
}

/// Runs the rules about what is beside the matrix.
pub(super) fn beside(look: &mut Look<'_>, beside: &Beside) {
    if let Some(files) = &beside.files {
        selector::without_file(look, files);
    }
    if let Some(roster) = &beside.roster {
        roster::not_in(look, roster);
    }
}
