//! Selectors with stars that fit the same thing equally well.

use super::glob::{ANY, Specificity};
use super::select::{best, fitting, ranked};
use super::{Evidence, Glob, Pattern, Selector, SelectorKind, SelectorOf, Syntax};
use crate::matrix::Matrix;
use crate::text::stem::Stems;

/// Two selectors, and something that selects both equally.
pub(crate) struct Meeting<'m> {
    pub first: SelectorOf<'m>,
    pub second: SelectorOf<'m>,
    pub evidence: Evidence,
}

/// How many pairs of characters are compared in all. That many take a second; ten thousand hosts with a star need a hundredth of it.
const STEPS: usize = 5_000_000;

/// Each selector that meets an earlier one with other stars, of another system or area, with the first that it meets.
pub(crate) fn meetings(matrix: &Matrix) -> Vec<Meeting<'_>> {
    let mut all: Vec<(Key, SelectorOf<'_>)> = matrix.selectors().filter_map(keyed).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    let stems = matrix.document.stems();
    let mut left = STEPS;
    let mut meetings = Vec::new();
    // Those whose heads the current one may begin with, each the beginning of the next one's.
    let mut open: Vec<&(Key, SelectorOf<'_>)> = Vec::new();
    for keyed in &all {
        let (key, second) = keyed;
        while open.pop_if(|(open, _)| !key.continues(open)).is_some() {}
        for (_, first) in &open {
            let pairs = first.selector.text.len() * second.selector.text.len();
            let Some(remaining) = left.checked_sub(pairs) else { return meetings };
            left = remaining;
            if let Some(evidence) = equal(matrix, [*first, *second], &stems, &mut left) {
                let mut both = [*first, *second];
                both.sort_by_key(|of| (of.system, of.area));
                let [first, second] = both;
                meetings.push(Meeting { first, second, evidence });
                break;
            }
        }
        open.push(keyed);
    }
    meetings
}

/// Selectors with equal keys, or of which one continues the other, may meet.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: SelectorKind,
    specificity: Specificity,
    head: String,
}

impl Key {
    fn continues(&self, other: &Self) -> bool {
        (self.kind, self.specificity) == (other.kind, other.specificity) && self.head.starts_with(&other.head)
    }
}

fn keyed(of: SelectorOf<'_>) -> Option<(Key, SelectorOf<'_>)> {
    let head = of.selector.head().filter(|_| !of.selector.excludes)?;
    Some((Key { kind: of.selector.kind, specificity: of.selector.specificity(), head }, of))
}

/// Something that two selectors fit, and of which neither system nor area is the better one.
fn equal(matrix: &Matrix, both: [SelectorOf<'_>; 2], stems: &Stems, left: &mut usize) -> Option<Evidence> {
    let [first, second] = both;
    let are_others =
        first.system != second.system || first.area.zip(second.area).is_some_and(|(one, other)| one != other);
    if !are_others || first.selector.pattern == second.selector.pattern {
        return None;
    }
    let evidence = first.selector.meeting(second.selector)?;
    let mut systems = vec![first.system, second.system];
    systems.dedup();
    let selectors: usize = systems.iter().map(|id| matrix.system(*id).all_selectors().count()).sum();
    *left = left.saturating_sub(selectors);
    let found =
        ranked(matrix, fitting(systems.iter().map(|id| (*id, matrix.system(*id))), &evidence.normal(stems), stems));
    let is_best = |of: &SelectorOf<'_>| best(&found).iter().any(|found| found.selector == of.selector);
    both.iter().all(is_best).then_some(evidence)
}

impl Selector {
    /// The text before its first star; `None` if it has no star.
    fn head(&self) -> Option<String> {
        let (names, globs): (Vec<&str>, Vec<&Glob>) = match &self.pattern {
            Pattern::Address { host, path } => (Vec::new(), host.iter().chain(path).collect()),
            Pattern::Labels(labels) => labels.iter().map(|(name, glob)| (name.as_str(), glob)).unzip(),
            Pattern::Words(_) => return None,
        };
        let with_star = globs.iter().position(|glob| !glob.is_literal())?;
        let literal = globs[..with_star].iter().map(|glob| glob.as_str());
        let head = globs[with_star].head().trim_end_matches(['.', '/']);
        Some(names.into_iter().chain(literal).chain([head]).collect::<Vec<_>>().join(" "))
    }

    /// Something that both selectors fit. `None` for words, and for labels of other names: a text may have those of any two.
    fn meeting(&self, other: &Self) -> Option<Evidence> {
        match (&self.pattern, &other.pattern) {
            (Pattern::Address { host, path }, Pattern::Address { host: other_host, path: other_path }) => {
                let host = common_text(host.as_ref(), other_host.as_ref(), Syntax::Host)?;
                let path = common_text(path.as_ref(), other_path.as_ref(), self.syntax())?;
                Some(match self.kind {
                    SelectorKind::Host => Evidence::Host(host),
                    SelectorKind::Path => Evidence::File(path),
                    SelectorKind::Repository if host.is_empty() => Evidence::Repository(path),
                    SelectorKind::Repository => Evidence::Repository(format!("{host}/{path}")),
                    _ => Evidence::Url(format!("{host}/{path}")),
                })
            }
            (Pattern::Labels(these), Pattern::Labels(others)) if these.len() == others.len() => {
                let values = these.iter().zip(others).map(|((name, glob), (other, of))| {
                    let value = common_text(Some(glob), Some(of), Syntax::Label).filter(|_| name == other)?;
                    Some((name.clone(), value))
                });
                values.collect::<Option<_>>().map(Evidence::Labels)
            }
            _ => None,
        }
    }
}

/// A text that both globs fit, or the one that is there; empty without any.
fn common_text(one: Option<&Glob>, other: Option<&Glob>, syntax: Syntax) -> Option<String> {
    let Some((one, other)) = one.or(other).zip(other.or(one)) else { return Some(String::new()) };
    let of_pieces = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|piece| piece.chars().collect::<Vec<_>>());
        let text: String = common(&one, &other, '*', |one, other| (one == other).then_some(one))?.into_iter().collect();
        // A star in place of a whole piece needs something to stand for.
        Some(if text.is_empty() { "x".to_owned() } else { text })
    };
    let pieces = common(&one.all_pieces(syntax), &other.all_pieces(syntax), ANY, of_pieces)?;
    Some(pieces.join(syntax.separator()))
}

