//! Builds the tree of a text from the events of the YAML parser.

mod key;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use serde_saphyr::granit_parser::{self as granit, Event, Marker, ScalarStyle, StructureStyle, Tag};

use super::marker::{Places, count};
use super::node::{Entry, Key, Value, mark_repeated};
use super::syntax::too_deep;
use super::{Node, Span};
use crate::diagnostic::{Finding, Findings, Rule, quoted};
use crate::limits::{self, DEPTH};
use key::{Pending, glued, key};

/// Receives each system, instead of the tree.
pub(super) type TakeSystem<'a, 't> = &'a mut dyn FnMut(Key<'t>, Node<'t>, &mut Findings);

/// The section of the systems.
const SYSTEMS: &str = "systems";

/// How to go on after an event.
pub(super) enum Next {
    GoOn,
    End,
    Abandon,
}

/// Builds the tree, event by event.
pub(super) struct Builder<'t, 'f, 'a> {
    places: Places<'t>,
    pub(super) faults: &'f mut Findings,
    documents: usize,
    pub(super) root: Option<Node<'t>>,
    /// Open lists and mappings, outermost first.
    open: Vec<Open<'t>>,
    anchors: HashMap<usize, Anchor<'t>>,
    weight: Weight,
    /// True if it is reported that aliases make the tree too large.
    overweight: bool,
    pub(super) take_system: Option<TakeSystem<'a, 't>>,
}

/// A list or mapping that isn't closed yet.
struct Open<'t> {
    start: Span,
    flow: bool,
    anchor: usize,
    /// The weight of the tree before it.
    weight: Weight,
    /// How many levels there are below it.
    height: usize,
    content: Content<'t>,
}

enum Content<'t> {
    List(Vec<Node<'t>>),
    Map(Vec<Entry<'t>>, Pending<'t>),
}

/// A value that an alias can refer to.
struct Anchor<'t> {
    node: Node<'t>,
    weight: Weight,
    height: usize,
}

/// What is in a tree, with the values of aliases.
#[derive(Clone, Copy, Default)]
struct Weight {
    bytes: usize,
    /// Values, and lines of their texts.
    values: usize,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.values = self.values.saturating_add(other.values);
    }

    fn since(self, before: Self) -> Self {
        Self { bytes: self.bytes - before.bytes, values: self.values - before.values }
    }
}

impl<'t, 'f, 'a> Builder<'t, 'f, 'a> {
    pub(super) fn new(places: Places<'t>, faults: &'f mut Findings, take_system: Option<TakeSystem<'a, 't>>) -> Self {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Self {
            places,
            faults,
            documents: 0,
            root: None,
            open,
            anchors,
            weight: Weight::default(),
            overweight: false,
            take_system,
        }
    }

    /// Checks whether the open mapping contains the systems.
    fn is_systems(&self) -> bool {
        matches!(
            &self.open[..],
            [Open { content: Content::Map(_, Pending::Key(key)), anchor: 0, .. }, Open { anchor: 0, .. }]
                if key.text == SYSTEMS
        )
    }

