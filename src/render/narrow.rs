//! A table with less in it, for a terminal that has no room for all of it.

use crate::matrix::AddressKind;
use crate::text::sanitize::width;
use crate::view::page::{Meaning, Run, Table};

/// Columns that a table leaves out if they don't fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lesser {
    Notes,
    Places,
    Ids,
    Chat,
}

/// In the order in which they go.
pub(super) const LESSER: [Lesser; 4] = [Lesser::Notes, Lesser::Places, Lesser::Ids, Lesser::Chat];

impl Lesser {
    fn has(self, run: &Run) -> bool {
        match (self, &run.meaning) {
            (Self::Notes, meaning) => *meaning == Meaning::Faint,
            (Self::Places, meaning) => *meaning == Meaning::Place,
            (Self::Ids, meaning) => *meaning == Meaning::Id,
            (Self::Chat, Meaning::Address { .. }) => AddressKind::of(&run.text).is_chat(),
            (Self::Chat, _) => false,
        }
    }
}

/// The table without columns of one kind, or without notes behind other text; `None` if it has none. The first column
/// names the rows, so it stays.
pub(super) fn without(table: &Table, lesser: Lesser) -> Option<Table> {
    let is_lesser = |column: usize| {
        let runs = table.rows.iter().filter_map(|row| row.get(column)).flatten().flatten();
        let mut runs = runs.filter(|run| !run.text.is_empty() && run.meaning != Meaning::Blank).peekable();
        column > 0 && runs.peek().is_some() && runs.all(|run| lesser.has(run))
    };
    let stays: Vec<bool> = (0..table.header.len()).map(|column| !is_lesser(column)).collect();
    let mut rows: Vec<_> = table.rows.iter().map(|row| kept(row, &stays)).collect();
    let mut is_less = stays.contains(&false);
    for line in rows.iter_mut().flatten().flatten().filter(|_| lesser == Lesser::Notes) {
        let noted = line.iter().rposition(|run| run.meaning != Meaning::Faint).map_or(line.len(), |last| last + 1);
        is_less |= noted < line.len();
        line.truncate(noted);
    }
    is_less.then(|| Table { header: kept(&table.header, &stays), rows })
}

/// The places that a table names, each once.
pub(super) fn places(table: &Table) -> Vec<&str> {
    let runs = table.rows.iter().flatten().flatten().flatten();
    let mut places: Vec<&str> = runs.filter(|run| run.meaning == Meaning::Place).map(|run| run.text.as_str()).collect();
    places.dedup();
    places
}

fn kept<T: Clone>(cells: &[T], stays: &[bool]) -> Vec<T> {
    cells.iter().zip(stays).filter(|(_, stays)| **stays).map(|(cell, _)| cell.clone()).collect()
}

/// The table with aliases for the names that take more columns than `room`.
pub(super) fn with_aliases(table: &Table, room: usize) -> Table {
    let mut table = table.clone();
    for run in table.rows.iter_mut().flatten().flatten().flatten() {
        if let Meaning::Party { alias: Some(alias), .. } = &run.meaning
            && width(&run.text) > room.max(width(alias))
        {
            run.text.clone_from(alias);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[(&str, Meaning)]) -> Table {
        let row = cells.iter().map(|(text, meaning)| vec![vec![Run::new(*text, meaning.clone())]]).collect();
        let blank = cells.iter().map(|_| vec![vec![Run::new("–", Meaning::Blank)]]).collect();
        Table { header: cells.iter().map(|(text, _)| (*text).to_owned()).collect(), rows: vec![row, blank] }
    }

    #[test]
    fn notes_go_then_places_ids_and_chat() {
        let address = Meaning::Address { placeholder: false };
        let cells = [
            ("id", Meaning::Id),
            ("note", Meaning::Faint),
            ("m.yaml:1", Meaning::Place),
            ("#ops", address.clone()),
            ("+49 40 1", address),
            ("b", Meaning::Id),
            ("", Meaning::Plain),
        ];
        let mut table = table(&cells);
        let mut headers = Vec::new();
        for lesser in LESSER {
            table = without(&table, lesser).unwrap();
            assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
            headers.push(table.header.join(" ").trim_end().to_owned());
            assert_eq!(without(&table, lesser), None);
        }
        assert_eq!(headers, ["id m.yaml:1 #ops +49 40 1 b", "id #ops +49 40 1 b", "id #ops +49 40 1", "id +49 40 1"]);
    }

    #[test]
    fn a_note_behind_a_name_goes_with_the_notes() {
        let mut table = table(&[("a", Meaning::Strong), ("Ops", Meaning::Plain)]);
        table.rows[0][1][0].push(Run::faint(" (acting)"));
        let without = without(&table, Lesser::Notes).unwrap();
        assert_eq!(without.rows[0][1], [vec![Run::plain("Ops")]]);
        assert_eq!(super::without(&without, Lesser::Notes), None);
    }

    #[test]
    fn a_long_name_gives_way_to_a_shorter_alias() {
        let party = |alias: &str| Meaning::Party { id: "x".into(), placeholder: false, alias: Some(alias.into()) };
        let cells = [("Database Team", party("DBA")), ("Ops", party("Operations"))];
        let first = |room| {
            let cells = with_aliases(&table(&cells), room).rows.remove(0);
            cells.iter().flatten().flatten().map(|run| run.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(first(13), ["Database Team", "Ops"]);
        assert_eq!(first(0), ["DBA", "Ops"]);
    }
}
