//! The people who are there, as a personnel system exports them.

use std::collections::HashSet;

use serde_json::Value;

use crate::matrix::Party;
use crate::text::{address, name};

/// Ids, names and addresses of everyone who is there.
#[derive(Debug)]
pub(crate) struct Roster {
    names: HashSet<String>,
    addresses: HashSet<String>,
    /// What comes after the `@` in them.
    domains: HashSet<String>,
}

impl Roster {
    /// Reads a CSV, JSON or one id or address per line. Every cell and every JSON text counts, because exports differ in
    /// their columns.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut texts = Vec::new();
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with(['[', '{']) {
            let json = serde_json::from_str(text).map_err(|error| error.to_string())?;
            collect(&json, &mut texts);
        } else {
            let first = text.lines().next().unwrap_or_default();
            // Where a comma is for decimals, spreadsheets separate by semicolons.
            let delimiter =
                *b"\t;,".iter().max_by_key(|of| first.bytes().filter(|byte| byte == *of).count()).unwrap_or(&b',');
            let mut reader = csv::ReaderBuilder::new();
            let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
            for record in reader.records() {
                texts.extend(record.map_err(|error| error.to_string())?.iter().map(str::to_owned));
            }
        }
        let texts = || texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let addresses: HashSet<String> = texts().map(address::key).collect();
        let domains = addresses.iter().filter_map(|address| domain(address)).map(str::to_owned).collect();
        let roster = Self { names: texts().map(name::key).collect(), addresses, domains };
        if roster.addresses.is_empty() { Err("it names nobody".to_owned()) } else { Ok(roster) }
    }

    /// Checks whether it has a person, by id, name, alias or address.
    pub(super) fn has(&self, person: &Party) -> bool {
        let names = [&person.id, &person.name].into_iter().chain(&person.aliases);
        names.map(|of| name::key(of)).any(|key| self.names.contains(&key))
            || person.contacts.iter().any(|contact| self.has_address(&contact.address))
    }

    pub(super) fn has_address(&self, address: &str) -> bool {
        self.addresses.contains(&address::key(address))
    }

    /// Checks whether an e-mail address of one of its domains is missing. `ada+oncall@…` is delivered to `ada@…`.
    pub(super) fn lacks(&self, address: &str) -> bool {
        let address = address::key(address.strip_prefix("mailto:").unwrap_or(address));
        let Some((mailbox, domain)) = address.rsplit_once('@') else { return false };
        let without_tag = || mailbox.split_once('+').map(|(mailbox, _)| format!("{mailbox}@{domain}"));
        self.domains.contains(domain)
            && !self.addresses.contains(&address)
            && !without_tag().is_some_and(|address| self.addresses.contains(&address))
    }

    /// Checks whether it lists e-mail addresses, so that a missing one says something.
    pub(super) fn has_mail(&self) -> bool {
        self.addresses.iter().any(|address| address.contains('@'))
    }
}

/// The domain of an e-mail address.
fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain).filter(|domain| domain.contains('.'))
}

/// Every text of a JSON value.
fn collect(json: &Value, texts: &mut Vec<String>) {
    match json {
        Value::String(text) => texts.push(text.clone()),
        Value::Number(number) => texts.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, texts)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_has_its_people() {
        for text in [
            "ada\nbo@contoso.com\n",
            "\u{feff}login,mail,name\r\nada,,\"Okafor, Ada\"\r\n,BO@contoso.com,Bo\r\n",
            "login;mail;name\nada;;\"Okafor; Ada\"\n;bo@contoso.com;Bo\n",
            "login\tmail\nada\t\n\tbo@contoso.com\n",
            r#"[{"login": "ada", "active": true}, {"mail": "Bo@Contoso.com", "groups": ["x"]}]"#,
            r#"{"users": ["ada", "bo@contoso.com"]}"#,
        ] {
            let roster = Roster::parse(text).unwrap();
            assert!(roster.names.contains("ada") && roster.has_address("bo@contoso.com"), "{text}");
            assert!(roster.has_mail() && !roster.has_address("dee@contoso.com"));
            assert!(roster.lacks("mailto:Dee@contoso.com") && !roster.lacks("bo+pager@contoso.com"), "{text}");
            assert!(!roster.lacks("dee@example.org"), "{text}: a domain of others");
        }
        for text in ["", " \n\n", "[", "[]", "{\"a\": null}"] {
            assert!(Roster::parse(text).is_err(), "{text}");
        }
    }
}
