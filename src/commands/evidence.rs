//! What somebody knows of a system: a host, a path, labels of an alert.

use std::path::{Component, Path, PathBuf, is_separator};
use std::str::FromStr;

use super::{Args, Failure, NonEmptyStringValueParser, Session, files};
use crate::matrix::Evidence;
use crate::source::{real_path, with_slashes};

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Selectors")]
pub(crate) struct EvidenceArgs {
    /// The system of a host
    #[arg(long, value_name = "HOST", value_parser = NonEmptyStringValueParser::new())]
    pub host: Option<String>,
    /// The system of a file, which need not exist
    #[arg(long, value_name = "PATH", value_parser = NonEmptyStringValueParser::new(), value_hint = clap::ValueHint::AnyPath)]
    pub path: Option<String>,
    /// The system of a URL
    #[arg(long, value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    pub url: Option<String>,
    /// The system of a repository
    #[arg(long, value_name = "REPO", value_parser = NonEmptyStringValueParser::new())]
    pub repo: Option<String>,
    /// The system of an alert with this label; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub label: Vec<Label>,
}

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label(pub(super) String, pub(super) String);

impl FromStr for Label {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() => Ok(Self(name.trim().to_owned(), value.to_owned())),
            _ => Err("write a label as NAME=VALUE"),
        }
    }
}

impl EvidenceArgs {
    pub(super) fn is_empty(&self) -> bool {
        let options = [&self.host, &self.path, &self.url, &self.repo];
        options.into_iter().all(Option::is_none) && self.label.is_empty()
    }

    /// The evidence, in the order of kinds in which it decides.
    pub(super) fn into_evidence(self, session: &Session<'_>) -> Result<Vec<Evidence>, Failure> {
        let top = if self.path.is_some() { Top::of(session)? } else { Top(None) };
        Ok(self.below(&top))
    }

    /// As [`Self::into_evidence`], with paths from the top of a repository.
    pub(super) fn below(self, top: &Top) -> Vec<Evidence> {
        let labels: Vec<(String, String)> = self.label.into_iter().map(|Label(name, value)| (name, value)).collect();
        let all = [
            (!labels.is_empty()).then_some(Evidence::Labels(labels)),
            self.url.map(Evidence::Url),
            self.path.map(|path| top.evidence(&path)),
            self.repo.map(Evidence::Repository),
            self.host.map(Evidence::Host),
        ];
        all.into_iter().flatten().collect()
    }
}

/// The top of the repository of the matrix, and the current folder, if it is inside.
#[derive(Debug, Clone)]
pub(super) struct Top(Option<(PathBuf, PathBuf)>);

impl Top {
    pub(super) fn of(session: &Session<'_>) -> Result<Self, Failure> {
        let folder = session.folder();
        let top = files::top(&session.located()?, &folder);
        let inside = top.and_then(|top| {
            let folder = real_path(&folder).ok()?;
            folder.starts_with(&top).then_some((top, folder))
        });
        Ok(Self(inside))
    }

    /// A path from the top. One of a file that exists is certain; another one may have folders before the top.
    fn evidence(&self, typed: &str) -> Evidence {
        let as_written = || Evidence::Path(typed.to_owned());
        let Some((top, folder)) = &self.0 else { return as_written() };
        let path = normal(&folder.join(typed));
        let Some(below) = path.strip_prefix(top).ok().and_then(Path::to_str) else { return as_written() };
        let slash = if typed.ends_with(is_separator) || path.is_dir() { "/" } else { "" };
        let below = with_slashes(below) + slash;
        if path.symlink_metadata().is_ok() { Evidence::File(below) } else { Evidence::Path(below) }
    }
}

/// A path without `.` and `..`. Symbolic links aren't followed: the file need not exist.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            component => normal.push(component),
        }
    }
    normal
}
