//! The keys of selectors, by which evidence finds the systems that it may select.
//!
//! A selector is found by its longest literal part: the text before its first star, or the text behind its last one,
//! letter by letter from the end. Of several labels or words, the rarest is enough: see `choices`.

use super::{Broken, Search, Space};
use crate::matrix::selector::{Glob, Normal};
use crate::matrix::{Evidence, Pattern, Selector, SelectorKind};
use crate::text::name::{has_no_spaces, run_starts};
use crate::text::stem::Stems;

/// The keys of a selector. Any one of them is enough to find it.
pub(super) fn keys(selector: &Selector, stems: &Stems) -> Vec<Vec<u8>> {
    match &selector.pattern {
        Pattern::Address { host, path } => {
            let [host, path] = [host, path].map(|glob| glob.as_ref().map(Glob::as_str));
            let text = joined(selector.kind, host, path).unwrap_or_default();
            let text = text.strip_suffix('/').unwrap_or(&text);
            // `**` may be no piece at all, and then the separator beside it is missing, too.
            let head = text.split('*').next().unwrap_or_default().trim_end_matches(['.', '/']);
            let tail = text.rsplit('*').next().unwrap_or_default().trim_start_matches(['.', '/']);
            if head.len() >= tail.len() {
                vec![Space::SelectorHead.key([&[selector.kind as u8], head.as_bytes()].concat())]
            } else {
                vec![Space::SelectorTail.key(reversed(selector.kind, tail))]
            }
        }
        Pattern::Labels(labels) => {
            let key = |(name, value): &(String, Glob)| Space::Label.key(label(name, value.head()));
            labels.iter().map(key).collect()
        }
        Pattern::Words(words) => words.iter().map(|word| Space::Word.key(stems.stem(word).as_bytes())).collect(),
    }
}

/// The text of an address. The host of a repository may be missing, so none has it.
fn joined(kind: SelectorKind, host: Option<&str>, path: Option<&str>) -> Option<String> {
    match kind {
        SelectorKind::Host => host.map(str::to_owned),
        SelectorKind::Url => Some([host?, path.unwrap_or_default()].join("/")),
        _ => path.map(str::to_owned),
    }
}

fn label(name: &str, value: &str) -> Vec<u8> {
    [name.as_bytes(), b"\0", value.as_bytes()].concat()
}

fn reversed(kind: SelectorKind, text: &str) -> Vec<u8> {
    [kind as u8].into_iter().chain(text.bytes().rev()).collect()
}

/// In a longer text, reading everything is cheaper than looking up every word.
const MANY: usize = 2048;

/// The systems that evidence may select; `None` for all systems.
pub(super) fn systems(search: &Search, evidence: &Evidence, stems: &Stems) -> Result<Option<Vec<u32>>, Broken> {
    let mut found = Vec::new();
    match evidence.normal(stems) {
        Normal::Address { kind, host, path, .. } => {
            let Some(text) = joined(kind, host.as_deref(), path.as_deref()) else { return Ok(Some(found)) };
            let boundaries: Vec<usize> = text.match_indices('/').map(|(at, _)| at).collect();
            if boundaries.len() > MANY {
                return Ok(None);
            }
            let any_folder = boundaries.iter().filter(|_| matches!(evidence, Evidence::Path(_))).map(|at| at + 1);
            for start in any_folder.chain([0]) {
                let key = Space::SelectorHead.key([&[kind as u8], &text.as_bytes()[start..]].concat());
                found.extend(search.begun_by(&key, 2)?);
            }
            for end in boundaries.into_iter().chain([text.len()]) {
                found.extend(search.begun_by(&Space::SelectorTail.key(reversed(kind, &text[..end])), 2)?);
            }
        }
        Normal::Labels(labels) => {
            for (name, value) in labels {
                found.extend(search.begun_by(&Space::Label.key(label(name, value)), name.len() + 2)?);
            }
        }
        Normal::Words(words) if words.len() > MANY => return Ok(None),
        Normal::Words(words) => {
            for (word, stem) in words {
                found.extend(search.exact(&Space::Word.key(&stem))?);
                let starts = std::iter::once(word.as_str()).filter(|word| word.starts_with(has_no_spaces));
                for rest in starts.chain(run_starts(&word)) {
                    found.extend(search.begun_by(&Space::Word.key(rest), 2)?);
                }
            }
        }
    }
    Ok(Some(found))
}
