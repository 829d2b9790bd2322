//! A page as text for a terminal, or for a pipe: the same characters, with colour or without.

use super::color::{marked, paint_onto};
use super::contacts;
use super::facts;
use super::timeline;
use super::wrap::{Text, placed, strong, wrap};
use crate::text::sanitize::width;
use crate::view::page::{Block, Line, Page, Run, Style, Table};

/// Columns of a line that nobody bounds.
const WHOLE: usize = 60_000;

/// Space between the columns of a table.
const GAP: usize = 2;

/// Below this width a table that doesn't fit is drawn as records.
const NARROW: usize = 40;

/// Columns of a cell below which nobody can read it, and columns of a word that is not worth a wider cell.
const CELL: usize = 8;
const WORD: usize = 16;

/// The page, fitted to `width` if there is one. Every line ends with a line feed and none with a space.
pub(crate) fn render(page: &Page, width: Option<u16>, color: bool) -> String {
    let room = width.map_or(WHOLE, usize::from).max(1);
    let mut text = String::new();
    for lines in page.blocks.iter().map(|block| lines(block, room)).filter(|lines| !lines.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        for line in lines {
            paint_onto(line.trim_end(), color, &mut text);
            text.push('\n');
        }
    }
    text
}

fn lines(block: &Block, room: usize) -> Vec<String> {
    match block {
        Block::Heading(_, runs) => wrap(&[strong(runs)], room),
        Block::Contacts(groups) => contacts::lines(groups, room),
        Block::Facts(facts) => facts::lines(facts, facts::label_column(facts, room), "", room),
        Block::Table(table) => grid(table, room),
        Block::Matrix(matrix) => grid(&matrix.table(), room),
        Block::Timeline(timeline) => timeline::lines(timeline, room),
        Block::Document(text) => text.lines().map(str::to_owned).collect(),
        Block::Text(lines) => lines.iter().flat_map(|line| text(line, room)).collect(),
    }
}

/// A line of text. Where it begins with a sign, such as `! `, what follows hangs behind it.
fn text(line: &Line, room: usize) -> Vec<String> {
    let mut start = line.first().map_or("", |run| run.text.as_str()).chars();
    let sign = start.next().is_some_and(|c| !c.is_alphanumeric()) && start.next() == Some(' ');
    let hang = if sign { "  " } else { "" };
    let mut lines = wrap(std::slice::from_ref(line), room.saturating_sub(hang.len()).max(1));
    for line in lines.iter_mut().skip(1) {
        *line = placed(line, &[hang], room);
    }
    lines
}

/// A table, or a record for each of its rows where the columns would be too narrow to read.
fn grid(table: &Table, room: usize) -> Vec<String> {
    if table.header.is_empty() {
        return Vec::new();
    }
    let names: Vec<[Run; 1]> = table.header.iter().map(|name| [Run::strong(name.as_str())]).collect();
    let header = names.iter().map(|name| vec![Text::new(name)]).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| texts(cell)).collect());
    let rows: Vec<Row<'_>> = std::iter::once(header).chain(rows).collect();
    match widths(&rows, table.header.len(), room) {
        Some(widths) => draw(&rows, &widths),
        None => records(table, room),
    }
}

/// A row: cells of lines.
type Row<'a> = Vec<Vec<Text<'a>>>;

fn texts(cell: &[Line]) -> Vec<Text<'_>> {
    cell.iter().map(|line| Text::new(line)).collect()
}

