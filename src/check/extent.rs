//! The lines of an item.

use std::ops::RangeInclusive;

use crate::matrix::Place;
use crate::source::SourceFile;

/// The lines of an item: the first, and those below that belong to it by indentation. For a flow mapping in one line, that
/// line.
pub(super) fn lines(file: &SourceFile, item: Place) -> RangeInclusive<u32> {
    let text = |from: u32, column: u32| file.text.get(file.offset(from, column)..).unwrap_or_default();
    let own = text(item.line, 1);
    let before = own.get(..own.len() - text(item.line, item.column).len()).unwrap_or_default();
    let column = usize::try_from(item.column).unwrap_or(1).saturating_sub(1);
    // A list item aligns its keys with the first one; a mapping indents them below its own key.
    let in_list = before.trim_end().ends_with('-');
    let least = if in_list { column } else { column + 1 };
    let belongs = |line: &&str| line.trim().is_empty() || line.len() - line.trim_start().len() >= least;
    let count = text(item.line.saturating_add(1), 1).lines().take_while(belongs).count();
    item.line..=item.line.saturating_add(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_reaches_as_far_as_its_indentation() {
        let text = "a:\n  b:\n    x: 1\n\n    y: 2\n  c: {}\nl:\n  - n: 1\n    m: 2\n  - n: 3\n";
        let file = SourceFile::new("a.yaml", text);
        let of = |line, column| lines(&file, Place { line, column, ..Place::default() });
        assert_eq!(of(2, 3), 2..=5);
        assert_eq!(of(6, 3), 6..=6);
        assert_eq!(of(1, 1), 1..=6);
        assert_eq!(of(8, 5), 8..=9);
        assert_eq!(of(99, 1), 99..=99);
    }
}
