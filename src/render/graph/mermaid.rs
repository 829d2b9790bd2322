//! Mermaid flowcharts, as GitHub and many wikis draw them.

use std::fmt::Write as _;

use super::{Arrow, Graph, Look, Node};
use crate::text::sanitize::shown;

/// The picture as a flowchart, ending with a line feed.
pub(crate) fn render(graph: &Graph) -> String {
    let mut out = "flowchart LR\n".to_owned();
    for (id, node) in graph.nodes.iter().enumerate() {
        // Writing to a string can't fail.
        let _ = writeln!(out, "    n{id}{}", self::node(node));
    }
    for Arrow { from, to, label, faint } in &graph.arrows {
        let line = if *faint { "-.->" } else { "-->" };
        let label = if label.is_empty() { String::new() } else { format!("|\"{}\"|", text(label)) };
        let _ = writeln!(out, "    n{from} {line}{label} n{to}");
    }
    out + &class(graph, Look::Active, "active", "stroke-width:4px")
        + &class(graph, Look::Doubtful, "doubtful", "stroke-dasharray:5")
}

fn node(node: &Node) -> String {
    let label = node.lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("<br>");
    let label = if label.trim().is_empty() { "?".to_owned() } else { label };
    match node.look {
        Look::Start => format!("([\"{label}\"])"),
        Look::Box | Look::Active => format!("[\"{label}\"]"),
        Look::Party | Look::Doubtful => format!("(\"{label}\")"),
    }
}

/// A look that has no shape of its own. Strokes only, so that it is seen in a light and in a dark theme.
fn class(graph: &Graph, look: Look, name: &str, style: &str) -> String {
    let of = graph.nodes.iter().enumerate().filter(|(_, node)| node.look == look);
    let ids: Vec<String> = of.map(|(id, _)| format!("n{id}")).collect();
    if ids.is_empty() {
        return String::new();
    }
    format!("    classDef {name} {style}\n    class {} {name}\n", ids.join(","))
}

/// Text within quotes. Whatever is no letter, digit, space or harmless mark stands as its number: Mermaid looks for
/// directives, comments, tags and its own entities even within quotes.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        if c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '+' | '/') || !c.is_ascii() {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
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
    fn it_is_a_flowchart() {
        let expected = "flowchart LR\n    n0([\"A #38; B<br>second line\"])\n    n1(\"A #38; B\")\n    \
            n0 -->|\"A #38; B\"| n1\n    n1 -.-> n0\n    classDef doubtful stroke-dasharray:5\n    class n1 doubtful\n";
        assert_eq!(render(&sample("A & B")), expected);
    }

    #[test]
    fn nothing_in_a_text_is_live() {
        for (plain, expected) in [
            ("\"]; click n0 call x()", "#34;#93;#59; click n0 call x#40;#41;"),
            ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
            ("`md` <b> #quot;", "#96;md#96; #60;b#62; #35;quot#59;"),
            ("a\nb\\n", "a#92;nb#92;n"),
        ] {
            assert_eq!(text(plain), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_leaves_its_quotes(hostile in hostile::text()) {
            let drawn = render(&sample(&hostile));
            prop_assert_eq!(drawn.lines().count(), 7);
            let labels = if hostile.is_empty() { 2 } else { 3 };
            prop_assert_eq!(drawn.matches('"').count(), 2 * labels);
            prop_assert!(hostile::is_harmless(&drawn));
        }
    }
}
