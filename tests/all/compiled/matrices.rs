//! Random matrices and questions, with few words so that much has the same name.

use std::collections::HashSet;
use std::fmt::Write as _;

pub(crate) use crate::choices::Choices;

const WORDS: [&str; 16] = [
    "Post", "Postgres", "SQL", "lite", "and", "&", "Backup", "Recovery", "DB", "Äpfel", "ÉQUIPE", "İx", "data", "ab",
    "ba", "1",
];
const IDS: [&str; 14] = [
    "a",
    "ab",
    "ba",
    "abc",
    "post",
    "postgres",
    "postgresql",
    "sql-lite",
    "db",
    "db-1",
    "and",
    "x-and-y",
    "backup",
    "data",
];
const TOPICS: [&str; 5] = ["backup", "back-up", "recovery", "data-access", "and"];
const ROLES: [&str; 4] = ["system", "data", "technical", "data-access"];
const PARTIES: [&str; 8] = ["ops", "dev", "dev-lead", "data", "owner", "ada", "bo", "vendor"];

/// Selectors of every kind, with few pieces so that many fit.
const SELECTORS: [(&str, &[&str]); 6] = [
    ("hosts", &["db-1", "db-*", "*", "*.x", "db-1.x", "**.x", "*-1", "a*-1"]),
    ("paths", &["a", "a/b/**", "a/*", "*/b/c", "**/c", "a/**/c", "**", "ab/*", "*", "**/b", "a/*/"]),
    ("repositories", &["a/b", "a/*", "x.org/a/b", "*/b", "*.org/a/b"]),
    ("urls", &["https://db-1.x", "https://*.x/a/**", "db-1.x/a/b", "https://*.x/*/b", "https://**.x/**/b"]),
    ("labels", &["{ a: b }", "{ a: b, b: a }", "{ a: \"*\" }", "{ b: \"a*\", a: ab }", "{ a: \"*b\" }"]),
    ("words", &["post", "data backup", "a", "点検", "restores"]),
];

/// A line with selectors, after which nothing is missing.
fn selectors(choices: &mut Choices) -> String {
    let mut lists = Vec::new();
    for (kind, texts) in SELECTORS {
        if choices.once_in(2) {
            let mut list: Vec<String> = (0..=choices.below(2)).map(|_| scalar(choices.of(texts))).collect();
            if kind == "paths" && choices.once_in(3) {
                list.push("\"!a/b/c\"".to_owned());
            }
            lists.push(format!("{kind}: [{}]", list.join(", ")));
        }
    }
    if lists.is_empty() { "{ hosts: [db-1] }".to_owned() } else { format!("{{ {} }}", lists.join(", ")) }
}

/// A text in quotes; a mapping as it is.
fn scalar(text: &str) -> String {
    if text.starts_with('{') { text.to_owned() } else { quoted(text) }
}

/// Options that select a system.
pub(crate) fn evidence(choices: &mut Choices) -> Vec<(&'static str, String)> {
    let pieces = |choices: &mut Choices| -> Vec<&str> {
        (0..=choices.below(4)).map(|_| choices.of(&["a", "b", "c", "ab", "x"])).collect()
    };
    let host = |choices: &mut Choices| choices.of(&["db-1", "DB-1.x:80", "a.db-1.x", "db-2", "y"]).to_owned();
    match choices.below(5) {
        0 => vec![("host", host(choices))],
        1 => vec![("path", pieces(choices).join("/"))],
        2 => vec![("repo", choices.of(&["a/b", "https://x.org/a/b.git", "git@y.org:a/b", "c/b"]).to_owned())],
        3 => vec![("url", format!("https://{}/{}", host(choices), pieces(choices).join("/")))],
        _ => vec![("label", format!("a={}", choices.of(&["a", "b", "ab"]))), ("label", "b=a".to_owned())],
    }
}

fn name(choices: &mut Choices) -> String {
    let words: Vec<&str> = (0..=choices.below(3)).map(|_| choices.of(&WORDS)).collect();
    words.join(choices.of(&[" ", "-", " (", ", "]))
}

/// Equal for all names that `own` may take for the same one.
fn key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let key: String = words.filter(|word| word != "and").collect();
    if key.is_empty() { "and".to_owned() } else { key }
}

/// A name that nothing else has: no matrix is valid with two.
fn unused(choices: &mut Choices, used: &mut HashSet<String>) -> String {
    loop {
        let name = name(choices);
        if used.insert(key(&name)) {
            return quoted(&name);
        }
    }
}

