//! The shells: the script that asks, how each hands over what was typed, how each wants its answer.
//!
//! The scripts are the files in `completions/`. They know nothing of `own`'s commands and call it by its bare name, so
//! they neither go stale nor tell where they were made. What passes between them and this module:
//!
//! | shell | behind `COMPLETE=<shell> own --` | the answer, one candidate a line |
//! |---|---|---|
//! | bash | the raw line up to the cursor, the end of it to replace, `COMP_TYPE` | what to put in, quoted |
//! | zsh | raw words | value, tab, description |
//! | fish | words, the last one raw | value, tab, description |
//! | elvish | words | value, tab, description |
//! | PowerShell | words, `=` before the last | what to put in (quoted), value, description, with tabs between |
//!
//! A line that has nothing but a tab stands for file names. No value holds a control character.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::ValueEnum;

use super::engine::{Answer, Candidate};
use super::{bash, fish};

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

/// What stands for file names in an answer.
const FILES: &str = "\t\n";

/// What a shell wants completed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The words of the line as the program would receive them, the one at the cursor last.
    pub(super) words: Vec<OsString>,
    /// The line itself, where the shell leaves quoting to us.
    cut: Option<bash::Cut>,
}

impl Shell {
    /// The shell of this name or path: `zsh`, `/usr/bin/zsh`, `pwsh.exe`.
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

    /// Reads what the script handed over; none if that isn't what this version's script would.
    pub(super) fn read(self, typed: &[OsString]) -> Option<Request> {
        let text = |word: &OsString| word.to_string_lossy().into_owned();
        let words = match self {
            Self::Bash => {
                let [line, replaced, kind] = typed else {
                    return None;
                };
                let cut = bash::Cut::read(&text(line), &text(replaced), &text(kind))?;
                return Some(Request { words: cut.words.clone(), cut: Some(cut) });
            }
            Self::Zsh => typed.iter().map(|raw| bash::read(&text(raw)).into()).collect(),
            Self::Fish => {
                let (raw, before) = fish::from_command(typed).split_last()?;
                before.iter().cloned().chain([fish::read(&text(raw)).into()]).collect()
            }
            Self::Elvish => typed.to_vec(),
            Self::Powershell => {
                let (last, before) = typed.split_last()?;
                let last = text(last).strip_prefix('=')?.into();
                before.iter().cloned().chain([last]).collect()
            }
        };
        Some(Request { words, cut: None })
    }

    /// Writes the answer as the script expects it.
    pub(super) fn write(self, request: &Request, answer: &Answer) -> String {
        let redirects = request.cut.as_ref().is_some_and(|cut| cut.redirects);
        let Answer::Candidates { attached, candidates } = answer else {
            return FILES.to_owned();
        };
        match (self, &request.cut) {
            _ if redirects => FILES.to_owned(),
            (Self::Bash, Some(cut)) => cut.write(candidates),
            (Self::Zsh, _) => {
                let value = |found: &Candidate| found.value.strip_prefix(attached.as_str()).map(str::to_owned);
                lines(candidates, value)
            }
            (Self::Powershell, _) => {
                lines(candidates, |found| Some(format!("{}\t{}", powershell_word(&found.value), found.value)))
            }
            _ => lines(candidates, |found| Some(found.value.clone())),
        }
    }
}

/// A line for each candidate: its value, a tab, its description.
fn lines(candidates: &[Candidate], value: impl Fn(&Candidate) -> Option<String>) -> String {
    let line = |found: &Candidate| Some(format!("{}\t{}\n", value(found)?, found.description));
    candidates.iter().filter_map(line).collect()
}

/// Text as one word of a PowerShell command, in quotes unless it is plain.
fn powershell_word(text: &str) -> String {
    let is_option = text.starts_with('-');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=".contains(c) || (!is_option && "./:".contains(c));
    if !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let mut word = String::from("'");
    for c in text.chars() {
        // PowerShell lets typographic quotes end a text too.
        if matches!(c, '\'' | '\u{2018}'..='\u{201B}') {
            word.push(c);
        }
        word.push(c);
    }
    word + "'"
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
    fn a_script_knows_neither_a_path_nor_a_subcommand() {
        for shell in Shell::value_variants() {
            let script = shell.script();
            assert!(!script.contains(env!("CARGO_MANIFEST_DIR")) && !script.contains("escalate"), "{shell:?}");
        }
    }

    #[test]
    fn powershell_words_are_quoted_unless_plain() {
        for (text, word) in [
            ("db-admin", "db-admin"),
            ("--system=pg", "--system=pg"),
            ("DB Admin", "'DB Admin'"),
            ("it's $(x) ‘y’", "'it''s $(x) ‘‘y’’'"),
            ("-a.b", "'-a.b'"),
            ("1kb", "'1kb'"),
            ("a`b\"", "'a`b\"'"),
        ] {
            assert_eq!(powershell_word(text), word);
        }
    }
}
