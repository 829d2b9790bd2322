//! Answers as text: a table for people, JSON, YAML and CSV for programs, Markdown for documents.
//!
//! An answer says once what it looks like ([`Present`]); each format supplies only its syntax.

pub(crate) mod color;
mod contacts;
pub(crate) mod csv;
pub(crate) mod diff;
mod facts;
pub(crate) mod field;
pub(crate) mod github;
pub(crate) mod graph;
pub(crate) mod html;
pub(crate) mod hyperlink;
pub(crate) mod ics;
pub(crate) mod island;
pub(crate) mod json;
pub(crate) mod markdown;
mod narrow;
pub(crate) mod report;
pub(crate) mod sarif;
pub(crate) mod snippet;
pub(crate) mod table;
mod timeline;
mod wrap;
pub(crate) mod yaml;

use crate::view::page::Page;
use hyperlink::Hyperlinks;

/// How to write an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// Text for people.
    #[default]
    Table,
    /// JSON, with everything in the table.
    Json,
    /// YAML, with the same data as JSON.
    Yaml,
    /// Comma-separated values with a header.
    Csv,
    /// GitHub Markdown.
    Markdown,
}

/// What a terminal can show; nothing of it in a pipe.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    /// Its columns.
    pub width: Option<u16>,
    /// True for colour.
    pub color: bool,
    /// Where the places in an answer lead.
    pub links: Option<Hyperlinks>,
}

impl Screen {
    /// A screen without links.
    pub(crate) fn new(width: Option<u16>, color: bool) -> Self {
        Self { width, color, links: None }
    }
}

/// An answer that can be written in every [`Format`].
pub(crate) trait Present: serde::Serialize {
    /// The page for people.
    fn page(&self) -> Page;

    /// Records of CSV, the header first.
    fn records(&self) -> Vec<Vec<String>>;
}

/// The answer as text, ending with a line feed. `width` and `color` are for the table; without a width it is whole.
pub(crate) fn write(answer: &impl Present, format: Format, width: Option<u16>, color: bool) -> anyhow::Result<String> {
    match format {
        Format::Table => Ok(table::render(&answer.page(), &Screen::new(width, color))),
        Format::Json => json::render(answer),
        Format::Yaml => yaml::render(answer),
        Format::Csv => csv::render(&answer.records()),
        Format::Markdown => Ok(markdown::render(answer.page())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use crate::view::page::{Block, Run, Table};
    use clap::ValueEnum as _;
    use proptest::prelude::*;

    #[derive(serde::Serialize)]
    struct Answer {
        name: String,
    }

    impl Present for Answer {
        fn page(&self) -> Page {
            let row = vec![vec![vec![Run::strong(self.name.as_str())]]];
            vec![Block::Table(Table { header: vec!["name".into()], rows: vec![row] })]
        }

        fn records(&self) -> Vec<Vec<String>> {
            vec![vec!["name".into()], vec![self.name.clone()]]
        }
    }

    #[test]
    fn each_format_has_its_syntax() {
        let expected = [
            "name\n──────\nDB & x\n",
            "{\n  \"name\": \"DB & x\"\n}\n",
            "name: DB & x\n",
            "name\nDB & x\n",
            "| name |\n|---|\n| **DB & x** |\n",
        ];
        for (format, expected) in Format::value_variants().iter().zip(expected) {
            assert_eq!(write(&Answer { name: "DB & x".into() }, *format, None, false).unwrap(), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_format_is_harmless(name in hostile::text()) {
            let answer = Answer { name };
            for format in Format::value_variants() {
                let text = write(&answer, *format, Some(80), false).unwrap();
                prop_assert!(hostile::is_harmless(&text) && text.ends_with('\n'), "{text:?}");
            }
        }
    }
}
