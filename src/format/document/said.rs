//! How parties, addresses and texts are said within the document.

use crate::format::page::{Block, Line, Run, Table};
use crate::matrix::Duration;
use crate::query::card::ContactCard;
use crate::query::show::Mention;

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

/// A length of time in words: `15 minutes`, `3.6 hours`.
pub(super) fn duration(seconds: u64) -> String {
    let spoken = Duration::from_seconds(seconds).spoken();
    let Some((number, unit)) = spoken.split_once(' ') else { return spoken };
    let unit = match unit {
        "s" => "second",
        "min" => "minute",
        _ => "hour",
    };
    format!("{number} {unit}{}", if number == "1" { "" } else { "s" })
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
