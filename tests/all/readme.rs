//! Examples in documents run, so that they cannot rot: those of the README here, those of the book in `book`.
//! `OWN_UPDATE=1 cargo test --test all readme` rewrites their output.
//!
//! - A `console` block is a session in bash: `$ ` starts a command, `> ` right below continues it, the rest is what it
//!   prints, standard error included. `…` on a line of its own stands for any lines, `[..]` for a part of one.
//! - `cargo run … -- ARGUMENTS` in it runs as `own ARGUMENTS`. Other cargo commands are shown only; CI runs them.
//! - A block of any kind below `<!-- file: ownership.yaml -->` is written into that file.
//! - A `sh` block below `<!-- run -->` runs and has to succeed; `sh` blocks without it are shown only.
//!
//! All of it happens in one folder, in which `data/example` is a copy of the repository's, from the top of a document to its end; each
//! block starts a bash of its own there. Its `export` and `unset` lines hold for the blocks below.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::programs::{is_there, runs};
use crate::sandbox::{Sandbox, compare_or_update};

/// Ends the output of each command of a session.
const END: char = '\u{1e}';

/// Where cargo would build and run, the program that is under test runs. Only called for `cargo run`.
const CARGO: &str = r#"cargo() { while [ "$1" != -- ]; do shift; done; shift; own "$@"; }"#;

#[test]
fn examples_run() -> Result<()> {
    if !is_there("bash", runs("bash")) {
        return Ok(());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let expected = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let (actual, sessions) = replay(&expected)?;
    ensure!(sessions > 0, "the README has no `console` block");
    compare_or_update(&path, &expected, &actual)
}

#[test]
fn the_readme_is_short() -> Result<()> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))?;
    ensure!(text.lines().count() <= 200, "{} lines: move some of it to docs", text.lines().count());
    Ok(())
}

/// Does what the blocks of a document say: the same text with the output of today, and the number of sessions.
pub(crate) fn replay(document: &str) -> Result<(String, usize)> {
    let sandbox = Sandbox::new()?;
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/example"), &sandbox.work().join("data/example"))?;
    let (mut replayed, mut sessions) = (String::new(), 0);
    let mut remark = None;
    let mut environment = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        replayed.extend([line, "\n"]);
        let (fence, kind) = line.split_at(line.len() - line.trim_start_matches('`').len());
        if fence.len() < 3 {
            ensure!(!line.trim_start().starts_with("```"), "an indented block would not run: {line}");
            if !line.is_empty() {
                remark = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"));
            }
            continue;
        }
        let mut block = String::new();
        loop {
            match lines.next() {
                Some(line) if line == fence => break,
                Some(line) => block.extend([line, "\n"]),
                None => bail!("a block is never closed: {line}"),
            }
        }
        let about = || format!("in the block\n{block}");
        match (kind, remark.take()) {
            (_, Some(remark)) if remark.starts_with("file: ") => write(&sandbox, &remark["file: ".len()..], &block)?,
            ("console", _) => {
                let replayed = session(&sandbox, &environment, &block).with_context(about)?;
                let lasting = block.lines().filter_map(|line| line.strip_prefix("$ "));
                for line in lasting.filter(|line| line.starts_with("export ") || line.starts_with("unset ")) {
                    environment.extend([line, "\n"]);
                }
                block = replayed;
                sessions += 1;
            }
            ("sh", Some("run")) => script(&sandbox, &block).with_context(about)?,
            _ => {}
        }
        replayed.extend([&block, fence, "\n"]);
    }
    Ok((replayed, sessions))
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
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

fn write(sandbox: &Sandbox, name: &str, text: &str) -> Result<()> {
    let path = sandbox.work().join(name);
    let folder = path.parent().context("a file has a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(&path, text).with_context(|| format!("writing {name}"))
}

fn script(sandbox: &Sandbox, text: &str) -> Result<()> {
    let output = sandbox.command("bash")?.args(["-euo", "pipefail", "-c", text]).stderr_to_stdout().output()?;
    ensure!(output.status.success(), "{}\n{}", output.status, String::from_utf8_lossy(&output.stdout));
    Ok(())
}

/// A command as a document shows it, its prompts included, and its output there.
struct Example {
    shown: String,
    expected: String,
}

impl Example {
    /// What bash is to run; nothing for a command of cargo's that is shown only.
    fn command(&self) -> Option<String> {
        let lines: Vec<_> = self.shown.lines().map(|line| line.get(2..).unwrap_or_default()).collect();
        let command = lines.join("\n");
        (!command.starts_with("cargo ") || command.starts_with("cargo run ")).then_some(command)
    }
}

/// Runs a `console` block in one bash, so that `$?`, variables and the current folder last to its end.
fn session(sandbox: &Sandbox, environment: &str, block: &str) -> Result<String> {
    let examples = examples(block)?;
    // Says that the command is over, and leaves `$?` as the command left it.
    let end = format!("(status=$?; printf '{END}'; exit $status)");
    let commands: Vec<_> = examples.iter().filter_map(Example::command).map(|line| format!("{line}\n{end}")).collect();
    let script = format!("{CARGO}\n{environment}{}", commands.join("\n"));
    let output = sandbox.command("bash")?.args(["-c", &script]).stderr_to_stdout().output()?;
    let output = String::from_utf8(output.stdout).context("output is not UTF-8")?;
    let mut outputs: Vec<_> = output.split(END).collect();
    let rest = outputs.pop().unwrap_or_default();
    ensure!(outputs.len() == commands.len() && rest.is_empty(), "the session broke off: {output}");

    let mut outputs = outputs.into_iter();
    let mut replayed = String::new();
    for example in &examples {
        replayed += &example.shown;
        match example.command().and_then(|_| outputs.next()) {
            Some(output) => replayed += &settle(sandbox, &example.expected, output)?,
            None => replayed += &example.expected,
        }
    }
    Ok(replayed)
}

fn examples(block: &str) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        ensure!(line.starts_with("$ "), "a `console` block starts with `$ `, not with: {line}");
        let mut example = Example { shown: format!("{line}\n"), expected: String::new() };
        while let Some(line) = lines.next_if(|line| line.starts_with('>')) {
            example.shown.extend([line, "\n"]);
        }
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            example.expected.extend([line, "\n"]);
        }
        examples.push(example);
    }
    Ok(examples)
}

/// Output as a document shows it: no spaces at the ends of lines, `…` where it leaves lines out, and the empty line that
/// parts it from the next command.
fn settle(sandbox: &Sandbox, expected: &str, actual: &str) -> Result<String> {
    let parted = expected == "\n" || (expected.ends_with("\n\n") && !actual.ends_with("\n\n"));
    let actual = format!("{actual}{}", if parted { "\n" } else { "" });
    let settled = sandbox.settle(&expected.replace('…', "..."), &lines(&actual, str::trim_end))?;
    Ok(lines(&settled, |line| if line == "..." { "…" } else { line }))
}

fn lines(text: &str, change: impl Fn(&str) -> &str) -> String {
    text.lines().map(|line| change(line).to_owned() + "\n").collect()
}
