//! Rows as CSV, which a spreadsheet reads as text and runs none of.

use anyhow::Context as _;
use csv::{QuoteStyle, WriterBuilder};

use crate::text::sanitize::{shown, without_brackets};

/// Records as CSV with line feeds; a cell that a spreadsheet would take for a formula begins with `'`.
pub(crate) fn render(records: &[Vec<String>]) -> anyhow::Result<String> {
    let rows: Vec<Vec<String>> = records.iter().map(|row| row.iter().map(|cell| defused(cell)).collect()).collect();
    // A spreadsheet that splits at semicolons finds further cells in this one, unless it is quoted.
    let splits = rows.iter().flatten().any(|cell| cell.split([';', '|']).skip(1).any(is_formula));
    // A quoted cell is no command of a CI system.
    let splits = splits || rows.iter().filter_map(|row| row.first()).any(|cell| cell.trim_start().starts_with("::"));
    let style = if splits { QuoteStyle::Always } else { QuoteStyle::Necessary };
    let mut writer = WriterBuilder::new().flexible(true).quote_style(style).from_writer(Vec::new());
    for row in &rows {
        writer.write_record(row)?;
    }
    String::from_utf8(writer.into_inner().context("CSV")?).context("CSV")
}

fn defused(cell: &str) -> String {
    let shown = shown(cell);
    let shown = without_brackets(&shown, "\\u{23}");
    if is_formula(cell) { format!("'{shown}") } else { shown.into_owned() }
}

/// Checks whether a spreadsheet would run a cell: it begins, spaces aside, with a sign of a formula, a tab or a return.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(|c: char| c.is_whitespace() && !matches!(c, '\t' | '\r'))
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn records(cells: &[&str]) -> Vec<Vec<String>> {
        ["name"].iter().chain(cells).map(|cell| vec![(*cell).into()]).collect()
    }

    #[test]
    fn formulas_are_defused() {
        for cell in ["=1+1", "+1", "-1", "@x", "\t=1", "\r1", "  =1", "\u{a0}=1", "＝1", "＋1", "－1", "＠x", "\n=1"]
        {
            let text = render(&records(&[cell])).unwrap();
            assert!(text.starts_with("name\n'"), "{text:?}");
        }
        assert_eq!(render(&records(&["a=1", "1-2", "'"])).unwrap(), "name\na=1\n1-2\n'\n");
    }

    #[test]
    fn a_semicolon_opens_no_cell() {
        assert_eq!(render(&records(&["a;=1"])).unwrap(), "\"name\"\n\"a;=1\"\n");
        assert_eq!(render(&records(&["a;b"])).unwrap(), "name\na;b\n");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(render(&records(&["a,\"b\"", "", "a\nb"])).unwrap(), "name\n\"a,\"\"b\"\"\"\n\"\"\na\\nb\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_cell_runs_and_none_is_lost(rows in vec(vec(hostile::text(), 3), 0..5)) {
            let mut records = vec![vec!["a".into(), "b".into(), "c".into()]];
            records.extend(rows.clone());
            let text = render(&records).unwrap();
            prop_assert!(hostile::is_harmless(&text) && hostile::is_obeyed_nowhere(&text), "{text:?}");
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader.deserialize().map(Result::unwrap).collect();
            prop_assert_eq!(read.len(), rows.len());
            for (read, cell) in read.iter().flatten().zip(rows.iter().flatten()) {
                prop_assert!(!is_formula(read), "{read:?}");
                let cell = shown(cell);
                let cell = without_brackets(&cell, "\\u{23}");
                prop_assert!(*read == cell || read.strip_prefix('\'') == Some(cell.as_ref()));
            }
        }
    }
}
