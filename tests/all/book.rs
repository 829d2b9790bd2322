//! The book in `docs`: its examples run, its links lead somewhere, and its reference says what the program says.
//! `OWN_UPDATE=1 cargo test --test all book` rewrites the output of examples and the pages of the reference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::programs::{is_there, runs};
use crate::readme::{copy, replay};
use crate::sandbox::{Sandbox, compare_or_update};
use crate::validator::Validator;

/// Sections of the page of keys: its title, the example, and the mappings of the schema that it shows.
const KEYS: [(&str, &str, &[&str]); 8] = [
    ("Sections of a file", "file", &["File"]),
    (
        "Parties",
        "parties",
        &["Team", "Role", "Person", "Group", "Organisation", "Placeholder", "OnCall", "Away", "Reviewed"],
    ),
    (
        "Systems and areas",
        "systems",
        &[
            "System",
            "Owner",
            "OwnerRole",
            "Area",
            "Cell",
            "Selectors",
            "Procedure",
            "ServiceLevel",
            "Migration",
            "Band",
            "Validity",
        ],
    ),
    ("Calendars", "calendars", &["Calendar", "WeeklySpan", "Holiday"]),
    ("Rotas", "rotas", &["Rota", "Handover", "Order", "Temporary", "Override"]),
    ("Escalation", "escalation", &["Policy", "Level", "Window", "Response", "LevelTarget", "LevelContact"]),
    ("Changes", "changes", &["Change", "Approval", "Step", "StepEntry"]),
    ("Everything else", "document", &["Document", "Review", "Duty", "Target", "Week", "Expectation"]),
];

/// Mappings whose keys are the codes of rules.
const OF_RULES: [&str; 2] = ["Acceptances", "Verdicts"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn book() -> PathBuf {
    root().join("docs/src")
}

/// All files below a folder of the book with an ending.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|is| is == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn own(arguments: &[&str]) -> Result<String> {
    let output = Sandbox::new()?.command(env!("CARGO_BIN_EXE_own"))?.args(arguments).output()?;
    ensure!(output.status.success(), "own {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn schema() -> Result<Value> {
    Ok(serde_json::from_str(&own(&["generate", "schema"])?)?)
}

#[test]
fn examples_run() -> Result<()> {
    if !is_there("bash", runs("bash")) {
        return Ok(());
    }
    for path in files(&book(), "md")? {
        let expected = fs::read_to_string(&path)?;
        let actual = replay(&expected).with_context(|| format!("in {}", path.display()))?.0;
        compare_or_update(&path, &expected, &actual)?;
    }
    Ok(())
}

/// The scripts of the recipes are read by their shells.
#[test]
fn scripts_have_no_mistakes() -> Result<()> {
    for path in files(&book(), "md")? {
        for (kind, block) in blocks(&fs::read_to_string(&path)?) {
            let (shell, option) = match kind.as_str() {
                "sh" | "bash" => ("bash", "-n"),
                "zsh" => ("zsh", "-n"),
                "fish" => ("fish", "--no-execute"),
                _ => continue,
            };
            if is_there(shell, runs(shell)) {
                let folder = tempfile::tempdir()?;
                let script = folder.path().join("script");
                fs::write(&script, &block)?;
                let read = Command::new(shell).arg(option).arg(&script).output()?;
                ensure!(read.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&read.stderr));
            }
        }
    }
    Ok(())
}

/// The fenced blocks of a page with their language.
pub(crate) fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(kind) => {
                inside = !inside;
                if inside {
                    found.push((kind.to_owned(), String::new()));
                }
            }
            None if inside => found.last_mut().expect("a block").1.extend([line, "\n"]),
            None => {}
        }
    }
    found
}

/// Text outside of fenced blocks and of inline code.
fn prose(text: &str) -> String {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        inside ^= line.starts_with("```");
        !inside && !line.starts_with("```")
    });
    lines.map(|line| line.split('`').step_by(2).collect::<String>() + "\n").collect()
}

/// The anchors of a page, as mdBook and GitHub write them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut inside = false;
    let headings = text.lines().filter(|line| {
        inside ^= line.starts_with("```");
        !inside && line.starts_with('#')
    });
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
        kept.collect::<String>().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn links_lead_somewhere() -> Result<()> {
    let documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/ARCHITECTURE.md", "docs/dependencies.md"];
    let mut documents: Vec<_> = documents.map(|path| root().join(path)).into();
    documents.extend(files(&book(), "md")?);
    for document in documents {
        let text = prose(&fs::read_to_string(&document)?);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { document.clone() } else { document.with_file_name(file) };
            ensure!(target.exists(), "{}: {link}", document.display());
            if !anchor.is_empty() {
                let known = anchors(&fs::read_to_string(&target)?);
                ensure!(known.contains(anchor), "{}: {link}: there is {known:?}", document.display());
            }
        }
    }
    Ok(())
}

