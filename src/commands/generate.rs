//! `own generate`.

use std::ffi::OsStr;
use std::path::Path;

use clap::{Args, CommandFactory, Subcommand, ValueEnum};

use super::{Cli, Failure, Session, ics};
use crate::Exit;
use crate::source::example;

#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(subcommand)]
    what: Generated,
}

// Without a doc comment, which would replace the one of the subcommand.
#[derive(Debug, Subcommand)]
enum Generated {
    /// The script that a shell sources or installs to complete `own`
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
    Ics(ics::Ics),
}

/// A shell that completes `own`'s command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// Bash
    Bash,
    /// Elvish
    Elvish,
    /// Fish
    Fish,
    /// PowerShell
    #[value(alias = "pwsh")]
    Powershell,
    /// Z shell
    Zsh,
}

impl Shell {
    /// The shell with this name or path: `zsh`, `/usr/bin/zsh`, `pwsh.exe`.
    pub(crate) fn named(name: &OsStr) -> Option<Self> {
        Self::from_str(Path::new(name).file_stem()?.to_str()?, false).ok()
    }

    /// The script that makes this shell ask `own`.
    pub(crate) fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../completions/own.bash"),
            Self::Elvish => include_str!("../../completions/own.elv"),
            Self::Fish => include_str!("../../completions/own.fish"),
            Self::Powershell => include_str!("../../completions/_own.ps1"),
            Self::Zsh => include_str!("../../completions/_own"),
        }
    }
}

pub(super) fn run(args: Generate, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match args.what {
        Generated::Completions { shell } => session.console.write(shell.script())?,
        Generated::Man { command } => session.console.write(&man(command.as_deref())?)?,
        Generated::Schema => session.console.write(example::SCHEMA)?,
        Generated::Ics(args) => ics::run(args, session)?,
    }
    Ok(Exit::Answered)
}

fn man(command: Option<&str>) -> Result<String, Failure> {
    let mut own = Cli::command();
    own.build();
    let page = match command {
        None => own,
        Some(name) => {
            let found = own.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| Failure::misuse(format!("`own` has no command `{name}`")))?;
            found.display_name(format!("own-{name}"))
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_is_known_by_name_and_by_path() {
        for (name, shell) in [("/usr/bin/zsh", Shell::Zsh), ("bash", Shell::Bash), ("pwsh.exe", Shell::Powershell)] {
            assert_eq!(Shell::named(OsStr::new(name)), Some(shell));
        }
        for none in ["", "0", "1", "tcsh"] {
            assert_eq!(Shell::named(OsStr::new(none)), None);
        }
    }

    #[test]
    fn a_script_contains_neither_a_path_nor_a_subcommand() {
        for shell in Shell::value_variants() {
            let script = shell.script();
            assert!(!script.contains(env!("CARGO_MANIFEST_DIR")) && !script.contains("escalate"), "{shell:?}");
        }
    }
}
