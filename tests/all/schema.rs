//! `data/matrix.schema.json` and the loader agree: what `own` reads the schema takes, and what the schema refuses `own`
//! refuses. Beside it, the published schema of SARIF is one that the same validator can use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::validator::Validator;

const MATRIX: &str = "data/matrix.schema.json";
const SARIF: &str = "tests/schemas/sarif-2.1.0.json";

/// YAML with one fault each, and what the schema has to say of it: the place, and what is wrong there.
const REFUSED: &[(&str, &str, &str)] = &[
    // Keys that the format doesn't know.
    ("colour: red", "''", "'colour' not allowed"),
    ("accept: { no-primary: x }", "''", "'accept' not allowed"),
    ("teams: { a: { name: A, leed: b } }", "'/teams/a'", "'leed' not allowed"),
    (
        "systems: { a: { name: A, areas: { b: { name: B, primry: c } } } }",
        "'/systems/a/areas/b'",
        "'primry' not allowed",
    ),
    ("systems: { a: { name: A, owners: { data: { nots: x } } } }", "'/systems/a/owners/data'", "'nots' not allowed"),
    ("placeholders: { a: { name: A, described: false } }", "'/placeholders/a'", "'described' not allowed"),
    // What has to be said.
    ("teams: { a: {} }", "'/teams/a'", "missing properties 'name'"),
    ("roles: { a: {} }", "'/roles/a'", "missing properties 'name'"),
    ("groups: { a: {} }", "'/groups/a'", "missing properties 'name'"),
    ("placeholders: { a: {} }", "'/placeholders/a'", "missing properties 'name'"),
    ("systems: { a: {} }", "'/systems/a'", "missing properties 'name'"),
    ("systems: { a: { name: } }", "'/systems/a/name'", "got null"),
    ("systems: { a: { name: A, areas: { b: {} } } }", "'/systems/a/areas/b'", "missing properties 'name'"),
    ("systems: { a: { name: A, duties: { daily: {} } } }", "'/systems/a/duties/daily'", "missing properties 'task'"),
    (
        "systems: { a: { name: A, migration: { timeline: {} } } }",
        "'/systems/a/migration/timeline'",
        "properties 'weeks'",
    ),
    ("changes: { a: {} }", "'/changes/a'", "missing properties 'name'"),
    ("change_process: [{}]", "'/change_process/0'", "missing properties 'name'"),
    ("change_process: { name: A, entries: {} }", "'/change_process/entries'", "missing properties 'name'"),
    ("service_levels: {}", "'/service_levels'", "missing properties 'metric'"),
    ("duties: { kind: audit }", "'/duties'", "missing properties 'task'"),
    ("duties: { task: A }", "'/duties'", "missing properties 'kind'"),
    ("onboarding: {}", "'/onboarding'", "missing properties 'week'"),
    ("teams: { a: { name: A, on_call: {} } }", "'/teams/a/on_call'", "missing properties 'cover'"),
    ("escalation: { a: { levels: { window: { from: 0m } } } }", "'/escalation/a/levels'", "missing properties 'name'"),
    ("escalation: { a: { levels: { name: A } } }", "'/escalation/a/levels'", "missing properties 'window'"),
    ("escalation: { a: { levels: { name: A, window: {} } } }", "'/escalation/a/levels/window'", "properties 'from'"),
    (
        "escalation: { a: { levels: { name: A, window: { from: 0m }, contacts: {} } } }",
        "'/escalation/a/levels/contacts'",
        "missing properties 'party'",
    ),
    // Values of another shape.
    ("teams: [a]", "'/teams'", "got array"),
    ("teams: { a: }", "'/teams/a'", "got null"),
    ("teams: { a: { name: [A] } }", "'/teams/a/name'", "got array"),
    ("teams: { a: { name: A, responsibilities: [~] } }", "'/teams/a/responsibilities/0'", "got null"),
    ("teams: { a: { name: A, contacts: { mail: } } }", "'/teams/a/contacts/mail'", "got null"),
    ("document: text", "'/document'", "want object"),
    ("document: { title: { en: A } }", "'/document/title'", "got object"),
    ("change_process: [text]", "'/change_process/0'", "want object"),
    ("systems: { a: { name: A, owners: [b] } }", "'/systems/a/owners'", "got array"),
    ("channels: { now: { phone: 112 } }", "'/channels/now'", "got object"),
    // Keys without a value.
    ("document:", "'/document'", "got null"),
    ("teams: ~", "'/teams'", "got null"),
    ("teams: { a: { name: A, lead: } }", "'/teams/a/lead'", "got null"),
    ("teams: { a: { name: A, aliases: ~ } }", "'/teams/a/aliases'", "got null"),
    ("teams: { a: { name: A, on_call: null } }", "'/teams/a/on_call'", "got null"),
    ("teams: { a: { name: A, accept: } }", "'/teams/a/accept'", "got null"),
    ("systems: { a: { name: A, owners: { data: } } }", "'/systems/a/owners/data'", "got null"),
    ("systems: { a: { name: A, duties: { daily: } } }", "'/systems/a/duties/daily'", "got null"),
    (
        "escalation: { e: { levels: [{ name: A, window: { from: 0m }, call: null }] } }",
        "'/escalation/e/levels/0/call'",
        "got null",
    ),
    // Words.
    ("version: 2", "'/version'", "one of 1, '1'"),
    ("version: one", "'/version'", "one of 1, '1'"),
    ("systems: { a: { name: A, lifecycle: '' } }", "'/systems/a/lifecycle'", "pattern"),
    ("systems: { a: { name: A, status: active } }", "'/systems/a'", "'status' not allowed"),
    ("systems: { a: { name: A, duties: { fortnightly: { task: B } } } }", "'/systems/a/duties'", "'fortnightly' not"),
    (
        "systems: { a: { name: A, duties: { daily: { task: B, every: daily } } } }",
        "/duties/daily'",
        "'every' not allowed",
    ),
    ("duties: { task: A, kind: party }", "'/duties/kind'", "must be 'meeting'"),
    ("duties: { task: A, kind: audit, every: year }", "'/duties/every'", "must be 'annual'"),
    ("document: { review: { cycle: Quarterly } }", "'/document/review/cycle'", "must be 'quarterly'"),
    ("teams: { a: { name: A, on_call: { cover: 24x7 } } }", "'/teams/a/on_call/cover'", "must be '24/7'"),
    ("changes: { a: { name: A, risk: middling } }", "'/changes/a/risk'", "must be 'medium'"),
    ("teams: { a: { name: A, described: no } }", "'/teams/a/described'", "does not match"),
    // Rules.
    ("check: { no-primry: note }", "'/check'", "'no-primry' not allowed"),
    ("check: { no-primary: info }", "'/check/no-primary'", "one of 'note', 'warning', 'error', 'allow'"),
    ("check: { unknown-key: allow }", "'/check'", "'unknown-key' not allowed"),
    ("document: { accept: { no-primry: because } }", "'/document/accept'", "'no-primry' not allowed"),
    ("document: { accept: { syntax: because } }", "'/document/accept'", "'syntax' not allowed"),
    ("document: { accept: { no-calendar: ' ' } }", "'/document/accept/no-calendar'", "does not match"),
    ("document: { accept: { no-calendar: } }", "'/document/accept/no-calendar'", "got null"),
    // Ids. The validator doesn't say where a key stands.
    ("teams: { Web_Team: { name: A } }", "''", "'Web_Team' does not match"),
    ("systems: { a--b: { name: A } }", "''", "'a--b' does not match"),
    ("systems: { a: { name: A, areas: { B & R: { name: B } } } }", "''", "'B & R' does not match"),
    ("escalation: { Fast: {} }", "''", "'Fast' does not match"),
    ("changes: { Normal: { name: A } }", "''", "'Normal' does not match"),
    ("teams: { a: { name: A, lead: The Boss } }", "'/teams/a/lead'", "'The Boss' does not match"),
    ("systems: { a: { name: A, part_of: B C } }", "'/systems/a/part_of'", "'B C' does not match"),
    ("systems: { a: { name: A, owners: { data: [B C] } } }", "'/systems/a/owners/data/0'", "'B C' does not match"),
    (
        "systems: { a: { name: A, areas: { b: { name: B, primary: B C } } } }",
        "/areas/b/primary'",
        "'B C' does not match",
    ),
    // Times.
    (
        "calendar: { time_zone: UTC, business_hours: { days: mon-fry, from: '09:00', until: '17:00' } }",
        "/days'",
        "does not match",
    ),
    (
        "calendar: { time_zone: UTC, business_hours: { days: mon, from: '9:00', until: '17:00' } }",
        "/from'",
        "does not match",
    ),
    (
        "calendar: { time_zone: UTC, business_hours: { days: mon, from: '09:00', until: '24:01' } }",
        "/until'",
        "does not match",
    ),
    (
        "calendar: { time_zone: UTC, business_hours: { from: '09:00', until: '17:00' } }",
        "/business_hours'",
        "missing properties 'days'",
    ),
    ("calendar: { time_zone: 'Europe Berlin' }", "'/calendar/time_zone'", "does not match"),
    ("calendar: { time_zone: UTC, holidays: 13-01 }", "'/calendar/holidays'", "does not match"),
    ("calendar: { time_zone: UTC, holidays: [{ easter: soon }] }", "'/calendar/holidays/0/easter'", "does not match"),
    ("calendar: { time_zone: UTC, holidays: [fifth thu of may day] }", "'/calendar/holidays/0'", "does not match"),
    ("people: { p: { name: P, away: [{ from: 2026-01-06 }] } }", "'/people/p/away/0'", "missing properties 'until'"),
    ("calendars: { North_1: { time_zone: UTC } }", "''", "'North_1' does not match"),
    ("people: { a: {} }", "'/people/a'", "missing properties 'name'"),
    ("teams: { a: { name: A, rota: rotas.example } }", "'/teams/a/rota'", "does not match"),
    ("escalation: { a: { when_empty: jump } }", "'/escalation/a/when_empty'", "must be 'skip'"),
    ("escalation: { a: { response_from: start } }", "'/escalation/a/response_from'", "must be 'level'"),
    // Forms.
    ("document: { updated: 18.09.2025 }", "'/document/updated'", "does not match"),
    ("document: { updated: 2025-02-29 }", "'/document/updated'", "not valid date"),
    ("document: { updated: 2025-9-18 }", "'/document/updated'", "does not match"),
    ("document: { claims: { databases: many } }", "'/document/claims/databases'", "does not match"),
    ("document: { claims: { databases: 0 } }", "'/document/claims/databases'", "must be >=1"),
    ("document: { claims: { databases: 1.5 } }", "'/document/claims/databases'", "want integer"),
    ("onboarding: { week: first }", "'/onboarding/week'", "does not match"),
    ("teams: { a: { name: A, size: two } }", "'/teams/a/size'", "does not match"),
    ("teams: { a: { name: A, size: '0.0' } }", "'/teams/a/size'", "does not match"),
    ("teams: { a: { name: A, size: -1 } }", "'/teams/a/size'", "must be > 0"),
    ("teams: { a: { name: A, contacts: { mail: ' ' } } }", "'/teams/a/contacts/mail'", "does not match"),
    ("systems: { a: { name: A, service_level: { availability: 99.9 } } }", "/availability'", "want string"),
    ("systems: { a: { name: A, service_level: { availability: 100.1% } } }", "/availability'", "does not match"),
    ("systems: { a: { name: A, service_level: { response: 15 } } }", "/response'", "want string"),
    ("systems: { a: { name: A, service_level: { response: 30m1h } } }", "/response'", "does not match"),
    ("systems: { a: { name: A, service_level: { response: '' } } }", "/response'", "length must be >=1"),
    ("systems: { a: { name: A, migration: { timeline: { weeks: 0-2 } } } }", "/timeline/weeks'", "does not match"),
    ("systems: { a: { name: A, migration: { start: soon } } }", "/migration/start'", "does not match"),
    (
        "escalation: { a: { levels: { name: A, window: { from: 0m }, response: { always: 1m, off_hours: 2m } } } }",
        "'/escalation/a/levels/response/always'",
        "want null",
    ),
    (
        "escalation: { a: { levels: { name: A, window: { from: 0m }, contacts: { party: w, email: w } } } }\n\
         teams: { w: { name: W } }",
        "'/escalation/a/levels/contacts/email'",
        "does not match",
    ),
];

