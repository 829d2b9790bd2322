//! Rules: `tests/check/base.yaml` has nothing wrong, and each file in `tests/check/rules` makes one thing wrong in it.
//!
//! A file has the lines that are replaced, those that take their place, and what `own check` then finds: findings of the
//! rule after which the file is called, and no others. `OWN_UPDATE=1 cargo test --test all check` writes what it finds today;
//! read it before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::programs::{is_there, runs};
use crate::run::own;
use crate::sandbox::{Sandbox, compare_or_update};
use crate::validator::Validator;

const REPLACE: &str = "=== replace\n";
const BY: &str = "=== by\n";
const FINDS: &str = "=== finds\n";
/// The beginning of the page of rules.
const RULES: &str = "\
# Rules of `own check`

Generated from the rules themselves; `own check --explain CODE` prints one of them. A matrix with a finding that is marked
`invalid` can't be asked at all. The severity of any other can be set: in the matrix, `check: { no-secondary: error }`; in
a run, `--deny`, `--warn` and `--allow` with a code or `all`. A single place is accepted with a reason beside it,
`accept: { no-secondary: one team runs all of it }`.
";
/// A day on which no review of the base is overdue.
const DAY: &str = "2026-01-15";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

/// What `own check` prints for a matrix, and its exit code.
fn check(matrix: &str, arguments: &[&str]) -> Result<(String, i32)> {
    let sandbox = Sandbox::new()?;
    fs::write(sandbox.work().join("ownership.yaml"), matrix)?;
    if arguments.contains(&"--roster") {
        fs::write(sandbox.work().join("roster.csv"), "id,mail\nbo,bo@contoso.com\ncy,cy@contoso.com\n")?;
    }
    if arguments.contains(&"--files") {
        git(sandbox.work(), &["init", "-q"])?;
        git(sandbox.work(), &["add", "ownership.yaml"])?;
    }
    let ran = own(&[&["check", "--at", DAY], arguments].concat(), sandbox.work());
    let found = sandbox.settle("", &format!("{}{}", ran.stdout, ran.stderr))?;
    Ok((found, ran.exit as i32))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").args(arguments).current_dir(folder).status()?;
    ensure!(status.success(), "git {arguments:?}");
    Ok(())
}

/// The arguments with which a rule is found.
fn arguments_for(code: &str) -> &'static [&'static str] {
    match code {
        "selector-without-file" => &["--files"],
        "not-in-roster" => &["--roster", "roster.csv"],
        _ => &[],
    }
}

/// The codes of the rules whose findings a matrix has.
fn codes(matrix: &str, arguments: &[&str]) -> Result<BTreeSet<String>> {
    let (json, _) = check(matrix, &[arguments, &["--format", "json"]].concat())?;
    let json: serde_json::Value = serde_json::from_str(&json).with_context(|| json.clone())?;
    let findings = json["results"].as_array().context("results")?;
    Ok(findings.iter().filter_map(|finding| finding["rule"].as_str().map(str::to_owned)).collect())
}

/// What `own check` says of a rule.
#[derive(Deserialize)]
struct Rule {
    code: String,
    severity: String,
    settable: bool,
}

/// All rules, in the order of `own check --rules`.
fn rules() -> Vec<Rule> {
    let (json, _) = check("version: 1\n", &["--rules", "--format", "json"]).expect("runs");
    let mut json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    serde_json::from_value(json["results"].take()).expect("rules")
}

/// The base with the defect of a file, and the file up to what is found.
fn defective(base: &str, text: &str) -> Result<(String, String)> {
    let (edits, _) = text.split_once(FINDS).context("what is found")?;
    let mut matrix = base.to_owned();
    for edit in edits.split(REPLACE).skip(1) {
        let (old, new) = edit.split_once(BY).context("by what")?;
        ensure!(matrix.matches(old).count() == 1, "it has to stand once in the base: {old}");
        matrix = matrix.replacen(old, new, 1);
    }
    ensure!(matrix != base, "nothing is wrong in it");
    Ok((matrix, format!("{edits}{FINDS}")))
}

fn has_a_defect(rule: &Rule, path: &Path, base: &str) -> Result<()> {
    let expected = fs::read_to_string(path)?;
    let (matrix, head) = defective(base, &expected)?;
    let arguments = arguments_for(&rule.code);
    if arguments.contains(&"--files") && !is_there("git", runs("git")) {
        return Ok(());
    }
    let (found, exit) = check(&matrix, arguments)?;
    compare_or_update(path, &expected, &format!("{head}{found}"))?;
    let codes = codes(&matrix, arguments)?;
    ensure!(codes == BTreeSet::from([rule.code.clone()]), "it finds {codes:?}");
    let expected = match (rule.settable, rule.severity.as_str()) {
        (false, _) => 3,
        (true, "note") => 0,
        (true, _) => 1,
    };
    ensure!(exit == expected, "exit code {exit}");
    Ok(())
}

