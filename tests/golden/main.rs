//! Golden cases: commands with their output, in `tests/golden/*.txt`. `OWN_UPDATE=1 cargo test --test golden` fills in
//! and rewrites the output.
//!
//! ```text
//! Text up to the first case is for the reader.
//!
//! === An unknown area names the areas there are
//! Remarks may follow the title.
//! $ OWN_MATRIX=matrices/small.yaml own who shop bakcup
//! ? 1, stderr:
//! Standard error.
//!
//! $ OWN_MATRIX=matrices/small.yaml own who shop search --format csv
//! Standard output.
//! --- stderr
//! Standard error, where there is any.
//! ```
//!
//! - Each case has a fresh folder, in which `matrices` is a copy of `tests/golden/matrices` and `example` one of
//!   `data/example`. A case may hold several commands; they share the folder.
//! - A command is `own` with its arguments, in quotes where a shell would want them. `NAME=value` before it sets the
//!   environment and `NAME=` clears it, `cd folder && ` before all sets the current folder.
//! - Lines that start with `< ` right below the command are its standard input. `? ` is the exit status; without one
//!   above its standard output, a command exits with 0.
//! - A command must print nothing on standard error if none is shown. `? 0, any stderr` leaves open what it says.
//! - In the output `...` on a line of its own stands for any lines and `[..]` for a part of one: for what changes from
//!   run to run, and for what the case isn't about. An update keeps both; if they no longer fit, it fails. `...` ends
//!   at the first line that is equal to the one below it. `[ROOT]` is the case's folder, `[HOME]` the empty home.
//! - What a reader would not see is shown: control characters as `⟦1B⟧`, a space at the end of a line as `⟦20⟧`.

// A test that can't be set up has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod platform;
#[path = "../sandbox/mod.rs"]
mod sandbox;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use anyhow::{Context, Result, bail, ensure};
use sandbox::{Sandbox, compare_or_update, keeps_wildcards};

const CASE: &str = "=== ";
const COMMAND: &str = "$ ";
const INPUT: &str = "<";
const STATUS: &str = "? ";
const STDERR: &str = "--- stderr";
/// The status of a command that has none.
const SUCCESS: &str = "0";
/// Behind an exit status: all that follows is standard error.
const ONLY_STDERR: &str = ", stderr:";
/// Behind an exit status: the case isn't about what standard error says.
const ANY_STDERR: &str = ", any stderr";

/// A test for each file, so that they run in parallel.
macro_rules! golden {
    ($($file:ident)*) => {
        const FILES: &[&str] = &[$(stringify!($file)),*];

        $(
            #[test]
            fn $file() -> Result<()> {
                passes(stringify!($file))
            }
        )*
    };
}

golden! {
    answers
    attest
    call
    change
    check
    compiled
    diff
    duties
    escalate
    fetch
    form
    gaps
    help
    hints
    ics
    levels
    loading
    month
    on_call
    parties
    questions
    render
    rota
    select
    severity
    show
    sla
    systems
    time
    who
    windows
}

#[test]
fn every_file_has_a_test() {
    let files = fs::read_dir(folder()).expect("readable").map(|entry| entry.expect("readable").path());
    let files = files.filter(|path| path.extension().is_some_and(|is| is == "txt"));
    let mut names: Vec<_> = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    assert_eq!(names, FILES);
}

/// `OWN_UPDATE=1` must not write out in full what a case shows in part.
#[test]
fn an_update_keeps_wildcards() -> Result<()> {
    let sandbox = Sandbox::new()?;
    let fitting = sandbox.settle("a\n...\nc\nd\n", "a\nb\nc\ne\n")?;
    assert_eq!(fitting, "a\n...\nc\ne\n");
    for (expected, actual) in [("a\n...\nc\n", "a\nb\nd\n"), ("! [..]  [code]\n", "! text  [other]\n")] {
        assert!(!keeps_wildcards(expected, &sandbox.settle(expected, actual)?), "{expected}");
    }
    Ok(())
}

