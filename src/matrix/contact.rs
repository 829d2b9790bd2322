//! Labelled addresses.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::text::name;

/// An address and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    /// Its label, such as `primary-on-call`.
    pub label: String,
    /// Kind of address.
    pub kind: AddressKind,
    /// The address, as written.
    pub address: String,
    /// Position in the source.
    pub place: Place,
}

words! {
    /// Kinds of addresses, recognised by their form, or by their label where the form leaves it open.
    pub(crate) enum AddressKind {
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A chat channel (`#ops`) or handle (`@ops`).
        Chat = "chat",
        /// A Slack channel, or the id of a channel or a member.
        Slack = "slack",
        /// A Matrix room (`#room:server.tld`) or user (`@user:server`).
        Matrix = "matrix",
        /// An IRC channel or nickname.
        Irc = "irc",
        /// A `PagerDuty` id.
        PagerDuty = "pagerduty",
        /// A GitHub user or team (`@org/team`).
        GitHub = "github",
        /// A GitLab user or group.
        GitLab = "gitlab",
        /// A web address.
        Url = "url",
        /// Anything else, in words.
        Other = "other",
    }
}

impl AddressKind {
    /// Tells what an address is by its form.
    pub(crate) fn of(address: &str) -> Self {
        let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '+' | 'X' | 'x');
        if has_scheme(address, "tel") || is_sip(address) {
            Self::Phone
        } else if has_scheme(address, "xmpp") {
            Self::Chat
        } else if has_scheme(address, "mailto") {
            Self::Email
        } else if is_web_address(address) {
            of_host(address)
        } else if let Some(handle) = address.strip_prefix(['#', '@']) {
            of_handle(address, handle)
        } else if address.contains('@') {
            Self::Email
        } else if address.starts_with(['+', '(']) || (address.chars().all(number) && address.len() > 2) {
            Self::Phone
        } else {
            Self::Other
        }
    }

    /// The kind that the label says, if the form leaves it open: `gh: octocat`, `slack: "#ops"`.
    pub(crate) fn or_by_label(self, label: &str, address: &str) -> Self {
        let is_open = match self {
            Self::Chat => true,
            Self::GitHub => address.starts_with('@'),
            Self::Other => !address.contains(char::is_whitespace),
            _ => false,
        };
        let said = || name::words(label).find_map(|word| Self::of_word(&word));
        is_open.then(said).flatten().unwrap_or(self)
    }

    /// The kind that a word of a label says.
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "gh" | "github" => Some(Self::GitHub),
            "gitlab" => Some(Self::GitLab),
            "irc" => Some(Self::Irc),
            "matrix" => Some(Self::Matrix),
            "pd" | "pagerduty" => Some(Self::PagerDuty),
            word => word.starts_with("slack").then_some(Self::Slack),
        }
    }

    /// Checks whether messages to it appear in a chat.
    pub(crate) const fn is_chat(self) -> bool {
        matches!(self, Self::Chat | Self::Slack | Self::Matrix | Self::Irc)
    }

    /// Checks whether only the kind tells where it is an address: `octocat`, `C022CSULB1V`.
    pub(crate) const fn is_handle(self) -> bool {
        matches!(self, Self::Slack | Self::Matrix | Self::Irc | Self::PagerDuty | Self::GitHub | Self::GitLab)
    }

    /// The noun for it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "telephone number",
            Self::Chat => "chat channel",
            Self::Slack => "Slack channel",
            Self::Matrix => "Matrix address",
            Self::Irc => "IRC handle",
            Self::PagerDuty => "PagerDuty id",
            Self::GitHub => "GitHub handle",
            Self::GitLab => "GitLab handle",
            Self::Url => "web address",
            Self::Other => "address",
        }
    }
}

