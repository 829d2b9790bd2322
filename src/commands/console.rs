//! Standard output and standard error: the only way out for anything that is printed.

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, Write};

use super::pager::Pager;
use super::progress::Progress;
use super::{Failure, Refusal, misuse};
use crate::query::{Code, Warning};
use crate::render::hyperlink::Hyperlinks;
use crate::render::json::push_line;
use crate::render::{Screen, color, table};
use crate::text::sanitize;
use crate::view::page::Page;
use crate::{Exit, Host, host, limits};

pub(crate) struct Console<'a> {
    host: &'a Host,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    /// What the run is doing, until it prints something.
    progress: Cell<Option<Progress>>,
    /// When to use colour.
    pub(super) choice: color::Choice,
    /// When to link places to their files.
    pub(super) hyperlink: color::Choice,
    /// True to omit warnings.
    pub(super) quiet: bool,
    /// True to write errors as JSON.
    pub(super) json: bool,
}

impl<'a> Console<'a> {
    pub(crate) fn new(args: &[OsString], host: &'a Host, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self {
            host,
            stdout,
            stderr,
            progress: Cell::new(None),
            choice: color::Choice::Auto,
            hyperlink: color::Choice::Auto,
            quiet: false,
            json: misuse::asks_for_json(args),
        }
    }

    /// Leaves out the warnings that nobody wants to hear.
    pub(super) fn omit(&self, warnings: &mut Vec<Warning>) {
        warnings.retain(|warning| !self.quiet || warning.code == Code::BuiltInMatrix);
    }

    /// Says on a terminal what the run is doing, if that takes long.
    pub(super) fn busy(&self, doing: &'static str) {
        if self.host.stderr_is_terminal && !self.quiet && !self.is_dumb() {
            let progress = self.progress.take();
            if let Some(progress) = &progress {
                progress.next(doing);
            }
            self.progress.set(Some(progress.unwrap_or_else(|| Progress::start(doing))));
        }
    }

    /// Standard output, for something to print.
    fn out(&mut self) -> &mut dyn Write {
        self.progress.take();
        self.stdout
    }

    /// Standard error, for something to print.
    fn err(&mut self) -> &mut dyn Write {
        self.progress.take();
        self.stderr
    }

    /// Writes text that is sanitized already.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.write_bytes(text.as_bytes())
    }

    pub(super) fn write_bytes(&mut self, text: &[u8]) -> Result<(), Failure> {
        Ok(self.out().write_all(text)?)
    }

    /// Writes text for people, in the pager if it is longer than the terminal.
    pub(super) fn show(&mut self, text: &str) -> Result<(), Failure> {
        // The line behind the text is that of the prompt.
        let is_long = self.size().is_some_and(|(columns, rows)| rows_of(text, columns) >= rows.into());
        let pager = if is_long { Pager::chosen(&*self.host.variable) } else { None };
        let Some(pager) = pager else { return self.write(text) };
        self.flush()?;
        // Without a pager the answer is still there.
        if pager.show(text).is_err() { self.write(text) } else { Ok(()) }
    }

    /// Writes a page for people, as wide as the terminal.
    pub(super) fn write_page(&mut self, page: &Page) -> Result<(), Failure> {
        let text = self.render(page);
        self.show(&text)
    }

    /// A page as the terminal shows it.
    pub(super) fn render(&self, page: &Page) -> String {
        sanitize::without_commands(table::render(page, &self.screen()))
    }

    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out().flush()?)
    }

    /// Says something about the run on standard error. If that fails, the answer is still good.
    pub(super) fn note(&mut self, line: &str) {
        // On a terminal, the reader sees the answer before the note.
        let _ = self.out().flush();
        let _ = self.err().write_all(sanitize::without_commands(sanitize::shown(line).into_owned() + "\n").as_bytes());
    }

    /// Prints warnings on standard error, for an output that has no place for them.
    pub(super) fn warn(&mut self, warnings: &[Warning]) -> Result<(), Failure> {
        self.flush()?;
        let mut warnings = warnings.to_vec();
        self.omit(&mut warnings);
        for warning in warnings {
            self.note(&format!("own: warning[{}]: {}", warning.code.as_str(), warning.message));
        }
        Ok(())
    }

    pub(super) fn is_terminal(&self) -> bool {
        self.host.stdout_is_terminal
    }

    /// The columns and rows of the terminal.
    fn size(&self) -> Option<(u16, u16)> {
        if self.is_terminal() { (self.host.size)() } else { None }
    }

    /// What standard output can show.
    pub(super) fn screen(&self) -> Screen {
        let (width, color) = (self.size().map(|(columns, _)| columns), self.colors_stdout());
        Screen { width, color, links: self.links(self.host.stdout_is_terminal) }
    }

    /// What standard error can show.
    pub(super) fn screen_stderr(&self) -> Screen {
        Screen { links: self.links(self.host.stderr_is_terminal), ..Screen::new(None, self.colors_stderr()) }
    }

    /// True for a terminal that may not know escape sequences.
    fn is_dumb(&self) -> bool {
        // Windows sets none.
        (self.host.variable)("TERM").map_or(cfg!(unix), |term| term.is_empty() || term == "dumb")
    }

    fn links(&self, is_terminal: bool) -> Option<Hyperlinks> {
        let is_on = match self.hyperlink {
            // Elsewhere the names of files make no such links.
            color::Choice::Auto => is_terminal && cfg!(unix) && !self.is_dumb(),
            choice => choice == color::Choice::Always,
        };
        is_on.then(|| Hyperlinks { folder: self.host.folder(), machine: host::machine() })
    }

    pub(super) fn colors_stdout(&self) -> bool {
        self.colors(self.host.stdout_is_terminal)
    }

    pub(super) fn colors_stderr(&self) -> bool {
        self.colors(self.host.stderr_is_terminal)
    }

    fn colors(&self, is_terminal: bool) -> bool {
        let variable = |name| (self.host.variable)(name);
        color::resolve(
            self.choice,
            variable("NO_COLOR").as_deref(),
            variable("CLICOLOR_FORCE").as_deref(),
            is_terminal,
            variable("TERM").as_deref(),
        )
    }

    /// Ends a run: makes sure that everything written has arrived, and says what went wrong.
    pub(crate) fn finish(mut self, ended: Result<Exit, Failure>) -> Exit {
        match ended.and_then(|exit| self.flush().map(|()| exit)) {
            Ok(exit) => exit,
            Err(failure) => self.fail(failure),
        }
    }

    fn fail(&mut self, failure: Failure) -> Exit {
        match failure {
            Failure::Matrix(report, errors) => {
                if self.json {
                    let message = match errors.len() {
                        0 => report.trim_start_matches("own: ").trim_end().to_owned(),
                        1 => "the matrix isn't valid: 1 error".to_owned(),
                        count => format!("the matrix isn't valid: {count} errors"),
                    };
                    self.refuse_as_json(&Refusal::of_matrix(&message, &errors));
                    return Exit::BadMatrix;
                }
                let _ = self.err().write_all(report.as_bytes());
                Exit::BadMatrix
            }
            Failure::Unanswered(unanswered) => {
                self.refuse(Exit::from(unanswered.why), &unanswered.message, &unanswered.hints)
            }
            // A reader that closes the pipe early has read enough.
            Failure::Output(error) if is_broken_pipe(&error) => Exit::Answered,
            Failure::Output(error) => {
                self.refuse(Exit::NothingFits, &format!("can't write the answer: {error:#}"), &[])
            }
        }
    }

    /// Says on standard error why there is no answer.
    pub(super) fn refuse(&mut self, exit: Exit, message: &str, hints: &[String]) -> Exit {
        let (hints, more) = hints.split_at(hints.len().min(limits::HINTS));
        let more = (!more.is_empty()).then(|| format!("… and {} more", more.len()));
        let hints: Vec<&str> = hints.iter().map(String::as_str).chain(more.as_deref()).collect();
        if self.json {
            self.refuse_as_json(&Refusal::new(exit, message, &hints));
            return exit;
        }
        self.note(&format!("own: {message}"));
        for hint in hints {
            self.note(&format!("  {hint}"));
        }
        exit
    }

    fn refuse_as_json(&mut self, refusal: &Refusal<'_>) {
        let mut line = Vec::new();
        let _ = push_line(refusal, &mut line);
        let _ = self.out().flush();
        let _ = self.err().write_all(&line);
    }

    /// Prints what clap has to say: help and version are answers, the rest is wrong use.
    pub(crate) fn usage(mut self, args: &[OsString], mut error: clap::Error) -> Exit {
        if let Some(unanswered) = misuse::unknown_command(args, &error) {
            return self.refuse(Exit::WrongUse, &unanswered.message, &unanswered.hints);
        }
        misuse::remove_tips(&mut error);
        if self.json && error.use_stderr() {
            let text = error.render().to_string();
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
            let message = lines.next().unwrap_or_default();
            return self.refuse(Exit::WrongUse, message.trim_start_matches("error: "), &lines.collect::<Vec<_>>());
        }
        // Quotes what the user typed.
        let text: String =
            error.render().to_string().lines().map(|line| sanitize::shown(line).into_owned() + "\n").collect();
        let text = sanitize::without_commands(text);
        if error.use_stderr() {
            let _ = self.err().write_all(text.as_bytes());
            return Exit::WrongUse;
        }
        let written = self.show(&text).map(|()| Exit::Answered);
        self.finish(written)
    }
}

/// The rows that a text takes on a terminal. Lines with escape sequences fit it.
fn rows_of(text: &str, columns: u16) -> usize {
    let rows = |line: &str| {
        if line.contains('\u{1b}') { 1 } else { sanitize::width(line).div_ceil(columns.max(1).into()).max(1) }
    };
    text.lines().map(rows).sum()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe))
}
