//! One line of text: URLs first, then labels, telephone numbers and tokens.

use super::{Alert, add, is_no_evidence, request, token, url};

pub(super) fn read(line: &str, alert: &mut Alert) {
    if let Some((name, value)) = named_line(line) {
        if is_no_evidence(name) {
            return;
        }
        if !value.contains("://") {
            alert.label(name, value);
        }
    }
    let line = request::read(line, alert);
    let line = url::read(line, alert);
    let line = labels(&without_expressions(&line), alert);
    words(&telephones(&line, alert), alert);
}

/// Reads a line without labels: nothing nests in the value of one.
fn values(line: &str, alert: &mut Alert) {
    let line = url::read(line, alert);
    words(&telephones(&line, alert), alert);
}

/// A line that is only a name and a value: ` - alertname = PgDown`, `*Host:* db-prod-3`.
fn named_line(line: &str) -> Option<(&str, &str)> {
    const AROUND: [char; 8] = ['-', '*', '•', '`', '_', ' ', '\t', '|'];
    let (name, value) = line.split_once(':').or_else(|| line.split_once(" = "))?;
    let is_apart = value.starts_with([' ', '*', '`', '\t']) || line.contains(" = ");
    let (name, value) = (name.trim_matches(AROUND), value.trim_matches(AROUND).trim_matches('"'));
    let is_name = name.starts_with(char::is_alphabetic) && name.len() <= 40 && name.chars().all(is_in_name);
    (is_apart && is_name && !value.is_empty()).then_some((name, value))
}

fn is_in_name(c: char) -> bool {
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
    for text in line.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c)) {
        let is_word = token::read(text, follows_alert, alert);
        follows_alert = text.eq_ignore_ascii_case("alert:");
        let text = if is_word { text } else { "" };
        if !text.is_empty() {
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

/// A word without the dots inside it: dots don't separate words.
fn undotted(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| *c != '.')
}
