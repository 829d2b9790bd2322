//! Whom to reach, in a page.

use super::page::{Line, Run};

/// Somebody to reach, or nobody where the matrix names none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Contact {
    /// As what, such as `primary`; empty where that is the same as above.
    pub label: String,
    /// The name.
    pub name: Line,
    /// Where to reach them.
    pub address: Line,
    /// A note to read before calling.
    pub note: Line,
    /// Left out if there is no room.
    pub aside: String,
    /// The full name of somebody whose address is a placeholder, as the note says.
    pub not_to_use: Option<String>,
}

impl Contact {
    /// With more notes after the one it has.
    pub(crate) fn noted(mut self, notes: impl IntoIterator<Item = Run>) -> Self {
        notes.into_iter().for_each(|note| add(&mut self.note, note));
        self
    }

    /// Its cells but for the label; what follows the address joins the note.
    pub(crate) fn cells(&self, with_aside: bool) -> [Line; 3] {
        let mut note = self.note.clone();
        if with_aside && !self.aside.is_empty() {
            add(&mut note, Run::faint(&self.aside));
        }
        [self.name.clone(), self.address.clone(), note]
    }

    /// Contacts as facts, for formats without columns.
    pub(crate) fn facts(groups: &[Vec<Self>]) -> Vec<(String, Vec<Line>)> {
        let mut facts: Vec<(String, Vec<Line>)> = Vec::new();
        for contact in groups.iter().flatten() {
            let cells = contact.cells(true).into_iter().filter(|cell| !cell.is_empty());
            let line = cells.collect::<Vec<_>>().join(&Run::plain("  "));
            match facts.last_mut() {
                Some((_, lines)) if contact.label.is_empty() => lines.push(line),
                _ => facts.push((contact.label.clone(), vec![line])),
            }
        }
        facts
    }
}

fn add(notes: &mut Line, note: Run) {
    if !notes.is_empty() {
        notes.push(Run::plain(", "));
    }
    notes.push(note);
}
