//! Labels in a column, and their values beside them with a hanging indent.

use super::color::marked;
use super::page::{Line, Run, Style};
use super::wrap::{placed, wrap};
use crate::harmless::{shown, width};

/// A label and its value.
pub(super) type Fact = (String, Vec<Line>);

/// The widest column of labels. A longer label stands on a line of its own.
const WIDEST: usize = 28;

/// Columns below which values can't be read beside their labels; then they stand below them.
const NARROW: usize = 20;

/// Space between labels and values, and before what stands below its label.
const GAP: &str = "  ";

/// The columns that the labels of some facts take: at most two fifths of the room, none where the rest is too narrow.
pub(super) fn label_column<'a>(facts: impl IntoIterator<Item = &'a Fact>, room: usize) -> usize {
    let widest = WIDEST.min(room * 2 / 5);
    let labels = facts.into_iter().map(|(label, _)| width(shown(label).trim()));
    let column = labels.filter(|&columns| columns <= widest).max().unwrap_or(0);
    if column + GAP.len() + NARROW <= room { column } else { 0 }
}

/// The lines of some facts, each behind a gutter.
pub(super) fn lines(facts: &[Fact], column: usize, gutter: &str, room: usize) -> Vec<String> {
    facts.iter().flat_map(|fact| lines_of_one(fact, column, gutter, room)).collect()
}

fn lines_of_one((label, value): &Fact, column: usize, gutter: &str, room: usize) -> Vec<String> {
    let label = shown(label);
    let label = label.trim();
    let inner = room.saturating_sub(width(gutter)).max(1);
    let indent = format!("{}{GAP}", " ".repeat(column));
    let (deep, shallow) = (format!("{gutter}{indent}"), format!("{gutter}{GAP}"));
    let mut values = wrap(value, inner.saturating_sub(indent.len()).max(1)).into_iter().peekable();
    let mut lines = Vec::new();
    if width(label) <= column && values.peek().is_none_or(|first| width(&deep) + width(first) <= room) {
        let pad = " ".repeat(column - width(label));
        let first = values.next().unwrap_or_default();
        lines.push(format!("{gutter}{}{pad}{GAP}{first}", marked(label, Style::Faint)));
    } else {
        lines.extend(wrap(&[vec![Run::faint(label)]], inner).iter().map(|line| placed(line, &[gutter], room)));
    }
    lines.extend(values.map(|line| placed(&line, &[&deep, &shallow, gutter], room)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::color::paint;

    fn drawn(facts: &[(&str, &[&str])], room: usize) -> Vec<String> {
        let line = |text: &&str| vec![Run::plain(*text)];
        let fact = |(label, value): &(&str, &[&str])| ((*label).to_owned(), value.iter().map(line).collect());
        let facts: Vec<Fact> = facts.iter().map(fact).collect();
        let lines = lines(&facts, label_column(&facts, room), "", room);
        lines.iter().map(|line| paint(line, false).trim_end().to_owned()).collect()
    }

    #[test]
    fn values_stand_beside_their_labels() {
        let facts: &[(&str, &[&str])] = &[("call", &["Team", "24/7"]), ("数据", &["x"]), ("none", &[])];
        assert_eq!(drawn(facts, 80), ["call  Team", "      24/7", "数据  x", "none"]);
    }

    #[test]
    fn values_stand_below_labels_where_there_is_no_room_beside() {
        assert_eq!(drawn(&[("primary", &["Database Team"])], 25), ["primary", "  Database Team"]);
        let label = "a label wider than a column of labels";
        assert_eq!(drawn(&[("call", &["x"]), (label, &["y"])], 80), ["call  x", label, "      y"]);
    }

    #[test]
    fn a_wide_address_moves_to_the_left() {
        let facts = |address| drawn(&[("primary", &[address])], 40);
        assert_eq!(facts("database@operations.example"), ["primary  database@operations.example"]);
        assert_eq!(facts("database-administration@ops.example"), ["primary", "  database-administration@ops.example"]);
        let wider = "database-administration@operations.example";
        assert_eq!(facts(wider), ["primary", wider]);
    }
}
