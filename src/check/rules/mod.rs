//! The rules, by subject.

mod address;
mod area;
mod change;
mod document;
mod level;
mod party;
mod rota;
mod selector;
mod service_level;
mod system;
mod turn;
mod words;

use super::look::Look;

/// Runs every rule.
pub(super) fn all(look: &mut Look<'_>) {
    area::rules(look);
    party::rules(look);
    rota::rules(look);
    turn::rules(look);
    address::rules(look);
    level::rules(look);
    service_level::rules(look);
    selector::rules(look);
    system::rules(look);
    document::rules(look);
    change::rules(look);
    words::rules(look);
}

/// Runs the rules about the files of the repository.
pub(super) fn files(look: &mut Look<'_>, files: &[String]) {
    selector::without_file(look, files);
}
