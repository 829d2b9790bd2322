//! Labels in a column, and their values beside them with a hanging indent.

use super::color::{MARK, mark};
use super::wrap::{fit, placed, wrap};
use crate::text::sanitize::{shown, width};
use crate::view::page::{Line, Run, Style};

/// A label and its value.
pub(super) type Fact = (String, Vec<Line>);

/// Maximum width of the label column. A longer label gets its own line.
const WIDEST: usize = 28;

/// Minimum width of the values. If there is less room, values go below their labels.
const NARROW: usize = 20;

/// Space between labels and values, and the indent of values below their label.
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
    let edges = Edges::new(column, gutter);
    let mut lines = Vec::with_capacity(facts.iter().map(|(_, value)| value.len().max(1)).sum());
    for fact in facts {
        one(fact, &edges, room, &mut lines);
    }
    lines
}

/// The text before the values of facts.
struct Edges<'g> {
    gutter: &'g str,
    /// Columns of labels.
    column: usize,
    /// The gutter, and the space of a label.
    deep: String,
    /// The gutter, and a gap.
    shallow: String,
}

impl<'g> Edges<'g> {
    fn new(column: usize, gutter: &'g str) -> Self {
        let deep = [gutter, &" ".repeat(column), GAP].concat();
        Self { gutter, column, deep, shallow: [gutter, GAP].concat() }
    }
}

fn one((label, value): &Fact, edges: &Edges<'_>, room: usize, lines: &mut Vec<String>) {
    let Edges { gutter, column, deep, shallow } = edges;
    let label = shown(label);
    let label = label.trim();
    let inner = room.saturating_sub(width(gutter)).max(1);
    let values = wrap(value, inner.saturating_sub(column + GAP.len()).max(1));
    let mut values = values.iter().map(String::as_str).peekable();
    let columns = width(label);
    if columns <= *column && values.peek().is_none_or(|first| fit(&[deep, first], room)) {
        let first = values.next().unwrap_or_default();
        let mut line = String::with_capacity(deep.len() + label.len() + 2 * MARK + first.len());
        line.push_str(gutter);
        mark(label, Style::Faint, &mut line);
        line.extend(std::iter::repeat_n(' ', column - columns + GAP.len()));
        line.push_str(first);
        lines.push(line);
    } else {
        lines.extend(wrap(&[vec![Run::faint(label)]], inner).iter().map(|line| placed(line, &[gutter], room)));
    }
    lines.extend(values.map(|line| placed(line, &[deep, shallow, gutter], room)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::color::paint;

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