/// What two patterns have in common, as short as possible. In each, `any` stands for any number of items. `both` says what an item of
/// each has in common.
fn common<T: Copy + PartialEq, U>(one: &[T], other: &[T], any: T, both: impl Fn(T, T) -> Option<U>) -> Option<Vec<U>> {
    let width = other.len() + 1;
    // The next places in both, and an item of each that is matched on the way.
    let steps = |i: usize, j: usize| {
        let (first, second) = (one.get(i).copied(), other.get(j).copied());
        let (is_any, other_is_any) = (first == Some(any), second == Some(any));
        let alone = |item: Option<T>| item.map(|item| (item, item));
        match (is_any, other_is_any) {
            (true, true) => [Some((i + 1, j, None)), Some((i, j + 1, None))],
            (true, false) => [Some((i + 1, j, None)), alone(second).map(|pair| (i, j + 1, Some(pair)))],
            (false, true) => [Some((i, j + 1, None)), alone(first).map(|pair| (i + 1, j, Some(pair)))],
            (false, false) => [first.zip(second).map(|pair| (i + 1, j + 1, Some(pair))), None],
        }
    };
    // Whether both can end, from each pair of places on.
    let mut ends = vec![false; (one.len() + 1) * width];
    let leads = |ends: &[bool], (i, j, pair): (usize, usize, Option<(T, T)>)| {
        ends[i * width + j] && pair.is_none_or(|(first, second)| both(first, second).is_some())
    };
    for i in (0..=one.len()).rev() {
        for j in (0..width).rev() {
            let is_end = (i, j) == (one.len(), other.len());
            ends[i * width + j] = is_end || steps(i, j).into_iter().flatten().any(|step| leads(&ends, step));
        }
    }
    let (mut at, mut found) = ((0, 0), Vec::new());
    while at != (one.len(), other.len()) {
        let (i, j, pair) = steps(at.0, at.1).into_iter().flatten().find(|step| leads(&ends, *step))?;
        found.extend(pair.and_then(|(first, second)| both(first, second)));
        at = (i, j);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn meeting(kind: SelectorKind, one: &str, other: &str) -> Option<Evidence> {
        Selector::of(kind, one).meeting(&Selector::of(kind, other))
    }

    #[test]
    fn what_two_selectors_have_in_common_is_the_shortest_text() {
        use SelectorKind::{Host, Label, Path, Repository, Url, Word};
        let text = |text: &str| Some(text.to_owned());
        for (kind, one, other, both) in [
            (Host, "db-prod-*", "db-*-3", text("db-prod-3")),
            (Host, "db-*", "web-*", None),
            (Host, "*.db.example", "a.*.example", text("a.db.example")),
            (Host, "**.example", "db.*", text("db.example")),
            (Path, "src/*/test", "src/a*/test", text("src/a/test")),
            (Path, "docs/*", "docs/a/*", None),
            (Path, "docs/*/**", "**/b", text("docs/b/x")),
            (Url, "https://*.example/a", "https://sso.*/a", text("sso.example/a")),
            (Repository, "github.com/corp/*", "corp/web-*", text("github.com/corp/web-")),
            (Word, "a b", "b a", None),
        ] {
            assert_eq!(meeting(kind, one, other).map(|found| found.text().to_owned()), both, "{one} {other}");
        }
        assert_eq!(meeting(Label, "alert: Pg*", "job: pg*"), None);
        assert_eq!(
            meeting(Label, "alert: Pg*", "alert: *Down"),
            Some(Evidence::Labels(vec![("alert".to_owned(), "PgDown".to_owned())]))
        );
    }

    proptest! {
        #[test]
        fn both_selectors_fit_what_they_have_in_common(
            one in prop::collection::vec(prop::sample::select(&["a", "b", "*", "a*", "*b", "**"][..]), 1..5),
            other in prop::collection::vec(prop::sample::select(&["a", "b", "ab", "*", "b*", "**"][..]), 1..5),
            texts in prop::collection::vec(prop::collection::vec(prop::sample::select(&["a", "b", "ab", "x"][..]), 1..5), 16),
        ) {
            let [one, other] = [one, other].map(|glob| Glob::of_normal(&glob.join("/"), Syntax::Path));
            let fits = |text: &str| one.fits(Syntax::Path, text, false) && other.fits(Syntax::Path, text, false);
            match common_text(Some(&one), Some(&other), Syntax::Path) {
                Some(text) => prop_assert!(fits(&text), "{:?} {:?} {}", one, other, text),
                None => prop_assert!(texts.iter().all(|text| !fits(&text.join("/"))), "{:?} {:?}", one, other),
            }
        }
    }
}
