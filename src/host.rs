//! The process around a run. A run asks for it only when it needs it.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::source::{Cache, Request};

type Variable = Box<dyn Fn(&str) -> Option<OsString>>;

/// The process around a run.
pub struct Host {
    /// Looks up an environment variable.
    pub variable: Variable,
    /// The current folder.
    pub current_dir: io::Result<PathBuf>,
    /// The user's configuration folder.
    pub config_dir: Box<dyn Fn() -> Option<PathBuf>>,
    /// Standard input.
    pub stdin: Box<dyn Fn() -> Box<dyn Read>>,
    /// True if standard input is a terminal.
    pub stdin_is_terminal: Box<dyn Fn() -> bool>,
    /// The user's cache folder.
    pub cache_dir: Box<dyn Fn() -> Option<PathBuf>>,
    /// True if standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// True if standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// The columns and rows of the terminal, if standard output is one.
    pub size: Box<dyn Fn() -> Option<(u16, u16)>>,
}

impl Host {
    /// Where to look for the matrix.
    pub(crate) fn request(&self, flag: Option<PathBuf>) -> Request {
        Request {
            flag,
            env: (self.variable)("OWN_MATRIX"),
            current_dir: self.folder(),
            config_dir: (self.config_dir)(),
            required: (self.variable)("OWN_REQUIRE_MATRIX").is_some_and(|required| required == "1"),
            trusted: (self.variable)("OWN_TRUST"),
            cache_dir: (self.cache_dir)(),
            sudo_user: (self.variable)("SUDO_UID"),
        }
    }

    /// The current folder. A deleted one has no other name than `.`.
    pub(crate) fn folder(&self) -> PathBuf {
        self.current_dir.as_ref().map_or_else(|_| ".".into(), Clone::clone)
    }

    /// The user's cache of compiled matrices. Any value of `OWN_CACHE` except `on` turns it off, because someone who
    /// writes `no` there doesn't want it.
    pub(crate) fn cache(&self) -> Cache {
        let setting = (self.variable)("OWN_CACHE");
        let on = setting.is_none_or(|setting| setting.is_empty() || setting.eq_ignore_ascii_case("on"));
        Cache::new(if on { (self.cache_dir)().map(|folder| folder.join("own")) } else { None })
    }
}

/// The name of this machine; empty if it isn't known.
#[cfg(unix)]
pub(crate) fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
pub(crate) fn machine() -> String {
    String::new()
}
