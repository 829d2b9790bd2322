//! A page as text for a terminal, or for a pipe: the same characters, with colour or without.

use super::Screen;
use super::color::{marked, paint_onto};
use super::contacts;
use super::facts;
use super::narrow::{self, Lesser};
use super::timeline;
use super::wrap::{Text, placed, strong, wrap};
use crate::text::sanitize::width;
use crate::view::page::{Block, Line, Meaning, Page, Run, Style, Table};

/// Columns of a line that nobody bounds.
const WHOLE: usize = 60_000;

/// Space between the columns of a table.
const GAP: usize = 2;

/// Below this width a table that doesn't fit is drawn as records.
const NARROW: usize = 40;

/// Columns of a cell below which nobody can read it, and columns of a word that is not worth a wider cell.
const CELL: usize = 8;
const WORD: usize = 16;

/// Places that a table without a column for them names.
const PLACES: usize = 12;

/// Columns of a cell in which text reads well, and of a name or a word that doesn't break as long as others can do with less.
const TEXT: usize = 20;
const NAME: usize = 44;

/// The page, fitted to the width of the screen if there is one. Every line ends with a line feed and none with a space.
pub(crate) fn render(page: &Page, screen: &Screen) -> String {
    let room = screen.width.map_or(WHOLE, usize::from).max(1);
    let mut text = String::new();
    let mut below_heading = false;
    let is_placed = page.iter().any(is_placed);
    for block in page {
        let lines = lines(block, room, is_placed);
        if lines.is_empty() {
            continue;
        }
        // A line about the page, such as its moment, belongs to the heading.
        let belongs_to_it = below_heading && matches!(block, Block::Text(_));
        if !text.is_empty() && !belongs_to_it {
            text.push('\n');
        }
        below_heading = matches!(block, Block::Heading(1, _));
        for line in lines {
            paint_onto(line.trim_end(), screen.color, screen.links.as_ref(), &mut text);
            text.push('\n');
        }
    }
    text
}

/// Checks whether a line begins with the place of what the page is about, other than a file.
fn is_placed(block: &Block) -> bool {
    let is_line = |text: &str| text.rsplit_once(':').is_some_and(|(_, line)| line.parse::<u32>().is_ok());
    let is_place = |line: &Line| line.first().is_some_and(|run| run.meaning == Meaning::Place && is_line(&run.text));
    matches!(block, Block::Text(lines) if lines.iter().any(is_place))
}

fn lines(block: &Block, room: usize, is_placed: bool) -> Vec<String> {
    match block {
        Block::Heading(_, runs) => wrap(&[strong(runs)], room),
        Block::Contacts(groups) => contacts::lines(groups, room),
        Block::Facts(facts) => facts::lines(facts, facts::label_column(facts, room), "", room),
        Block::Table(table) => grid(table, room, is_placed),
        Block::Timeline(timeline) => timeline::lines(timeline, room),
        Block::Document(text) => text.lines().map(str::to_owned).collect(),
        Block::Text(lines) => lines.iter().flat_map(|line| text(line, room)).collect(),
        Block::Fold(title, blocks) => {
            let title = wrap(&[strong(&[Run::plain(title)])], room);
            let blocks =
                blocks.iter().flat_map(|block| [vec![String::new()], self::lines(block, room, is_placed)].concat());
            title.into_iter().chain(blocks).collect()
        }
    }
}

/// A line of text. Where it begins with a sign, such as `! `, what follows hangs behind it.
fn text(line: &Line, room: usize) -> Vec<String> {
    let mut start = line.first().map_or("", |run| run.text.as_str()).chars();
    let sign = start.next().is_some_and(|c| !c.is_alphanumeric()) && start.next() == Some(' ');
    let hang = if sign { "  " } else { "" };
    let fits = Text::new(line).width() <= room;
    let mut lines = wrap(std::slice::from_ref(line), if fits { room } else { room.saturating_sub(hang.len()).max(1) });
    for line in lines.iter_mut().skip(1) {
        *line = placed(line, &[hang], room);
    }
    lines
}

