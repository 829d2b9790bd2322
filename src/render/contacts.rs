//! Whom to reach: labels, names, addresses and notes in columns.

use super::color::marked;
use super::facts;
use super::wrap::{Text, wrap};
use crate::text::sanitize::{shown, width};
use crate::view::contact::Contact;
use crate::view::page::{Line, Style};

/// Space between columns.
const GAP: usize = 2;

/// A line for each contact if there is room; without what may be left out, or with the note below, if there isn't.
pub(super) fn lines(groups: &[Vec<Contact>], room: usize) -> Vec<String> {
    let label = groups.iter().flatten().map(|contact| width(&shown(&contact.label))).max().unwrap_or_default() + GAP;
    let is_noted = |contact: &&Contact| !contact.note.is_empty() || !contact.aside.is_empty();
    let is_named = |contact: &&Contact| !contact.address.is_empty() || is_noted(contact);
    let name = column(groups.iter().flatten().filter(is_named).map(|contact| &contact.name));
    let mut lines: Vec<String> = Vec::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let columns = [label, name, column(group.iter().filter(is_noted).map(|contact| &contact.address))];
        lines.extend((!lines.is_empty()).then(String::new));
        lines.extend(group.iter().flat_map(|contact| one(contact, columns, room)));
    }
    lines
}

/// The width of a column of cells that have another one beside them.
fn column<'a>(cells: impl Iterator<Item = &'a Line>) -> usize {
    cells.map(|cell| Text::new(cell).width()).max().unwrap_or_default() + GAP
}

fn one(contact: &Contact, columns: [usize; 3], room: usize) -> Vec<String> {
    let label = shown(&contact.label).into_owned();
    let cells = contact.cells(false);
    let [indent, names, _] = columns;
    let line = beside(&label, &contact.cells(true), columns, room)
        .or_else(|| beside(&label, &cells, columns, room))
        .or_else(|| beside(&label, &cells, [indent, names, 0], room));
    if let Some(line) = line {
        return vec![line];
    }
    let [name, address, note] = cells;
    let without_note = [name, address, Line::new()];
    if let Some(line) = beside(&label, &without_note, columns, room) {
        let note = wrap(&[note], room.saturating_sub(indent).max(1));
        return std::iter::once(line).chain(note.iter().map(|line| " ".repeat(indent) + line)).collect();
    }
    let [name, address, _] = without_note;
    let cells = [name, address, note].into_iter().filter(|cell| !cell.is_empty()).collect();
    facts::lines(&[(label, cells)], indent.saturating_sub(GAP), "", room)
}

/// The cells in their columns, if they fit into one line. A note without an address takes its place.
fn beside(label: &str, cells: &[Line; 3], columns: [usize; 3], room: usize) -> Option<String> {
    let mut line = marked(label, Style::Faint);
    let (mut used, mut edge) = (width(label), 0);
    for (cell, before) in cells.iter().filter(|cell| !cell.is_empty()).zip(columns) {
        edge += before;
        let text = Text::new(cell);
        let columns = text.width();
        let gap = edge.saturating_sub(used).max(usize::from(used > 0) * GAP);
        if used + gap + columns > room {
            return None;
        }
        line.extend(std::iter::repeat_n(' ', gap));
        line.push_str(&text.whole());
        used += gap + columns;
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::color::paint;
    use crate::view::page::Run;

    fn contact(label: &str, [name, address, note]: [&str; 3], aside: &str) -> Contact {
        let cell = |text: &str| if text.is_empty() { vec![] } else { vec![Run::plain(text)] };
        let (name, address, note) = (cell(name), cell(address), cell(note));
        Contact { label: label.into(), name, address, note, aside: aside.into(), ..Contact::default() }
    }

    fn drawn(room: usize) -> Vec<String> {
        let groups = [
            vec![contact("call", ["Imke", "+49 40 66969 109", "until Wed 10:00"], "")],
            vec![],
            vec![
                contact("primary", ["Database Team", "", "from Mon 09:00"], ""),
                contact("", ["Ops", "+49 40 66969 200", "rota elsewhere"], "24/7"),
                contact("approval", ["not in the matrix", "", ""], ""),
            ],
        ];
        lines(&groups, room).iter().map(|line| paint(line, false).trim_end().to_owned()).collect()
    }

    #[test]
    fn addresses_stand_below_one_another() {
        let expected = [
            "call      Imke           +49 40 66969 109  until Wed 10:00",
            "",
            "primary   Database Team  from Mon 09:00",
            "          Ops            +49 40 66969 200  rota elsewhere, 24/7",
            "approval  not in the matrix",
        ];
        assert_eq!(drawn(80), expected);
    }

    #[test]
    fn asides_go_first_then_notes_move_below() {
        assert_eq!(drawn(60)[3], "          Ops            +49 40 66969 200  rota elsewhere");
        let narrow = drawn(50);
        assert_eq!(narrow[..2], ["call      Imke           +49 40 66969 109", "          until Wed 10:00"]);
        assert!(drawn(30).iter().any(|line| line.ends_with("+49 40 66969 109")), "{:?}", drawn(30));
    }
}