#[test]
fn the_summary_lists_every_page_once() -> Result<()> {
    let text = fs::read_to_string(book().join("SUMMARY.md"))?;
    let mut listed: Vec<_> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    listed.sort_unstable();
    let pages = files(&book(), "md")?;
    let pages = pages.iter().filter_map(|path| path.strip_prefix(book()).ok()?.to_str());
    let mut pages: Vec<_> = pages.filter(|page| *page != "SUMMARY.md").collect();
    pages.sort_unstable();
    ensure!(listed == pages, "SUMMARY.md lists {listed:?}, there is {pages:?}");
    Ok(())
}

#[test]
fn mdbook_builds_it() -> Result<()> {
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendar/bin/mdbook");
    let mdbook = if beside.exists() { beside } else { PathBuf::from("mdbook") };
    if !is_there("mdbook", Command::new(&mdbook).arg("--version").output().is_ok()) {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let built =
        Command::new(mdbook).arg("build").arg(root().join("docs")).arg("--dest-dir").arg(folder.path()).output()?;
    let said = String::from_utf8_lossy(&built.stderr);
    ensure!(built.status.success() && !said.contains("WARN"), "{said}");
    ensure!(folder.path().join("guide/on-call.html").exists(), "{said}");
    Ok(())
}

/// The help of every command.
#[test]
fn commands_are_current() -> Result<()> {
    let names = own(&["--help"])?;
    let names = names.split("Commands:\n").nth(1).context("commands")?.lines();
    let names: Vec<_> =
        names.take_while(|line| !line.is_empty()).filter_map(|line| line[2..].split(' ').next()).collect();
    let mut page = String::from(
        "# Commands\n\nEvery command with its help, as `own help COMMAND` prints it. The options of every command are those of `own` \
         itself. `own COMMAND -h` is a summary.\n",
    );
    for name in names.iter().filter(|name| !name.is_empty()) {
        let help = own(&["help", name])?;
        let (own_part, _) = help.split_once("\nGlobal options:\n").context("shared options")?;
        let behind = help.split_once("prints a summary\n").context("the last shared option")?.1;
        let behind = if behind.trim().is_empty() { String::new() } else { format!("\n\n{}", behind.trim()) };
        write!(page, "\n## own {name}\n\n```text\n{}{behind}\n```\n", own_part.trim_end())?;
    }
    let help = own(&["--help"])?;
    let shared = help.split_once("Global options:\n").context("shared options")?.1;
    let shared = shared.split_once("\nExit codes").context("exit codes")?.0;
    write!(page, "\n## Options of every command\n\n```text\n{}\n```\n", shared.trim_end())?;
    current("reference/commands.md", &page)
}

/// Every key of the YAML, with examples that load.
#[test]
fn keys_are_current() -> Result<()> {
    let schema = schema()?;
    let mut page = String::from(
        "# Keys of the YAML\n\nEvery key with its meaning, and examples that load. `own explain KEY` prints one, and `own generate \
         schema` a JSON Schema for editors. Keys of `check` and `accept` are the [rules](rules.md) of `own check`. Keys that begin with \
         `x-` are yours in each of these mappings; `own show` repeats those of systems and parties.\n",
    );
    for (title, example, mappings) in KEYS {
        write!(page, "\n## {title}\n")?;
        for mapping in mappings {
            let of = if *mapping == "File" { &schema } else { &schema["definitions"][*mapping] };
            let keys = of["properties"].as_object().with_context(|| format!("keys of {mapping}"))?;
            if *mapping != "File" {
                write!(page, "\n### {mapping}\n")?;
            }
            page += "\n| key | meaning |\n|---|---|\n";
            let required = |key: &str| of["required"].as_array().is_some_and(|all| all.iter().any(|name| name == key));
            for (key, value) in keys {
                let about = value["description"].as_str().context("a description")?.replace('\n', " ");
                let about = about.replace('|', "\\|").replace('<', "\\<");
                writeln!(page, "| `{key}`{} | {about} |", if required(key) { ", required" } else { "" })?;
            }
        }
        let text = fs::read_to_string(book().join(format!("reference/examples/{example}.yaml")))?;
        write!(page, "\n```yaml\n{text}```\n")?;
    }
    current("reference/keys.md", &page)
}

/// An example that doesn't load, or a key without one, fails here.
#[test]
fn every_key_has_an_example_that_loads() -> Result<()> {
    let schema = schema()?;
    let mut missing = BTreeSet::new();
    let mut shown = BTreeSet::new();
    for (_, example, mappings) in KEYS {
        let path = book().join(format!("reference/examples/{example}.yaml"));
        let path = path.to_str().context("a path")?;
        own(&["check", path, "--allow", "all", "--at", "2026-11-28"])?;
        let value: Value = serde_saphyr::from_str(&fs::read_to_string(path)?)?;
        let mut seen = BTreeSet::new();
        walk(&schema, &schema, "File", &value, &mut seen);
        for mapping in mappings {
            shown.insert((*mapping).to_owned());
            let of = if *mapping == "File" { &schema } else { &schema["definitions"][*mapping] };
            for key in of["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
                if !seen.contains(&((*mapping).to_owned(), key.clone())) {
                    missing.insert(format!("{example}.yaml: {mapping}.{key}"));
                }
            }
        }
    }
    ensure!(missing.is_empty(), "no example of {missing:?}");
    for (name, definition) in schema["definitions"].as_object().context("definitions")? {
        let is_shown =
            shown.contains(name) || OF_RULES.contains(&name.as_str()) || !definition["properties"].is_object();
        ensure!(is_shown, "the page of keys lacks {name}");
    }
    Ok(())
}

/// Collects which keys of which mappings a value has.
fn walk(root: &Value, schema: &Value, name: &str, value: &Value, seen: &mut BTreeSet<(String, String)>) {
    if let Some(path) = schema["$ref"].as_str() {
        let name = path.trim_start_matches("#/definitions/");
        return walk(root, &root["definitions"][name], name, value, seen);
    }
    for branch in ["allOf", "anyOf", "oneOf"].iter().filter_map(|of| schema[*of].as_array()).flatten() {
        walk(root, branch, name, value, seen);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(root, &schema["items"], name, item, seen)),
        Value::Object(entries) => {
            let properties = &schema["properties"];
            // Of several mappings that may stand here, the one that knows all keys is meant.
            let known =
                entries.keys().all(|key| !properties[key].is_null() || schema["additionalProperties"].is_object());
            for (key, value) in entries.iter().filter(|_| known) {
                if properties[key].is_null() {
                    walk(root, &schema["additionalProperties"], name, value, seen);
                } else {
                    seen.insert((name.to_owned(), key.clone()));
                    walk(root, &properties[key], "", value, seen);
                }
            }
        }
        _ => {}
    }
}

