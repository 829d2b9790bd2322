//! Facts of a thing: what the matrix says of it, and what it doesn't say.

use super::reach::labelled;
use super::says::Says;
use super::{Block, Contact, Line, Meaning, Run, anchor, phrase};
use crate::matrix::SelectorKind;
use crate::query::{At, Confirmation, ExtensionCard, Holder, LinkCard, Named, PartyCard, SelectorCard, call};

/// Facts as they are collected. Optional ones are left out where the matrix says nothing; the others say so.
pub(crate) struct Facts {
    facts: Vec<(String, Vec<Line>)>,
    /// Lines of a fact. One more says how many are left out.
    most: usize,
}

impl Default for Facts {
    fn default() -> Self {
        Self::at_most(usize::MAX)
    }
}

impl Facts {
    /// No facts yet, and a limit on the lines of each.
    pub(crate) const fn at_most(lines: usize) -> Self {
        Self { facts: Vec::new(), most: lines }
    }

    /// A fact; left out if nothing is said.
    pub(crate) fn fact(self, label: &str, said: impl Says) -> Self {
        self.lines(label, said.says().into_iter())
    }

    fn lines(mut self, label: &str, mut all: impl Iterator<Item = Line>) -> Self {
        let mut lines: Vec<Line> = all.by_ref().take(self.most).collect();
        let more = all.count();
        lines.extend((more > 0).then(|| vec![Run::faint(format!("and {more} more"))]));
        if !lines.is_empty() {
            self.facts.push((label.to_owned(), lines));
        }
        self
    }

    /// A fact; said to be missing if nothing is said.
    pub(crate) fn fact_or_silence(self, label: &str, said: impl Says) -> Self {
        let lines = said.says();
        if lines.is_empty() { self.missing(label) } else { self.fact(label, lines) }
    }

    /// A fact of several items; left out if there are none.
    pub(crate) fn each<T: Says>(self, label: &str, items: impl IntoIterator<Item = T>) -> Self {
        self.lines(label, items.into_iter().flat_map(T::says))
    }

    /// A fact of several items; said to be missing if there are none.
    pub(crate) fn each_or_silence<T: Says>(self, label: &str, items: impl IntoIterator<Item = T>) -> Self {
        self.fact_or_silence(label, items.into_iter().flat_map(T::says).collect::<Vec<_>>())
    }

    /// Selectors, kind by kind.
    pub(crate) fn selectors(self, selectors: &[SelectorCard]) -> Self {
        SelectorKind::ALL.into_iter().fold(self, |facts, kind| {
            let of_kind = selectors.iter().filter(|selector| selector.kind == kind);
            let texts: Vec<&str> = of_kind.map(|selector| selector.selector.as_str()).collect();
            let between = if kind == SelectorKind::Label { "; " } else { ", " };
            facts.fact(kind.as_str(), (!texts.is_empty()).then(|| texts.join(between)))
        })
    }

    /// A fact that the matrix doesn't say.
    pub(crate) fn missing(self, label: &str) -> Self {
        self.fact(label, Run::new(phrase::NOT_SAID, Meaning::Missing))
    }

    /// Things of a kind by name, their ids beside them; left out if there are none.
    pub(crate) fn named<'m>(self, label: &str, kind: &str, things: impl IntoIterator<Item = &'m Named>) -> Self {
        self.each(label, things.into_iter().map(|thing| named(kind, thing)))
    }

    /// Links, each under its label.
    pub(crate) fn links(self, links: &[LinkCard]) -> Self {
        links.iter().fold(self, |facts, link| facts.fact(&link.label.replace('-', " "), phrase::link(link)))
    }

    /// What `x-…` keys say, each under its key.
    pub(crate) fn extensions(self, extensions: &[ExtensionCard]) -> Self {
        extensions.iter().fold(self, |facts, said| facts.fact(&said.key, said.value.as_str()))
    }

    /// The facts below a heading, and the place of the thing at the foot.
    pub(crate) fn below(self, heading: Block, at: Option<&At>) -> Vec<Block> {
        [heading].into_iter().chain(self.block()).chain(at.map(stands_at)).collect()
    }

    /// The facts in the columns of contacts: their values stand below the names.
    pub(crate) fn contacts(self) -> Vec<Contact> {
        let rows = |lines: Vec<Line>| lines.into_iter().map(|name| Contact { name, ..Contact::default() }).collect();
        self.facts.into_iter().flat_map(|(label, lines)| labelled(&label, rows(lines))).collect()
    }

    /// The facts as a block, if there are any.
    pub(crate) fn block(self) -> Option<Block> {
        (!self.facts.is_empty()).then_some(Block::Facts(self.facts))
    }
}

/// Parties on one line.
pub(crate) fn parties(parties: &[PartyCard]) -> Line {
    parties.iter().flat_map(|party| [vec![Run::plain(", ")], phrase::party(party)].concat()).skip(1).collect()
}

/// Those who hold a role, each with the address to use first.
pub(crate) fn holders(holders: &[Holder]) -> Vec<Line> {
    let line = |holder: &Holder| {
        let address = call::fastest(&holder.contacts).map(|contact| [Run::plain("  "), phrase::address(contact)]);
        let address = address.into_iter().flatten();
        std::iter::once(link("party", holder)).chain(address).chain(phrase::away(holder)).collect()
    };
    holders.iter().map(line).collect()
}

/// A thing of a kind by name, its id beside it.
pub(crate) fn named(kind: &str, thing: &Named) -> Line {
    vec![link(kind, thing), id(&format!("  {}", thing.id))]
}

/// A thing of a kind by name.
pub(crate) fn link(kind: &str, thing: &Named) -> Run {
    Run::link(&thing.name, anchor(kind, &thing.id))
}

/// An id.
pub(crate) fn id(text: &str) -> Run {
    Run::new(text, Meaning::Id)
}

/// The thing that the page is about: its name, its id, and what it is.
pub(crate) fn heading(kind: &str, id: &str, name: &str, about: &str) -> Block {
    let comma = if about.is_empty() { "" } else { ", " };
    let (name, id) = (Run::new(name, Meaning::Name(anchor(kind, id))), self::id(&format!("{id}{comma}")));
    Block::Heading(1, vec![name, Run::faint("  "), id, Run::faint(about)])
}

/// The blocks below it.
pub(crate) fn part(name: &str) -> Block {
    Block::Heading(2, vec![Run::plain(name)])
}

/// Position of the thing in the source, and its last confirmation.
pub(crate) fn foot(at: &At, confirmed: Option<&Confirmation>) -> Block {
    let confirmed = phrase::confirmed(confirmed).map(|said| Run::faint(format!("  {said}")));
    Block::Text(vec![std::iter::once(Run::place(phrase::place(at))).chain(confirmed).collect()])
}

/// Position of the thing in the source.
pub(crate) fn stands_at(at: &At) -> Block {
    foot(at, None)
}
