//! Where addresses lead.

use crate::matrix::AddressKind;
use crate::matrix::contact::{is_email, is_web_address};
use crate::text::percent::encoded;

/// Where an address leads; nowhere if it doesn't have the form of its kind.
pub(super) fn href(address: &str) -> Option<String> {
    let address = address.trim();
    match AddressKind::of(address) {
        AddressKind::Email if is_email(address) => Some(format!("mailto:{}", encoded(address, "@"))),
        AddressKind::Phone => tel(address),
        _ if is_web_address(address) => url(address),
        _ => None,
    }
}

/// A number that can be dialled: its digits, and the plus before them.
fn tel(address: &str) -> Option<String> {
    let digits: String = address.chars().filter(char::is_ascii_digit).collect();
    let is_number = address.chars().all(|c| c.is_ascii_digit() || " +-./()".contains(c));
    let plus = if address.starts_with('+') { "+" } else { "" };
    (is_number && digits.len() > 2).then(|| format!("tel:{plus}{digits}"))
}

/// An address on the web, with a host.
fn url(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://").unwrap_or(("https", address));
    let scheme = ["https", "http"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    has_host.then(|| format!("{scheme}://{}", encoded(rest, "%/?#[]@!$&()*+,;=:")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::prelude::*;

    #[test]
    fn real_addresses_are_links() {
        for (address, expected) in [
            ("a@b.example", "mailto:a@b.example"),
            ("o'neil+x@b.example", "mailto:o%27neil%2Bx@b.example"),
            ("a?bcc=x&y@b.example", "mailto:a%3Fbcc%3Dx%26y@b.example"),
            ("jörg@b.example", "mailto:j%C3%B6rg@b.example"),
            ("+49 (30) 555-01", "tel:+493055501"),
            ("112", "tel:112"),
            ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
            ("HTTP://x.example/\"><b>", "http://x.example/%22%3E%3Cb%3E"),
            ("https://x.example/a'b c\u{202e}", "https://x.example/a%27b%20c%E2%80%AE"),
        ] {
            assert_eq!(href(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_leads_nowhere_or_astray_is_no_link() {
        for address in [
            "+1-XXX-XXX-XXXX",
            "TBD",
            "?",
            "+",
            "1-",
            "#ops",
            "@ops",
            "room 3",
            "a b@c",
            "<a@b>",
            "javascript:alert(1)",
            "javascript://x.example/%0aalert(1)",
            "data://text/html,x",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "+49 30;phone-context=x",
            "mailto:a@b.example",
            "vbscript://x",
        ] {
            assert_eq!(href(address), None, "{address}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_link_is_harmless_whatever_it_is_of(hostile in hostile::text()) {
            for address in [hostile.clone(), format!("{hostile}@b.example"), format!("https://x{hostile}"), format!("+49{hostile}")] {
                if let Some(href) = href(&address) {
                    let scheme = ["mailto:", "tel:", "https://", "http://"].iter().any(|scheme| href.starts_with(scheme));
                    prop_assert!(scheme && href.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>`\\".contains(&byte)), "{href}");
                }
            }
        }
    }
}