/// The warnings of answers.
#[test]
fn warnings_are_current() -> Result<()> {
    let codes: Value = serde_json::from_str(&own(&["explain", "--format", "json"])?)?;
    let mut page = String::from(
        "# Warnings\n\nWhat a careful colleague would add to an answer. Each has a code, also in JSON, and `--quiet` omits them, but for \
         [built-in-matrix](#built-in-matrix). Warnings that are rules of `own check` too are among the [rules](rules.md).\n",
    );
    for code in codes["results"].as_array().context("codes")?.iter().filter(|code| code["appears_in"] == "answers") {
        let text = |key: &str| code[key].as_str().unwrap_or_default().to_owned();
        write!(page, "\n## {}\n\nThe warning: {}.\n\n{}\n", text("code"), text("what"), text("help"))?;
    }
    current("reference/warnings.md", &page)
}

/// The fields of every answer.
#[test]
fn answers_are_current() -> Result<()> {
    let mut page = String::from(ANSWERS);
    for command in answering()? {
        let schema: Value = serde_json::from_str(&own(&["generate", "schema", "--of", &command])?)?;
        write!(page, "\n## own {command}\n")?;
        for result in schema["properties"]["results"]["items"]["anyOf"].as_array().context("results")? {
            let name = result["$ref"].as_str().context("a definition")?.trim_start_matches("#/$defs/");
            page += "\n| field | meaning |\n|---|---|\n";
            for (field, value) in schema["$defs"][name]["properties"].as_object().context("fields")? {
                let about = value["description"].as_str().unwrap_or_default();
                writeln!(page, "| `{field}` | {} |", about.replace('|', "\\|").replace('<', "\\<"))?;
            }
        }
    }
    current("reference/json.md", &page)
}

const ANSWERS: &str = "# Answers as JSON

With `--format json`, an answer is an object:

- `schema`: the version of the names and meanings, 2
- `answer`: what the results are, such as `responsibility` or `escalation-path`
- `as_of`: the commit that the answer is about, with `--rev` only
- `results`: what fits, described below
- `matched`: the selectors that chose the system, if selectors did
- `warnings`: each with its `code`, `message` and place (`at`)

