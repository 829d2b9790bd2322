//! Arguments of `own generate`.

use clap::{Args, Subcommand};

use super::Ics;
use crate::complete::Shell;

/// Completions for a shell, the manual page, the schema of the YAML, or a calendar to subscribe to
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// What to generate.
    #[command(subcommand)]
    pub what: Generated,
}

/// What can be generated.
#[derive(Debug, Subcommand)]
pub(crate) enum Generated {
    /// What a shell sources or installs to complete `own`
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// The manual page, of `own` or of one of its commands
    Man {
        /// A command
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    /// The JSON Schema of the YAML, for editors that complete and check while you type
    Schema,
    /// An iCalendar file to subscribe to: duties, reviews, audits, training and shifts
    Ics(Ics),
}