/// A table; if it doesn't fit, with aliases for names, then without its lesser columns; then with its columns in several
/// lines a row; or else a record for each row. Places that are left out are in a line below, unless the page has one.
fn grid(table: &Table, room: usize, is_placed: bool) -> Vec<String> {
    if table.header.is_empty() {
        return Vec::new();
    }
    if let Some(lines) = draw(table, 1, room, Fit::Whole) {
        return lines;
    }
    if room < NARROW {
        return records(table, room);
    }
    let mut narrower = vec![narrow::with_aliases(table, TEXT)];
    for lesser in narrow::LESSER {
        let without = narrower.last().and_then(|table| narrow::without(table, lesser));
        narrower.extend(without);
    }
    narrower.extend(narrower.last().map(|table| narrow::with_aliases(table, 0)));
    let mut fits = [Fit::Names, Fit::Dates].into_iter();
    let places = left_out(&narrow::places(table)).filter(|_| !is_placed);
    let drawn_with = |table: &Table, height, fit| -> Option<Vec<String>> {
        let mut lines = draw(table, height, room, fit)?;
        if let Some(places) = places.as_ref().filter(|_| narrow::places(table).is_empty()) {
            lines.extend(text(places, room));
        }
        Some(lines)
    };
    let drawn = fits.find_map(|fit| narrower.iter().find_map(|table| drawn_with(table, 1, fit)));
    // Notes and places would take a line of their own in each row.
    let has_notes =
        |table: &&Table| [Lesser::Notes, Lesser::Places].iter().any(|of| narrow::without(table, *of).is_some());
    let bare = || narrower.iter().skip_while(has_notes);
    let folded =
        || [2, 3].into_iter().find_map(|height| bare().find_map(|table| drawn_with(table, height, Fit::Names)));
    drawn.or_else(folded).unwrap_or_else(|| records(table, room))
}

/// Places in one line, each file once: `a.yaml:3, 9, b.yaml:4`. Lines without a file are those of the file at the foot.
fn left_out(places: &[&str]) -> Option<Line> {
    let mut said: Vec<String> = Vec::new();
    let mut last = None;
    for place in places.iter().take(PLACES) {
        let file = place.rsplit_once(':').map(|(file, _)| file);
        let line = place.rsplit(':').next().unwrap_or_default();
        said.push(if last == Some(file) { line.to_owned() } else { (*place).to_owned() });
        last = Some(file);
    }
    let label = if places.first()?.contains(':') { "" } else { "line " };
    let more = places.len().saturating_sub(PLACES);
    said.extend((more > 0).then(|| format!("{more} more")));
    Some(vec![Run::faint(format!("{label}{}", said.join(", ")))])
}

/// A row in several lines, the first cell before them. Lines that say nothing are left out.
fn folded(mut row: Row<'_>, lines: usize) -> Vec<Row<'_>> {
    if lines == 1 || row.is_empty() {
        return vec![row];
    }
    let mut cells = row.split_off(1).into_iter();
    let columns = cells.len().div_ceil(lines);
    let mut folded = Vec::with_capacity(lines);
    for number in 0..lines {
        let mut line: Row<'_> = cells.by_ref().take(columns).collect();
        if number == 0 || line.iter().flatten().any(Text::says_something) {
            line.resize_with(columns, Vec::new);
            line.insert(0, if number == 0 { row.remove(0) } else { Vec::new() });
            folded.push(line);
        }
    }
    folded
}

/// What stays on one line in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Everything.
    Whole,
    /// Names, ids, dates and addresses.
    Names,
    /// Dates and addresses.
    Dates,
}

impl Fit {
    /// The least columns for a line.
    fn least(self, line: &Text<'_>) -> usize {
        let (whole, longest) = (line.width(), line.longest());
        match self {
            Self::Whole => whole,
            Self::Names => longest.address.max(longest.word.min(NAME)).max(whole.min(TEXT)),
            Self::Dates => longest.address.max(longest.part.min(WORD)).max(whole.min(CELL)),
        }
    }
}

/// A row: cells of lines.
type Row<'a> = Vec<Vec<Text<'a>>>;

