//! Addresses: placeholders, impossible ones and reserved domains.

use super::{Finding, Look, Rule};
use crate::matrix::contact::{host, is_sip, is_web_address};
use crate::matrix::{AddressKind, Contact, Place};
use crate::text::name;

/// Top-level domains that mean nothing outside of one network or one document: RFC 2606, RFC 6761, RFC 6762, RFC 8375.
const RESERVED: [&str; 7] = ["local", "localhost", "test", "example", "invalid", "internal", "home.arpa"];
/// Second-level ones (RFC 2606).
const RESERVED_SECOND: [&str; 3] = ["example.com", "example.net", "example.org"];
/// Digits of a telephone number: emergency calls have three, and no number more than fifteen (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

pub(super) fn rules(look: &mut Look<'_>) {
    let matrix = look.matrix;
    for system in &matrix.systems {
        system.contacts.iter().for_each(|contact| address(look, contact, &[system.place]));
    }
    for party in &matrix.parties {
        party.contacts.iter().for_each(|contact| address(look, contact, &[party.place]));
    }
    for policy in &matrix.policies {
        for level in &policy.levels {
            for call in &level.contacts {
                let items = [call.place, level.place, policy.place];
                call.contacts.iter().for_each(|contact| address(look, contact, &items));
            }
        }
    }
}

fn address(look: &mut Look<'_>, contact: &Contact, items: &[Place]) {
    let address = contact.address.trim();
    if contact.is_placeholder() {
        let message = format!("`{address}` isn't a real {}", contact.kind.noun());
        look.report(Finding::at(Rule::PlaceholderAddress, contact.place, message), items);
        return;
    }
    if let Some(why) = impossible(contact.kind, address).or_else(|| mislabelled(&contact.label, contact.kind, address))
    {
        let message = format!("`{address}` can't be right: {why}");
        look.report(Finding::at(Rule::ImpossibleAddress, contact.place, message), items);
    }
    if let Some(domain) = domain(contact.kind, address).filter(|domain| is_reserved(domain)) {
        let message = format!("`{domain}` is a reserved domain");
        look.report(Finding::at(Rule::ReservedDomain, contact.place, message), items);
    }
}

/// Why an address can't be right.
fn impossible(kind: AddressKind, address: &str) -> Option<&'static str> {
    let digits = address.chars().filter(char::is_ascii_digit).count();
    match kind {
        AddressKind::Phone if is_sip(address) => None,
        AddressKind::Phone if digits < *DIGITS.start() => Some("a telephone number has three digits or more"),
        AddressKind::Phone if digits > *DIGITS.end() => Some("a telephone number has at most 15 digits (E.164)"),
        AddressKind::Phone if address.chars().filter(|c| *c == '+').count() > 1 || address.rfind('+') > Some(0) => {
            Some("a `+` belongs at the beginning of a telephone number")
        }
        AddressKind::Url if domain(kind, address).is_none_or(|host| host.is_empty()) => {
            Some("a web address has a host")
        }
        _ if kind.is_chat() && matches!(address, "#" | "@") => Some("a channel has a name"),
        _ => None,
    }
}

/// Why an address can't be right: its label says that it is of another kind.
fn mislabelled(label: &str, kind: AddressKind, address: &str) -> Option<&'static str> {
    let says = |words: &[&str]| name::words(label).any(|word| words.contains(&word.as_str()));
    let (email, phone) = (says(&["email", "mail"]), says(&["phone", "telephone", "tel", "mobile"]));
    // A number may be spelled in letters: 1-800-FLOWERS.
    let has_digits = address.chars().filter(char::is_ascii_digit).count() >= *DIGITS.start();
    match kind {
        AddressKind::Url => None,
        AddressKind::Phone if phone && is_sip(address) => None,
        AddressKind::Email => (phone && !email).then_some("its label says that it is a telephone number"),
        _ if email && !phone => Some("its label says that it is an e-mail address"),
        _ => (phone && !email && !has_digits).then_some("its label says that it is a telephone number"),
    }
}

/// The domain of an e-mail or web address, in lower case.
fn domain(kind: AddressKind, address: &str) -> Option<String> {
    let host = match kind {
        AddressKind::Email => address.rsplit_once('@')?.1,
        AddressKind::Url => host(address)?,
        _ if kind.is_handle() && is_web_address(address) => host(address)?,
        _ => return None,
    };
    Some(host.trim_end_matches('.').to_lowercase())
}

fn is_reserved(domain: &str) -> bool {
    let is_or_ends = |of: &str| domain.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    RESERVED.into_iter().chain(RESERVED_SECOND).any(is_or_ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_hosts_have_a_form() {
        use AddressKind::{Chat, Phone, Url};
        for (kind, address) in [
            (Phone, "+49 30 5550100"),
            (Phone, "112"),
            (Phone, "(030) 123-456"),
            (Phone, "sip:dba@pbx.acme.dev"),
            (Url, "https://wiki.acme.dev/x"),
            (Url, "https://[::1]:8080/"),
            (Chat, "#ops"),
        ] {
            assert_eq!(impossible(kind, address), None, "{address}");
        }
        for (kind, address) in
            [(Phone, "+4"), (Phone, "+1234567890123456"), (Phone, "030 + 5550100"), (Url, "https:///x"), (Chat, "#")]
        {
            assert!(impossible(kind, address).is_some(), "{address}");
        }
    }

    #[test]
    fn an_address_is_of_the_kind_that_its_label_says() {
        for (label, address) in [
            ("phone", "1-800-FLOWERS"),
            ("phone", "sip:a@b.example"),
            ("email", "a@b.example"),
            ("phone-or-email", "#ops"),
            ("on-call", "desk 3"),
        ] {
            assert_eq!(mislabelled(label, AddressKind::of(address), address), None, "{label}: {address}");
        }
        for (label, address) in
            [("phone", "call me"), ("mobile-phone", "#ops"), ("email", "+49 30 5550100"), ("phone", "a@b.example")]
        {
            assert!(mislabelled(label, AddressKind::of(address), address).is_some(), "{label}: {address}");
        }
    }

    #[test]
    fn reserved_domains_are_known_with_what_is_below_them() {
        use AddressKind::{Email, Phone, Url};
        for (kind, address) in [
            (Email, "a@violentutf.local"),
            (Email, "a@Example.COM"),
            (Url, "http://u:p@x.test:80/y"),
            (Url, "http://localhost/"),
        ] {
            assert!(domain(kind, address).is_some_and(|domain| is_reserved(&domain)), "{address}");
        }
        for (kind, address) in [(Email, "a@mylocal"), (Email, "a@example.com.de"), (Url, "https://acme.dev")] {
            assert!(!domain(kind, address).is_some_and(|domain| is_reserved(&domain)), "{address}");
        }
        assert_eq!(domain(Phone, "112"), None);
    }
}
