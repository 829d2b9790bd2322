//! `own generate`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};

use super::arranged::{Arranged, HELP};
use super::manual::manuals;
use super::output_file::{replace, unwritable};
use super::{Exit, Failure, Session, ics, schema};
use crate::render::json;
use crate::source::example;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own generate completions bash
  own generate ics --party backend > backend.ics")]
pub(crate) struct Generate {
    #[command(subcommand)]
    what: Generated,
}

// Without a doc comment, which would replace the one of the subcommand.
#[derive(Debug, Subcommand)]
enum Generated {
    /// The script that a shell sources or installs to complete `own`
    #[command(help_template = HELP, before_help = "Examples:
  eval \"$(own generate completions bash)\"
  own generate completions fish > ~/.config/fish/completions/own.fish")]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Manual pages: own(1), a page for each command, and own-matrix(5)
    #[command(help_template = HELP, before_help = "Examples:
  own generate man ~/.local/share/man
  own generate man | man -l -")]
    Man {
        /// A folder, which gets `man1` and `man5`; without it, own(1) goes to standard output
        #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// The JSON Schema of the YAML, for editors that complete and check while you type, or that of an answer
    #[command(help_template = HELP, before_help = "Examples:
  own generate schema > matrix.schema.json
  own generate schema --of who")]
    Schema {
        /// The schema of what this command answers with --format json
        #[arg(long, value_name = "COMMAND", value_parser = PossibleValuesParser::new(schema::COMMANDS))]
        of: Option<String>,
    },
    /// An iCalendar file to subscribe to: duties, reviews, audits, training and shifts
    Ics(Arranged<ics::Ics>),
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
        Generated::Man { folder } => man(folder.as_deref(), session)?,
        Generated::Schema { of: None } => session.console.write(example::SCHEMA)?,
        Generated::Schema { of: Some(command) } => session.console.write(&json::render(&schema::of(&command))?)?,
        Generated::Ics(Arranged(args)) => ics::run(args, session)?,
    }
    Ok(Exit::Answered)
}

/// Writes every page below a folder, or `own(1)` to standard output.
fn man(folder: Option<&Path>, session: &mut Session<'_>) -> Result<(), Failure> {
    let manuals = manuals();
    let Some(folder) = folder else { return session.console.write(&manuals[0].text) };
    for manual in &manuals {
        let section = folder.join(format!("man{}", manual.section));
        let path = section.join(&manual.file);
        fs::create_dir_all(&section).map_err(|error| unwritable(&section, &error))?;
        replace(&path, manual.text.as_bytes())?;
    }
    session.console.note(&format!("wrote {} manual pages below {}", manuals.len(), folder.display()));
    Ok(())
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
