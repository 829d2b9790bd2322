//! Selectors from their text.

use super::address;
use super::glob::{Glob, Syntax};
use super::{Pattern, Selector, SelectorKind};
use crate::matrix::Place;
use crate::text::name::dotted_words;

/// Why a text isn't a selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// How to write it.
    pub help: String,
    /// The text that was meant, if that is beyond doubt.
    pub fix: Option<String>,
}

impl Refusal {
    fn new(help: impl Into<String>) -> Self {
        Self { help: help.into(), fix: None }
    }

    fn meant(help: impl Into<String>, fix: String) -> Self {
        Self { help: help.into(), fix: Some(fix) }
    }
}

/// The longest selector in bytes.
const LONGEST: usize = 4096;

impl Selector {
    /// The selector that a text is, of any kind but labels.
    pub(crate) fn parse(kind: SelectorKind, text: &str) -> Result<Self, Refusal> {
        let bare = text.trim();
        let (excludes, bare) = bare.strip_prefix('!').map_or((false, bare), |rest| (true, rest));
        if excludes && !matches!(kind, SelectorKind::Path | SelectorKind::Url) {
            return Err(Refusal::new("only paths and URLs can be excluded with `!`"));
        }
        if bare.is_empty() {
            return Err(Refusal::new("write what it is, or remove it"));
        }
        if bare.len() > LONGEST {
            return Err(Refusal::new(format!("write at most {LONGEST} bytes")));
        }
        let pattern = match kind {
            SelectorKind::Host => host(bare)?,
            SelectorKind::Path => path(bare)?,
            SelectorKind::Repository => repository(bare)?,
            SelectorKind::Url => url(bare)?,
            SelectorKind::Label | SelectorKind::Word => words(bare)?,
        };
        Ok(Self { kind, text: text.to_owned(), excludes, pattern, place: Place::default() })
    }

    /// The selector of some labels.
    pub(crate) fn labels(labels: Vec<(String, String)>, place: Place) -> Self {
        let text: Vec<String> = labels.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let glob = |(name, value): (String, String)| (name, Glob::of_normal(&value, Syntax::Label));
        let mut labels: Vec<(String, Glob)> = labels.into_iter().map(glob).collect();
        labels.sort_unstable();
        let pattern = Pattern::Labels(labels);
        Self { kind: SelectorKind::Label, text: text.join(", "), excludes: false, pattern, place }
    }
}

fn host(text: &str) -> Result<Pattern, Refusal> {
    let bare = address::host(text);
    // Without a scheme, `?` is a wildcard that people try in a host, not the start of a query.
    if text.contains('?') && !address::has_scheme(text) {
        check_glob(text, '.')?;
    }
    if bare.len() != text.trim_end_matches('.').len() {
        let help = format!("write the host without scheme, port and path: `{bare}`");
        return Err(if bare.is_empty() {
            Refusal::new("write the host: `db-prod-1`")
        } else {
            Refusal::meant(help, bare)
        });
    }
    if text.contains(char::is_whitespace) || bare.split('.').any(str::is_empty) {
        return Err(Refusal::new("write a host without spaces and empty parts: `db-prod-*.example.org`"));
    }
    check_glob(&bare, '.')?;
    Ok(Pattern::Address { host: Some(Glob::of_normal(&bare, Syntax::Host)), path: None })
}

fn path(text: &str) -> Result<Pattern, Refusal> {
    if address::has_scheme(text) {
        return Err(Refusal::new("this is a URL: write it under `urls`"));
    }
    if text.contains('\\') {
        return Err(Refusal::meant("separate folders with `/`", text.replace('\\', "/")));
    }
    if text.split('/').any(|piece| piece == "..") {
        return Err(Refusal::new("write the path from the top of the repository, without `..`"));
    }
    let normal = address::path(text);
    check_glob(&normal, '/')?;
    if normal.is_empty() {
        return Err(Refusal::meant("write `**` for all files", "**".to_owned()));
    }
    Ok(Pattern::Address { host: None, path: Some(folder(&normal)) })
}

/// The glob of a path, which may have a slash at its end.
fn folder(path: &str) -> Glob {
    let with_below = path.strip_suffix('/').map(|folder| format!("{folder}/**"));
    Glob::of_normal(with_below.as_deref().unwrap_or(path), Syntax::Path)
}

fn repository(text: &str) -> Result<Pattern, Refusal> {
    let (host, path) = address::repository(text);
    if text.contains(char::is_whitespace) || !path.contains('/') || path.split('/').any(str::is_empty) {
        return Err(Refusal::new("write a repository as `owner/name`, or with its host: `github.com/owner/name`"));
    }
    check_glob(&path, '/')?;
    let host = host.map(|host| Glob::of_normal(&host, Syntax::Host));
    Ok(Pattern::Address { host, path: Some(Glob::of_normal(&path, Syntax::Repository)) })
}