fn ids() -> HashSet<String> {
    IDS.iter().map(|id| key(id)).collect()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The YAML of a matrix.
pub(crate) fn matrix(choices: &mut Choices) -> String {
    let mut yaml = String::from(
        "version: 1\ndocument: { title: Random, review: { due: 2025-01-01, cycle: annual } }\n\
         people:\n  ada: { name: Ada Okafor, contacts: { mobile: +44 161 496 0101 } }\n  bo: { name: Bo }\n\
         organisations:\n  vendor: { name: Vendor and Data, kind: vendor }\n\
         placeholders:\n  owner: { name: Service Owner }\n\
         escalation:\n  default:\n    levels:\n      - { name: First, window: { from: 0m, until: 15m }, contacts: [{ party: ops }] }\n      \
         - { name: Second, window: { from: 15m }, response: 1h, triggers: [data at risk], contacts: [{ party: dev-lead }] }\n  \
         quick:\n    levels:\n      - { name: Only, window: { from: 0m }, contacts: [{ party: dev, for: [ops] }] }\n\
         changes:\n  standard: { name: Standard, risk: low, examples: [log rotation, post restart] }\n  \
         normal: { name: Normal, risk: medium, examples: [schema update, sql tuning], approval: { by: dev-lead } }\n\
         duties:\n  - { task: Backup Watch, kind: monitoring, every: daily, by: ops }\n",
    );
    people(choices, &mut yaml);
    yaml.push_str("systems:\n");
    let (mut ids, mut used) = (Vec::new(), ids());
    for _ in 0..=choices.below(IDS.len()) {
        let id = choices.of(&IDS);
        if !ids.contains(&id) {
            system(choices, id, &ids, &mut used, &mut yaml);
            ids.push(id);
        }
    }
    yaml
}

/// Teams with members, and a role that people hold.
fn people(choices: &mut Choices, yaml: &mut String) {
    const PEOPLE: [&str; 5] = ["[]", "ada", "bo", "[ada, bo]", "[bo, ada]"];
    let part_of = choices.of(&["", ", part_of: ops"]);
    let (members, of_dev) = (choices.of(&PEOPLE), choices.of(&["[]", "ada", "bo", "[dev-lead, bo]"]));
    let lead = choices.of(&["dev-lead", "ada"]);
    let _ = writeln!(
        yaml,
        "teams:\n  ops: {{ name: Operations, members: {members}, on_call: {{ cover: 24/7 }}, contacts: {{ chat: \"#ops\" }} }}\n  \
         dev: {{ name: Development and Data, lead: {lead}, aliases: [Devs], members: {of_dev}{part_of} }}\n  \
         data: {{ described: false, name: Data }}\n\
         roles:\n  dev-lead: {{ name: Lead of Development, team: dev, held_by: {} }}",
        choices.of(&PEOPLE)
    );
}

fn system(choices: &mut Choices, id: &str, before: &[&str], used: &mut HashSet<String>, yaml: &mut String) {
    let _ = writeln!(yaml, "  {id}:\n    name: {}", unused(choices, used));
    if choices.once_in(3) {
        let _ = writeln!(yaml, "    aliases: [{}]", unused(choices, used));
    }
    if !before.is_empty() && choices.once_in(3) {
        let _ = writeln!(yaml, "    part_of: {}", choices.of(before));
    }
    if choices.once_in(4) {
        let _ = writeln!(yaml, "    lifecycle: {}", choices.of(&["production", "deprecated", "retired", "beta"]));
    }
    if choices.once_in(3) {
        let needed: Vec<&str> = (0..=choices.below(3)).map(|_| choices.of(&[before, &[id]].concat())).collect();
        let _ = writeln!(yaml, "    depends_on: [{}]", needed.join(", "));
    }
    if choices.once_in(4) {
        let (tier, tag) = (1 + choices.below(3), choices.of(&["pii", "sso", "pii, sso"]));
        let _ = writeln!(yaml, "    tier: {tier}\n    tags: [{tag}]\n    links: {{ runbook: https://a.example/{id} }}");
    }
    if choices.once_in(2) {
        let _ = writeln!(yaml, "    selectors: {}", selectors(choices));
    }
    if choices.once_in(4) {
        yaml.push_str("    escalation: quick\n");
    }
    if choices.once_in(2) {
        let _ = writeln!(yaml, "    owners: {{ {}: {} }}", choices.of(&ROLES), choices.of(&PARTIES));
    }
    if choices.once_in(3) {
        yaml.push_str("    contacts: { on-call: a@b.example }\n");
    }
    if choices.once_in(3) {
        yaml.push_str("    service_level: { availability: 99.9%, response: 15m }\n");
    }
    if choices.once_in(3) {
        let _ = writeln!(
            yaml,
            "    duties:\n      weekly:\n        - {{ task: {}, by: {} }}",
            quoted(&name(choices)),
            choices.of(&PARTIES)
        );
    }
    let (mut areas, mut used) = (Vec::new(), self::ids());
    for _ in 0..choices.below(4) {
        let area = choices.of(&IDS);
        if areas.contains(&area) {
            continue;
        }
        if areas.is_empty() {
            yaml.push_str("    areas:\n");
        }
        areas.push(area);
        let _ = write!(yaml, "      {area}: {{ name: {}", unused(choices, &mut used));
        if choices.once_in(2) {
            let _ = write!(yaml, ", topic: {}", choices.of(&TOPICS));
        }
        for responsibility in ["primary", "secondary", "escalation", "approval"] {
            if choices.once_in(6) {
                let (party, day) = (choices.of(&PARTIES), 1 + choices.below(9));
                let _ = write!(yaml, ", {responsibility}: [{{ party: {party}, note: acting, until: 2025-06-0{day} }}]");
            } else if choices.once_in(2) {
                let _ = write!(yaml, ", {responsibility}: {}", choices.of(&PARTIES));
            }
        }
        if choices.once_in(4) {
            let _ = write!(yaml, ", selectors: {}", selectors(choices));
        }
        yaml.push_str(" }\n");
    }
}

/// Something that somebody may type.
fn typed(choices: &mut Choices) -> String {
    let whole = match choices.below(6) {
        0 => choices.of(&IDS).to_owned(),
        1 => choices.of(&PARTIES).to_owned(),
        2 => choices.of(&TOPICS).to_owned(),
        3 => choices.of(&ROLES).to_owned(),
        _ => name(choices),
    };
    let mut letters: Vec<char> = whole.chars().collect();
    match choices.below(5) {
        0 => letters.truncate(1 + choices.below(letters.len())),
        1 if letters.len() > 1 => {
            let at = choices.below(letters.len() - 1);
            letters.swap(at, at + 1);
        }
        2 => letters.insert(choices.below(letters.len() + 1), 'x'),
        _ => {}
    }
    letters.into_iter().collect()
}

/// The arguments of a question, without `--matrix`.
pub(crate) fn question(choices: &mut Choices) -> Vec<String> {
    let mut args: Vec<String> = Vec::new();
    if choices.once_in(4) {
        args.push(choices.of(&["who", "who", "escalate", "show"]).into());
        args.extend(evidence(choices).into_iter().map(|(name, text)| format!("--{name}={text}")));
        args.extend(["--format=json".into(), "--at=2025-06-01".into()]);
        return args;
    }
    let options: &[&str] = match choices.below(15) {
        0 => {
            args.extend(["who".into(), typed(choices)]);
            match choices.below(3) {
                0 => args.push(typed(choices)),
                1 => args.push(format!("{}/{}", choices.of(&IDS), typed(choices))),
                _ => {}
            }
            &["--role"]
        }
        1..5 => {
            args.push("who".into());
            &["--system", "--area", "--topic", "--party", "--role"]
        }
        5 => {
            args.push("escalate".into());
            &["--system", "--area", "--elapsed=20m", "--for"]
        }
        6 => {
            args.extend(["change".into(), typed(choices)]);
            &["--system", "--form", "--area"]
        }
        7 => {
            args.extend(["show".into(), typed(choices)]);
            &["--kind=system", "--format=json"]
        }
        8 => {
            args.extend(["find".into(), typed(choices)]);
            &["--format=csv"]
        }
        9 => {
            args.push("duties".into());
            &["--party", "--system", "--every=weekly"]
        }
        10 => {
            args.push("sla".into());
            &["--downtime=10m", "--format=yaml"]
        }
        11 => {
            let kinds = ["systems", "areas", "topics", "parties", "owners", "levels", "changes", "duties", "contacts"];
            args.extend(["list".into(), choices.of(&kinds).into()]);
            &["--format=json"]
        }
        12 => {
            args.extend(["show".into(), choices.of(&IDS).into()]);
            &["--format=json"]
        }
        13 => {
            args.extend(["gaps".into(), typed(choices)]);
            &["--without"]
        }
        _ => match choices.below(5) {
            0 => return vec!["render".into(), "markdown".into(), "--at=2025-06-01".into()],
            1 => return vec!["render".into(), "html".into(), "--at=2025-06-01".into()],
            2 => return vec!["rota".into(), typed(choices)],
            3 => return vec!["onboard".into(), typed(choices)],
            _ => {
                args.push("gaps".into());
                &["--without"]
            }
        },
    };
    for option in options {
        if choices.once_in(2) {
            args.push((*option).into());
            if !option.contains('=') && *option != "--form" {
                args.push(typed(choices));
            }
        }
    }
    if choices.once_in(4) && !args.iter().any(|arg| arg.starts_with("--format")) {
        args.push("--format=json".into());
    }
    args.push("--at=2025-06-01".into());
    args
}

/// What `own who` is asked, option by option; at least one.
pub(crate) fn asked(choices: &mut Choices) -> Vec<(&'static str, String)> {
    let mut asked = Vec::new();
    if choices.once_in(4) {
        asked.extend(evidence(choices).into_iter().filter(|(name, _)| *name == "path"));
    }
    while asked.is_empty() {
        for name in ["system", "area", "topic", "party", "role"] {
            if choices.once_in(3) {
                asked.push((name, typed(choices)));
            }
        }
    }
    asked
}

/// A command line that ends where somebody asks for completion.
pub(crate) fn line(choices: &mut Choices) -> Vec<String> {
    let mut words: Vec<String> = vec!["own".into()];
    words.push(choices.of(&["who", "escalate", "change", "show", "duties", "onboard"]).into());
    for option in ["--system", "--area", "--topic", "--party", "--role", "--level"] {
        if choices.once_in(4) {
            words.extend([option.into(), typed(choices)]);
        }
    }
    if choices.once_in(2) {
        words.push(if choices.once_in(3) { String::new() } else { typed(choices) });
    }
    words
}
