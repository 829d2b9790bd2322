//! Bars: a part of a whole, drawn and in figures.

use crate::query::gaps::steps;
use crate::view::{Line, Run};

/// Cells of every bar. As long as the longest word that a table never breaks, so that a narrow terminal breaks no bar.
const CELLS: usize = 16;

/// Blocks for a part of a whole. Only all of it fills the bar, and any of it shows.
pub(super) fn bar(part: usize, whole: usize) -> String {
    let filled = steps(part, whole, CELLS).unwrap_or(0);
    "█".repeat(filled) + &"░".repeat(CELLS.saturating_sub(filled))
}

/// `██░░ 26 of 38  68%`, numbers padded to those of the largest whole in the column.
pub(super) fn part_of(part: usize, whole: usize, largest: usize) -> Line {
    let digits = digits(largest);
    let figures = format!(" {part:>digits$} of {whole:<digits$}{}", percent(part, whole));
    vec![Run::plain(bar(part, whole)), Run::plain(figures)]
}

/// `██░░ 11  29%`, the number padded to that of the largest part in the column.
pub(super) fn part(part: usize, whole: usize, largest: usize) -> Line {
    let digits = digits(largest);
    vec![Run::plain(bar(part, whole)), Run::plain(format!(" {part:>digits$}{}", percent(part, whole)))]
}

/// Nothing of nothing has no percentage.
fn percent(part: usize, whole: usize) -> String {
    steps(part, whole, 100).map(|percent| format!(" {percent:>3}%")).unwrap_or_default()
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::width;

    fn text(line: &Line) -> String {
        line.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn bars_and_figures_are_of_one_width() {
        for (part, whole) in [(0, 1), (1, 1), (1, 300), (299, 300), (300, 300), (0, 0)] {
            assert_eq!(width(&bar(part, whole)), CELLS, "{part} of {whole}");
        }
        let widths = [(0, 8), (26, 38), (38, 38)].map(|(part, whole)| width(&text(&part_of(part, whole, 38))));
        assert_eq!(widths, [CELLS + 14; 3]);
    }

    #[test]
    fn a_bar_is_full_only_of_all_and_empty_only_of_none() {
        assert_eq!(text(&part_of(299, 300, 300)), "███████████████░ 299 of 300  99%");
        assert_eq!(text(&part_of(1, 300, 300)), "█░░░░░░░░░░░░░░░   1 of 300   1%");
        assert_eq!(text(&part(0, 0, 3)), "░░░░░░░░░░░░░░░░ 0");
    }
}
