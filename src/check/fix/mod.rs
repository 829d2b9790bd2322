//! `own check --fix`: what has one right answer is mended, and nothing else in the file is touched.

mod levels;

pub(super) use levels::in_order;

use crate::diagnostic::finding::{Edit, Finding, Fix};
use crate::source::{SourceFile, Sources};

/// Whether a fix can be made: what it replaces stands where it should.
pub(super) fn is_possible(fix: &Fix, sources: &Sources) -> bool {
    fix.edits.iter().all(|edit| piece(edit, sources).is_some())
}

/// The texts with everything mended that can be, and how many findings that were. What overlaps another mending is left
/// for the next round.
pub(crate) fn mended(sources: &Sources, findings: &[Finding]) -> (Sources, usize) {
    let mut count = 0;
    let mut all: Vec<Vec<Piece>> = sources.0.iter().map(|_| Vec::new()).collect();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        let pieces: Option<Vec<(usize, Piece)>> = fix.edits.iter().map(|edit| piece(edit, sources)).collect();
        let Some(pieces) = pieces else { continue };
        let free = |(file, piece): &(usize, Piece)| {
            all.get(*file).is_some_and(|taken| !taken.iter().any(|other| other.meets(piece)))
        };
        if pieces.iter().all(free) {
            count += 1;
            for (file, piece) in pieces {
                if let Some(taken) = all.get_mut(file) {
                    taken.push(piece);
                }
            }
        }
    }
    let files = sources.0.iter().zip(all).map(|(file, pieces)| file.with_text(replaced(&file.text, pieces)));
    (Sources(files.collect()), count)
}

/// Bytes of a text, and what takes their place.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    text: String,
}

impl Piece {
    fn meets(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Where an edit is to be made, if what it replaces stands there.
fn piece(edit: &Edit, sources: &Sources) -> Option<(usize, Piece)> {
    let (index, start, end, was, text) = match edit {
        Edit::Words { place, was, text } => {
            let file = sources.file(place.file)?;
            let (start, end) = (file.offset(place.line, place.column), file.offset(place.line, place.end_column));
            (place.file, start, end, Some(was), text)
        }
        Edit::Lines { file, first, last, text } => {
            let source = sources.file(*file)?;
            (*file, source.offset(*first, 1), source.offset(last.checked_add(1)?, 1), None, text)
        }
    };
    let file: &SourceFile = sources.file(index)?;
    let there = file.text.get(start..end)?;
    if was.is_some_and(|was| there != was && there.trim_matches(['"', '\'']) != was) {
        return None;
    }
    Some((usize::try_from(index).ok()?, Piece { start, end, text: text.clone() }))
}

fn replaced(text: &str, mut pieces: Vec<Piece>) -> String {
    pieces.sort_by_key(|piece| piece.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for piece in pieces {
        out.push_str(text.get(at..piece.start).unwrap_or_default());
        out.push_str(&piece.text);
        at = piece.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
