//! What somebody knows of a system: a host, a path, labels of an alert.

use super::address;
use super::glob::Syntax;
use super::{Pattern, Selector, SelectorKind};
use crate::text::name::{dotted_words, has_no_spaces};
use crate::text::stem::Stems;

/// One kind of evidence, as found in an alert or typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// A host, perhaps with scheme and port.
    Host(String),
    /// A path of a file. If no selector fits it from the top, some folders may be before the top.
    Path(String),
    /// A path of a file of the repository, from the top.
    File(String),
    /// A repository: `corp/platform`, or its URL.
    Repository(String),
    /// A URL, perhaps without its scheme.
    Url(String),
    /// Labels of one alert.
    Labels(Vec<(String, String)>),
    /// A text that may have words of a selector.
    Words(String),
}

/// A longer host or path doesn't exist.
const LONGEST: usize = 4096;

/// Evidence in its normal form, to be held against selectors.
pub(crate) enum Normal<'e> {
    Address {
        kind: SelectorKind,
        host: Option<String>,
        path: Option<String>,
        from_any_piece: bool,
    },
    Labels(&'e [(String, String)]),
    /// The words, and their stems.
    Words(Vec<(String, String)>),
}

impl Evidence {
    /// The key of the selectors that it may fit.
    pub(crate) fn kind(&self) -> SelectorKind {
        match self {
            Self::Host(_) => SelectorKind::Host,
            Self::Path(_) | Self::File(_) => SelectorKind::Path,
            Self::Repository(_) => SelectorKind::Repository,
            Self::Url(_) => SelectorKind::Url,
            Self::Labels(_) => SelectorKind::Label,
            Self::Words(_) => SelectorKind::Word,
        }
    }

    /// The text; of labels the first value.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Host(text)
            | Self::Path(text)
            | Self::File(text)
            | Self::Repository(text)
            | Self::Url(text)
            | Self::Words(text) => text,
            Self::Labels(labels) => labels.first().map_or("", |(_, value)| value),
        }
    }

    /// Its normal form.
    pub(crate) fn normal(&self, stems: &Stems) -> Normal<'_> {
        let kind = self.kind();
        let (host, path) = match self {
            Self::Host(text) => (Some(address::host(text)), None),
            Self::Path(text) | Self::File(text) => (None, Some(address::path(text))),
            Self::Repository(text) => {
                let (host, path) = address::repository(text);
                (host, Some(path))
            }
            Self::Url(text) => {
                let (host, path) = address::url(text);
                (Some(host), Some(path))
            }
            Self::Labels(labels) => return Normal::Labels(labels),
            Self::Words(text) => {
                let stemmed = |word: String| (stems.stem(&word).into_owned(), word);
                return Normal::Words(dotted_words(text).map(stemmed).map(|(stem, word)| (word, stem)).collect());
            }
        };
        let within = |text: &String| text.len() <= LONGEST;
        Normal::Address { kind, host: host.filter(within), path: path.filter(within), from_any_piece: false }
    }
}

impl Normal<'_> {
    /// A file as git names it.
    pub(super) fn of_file(path: &str) -> Self {
        Self::Address { kind: SelectorKind::Path, host: None, path: Some(path.to_owned()), from_any_piece: false }
    }

    /// Checks whether a selector fits, except for what it excludes.
    pub(super) fn fits(&self, selector: &Selector, stems: &Stems) -> bool {
        match (self, &selector.pattern) {
            (
                Self::Address { kind, host, path, from_any_piece },
                Pattern::Address { host: host_glob, path: path_glob },
            ) => {
                let host_fits = match (host_glob, host) {
                    (Some(glob), Some(host)) => glob.fits(Syntax::Host, host, false),
                    // The host of a repository may be left out on either side.
                    _ => *kind == SelectorKind::Repository || host_glob.is_none(),
                };
                let path_fits = |glob: &super::Glob| {
                    let syntax = selector.syntax();
                    let from_any_piece = *from_any_piece && glob.begins_literally(syntax);
                    path.as_ref().is_some_and(|path| glob.fits(syntax, path, from_any_piece))
                };
                *kind == selector.kind && host_fits && path_glob.as_ref().is_none_or(path_fits)
            }
            (Self::Labels(labels), Pattern::Labels(wanted)) => wanted.iter().all(|(name, glob)| {
                labels.iter().any(|(label, value)| label == name && glob.fits(Syntax::Label, value, false))
            }),
            (Self::Words(words), Pattern::Words(phrase)) => {
                let phrase: Vec<_> = phrase.iter().map(|word| (word, stems.stem(word))).collect();
                words.windows(phrase.len().max(1)).any(|words| {
                    words.iter().zip(&phrase).all(|((word, stem), (wanted, wanted_stem))| {
                        stem == wanted_stem || wanted.starts_with(has_no_spaces) && word.contains(wanted.as_str())
                    })
                })
            }
            _ => false,
        }
    }
}
