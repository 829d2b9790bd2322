//! Globs over pieces: labels of a host, folders of a path.
//!
//! `*` is any text in one piece, and `**` is any number of pieces. A piece is searched with linear searches for the texts
//! between its stars. Over pieces, only the last `**` is ever tried again, so no input takes exponential time.

use serde::{Deserialize, Serialize};

/// A glob in its normal form. A path that ends with `/` is only what is below it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Glob(String);

/// What a glob is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Pieces end at dots.
    Host,
    /// Pieces end at slashes, and a folder covers what is below it.
    Path,
    /// Pieces end at slashes.
    Repository,
    /// One piece.
    Label,
}

impl Syntax {
    /// What is between pieces.
    pub(super) const fn separator(self) -> &'static str {
        match self {
            Self::Host => ".",
            Self::Path | Self::Repository => "/",
            Self::Label => "",
        }
    }

    fn pieces(self, text: &str) -> Vec<&str> {
        match self {
            Self::Host => text.split('.').collect(),
            Self::Path | Self::Repository => text.split('/').collect(),
            Self::Label => vec![text],
        }
    }
}

/// Any number of pieces.
pub(super) const ANY: &str = "**";

/// How specific a glob is; the greatest is the most specific.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Specificity {
    /// Pieces without a star.
    pub(super) literals: usize,
    pub(super) pieces: usize,
    /// Pieces behind the first literal one.
    pub(super) behind_first: usize,
}

impl Specificity {
    /// How specific a glob is with another one behind it.
    pub(super) fn followed_by(self, other: Self) -> Self {
        Self {
            literals: self.literals + other.literals,
            pieces: self.pieces + other.pieces,
            behind_first: if self.literals > 0 { self.behind_first + other.pieces } else { other.behind_first },
        }
    }
}

