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
