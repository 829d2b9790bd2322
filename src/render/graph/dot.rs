//! DOT, for Graphviz.

use std::fmt::Write as _;

use super::{Arrow, Graph, Look, Node};
use crate::text::sanitize::shown;

/// Settings of the graph.
const HEAD: &str = "digraph own {\n    rankdir=LR\n    node [fontname=\"sans-serif\", shape=box]\n    \
    edge [fontname=\"sans-serif\", fontsize=11]\n";

/// The picture as a directed graph, ending with a line feed.
pub(crate) fn render(graph: &Graph) -> String {
    let mut out = HEAD.to_owned();
    for (id, node) in graph.nodes.iter().enumerate() {
        // Writing to a string can't fail.
        let _ = writeln!(out, "    n{id} [label=\"{}\"{}]", label(node), look(node.look));
    }
    for Arrow { from, to, label, faint } in &graph.arrows {
        let style = if *faint { ", style=dotted" } else { "" };
        let _ = writeln!(out, "    n{from} -> n{to} [label=\"{}\"{style}]", text(label));
    }
    out + "}\n"
}

fn label(node: &Node) -> String {
    node.lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\\n")
}

const fn look(look: Look) -> &'static str {
    match look {
        Look::Start => ", shape=oval",
        Look::Box => "",
        Look::Active => ", penwidth=3",
        Look::Party => ", style=rounded",
        Look::Doubtful => ", style=\"rounded,dashed\"",
    }
}

/// Text within quotes: no end of them, none of DOT's escapes, and no entity of HTML, which it reads in labels.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::text::sanitize::hostile;
    use proptest::prelude::*;

    #[test]
    fn it_is_a_directed_graph() {
        let expected = format!(
            "{HEAD}    n0 [label=\"A &amp; \\\"B\\\"\\nsecond line\", shape=oval]\n    \
             n1 [label=\"A &amp; \\\"B\\\"\", style=\"rounded,dashed\"]\n    \
             n0 -> n1 [label=\"A &amp; \\\"B\\\"\"]\n    n1 -> n0 [label=\"\", style=dotted]\n}}\n"
        );
        assert_eq!(render(&sample("A & \"B\"")), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_leaves_its_quotes(hostile in hostile::text()) {
            let drawn = render(&sample(&hostile));
            prop_assert_eq!(drawn.lines().count(), HEAD.lines().count() + 5);
            let live = drawn.replace("\\\\", "").replace("\\\"", "");
            prop_assert_eq!(live.matches('"').count() % 2, 0);
            prop_assert!(hostile::is_harmless(&drawn));
        }
    }
}