impl Glob {
    /// A glob whose text is in its normal form, except that `/**` at the end is the same as the folder before it.
    pub(super) fn of_normal(text: &str, syntax: Syntax) -> Self {
        let folder = text.strip_suffix("/**").filter(|folder| syntax == Syntax::Path && !folder.is_empty());
        match folder {
            Some(folder) if folder.ends_with(ANY) => Self::of_normal(folder, syntax),
            Some(folder) if folder.rsplit('/').next().is_some_and(|last| last.contains('*')) => {
                Self(format!("{folder}/"))
            }
            Some(folder) => Self(folder.to_owned()),
            None => Self(text.to_owned()),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The text before its first star.
    pub(crate) fn head(&self) -> &str {
        self.0.split('*').next().unwrap_or_default()
    }

    pub(crate) fn is_literal(&self) -> bool {
        !self.0.contains('*')
    }

    /// Checks whether it begins with a piece without a star.
    pub(super) fn begins_literally(&self, syntax: Syntax) -> bool {
        syntax.pieces(&self.0).first().is_some_and(|piece| !piece.contains('*'))
    }

    /// The number of pieces that must follow what it matches; `None` if none may.
    fn below(&self, syntax: Syntax) -> Option<usize> {
        let is_folder = |text: &str| text.rsplit('/').next().is_some_and(|last| !last.contains('*'));
        (syntax == Syntax::Path && is_folder(&self.0)).then_some(usize::from(self.0.ends_with('/')))
    }

    fn pieces(&self, syntax: Syntax) -> Vec<&str> {
        syntax.pieces(self.0.strip_suffix('/').unwrap_or(&self.0))
    }

    /// Its pieces, with what may be below a folder.
    pub(super) fn all_pieces(&self, syntax: Syntax) -> Vec<&str> {
        let below: &[&str] = match self.below(syntax) {
            None => &[],
            Some(0) => &[ANY],
            Some(_) => &["*", ANY],
        };
        [&self.pieces(syntax), below].concat()
    }

    /// Checks whether a text fits, or the end of it from any of its pieces on.
    pub(super) fn fits(&self, syntax: Syntax, text: &str, from_any_piece: bool) -> bool {
        // Most globs of a matrix begin otherwise.
        if !from_any_piece && !text.starts_with(self.head().trim_end_matches(['.', '/'])) {
            return false;
        }
        pieces_fit(&self.pieces(syntax), &syntax.pieces(text), self.below(syntax), from_any_piece)
    }

    /// Checks whether it matches everything that another glob does. Both have the same number of pieces.
    pub(super) fn includes(&self, other: &Self, syntax: Syntax) -> bool {
        pieces_fit(&syntax.pieces(&self.0), &syntax.pieces(&other.0), None, false)
    }

    pub(super) fn specificity(&self, syntax: Syntax) -> Specificity {
        let pieces = self.pieces(syntax);
        let is_literal = |piece: &str| !piece.contains('*');
        let first = pieces.iter().position(|piece| is_literal(piece));
        Specificity {
            literals: pieces.iter().filter(|piece| is_literal(piece)).count(),
            pieces: pieces.len(),
            behind_first: first.map_or(0, |first| pieces.len() - first),
        }
    }
}

/// Checks whether pieces of a text fit those of a glob. With `below`, at least so many more pieces may follow.
fn pieces_fit(glob: &[&str], text: &[&str], below: Option<usize>, from_any_piece: bool) -> bool {
    let (mut g, mut t) = (0, 0);
    // Where to go on if the glob doesn't fit here: behind its last `**`, one piece later.
    let mut again = from_any_piece.then_some((0, 0));
    loop {
        if g == glob.len() && below.map_or(t == text.len(), |more| text.len() - t >= more) {
            return true;
        }
        if glob.get(g) == Some(&ANY) {
            g += 1;
            again = Some((g, t));
            continue;
        }
        if t < text.len() && g < glob.len() && piece_fits(glob[g], text[t]) {
            (g, t) = (g + 1, t + 1);
            continue;
        }
        match again.as_mut().filter(|(_, from)| *from < text.len()) {
            Some((behind, from)) => {
                *from += 1;
                (g, t) = (*behind, *from);
            }
            None => return false,
        }
    }
}

/// Checks whether a piece of a text fits that of a glob.
pub(super) fn piece_fits(glob: &str, text: &str) -> bool {
    let Some((head, rest)) = glob.split_once('*') else { return glob == text };
    // `**` in another glob is more than one piece.
    if text.is_empty() || text == ANY {
        return false;
    }
    let Some(text) = text.strip_prefix(head) else { return false };
    let (between, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut text) = text.strip_suffix(tail) else { return false };
    for part in between.split('*') {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {

    use proptest::prelude::*;

    use super::*;

    fn path(glob: &str, text: &str) -> bool {
        Glob::of_normal(glob, Syntax::Path).fits(Syntax::Path, text, false)
    }

    #[test]
    fn a_star_stays_in_its_piece_and_two_cross_folders() {
        for (glob, text, fits) in [
            ("infra/postgres", "infra/postgres", true),
            ("infra/postgres", "infra/postgres/a/b.tf", true),
            ("infra/postgres", "infra/postgresql", false),
            ("infra/postgres", "infra", false),
            ("infra/postgres/**", "infra/postgres/a/b.tf", true),
            ("infra/postgres/**", "infra/postgres", true),
            ("services/*/migrations/**", "services/billing/migrations/1.sql", true),
            ("services/*/migrations/**", "services/a/b/migrations/1.sql", false),
            ("services/**/migrations", "services/migrations/1.sql", true),
            ("services/**/migrations", "services/a/b/migrations/1.sql", true),
            ("docs/*", "docs/a.md", true),
            ("docs/*", "docs/a/b.md", false),
            ("docs/*/**", "docs/a.md", false),
            ("docs/*/**", "docs/a/b.md", true),
            ("docs/*/**", "docs/a/", true),
            ("**/*.sql", "a/b/c.sql", true),
            ("**/*.sql", "c.sql", true),
            ("**", "a", true),
            ("**/**", "a/b", true),
            ("*", "a", true),
            ("*", "a/b", false),
            ("a*b*c", "axxbxxc", true),
            ("a*b*c", "acb", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(path(glob, text), fits, "{glob} {text}");
        }
        let host = |glob: &str, text| Glob::of_normal(glob, Syntax::Host).fits(Syntax::Host, text, false);
        assert!(host("db-prod-*", "db-prod-3") && !host("db-prod-*", "db-prod-3.example.org"));
        assert!(host("*.db.example.org", "a.db.example.org") && !host("*.db.example.org", "a.b.db.example.org"));
        assert!(host("**.example.org", "a.b.example.org") && !host("db-prod-1", "db-prod-10"));
    }

    #[test]
    fn a_glob_may_begin_at_any_folder() {
        let from_any = |glob: &str, text| Glob::of_normal(glob, Syntax::Path).fits(Syntax::Path, text, true);
        assert!(from_any("infra/postgres/**", "srv/build/infra/postgres/a.tf"));
        assert!(from_any("infra/*.tf", "x/infra/y/infra/a.tf"));
        assert!(!from_any("infra/postgres/**", "srv/infra/mysql/a.tf"));
    }

    /// With time exponential in the number of stars, this wouldn't end.
    #[test]
    fn hostile_globs_are_answered() {
        assert!(!path(&"*a".repeat(1_000), &"a".repeat(4_000)[1..].replace('a', "ab")));
        assert!(!path(&("**/a/".repeat(800) + "b"), &"a/".repeat(2_000)));
        assert!(!path(&("a/".repeat(2_000) + "b"), &"a/".repeat(2_047)));
    }

    /// The obvious way, for small inputs.
    fn slow(glob: &[&str], text: &[&str]) -> bool {
        match (glob, text) {
            ([], _) => text.is_empty(),
            ([ANY, rest @ ..], _) => (0..=text.len()).any(|from| slow(rest, &text[from..])),
            ([piece, rest @ ..], [first, others @ ..]) => piece_fits(piece, first) && slow(rest, others),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_obvious_way(
            glob in prop::collection::vec(prop::sample::select(&["a", "b", "*", "a*", "**"][..]), 1..6),
            text in prop::collection::vec(prop::sample::select(&["a", "b", "ab"][..]), 1..7),
        ) {
            prop_assert_eq!(pieces_fit(&glob, &text, None, false), slow(&glob, &text));
            let below = [&glob[..], &[ANY]].concat();
            prop_assert_eq!(pieces_fit(&glob, &text, Some(0), false), slow(&below, &text));
            let anywhere = [&[ANY], &glob[..]].concat();
            prop_assert_eq!(pieces_fit(&glob, &text, None, true), slow(&anywhere, &text));
        }
    }
}
