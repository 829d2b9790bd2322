//! Labelled addresses.

use super::Place;

/// An address and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its label, such as `primary-on-call`.
    pub label: String,
    /// What the address is.
    pub kind: AddressKind,
    /// The address, as written.
    pub address: String,
    /// Where it stands.
    pub place: Place,
}

/// Kinds of addresses, told apart by their form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A chat channel (`#ops`) or handle (`@ops`).
    Chat,
    /// A web address.
    Url,
    /// Anything else, in words.
    Other,
}

impl AddressKind {
    /// Tells what an address is by its form.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '+' | 'X' | 'x');
        if address.contains("://") {
            Self::Url
        } else if address.starts_with(['#', '@']) {
            Self::Chat
        } else if address.contains('@') {
            Self::Email
        } else if address.starts_with(['+', '(']) || (address.chars().all(number) && address.len() > 2) {
            Self::Phone
        } else {
            Self::Other
        }
    }

    /// The word for it, as JSON and people have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Url => "url",
            Self::Other => "other",
        }
    }
}

impl Contact {
    /// Whether the address only holds the place of one: `+1-XXX-XXX-XXXX`, `TBD`, `?`.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        let upper = self.address.to_uppercase();
        match self.kind {
            AddressKind::Phone => upper.contains('X') || !upper.contains(|c: char| c.is_ascii_digit()),
            _ => matches!(upper.trim(), "TBD" | "TODO" | "TBA" | "N/A" | "NONE" | "UNKNOWN" | "?" | "-"),
        }
    }
}

/// Whether a text has the form of an e-mail address: a dot-atom, `@`, and a domain (RFC 5321, without quoted local
/// parts and address literals, which no mailbox of a team has).
#[must_use]
pub fn is_email(text: &str) -> bool {
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
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        use AddressKind::{Chat, Email, Other, Phone, Url};
        for (address, kind) in [
            ("db-admin@violentutf.local", Email),
            ("db admin@x", Email),
            ("+1-XXX-XXX-XXXX", Phone),
            ("(030) 1234", Phone),
            ("112", Phone),
            ("#db-on-call", Chat),
            ("@dba", Chat),
            ("https://chat.example/x@y", Url),
            ("room 3", Other),
            ("TBD", Other),
            ("?", Other),
        ] {
            assert_eq!(AddressKind::of(address), kind, "{address}");
        }
    }

    #[test]
    fn placeholders_are_known() {
        let of = |address: &str| Contact {
            label: String::new(),
            kind: AddressKind::of(address),
            address: address.into(),
            place: Place::default(),
        };
        for address in ["+1-XXX-XXX-XXXX", "tbd", "?", "+", "+49 xxx"] {
            assert!(of(address).is_placeholder(), "{address}");
        }
        for address in ["+49 30 123456", "#ops", "max@xx.de"] {
            assert!(!of(address).is_placeholder(), "{address}");
        }
    }

    #[test]
    fn mailboxes_have_a_form() {
        for good in ["a@b", "db-admin@violentutf.local", "o'neil+x@a-b.example", "jörg@münchen.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in
            ["", "@", "a@", "@b", "a b@c", "a@b c", "a..b@c", "a@-b", "a@b..c", "a@b\u{202e}", "a@b@c d", "<a@b>"]
        {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
