//! Answers as a picture: nodes and arrows, for tools that draw them.

pub(crate) mod dot;
mod escalate;
pub(crate) mod mermaid;
mod organisation;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Graph {
    /// Its nodes; an arrow names them by their index.
    pub nodes: Vec<Node>,
    /// Its arrows.
    pub arrows: Vec<Arrow>,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its text, line by line, as in the matrix.
    pub lines: Vec<String>,
    /// How it looks.
    pub look: Look,
}

/// How a node looks. Never the only bearer of meaning: what it says is in its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Where the picture begins.
    Start,
    /// Something that is on the way: a level, a system.
    Box,
    /// The one that matters now.
    Active,
    /// Somebody.
    Party,
    /// Nobody yet, or somebody else.
    Doubtful,
}

/// An arrow from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrow {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Its label; may be empty.
    pub label: String,
    /// True if it is of less weight than the others.
    pub faint: bool,
}

/// An answer that can be drawn.
pub(crate) trait Drawn {
    /// Its picture.
    fn graph(&self) -> Graph;
}

impl Graph {
    /// Adds a node; its index.
    pub(crate) fn node(&mut self, look: Look, lines: impl IntoIterator<Item = String>) -> usize {
        self.nodes.push(Node { look, lines: lines.into_iter().filter(|line| !line.is_empty()).collect() });
        self.nodes.len() - 1
    }

    /// Adds an arrow.
    pub(crate) fn arrow(&mut self, from: usize, to: usize, label: impl Into<String>) {
        self.arrows.push(Arrow { from, to, label: label.into(), faint: false });
    }

    /// Adds an arrow of less weight.
    pub(crate) fn faint_arrow(&mut self, from: usize, to: usize, label: impl Into<String>) {
        self.arrows.push(Arrow { from, to, label: label.into(), faint: true });
    }
}

/// A picture of hostile texts, and what a reader of it has to see.
#[cfg(test)]
pub(crate) fn sample(text: &str) -> Graph {
    let mut graph = Graph::default();
    let from = graph.node(Look::Start, [text.to_owned(), "second line".to_owned()]);
    let to = graph.node(Look::Doubtful, [text.to_owned()]);
    graph.arrow(from, to, text);
    graph.faint_arrow(to, from, "");
    graph
}