A field is `null` if the matrix doesn't say. `own generate schema --of COMMAND` prints the JSON Schema of all fields, however deep.
Names are stable: a change of a name or a meaning changes `schema`. A command that answers in several ways has a table for each.
";

/// The commands that have a schema.
fn answering() -> Result<Vec<String>> {
    let help = own(&["help", "generate", "schema"])?;
    let (_, values) = help.split_once("possible values: ").context("possible values")?;
    let values = values.split(']').next().unwrap_or_default();
    Ok(values.split(',').map(|value| value.split_whitespace().collect()).collect())
}

/// The schemas of answers, by command.
fn schemas() -> Result<BTreeMap<String, Validator>> {
    let schema = |command: String| {
        let schema = serde_json::from_str(&own(&["generate", "schema", "--of", &command])?)?;
        Ok((command, Validator::of("answer.json", schema)?))
    };
    answering()?.into_iter().map(schema).collect()
}

/// Every answer as JSON in the golden cases fits its schema.
#[test]
fn golden_answers_fit_their_schemas() -> Result<()> {
    if !is_there("bash", runs("bash")) {
        return Ok(());
    }
    let mut validated = 0;
    let schemas = schemas()?;
    for path in files(&root().join("tests/golden"), "txt")? {
        let text = fs::read_to_string(&path)?;
        for case in text.split("\n=== ").filter(|case| case.contains("--format json")) {
            let sandbox = Sandbox::new()?;
            copy(&root().join("tests/golden/matrices"), &sandbox.work().join("matrices"))?;
            copy(&root().join("data/example"), &sandbox.work().join("example"))?;
            // A later command of a case may need what an earlier one wrote.
            for step in case.split("\n$ ").skip(1) {
                let line =
                    step.lines().next().unwrap_or_default().replace("[ROOT]", &sandbox.work().display().to_string());
                let input = step.lines().skip(1).take_while(|line| line.starts_with('<'));
                let input: String = input.map(|line| line[1..].trim_start().to_owned() + "\n").collect();
                let output = sandbox.command("bash")?.args(["-c", &line]).stdin(&input).output()?;
                let Ok(answer) = serde_json::from_slice::<Value>(&output.stdout) else { continue };
                let schema = line.split(' ').find_map(|word| schemas.get(word));
                if let Some(schema) = schema.filter(|_| answer["results"].is_array()) {
                    schema.validate(&answer).with_context(|| format!("{}: {line}", path.display()))?;
                    validated += 1;
                }
            }
        }
    }
    ensure!(validated > 15, "{validated}");
    Ok(())
}

/// Answers about the example fit their schemas, one for each command.
#[test]
fn answers_of_the_example_fit_their_schemas() -> Result<()> {
    let example = root().join("data/example");
    let schemas = schemas()?;
    for line in [
        "attest --due",
        "call replication lag",
        "call --host db-prod-3 --explain",
        "change schema migration --system booking-db",
        "change --form schema migration --system booking-db",
        "check",
        "check --rules",
        "duties",
        "escalate booking-db backup",
        "escalate booking-db --since 02:10",
        "explain",
        "explain on_call",
        "explain no-secondary",
        "find backup",
        "gaps",
        "gaps --without platform",
        "list systems",
        "onboard platform",
        "rota database",
        "rota jonas",
        "rota database --fairness",
        "rota database --month",
        "show booking-db",
        "show platform",
        "show jonas",
        "show booking-db/backup",
        "show default/2",
        "show document",
        "show database",
        "sla",
        "sla booking-db --downtime 5m",
        "where",
        "who booking-db backup",
        "who booking-db",
        "who --role technical",
        "who --party platform",
        "who --host db-prod-3 backup",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let output = Command::new(env!("CARGO_BIN_EXE_own"))
            .args(&words)
            .args(["--format", "json", "--at", "2026-11-24T02:22+01:00", "--no-cache"])
            .env("OWN_MATRIX", &example)
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let answer = serde_json::from_str(&text)
            .with_context(|| format!("{line}: {}", String::from_utf8_lossy(&output.stderr)))?;
        let schema = schemas.get(words[0]).context("a schema")?;
        schema.validate(&answer).with_context(|| line.to_owned())?;
    }
    Ok(())
}

fn current(page: &str, text: &str) -> Result<()> {
    let path = book().join(page);
    if !path.exists() {
        fs::write(&path, "")?;
    }
    compare_or_update(&path, &fs::read_to_string(&path)?, text)
}
