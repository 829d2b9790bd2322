//! Text within a line, and the only way for text into the page.

use super::address::href;
use super::{Html, TONES};
use crate::limits::DOCUMENT_BYTES;
use crate::render::wrap::{Text, may_have_number};
use crate::text::sanitize::shown;
use crate::view::page::{Line, Meaning, Run};
use crate::view::write_anchor;

/// What [`Html::text`] escapes.
const MARKUP: &[u8] = b"&<>\"'";

/// Characters of an address that fits a telephone.
const LONG: usize = 32;

/// Characters of a word that fits a column of the matrix.
const WORD: usize = 16;

impl Html<'_> {
    /// Markup. A page that is too large is refused later, and needn't grow.
    pub(super) fn raw(&mut self, markup: &str) {
        if !self.is_too_large() {
            self.out.push_str(markup);
        }
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.out.len() > DOCUMENT_BYTES
    }

    /// Text, with invisible characters spelled out and markup escaped.
    pub(super) fn text(&mut self, text: &str) {
        // Most texts need nothing, and a large page has millions of them.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !MARKUP.contains(&byte)) {
            return self.raw(text);
        }
        let text = shown(text);
        let mut rest = &*text;
        while let Some(at) = rest.bytes().position(|byte| MARKUP.contains(&byte)) {
            self.raw(&rest[..at]);
            self.raw(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            });
            rest = &rest[at + 1..];
        }
        self.raw(rest);
    }

    /// Text in which no date and no number breaks.
    pub(super) fn prose(&mut self, text: &str) {
        if !may_have_number(text) {
            return self.text(text);
        }
        let line = [Run::plain(text)];
        let text = Text::new(&line);
        for (piece, is_whole) in text.pieces() {
            self.raw(if is_whole { "<span class=\"whole\">" } else { "" });
            self.text(piece);
            self.raw(if is_whole { "</span>" } else { "" });
        }
    }

    /// The start of an element.
    pub(super) fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.raw("<");
        self.raw(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.raw(" ");
            self.raw(name);
            self.raw("=\"");
            self.text(value);
            self.raw("\"");
        }
        self.raw(">");
    }

    /// An element with text in it.
    pub(super) fn element(&mut self, name: &str, class: &str, text: &str) {
        self.tag(name, &[("class", class)]);
        self.prose(text);
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    pub(super) fn line(&mut self, line: &Line) {
        for (index, run) in line.iter().enumerate() {
            // Chips need no comma between them.
            let before_chip = line.get(index + 1).is_some_and(|next| matches!(next.meaning, Meaning::Party { .. }));
            if before_chip && run.text == ", " {
                self.raw(" ");
            } else {
                self.run(run);
            }
        }
    }

    fn run(&mut self, run: &Run) {
        let text = run.text.as_str();
        match &run.meaning {
            Meaning::Plain | Meaning::Name(_) => self.prose(text),
            Meaning::Strong => self.element("b", "", text),
            Meaning::Time(at) => {
                self.tag("time", &[("datetime", at)]);
                self.prose(text);
                self.raw("</time>");
            }
            Meaning::Faint | Meaning::Id | Meaning::Place if text.trim().is_empty() => self.text(text),
            Meaning::Faint | Meaning::Id | Meaning::Place => self.element("small", "", text),
            Meaning::Mark => self.element("b", "now", text),
            Meaning::Caution => self.element("span", "doubt", text),
            Meaning::Missing => self.element("span", "gap", text),
            Meaning::Blank => self.blank(text),
            Meaning::Link(to) => self.link(&[], to, text),
            Meaning::Party { id, placeholder, .. } => {
                let slot = if *placeholder { " slot" } else { "" };
                let is_long = text.len() > WORD && text.split(' ').any(|word| word.chars().count() > WORD);
                let long = if is_long { " long" } else { "" };
                // A large page has a million chips: their anchors share their memory.
                let mut to = std::mem::take(&mut self.party);
                to.clear();
                write_anchor(&mut to, "party", id);
                self.link(&["chip ", self.tone(&to), slot, long], &to, text);
                self.party = to;
            }
            Meaning::Address { placeholder: false } => match href(text) {
                Some(href) => self.anchor(&[address(text)], "", &href, text),
                None => self.element("span", address(text), text),
            },
            Meaning::Address { placeholder: true } => self.element("span", &format!("{} doubt", address(text)), text),
        }
    }

    pub(super) fn blank(&mut self, text: &str) {
        self.element("span", "none", text);
        self.raw("<span class=\"unseen\"> not in the matrix</span>");
    }

    /// A link to another thing, if the page shows it.
    fn link(&mut self, class: &[&str], to: &str, text: &str) {
        if self.site.anchors.contains(to) {
            self.anchor(class, "#", to, text);
        } else {
            self.raw("<span");
            self.class(class);
            self.raw(">");
            self.prose(text);
            self.raw("</span>");
        }
    }

    /// The class of an element, in pieces.
    fn class(&mut self, pieces: &[&str]) {
        if !pieces.is_empty() {
            self.raw(" class=\"");
            for piece in pieces {
                self.raw(piece);
            }
            self.raw("\"");
        }
    }

    fn anchor(&mut self, class: &[&str], before: &str, href: &str, text: &str) {
        self.raw("<a");
        self.class(class);
        self.raw(" href=\"");
        self.raw(before);
        self.text(href);
        self.raw("\">");
        self.text(text);
        self.raw("</a>");
    }

    /// The class for the colour of a party's team.
    pub(super) fn tone(&self, anchor: &str) -> &'static str {
        self.site.tones.get(anchor).map_or("t0", |tone| TONES[tone % TONES.len()])
    }
}

/// The class of an address. A long one may break, so that the page doesn't get too wide.
fn address(text: &str) -> &'static str {
    if text.len() > LONG && text.chars().count() > LONG { "address long" } else { "address" }
}