#[test]
fn each_rule_has_a_defect_that_it_alone_finds() {
    let base = fs::read_to_string(folder().join("base.yaml")).expect("base");
    assert_eq!(check(&base, &[]).unwrap(), ("nothing is wrong\n".to_owned(), 0), "the clean twin of them all");
    let (rules, mut faults) = (rules(), Vec::new());
    for rule in &rules {
        let path = folder().join("rules").join(format!("{}.txt", rule.code));
        faults.extend(has_a_defect(rule, &path, &base).err().map(|fault| format!("{}: {fault:#}", rule.code)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let files = fs::read_dir(folder().join("rules")).expect("rules").count();
    assert_eq!(files, rules.len(), "a file for each rule, and no other");
}

/// Defects of many rules at once: all that stand in lines of their own. What seems to be missing beside a fault may only
/// be written wrongly, so faults are mixed by themselves.
#[test]
fn none_hides_another() {
    mixed(|rule| !rule.settable && rule.code != "syntax", 8);
    mixed(|rule| rule.settable && arguments_for(&rule.code).is_empty(), 25);
}

fn mixed(among: fn(&Rule) -> bool, least: usize) {
    let base = fs::read_to_string(folder().join("base.yaml")).expect("base");
    let (mut matrix, mut expected, mut taken) = (base.clone(), BTreeSet::new(), Vec::new());
    for Rule { code, .. } in rules().into_iter().filter(among) {
        let text = fs::read_to_string(folder().join("rules").join(format!("{code}.txt"))).expect("a file");
        let (edits, _) = text.split_once(FINDS).expect("what is found");
        let edits: Vec<(&str, &str)> =
            edits.split(REPLACE).skip(1).map(|edit| edit.split_once(BY).expect("by what")).collect();
        // Where an earlier defect stands already, this one has to wait for its own file.
        if edits.iter().all(|(old, _)| matrix.matches(old).count() == 1 && !touches(&taken, &base, old)) {
            for (old, new) in edits {
                matrix = matrix.replacen(old, new, 1);
                taken.push(old.to_owned());
            }
            expected.insert(code);
        }
    }
    assert!(expected.len() >= least, "{expected:?}");
    let found = codes(&matrix, &[]).unwrap();
    let hidden: Vec<_> = expected.difference(&found).collect();
    assert!(hidden.is_empty(), "not found: {hidden:?} in\n{matrix}");
}

/// Whether lines of the base are among those that are taken.
fn touches(taken: &[String], base: &str, old: &str) -> bool {
    let at = |text: &str| base.find(text).map(|start| start..start + text.len());
    let Some(range) = at(old) else { return true };
    taken.iter().filter_map(|text| at(text)).any(|other| other.start < range.end && range.start < other.end)
}

/// Every finding as SARIF is valid against the published schema, and its positions are those of the other formats.
#[test]
fn sarif_is_valid_and_says_the_same() {
    let schema = Validator::read("tests/schemas/sarif-2.1.0.json").expect("the schema");
    let base = fs::read_to_string(folder().join("base.yaml")).expect("base");
    for rule in ["unknown-reference", "downtime-mismatch", "no-cadence", "syntax", "missing-value"] {
        let text = fs::read_to_string(folder().join("rules").join(format!("{rule}.txt"))).expect("a file");
        let (matrix, _) = defective(&base, &text).expect("a defect");
        let json = |format| -> serde_json::Value {
            serde_json::from_str(&check(&matrix, &["--format", format]).expect("runs").0).expect("JSON")
        };
        let (sarif, plain) = (json("sarif"), json("json"));
        schema.validate(&sarif).unwrap_or_else(|error| panic!("{rule}: {error}"));
        let result = &sarif["runs"][0]["results"][0];
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let finding = &plain["results"][0];
        assert_eq!(result["ruleId"], finding["rule"]);
        assert_eq!((&region["startLine"], &region["startColumn"]), (&finding["line"], &finding["column"]), "{rule}");
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
        assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], rule);
    }
    let clean = check(&base, &["--format", "sarif"]).expect("runs").0;
    schema.validate(&serde_json::from_str(&clean).expect("JSON")).expect("an empty log is valid");
}

/// `docs/src/reference/rules.md` is the page of all rules. `OWN_UPDATE=1 cargo test --test all check` writes it.
#[test]
fn the_page_of_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/reference/rules.md");
    let printed =
        |arguments: &[&str]| check("version: 1\n", &[arguments, &["--format", "markdown"]].concat()).expect("runs").0;
    let mut page = format!("{RULES}\n{}", printed(&["--rules"]));
    for rule in rules() {
        page.push_str("\n#");
        page.push_str(&printed(&["--explain", &rule.code]));
    }
    let old = fs::read_to_string(&path).unwrap_or_default();
    compare_or_update(&path, &old, &page).expect("current");
}

