//! Exit codes: the only place in which they exist.

use std::process::ExitCode;

use crate::query::unanswered::Why;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// The question was answered.
    Answered = 0,
    /// Nothing fits: unknown or ambiguous. Also findings of a check, and an answer that could not be written.
    NothingFits = 1,
    /// The command line is wrong.
    WrongUse = 2,
    /// The matrix can't be read or isn't valid.
    BadMatrix = 3,
    /// The row exists, but the matrix names nobody for what was asked.
    NamesNobody = 4,
}

impl From<Why> for Exit {
    fn from(why: Why) -> Self {
        match why {
            Why::NothingFits => Self::NothingFits,
            Why::NamesNobody => Self::NamesNobody,
            Why::WrongUse => Self::WrongUse,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::Exit::{Answered, BadMatrix, NamesNobody, NothingFits, WrongUse};

    #[test]
    fn help_and_reference_have_each_code() {
        let all = [Answered, NothingFits, WrongUse, BadMatrix, NamesNobody].map(|exit| (exit as u8).to_string());
        let codes = |text: &str, before: &str, behind: &str| -> Vec<String> {
            let code = |line: &str| line.strip_prefix(before)?.split_once(behind).map(|(code, _)| code.to_owned());
            text.lines().filter_map(code).collect()
        };
        assert_eq!(codes(include_str!("../docs/src/reference/exit-codes.md"), "- **", "**: "), all);
        let help = <crate::commands::Cli as clap::CommandFactory>::command().render_long_help().to_string();
        assert_eq!(codes(help.rsplit_once("Exit codes:").map_or("", |(_, codes)| codes), "  ", "  "), all);
    }
}
