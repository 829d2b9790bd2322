//! How parties, addresses and texts are said within the document.

use crate::matrix::Duration;
use crate::query::card::ContactCard;
use crate::query::show::Mention;
use crate::view::page::{Block, Line, Run, Table};

/// A party by name; a placeholder says so.
fn party(party: &Mention) -> String {
    if party.kind == "placeholder" { format!("{} (placeholder)", party.name) } else { party.name.clone() }
}

/// Parties, each by name, with a text between them.
pub(super) fn parties(parties: &[Mention], between: &str) -> String {
    parties.iter().map(party).collect::<Vec<_>>().join(between)
}

/// Parties as a line; none where there are none.
pub(super) fn line(mentions: &[Mention]) -> Vec<Line> {
    if mentions.is_empty() { Vec::new() } else { vec![vec![Run::plain(parties(mentions, ", "))]] }
}

/// Texts as one line; none where there are none.
pub(super) fn texts(texts: &[String]) -> Vec<Line> {
    if texts.is_empty() { Vec::new() } else { vec![vec![Run::plain(texts.join(", "))]] }
}

/// A text as a line of a cell.
pub(super) fn cell(text: impl Into<String>) -> Vec<Line> {
    vec![vec![Run::plain(text)]]
}

/// A text whose paragraphs stay paragraphs.
pub(super) fn paragraphs(text: Option<&str>) -> Option<Block> {
    let lines: Vec<Line> = text?.lines().flat_map(|line| [vec![Run::plain(line)], Line::new()]).collect();
    Some(Block::Text(lines))
}

/// Addresses, one a line, each with its label.
pub(super) fn contacts(contacts: &[&ContactCard]) -> Vec<Line> {
    let line = |contact: &ContactCard| vec![address(contact), Run::plain(format!(" ({})", contact.label))];
    contacts.iter().copied().map(line).collect()
}

/// An address; a placeholder says so.
pub(super) fn address(contact: &ContactCard) -> Run {
    let placeholder = if contact.placeholder { " (placeholder)" } else { "" };
    Run::plain(format!("{}{placeholder}", contact.address))
}

/// Words for a cover.
pub(super) const fn cover(cover: &str) -> &str {
    match cover.as_bytes() {
        b"business-hours" => "business hours",
        _ => cover,
    }
}

/// A length of time in words: `15 minutes`, `3.6 hours`; to the second, where words would round it.
pub(super) fn duration(seconds: u64) -> String {
    let duration = Duration::from_seconds(seconds);
    let spoken = duration.spoken();
    let (number, unit) = spoken.split_once(' ').unwrap_or((&spoken, ""));
    let (unit, length) = match unit {
        "min" => ("minute", 60),
        "h" => ("hour", 3_600),
        _ if seconds == 0 => ("minute", 60),
        _ => ("second", 1),
    };
    match u128::from(seconds) * 100 % length {
        0 => format!("{number} {unit}{}", if number == "1" { "" } else { "s" }),
        _ => duration.to_string(),
    }
}

/// A table without the columns in which no row says anything, but for the first ones; nothing if it has no rows.
pub(super) fn table<const N: usize>(header: [&str; N], always: usize, rows: Vec<[Vec<Line>; N]>) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let said =
        |column: usize| column < always || rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..N).map(said).collect();
    let keep =
        |row: Vec<Vec<Line>>| row.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
    let header = header.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(name, _)| (*name).to_owned()).collect();
    Some(Block::Table(Table { header, rows: rows.into_iter().map(|row| keep(row.into())).collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_said_in_words_and_never_rounded() {
        for (seconds, expected) in [
            (0, "0 minutes"),
            (45, "45 seconds"),
            (60, "1 minute"),
            (900, "15 minutes"),
            (2_592, "43.2 minutes"),
            (3_600, "1 hour"),
            (12_960, "3.6 hours"),
            (3_601, "1h1s"),
            (61, "1m1s"),
        ] {
            assert_eq!(duration(seconds), expected);
        }
    }
}
