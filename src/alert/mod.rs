//! What an alert says: labels, URLs, paths, hosts, addresses and words, from any text or JSON.
//!
//! Reading collects candidates and decides nothing: a token is a host here if it can be one. `query::alert` compares them with
//! the selectors and names of a matrix.

mod json;
mod line;
mod pair;
mod request;
mod token;
mod url;

use std::borrow::Cow;

use crate::text::sanitize::is_invisible;

/// Bytes of a text that are read; the rest is ignored.
pub(crate) const MOST_BYTES: usize = 1 << 20;

/// Candidates of each kind that are kept.
const MOST: usize = 500;

/// Bytes of a candidate. No system has a longer path or URL.
const LONGEST: usize = 4096;

/// Bytes of the value of a label. Longer ones are texts.
const LONGEST_VALUE: usize = 300;

/// One alert.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Alert {
    /// The text, if it is one short line: it may be the name of a system and an area.
    pub whole: Option<String>,
    /// Labels with their values. A name may occur twice.
    pub labels: Vec<(String, String)>,
    /// Without query and fragment.
    pub urls: Vec<String>,
    /// File paths, with `/` between folders, without line numbers.
    pub paths: Vec<String>,
    /// As `owner/name`.
    pub repositories: Vec<String>,
    /// Without port.
    pub hosts: Vec<String>,
    /// Channels, handles, e-mail addresses and telephone numbers.
    pub addresses: Vec<String>,
    /// Everything that names and words are sought in. A line break separates texts that don't belong together.
    pub words: String,
    /// When it began, as written.
    pub began: Option<String>,
    /// True if it says that it is over.
    pub is_over: bool,
}

/// The alerts of a text: a webhook may have several. A text that isn't JSON is one alert.
pub(crate) fn alerts(text: &str) -> Vec<Alert> {
    let text = visible(&decoded(first_bytes(text, MOST_BYTES)));
    let mut alerts = json::alerts(&text).unwrap_or_else(|| vec![Alert::of_text(&text)]);
    if alerts.iter().any(|alert| !alert.is_over) {
        alerts.retain(|alert| !alert.is_over);
    }
    alerts
}

/// A mail without quoted-printable, whose `=3D` would be a part of a label's value.
fn decoded(mail: &str) -> Cow<'_, str> {
    if !mail.to_ascii_lowercase().contains("\ncontent-transfer-encoding: quoted-printable") {
        return mail.into();
    }
    let mail = mail.replace("=\r\n", "").replace("=\n", "");
    let mut pieces = mail.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let code = piece.get(..2).filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(b'='));
        bytes.extend(piece[if code.is_some() { 2 } else { 0 }..].bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// At most so many bytes of a text, up to the end of a character.
fn first_bytes(text: &str, most: usize) -> &str {
    (0..=most.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}

impl Alert {
    /// The name that its labels give it.
    pub(crate) fn name(&self) -> Option<String> {
        const NAMES: [&str; 6] = ["alertname", "alarmname", "title", "monitorname", "eventname", "name"];
        let named = |name: &&str| self.labels.iter().find(|(label, _)| simple(label) == **name);
        NAMES.iter().find_map(named).map(|(_, value)| value.clone())
    }

    fn of_text(text: &str) -> Self {
        let whole = Some(text.trim()).filter(|line| line.len() <= 200 && !line.contains('\n'));
        let mut alert = Self { whole: whole.map(str::to_owned), ..Self::default() };
        let rest = json::embedded(text, &mut alert);
        alert.read(&rest);
        alert
    }

    /// Reads a text of one or more lines.
    fn read(&mut self, text: &str) {
        for line in text.lines() {
            line::read(line, self);
        }
    }

    /// Adds a value with a name: a label, and perhaps a host, a path or a repository. Returns true if its text is evidence, too.
    fn add_named(&mut self, name: &str, value: &str) -> bool {
        let value = value.trim();
        if value.is_empty() || is_no_evidence(name) {
            return false;
        }
        self.label(name, value);
        match simple(name).as_str() {
            "repo" | "repository" | "fullname" => add(&mut self.repositories, token::without_git(value)),
            "file" | "filename" | "path" | "abspath" => add(&mut self.paths, &token::path(value)),
            name if is_of_host(name) => add(&mut self.hosts, token::without_port(value)),
            name => return !is_start(name) && name != "status",
        }
        true
    }

    fn label(&mut self, name: &str, value: &str) {
        match simple(name).as_str() {
            start if is_start(start) => self.began = self.began.take().or_else(|| Some(value.to_owned())),
            "status" | "state" | "newstatevalue" | "eventtype" | "action" | "alerttransition" if is_end(value) => {
                self.is_over = true;
            }
            _ => {}
        }
        let is_known = || self.labels.iter().any(|(known, of)| known == name && of == value);
        if value.len() <= LONGEST_VALUE && self.labels.len() < MOST && !is_known() {
            self.labels.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// Checks whether a simple name is that of a host.
fn is_of_host(name: &str) -> bool {
    matches!(name, "host" | "hostname" | "instance" | "node" | "server" | "machine" | "device")
}

fn is_start(name: &str) -> bool {
    matches!(name, "startsat" | "startedat" | "firedat" | "triggeredat")
}

/// Checks whether a state is over: `RESOLVED`, `incident.resolved`.
fn is_end(status: &str) -> bool {
    let last = status.rsplit('.').next().unwrap_or_default();
    ["resolved", "ok", "close", "closed", "recovery", "recovered"].iter().any(|end| last.eq_ignore_ascii_case(end))
}

fn add(list: &mut Vec<String>, text: &str) {
    if !text.is_empty() && text.len() <= LONGEST && list.len() < MOST && list.iter().all(|known| known != text) {
        list.push(text.to_owned());
    }
}

/// A name in lower case, without `_`, `-` and spaces.
fn simple(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Checks whether a value with this name says where to look or whom to tell, not what is broken: runbooks, dashboards, silences,
/// the page that generated the alert, its rule, its receivers.
fn is_no_evidence(name: &str) -> bool {
    const PARTS: [&str; 9] =
        ["runbook", "dashboard", "silence", "generator", "playbook", "responder", "receiver", "referrer", "referer"];
    const NAMES: &str = "expr expression rule rules query condition promql logql valuestring panelurl imageurl \
                         externalurl alertruleurl groupkey fingerprint useragent grouplabels unsubscribeurl sourceurl";
    let name = simple(name);
    NAMES.split(' ').any(|known| known == name) || PARTS.iter().any(|part| name.contains(part))
}

/// A text without escape sequences and invisible characters. Letters stay as they are: one that only looks like another is another.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => skip_escape(&mut rest),
            '\u{9b}' => skip_parameters(&mut rest),
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => out.push(' '),
            // Variation selectors and tags.
            '\u{fe0e}' | '\u{fe0f}' | '\u{e0000}'..='\u{e0fff}' => {}
            _ if c.is_control() => out.push(' '),
            _ if is_invisible(c) => {}
            _ => out.push(c),
        }
    }
    out
}

/// Skips an escape sequence behind its ESC (ECMA-48): a colour, a link, a title.
fn skip_escape(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match rest.next() {
        Some('[') => skip_parameters(rest),
        // A string ends with BEL or ESC \.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(c) = rest.next() {
                if c == '\u{7}' || c == '\u{9c}' || (c == '\u{1b}' && rest.next_if_eq(&'\\').is_some()) {
                    break;
                }
            }
        }
        Some('(' | ')' | '#' | ' ') => {
            rest.next();
        }
        _ => {}
    }
}

fn skip_parameters(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}
