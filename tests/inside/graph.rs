//! The pictures in the programs that draw them: Mermaid and Graphviz.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::programs::{browser, is_there, runs, script};
use crate::matrix::{Duration, Matrix};
use crate::query::escalate::{self, escalate};
use crate::query::show::organisation;
use crate::render::graph::{Drawn, Graph, dot, mermaid};
use crate::text::sanitize::shown;

/// A matrix whose every text is an attack.
const HOSTILE: &str = include_str!("../browser/hostile.yaml");

/// Pictures of the built-in matrix, and of the hostile one.
fn graphs() -> Vec<Graph> {
    let hostile = crate::source::from_texts([("hostile.yaml".to_owned(), HOSTILE.to_owned())]).unwrap();
    let built_in = crate::source::built_in().unwrap();
    let mut graphs = Vec::new();
    for (matrix, system, area) in [(&built_in, "postgres", "backup"), (&hostile, "target", "first")] {
        graphs.push(path(matrix, Some(system), Some(area)));
        graphs.push(path(matrix, None, None));
        graphs.extend(matrix.party_ids().map(|(party, _)| organisation(matrix, party).graph()).take(12));
    }
    graphs
}

fn path(matrix: &Matrix, system: Option<&str>, area: Option<&str>) -> Graph {
    let (system, area) = (system.map(str::to_owned), area.map(str::to_owned));
    let elapsed = Some(Duration::from_seconds(25 * 60));
    let answer = escalate(matrix, &escalate::Incident { system, area, elapsed, ..Default::default() }).unwrap();
    answer.results[0].graph()
}

/// The labels that a reader of a picture has to see.
fn labels(graph: &Graph, between: &str) -> (Vec<String>, Vec<String>) {
    let node = |lines: &[String]| lines.iter().map(|line| shown(line).into_owned()).collect::<Vec<_>>().join(between);
    let nodes = graph.nodes.iter().map(|of| node(&of.lines)).collect();
    (nodes, graph.arrows.iter().map(|arrow| shown(&arrow.label).into_owned()).collect())
}

#[test]
fn mermaid_draws_what_is_said() {
    if !browser() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let mut files = Vec::new();
    for (number, graph) in graphs().iter().enumerate() {
        let (nodes, edges) = labels(graph, " ");
        let file = folder.path().join(format!("{number}.mmd"));
        fs::write(&file, mermaid::render(graph)).unwrap();
        fs::write(file.with_extension("mmd.json"), serde_json::json!({ "nodes": nodes, "edges": edges }).to_string())
            .unwrap();
        files.push(file);
    }
    script("mermaid.mjs", &files);
}

#[test]
fn graphviz_draws_what_is_said() {
    if !is_there("dot", runs("dot")) {
        return;
    }
    for graph in graphs() {
        let drawn = svg(&dot::render(&graph));
        let (nodes, edges) = labels(&graph, "\n");
        let expected =
            nodes.iter().chain(&edges).flat_map(|label| label.lines()).map(spaced).filter(|line| !line.is_empty());
        let (mut expected, mut found): (Vec<_>, Vec<_>) = (expected.collect(), texts(&drawn));
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}

/// A graph as Graphviz draws it.
fn svg(graph: &str) -> String {
    let mut dot = Command::new("dot");
    let dot = dot.arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut dot = dot.spawn().unwrap();
    dot.stdin.take().unwrap().write_all(graph.as_bytes()).unwrap();
    let output = dot.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains("rror"), "{said}\n{graph}");
    String::from_utf8(output.stdout).unwrap()
}

/// The texts of a picture.
fn texts(svg: &str) -> Vec<String> {
    let text = |text: &str| {
        let inside = text.split_once('>').map_or("", |(_, inside)| inside).split("</text>").next().unwrap_or_default();
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#45;", "-"), ("&#160;", " ")];
        spaced(
            &plain
                .iter()
                .fold(inside.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
                .replace("&amp;", "&"),
        )
    };
    svg.split("<text ").skip(1).map(text).filter(|text| !text.is_empty()).collect()
}

/// With one space where there are several.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