/// YAML that both take: each way in which a value may be written.
const TAKEN: &[&str] = &[
    "calendar: { time_zone: Europe/Berlin, business_hours: [{ days: [mon, wed-sat, fri-mon], from: '22:00', until: '06:00' }] }",
    "calendar: { time_zone: UTC, holidays: [2026-12-25, 12-25, 02-29, { date: 12-31, from: '12:00', name: 7 }] }",
    "calendar: { time_zone: UTC, holidays: [{ easter: 1 }, { easter: '-2' }, last mon of may, { from: 2026-12-24, until: 2027-01-02 }], \
     working_days: 2026-12-19, substitute: mon, holidays_by: start }",
    "calendars: { a: { extends: b }, b: { time_zone: America/New_York, holidays: 01-01 } }\nteams: { t: { name: T, calendar: a } }",
    "teams: { t: { name: T } }\npeople: { p: { name: P, contacts: { desk: 112 } } }\ncalendar: { time_zone: UTC }\n\
     rotas: { r: { for: t, handover: { time: '09:00' }, order: p, start: 2026-01-05, hours: { days: mon, from: '00:00', until: '24:00' }, \
     temporary: { from: 2026-01-06, until: 2026-01-07 18:00, order: [t, p], handover: { day: tue, time: '10:00' } }, \
     overrides: [{ from: 2026-01-06 08:00, until: 2026-01-07, who: t, reason: x }] } }",
    "teams: { t: { name: T }, u: { name: U } }\npeople: { p: { name: P, away: { from: 2026-01-06, until: 2026-01-06 } }, q: { name: Q } }\n\
     calendar: { time_zone: UTC }\nrotas: { r: { for: t, kind: secondary, cover: off-hours, fallback: q, on_absence: gap, until: 2027-01-04, \
     handover: { every: 2 weeks, day: [mon, wed-fri], time: ['09:00', '21:00'] }, \
     order: [{ from: 2026-01-05, who: [p, [p, q]] }, { from: 2026-02-05, who: q }], \
     overrides: [{ from: 2026-01-06, until: 2026-01-07, who: nobody, reason: x }, { from: 2026-01-06, until: 2026-01-07, who: [p, q], \
     replaces: q, all_hours: true }] }, \
     s: { for: u, handover: { every: 12h, time: '09:00' }, order: p }, v: { for: u, handover: { every: 3 business days, time: '09:00' }, \
     order: [[p, q], q], start: 2026-01-05 } }",
    "escalation: { e: { levels: { name: A, window: { from: 0m, until: 5m } }, repeat: 2, when_empty: skip, response_from: level } }",
    "version: '1'",
    "systems: {}\nchannels: { now: [] }\nduties: []",
    "document: { edition: 1.0, title: 7, updated: 2024-02-29, claims: { a: 3, b: '3', c: 007 } }",
    "document: { review: {}, accept: { no-calendar: because, no-cadence: 5 } }",
    "check: { no-primary: warning, no-secondary: allow, ambiguous-cadence: error, no-duties: note }",
    "teams: { a: { name: 365, described: false, size: 1.5 }, 42: { name: B, described: 'true', size: '2.', lead: 42 } }",
    "teams: { a: { name: A, aliases: B, responsibilities: [c, 4], contacts: { desk: 112, wiki: 'https://a.example' } } }",
    "teams: { a: { name: A, aliases: [], contacts: {}, accept: {} } }",
    "roles: { a: { name: A, team: b } }\nteams: { b: { name: B, on_call: { cover: 24/7, for: 1, otherwise: x } } }",
    "groups: { a: { name: A, chair: a, members: [a, a], meets: weekly } }",
    "systems: { a: { name: A, owners: { data: [], technical: b, business: [b], x: { party: b, note: y }, z: {} } } }\n\
     placeholders: { b: { name: B, stands_for: whoever } }",
    "systems: { a: { name: A, areas: { b: { name: B, primary: [t], secondary: t, approval: [] } }, escalation: e } }\n\
     teams: { t: { name: T } }\nescalation: { e: { name: E } }",
    "systems: { a: { name: A, duties: { daily: { task: B }, ad-hoc: [{ task: C, kind: report }], ongoing: [] } } }",
    "systems: { a: { name: A, service_level: { availability: 099.500%, downtime_per_month: 1d2h3m4s, response: 0s } } }",
    "systems: { a: { name: A, migration: { start: 2026-01-05, timeline: [{ weeks: 3 }, { weeks: 1 - 2 }] } } }",
    "escalation: { e: { levels: { name: A, window: { from: 0m, until: 15m }, response: 5m } } }",
    "escalation: { e: { levels: [{ name: A, window: { from: 0m }, response: { always: 5m } }] } }",
    "escalation: { e: { levels: [{ name: A, window: { from: 0m }, response: { business_hours: 5m } }] } }",
    "escalation: { e: { levels: [{ name: A, window: { from: 0m }, contacts: { party: t, phone: 112, email: tbd } }] } }\n\
     teams: { t: { name: T } }",
    "changes: { a: { name: A, risk: low, approval: { how: x }, examples: [b] } }\n\
     change_process: { name: A, entries: [{ name: B, category: a, what: x }] }",
    "duties: { task: A, kind: internal-audit, every: bi-annual }\nonboarding: [{ week: 1, items: x }, { week: '2' }]",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Validator {
    Validator::read(MATRIX).unwrap()
}

/// YAML as an editor's language server sees it, by YAML 1.2: `no` is text.
fn value(yaml: &str) -> Value {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(yaml, options).unwrap_or_else(|error| panic!("{error}\nin\n{yaml}"))
}

/// A snippet as a whole matrix.
fn matrix(snippet: &str) -> String {
    if snippet.starts_with("version:") { snippet.to_owned() } else { format!("version: 1\n{snippet}") }
}

/// All files in a folder and below; the file itself, if it is one.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let inner = fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path()));
    let mut inner: Vec<_> = inner.collect();
    inner.sort();
    inner
}

