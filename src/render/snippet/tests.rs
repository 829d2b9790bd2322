use super::*;
use crate::diagnostic::Findings;
use crate::diagnostic::Rule;

fn sources(text: &str) -> Sources {
    Sources(vec![SourceFile::new("ownership.yaml", text), SourceFile::new("b\u{1b}[31m.yaml", "x: y\n")])
}

fn span(file: u32, line: u32, column: u32, end_column: u32) -> Span {
    Span { file, line, column, end_column }
}

fn render(text: &str, faults: impl IntoIterator<Item = Finding>) -> String {
    let mut all = Findings::default();
    all.extend(faults);
    super::render(&all.sorted(), &sources(text), 100, &Screen::default())
}

#[test]
fn a_fault_shows_its_line_and_a_marker() {
    let text = format!("{}        primary: db-admn\n", "\n".repeat(11));
    let fault =
        Finding::at(Rule::Syntax, span(0, 12, 18, 25), "unknown party `db-admn`").help("did you mean `db-admin`?");
    assert_eq!(
        render(&text, [fault]),
        "\
error[syntax]: unknown party `db-admn`
  --> ownership.yaml:12:18
   |
12 |         primary: db-admn
   |                  ^^^^^^^
   |
   = help: did you mean `db-admin`?

1 error in 1 file
"
    );
}

#[test]
fn labels_related_places_and_files_are_shown() {
    let fault = Finding::at(Rule::Syntax, span(0, 2, 1, 2), "duplicate key `a`")
        .label("again")
        .related(span(0, 1, 1, 2), "first");
    let whole = Finding::of_file(Rule::Syntax, 1, "the file is empty").help("write something");
    assert_eq!(
        render("a: 1\na: 2\n", [fault, whole, Finding::general(Rule::Syntax, "no systems")]),
        "\
error[syntax]: no systems

error[syntax]: duplicate key `a`
 --> ownership.yaml:2:1
  |
2 | a: 2
  | ^ again
  |
 --> ownership.yaml:1:1
  |
1 | a: 1
  | - first

error[syntax]: the file is empty
--> b\\u{1b}[31m.yaml
 = help: write something

3 errors in 2 files
"
    );
}

/// The line above the markers and the markers, as columns of a terminal.
fn marked(text: &str, column: u32, end_column: u32) -> (String, usize, usize) {
    let out = render(text, [Finding::at(Rule::Syntax, span(0, 1, column, end_column), "x")]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[1], format!(" --> ownership.yaml:1:{column}"), "the column is that of the file");
    let shown = lines[3].strip_prefix("1 | ").unwrap_or(lines[3]).to_owned();
    let markers = lines[4].strip_prefix("  | ").unwrap();
    let start = markers.find('^').unwrap();
    (shown, start, markers.trim_end().len())
}

#[test]
fn the_marker_stands_under_the_right_characters() {
    assert_eq!(marked("é: wrong", 4, 9), ("é: wrong".to_owned(), 3, 8));
    assert_eq!(marked("漢字: wrong", 5, 10), ("漢字: wrong".to_owned(), 6, 11));
    assert_eq!(marked("漢字: x", 1, 3), ("漢字: x".to_owned(), 0, 4));
    assert_eq!(marked("a:\t\tx", 5, 6), ("a:        x".to_owned(), 10, 11));
    assert_eq!(marked("e\u{301}: x", 5, 6), ("e\u{301}: x".to_owned(), 3, 4));
    assert_eq!(marked("\u{1b}[31m: x", 8, 9), ("\\u{1b}[31m: x".to_owned(), 12, 13));
    assert_eq!(marked("\u{202e}: x", 4, 5), ("\\u{202e}: x".to_owned(), 10, 11));
    assert_eq!(marked("\u{85}\u{200d}: x", 5, 6), ("\\u{85}\\u{200d}: x".to_owned(), 16, 17));
    assert_eq!(marked("ab\r\ncd", 3, 4), ("ab".to_owned(), 2, 3), "behind the end of the line");
}

#[test]
fn long_lines_are_cut_around_the_marker() {
    let text = format!("{}wrong{}", "a".repeat(1000), "b".repeat(1000));
    let (shown, start, end) = marked(&text, 1001, 1006);
    assert_eq!(shown, format!("…{}wrong{}…", "a".repeat(30), "b".repeat(65)));
    assert_eq!((start, end), (31, 36));
    let (shown, start, end) = marked(&text, 1, 2);
    assert_eq!(shown, format!("{}…", "a".repeat(100)));
    assert_eq!((start, end), (0, 1));
    let (shown, ..) = marked(&text, 2000, 2006);
    assert_eq!(shown, format!("…{}", "b".repeat(100)));
    let (shown, start, end) = marked(&"漢".repeat(500), 300, 600);
    assert_eq!(shown, format!("…{}…", "漢".repeat(50)));
    assert_eq!((start, end), (31, 101), "a marker longer than the excerpt ends with it");
}

#[test]
fn a_source_line_fits_the_screen() {
    let text = format!("{}wrong{}", "a".repeat(1000), "b".repeat(1000));
    let mut all = Findings::default();
    all.extend([Finding::at(Rule::Syntax, span(0, 1, 1001, 1006), "x")]);
    for (width, shown) in [(80, 80), (100, 100), (200, 106), (20, 66)] {
        let out = super::render(&all.sorted(), &sources(&text), 100, &Screen::new(Some(width), false));
        let line = out.lines().nth(3).unwrap();
        assert_eq!(line.chars().count(), shown, "{line}");
    }
}

#[test]
fn only_a_hundred_are_shown() {
    let text = "x\n".repeat(250);
    let out = render(&text, (1..=250).map(|line| Finding::at(Rule::Syntax, span(0, line, 1, 2), "wrong")));
    assert_eq!(out.matches("error[syntax]:").count(), 100);
    assert!(out.ends_with("\n\n… and 150 more\n250 errors in 1 file\n"), "{out}");
}

#[test]
fn colour_is_only_there_when_asked_for() {
    let mut faults = Findings::default();
    faults.push(Finding::at(Rule::Syntax, span(0, 1, 4, 5), "x").related(span(0, 1, 2, 3), "\u{1b}[5m"));
    let coloured = super::render(&faults.sorted(), &sources("\t\ta\u{1b}"), 100, &Screen::new(None, true));
    assert!(coloured.contains('\u{1b}') && !coloured.contains("\u{1b}[5m"));
    assert!(coloured.contains("ownership.yaml:1:4\n") && coloured.contains("ownership.yaml:1:2\n"));
    assert!(!super::render(&faults.sorted(), &sources("\t\ta\u{1b}"), 100, &Screen::default()).contains('\u{1b}'));
    assert_eq!(super::render(&[], &sources("a"), 100, &Screen::new(None, true)), "");
}

#[test]
fn a_large_file_or_a_large_line_costs_one_pass() {
    for text in ["name: x\n".repeat(2_500_000), "é, ".repeat(5_000_000)] {
        let sources = sources(&text);
        let mut faults = Findings::default();
        for index in 0..200 {
            let (line, column) = if text.starts_with('n') { (index * 10_000 + 1, 7) } else { (1, index * 50_000 + 1) };
            faults
                .push(Finding::at(Rule::Syntax, span(0, line, column, column + 1), "x").related(span(0, 1, 1, 2), "y"));
        }
        assert!(super::render(&faults.sorted(), &sources, 100, &Screen::default()).contains("200 errors"));
    }
}
