//! Details of a change that don't say what the change is: tickets, hosts, times, places and systems.
//!
//! A detail is recognised by what it is known to be, never by its look alone: `db-prod-3` is a host since its words name
//! hosts, and `kill-9` is none. A change that nobody approves may hide nothing behind a detail.

use super::asked::ARTICLES;
use crate::matrix::selector::select;
use crate::matrix::{Evidence, Matrix, Pattern, clock};
use crate::query::moment::is_time;
use crate::query::wording::{Word, every_word};

const TIMES: [&str; 12] =
    ["tonight", "morning", "afternoon", "evening", "night", "week", "weekend", "next", "this", "today's", "am", "pm"];
/// What may follow a preposition of a place.
const PLACES: &str = "app apps application web db database databases server servers host hosts node nodes machine machines \
                      vm vms cluster clusters container containers system systems service services environment \
                      environments prod production staging test dev";
/// Words of the names of hosts, beside those of places.
const OF_HOSTS: &str = "api bastion broker cache ci controller dc dns es etcd fw gateway git gw jump k8s kafka kube lb ldap mail \
                        master mongo mq mx mysql nas nfs ns ntp ora pg pod postgres primary proxy queue redis replica \
                        router runner search smtp sql srv standby storage sw switch vpn worker www ws \
                        int pre preprod qa stage uat ap de eu uk us central east north south west";
/// The fewest digits of a ticket without a hyphen: `CHG0012345` is one, and `SEV1` isn't.
const DIGITS: usize = 4;
/// Keys that are no project of a tracker: `KILL-9`, `SEV-1`.
const NO_KEYS: [&str; 8] = ["KILL", "NEVER", "NO", "NON", "NOT", "PRIO", "SEV", "STOP"];
/// How many words are looked up among the selectors of hosts.
const LOOKED_UP: usize = 16;

/// What is known of details beforehand.
pub(super) struct Details {
    /// Words of the names of systems.
    systems: Vec<Word>,
    /// Hosts that a selector of the matrix names.
    hosts: Vec<String>,
}

impl Details {
    pub(super) fn of(matrix: &Matrix, text: &str, systems: Vec<Word>) -> Self {
        let is_selected = |host: &String| {
            let selected = select(matrix, &Evidence::Host(host.clone()));
            selected.iter().any(|found| match &found.selector.pattern {
                // A glob of stars alone knows no host.
                Pattern::Address { host: Some(glob), .. } => glob.as_str().contains(char::is_alphanumeric),
                _ => false,
            })
        };
        Self { systems, hosts: hosts(text).filter(is_selected).collect() }
    }

    /// How many words after a preposition name a place or a time.
    pub(super) fn after_preposition(&self, words: &[&str]) -> usize {
        let articles = words.iter().take_while(|word| ARTICLES.contains(&bare(word).as_str())).count();
        let mut count = articles;
        loop {
            match self.placed(&words[count..]) {
                0 => return if count == articles { 0 } else { count },
                more => count += more,
            }
        }
    }

    /// How many words at the beginning are one detail that may follow a preposition.
    fn placed(&self, words: &[&str]) -> usize {
        let detail = self.first(words);
        if detail > 0 {
            return detail;
        }
        let is_place = |word: &&str| PLACES.split(' ').any(|place| place == bare(word));
        if words.first().is_some_and(is_place) { 1 } else { city(words) }
    }

    /// How many words at the beginning are one detail: a ticket, a host, a time, or part of the name of a system.
    pub(super) fn first(&self, words: &[&str]) -> usize {
        let Some(first) = words.first() else { return 0 };
        let pair = ticket_or_time(words);
        let word = bare(first);
        let is_detail = || {
            is_ticket(stripped(first))
                || TIMES.contains(&word.as_str())
                || is_time(&word)
                || is_dotted_date(&word)
                || self.is_host(&word)
                || self.is_of_system(&word)
        };
        if pair == 0 && is_detail() { 1 } else { pair }
    }

    fn is_of_system(&self, word: &str) -> bool {
        let mut parts = every_word(word).into_iter().peekable();
        parts.peek().is_some() && parts.all(|part| self.has(&part.text))
    }

