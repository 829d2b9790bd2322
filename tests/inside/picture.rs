//! The picture of a terminal in the README: what `own` prints, as SVG. `OWN_UPDATE=1 cargo test --lib picture` draws it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::host;
use crate::Host;
use crate::text::sanitize::width;

const PICTURE: &str = "docs/src/terminal.svg";

const COLUMNS: u16 = 92;

/// What a reader would type.
const COMMANDS: [&[&str]; 3] = [
    &["call", "db-prod-3 replication lag > 300s"],
    &["who", "booking-db", "backup"],
    &["escalate", "booking-db", "backup", "--since", "03:10"],
];

const AT: &str = "2026-11-28T03:22+01:00";

const CELL: f64 = 8.4;
const LINE: f64 = 19.0;
const MARGIN: f64 = 18.0;
const TITLE: f64 = 34.0;

/// Escapes of the output, and the class of the text behind them.
const CLASSES: [(&str, &str); 5] =
    [("1", "strong"), ("2", "faint"), ("1;32", "mark"), ("33", "caution"), ("0", "plain")];

#[test]
fn the_picture_shows_what_own_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE);
    let drawn = svg(&screen());
    if std::env::var_os("OWN_UPDATE").is_some_and(|update| update == "1") {
        fs::write(&path, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == drawn, "{PICTURE} is stale: OWN_UPDATE=1 cargo test --lib picture draws it again; look at it");
}

/// The lines of a session, each of pieces of text with their classes.
fn screen() -> Vec<Vec<(String, &'static str)>> {
    let mut lines = Vec::new();
    for words in COMMANDS {
        let quoted =
            words.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() });
        let typed = quoted.collect::<Vec<_>>().join(" ");
        lines.push(vec![("$ ".to_owned(), "mark"), (format!("own {typed}"), "strong")]);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let host = Host { current_dir: Ok(root.to_owned()), ..host(Some(COLUMNS)) };
        let options = ["--at", AT, "--matrix", "data/example", "--color", "always"];
        let words = ["own"].iter().chain(words).chain(&options).map(std::ffi::OsString::from);
        let mut stdout = Vec::new();
        crate::run(words, &host, &mut stdout, &mut std::io::sink());
        let text = String::from_utf8(stdout).unwrap();
        lines.extend(text.lines().map(pieces));
        lines.push(Vec::new());
    }
    lines.pop();
    lines
}

/// A line with escapes as text with classes.
fn pieces(line: &str) -> Vec<(String, &'static str)> {
    let mut pieces = vec![];
    for (at, part) in line.split("\u{1b}[").enumerate() {
        let (class, text) = match part.split_once('m') {
            Some((code, text)) if at > 0 => {
                let class = CLASSES.iter().find(|(known, _)| *known == code);
                (class.unwrap_or_else(|| panic!("no class for the escape {code}")).1, text)
            }
            _ => ("plain", part),
        };
        pieces.push((text.to_owned(), class));
    }
    pieces
}

fn svg(lines: &[Vec<(String, &str)>]) -> String {
    let wide = 2.0 * MARGIN + f64::from(COLUMNS) * CELL;
    let rows = u32::try_from(lines.len()).unwrap();
    let high = TITLE + MARGIN + f64::from(rows) * LINE;
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0}" height="{high:.0}" viewBox="0 0 {wide:.0} {high:.0}" role="img" aria-label="A terminal: own call, own who and own escalate">
<style>
text {{ font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }}
.plain {{ fill: #d0d7de; }}
.strong {{ fill: #ffffff; font-weight: bold; }}
.faint {{ fill: #8b949e; }}
.mark {{ fill: #7ee787; font-weight: bold; }}
.caution {{ fill: #e3b341; }}
</style>
<rect width="100%" height="100%" rx="8" fill="#161b22"/>
<circle cx="22" cy="18" r="6" fill="#ff5f57"/>
<circle cx="42" cy="18" r="6" fill="#febc2e"/>
<circle cx="62" cy="18" r="6" fill="#28c840"/>
"##
    );
    for (row, line) in (1u32..).zip(lines) {
        let mut column = 0;
        let y = TITLE + f64::from(row) * LINE - 4.0;
        for (text, class) in line {
            // Each piece has its place, so that a font with other widths moves no column.
            let spaces = text.len() - text.trim_start_matches(' ').len();
            let x = MARGIN + f64::from(u32::try_from(column + spaces).unwrap()) * CELL;
            let shown = text.trim();
            if !shown.is_empty() {
                let length = f64::from(u32::try_from(width(shown)).unwrap()) * CELL;
                let escaped = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                writeln!(
                    out,
                    r#"<text class="{class}" x="{x:.1}" y="{y:.0}" textLength="{length:.1}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escaped}</text>"#
                )
                .unwrap();
            }
            column += width(text);
        }
    }
    out + "</svg>\n"
}
