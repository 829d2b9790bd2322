//! A page as GitHub Markdown. No text of a matrix is live in it, but that an address is a link to itself.

use crate::limits::DOCUMENT_BYTES;
use crate::matrix::contact::is_email;
use crate::text::sanitize::{shown, without_brackets};
use crate::view::contact::Contact;
use crate::view::page::{Block, Line, Meaning, Run, Table, Timeline};

/// Blocks as Markdown. A document that is too large is refused later, and needn't grow.
pub(crate) fn render(blocks: impl IntoIterator<Item = Block>) -> String {
    let mut out = String::new();
    for text in blocks.into_iter().map(|block| self::block(&block)).filter(|text| !text.is_empty()) {
        out.push_str(if out.is_empty() { "" } else { "\n" });
        out.push_str(&without_commands(&text));
        if out.len() > DOCUMENT_BYTES {
            break;
        }
    }
    out
}

/// Escapes the signs that begin a command of a CI system, which reads what a job prints.
fn without_commands(text: &str) -> String {
    let lines = text.split_inclusive('\n').flat_map(|line| {
        let (indent, line) = line.split_at(line.len() - line.trim_start().len());
        let escape = if line.starts_with("::") { "\\" } else { "" };
        [indent.into(), escape.into(), without_brackets(line, "\\#")]
    });
    lines.collect()
}

/// Escapes what a template writes, as a page is escaped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Escaper;

impl askama::filters::Escaper for Escaper {
    fn write_escaped_str<W: std::fmt::Write>(&self, mut dest: W, text: &str) -> std::fmt::Result {
        // It may begin the item of a list.
        dest.write_str(&start_escaped(&words(&shown(text))))
    }
}

/// A block, ending with a line feed if there is anything in it.
fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, runs) => format!("{} {}\n", "#".repeat(usize::from(*level).clamp(1, 6)), inline(runs)),
        Block::Facts(facts) => facts.iter().map(fact).collect(),
        Block::Contacts(groups) => Contact::facts(groups).iter().map(fact).collect(),
        Block::Table(table) => pipes(&header(table), table.rows.iter().map(|row| row.iter().map(|cell| lines(cell)))),
        Block::Timeline(stops) => timeline(stops),
        Block::Text(lines) => paragraphs(lines),
        Block::Document(text) => text.clone(),
        Block::Fold(title, blocks) => {
            let blocks: Vec<_> = blocks.iter().map(self::block).collect();
            format!("<details><summary>{}</summary>\n\n{}\n</details>\n", escaped(&shown(title)), blocks.join("\n"))
        }
    }
}

/// Lines that stay lines of their own by the backslash at their end; an empty one ends a paragraph.
fn paragraphs(lines: &[Line]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| inline(line)).collect();
    let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.join("\\\n") + "\n").collect::<Vec<_>>().join("\n")
}

/// A list, not a table: GitHub wants a heading for each column, and facts have none.
fn fact((label, value): &(String, Vec<Line>)) -> String {
    let label = escaped(shown(label).trim());
    let label = if label.is_empty() { label } else { format!("**{label}:** ") };
    format!("- {}\n", format!("{label}{}", lines(value)).trim_end())
}

fn header(table: &Table) -> Vec<String> {
    table.header.iter().map(|name| escaped(&shown(name))).collect()
}

/// A table with a column for each label that a stop has.
fn timeline(timeline: &Timeline) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in timeline.stops.iter().flat_map(|stop| &stop.facts) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    let header: Vec<_> = ["From", "Level"].iter().chain(&labels).map(|name| escaped(&shown(name))).collect();
    let rows = timeline.stops.iter().map(|stop| {
        let mut title = vec![stop.title.clone()];
        title.extend(stop.now.iter().map(|now| vec![Run::strong(now.as_str())]));
        let of =
            |label: &&str| stop.facts.iter().filter(|fact| fact.0 == *label).flat_map(|fact| fact.1.clone()).collect();
        let facts = labels.iter().map(of).map(|value: Vec<Line>| lines(&value));
        [escaped(&shown(&stop.at)), lines(&title)].into_iter().chain(facts).collect::<Vec<_>>()
    });
    pipes(&header, rows)
}

