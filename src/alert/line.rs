//! One line of text: URLs first, then labels, telephone numbers and tokens.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::{Alert, add, pair, request, token, url};
use crate::text::name::has_no_spaces;

pub(super) fn read(line: &str, alert: &mut Alert) {
    let line = plain(line);
    let line = request::read(&line, alert);
    let line = pair::read(line, alert);
    let line = url::read(&line, alert);
    let line = labels(&without_expressions(&line), alert);
    words(&telephones(&line, alert), alert);
}

/// A line with the signs of a keyboard instead of those of typesetters and other scripts.
fn plain(line: &str) -> Cow<'_, str> {
    if line.is_ascii() {
        return line.into();
    }
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' => plain.push('"'),
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '＇' => plain.push('\''),
            '（' | '【' | '［' | '《' | '〈' => plain.push('('),
            '）' | '】' | '］' | '》' | '〉' => plain.push(')'),
            '，' | '、' => plain.push(','),
            '：' => plain.push(':'),
            '；' => plain.push(';'),
            '｜' => plain.push('|'),
            '＝' => plain.push('='),
            '–' | '—' | '―' => plain.push_str(" - "),
            _ => plain.push(if is_sign(c) { ' ' } else { c }),
        }
    }
    plain.into()
}

/// Checks whether a character is neither a letter nor a part of one. What looks like the hyphen or the dot of a host is a part of
/// its name, which is another name then.
fn is_sign(c: char) -> bool {
    const OF_NAMES: [char; 10] = ['‐', '‑', '−', '﹣', '－', '․', '﹒', '．', '＿', '\u{fffd}'];
    !c.is_ascii() && !c.is_alphanumeric() && c.width().is_some_and(|width| width > 0) && !OF_NAMES.contains(&c)
}

/// Reads a line without labels: nothing nests in the value of one.
fn values(line: &str, alert: &mut Alert) {
    let line = url::read(line, alert);
    words(&telephones(&line, alert), alert);
}

/// Checks whether a character can be in the name of a label.
pub(super) fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Removes the selectors of rule expressions, such as `up{job="db"} == 0`. One without a comparison or a range is a sample, and stays.
fn without_expressions(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at + 1) else { break };
        let is_metric = rest[..open].ends_with(|c: char| is_in_name(c) || c == ':');
        let after = rest[close..].trim_start();
        let compares = ["[", ">", "<", "==", "!=", ")"].iter().any(|sign| after.starts_with(sign));
        let kept = if is_metric && compares { open } else { close };
        out.push_str(&rest[..kept]);
        out.push(' ');
        rest = &rest[close..];
    }
    out + rest
}

/// Reads every `name=value`, and returns the rest.
fn labels(line: &str, alert: &mut Alert) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('=') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let name = &before[before.trim_end_matches(is_in_name).len()..];
        let is_operator = after.starts_with(['=', '~', ' ']) || name.is_empty() || after.is_empty();
        if is_operator {
            out.push_str(before);
            out.push(' ');
            rest = after.trim_start_matches(['=', '~']);
            continue;
        }
        out.push_str(&before[..before.len() - name.len()]);
        out.push(' ');
        let (value, behind) = label_value(after);
        if alert.add_named(name, value) {
            values(value, alert);
        }
        rest = behind;
    }
    out + rest
}

/// A value in quotes, or up to a space or a closing sign, and the text behind it.
fn label_value(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote
        && let Some(end) = text[1..].find(quote)
    {
        return (&text[1..=end], &text[end + 2..]);
    }
    text.split_at(text.find([' ', '\t', ',', ';', '}', ')', ']', '"']).unwrap_or(text.len()))
}

/// Reads telephone numbers with a country code (E.164: 7 to 15 digits), and returns the rest.
fn telephones(line: &str, alert: &mut Alert) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(plus) = rest.find('+') {
        let number = &rest[plus + 1..];
        let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '/' | '(' | ')' | '.'));
        let number = number[..end.unwrap_or(number.len())].trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && (7..=15).contains(&digits);
        let kept = if is_number { plus } else { plus + 1 };
        out.push_str(&rest[..kept]);
        if is_number {
            add(&mut alert.addresses, &format!("+{number}"));
            rest = &rest[plus + 1 + number.len()..];
        } else {
            rest = &rest[plus + 1..];
        }
    }
    out + rest
}

/// Reads the tokens of a line. Those that aren't paths or addresses are words.
fn words(line: &str, alert: &mut Alert) {
    const BETWEEN: [char; 14] = ['"', '\'', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', '|', '`'];
    let before = alert.words.len();
    let mut follows_alert = false;
    let mut texts = line.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c)).filter(|text| !text.is_empty());
    while let Some(text) = texts.next() {
        let is_subject = follows_alert || has_state(texts.clone());
        let is_word = token::read(text, is_subject, alert);
        for host in within(text) {
            token::read(host, false, alert);
        }
        follows_alert = text.eq_ignore_ascii_case("alert:");
        if is_word {
            alert.words.extend(undotted(text));
        }
        alert.words.push(' ');
    }
    if alert.words[before..].trim().is_empty() {
        alert.words.truncate(before);
    } else {
        alert.words.push('\n');
    }
}

/// Checks whether the next words are a state of Nagios: `host/service is CRITICAL`.
fn has_state<'l>(mut next: impl Iterator<Item = &'l str>) -> bool {
    const STATES: [&str; 8] = ["OK", "WARNING", "CRITICAL", "UNKNOWN", "UP", "DOWN", "UNREACHABLE", "PENDING"];
    next.next() == Some("is")
        && next.next().is_some_and(|state| STATES.contains(&state.trim_end_matches(['.', '!', ':'])))
}

/// The texts inside a run of characters without spaces: `主机store-1宕机`. One that ends with the sign of a host is a part of a longer name.
fn within(text: &str) -> impl Iterator<Item = &str> {
    const OF_NAMES: [char; 3] = ['-', '.', '_'];
    let is_run = text.contains(has_no_spaces) && !text.contains(['/', '\\', '@', '#']);
    let texts = is_run.then(|| text.split(has_no_spaces)).into_iter().flatten();
    texts.filter(|text| text.is_ascii() && !text.starts_with(OF_NAMES) && !text.ends_with(OF_NAMES))
}

/// A word without the dots inside it: dots don't separate words.
fn undotted(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| *c != '.')
}
