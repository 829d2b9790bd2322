//! Numbers, shares, addresses, and the version of the format.

use super::{Form, Span, forms, markers, suggest};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::contact::is_email;
use crate::matrix::{AddressKind, Contact, Percentage, Place};

markers! {
    /// The version of the format.
    Version = () {
        noun: "version",
        help: "write `version: 1`",
        parse: |text: &str| (text == "1").then_some(()),
        refuse: refuse_version,
    }
    /// Yes or no. The schema has no words to choose from: two of the four would be the other two in quotes.
    Flag = bool {
        noun: "truth value",
        help: "write `true` or `false`",
        parse: |text: &str| text.parse().ok(),
    }
    /// How many of something there are.
    Count = u32 {
        noun: "count",
        help: "write a whole number from 1",
        parse: count,
    }
    /// How often something happens.
    Times = u32 {
        noun: "number of times",
        help: "write a whole number from 1",
        parse: count,
    }
    /// Which week.
    WeekNumber = u32 {
        noun: "week",
        help: "write a whole number from 1",
        parse: count,
    }
    /// A number of people, of whom one may be there in part.
    Size = f64 {
        noun: "size",
        help: "write a number of people, such as 2",
        parse: size,
    }
    /// The tag of a language.
    Language = String {
        noun: "language",
        help: "write the tag of a language, such as `en` or `de`",
        parse: language,
    }
    /// How important a system is.
    Tier = u32 {
        noun: "tier",
        help: "write a whole number from 1, the most important",
        parse: count,
    }
    /// A word that groups systems.
    Tag = String {
        noun: "tag",
        help: "write one word, such as personal-data, and several as a list, `[pii, sso]`",
        parse: |text: &str| (!text.is_empty() && !text.contains(no_tag)).then(|| text.to_owned()),
        suggest: |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join("-")),
    }
    /// A web address.
    WebAddress = String {
        noun: "web address",
        help: "write a web address as https://…",
        parse: web_address,
    }
    /// An address; its key says which kind.
    Address = String {
        noun: "address",
        help: "leave it out if there is none",
        parse: |text: &str| something(bare(text)),
        refuse: refuse_address,
    }
    /// An address; its form says which kind.
    AnyAddress = (AddressKind, String) {
        noun: "e-mail address",
        help: Email::HELP,
        parse: any_address,
        refuse: Email::refuse,
    }
    /// An e-mail address, or a placeholder for one: TBD, TBA, TODO, N/A, none, unknown, `?`, `-`.
    Email = String {
        noun: "e-mail address",
        help: "write an e-mail address as name@domain",
        parse: email,
        refuse: refuse_email,
    }
    /// The lifecycle of a system.
    Lifecycle = String {
        noun: "lifecycle",
        help: "write experimental, production, deprecated, retired, or a word of your own",
        parse: something,
    }
    /// The reason for which a finding is accepted.
    Acceptance = String {
        noun: "reason",
        help: "state the reason for later readers",
        parse: something,
    }
}

forms! {
    Percentage = Percentage {
        noun: "percentage",
        help: "write a percentage as 99.9%, from 0% to 100%, with up to six decimals",
        parse: |text: &str| text.parse().ok(),
        suggest: |text: &str| Some(suggest::of_percentage(text)),
    }
}

/// What separates tags.
fn no_tag(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';')
}

fn refuse_version(text: &str, span: Span) -> Finding {
    Finding::at(Rule::BadValue, span, format!("version `{text}` of the format is unknown")).help(Version::HELP)
}

fn count(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number| *number > 0)
}

fn size(text: &str) -> Option<f64> {
    // `nan`, `inf`, `1e9` and `-1` are numbers to Rust.
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    text.parse().ok().filter(|size| is_plain && *size > 0.0)
}

fn language(text: &str) -> Option<String> {
    let is_tag = |(at, part): (usize, &str)| {
        let lengths = if at == 0 { 2..=3 } else { 1..=8 };
        lengths.contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    text.split('-').enumerate().all(is_tag).then(|| text.to_owned())
}

fn web_address(text: &str) -> Option<String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme))?;
    (!host.is_empty() && !host.contains(char::is_whitespace)).then(|| text.to_owned())
}

fn something(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// An address without the scheme of its link.
fn bare(text: &str) -> &str {
    let behind = |scheme: &str| {
        let is_it = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        text.get(scheme.len()..).filter(|_| is_it)
    };
    behind("mailto:").or_else(|| behind("tel:")).unwrap_or(text)
}

fn refuse_address(_: &str, span: Span) -> Finding {
    Finding::at(Rule::BadValue, span, "the address is empty").help(Address::HELP)
}

fn email(text: &str) -> Option<String> {
    let text = bare(text);
    let address = something(text)?;
    let contact = Contact { label: String::new(), kind: AddressKind::Email, address, place: Place::default() };
    (contact.is_placeholder() || is_email(text)).then_some(contact.address)
}

fn refuse_email(text: &str, span: Span) -> Finding {
    if something(text).is_none() {
        return refuse_address(text, span);
    }
    Finding::at(Rule::BadValue, span, format!("`{text}` isn't a valid {}", Email::NOUN)).help(Email::HELP)
}

fn any_address(text: &str) -> Option<(AddressKind, String)> {
    let kind = AddressKind::of(text);
    let address = if kind == AddressKind::Email { email(text) } else { something(bare(text)) };
    Some((kind, address?))
}
