//! A matrix in a git repository elsewhere: `git+https://host/repo//path?ref=REV`. Only `own fetch` uses the network.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use xxhash_rust::xxh3::xxh3_64;

use super::cache::{create_folder, trusted};
use super::container::value;
use super::decode::{Decode, mappings};
use super::entry::FILES;
use super::git::git;
use super::{Leaf, Problem, Repository, Revision, Slot, Text, yaml};
use crate::atomic;
use crate::diagnostic::Findings;
use crate::matrix::Duration;
use crate::text::sanitize::shown;
use crate::text::shell;

/// A repository elsewhere, and the matrix in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remote {
    /// What git fetches from; it may have credentials.
    url: String,
    /// What git fetches: a branch, a tag or a commit.
    reference: String,
    /// The matrix in the repository that `own fetch` keeps in the cache.
    repository: Repository,
    /// Answers from an older download have a warning.
    pub(crate) max_age: Option<Duration>,
    /// How `own fetch` is to name it, if nothing else than an option does.
    option: Option<String>,
}

/// The last download that loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) commit: String,
    /// When, in seconds since 1970.
    pub(crate) at: i64,
}

mappings! {
    /// `own/config.yaml` in the user's configuration folder.
    struct Config {
        /// The matrix to use where none is found.
        remote: Slot<Text>,
        /// The age from which on answers from a download have a warning, such as `7d`.
        max_age: Slot<Leaf<Duration>>,
    }
}

/// What a URL of a matrix begins with.
const MARK: &str = "git+";
const SCHEMES: [&str; 3] = ["https", "ssh", "file"];
/// The file with the commit and the time of the last download that loads.
const FETCHED: &str = "own-fetched";
/// The name of the download until it loads.
const NEW: &str = "refs/own/new";
/// More than any configuration has.
const CONFIG_BYTES: u64 = 1 << 16;

impl Remote {
    /// The matrix that a text names, kept in a folder; `None` if the text is a path.
    pub(super) fn named(text: &Path, cache: Option<&Path>) -> Option<Result<Self, String>> {
        let text = text.to_str().filter(|text| text.starts_with(MARK) || text.contains("://"))?;
        let (mark, url) = text.strip_prefix(MARK).map_or(("", text), |url| (MARK, url));
        let parsed = if mark.is_empty() { Err("doesn't begin with `git+`") } else { Self::parse(url, cache) };
        Some(parsed.map_err(|why| {
            let form = "write git+https://host/repo//path?ref=REV; https, ssh and file are possible";
            format!("`{mark}{}` {why}: {form}", without_credentials(url))
        }))
    }

    /// The matrix, named by `--matrix` and a text.
    pub(super) fn by_option(self, text: &Path) -> Self {
        Self { option: Some(format!(" --matrix {}", to_copy(text))), ..self }
    }