impl Contact {
    /// Checks whether the address only holds the place of one: `+1-XXX-XXX-XXXX`, `TBD`, `?`.
    pub(crate) fn is_placeholder(&self) -> bool {
        let upper = self.address.to_uppercase();
        let upper = upper.trim();
        let in_brackets = upper.starts_with('<') && upper.ends_with('>');
        let signs = upper.chars().all(|c| matches!(c, '?' | '-' | '.' | '…' | '_' | ' '));
        let open = |word: &str| matches!(word, "TBD" | "TODO" | "TBA" | "TBC" | "N/A" | "NONE" | "UNKNOWN");
        let of_kind = match self.kind {
            AddressKind::Phone if is_sip(upper) => upper.split_once(':').is_some_and(|(_, rest)| open(rest)),
            AddressKind::Phone => is_empty_number(upper),
            AddressKind::Email => {
                let only_x = |part: &str| part.chars().all(|c| matches!(c, 'X' | '.'));
                let parts = upper.split_once('@');
                parts.map_or(open(upper), |(local, domain)| open(local) || (only_x(local) && only_x(domain)))
            }
            AddressKind::Url => upper.split_once("://").is_some_and(|(_, rest)| open(rest)),
            AddressKind::Chat => upper.strip_prefix(['#', '@']).is_some_and(open),
            AddressKind::Other => upper.split_whitespace().next().is_some_and(open),
            _ => open(upper.strip_prefix(['#', '@']).unwrap_or(upper)),
        };
        in_brackets || signs || of_kind
    }
}

fn has_scheme(address: &str, scheme: &str) -> bool {
    address.split_once(':').is_some_and(|(start, _)| start.eq_ignore_ascii_case(scheme))
}

/// Checks whether a text is a SIP address (RFC 3261): a telephone dials a name there, which needs no digits.
pub(crate) fn is_sip(address: &str) -> bool {
    has_scheme(address, "sip") || has_scheme(address, "sips")
}

/// Checks whether a text has the form of a web address, also one of a chat or a forge.
pub(crate) fn is_web_address(text: &str) -> bool {
    text.contains("://") || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// The host of a web address, without user and port.
pub(crate) fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    // Brackets of an IPv6 address have colons of their own.
    if host.starts_with('[') { Some(host) } else { host.split(':').next() }
}

/// The kind of a web address by its host: `github.com`, `gitlab.corp.example`, `corp.slack.com`. The domains for pages,
/// `github.io` and `gitlab.io`, only have pages.
fn of_host(address: &str) -> AddressKind {
    let host = host(address).unwrap_or_default().to_ascii_lowercase();
    let is_of_pages = host.rsplit('.').next() == Some("io");
    let has = |label: &str| !is_of_pages && host.split('.').any(|part| part == label);
    let kinds = [AddressKind::Slack, AddressKind::GitHub, AddressKind::GitLab];
    kinds.into_iter().find(|kind| has(kind.as_str())).unwrap_or(AddressKind::Url)
}

/// The kind of a channel or a handle, which `handle` is without its sign.
fn of_handle(address: &str, handle: &str) -> AddressKind {
    let is_name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "-_.=+".contains(c));
    let is_server = |text: &str| is_name(text) && (address.starts_with('@') || text.contains('.'));
    let is_room = |(local, server): (&str, &str)| {
        let (host, port) = server.split_once(':').unwrap_or((server, "0"));
        is_name(local) && is_server(host) && port.parse::<u16>().is_ok()
    };
    if handle.split_once(':').is_some_and(is_room) {
        AddressKind::Matrix
    } else if address.starts_with('@')
        && handle.split_once('/').is_some_and(|(org, team)| is_name(org) && is_name(team))
    {
        AddressKind::GitHub
    } else {
        AddressKind::Chat
    }
}

/// Checks whether a telephone number has no digits, or letters or zeros where its digits should be. An extension (`ext. 7`,
/// `x7`) has letters of its own.
fn is_empty_number(upper: &str) -> bool {
    let digits = || upper.chars().filter(char::is_ascii_digit);
    let in_place = |word: &str| word.len() > 1 && word.chars().all(|c| c == 'X' || c == 'N' || c == '#');
    let mut words = upper.split(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    digits().next().is_none() || words.any(in_place) || (digits().count() > 2 && digits().skip(1).all(|c| c == '0'))
}

/// Checks whether a text has the form of an e-mail address: a dot-atom, `@`, and a domain (RFC 5321, without quoted local
/// parts and address literals, which no mailbox of a team has).
pub(crate) fn is_email(text: &str) -> bool {
    let atom = |part: &str| {
        let letter = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || !c.is_ascii();
        !part.is_empty() && part.chars().all(|c| letter(c) && !c.is_whitespace() && !c.is_control())
    };
    let label = |part: &str| {
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && c.is_alphanumeric());
        !part.is_empty()
            && part.len() <= 63
            && part.chars().all(letter)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        local.len() <= 64 && domain.len() <= 253 && local.split('.').all(atom) && domain.split('.').all(label)
    })
}

#[cfg(test)]
mod tests;