fn url(text: &str) -> Result<Pattern, Refusal> {
    let (host, path) = address::url(text);
    let needs_host = "write the URL with its host: `https://sso.example.org/login/**`";
    let is_host = !host.is_empty() && (address::has_scheme(text) || host.contains('.'));
    if !is_host || text.contains(char::is_whitespace) {
        return Err(Refusal::new(needs_host));
    }
    if let Some((before, _)) = text.split_once(['?', '#']) {
        return Err(Refusal::meant(format!("write the URL without query and fragment: `{before}`"), before.to_owned()));
    }
    check_glob(&host, '.')?;
    check_glob(&path, '/')?;
    let path = if text.ends_with('/') && !path.is_empty() { path + "/" } else { path };
    let path = Some(path).filter(|path| !matches!(path.as_str(), "" | "**"));
    Ok(Pattern::Address { host: Some(Glob::of_normal(&host, Syntax::Host)), path: path.as_deref().map(folder) })
}

fn words(text: &str) -> Result<Pattern, Refusal> {
    let words: Vec<String> = dotted_words(text).collect();
    if words.is_empty() { Err(Refusal::new("write words: `replication lag`")) } else { Ok(Pattern::Words(words)) }
}

/// Refuses what other globs have and these don't: a text with it would match nothing, unseen.
fn check_glob(text: &str, separator: char) -> Result<(), Refusal> {
    if let Some(special) = text.chars().find(|c| matches!(c, '?' | '[' | ']' | '{' | '}' | '\\')) {
        let help = format!("`{special}` can't be in a glob: write `*` for it, or several entries");
        return Err(Refusal::new(help));
    }
    let is_glued = |piece: &str| piece.contains("**") && piece != "**";
    match text.split(separator).find(|piece| is_glued(piece)) {
        Some(piece) => {
            let what = if separator == '.' { "a part" } else { "a folder" };
            let (one, several) = (piece.replace("**", "*"), format!("**{separator}{}", piece.replace("**", "*")));
            Err(Refusal::new(format!("`**` is {what} of its own: write `{one}` or `{several}`")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(kind: SelectorKind, text: &str) -> String {
        match Selector::parse(kind, text) {
            Err(Refusal { help, fix }) => help + &fix.map(|fix| format!(" => {fix}")).unwrap_or_default(),
            Ok(selector) => panic!("{selector:?}"),
        }
    }

    #[test]
    fn what_cannot_match_is_refused_with_the_correct_form() {
        use SelectorKind::{Host, Path, Repository, Url, Word};
        for (kind, text, start) in [
            (Host, "https://db-1/x", "write the host without scheme, port and path: `db-1` => db-1"),
            (Host, "DB-1:5432", "write the host without scheme, port and path: `db-1` => db-1"),
            (Host, "db..x", "write a host without spaces"),
            (Host, "!db", "only paths and URLs"),
            (Host, "db-??.example", "`?` can't be in a glob"),
            (Path, "../x", "write the path from the top"),
            (Path, "a/**b", "`**` is a folder of its own: write `*b` or"),
            (Path, "a/{b,c}", "`{` can't be in a glob"),
            (Path, "a\\b", "separate folders with `/` => a/b"),
            (Path, "!", "write what it is"),
            (Url, "/login", "write the URL with its host"),
            (Url, "https:///login", "write the URL with its host"),
            (Url, "https://x.example/a?b=c", "write the URL without query"),
            (Repository, "platform", "write a repository as `owner/name`"),
            (Word, "…", "write words"),
        ] {
            assert!(help(kind, text).starts_with(&start[..start.len().min(38)]), "{text}: {}", help(kind, text));
        }
        assert!(Selector::parse(Path, &"*a".repeat(1_000)).is_ok());
    }

    #[test]
    fn equal_selectors_have_one_pattern() {
        use SelectorKind::{Host, Path, Repository, Url};
        for (kind, a, b) in [
            (Host, "DB-1.", "db-1"),
            (Path, "infra/postgres/**", "/infra//postgres/"),
            (Url, "https://SSO.example.org:443/**", "http://sso.example.org"),
            (Repository, "git@github.com:Corp/Platform.git", "https://github.com/corp/platform"),
        ] {
            let pattern = |text| Selector::parse(kind, text).unwrap().pattern;
            assert_eq!(pattern(a), pattern(b), "{a} {b}");
        }
    }
}