/// Whatever is mended, comments and layout stay: the fixed text differs from the old one in the mended words only.
#[test]
fn mending_touches_nothing_else() {
    let base = fs::read_to_string(folder().join("base.yaml")).expect("base");
    for (wrong, right) in [
        ("updated: 2026/1/10", "updated: 2026-01-10"),
        ("secondary: wbe,", "secondary: web,"),
        ("response: 15 min }", "response: 15m }"),
        ("availability: \"99,9 %\",", "availability: 99.9%,"),
        ("primry: db", "primary: db"),
        ("lead: Database Lead", "lead: db-lead"),
    ] {
        let (before, after) = match base.find(right) {
            Some(_) => (base.replacen(right, wrong, 1).replace('\n', "\r\n"), base.replace('\n', "\r\n")),
            None => panic!("{right} isn't in the base"),
        };
        let sandbox = Sandbox::new().expect("a folder");
        let path = sandbox.work().join("ownership.yaml");
        // A byte-order mark and Windows line ends are the author's business.
        fs::write(&path, format!("\u{feff}{before}")).expect("written");
        let command =
            sandbox.command(env!("CARGO_BIN_EXE_own")).expect("own").args(["check", "--fix", "--write", "--at", DAY]);
        let command = command.env_remove("OWN_MATRIX");
        assert_eq!(command.output().expect("runs").status.code(), Some(0), "{wrong}");
        assert_eq!(fs::read_to_string(&path).expect("read"), format!("\u{feff}{after}"), "{wrong}");
    }
}

/// What has more than one right answer, or whose mending would say something else, is left as it is.
#[test]
fn what_is_in_doubt_is_left_to_a_person() {
    let base = fs::read_to_string(folder().join("base.yaml")).expect("base");
    let levels = |text: &str| {
        let (head, rest) = base.split_once("    levels:\n").expect("levels");
        let (_, tail) = rest.split_once("changes:\n").expect("changes");
        format!("{head}    levels:\n{text}changes:\n{tail}")
    };
    let late = "      - name: Late\n        window: { from: 30m }\n        contacts: [{ party: head }]\n";
    let early = "        window: { from: 0m, until: 30m }\n        contacts: [{ party: db }, { party: web }]\n";
    for (what, text) in [
        ("two slips for one key", base.replace("primary: db, secondary: web", "primry: db, primay: web")),
        ("another number", base.replace("secondary: web,", "secondary: web2,")),
        ("a comment above all levels", levels(&format!("      # whom to call\n{late}      - name: Early\n{early}"))),
        ("a comment within a level, further out", {
            let late = late.replace("        contacts", "# whom it calls\n        contacts");
            levels(&format!("{late}      - name: Early\n{early}"))
        }),
        (
            "a level that goes on further out",
            levels(&format!(
                "{late}      - {{ name: Early,\n       window: {{ from: 0m, until: 30m }},\n       contacts: [{{ party: db }}, {{ party: web }}] }}\n"
            )),
        ),
        ("an anchor that would come after its alias", {
            let late = late.replace("[{ party: head }]", "&who [{ party: head }]");
            let early = early.replace("[{ party: db }, { party: web }]", "*who");
            levels(&format!("{late}      - name: Early\n{early}"))
        }),
    ] {
        let sandbox = Sandbox::new().expect("a folder");
        let path = sandbox.work().join("ownership.yaml");
        fs::write(&path, &text).expect("written");
        let command = sandbox.command(env!("CARGO_BIN_EXE_own")).expect("own");
        let output = command.args(["check", "--fix", "--write", "--at", DAY]).output().expect("runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("own: 0 fixed,"), "{what}: {said}");
        assert!(!said.contains(" 0 need a person"), "{what}: there is nothing to fix");
        assert_eq!(fs::read_to_string(&path).expect("read"), text, "{what}");
    }
}
