//! Values of their kind: durations, dates, percentages, numbers, words from a list, addresses.

use std::str::FromStr;

use jiff::civil::Date;

use super::super::spanned::{Entries, Slot, Spanned, Text};
use super::super::text::Span;
use super::{Context, form};
use crate::diagnostic::Rule;
use crate::diagnostic::finding::Finding;
use crate::matrix::contact::is_email;
use crate::matrix::{AddressKind, Contact, Duration, Placed};
use crate::text::nearest::{nearest, sole};
use crate::text::word::Word;

impl Context<'_> {
    /// A value that parses by its own rules, such as a duration; its error says how it is written.
    pub(super) fn parsed<T>(&mut self, slot: Slot<Text>, what: &str) -> Option<Placed<T>>
    where
        T: FromStr,
        T::Err: std::fmt::Display,
    {
        let text = slot.into_option()?;
        let form: fn(&str) -> Option<String> = match what {
            "percentage" => form::of_percentage,
            "duration" => form::of_duration,
            _ => |_| None,
        };
        let parsed = text.value.parse::<T>();
        let parsed = parsed.map_err(|error| self.bad_with(&text, what, &error.to_string(), form(&text.value)));
        parsed.ok().map(|value| Placed { value, place: text.span })
    }

    /// A length of time.
    pub(super) fn duration(&mut self, slot: Slot<Text>) -> Option<Duration> {
        self.parsed(slot, "duration").map(|duration| duration.value)
    }

    /// A date, `2025-12-18`.
    pub(super) fn date(&mut self, slot: Slot<Text>) -> Option<Placed<Date>> {
        let text = slot.into_option()?;
        let date = date(&text.value);
        if date.is_none() {
            self.bad_with(&text, "date", "dates are written 2025-12-18", form::of_date(&text.value));
        }
        date.map(|value| Placed { value, place: text.span })
    }

    /// A whole number from 1.
    pub(super) fn count(&mut self, slot: Slot<Text>, what: &str) -> Option<u32> {
        let text = slot.into_option()?;
        let number = text.value.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.bad(&text, what, "it is a whole number from 1");
        }
        number
    }

    /// `true` or `false`; `default` if absent.
    pub(super) fn flag(&mut self, slot: Slot<Text>, default: bool) -> bool {
        let Some(text) = slot.into_option() else { return default };
        match text.value.as_str() {
            "true" => true,
            "false" => false,
            _ => {
                self.bad(&text, "answer", "write `true` or `false`");
                default
            }
        }
    }

    /// One word of a closed list, such as a cadence.
    pub(super) fn word<T: Word>(&mut self, text: &Text, what: &str) -> Option<T> {
        self.one_of(text, what, T::LIST, T::word)
    }

    /// One of several values, by the words for them.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        text: &Text,
        what: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let found = all.iter().copied().find(|item| word(*item) == text.value);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|item| word(*item)).collect();
            let help = match nearest(&text.value, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are: {}", words.join(", ")),
            };
            let fault = Finding::at(Rule::BadValue, text.span, format!("unknown {what} `{}`", text.value)).help(help);
            self.faults.push(fault.fix_if(&text.value, sole(&text.value, words.iter().copied())));
        }
        found
    }

    /// As [`Self::word`], for a slot, with its place.
    pub(super) fn word_at<T: Word>(&mut self, slot: &Slot<Text>, what: &str) -> Option<Placed<T>> {
        let text = slot.get()?;
        self.word(text, what).map(|value| Placed { value, place: text.span })
    }

    /// As [`Self::word`], for a slot.
    pub(super) fn word_in<T: Word>(&mut self, slot: &Slot<Text>, what: &str) -> Option<T> {
        slot.get().and_then(|text| self.word(text, what))
    }

    /// Labelled addresses, each of the kind that its form says.
    pub(super) fn contacts(&mut self, entries: Entries<Text>) -> Vec<Contact> {
        let contact = |(label, address): (Text, Text)| {
            let kind = AddressKind::of(&address.value);
            self.contact(label.value, kind, address)
        };
        entries.into_iter().filter_map(contact).collect()
    }

    /// One address of a given kind.
    pub(super) fn contact(&mut self, label: String, kind: AddressKind, address: Text) -> Option<Contact> {
        if address.value.trim().is_empty() {
            self.faults.push(
                Finding::at(Rule::BadValue, address.span, "the address is empty").help("leave it out if there is none"),
            );
            return None;
        }
        let Spanned { value, span } = address;
        let contact = Contact { label, kind, address: value, place: span };
        if kind == AddressKind::Email && !contact.is_placeholder() && !is_email(&contact.address) {
            self.bad_at(span, &contact.address, "e-mail address", "e-mail addresses are written name@domain");
        }
        Some(contact)
    }

    /// A value that isn't what it should be, and how that is written.
    pub(super) fn bad(&mut self, text: &Text, what: &str, how: &str) {
        self.bad_at(text.span, &text.value, what, how);
    }

    /// As [`Self::bad`], with what it should be, if that is beyond doubt.
    fn bad_with(&mut self, text: &Text, what: &str, how: &str, right: Option<String>) {
        let fault = Finding::at(Rule::BadValue, text.span, format!("`{}` is no {what}", text.value));
        self.faults.push(fault.help(how).fix_if(&text.value, right));
    }

    fn bad_at(&mut self, span: Span, value: &str, what: &str, how: &str) {
        self.faults.push(Finding::at(Rule::BadValue, span, format!("`{value}` is no {what}")).help(how));
    }
}

/// A date of the form `2025-12-18`, and no other of the forms that a date may have.
pub(crate) fn date(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if form { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_date_has_one_form() {
        assert!(date("2025-12-18").is_some() && date("2024-02-29").is_some());
        for bad in
            ["", "2025-12-32", "2025-02-29", "2025-1-1", "20251218", "2025-12-18T10:00", "18.12.2025", "2025-W51-4"]
        {
            assert!(date(bad).is_none(), "{bad}");
        }
    }
}