    fn has(&self, word: &str) -> bool {
        self.systems.iter().any(|known| known.text == word)
    }

    /// Checks whether a word is a host that the matrix knows, an IP address, or named after what hosts are: `web01`,
    /// `db-prod-3`, `node-2.example.org`.
    fn is_host(&self, word: &str) -> bool {
        let (label, domain) = word.split_once('.').map_or((word, None), |(label, domain)| (label, Some(domain)));
        let is_word = |word: &str| {
            let has = |list: &str| list.split(' ').any(|known| known == word);
            has(PLACES) || has(OF_HOSTS) || self.has(word)
        };
        let is_known = |(at, part): (usize, &str)| {
            let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
            if letters.is_empty() { at > 0 && !part.is_empty() } else { is_word(letters) || is_word(part) }
        };
        let is_domain = |domain: &str| domain.contains('.') && domain.split('.').all(is_label);
        let is_named = is_label(label)
            && label.split(['-', '_']).enumerate().all(is_known)
            && domain.map_or_else(|| label.ends_with(|c: char| c.is_ascii_digit()), is_domain);
        is_named || word.parse::<std::net::IpAddr>().is_ok() || self.hosts.iter().any(|host| host == word)
    }
}

/// The words of a text that may be hosts which only the matrix knows. Without a digit or a dot they are words.
pub(super) fn hosts(text: &str) -> impl Iterator<Item = String> {
    let is_host = |word: &String| {
        word.contains(|c: char| c.is_ascii_digit() || c == '.') && word.contains(char::is_alphabetic) && {
            word.split('.').all(is_label)
        }
    };
    text.split_whitespace().map(bare).filter(is_host).take(LOOKED_UP)
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// How many words at the beginning name a city with a time zone.
fn city(words: &[&str]) -> usize {
    let named = |count: &usize| {
        let words: Option<Vec<String>> = words.get(..*count).map(|words| words.iter().map(|word| bare(word)).collect());
        words.is_some_and(|words| clock::zone_of_city(&words.join(" ")).is_some())
    };
    [1, 2].into_iter().find(named).unwrap_or_default()
}

/// How many words at the beginning are a ticket with its number, or a time: `ticket 4711`, `3 pm`, `week 48`.
fn ticket_or_time(words: &[&str]) -> usize {
    let [first, second, ..] = words else { return 0 };
    let (first, second) = (bare(first), bare(second));
    let is_pair = match first.as_str() {
        "ticket" => {
            second.split(['#', '-']).all(|part| part.chars().all(|c| c.is_ascii_alphanumeric())) && {
                second.ends_with(|c: char| c.is_ascii_digit())
            }
        }
        "week" => is_number(&second),
        _ => is_number(&first) && matches!(second.as_str(), "am" | "pm") && is_time(&format!("{first} {second}")),
    };
    if is_pair { 2 } else { 0 }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks whether a word is the number of a ticket: `#4711`, `OPS-12`, `CHG0012345`.
fn is_ticket(word: &str) -> bool {
    if let Some(number) = word.strip_prefix('#') {
        return is_number(number);
    }
    let key = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &word[key.len()..];
    let (key, fewest) = key.strip_suffix('-').map_or((key, DIGITS), |key| (key, 1));
    key.len() > 1
        && key.bytes().all(|byte| byte.is_ascii_uppercase())
        && number.len() >= fewest
        && !NO_KEYS.contains(&key)
}

/// Checks whether a word is a day such as `01.12.2026`.
fn is_dotted_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let [day, month, year] = parts[..] else { return false };
    let number = |part: &str| part.parse::<i8>().ok();
    let date = |year: i16| jiff::civil::Date::new(year, number(month)?, number(day)?).ok();
    year.len() == 4 && year.parse().ok().and_then(date).is_some()
}

/// A word without the punctuation around it.
fn stripped(word: &str) -> &str {
    word.trim_matches(|c: char| ".,:;()[]\"'?".contains(c))
}

/// A word in lower case, without the punctuation around it.
pub(super) fn bare(word: &str) -> String {
    stripped(word).to_lowercase()
}