/// Neither a status that is left out nor `any stderr` hides that a command fails.
#[test]
fn every_status_is_compared() -> Result<()> {
    let replayed = |case: &str| replay(&format!("=== A\n$ own {case}\n"), &folder().join("matrices"));
    assert_eq!(replayed("list topics -q\n? 1\n...")?, "=== A\n$ own list topics -q\n...\n");
    assert!(replayed("list weather")?.starts_with("=== A\n$ own list weather\n? 1, stderr:\n"));
    assert_eq!(replayed("list weather\n? 0, any stderr")?, "=== A\n$ own list weather\n? 1, any stderr\n");
    Ok(())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn passes(file: &str) -> Result<()> {
    let path = folder().join(file).with_extension("txt");
    let expected = fs::read_to_string(&path)?;
    let actual = replay(&expected, &folder().join("matrices"))?;
    compare_or_update(&path, &expected, &actual)
}

/// One command, and the text that belongs to it.
#[derive(Default)]
struct Step<'a> {
    /// The lines down to the command and its input, as they stand; with a title if the command is a case's first.
    head: String,
    command: &'a str,
    stdin: String,
    status: &'a str,
    stdout: String,
    stderr: String,
}

impl Step<'_> {
    fn title(&self) -> &str {
        self.head.lines().next().and_then(|line| line.strip_prefix(CASE)).unwrap_or_default()
    }
}

/// Runs every command of a file; the same text with the output of today.
fn replay(text: &str, matrices: &Path) -> Result<String> {
    let (mut replayed, steps) = parse(text)?;
    ensure!(!steps.is_empty(), "no case in it: a case starts with `{CASE}`");
    let (mut sandbox, mut is_elsewhere) = (Sandbox::new()?, false);
    for step in &steps {
        if step.head.starts_with(CASE) {
            is_elsewhere = platform::skips(step.title());
            sandbox = Sandbox::new()?;
            if matrices.exists() {
                copy(matrices, &sandbox.work().join("matrices"))?;
            }
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example"), &sandbox.work().join("example"))?;
        }
        let [status, stdout, stderr] = if is_elsewhere {
            [step.status, &step.stdout, &step.stderr].map(str::to_owned)
        } else {
            let output = run(step, &sandbox).with_context(|| format!("{COMMAND}{}", step.command))?;
            let mut status = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
            let stdout = sandbox.settle(&step.stdout, &shown(&output.stdout)?)?;
            let mut stderr = sandbox.settle(&step.stderr, &shown(&output.stderr)?)?;
            if step.status.ends_with(ANY_STDERR) {
                status += ANY_STDERR;
                stderr.clear();
            }
            [status, stdout, stderr]
        };
        replayed += &step.head;
        replayed += &results(&status, &stdout, &stderr);
        replayed.push('\n');
    }
    replayed.pop();
    Ok(replayed)
}

/// What a command did, as it stands below the command.
fn results(status: &str, stdout: &str, stderr: &str) -> String {
    if stdout.is_empty() && !stderr.is_empty() {
        return format!("{STATUS}{status}{ONLY_STDERR}\n{stderr}");
    }
    // Output that looks like input or a status needs one above it.
    let is_marked = [INPUT, STATUS].iter().any(|mark| stdout.starts_with(mark));
    let leaves_status = status == SUCCESS && !stdout.is_empty() && !is_marked;
    let status = if leaves_status { String::new() } else { format!("{STATUS}{status}\n") };
    let stderr = if stderr.is_empty() { String::new() } else { format!("{STDERR}\n{stderr}") };
    status + stdout + &stderr
}