/// The width of each column: what it needs, or a fair share of the room; none where a share can't be read.
fn widths(rows: &[Row<'_>], columns: usize, room: usize) -> Option<Vec<usize>> {
    let (mut needs, mut least) = (vec![1; columns], vec![1; columns]);
    for row in rows {
        for ((cell, need), least) in row.iter().zip(&mut needs).zip(&mut least) {
            for line in cell {
                let (word, address) = line.longest();
                *need = line.width().max(*need);
                *least = address.max(word.min(WORD)).max(line.width().min(CELL)).max(*least);
            }
        }
    }
    let gaps = GAP * columns.saturating_sub(1);
    let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() + gaps <= room;
    let share = |level: usize| needs.iter().zip(&least).map(|(&need, &least)| need.min(level.max(least))).collect();
    if fits(&needs) {
        return Some(needs);
    }
    if room < NARROW { None } else { (0..room).rev().map(share).find(fits) }
}

/// No frame and no lines between columns: a thin rule below the header, and a dotted one between rows if a cell has
/// several lines.
fn draw(rows: &[Row<'_>], widths: &[usize]) -> Vec<String> {
    let cells = |row: &Row<'_>| row.iter().zip(widths).map(|(cell, &room)| wrapped(cell, room)).collect();
    let rows: Vec<Vec<Vec<String>>> = rows.iter().map(cells).collect();
    let mut columns = vec![0; widths.len()];
    for row in &rows {
        for (column, cell) in columns.iter_mut().zip(row) {
            *column = cell.iter().map(|line| width(line)).max().unwrap_or(0).max(*column);
        }
    }
    let rule = |of: &str| {
        marked(&of.repeat(columns.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1)), Style::Faint)
    };
    let is_ruled = rows.iter().skip(1).flatten().any(|cell| cell.len() > 1);
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        lines.extend((index > 1 && is_ruled).then(|| rule("┈")));
        for at in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let padded = row.iter().zip(&columns).map(|(cell, column)| {
                let text = cell.get(at).map_or("", String::as_str);
                text.to_owned() + &" ".repeat(column.saturating_sub(width(text)))
            });
            lines.push(padded.collect::<Vec<_>>().join(&" ".repeat(GAP)));
        }
        lines.extend((index == 0).then(|| rule("─")));
    }
    lines
}

