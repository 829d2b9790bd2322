//! The pager: shows a text that is longer than the terminal a screen at a time, as git does.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};
#[cfg(unix)]
use std::sync::Arc;

use crate::render::hyperlink::without_links;

/// What `less` does if the user sets no `LESS`: it shows colour, leaves the text on the screen, and ends by itself if all
/// of it fits.
const LESS: &str = "FRX";

/// A program that shows a text, with its arguments.
pub(super) struct Pager(Vec<String>);

impl Pager {
    /// The pager that `OWN_PAGER` names, or `PAGER`, or `less`; none if that is empty or `cat`.
    pub(super) fn chosen(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        if variable("TERM").is_some_and(|term| term == "dumb") {
            return None;
        }
        let named = variable("OWN_PAGER").or_else(|| variable("PAGER").filter(|pager| !pager.is_empty()));
        let line = named.map_or_else(|| Some("less".to_owned()), |line| line.into_string().ok())?;
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        words.first().is_some_and(|program| program != "cat").then_some(Self(words))
    }

    /// Shows a text until the reader has enough. An error if the pager can't be started, or fails.
    pub(super) fn show(&self, text: &str) -> io::Result<()> {
        let Some((program, arguments)) = self.0.split_first() else { return Err(ErrorKind::InvalidInput.into()) };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        let is_less = program == "less" || program.ends_with("/less");
        if is_less {
            // Colour, whatever `LESS` says.
            command.arg("-R");
            if std::env::var_os("LESS").is_none() {
                command.env("LESS", LESS);
            }
        }
        stay_on_ctrl_c()?;
        let mut child = command.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            let text = if is_less { Cow::Borrowed(text) } else { without_links(text) };
            // A reader who has enough closes the pipe.
            let _ = stdin.write_all(text.as_bytes());
        }
        if child.wait()?.success() { Ok(()) } else { Err(ErrorKind::Other.into()) }
    }
}

/// Leaves Ctrl-C to the pager. If `own` ended, both the pager and the shell would read the terminal.
#[cfg(unix)]
fn stay_on_ctrl_c() -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::default()).map(drop)
}

#[cfg(not(unix))]
fn stay_on_ctrl_c() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_names_a_pager_counts() {
        let chosen = |set: &[(&str, &str)]| {
            let variable = |name: &str| set.iter().find(|(set, _)| *set == name).map(|(_, value)| value.into());
            Pager::chosen(variable).map(|Pager(words)| words.join(" "))
        };
        assert_eq!(chosen(&[]).as_deref(), Some("less"));
        assert_eq!(chosen(&[("PAGER", "more")]).as_deref(), Some("more"));
        assert_eq!(chosen(&[("PAGER", "")]).as_deref(), Some("less"));
        assert_eq!(chosen(&[("PAGER", "more"), ("OWN_PAGER", "less  -S")]).as_deref(), Some("less -S"));
        for off in [&[("PAGER", "more"), ("OWN_PAGER", "")][..], &[("OWN_PAGER", "cat")], &[("PAGER", "cat")]] {
            assert_eq!(chosen(off), None, "{off:?}");
        }
        assert_eq!(chosen(&[("OWN_PAGER", "less"), ("TERM", "dumb")]), None);
    }
}
