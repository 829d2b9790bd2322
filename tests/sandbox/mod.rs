//! Where the tests that replay transcripts run commands: a temporary folder, and an environment in which nothing of the
//! machine's own shows. A transcript is a text that holds commands with their output; replaying it gives the same text
//! with the output of today, and the two are compared as a whole.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use snapbox::cmd::Command;
use snapbox::filter::NormalizeToExpected;
use snapbox::report::{Palette, write_diff};
use snapbox::{Data, Redactions};
use tempfile::TempDir;

/// No command of `own` takes long; one that waits for something must not hold up the tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// A fresh folder to run commands in, and an empty home beside it.
pub(crate) struct Sandbox {
    /// Removes the folder when it is dropped.
    _folder: TempDir,
    work: PathBuf,
    home: PathBuf,
}

impl Sandbox {
    pub(crate) fn new() -> Result<Self> {
        let folder = TempDir::new()?;
        // Programs see the folder without its symbolic links; what they print is compared with these paths. Windows has none
        // there, and another form of such paths.
        let root = if cfg!(windows) { folder.path().to_owned() } else { folder.path().canonicalize()? };
        let (work, home) = (root.join("work"), root.join("home"));
        // The search for a matrix ends at the root of a repository: nothing above the folder is ever found.
        fs::create_dir_all(work.join(".git"))?;
        fs::create_dir(&home)?;
        Ok(Self { _folder: folder, work, home })
    }

    /// The folder for the commands; `[ROOT]` in a transcript.
    pub(crate) fn work(&self) -> &Path {
        &self.work
    }

    /// A command whose environment holds nothing but `PATH` with `own` first on it, an empty home (`[HOME]` in a
    /// transcript), and UTC as time zone. Its standard input is empty.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let mut path = vec![Path::new(env!("CARGO_BIN_EXE_own")).with_file_name("")];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let command = Command::new(program)
            .env_clear()
            .env("PATH", env::join_paths(path)?)
            .env("HOME", &self.home)
            .env("XDG_CONFIG_HOME", self.home.join(".config"))
            .env("TZ", "UTC")
            .env("OWN_MATRIX", "built-in")
            // Windows finds its libraries there.
            .envs(env::var_os("SystemRoot").map(|root| ("SystemRoot", root)))
            .current_dir(&self.work)
            .stdin("")
            .timeout(PATIENCE);
        Ok(command)
    }

    /// The actual output with the temporary folders named, and with `...` (any lines) and `[..]` (a part of a line)
    /// where the expected output has them and they fit.
    pub(crate) fn settle(&self, expected: &str, actual: &str) -> Result<String> {
        let mut places = Redactions::new();
        places.insert("[ROOT]", self.work.clone())?;
        places.insert("[HOME]", self.home.clone())?;
        let settle = NormalizeToExpected::new().redact_with(&places);
        let actual = if cfg!(windows) { self.with_slashes(actual) } else { actual.to_owned() };
        settle.normalize(Data::text(actual), &Data::text(expected)).render().context("output that is no text")
    }

    /// Names the folder, where a transcript does, with the paths below it as on Unix. All other text stays as it is.
    fn with_slashes(&self, actual: &str) -> String {
        let folder = self.work.display().to_string();
        // JSON escapes a backslash.
        let actual = actual.replace(&folder.replace('\\', "\\\\"), "[ROOT]").replace(&folder, "[ROOT]");
        let mut parts = actual.split("[ROOT]");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| c.is_whitespace() || matches!(c, '"' | '`')).unwrap_or(part.len());
            let below = part[..end].replace("\\\\", "/").replace('\\', "/");
            text.extend(["[ROOT]", &below, &part[end..]]);
        }
        text
    }
}

/// Compares a transcript with what replaying it gave; with `OWN_UPDATE=1` rewrites the file instead, unless that would
/// write out in full what the transcript only shows in part.
pub(crate) fn compare_or_update(path: &Path, expected: &str, actual: &str) -> Result<()> {
    if expected == actual {
        return Ok(());
    }
    let keeps = keeps_wildcards(expected, actual);
    if keeps && env::var_os("OWN_UPDATE").is_some_and(|update| update == "1") {
        return fs::write(path, actual).with_context(|| format!("updating {}", path.display()));
    }
    let mut diff = String::new();
    let (expected, actual) = (Data::text(expected), Data::text(actual));
    write_diff(&mut diff, &expected, &actual, Some(&path.display()), Some(&"today"), Palette::plain())?;
    if !keeps {
        bail!(
            "{diff}\nThe text around a `...` or `[..]` has changed: edit the case, or delete its output to get all of it."
        );
    }
    bail!("{diff}\nOWN_UPDATE=1 writes the output of today into the file; read it before you commit it.")
}

/// Whether output settled to a transcript has all of its `...` and `[..]`: one that no longer fits is gone.
pub(crate) fn keeps_wildcards(transcript: &str, settled: &str) -> bool {
    let count =
        |text: &str| (text.lines().filter(|line| matches!(*line, "..." | "…")).count(), text.matches("[..]").count());
    count(transcript) == count(settled)
}
