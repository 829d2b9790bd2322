//! Golden cases that not every machine can run. All others pass on each platform.

use std::io::Write as _;
use std::process::Command;

/// Cases for Windows have titles that begin like this.
const FOR_WINDOWS: &str = "Windows: ";

/// Cases that Windows can't run, by their titles, and why.
const FOR_UNIX: &[(&str, &str)] = &[
    ("A named matrix that isn't there is an error", "shows the system's own words"),
    ("A folder that isn't there is not made, and a folder is no file", "shows the system's own words"),
    ("Found in the folder above", "is as wide as the temporary folder"),
];

/// Cases that need git, which the other cases do without.
const WITH_GIT: &[&str] = &["You are the person whose e-mail address git knows", "Files need a repository"];

/// Whether a case isn't for this machine. If a case that others run is left out, says so.
pub(crate) fn skips(title: &str) -> bool {
    if cfg!(not(windows)) {
        return title.starts_with(FOR_WINDOWS);
    }
    let no_git = || WITH_GIT.contains(&title) && Command::new("git").arg("--version").output().is_err();
    let why = FOR_UNIX.iter().find(|(case, _)| *case == title).map(|(_, why)| *why);
    let Some(why) = why.or_else(|| no_git().then_some("needs git, which is not installed")) else { return false };
    // The test harness would capture a macro's output.
    std::io::stderr().write_all(format!("skipped: {title}: {why}\n").as_bytes()).unwrap();
    true
}
