use super::*;
use crate::matrix::AddressKind;
use crate::matrix::contact::is_web_address;
use crate::render::color::paint;
use crate::text::sanitize::{hostile, width};
use crate::view::page::{Stop, Timeline};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn line() -> impl Strategy<Value = Line> {
    let meaning =
        prop::sample::select(vec![Meaning::Plain, Meaning::Strong, Meaning::Faint, Meaning::Mark, Meaning::Caution]);
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
    vec(block, 0..4)
}

fn row(cells: &[&str]) -> Vec<Vec<Line>> {
    cells.iter().map(|cell| cell.lines().map(|line| vec![Run::plain(line)]).collect()).collect()
}

fn drawn(rows: &[&[&str]], width: Option<u16>) -> String {
    let header = vec!["System".into(), "Kind".into(), "Contact".into()];
    let rows = rows.iter().map(|cells| row(cells)).collect();
    render(&vec![Block::Table(Table { header, rows })], &Screen::new(width, false))
}

#[test]
fn columns_are_aligned_whatever_the_script() {
    let text = drawn(&[&["数据库", "e\u{301}", "a@b"], &["👩‍💻", "文件", "c"]], None);
    let expected = "System  Kind  Contact\n─────────────────────\n数据库  e\u{301}     a@b\n👩‍💻      文件  c\n";
    assert_eq!(text, expected);
}

#[test]
fn rows_have_no_rules_between_them_and_a_first_cell_hangs() {
    let text = drawn(&[&["a", "b", "c\nd"], &["e", "f", "g"]], None);
    assert!(text.ends_with("─\na       b     c\n              d\ne       f     g\n"), "{text}");
    let text = drawn(&[&["a long name", "b", &"x".repeat(16)], &["e", "f", "g"]], Some(40));
    assert!(text.contains("a long name"), "{text}");
}

#[test]
fn dates_and_numbers_stay_on_one_line() {
    let prose = "some words that go on for longer than their column";
    let text = drawn(&[&["Wed 2026-12-02 10:00", prose, "+49 40 66969 109"]], Some(60));
    assert!(text.contains("Wed 2026-12-02 10:00  ") && text.contains("+49 40 66969 109\n"), "{text}");
}

#[test]
fn columns_share_the_width_and_become_records_where_they_cannot() {
    let rows: &[&[&str]] = &[&["PostgreSQL Database", "relational database", "db-admin@violentutf.local"]];
    assert_eq!(drawn(rows, Some(54)).lines().map(width).max(), Some(49));
    assert!(drawn(rows, Some(54)).contains("PostgreSQL  relational"));
    let records = "System:   PostgreSQL Database\nKind:     relational database\nContact:  db-admin@violentutf.local\n";
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
    let page = vec![Block::Text(vec![vec![Run::caution("! one two three four five six")]])];
    assert_eq!(render(&page, &Screen::new(Some(20), false)), "! one two three\n  four five six\n");
}

#[test]
fn blocks_are_a_line_apart() {
    let text = |text: &str| Block::Text(vec![vec![Run::plain(text)]]);
    let page = vec![text("a"), Block::Text(vec![]), text("b")];
    assert_eq!(render(&page, &Screen::new(None, true)), "a\n\nb\n");
    assert_eq!(render(&Page::default(), &Screen::new(None, true)), "");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_page_is_harmless_and_has_no_space_at_a_line_end(page in page(), width in option::of(1_u16..140)) {
        let text = render(&page, &Screen::new(width, false));
        prop_assert!(hostile::is_harmless(&text), "{text:?}");
        prop_assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
        prop_assert!(text.is_empty() || text.ends_with('\n'));
    }

    #[test]
    fn no_line_is_wider_but_for_an_address(page in page(), room in 20_u16..140) {
        let text = render(&page, &Screen::new(Some(room), false));
        let is_address = |word| is_web_address(word) || AddressKind::of(word) == AddressKind::Email;
        for line in text.lines().filter(|line| width(line) > usize::from(room)) {
            prop_assert!(!line.contains(' ') && is_address(line), "{line:?} in {text}");
        }
    }

    #[test]
    fn colour_moves_nothing(page in page(), width in option::of(20_u16..140)) {
        let mut stripped = render(&page, &Screen::new(width, true));
        for escape in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[1;32m", "\u{1b}[33m"] {
            stripped = stripped.replace(escape, "");
        }
        prop_assert_eq!(stripped, render(&page, &Screen::new(width, false)));
    }

    #[test]
    fn all_lines_of_a_table_are_equally_wide(table in table(), room in 40_usize..140) {
        for fit in [Fit::Whole, Fit::Names, Fit::Dates] {
            let lines = draw(&table, 1, room, fit).unwrap_or_default();
            let lines: Vec<_> = lines.iter().map(|line| width(&paint(line, false))).collect();
            prop_assert!(lines.windows(2).all(|pair| pair[0] == pair[1]), "{lines:?}");
            prop_assert!(lines.iter().all(|line| *line <= room), "{lines:?}");
        }
    }
}