    pub(super) fn take(&mut self, event: Event<'t>, at: granit::Span) -> Next {
        if self.weight.values > limits::VALUES + self.places.text.len() / limits::BYTES_PER_VALUE {
            let message = "too many values: the file has more than a matrix needs";
            self.faults.push(Finding::at(Rule::Syntax, self.places.span(at), message).help("split the file"));
            return Next::Abandon;
        }
        match event {
            Event::DocumentStart(..) if self.documents > 0 => {
                let message = "a second document begins here, and a file holds one";
                self.faults.push(
                    Finding::at(Rule::Syntax, self.places.span(at), message).help("put it into a file of its own"),
                );
                return Next::End;
            }
            Event::DocumentStart(..) => self.documents += 1,
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag.as_deref(), at),
            Event::SequenceStart(style, anchor, tag) => {
                return self.open(Content::List(Vec::new()), style, anchor, tag.as_deref(), at);
            }
            Event::MappingStart(style, anchor, tag) => {
                return self.open(Content::Map(Vec::new(), Pending::None), style, anchor, tag.as_deref(), at);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at.end),
            Event::Alias(anchor) => self.alias(anchor, self.places.span(at)),
            Event::UnresolvedAlias(name) => {
                let span = self.places.span(at);
                let fault = Finding::at(Rule::Syntax, span, format!("unknown anchor {}", quoted(&name)));
                self.faults.push(fault.help("quote a text that starts with `*`"));
                self.place(Node { span, value: Value::Faulty }, 0);
            }
            _ => {}
        }
        Next::GoOn
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, at: granit::Span) {
        // The line break at the end of a block is syntax to those who write it.
        let is_block = matches!(style, ScalarStyle::Folded | ScalarStyle::Literal);
        let text = if is_block { Cow::from(text.trim_end_matches('\n').to_owned()) } else { text };
        let plain = style == ScalarStyle::Plain && !tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        let lines = text.as_bytes().windows(2).filter(|pair| pair[0] == b'\n' && pair[1] != b'\n').count();
        let weight = Weight { bytes: 1 + text.len(), values: 1 + lines };
        self.weight.add(weight);
        let known = tag.is_none_or(|tag| matches!(tag.core_suffix(), Some("str" | "null" | "bool" | "int" | "float")));
        let value = if known {
            Value::Scalar { text, plain }
        } else {
            self.refuse_tag(tag, at);
            Value::Faulty
        };
        let node = Node { span: self.scalar_span(at), value };
        if anchor != 0 {
            self.anchors.insert(anchor, Anchor { node: node.clone(), weight, height: 0 });
        }
        self.place(node, 0);
    }

    fn open(
        &mut self,
        content: Content<'t>,
        style: StructureStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: granit::Span,
    ) -> Next {
        let start = match (&content, self.open.last()) {
            (Content::List(_), Some(Open { start: parent, flow: false, content: Content::Map(..), .. })) => {
                self.places.dash(at, *parent).unwrap_or_else(|| self.places.span(at))
            }
            _ => self.places.span(at),
        };
        if self.open.len() >= DEPTH {
            self.faults.push(Finding::at(Rule::Syntax, start, too_deep()));
            return Next::Abandon;
        }
        // Faults in the content are reported, too.
        if tag.is_some() {
            self.refuse_tag(tag, at);
        }
        let (flow, weight) = (style == StructureStyle::Flow, self.weight);
        self.weight.add(Weight { bytes: 1, values: 1 });
        self.open.push(Open { start, flow, anchor, weight, height: 0, content });
        Next::GoOn
    }

    fn close(&mut self, end: Marker) {
        let Some(Open { start, flow, anchor, weight, height, content }) = self.open.pop() else { return };
        let mut span = start;
        let mut cover = |inner: Span| {
            if inner.line == start.line {
                span.end_column = span.end_column.max(inner.end_column);
            }
        };
        let mut value = match content {
            Content::List(mut items) => {
                for item in &items {
                    cover(item.span);
                }
                items.shrink_to_fit();
                Value::List(items)
            }
            Content::Map(mut entries, _) => {
                for entry in &entries {
                    cover(entry.key.span);
                    cover(entry.value.span);
                }
                mark_repeated(&mut entries, self.faults);
                // Most mappings are small, and there may be a million.
                entries.shrink_to_fit();
                Value::Map(entries)
            }
        };
        if flow && count(end.line()) == start.line {
            span.end_column = count(end.col()) + 1;
        }
        let height = height + 1;
        if anchor != 0 {
            let shared = Rc::new(value);
            value = Value::Shared(Rc::clone(&shared));
            let node = Node { span, value: Value::Shared(shared) };
            self.anchors.insert(anchor, Anchor { node, weight: self.weight.since(weight), height });
        }
        self.place(Node { span, value }, height);
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let Some(Anchor { node, weight, height }) = self.anchors.get(&anchor) else {
            self.faults.push(Finding::at(Rule::Syntax, span, "an alias inside its own value"));
            return self.place(Node { span, value: Value::Faulty }, 0);
        };
        let size = self.places.text.len();
        let limit = (4 * size + 10_000).min(size + limits::ALIASED_BYTES);
        let mut all = self.weight;
        all.add(*weight);
        let faulty = Node { span, value: Value::Faulty };
        let (node, height) = if self.open.len() + height > DEPTH {
            self.faults.push(Finding::at(Rule::Syntax, span, too_deep()));
            (faulty, 0)
        } else if all.bytes > limit {
            if !std::mem::replace(&mut self.overweight, true) {
                let message = format!("aliases make this file too large: more than {limit} values and bytes");
                self.faults.push(Finding::at(Rule::Syntax, span, message).help("write fewer aliases of aliases"));
            }
            (faulty, 0)
        } else {
            self.weight = all;
            // A fault in a text is reported at its anchor, one in anything else at the alias.
            let is_key = matches!(self.open.last(), Some(Open { content: Content::Map(_, Pending::None), .. }));
            let span = if *height > 0 || is_key { span } else { node.span };
            (Node { span, ..node.clone() }, *height)
        };
        self.place(node, height);
    }

    /// Drops the tree and keeps the faults.
    pub(super) fn abandon(self) -> Option<Node<'t>> {
        for open in self.open {
            if let Content::Map(mut entries, pending) = open.content {
                if let Pending::Key(key) = pending {
                    let value = Node { span: key.span, value: Value::Faulty };
                    entries.push(Entry { key, value, repeated: false });
                }
                mark_repeated(&mut entries, self.faults);
            }
        }
        None
    }

    /// Adds a finished value to its parent.
    fn place(&mut self, node: Node<'t>, height: usize) {
        let is_system = self.take_system.is_some() && self.is_systems();
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        parent.height = parent.height.max(height);
        match &mut parent.content {
            Content::List(items) => items.push(node),
            Content::Map(entries, pending) => match std::mem::replace(pending, Pending::None) {
                Pending::None => *pending = key(node, self.faults),
                Pending::Key(key) if is_system => {
                    if let Some(take) = &mut self.take_system {
                        take(key, node, self.faults);
                    }
                }
                Pending::Key(key) => match glued(&key).filter(|_| parent.flow && node.value.is_null()) {
                    Some(span) => {
                        let fault = Finding::at(Rule::Syntax, span, "a space is missing after this `:`");
                        self.faults.push(fault.help("write `key: value`, or quote the text"));
                    }
                    None => entries.push(Entry { key, value: node, repeated: false }),
                },
                Pending::Refused => {}
            },
        }
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, at: granit::Span) {
        let name = tag.map(Tag::original).unwrap_or_default();
        let span = self.places.span(at.tag_span().unwrap_or(at));
        let help = "delete it, or quote a text that starts with `!`";
        self.faults
            .push(Finding::at(Rule::Syntax, span, format!("the tag {} isn't allowed here", quoted(&name))).help(help));
    }

    /// The place of a scalar. An empty one is right after its key, although the parser may be lines ahead.
    fn scalar_span(&self, at: granit::Span) -> Span {
        let span = self.places.span(at);
        match self.open.last().map(|parent| &parent.content) {
            Some(Content::Map(_, Pending::Key(key)))
                if at.start.index() == at.end.index() && key.span.line != span.line =>
            {
                Span { column: key.span.end_column, end_column: key.span.end_column + 1, ..key.span }
            }
            _ => span,
        }
    }
}
