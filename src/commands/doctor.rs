//! What `own where` finds out about the cache, trust, completion and git, with advice where something is missing.

use std::fs;
use std::path::{Path, PathBuf};

use super::Session;
use crate::query::locate::{Checked, Checkup};
use crate::source::{Access, Located, Repository};

/// Where a shell finds completion, and how to add it.
struct Setup {
    name: &'static str,
    /// Files of a user, relative to the home folder.
    user: &'static [&'static str],
    /// Files of packages.
    packages: &'static [&'static str],
    /// The command that adds it.
    command: &'static str,
}

/// A user's file says this, or is there for it.
const SAYS: &str = "own generate completions";

const SHELLS: [Setup; 3] = [
    Setup {
        name: "bash",
        user: &[".bashrc", ".bash_profile", ".local/share/bash-completion/completions/own"],
        packages: &["/usr/share/bash-completion/completions/own", "/etc/bash_completion.d/own"],
        command: "echo 'eval \"$(own generate completions bash)\"' >> ~/.bashrc",
    },
    Setup {
        name: "zsh",
        user: &[".zshrc"],
        packages: &["/usr/share/zsh/vendor-completions/_own", "/usr/share/zsh/site-functions/_own"],
        command: "echo 'eval \"$(own generate completions zsh)\"' >> ~/.zshrc",
    },
    Setup {
        name: "fish",
        user: &[".config/fish/completions/own.fish", ".config/fish/config.fish"],
        packages: &["/usr/share/fish/vendor_completions.d/own.fish"],
        command: "mkdir -p ~/.config/fish/completions; own generate completions fish > ~/.config/fish/completions/own.fish",
    },
];

pub(super) fn checkups(located: &Located, session: &Session<'_>) -> Vec<Checkup> {
    vec![cache(session), trust(located), completion(session), git(located)]
}

fn cache(session: &Session<'_>) -> Checkup {
    if cfg!(not(unix)) {
        return Checkup::good(Checked::Cache, "none on this system: `own compile` makes a large matrix fast");
    }
    let cache = session.cache();
    let Some(folder) = cache.folder() else {
        let advice = "large matrices answer faster with it: leave out --no-cache, or unset `OWN_CACHE`";
        return Checkup::advised(Checked::Cache, "off", advice);
    };
    let shown = folder.display();
    // The folder is made on demand.
    let there = folder.ancestors().find(|folder| folder.exists());
    if there.is_none_or(|there| tempfile::tempfile_in(there).is_err()) {
        let advice = "make the folder writable for yourself, or set `XDG_CACHE_HOME`";
        return Checkup::advised(Checked::Cache, format!("nothing can be written to {shown}"), advice);
    }
    Checkup::good(Checked::Cache, format!("on, in {shown}"))
}

fn trust(located: &Located) -> Checkup {
    if let Some(objection) = &located.objection {
        return Checkup { good: false, ..Checkup::good(Checked::Trust, objection.to_string()) };
    }
    let says = match &located.access {
        _ if located.path.is_none() => "part of this program",
        _ if located.is_missing() => "no file",
        Access::Named => "you named it, so it may belong to anyone",
        Access::Found => "in your configuration folder, or listed as trusted",
        Access::FoundOf(_) => "found, and it belongs to you or to somebody you trust",
        Access::Committed(_) => "read from a commit; git decides whom to trust",
    };
    Checkup::good(Checked::Trust, says)
}

fn completion(session: &Session<'_>) -> Checkup {
    let name = session.variable("SHELL").map(PathBuf::from);
    let name = name.as_deref().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let Some(shell) = SHELLS.iter().find(|shell| shell.name == name) else {
        let says = "this checks bash, zsh and fish only, by `SHELL`";
        return Checkup::good(Checked::Completion, says);
    };
    let moved = session.variable("ZDOTDIR").filter(|_| name == "zsh");
    let home = moved.or_else(|| session.variable("HOME")).map(PathBuf::from).unwrap_or_default();
    let of_user = shell.user.iter().map(|path| home.join(path)).find(|path| is_set_up(path));
    let of_package = || shell.packages.iter().map(PathBuf::from).find(|path| path.is_file());
    match of_user.or_else(of_package) {
        Some(path) => Checkup::good(Checked::Completion, format!("set up for {name} in {}", path.display())),
        None => Checkup::advised(Checked::Completion, format!("not set up for {name}"), shell.command),
    }
}

/// Checks whether a user's file is one for `own`, or says so.
fn is_set_up(path: &Path) -> bool {
    let is_own = path.file_stem().is_some_and(|stem| stem == "own");
    let says = |line: &str| !line.trim_start().starts_with('#') && line.contains(SAYS);
    // Not through a pipe, which might never end.
    path.is_file() && (is_own || fs::read_to_string(path).is_ok_and(|text| text.lines().any(says)))
}

fn git(located: &Located) -> Checkup {
    let path = located.path.as_deref().filter(|_| !located.is_stdin() && !located.is_missing());
    let Some(path) = path else { return Checkup::good(Checked::Git, "no file") };
    let Ok(repository) = Repository::of(path) else {
        let advice = "commit the matrix to one: `own log`, `blame`, `diff` and --rev answer from git";
        return Checkup::advised(Checked::Git, "not in a repository", advice);
    };
    let top = repository.top.display();
    match repository.has_committed() {
        Ok(true) => Checkup::good(Checked::Git, format!("committed in {top}")),
        Ok(false) => {
            let advice = "commit it: `own log`, `blame`, `diff` and --rev answer from commits";
            Checkup::advised(Checked::Git, format!("not committed in {top}"), advice)
        }
        Err(problem) => {
            let why = problem.cause.as_ref().map_or_else(String::new, ToString::to_string);
            Checkup::advised(Checked::Git, problem.to_string(), why)
        }
    }
}