    fn parse(text: &str, cache: Option<&Path>) -> Result<Self, &'static str> {
        if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err("has a space or a control character");
        }
        let (location, query) = text.split_once('?').unwrap_or((text, ""));
        let reference = match query.split_once('=') {
            None if query.is_empty() => "HEAD",
            Some(("ref", reference)) if is_reference(reference) => reference,
            _ => return Err("has something else than a ref behind its `?`"),
        };
        let (scheme, rest) = location.split_once("://").ok_or("has no scheme")?;
        let (place, below) = rest.split_once("//").unwrap_or((rest, FILES[0]));
        let host = place.split('/').next().unwrap_or_default();
        let name = host.rsplit('@').next().unwrap_or_default();
        if !SCHEMES.contains(&scheme) {
            return Err("has another scheme");
        }
        // Ssh would take it for an option.
        if host.starts_with('-') || name.starts_with('-') || (scheme != "file" && name.is_empty()) {
            return Err("has no valid host");
        }
        let below = below.trim_matches('/');
        if below.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err("has no valid path");
        }
        let cache = cache.ok_or("can't be kept, because there is no cache folder")?;
        let top = cache.join("own").join("remotes").join(format!("{:016x}.git", xxh3_64(text.as_bytes())));
        let repository = Repository { top, below: below.to_owned() };
        let url = format!("{scheme}://{place}");
        Ok(Self { url, reference: reference.to_owned(), repository, max_age: None, option: None })
    }

    /// The remote matrix that a configuration names.
    pub(super) fn configured(path: &Path, cache: Option<&Path>) -> Result<Option<Self>, String> {
        let mut text = String::new();
        let read = File::open(path).and_then(|file| file.take(CONFIG_BYTES).read_to_string(&mut text));
        read.map_err(|error| format!("can't read it: {error}"))?;
        if text.lines().all(|line| matches!(line.trim_start().chars().next(), None | Some('#'))) {
            return Ok(None);
        }
        let mut faults = Findings::default();
        let config = yaml::parse(0, &text, &mut faults).and_then(|node| Config::decode(node, &mut faults));
        if let Some(fault) = faults.sorted().first() {
            let help = fault.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
            return Err(format!("line {}: {}{help}", fault.span.map_or(1, |span| span.line), fault.message));
        }
        let Some(Config { remote: Slot::Given(remote), max_age }) = config else { return Ok(None) };
        let named = Self::named(Path::new(&remote.value), cache)
            .unwrap_or_else(|| Err("`remote` isn't a URL: write git+https://host/repo//path".to_owned()))?;
        Ok(Some(Self { max_age: value(max_age), ..named }))
    }

    /// Its path in the cache.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(format!("{}//{}", self.repository.top.display(), self.repository.below))
    }

    /// Its URL for people, without credentials.
    pub(crate) fn shown(&self) -> String {
        let reference = if self.reference == "HEAD" { String::new() } else { format!("?ref={}", self.reference) };
        format!("{MARK}{}//{}{reference}", without_credentials(&self.url), self.repository.below)
    }

    /// The last download that loads.
    pub(crate) fn fetched(&self) -> Option<Fetched> {
        let mut text = String::new();
        let path = self.repository.top.join(FETCHED);
        // Other systems can't tell whose a file is.
        let file = if cfg!(unix) { trusted(&path) } else { File::open(&path).ok() };
        file?.take(CONFIG_BYTES).read_to_string(&mut text).ok()?;
        let (commit, at) = text.trim_end().split_once(' ')?;
        Some(Fetched { commit: commit.to_owned(), at: at.parse().ok()? })
    }

    /// The matrix at a commit that was downloaded.
    pub(crate) fn revision(&self, commit: &str) -> Option<Revision> {
        self.repository.commit(commit).ok()?
    }

    /// The id of a download for people.
    pub(crate) fn short(&self, fetched: &Fetched) -> String {
        self.revision(&fetched.commit).map(|revision| revision.short().to_owned()).unwrap_or_default()
    }

    /// Says that it isn't there yet.
    pub(crate) fn never_fetched(&self) -> Problem {
        let what = format!("was never fetched: `{}` downloads it", self.fetch());
        Problem { name: self.shown(), what, cause: None }
    }

    /// The command that downloads it.
    pub(crate) fn fetch(&self) -> String {
        format!("own fetch{}", self.option.as_deref().unwrap_or_default())
    }

    /// Downloads it into the cache. The commit counts once it is [kept](Self::keep).
    pub(crate) fn download(&self) -> Result<Revision, Problem> {
        let top = &self.repository.top;
        create_folder(top).map_err(|error| self.failed(error))?;
        if !top.join("HEAD").is_file() {
            self.says(git(top, &["init", "--quiet", "--bare", "--template="]))?;
        }
        let quiet = ["-c", "core.hooksPath=/dev/null", "-c", "gc.autoDetach=false", "fetch", "--quiet", "--depth=1"];
        let only = ["--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--", &self.url];
        let mut fetch = git(top, &[&quiet[..], &only, &[&format!("+{}:{NEW}", self.reference)]].concat());
        // Nobody can answer a prompt. Other schemes could run commands.
        fetch.env("GIT_TERMINAL_PROMPT", "0").env("GIT_ASKPASS", "").env("GIT_ALLOW_PROTOCOL", SCHEMES.join(":"));
        self.says(fetch)?;
        let commit = self.says(git(top, &["rev-parse", "--verify", &format!("{NEW}^{{commit}}")]))?;
        self.revision(commit.trim()).ok_or_else(|| self.failed(io::Error::other("git names no commit")))
    }

    /// Uses a download from now on.
    pub(crate) fn keep(&self, fetched: &Fetched) -> Result<(), Problem> {
        let top = &self.repository.top;
        self.says(git(top, &["update-ref", "--no-deref", "HEAD", &fetched.commit]))?;
        let written = atomic::private(top).and_then(|mut file| {
            writeln!(file, "{} {}", fetched.commit, fetched.at)?;
            Ok(file.persist(top.join(FETCHED))?)
        });
        written.map(|_| ()).map_err(|error| self.failed(error))
    }

    /// What a git command prints. Its errors may repeat the URL, and what a server says.
    fn says(&self, mut git: Command) -> Result<String, Problem> {
        let output = git.output().map_err(|error| self.failed(error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr).replace(&self.url, &without_credentials(&self.url));
        let why = said.lines().find(|line| line.starts_with("fatal:")).or(said.lines().last()).unwrap_or_default();
        Err(self.failed(io::Error::other(shown(why).into_owned())))
    }

    fn failed(&self, cause: io::Error) -> Problem {
        Problem { name: self.shown(), what: "can't be fetched with git".to_owned(), cause: Some(cause) }
    }
}

/// A matrix in a command to copy. Credentials are for the user to write.
pub(crate) fn to_copy(matrix: &Path) -> String {
    let text = matrix.to_string_lossy();
    match text.strip_prefix(MARK) {
        Some(url) if without_credentials(url) != url => "URL".to_owned(),
        _ => shell::word(&text).into_owned(),
    }
}

/// A URL without a password, and without a user except for ssh.
fn without_credentials(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let rest = if scheme.is_empty() { url } else { rest };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (user, host) = rest[..end].rsplit_once('@').unwrap_or(("", &rest[..end]));
    let user = user.split(':').next().filter(|user| scheme == "ssh" && !user.is_empty());
    let user = user.map(|user| format!("{user}@")).unwrap_or_default();
    let scheme = if scheme.is_empty() { String::new() } else { format!("{scheme}://") };
    format!("{scheme}{user}{host}{}", &rest[end..])
}

/// A name that git takes for nothing else than a ref or a commit.
fn is_reference(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    !text.is_empty() && !text.starts_with('-') && !text.contains("..") && text.chars().all(is_part)
}
