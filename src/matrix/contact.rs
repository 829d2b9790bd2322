//! Labelled addresses.

use serde::{Deserialize, Serialize};

use super::Place;

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
    /// Kinds of addresses, recognised by their form.
    pub(crate) enum AddressKind {
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A chat channel (`#ops`) or handle (`@ops`).
        Chat = "chat",
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
        let begins = |with: &str| address.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        if begins("tel:") {
            Self::Phone
        } else if begins("mailto:") {
            Self::Email
        } else if address.contains("://") || begins("www.") {
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

    /// The noun for it.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "telephone number",
            Self::Chat => "chat channel",
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
            AddressKind::Phone => is_empty_number(upper),
            AddressKind::Email => {
                let only_x = |part: &str| part.chars().all(|c| matches!(c, 'X' | '.'));
                let parts = upper.split_once('@');
                parts.map_or(open(upper), |(local, domain)| open(local) || (only_x(local) && only_x(domain)))
            }
            AddressKind::Url => upper.split_once("://").is_some_and(|(_, rest)| open(rest)),
            AddressKind::Chat => upper.strip_prefix(['#', '@']).is_some_and(open),
            AddressKind::Other => upper.split_whitespace().next().is_some_and(open),
        };
        in_brackets || signs || of_kind
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
            ("www.corp.example/x", Url),
            ("tel:+4930123456", Phone),
            ("MAILTO:a@b.example", Email),
            ("+49 30 123456 ext. 12", Phone),
            ("<team-key>", Other),
            ("<+49 30 number>", Other),
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
        for address in [
            "+1-XXX-XXX-XXXX",
            "tbd",
            "?",
            "???",
            "--",
            "+",
            "+49 xxx",
            "+49 30 NNNNNNN",
            "+1 000 000 0000",
            "<phone>",
            "TBD later",
            "xxx@xxx.xxx",
            "todo@acme.dev",
            "http://TODO",
            "#todo",
        ] {
            assert!(of(address).is_placeholder(), "{address}");
        }
        for address in [
            "+49 30 123456",
            "+49 30 5550100 ext. 7",
            "+49 30 5550100 x7",
            "112",
            "+800 1000 0000 1",
            "#ops",
            "max@xx.de",
            "todor@acme.dev",
            "#todo-app",
            "https://acme.dev/todo",
            "none-of-us@acme.dev",
        ] {
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