/// What stands before the first case, and the commands.
fn parse(text: &str) -> Result<(String, Vec<Step<'_>>)> {
    let (mut preface, mut steps) = (String::new(), Vec::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next_if(|line| !line.starts_with(CASE)) {
        ensure!(!line.starts_with(COMMAND), "a command before the first case: {line}");
        preface.extend([line, "\n"]);
    }
    while lines.peek().is_some() {
        let mut step = Step::default();
        while let Some(line) = lines.next_if(|line| !line.starts_with(COMMAND)) {
            step.head.extend([line, "\n"]);
        }
        let line = lines.next().with_context(|| format!("a case without a command: {}", step.head))?;
        step.command = &line[COMMAND.len()..];
        step.head.extend([line, "\n"]);
        while let Some(line) = lines.next_if(|line| line.starts_with(INPUT)) {
            step.head.extend([line, "\n"]);
            let line = &line[INPUT.len()..];
            step.stdin.extend([line.strip_prefix(' ').unwrap_or(line), "\n"]);
        }
        step.status = lines.next_if(|line| line.starts_with(STATUS)).map_or(SUCCESS, |line| &line[STATUS.len()..]);
        let mut output = &mut step.stdout;
        if let Some(status) = step.status.strip_suffix(ONLY_STDERR) {
            step.status = status;
            output = &mut step.stderr;
        }
        while let Some(line) = lines.next_if(|line| !line.starts_with(CASE) && !line.starts_with(COMMAND)) {
            if line == STDERR {
                output = &mut step.stderr;
            } else {
                output.extend([line, "\n"]);
            }
        }
        // The empty line that parts two commands.
        if output.ends_with("\n\n") || output == "\n" {
            output.pop();
        }
        steps.push(step);
    }
    Ok((preface, steps))
}

fn run(step: &Step<'_>, sandbox: &Sandbox) -> Result<Output> {
    let line = step.command.replace("[ROOT]", &sandbox.work().display().to_string());
    let (folder, line) = match line.strip_prefix("cd ").and_then(|rest| rest.split_once(" && ")) {
        Some((folder, line)) => (folder, line),
        None => (".", line.as_str()),
    };
    let mut command = sandbox.command(env!("CARGO_BIN_EXE_own"))?.current_dir(sandbox.work().join(folder));
    let mut words = words(line)?.into_iter().peekable();
    while let Some((name, value)) = words.peek().filter(|word| *word != "own").and_then(|word| word.split_once('=')) {
        // The sandbox selects the built-in matrix; `OWN_MATRIX=` searches for one.
        command = if value.is_empty() { command.env_remove(name) } else { command.env(name, value) };
        words.next();
    }
    ensure!(
        words.next().as_deref() == Some("own"),
        "a command is `own`, with `cd folder && ` or `NAME=value` before it"
    );
    Ok(command.args(words).stdin(&step.stdin).output()?)
}

/// Parts a line into words as a shell does. What else a shell would do with it is refused, so that a case can be pasted.
fn words(line: &str) -> Result<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for char in line.chars() {
        match (quote, char) {
            (Some(open), _) if char == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(char);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '|' | '&' | ';' | '<' | '>' | '*' | '(' | '#') | (None | Some('"'), '$' | '`' | '\\') => {
                bail!("a shell would not take `{char}` as it stands: put it in single quotes")
            }
            _ => word.get_or_insert_default().push(char),
        }
    }
    ensure!(quote.is_none(), "a quote is left open");
    words.extend(word);
    Ok(words)
}

/// Output as a golden file holds it: whatever a reader would not see or take for a line of the file's own is spelt out.
fn shown(output: &[u8]) -> Result<String> {
    let text = str::from_utf8(output).context("output is not UTF-8")?;
    let mut shown = String::new();
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, "⟦no line end⟧\n"), |line| (line, "\n"));
        let mark = line == STDERR || line.starts_with(CASE) || line.starts_with(COMMAND);
        for (at, char) in line.char_indices() {
            let last = at + 1 == line.len();
            if char.is_control() || (char == ' ' && last) || (mark && at == 0) {
                write!(shown, "⟦{:02X}⟧", u32::from(char))?;
            } else {
                shown.push(char);
            }
        }
        shown += end;
    }
    Ok(shown)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
