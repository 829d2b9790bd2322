//! Hints whose commands ask the same matrix as of the same moment.

use clap::Subcommand;

use super::{Command, Global};
use crate::source::remote;
use crate::text::shell;

/// Hints with the options that say which matrix a run asks, and as of when, in each of their commands.
pub(super) fn to_copy(hints: Vec<String>, global: &Global) -> Vec<String> {
    let word = |text: &str| shell::word(text).into_owned();
    let matrix = global.matrix.as_ref().map(|path| ("matrix", remote::to_copy(path)));
    let rev = global.rev.as_ref().map(|rev| ("rev", word(rev)));
    let at = global.at.as_ref().map(|at| ("at", word(&at.text)));
    let zone = global.zone.as_ref().and_then(|zone| Some(("zone", word(zone.iana_name()?))));
    let options = matrix.into_iter().chain(rev).chain(at).chain(zone);
    let same = options.map(|(name, value)| format!("--{name} {value} ")).collect::<Vec<_>>().concat();
    if same.is_empty() { hints } else { hints.iter().map(|hint| with_options(hint, &same)).collect() }
}

/// A hint whose commands have more options. A name in it may look like a command: only one that `own` has is taken for one.
/// `own fetch` says itself what it downloads.
fn with_options(hint: &str, options: &str) -> String {
    let mut copied = String::new();
    let mut rest = hint;
    while let Some((before, after)) = rest.split_once("own ") {
        copied.extend([before, "own "]);
        let begins = copied == "own " || copied.ends_with("`own ") || copied.ends_with(": own ");
        let command = after.split(|char: char| !char.is_alphanumeric()).next();
        if begins && command.is_some_and(|name| name != "fetch" && Command::has_subcommand(name)) {
            copied.push_str(options);
        }
        rest = after;
    }
    copied + rest
}

#[cfg(test)]
mod tests {
    use super::with_options;

    #[test]
    fn only_commands_of_a_hint_get_options() {
        for (hint, copied) in [
            ("own show a", "own -m show a"),
            ("an address of A: own goal: own show a", "an address of A: own goal: own -m show a"),
            ("its primary is `own b`", "its primary is `own b`"),
            ("own  Own Goal: Ada", "own  Own Goal: Ada"),
            ("`own fetch --matrix x`", "`own fetch --matrix x`"),
            ("`own who x` and `own check`", "`own -m who x` and `own -m check`"),
        ] {
            assert_eq!(with_options(hint, "-m "), copied);
        }
    }
}