fn texts(cell: &[Line]) -> Vec<Text<'_>> {
    cell.iter().map(|line| Text::new(line)).collect()
}

/// The width of each column: what it needs, or a fair share of the room; none if that is too little.
fn widths(rows: &[Row<'_>], columns: usize, room: usize, fit: Fit) -> Option<Vec<usize>> {
    let (mut needs, mut least) = (vec![1; columns], vec![1; columns]);
    for row in rows {
        for ((cell, need), least) in row.iter().zip(&mut needs).zip(&mut least) {
            for line in cell {
                *need = line.width().max(*need);
                *least = fit.least(line).max(*least);
            }
        }
    }
    // What goes on of a first cell is indented.
    least.iter_mut().zip(&needs).take(1).for_each(|(least, &need)| *least = need.min(*least + GAP));
    let gaps = GAP * columns.saturating_sub(1);
    let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() + gaps <= room;
    let share = |level: usize| needs.iter().zip(&least).map(|(&need, &least)| need.min(level.max(least))).collect();
    match (fits(&needs), fits(&least)) {
        (true, _) => Some(needs),
        (false, true) => (0..room).rev().map(share).find(fits),
        (false, false) => None,
    }
}

/// No frame and no lines between columns or rows: a thin rule below the header, and an indent where the first cell of a
/// row goes on. Each row takes `height` lines or more. `None` if it doesn't fit.
fn draw(table: &Table, height: usize, room: usize, fit: Fit) -> Option<Vec<String>> {
    let names: Vec<[Run; 1]> = table.header.iter().map(|name| [Run::strong(name.as_str())]).collect();
    let mut rows: Vec<Row<'_>> = folded(names.iter().map(|name| vec![Text::new(name)]).collect(), height);
    let headers = rows.len();
    rows.extend(table.rows.iter().flat_map(|row| folded(row.iter().map(|cell| texts(cell)).collect(), height)));
    let widths = widths(&rows, rows.first().map_or(0, Vec::len), room, fit)?;
    let cells = |row: &Row<'_>| {
        let cells = (0..).zip(row).zip(&widths);
        cells.map(|((column, cell), &room)| wrapped(cell, room, if column == 0 { "  " } else { "" })).collect()
    };
    let rows: Vec<Vec<Vec<String>>> = rows.iter().map(cells).collect();
    let mut columns = vec![0; widths.len()];
    for row in &rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = cell.iter().map(|line| width(line)).max().unwrap_or(0).max(*column);
        }
    }
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        for at in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let padded = row.iter().zip(&columns).map(|(cell, column)| {
                let text = cell.get(at).map_or("", String::as_str);
                text.to_owned() + &" ".repeat(column.saturating_sub(width(text)))
            });
            lines.push(padded.collect::<Vec<_>>().join(&" ".repeat(GAP)));
        }
        let all = columns.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1);
        lines.extend((index + 1 == headers).then(|| marked(&"─".repeat(all), Style::Faint)));
    }
    Some(lines)
}

/// The lines of a cell. What goes on of a line hangs.
fn wrapped(cell: &[Text<'_>], room: usize, hang: &str) -> Vec<String> {
    let mut lines = Vec::with_capacity(cell.len());
    for text in cell {
        let first = lines.len();
        let least = if text.width() <= room { room } else { room.saturating_sub(hang.len()).max(1) };
        text.wrap(least, &mut lines);
        lines.iter_mut().skip(first + 1).for_each(|line| line.insert_str(0, hang));
    }
    lines
}

/// The rows one below the other, each cell behind its heading.
fn records(table: &Table, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &table.rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let says = |(_, cell): &(&String, &Vec<Line>)| {
            cell.iter().flatten().any(|run| !run.text.is_empty() && run.meaning != Meaning::Blank)
        };
        let label = |name: &String| if name.is_empty() { String::new() } else { format!("{name}:") };
        let cells = table.header.iter().zip(row).filter(says);
        let facts: Vec<_> = cells.map(|(name, cell)| (label(name), cell.clone())).collect();
        lines.extend(facts::lines(&facts, facts::label_column(&facts, room), "", room));
    }
    lines
}

#[cfg(test)]
mod tests;
