//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;

use crate::check::FindingCard;
use crate::diagnostic::Severity;
use crate::text::sanitize::{shown, without_brackets};

/// A line each: `::error file=…,line=…,col=…,endColumn=…,title=…::message`.
pub(crate) fn render(findings: &[FindingCard]) -> String {
    let mut out = String::new();
    for card in findings {
        let command = if card.severity == Severity::Note { "notice" } else { card.severity.as_str() };
        let places = [
            ("file", card.file.clone()),
            ("line", card.line.map(|line| line.to_string())),
            ("col", card.column.map(|column| column.to_string())),
            // The end is the last column that belongs to it.
            ("endColumn", card.end_column.map(|column| column.saturating_sub(1).to_string())),
            ("title", Some(format!("own: {}", card.rule))),
        ];
        let given = places.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", property(&value?))));
        let message = card.help.as_ref().map_or(card.message.clone(), |help| format!("{}: {help}", card.message));
        // Writing to a string can't fail.
        let _ = writeln!(out, "::{command} {}::{}", given.collect::<Vec<_>>().join(","), data(&message));
    }
    out
}

/// Text behind the command.
fn data(text: &str) -> String {
    without_brackets(&shown(text), "\\u{23}").replace('%', "%25")
}

/// The value of a property, in which a comma and a colon would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_a_command() {
        let card = FindingCard {
            rule: "no-primary",
            severity: Severity::Note,
            message: "100 %\n::error::x".into(),
            help: None,
            file: Some("a,b:c.yaml".into()),
            line: Some(3),
            column: Some(2),
            end_column: Some(7),
            fixable: false,
            related: Vec::new(),
        };
        let expected =
            "::notice file=a%2Cb%3Ac.yaml,line=3,col=2,endColumn=6,title=own%3A no-primary::100 %25\\n::error::x\n";
        assert_eq!(render(&[card]), expected);
    }
}
