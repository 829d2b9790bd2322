//! Manual pages, from the declarations that the help comes from, and the topics of `own help`.

mod format;
mod page;
mod roff;
mod topic;

use clap::{Command, CommandFactory};

use super::Cli;
use roff::Roff;
pub(crate) use topic::Topic;

/// The day of the release that the pages describe.
const DATE: &str = "2026-11-28";

/// A manual page.
pub(super) struct Manual {
    pub(super) section: u8,
    /// Such as `own-who.1`.
    pub(super) file: String,
    pub(super) text: String,
}

/// `own(1)`, a page for each of its commands, and `own-matrix(5)`.
pub(super) fn manuals() -> Vec<Manual> {
    let mut own = Cli::command();
    own.build();
    let mut manuals = Vec::new();
    add(&own, "own", &mut manuals);
    manuals.push(Manual { section: 5, file: "own-matrix.5".to_owned(), text: format::page() });
    manuals
}

/// The page of a command and those of its subcommands.
fn add(command: &Command, name: &str, manuals: &mut Vec<Manual>) {
    manuals.push(Manual { section: 1, file: format!("{name}.1"), text: page::page(command, name) });
    for subcommand in command.get_subcommands() {
        add(subcommand, &format!("{name}-{}", subcommand.get_name()), manuals);
    }
}

/// A page that begins with its name.
fn titled(name: &str, section: u8, about: &str) -> Roff {
    let mut roff = Roff::default();
    let title = name.to_uppercase();
    let version = env!("CARGO_PKG_VERSION");
    roff.request(&format!("TH {title} {section} {DATE} \"own {version}\" \"Manual of own\""));
    roff.section("Name");
    roff.text(&format!("{name} - {about}"));
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let files: Vec<String> = manuals().into_iter().map(|manual| manual.file).collect();
        for file in ["own.1", "own-who.1", "own-generate-man.1", "own-help.1", "own-matrix.5"] {
            assert!(files.contains(&file.to_owned()), "{file} of {files:?}");
        }
        assert_eq!(files.len(), 2 + 25 + 4);
    }
}
