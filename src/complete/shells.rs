//! The arguments of each shell, and the answer it expects.
//!
//! The scripts are the files in `completions/`. They contain no commands of `own` and call it by its bare name, so they
//! never become stale. They and this module exchange:
//!
//! | shell | after `COMPLETE=<shell> own --` | the answer, one candidate per line |
//! |---|---|---|
//! | bash | the raw line up to the cursor, the end of it to replace, `COMP_TYPE` | what to insert, quoted |
//! | zsh | raw words | value, tab, description |
//! | fish | words, the last one raw | value, tab, description |
//! | elvish | words | value, tab, description |
//! | PowerShell | words, `=` before the last | what to insert (quoted), value, description, with tabs between |
//!
//! A line with only a tab means file names. No value contains a control character.

use std::ffi::OsString;

use super::engine::{Answer, Candidate};
use super::{bash, fish};
use crate::commands::Shell;

/// The line that means file names in an answer.
const FILES: &str = "\t\n";

/// The request of a shell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The words of the line as the program would receive them, the one at the cursor last.
    pub(super) words: Vec<OsString>,
    /// The line itself, if the shell leaves quoting to us.
    cut: Option<bash::Cut>,
}

/// Parses what the script passed; `None` if this version's script would pass something else.
pub(super) fn read(shell: Shell, typed: &[OsString]) -> Option<Request> {
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    let words = match shell {
        Shell::Bash => {
            let [line, replaced, kind] = typed else {
                return None;
            };
            let cut = bash::Cut::read(&text(line), &text(replaced), &text(kind))?;
            return Some(Request { words: cut.words.clone(), cut: Some(cut) });
        }
        Shell::Zsh => typed.iter().map(|raw| bash::read(&text(raw)).into()).collect(),
        Shell::Fish => {
            let (raw, before) = fish::from_command(typed).split_last()?;
            before.iter().cloned().chain([fish::read(&text(raw)).into()]).collect()
        }
        Shell::Elvish => typed.to_vec(),
        Shell::Powershell => {
            let (last, before) = typed.split_last()?;
            let last = text(last).strip_prefix('=')?.into();
            before.iter().cloned().chain([last]).collect()
        }
    };
    Some(Request { words, cut: None })
}

/// Writes the answer as the script expects it.
pub(super) fn write(shell: Shell, request: &Request, answer: &Answer) -> String {
    let redirects = request.cut.as_ref().is_some_and(|cut| cut.redirects);
    let Answer::Candidates { attached, candidates } = answer else {
        return FILES.to_owned();
    };
    match (shell, &request.cut) {
        _ if redirects => FILES.to_owned(),
        (Shell::Bash, Some(cut)) => cut.write(candidates),
        (Shell::Zsh, _) => {
            let value = |found: &Candidate| found.value.strip_prefix(attached.as_str()).map(str::to_owned);
            lines(candidates, value)
        }
        (Shell::Powershell, _) => {
            lines(candidates, |found| Some(format!("{}\t{}", powershell_word(&found.value), found.value)))
        }
        _ => lines(candidates, |found| Some(found.value.clone())),
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
        // In PowerShell, typographic quotes end a text too.
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
