//! Selectors: how hosts, paths, repositories, URLs, labels and words of the outside world name a system or an area.

mod address;
mod evidence;
mod glob;
mod meeting;
mod parse;
mod paths;
mod select;

use serde::{Deserialize, Serialize};

use super::Place;
pub(crate) use evidence::{Evidence, Normal};
pub(crate) use glob::Glob;
use glob::{Specificity, Syntax};
pub(crate) use meeting::{Meeting, meetings};
pub(crate) use paths::PathIndex;
pub(crate) use select::{Selected, SelectorOf, best, select};

words! {
    /// A kind of selector, by its key in the YAML.
    pub(crate) enum SelectorKind {
        /// A host.
        Host = "hosts",
        /// A path of a file.
        Path = "paths",
        /// A repository.
        Repository = "repositories",
        /// A URL.
        Url = "urls",
        /// Labels of an alert, which must all fit.
        Label = "labels",
        /// Words in a text.
        Word = "words",
    }
}

/// One selector of a system or an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Selector {
    /// Its kind.
    pub kind: SelectorKind,
    /// As written; labels as `alertname: Pg*, env: prod`.
    pub text: String,
    /// True if it excludes what it fits: `!path`.
    pub excludes: bool,
    /// In its normal form.
    pub pattern: Pattern,
    /// Position in the source.
    pub place: Place,
}

/// What a selector matches, in its normal form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Pattern {
    /// A host, a path or both. A repository may have no host.
    Address { host: Option<Glob>, path: Option<Glob> },
    /// Labels and their values, by name.
    Labels(Vec<(String, Glob)>),
    /// Words in this order, in lower case.
    Words(Vec<String>),
}

impl Selector {
    #[cfg(test)]
    fn of(kind: SelectorKind, text: &str) -> Self {
        match kind {
            SelectorKind::Label => {
                let labels = text.split(", ").map(|label| label.split_once(": ").unwrap());
                Self::labels(
                    labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                    Place::default(),
                )
            }
            _ => Self::parse(kind, text).unwrap(),
        }
    }

    /// The syntax of its path.
    pub(super) fn syntax(&self) -> Syntax {
        if self.kind == SelectorKind::Repository { Syntax::Repository } else { Syntax::Path }
    }

    fn specificity(&self) -> Specificity {
        match &self.pattern {
            Pattern::Address { host, path } => {
                let host = host.as_ref().map(|host| host.specificity(Syntax::Host)).unwrap_or_default();
                let path = path.as_ref().map(|path| path.specificity(self.syntax())).unwrap_or_default();
                host.followed_by(path)
            }
            Pattern::Labels(labels) => {
                let literal = labels.iter().filter(|(_, value)| value.is_literal()).count();
                Specificity { literals: labels.len(), pieces: literal, ..Specificity::default() }
            }
            Pattern::Words(words) => Specificity { literals: words.len(), ..Specificity::default() },
        }
    }

    /// Checks whether it matches everything that another selector of its kind and specificity does.
    fn includes(&self, other: &Self) -> bool {
        let glob_includes = |these: &Option<Glob>, others: &Option<Glob>, syntax| match (these, others) {
            (Some(this), Some(other)) => this.includes(other, syntax),
            (this, _) => this.is_none(),
        };
        match (&self.pattern, &other.pattern) {
            (Pattern::Address { host, path }, Pattern::Address { host: other_host, path: other_path }) => {
                glob_includes(host, other_host, Syntax::Host) && glob_includes(path, other_path, self.syntax())
            }
            (Pattern::Labels(these), Pattern::Labels(others)) => these.iter().all(|(name, value)| {
                others.iter().any(|(other, of)| name == other && value.includes(of, Syntax::Label))
            }),
            (these, others) => these == others,
        }
    }
}
