//! Labels and what is said under them.

use std::borrow::Cow;

use askama::Template;

use super::address::Address;
use super::chip::{Chip, Parties};
use crate::query::show::Mention;

/// Facts, each under its label. What the matrix doesn't say is left out.
#[derive(Default, Template)]
#[template(path = "facts.html", config = "src/render/html/askama.toml")]
pub(super) struct Facts<'w> {
    facts: Vec<Fact<'w>>,
}

struct Fact<'w> {
    label: Cow<'w, str>,
    values: Vec<Value<'w>>,
}

/// A piece of what is said, and an aside to it.
#[derive(Template)]
#[template(path = "value.html", config = "src/render/html/askama.toml")]
pub(super) struct Value<'w> {
    pub(super) said: Said<'w>,
    pub(super) aside: String,
}

/// What is said.
pub(super) enum Said<'w> {
    /// A text.
    Text(Cow<'w, str>),
    /// A party.
    Party(Chip<'w>),
    /// An address.
    Address(Address<'w>),
    /// A task and those who do it.
    Duty(&'w str, Vec<Chip<'w>>),
    /// Tasks, each with its cadence, and the system that they are of before them.
    Tasks(&'w str, Vec<(&'w str, &'w str)>),
    /// Links, with what they have in common before them.
    Links(&'w str, Vec<Link<'w>>),
}

/// A link within the page.
pub(super) struct Link<'w> {
    /// The id that it leads to.
    pub(super) to: String,
    /// Its text.
    pub(super) text: &'w str,
}

impl<'w> Value<'w> {
    pub(super) fn text(text: impl Into<Cow<'w, str>>) -> Self {
        Said::Text(text.into()).into()
    }

    pub(super) fn link(to: String, text: &'w str) -> Self {
        Said::Links("", vec![Link { to, text }]).into()
    }

    /// With an aside behind it.
    pub(super) fn aside(self, aside: impl Into<String>) -> Self {
        Self { aside: aside.into(), ..self }
    }
}

impl<'w> From<Said<'w>> for Value<'w> {
    fn from(said: Said<'w>) -> Self {
        Self { said, aside: String::new() }
    }
}

/// Parties, mentioned.
pub(super) fn parties<'w>(parties: &Parties<'w>, mentions: impl IntoIterator<Item = &'w Mention>) -> Vec<Value<'w>> {
    mentions.into_iter().map(|mention| Said::Party(parties.chip(mention)).into()).collect()
}

/// Texts, each a value of its own.
pub(super) fn texts(texts: &[String]) -> Vec<Value<'_>> {
    texts.iter().map(|text| Value::text(text.as_str())).collect()
}

impl<'w> Facts<'w> {
    /// Values under a label; left out if there are none.
    pub(super) fn with(mut self, label: impl Into<Cow<'w, str>>, values: Vec<Value<'w>>) -> Self {
        if !values.is_empty() {
            self.facts.push(Fact { label: label.into(), values });
        }
        self
    }

    /// A text under a label, its lines apart; left out if there is none.
    pub(super) fn text(self, label: &'static str, text: Option<&'w str>) -> Self {
        let lines = text.into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty());
        self.with(label, lines.map(Value::text).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}
