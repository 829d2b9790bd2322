//! Blocks of one page as a part of a longer one.

use super::{Block, Line, Meaning, Run, Table};

type Cell = Vec<Line>;

/// Puts headings deeper, and drops what only helps at a prompt: ids, places, and silences of the matrix.
pub(super) fn part(blocks: Vec<Block>, deeper: u8) -> Vec<Block> {
    without_empty_sections(blocks.into_iter().filter_map(|block| one(block, deeper)).collect())
}

fn one(block: Block, deeper: u8) -> Option<Block> {
    match block {
        Block::Heading(level, line) => Some(Block::Heading(level + deeper, tidy(line))),
        Block::Facts(all) => {
            let all = facts(all);
            (!all.is_empty()).then_some(Block::Facts(all))
        }
        Block::Table(all) => table(all).map(Block::Table),
        Block::Text(all) => {
            let says = all.iter().any(|line| !tidy(line.clone()).is_empty());
            says.then(|| Block::Text(all.into_iter().map(tidy).collect()))
        }
        Block::Timeline(mut timeline) => {
            for stop in &mut timeline.stops {
                stop.facts = facts(std::mem::take(&mut stop.facts));
            }
            Some(Block::Timeline(timeline))
        }
        other => Some(other),
    }
}

fn facts(facts: Vec<(String, Cell)>) -> Vec<(String, Cell)> {
    let tidied = facts.into_iter().map(|(label, lines)| (capital(&label), tidy_cell(lines)));
    tidied.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// Without the columns in which no row says anything.
fn table(table: Table) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = table.rows.into_iter().map(|row| row.into_iter().map(tidy_cell).collect()).collect();
    let says = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..table.header.len()).map(says).collect();
    let header = table.header.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(name, _)| capital(name)).collect();
    let keep = |row: Vec<Cell>| row.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
    (!rows.is_empty()).then(|| Table { header, rows: rows.into_iter().map(keep).collect() })
}

/// The lines in which the matrix says something.
fn tidy_cell(lines: Cell) -> Cell {
    let silent = |line: &Line| line.iter().all(|run| matches!(run.meaning, Meaning::Missing | Meaning::Blank));
    lines.into_iter().map(tidy).filter(|line| !line.is_empty() && !silent(line)).collect()
}

fn tidy(mut line: Line) -> Line {
    line.retain(|run| !matches!(run.meaning, Meaning::Id | Meaning::Place));
    while line.last().is_some_and(|run| run.text.trim().is_empty()) {
        line.pop();
    }
    line
}

/// Headings stay where something follows, or where they name a thing.
fn without_empty_sections(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.into_iter().rev() {
        let is_empty = match &block {
            Block::Heading(level, line) if !names(line) => match kept.last() {
                Some(Block::Heading(next, _)) => next <= level,
                next => next.is_none(),
            },
            _ => false,
        };
        if !is_empty {
            kept.push(block);
        }
    }
    kept.reverse();
    kept
}

fn names(line: &[Run]) -> bool {
    line.iter().any(|run| matches!(run.meaning, Meaning::Name(_)))
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::phrase::NOT_SAID;

    #[test]
    fn a_part_has_no_ids_places_and_silences() {
        let run = |text: &str, meaning| vec![Run::new(text, meaning)];
        let name = Meaning::Name("x".to_owned());
        let blocks = vec![
            Block::Heading(1, vec![Run::new("X", name.clone()), Run::faint("  "), Run::new("x", Meaning::Id)]),
            Block::Facts(vec![
                ("kind".into(), vec![run("a", Meaning::Plain)]),
                ("b".into(), vec![run(NOT_SAID, Meaning::Missing)]),
            ]),
            Block::Heading(2, run("Empty", Meaning::Plain)),
            Block::Heading(2, run("Rows", Meaning::Plain)),
            Block::Table(Table {
                header: vec!["a".into(), "b".into(), "line".into()],
                rows: vec![vec![
                    vec![run("1", Meaning::Plain)],
                    vec![run("–", Meaning::Blank)],
                    vec![run("7", Meaning::Place)],
                ]],
            }),
            Block::Text(vec![run("m.yaml:1", Meaning::Place)]),
        ];
        let expected = [
            Block::Heading(3, vec![Run::new("X", name)]),
            Block::Facts(vec![("Kind".into(), vec![run("a", Meaning::Plain)])]),
            Block::Heading(4, run("Rows", Meaning::Plain)),
            Block::Table(Table { header: vec!["A".into()], rows: vec![vec![vec![run("1", Meaning::Plain)]]] }),
        ];
        assert_eq!(part(blocks, 2), expected);
    }
}
