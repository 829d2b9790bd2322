//! Names with values: `host: db-prod-3, service: booking` and `host:db-prod-3`.

use super::line::is_in_name;
use super::{Alert, LONGEST_VALUE, is_no_evidence, token};

/// Signs around a name or a value: of a list, of Markdown, of a table.
const AROUND: [char; 9] = ['-', '*', '•', '`', '_', ' ', '\t', '|', '"'];

/// Signs that end a value.
const ENDS: [char; 9] = [',', ';', '|', '(', ')', '[', ']', '{', '}'];

/// A name in a line, and where its value begins.
struct Start<'l> {
    name: &'l str,
    at: usize,
    value: usize,
    /// True if the line begins with it.
    is_first: bool,
    /// True if it is the first, or a sign ends the value before.
    is_apart: bool,
}

/// Reads every `name: value` of a line. Returns the line without values that aren't evidence.
pub(super) fn read(line: &str, alert: &mut Alert) -> String {
    let starts = starts(line);
    let is_over = alert.is_over;
    let mut out = String::with_capacity(line.len());
    let mut copied = 0;
    let mut next_apart = line.len();
    let mut widest = vec![line.len(); starts.len()];
    for (start, end) in starts.iter().zip(&mut widest).rev() {
        *end = next_apart;
        if start.is_apart {
            next_apart = start.at;
        }
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(line.len(), |next| next.at);
        let value = &line[start.value..end];
        if !is_no_evidence(start.name) {
            add(start.name, [&line[start.value..widest[index]], value], alert);
        } else if !begins_with_url(value) {
            // URLs are left out by what leads to them, and the text behind them isn't.
            out.push_str(&line[copied..start.at]);
            copied = end;
        }
    }
    // Only a line of its own says that the alert is over: other pairs may be about anything.
    if !matches!(starts.as_slice(), [Start { is_first: true, .. }]) {
        alert.is_over = is_over;
    }
    out + &line[copied..]
}

/// The names of a line: at its start, behind a sign, and behind another pair.
fn starts(line: &str) -> Vec<Start<'_>> {
    let mut starts: Vec<Start<'_>> = Vec::new();
    if let Some((name, value)) = line.split_once(" = ").filter(|(name, _)| !name.contains(':')) {
        let name = name.trim_matches(AROUND);
        if is_name(name) {
            starts.push(Start { name, at: 0, value: line.len() - value.len(), is_first: true, is_apart: true });
        }
    }
    // The signs with which the line begins.
    let signs = line.len() - line.trim_start_matches(AROUND).len();
    // In `<https://…|Runbook: db-1>` the name is a part of a link.
    let mut is_link = false;
    for (colon, c) in line.char_indices() {
        is_link = !c.is_whitespace() && (is_link || line[colon..].starts_with("://"));
        if c != ':' || is_link || !line[colon + 1..].starts_with([' ', '\t', '*', '`']) {
            continue;
        }
        let before = line[..colon].trim_end_matches(['*', '_', '`']);
        let at = before.trim_end_matches(is_in_name).len();
        let name = before[at..].trim_matches(AROUND);
        let lead = line[..at].trim_end_matches(['*', '_', '`']);
        let bare = lead.trim_end();
        let is_first = lead.len() <= signs;
        let is_apart = is_first || bare.ends_with(ENDS) || bare.ends_with(" -");
        let follows = !starts.is_empty() && bare.len() < lead.len();
        if is_name(name) && (is_apart || follows) {
            starts.push(Start { name, at, value: colon + 1, is_first, is_apart });
        }
    }
    starts
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= 40 && name.chars().all(is_in_name)
}

fn begins_with_url(value: &str) -> bool {
    value.split_whitespace().next().is_some_and(|first| first.contains("://"))
}

/// Adds a value up to its end and up to the next name, and its parts: `booking, db-prod-3 is down` begins with one, `a, b` has two.
fn add<'l>(name: &str, values: [&'l str; 2], alert: &mut Alert) {
    let bare = |value: &'l str| value.trim_matches(|c: char| AROUND.contains(&c) || matches!(c, ',' | ';'));
    let parts = values[1].split(ENDS).flat_map(|part| part.split(" - ")).map(bare).filter(|part| !part.is_empty());
    let parts = parts.enumerate().filter(|(at, part)| *at == 0 || !part.contains(char::is_whitespace));
    // The longest one is shared by many names.
    let whole = values.into_iter().filter(|value| value.len() <= 2 * LONGEST_VALUE).map(bare);
    let all = whole.chain(parts.map(|(_, part)| part));
    let all = all.filter(|value| !value.is_empty() && value.len() <= LONGEST_VALUE && !value.contains("://"));
    let mut is_over = None;
    for value in all {
        if value.contains(char::is_whitespace) {
            alert.label(name, value);
        } else {
            alert.add_named(name, value);
        }
        alert.is_over = *is_over.get_or_insert(alert.is_over);
    }
}

/// A token that is a name and a value: `service:booking`, `host:db-prod-3:5432`. Other tokens with a colon are hosts with a port,
/// lines of a file, addresses, times, paths and types.
pub(super) fn joined(token: &str) -> Option<(&str, &str)> {
    let (name, value) = token.split_once(':')?;
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let is_value = !value.starts_with([':', '/', '\\']) && !token::without_port(value).contains(':');
    let is_pair = is_name(name) && is_value && !value.contains('@') && !(is_number && token::is_host(name));
    is_pair.then_some((name, value))
}
