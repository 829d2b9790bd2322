//! The page and the pictures in the programs that people look at them with: Chromium, Mermaid and Graphviz.
//!
//! What isn't installed is skipped by name; with `OWN_TEST_REQUIRE_ALL=1` that is a failure. `npm ci` in `tests/browser`
//! installs what drives the browser.

// A test that can't be set up has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use own::format::graph::{Drawn, Graph, dot, mermaid};
use own::harmless::shown;
use own::matrix::{Duration, Matrix};
use own::query::escalate::{self, escalate};
use own::query::show::organisation;
use tempfile::TempDir;

/// A matrix whose every text is an attack.
const HOSTILE: &str = include_str!("browser/hostile.yaml");

/// Whether something is there; if it has to be and isn't, the test fails.
fn is_there(what: &str, there: bool) -> bool {
    if !there {
        assert!(std::env::var_os("OWN_TEST_REQUIRE_ALL").is_none_or(|all| all != "1"), "{what} is not installed");
        // Not by a macro, whose output the test harness keeps to itself.
        std::io::stderr().write_all(format!("skipped: {what} is not installed\n").as_bytes()).unwrap();
    }
    there
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok()
}

/// What a script in `tests/browser` needs.
fn browser() -> bool {
    let chromium = std::env::var("OWN_TEST_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    is_there("node", runs("node"))
        && is_there("chromium", runs(&chromium))
        && is_there("what `npm ci` in tests/browser installs", folder().join("node_modules/playwright-core").exists())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// Runs a script on files, and shows what it says if it fails.
fn script(name: &str, files: &[PathBuf]) {
    let output = Command::new("node").arg(folder().join(name)).args(files).stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&said));
}

/// A file that `own` wrote.
fn rendered(folder: &TempDir, name: &str, arguments: &[&str]) -> PathBuf {
    let file = folder.path().join(name);
    let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
    own.env_clear().current_dir(folder.path()).args(["render", "html", "--as-of", "2026-01-10", "-o"]).arg(&file);
    let output = own.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    file
}

#[test]
fn the_page_answers_by_keyboard_and_is_accessible() {
    if browser() {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        script("page.mjs", &[rendered(&folder, "page.html", &[])]);
    }
}

#[test]
fn a_hostile_matrix_is_a_harmless_page() {
    if browser() {
        let folder = TempDir::new().unwrap();
        let matrix = folder.path().join("hostile.yaml");
        fs::write(&matrix, HOSTILE).unwrap();
        script("hostile.mjs", &[rendered(&folder, "hostile.html", &["--matrix", &matrix.to_string_lossy()])]);
    }
}

/// Pictures of the built-in matrix, and of the hostile one.
fn graphs() -> Vec<Graph> {
    let hostile = own::source::from_texts([("hostile.yaml".to_owned(), HOSTILE.to_owned())]).unwrap();
    let built_in = own::source::built_in().unwrap();
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
    let answer = escalate(matrix, &escalate::Question { system, area, elapsed, ..Default::default() }).unwrap();
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