fn pipes<Row: IntoIterator<Item = String>>(header: &[String], rows: impl Iterator<Item = Row>) -> String {
    if header.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(header.len()));
    let rows = rows.map(|row| {
        let mut cells: Vec<_> = row.into_iter().collect();
        cells.resize(header.len(), String::new());
        line(cells)
    });
    [line(header.to_vec()), rule].into_iter().chain(rows).collect()
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(|line| inline(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br>")
}

/// A line, with what was asked for in bold.
fn inline(line: &[Run]) -> String {
    let runs: Vec<_> =
        line.iter().map(|run| (shown(&run.text), &run.meaning)).filter(|(text, _)| !text.is_empty()).collect();
    let mut out = String::new();
    for (index, (text, meaning)) in runs.iter().enumerate() {
        let ends = |text: Option<char>| text.is_none_or(char::is_whitespace);
        // Asterisks are live between a space and something else, and at no other place for certain.
        let before = index.checked_sub(1).and_then(|before| runs[before].0.chars().next_back());
        let after = runs.get(index + 1).and_then(|(text, _)| text.chars().next());
        let core = text.trim();
        let strong = matches!(meaning, Meaning::Strong | Meaning::Name(_));
        if strong && !core.is_empty() && core.len() == text.len() && ends(before) && ends(after) {
            out.extend(["**", &words(text), "**"]);
        } else {
            out.push_str(&words(text));
        }
    }
    start_escaped(out.trim())
}

/// Words, escaped; those that are an address, as a link to themselves.
fn words(text: &str) -> String {
    let word = |piece: &str| match piece.strip_suffix(' ') {
        Some(word) if is_address(word) => format!("<{word}> "),
        None if is_address(piece) => format!("<{piece}>"),
        _ => escaped(piece),
    };
    text.split_inclusive(' ').map(word).collect()
}

/// Checks whether a word is a link that says where it leads, and nothing in it is live: no end of the link or the cell, no
/// entity, and no begin of a tag (`<?`, `<!`, `</`).
fn is_address(word: &str) -> bool {
    let is_url = word.starts_with("https://") || word.starts_with("http://");
    let is_mail = is_email(word) && word.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_url || is_mail) && word.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>|`\\\";[]".contains(&byte))
}

/// Text with every sign escaped that Markdown or HTML gives a meaning within a line. At its end, the meaning depends on what follows.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        let live = match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '@' | '$' => true,
            // Within a word it is a letter.
            '_' => ![before, after].into_iter().all(|beside| beside.is_some_and(char::is_alphanumeric)),
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            // GitHub links issues by their numbers.
            '#' => !after.is_some_and(char::is_alphabetic),
            // Before a `-` it would make a text look like the marker of an island.
            '!' => after.is_none_or(|c| c == '[' || c == '-' || c.is_ascii_digit()),
            // GitHub makes links of these two unasked.
            ':' => text[at..].starts_with("://"),
            '.' => at >= 3 && text.get(at - 3..at).is_some_and(|before| before.eq_ignore_ascii_case("www")),
            _ => false,
        };
        if live {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line of Markdown with a backslash before what would make it a list, a rule, a quotation, a heading or a table.
fn start_escaped(line: &str) -> String {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = line[number..].chars();
    let (sign, after) = (rest.next(), rest.next());
    let begins_block = match sign {
        Some('.' | ')') if number > 0 => after.is_none_or(char::is_whitespace),
        Some('+') if number == 0 => after.is_none_or(char::is_whitespace),
        Some('-') if number == 0 => !after.is_some_and(char::is_alphanumeric),
        Some('=' | ':' | '>') => number == 0,
        _ => false,
    };
    if begins_block { format!("{}\\{}", &line[..number], &line[number..]) } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use crate::view::page::Stop;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn text(text: &str) -> String {
        render(vec![Block::Text(vec![vec![Run::plain(text)]])])
    }

    #[test]
    fn no_sign_is_live() {
        for (plain, expected) in [
            ("a_b *c* `d` [e](f)", "a_b \\*c\\* \\`d\\` \\[e\\](f)"),
            ("<script> & ~x~ @ops ![i] $x$ #1 a|b", "\\<script> & \\~x\\~ \\@ops \\!\\[i\\] \\$x\\$ \\#1 a\\|b"),
            ("back\\slash", "back\\\\slash"),
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("===", "\\==="),
            ("    code", "code"),
            ("2.5 and 1-2", "2.5 and 1-2"),
            ("+49 40", "+49 40"),
            ("-x <4h, R & D, #ops", "-x <4h, R & D, #ops"),
            ("> a", "\\> a"),
            ("_a_ R&D &lt; <!-- # a", "\\_a\\_ R\\&D \\&lt; \\<\\!-- \\# a"),
            ("a\nb\u{202e}", "a\\\\nb\\\\u{202e}"),
        ] {
            assert_eq!(text(plain), format!("{expected}\n"));
        }
    }

    #[test]
    fn only_addresses_are_links() {
        for address in ["db-admin@violentutf.local", "https://wiki.example/a_b?c=d&e#f", "http://x"] {
            assert_eq!(text(address), format!("<{address}>\n"));
        }
        for (hostile, expected) in [
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("<javascript:alert(1)>", "\\<javascript:alert(1)>"),
            ("(https://x.example)", "(https\\://x.example)"),
            ("www.x.example", "www\\.x.example"),
            ("https://x|y", "https\\://x\\|y"),
            ("https://x><b>", "https\\://x>\\<b>"),
            ("https://x?a&amp;b", "https\\://x?a\\&amp;b"),
            ("https://x##[error]", "https\\://x\\#\\#\\[error\\]"),
            ("?a@b.example", "?a\\@b.example"),
        ] {
            assert_eq!(text(hostile), format!("{expected}\n"));
        }
    }

    #[test]
    fn a_page_reads_well_as_it_is() {
        let mail = vec![Run::mark("a@b.example"), Run::faint("  primary")];
        let page = vec![
            Block::Heading(2, vec![Run::plain("PostgreSQL: "), Run::strong("Backup")]),
            Block::Facts(vec![
                ("primary".into(), vec![vec![Run::strong("DB Team")], mail.clone()]),
                ("none".into(), vec![]),
            ]),
            Block::Table(Table { header: vec!["A".into(), "B".into()], rows: vec![vec![vec![mail], vec![]]] }),
            Block::Text(vec![vec![Run::plain("a")], vec![Run::plain("b")], vec![], vec![Run::plain("c")]]),
        ];
        let expected = "## PostgreSQL: **Backup**\n\n\
            - **primary:** **DB Team**<br><a@b.example>  primary\n- **none:**\n\n\
            | A | B |\n|---|---|\n| <a@b.example>  primary |  |\n\n\
            a\\\nb\n\nc\n";
        assert_eq!(render(page), expected);
    }

    #[test]
    fn a_timeline_is_a_table_that_marks_now() {
        let fact = |label: &str, text: &str| (label.to_owned(), vec![vec![Run::plain(text)]]);
        let stop = |at: &str, now: Option<&str>, facts| Stop {
            at: at.into(),
            title: vec![Run::plain("Level")],
            now: now.map(str::to_owned),
            facts,
        };
        let stops = vec![
            stop("0m", None, vec![fact("call", "x")]),
            stop("15m", Some("now: 5m left"), vec![fact("when", "y"), fact("call", "z")]),
        ];
        let expected = "| From | Level | call | when |\n|---|---|---|---|\n\
            | 0m | Level | x |  |\n| 15m | Level<br>**now: 5m left** | z | y |\n";
        assert_eq!(render(vec![Block::Timeline(Timeline { stops })]), expected);
    }

    #[test]
    fn bold_is_kept_to_where_it_works() {
        let line = |runs: &[Run]| inline(runs);
        assert_eq!(line(&[Run::strong("a"), Run::plain("b")]), "ab");
        assert_eq!(line(&[Run::strong("a "), Run::plain("b")]), "a b");
        assert_eq!(line(&[Run::strong("a)"), Run::plain(" b")]), "**a)** b");
    }

    /// Pipes that Markdown takes for the end of a cell.
    fn pipes(row: &str) -> usize {
        let mut escaped = false;
        let live = row.chars().filter(|&c| {
            let live = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            live
        });
        live.count()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_table_keeps_its_columns(header in vec(hostile::text(), 3), cells in vec(hostile::text(), 3), style: bool) {
            let run = |text: &String| if style { Run::strong(text.as_str()) } else { Run::plain(text.as_str()) };
            let row = cells.iter().map(|text| vec![vec![run(text)], vec![run(text)]]).collect();
            let markdown = render(vec![Block::Table(Table { header, rows: vec![row] })]);
            prop_assert_eq!(markdown.lines().count(), 3);
            prop_assert!(markdown.lines().all(|line| pipes(line) == 4), "{markdown}");
            prop_assert!(hostile::is_harmless(&markdown), "{markdown:?}");
        }

        #[test]
        fn no_tag_is_live(hostile in hostile::text()) {
            let markdown = text(&hostile);
            let tags = markdown.match_indices('<').filter(|&(at, _)| !markdown[..at].ends_with('\\'));
            let may_begin = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
            for (at, _) in tags.filter(|&(at, _)| markdown[at + 1..].starts_with(may_begin)) {
                let tag = markdown[at + 1..].split('>').next().unwrap_or_default();
                prop_assert!(is_address(tag), "{tag} in {markdown}");
            }
        }
    }
}