fn wrapped(cell: &[Text<'_>], room: usize) -> Vec<String> {
    let mut lines = Vec::with_capacity(cell.len());
    for line in cell {
        line.wrap(room, &mut lines);
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
        // A column without a name, such as one of signs, says nothing where it is empty.
        let says = |(name, cell): &(&String, &Vec<Line>)| {
            !name.is_empty() || cell.iter().flatten().any(|run| !run.text.is_empty())
        };
        let label = |name: &String| if name.is_empty() { String::new() } else { format!("{name}:") };
        let cells = table.header.iter().zip(row).filter(says);
        let facts: Vec<_> = cells.map(|(name, cell)| (label(name), cell.clone())).collect();
        lines.extend(facts::lines(&facts, facts::label_column(&facts, room), "", room));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::AddressKind;
    use crate::render::color::paint;
    use crate::text::sanitize::{hostile, width};
    use crate::view::page::{Meaning, Stop, Timeline};
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = Line> {
        let meaning = prop::sample::select(vec![
            Meaning::Plain,
            Meaning::Strong,
            Meaning::Faint,
            Meaning::Mark,
            Meaning::Caution,
        ]);
        vec((hostile::text(), meaning).prop_map(|(text, meaning)| Run::new(text, meaning)), 0..3)
    }

    fn facts() -> impl Strategy<Value = Vec<(String, Vec<Line>)>> {
        vec((hostile::text(), vec(line(), 0..3)), 0..3)
    }

    fn table() -> impl Strategy<Value = Table> {
        (0_usize..5).prop_flat_map(|columns| {
            let rows = vec(vec(vec(line(), 0..3), columns), 0..4);
            (vec(hostile::text(), columns), rows).prop_map(|(header, rows)| Table { header, rows })
        })
    }

    fn page() -> impl Strategy<Value = Page> {
        let stop = (hostile::text(), line(), option::of(hostile::text()), facts())
            .prop_map(|(at, title, now, facts)| Stop { at, title, now, facts });
        let block = prop_oneof![
            (1_u8..3, line()).prop_map(|(level, runs)| Block::Heading(level, runs)),
            facts().prop_map(Block::Facts),
            table().prop_map(Block::Table),
            vec(stop, 0..4).prop_map(|stops| Block::Timeline(Timeline { stops })),
            vec(line(), 0..3).prop_map(Block::Text),
        ];
        vec(block, 0..4).prop_map(|blocks| Page { blocks })
    }

    fn row(cells: &[&str]) -> Vec<Vec<Line>> {
        cells.iter().map(|cell| cell.lines().map(|line| vec![Run::plain(line)]).collect()).collect()
    }

    fn drawn(rows: &[&[&str]], width: Option<u16>) -> String {
        let header = vec!["System".into(), "Kind".into(), "Contact".into()];
        let rows = rows.iter().map(|cells| row(cells)).collect();
        render(&Page { blocks: vec![Block::Table(Table { header, rows })] }, width, false)
    }

    #[test]
    fn columns_are_aligned_whatever_the_script() {
        let text = drawn(&[&["数据库", "e\u{301}", "a@b"], &["👩‍💻", "文件", "c"]], None);
        let expected = "System  Kind  Contact\n─────────────────────\n数据库  e\u{301}     a@b\n👩‍💻      文件  c\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn rows_of_several_lines_are_ruled_off() {
        let text = drawn(&[&["a", "b", "c\nd"], &["e", "f", "g"]], None);
        let rule = "┈".repeat(21);
        assert!(text.ends_with(&format!("a       b     c\n              d\n{rule}\ne       f     g\n")), "{text}");
    }

    #[test]
    fn columns_share_the_width_and_become_records_where_they_cannot() {
        let rows: &[&[&str]] = &[&["PostgreSQL Database", "relational database", "db-admin@violentutf.local"]];
        assert_eq!(drawn(rows, Some(50)).lines().map(width).max(), Some(49));
        assert!(drawn(rows, Some(50)).contains("PostgreSQL  relational"));
        let records =
            "System:   PostgreSQL Database\nKind:     relational database\nContact:  db-admin@violentutf.local\n";
        assert_eq!(drawn(rows, Some(39)), records);
    }

    #[test]
    fn text_of_any_length_is_whole_without_a_width() {
        let name = "long ".repeat(60);
        assert!(drawn(&[&[&name, "b", "c"]], None).contains(&name));
        for longer in ["x".repeat(100_000), format!("{}@b", "x".repeat(100_000))] {
            let text = drawn(&[&[&longer, "b", "c"]], None);
            assert_eq!(text.matches('x').count(), 100_000, "not even what no table can hold is lost");
        }
    }

    #[test]
    fn a_line_hangs_behind_its_sign() {
        let page = Page { blocks: vec![Block::Text(vec![vec![Run::caution("! one two three four five six")]])] };
        assert_eq!(render(&page, Some(20), false), "! one two three\n  four five six\n");
    }

    #[test]
    fn blocks_are_a_line_apart() {
        let text = |text: &str| Block::Text(vec![vec![Run::plain(text)]]);
        let page = Page { blocks: vec![text("a"), Block::Text(vec![]), text("b")] };
        assert_eq!(render(&page, None, true), "a\n\nb\n");
        assert_eq!(render(&Page::default(), None, true), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_page_is_harmless_and_has_no_space_at_a_line_end(page in page(), width in option::of(1_u16..140)) {
            let text = render(&page, width, false);
            prop_assert!(hostile::is_harmless(&text), "{text:?}");
            prop_assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
            prop_assert!(text.is_empty() || text.ends_with('\n'));
        }

        #[test]
        fn no_line_is_wider_but_for_an_address(page in page(), room in 20_u16..140) {
            let text = render(&page, Some(room), false);
            let is_address = |word| matches!(AddressKind::of(word), AddressKind::Email | AddressKind::Url);
            for line in text.lines().filter(|line| width(line) > usize::from(room)) {
                prop_assert!(!line.contains(' ') && is_address(line), "{line:?} in {text}");
            }
        }

        #[test]
        fn colour_moves_nothing(page in page(), width in option::of(20_u16..140)) {
            let mut stripped = render(&page, width, true);
            for escape in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[1;32m", "\u{1b}[33m"] {
                stripped = stripped.replace(escape, "");
            }
            prop_assert_eq!(stripped, render(&page, width, false));
        }

        #[test]
        fn all_lines_of_a_table_are_equally_wide(table in table(), room in 40_usize..140) {
            let rows: Vec<Row<'_>> = table.rows.iter().map(|row| row.iter().map(|cell| texts(cell)).collect()).collect();
            if let (Some(widths), false) = (widths(&rows, table.header.len(), room), rows.is_empty()) {
                let lines: Vec<_> = draw(&rows, &widths).iter().map(|line| width(&paint(line, false))).collect();
                prop_assert!(lines.windows(2).all(|pair| pair[0] == pair[1]) && lines[0] <= room, "{lines:?}");
            }
        }
    }
}
