//! Git, run as a process with its own rules of trust.

use std::path::Path;
use std::process::{Command, Stdio};

/// A git command in a folder. The repository of the environment doesn't count, and git waits for no input.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(arguments).current_dir(folder).stdin(Stdio::null());
    git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    git
}

/// A git command that reads objects. It uses no network, and no object that replaces another. The repository may belong to
/// someone else: it must not choose a program to run.
pub(crate) fn reading(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = git(folder, &[&["-c", "core.fsmonitor=false"], arguments].concat());
    git.env("GIT_ALLOW_PROTOCOL", "none").env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1");
    git
}

/// The e-mail address that git knows of the user.
pub(crate) fn user_email(folder: &Path) -> Option<String> {
    let output = git(folder, &["config", "--get", "user.email"]).output().ok()?;
    let email = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!email.is_empty()).then_some(email)
}