/// What `own` says of a matrix that isn't valid.
fn report(matrix: &Path) -> Result<(), String> {
    let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
    let output = own.env_clear().args(["list", "levels", "--matrix"]).arg(matrix).output().unwrap();
    match output.status.code() {
        Some(3) => Err(String::from_utf8(output.stderr).unwrap()),
        _ => Ok(()),
    }
}

/// The same of a text.
fn report_of_text(text: &str) -> Result<(), String> {
    let file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    fs::write(file.path(), text).unwrap();
    report(file.path())
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

#[test]
fn matrices_that_own_reads_are_valid() {
    let schema = schema();
    let golden = fs::read_dir(root().join("tests/golden/matrices")).unwrap().map(|entry| entry.unwrap().path());
    let data = ["data/matrix.yaml", "data/starter.yaml", "data/example"].map(|path| root().join(path));
    let places = data.into_iter().chain(golden);
    let mut valid = Vec::new();
    for place in places {
        if report(&place).is_ok() {
            for path in files(&place).into_iter().filter(|path| is_yaml(path)) {
                let text = fs::read_to_string(&path).unwrap();
                schema.validate(&value(&text)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            }
            valid.push(place.file_name().unwrap().to_owned());
        }
    }
    for name in ["matrix.yaml", "starter.yaml", "example", "rotas.yaml", "small.yaml", "folder"] {
        assert!(valid.iter().any(|is| is == name), "{name} isn't among the valid ones: {valid:?}");
    }
}

#[test]
fn what_the_schema_takes_own_takes() {
    let schema = schema();
    for snippet in TAKEN {
        let text = matrix(snippet);
        schema.validate(&value(&text)).unwrap_or_else(|error| panic!("{text}\n{error}"));
        report_of_text(&text).unwrap_or_else(|report| panic!("{report}"));
    }
}

#[test]
fn what_the_schema_refuses_own_refuses() {
    let schema = schema();
    for (snippet, place, what) in REFUSED {
        let text = matrix(snippet);
        let error = schema.validate(&value(&text)).expect_err(snippet).to_string();
        let said = error.lines().any(|line| line.contains(&format!("{place} [")) && line.contains(what));
        assert!(said, "{text}\nhas to be refused at {place}: {what}\n{error}");
        let report = report_of_text(&text).expect_err(snippet);
        assert!(report.ends_with("\n1 error in 1 file\n"), "has one fault\n{report}");
    }
}

#[test]
fn a_name_that_yaml_reads_as_a_boolean_is_refused_by_the_schema_alone() {
    // `source::schema` says why.
    let text = matrix("teams: { a: { name: true } }");
    assert!(schema().validate(&value(&text)).is_err(), "{text}");
    assert!(report_of_text(&text).is_ok(), "{text}");
}

#[test]
fn own_prints_the_committed_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_own")).args(["generate", "schema"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert!(output.stdout == fs::read(root().join(MATRIX)).unwrap(), "not what stands in {MATRIX}");
}

#[test]
fn matrix_yaml_names_a_schema_that_is_there() {
    let text = fs::read_to_string(root().join("data/matrix.yaml")).unwrap();
    let named = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
    assert_eq!(root().join("data").join(named.unwrap()), root().join(MATRIX));
}

#[test]
fn sarif_can_be_validated() {
    let sarif = Validator::read(SARIF).unwrap();
    let log = |line: u32| {
        let region = json!({ "startLine": line });
        let location = json!({ "physicalLocation": { "artifactLocation": { "uri": "a.yaml" }, "region": region } });
        let result = json!({ "message": { "text": "x" }, "ruleId": "no-primary", "locations": [location] });
        json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "own" } }, "results": [result] }] })
    };
    sarif.validate(&log(1)).unwrap();
    let error = sarif.validate(&log(0)).unwrap_err().to_string();
    assert!(error.contains("'/runs/0/results/0/locations/0/physicalLocation/region/startLine'"), "{error}");
}
