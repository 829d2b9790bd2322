//! A reader of the document that the built-in matrix comes from finds every fact of it in its rendering: each heading,
//! list item, table row and sentence, in the same section, in one place. The few that are said in other words are listed.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

const DOCUMENT: &str = include_str!("../document/ownership-matrix.md");

/// The sections of the document, and what they are called in a rendering; in the order of both.
const SECTIONS: [(&str, &str); 10] = [
    ("Executive Summary", "Document"),
    ("Organizational Structure", "Organisation"),
    ("Database System Ownership Matrix", "Systems"),
    ("Escalation Procedures", "Escalation"),
    ("Change Management Procedures", "Changes"),
    ("Performance and Service Level Management", "Service Levels"),
    ("Training and Knowledge Management", "Training"),
    ("Audit and Compliance Responsibilities", "Audits"),
    ("Conclusion", "Document"),
    ("Document Information", "Document"),
];

/// What a rendering says in other words: the line of the document, and the lines that say it instead.
const IN_OTHER_WORDS: &[(&str, &[&str])] = &[
    // Headings.
    ("### Primary Team Roles", &["### Teams"]),
    ("#### Primary Ownership", &["Owners"]),
    ("#### Migration Ownership", &["Owners"]),
    ("#### Responsibility Breakdown", &["Areas"]),
    ("#### Responsibility Breakdown During Migration", &["Areas", "Migration"]),
    // Each type is a part of the file storage, with a heading of its own.
    ("#### Responsibility Breakdown by Storage Type", &["File-Based Storage Systems"]),
    ("#### Operational Procedures", &["Duties"]),
    ("##### Daily Operations", &["Duties", "daily"]),
    ("##### Weekly Operations", &["Duties", "weekly"]),
    ("##### Monthly Operations", &["Duties", "monthly"]),
    ("#### Contact Information", &["Contacts"]),
    ("#### Migration Timeline Ownership", &["Migration"]),
    ("### Escalation Contact Methods", &["Call"]),
    ("#### Primary Contacts", &["Call"]),
    ("### Change Request Process", &["Change Process"]),
    ("### Service Level Agreements (SLAs)", &["Service Levels"]),
    ("#### Database Availability SLAs", &["Availability"]),
    ("#### Performance SLAs", &["Targets of all systems"]),
    ("### Performance Monitoring Responsibilities", &["Monitoring"]),
    ("#### Regular Reporting", &["Reporting"]),
    ("### Training Requirements", &["Ongoing Training"]),
    ("### Knowledge Management", &["Knowledge Sharing"]),
    // What a heading says beside a name.
    ("### DuckDB Files (PyRIT Memory - DEPRECATED)", &["DuckDB Files (PyRIT Memory)", "Kind deprecated"]),
    ("#### Level 1: Service Team (0-15 minutes)", &["Level 1: Service Team", "from 0m to 15m"]),
    ("#### Level 2: Team Lead (15-30 minutes)", &["Level 2: Team Lead", "from 15m to 30m"]),
    ("#### Level 3: Department Manager (30-60 minutes)", &["Level 3: Department Manager", "from 30m to 1h"]),
    ("#### Level 4: Executive Team (60+ minutes)", &["Level 4: Executive Team", "from 1h on"]),
    ("#### Standard Changes (Pre-approved)", &["Standard Changes", "Kind Pre-approved"]),
    ("#### 1. Change Initiation", &["Change Initiation", "step 1 of the change process"]),
    ("#### 2. Impact Assessment", &["Impact Assessment", "step 2 of the change process"]),
    ("#### 3. Approval Process", &["Approval Process", "step 3 of the change process"]),
    ("#### 4. Implementation", &["Implementation", "step 4 of the change process"]),
    ("#### 5. Post-Implementation Review", &["Post-Implementation Review", "step 5 of the change process"]),
    // The list calls the levels by other names than their headings do.
    ("Level 1 (Service Teams):", &["Level 1: Service Team"]),
    ("Level 2 (Team Leads):", &["Level 2: Team Lead"]),
    ("Level 3 (Managers):", &["Level 3: Department Manager"]),
    // Cover and lengths of time.
    ("- **On-Call Rotation**: 24/7 coverage for critical issues", &["On call: 24/7 for critical issues"]),
    ("- **On-Call Rotation**: 24/7 coverage for infrastructure issues", &["On call: 24/7 for infrastructure issues"]),
    ("- **On-Call Rotation**: 24/7 coverage for security incidents", &["On call: 24/7 for security incidents"]),
    (
        "- **Response Time**: 15 minutes during business hours, 30 minutes off-hours",
        &["Response: 15m in business hours", "Response: 30m outside business hours"],
    ),
    ("- **Response Time**: 30 minutes", &["Response: 30m at any hour"]),
    ("- **Response Time**: 60 minutes", &["Response: 1h at any hour"]),
    ("- **Response Time**: 2 hours", &["Response: 2h at any hour"]),
    ("| PostgreSQL (Keycloak) | 99.9% | 43 minutes | 15 minutes |", &["PostgreSQL (Keycloak) 99.9% 43 min 15m"]),
    ("| SQLite (FastAPI) | 99.5% | 3.6 hours | 30 minutes |", &["SQLite (FastAPI) 99.5% 3.6 h 30m"]),
    ("| File Storage | 99.8% | 1.4 hours | 30 minutes |", &["File Storage 99.8% 1.4 h 30m"]),
    // A channel is a heading of its own.
    ("- **Immediate**: Phone call + SMS", &["Immediate", "Phone call, SMS"]),
    ("- **Urgent**: Slack alert + email", &["Urgent", "Slack alert, email"]),
    ("- **Standard**: Email + ticket system", &["Standard", "Email, ticket system"]),
    ("- **Documentation**: Incident tracking system", &["Documentation", "Incident tracking system"]),
    // A duty each, with whoever does it in a cell of its own.
    (
        "- **Annual**: Comprehensive system review, disaster recovery drills",
        &["Comprehensive system review annual", "Disaster recovery drills annual"],
    ),
    (
        "- **Ad-hoc**: New technology introduction, incident post-mortems",
        &["New technology introduction ad-hoc", "Incident post-mortems ad-hoc"],
    ),
    ("- **Monthly**: Security team conducts access reviews", &["Access reviews monthly Security Team"]),
    (
        "- **Quarterly**: Operations teams conduct procedure compliance audits",
        &["Procedure compliance audits quarterly Operations Teams"],
    ),
    (
        "- **SOC 2**: Annual third-party audit coordinated by security team",
        &["SOC 2 annual Security Team coordinates the third-party audit"],
    ),
    (
        "- **Penetration Testing**: Bi-annual testing coordinated by security team",
        &["Penetration Testing bi-annual Security Team coordinates the testing"],
    ),
    (
        "- **Compliance Assessment**: Ongoing compliance monitoring by security team",
        &["Compliance Assessment ongoing Security Team compliance monitoring"],
    ),
];

/// Labels of the document, and what they are called in a rendering.
const LABELS: &[(&str, &str)] = &[
    ("**Document Version**", "Edition"),
    ("**Last Updated**", "Updated"),
    ("**Review Date**", "Review"),
    ("**Review Cycle**", "Review"),
    ("**Next Review**", "Review"),
    ("**Approval**", "Approved by"),
    ("**Related Documents**", "Related"),
    ("**Meeting Frequency**", "Meets"),
    ("**Team Size**", "Size"),
    ("**Primary Responsibilities**", "Responsibilities"),
    ("**On-Call Rotation**: Business hours,", "On call: business hours; otherwise"),
    ("**Escalation Trigger**", "Triggers"),
    ("**Notification**", "Notify"),
    ("**Week ", "Weeks "),
];

/// The words of a line under the labels of a rendering.
fn relabelled(line: &str) -> Option<BTreeSet<String>> {
    let (label, ours) = LABELS.iter().find(|(label, _)| line.contains(label))?;
    Some(words(&line.replace(label, ours)))
}

/// A line of a rendering.
struct Line {
    section: String,
    /// The system that it belongs to; empty outside the systems.
    system: String,
    /// Its cells, if it is a row; otherwise all of it.
    cells: Vec<BTreeSet<String>>,
}

/// A fact of the document.
#[derive(Debug)]
struct Fact<'d> {
    line: &'d str,
    section: &'d str,
    system: &'d str,
    cells: Vec<BTreeSet<String>>,
}

/// Something with a name, in the YAML.
struct Named {
    id: String,
    name: String,
    aliases: Vec<String>,
}

/// The parties and systems of a matrix.
struct Names {
    parties: Vec<Named>,
    systems: Vec<Named>,
}

impl Names {
    fn of_built_in() -> Self {
        let yaml: Value = serde_saphyr::from_str(include_str!("../../data/matrix.yaml")).expect("YAML");
        let named = |section: &str| -> Vec<Named> {
            let things = yaml[section].as_object().expect(section);
            things.iter().map(|(id, thing)| Named::read(id, thing)).collect()
        };
        let parties = ["teams", "roles", "groups", "placeholders"].into_iter().flat_map(named).collect();
        Self { parties, systems: named("systems") }
    }
}

impl Named {
    fn read(id: &str, thing: &Value) -> Self {
        let aliases = match &thing["aliases"] {
            Value::Array(aliases) => aliases.iter().map(|alias| alias.as_str().expect("a name").to_owned()).collect(),
            Value::String(alias) => vec![alias.clone()],
            _ => Vec::new(),
        };
        Self { id: id.to_owned(), name: thing["name"].as_str().expect("a name").to_owned(), aliases }
    }
}

/// `own render markdown`, of the built-in matrix unless the arguments name another.
fn render(arguments: &[&str]) -> String {
    let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
    own.env_clear().args(["render", "markdown", "--at", "2025-11-01"]).args(arguments);
    let output = own.current_dir(env!("CARGO_TARGET_TMPDIR")).output().expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn built_in() -> String {
    render(&["--matrix", concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.yaml")])
}

#[test]
fn every_fact_of_the_document_is_found_again() {
    let names = Names::of_built_in();
    let lines = lines(&built_in(), &names);
    let facts = facts(&names);
    assert!(facts.len() > 300, "{} facts were found in the document", facts.len());
    let (mut missing, mut used) = (Vec::new(), Vec::new());
    for fact in &facts {
        let here =
            |line: &&Line| line.section == fact.section && (fact.system.is_empty() || line.system == fact.system);
        let here: Vec<&Line> = lines.iter().filter(here).collect();
        let found = |cells: &[BTreeSet<String>]| here.iter().any(|line| holds(line, cells));
        let as_it_is = found(&fact.cells) || relabelled(fact.line).is_some_and(|words| found(&[words]));
        let other = IN_OTHER_WORDS.iter().find(|(said, _)| !as_it_is && *said == fact.line);
        used.extend(other);
        if !as_it_is && !other.is_some_and(|(_, lines)| lines.iter().all(|line| found(&[words(line)]))) {
            missing.push(format!("{} / {}: {}", fact.section, fact.system, fact.line));
        }
    }
    assert!(missing.is_empty(), "{} of {} are not found:\n{}", missing.len(), facts.len(), missing.join("\n"));
    let unused: Vec<_> = IN_OTHER_WORDS.iter().filter(|other| !used.contains(other)).collect();
    assert!(unused.is_empty(), "the document doesn't have them, or a rendering has them as they are: {unused:?}");
}

#[test]
fn the_sections_are_in_the_order_of_the_document() {
    let rendering = built_in();
    let sections: Vec<&str> = rendering.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let mut expected: Vec<&str> = Vec::new();
    for (_, rendered) in SECTIONS {
        if !expected.contains(&rendered) {
            expected.push(rendered);
        }
    }
    assert_eq!(sections, expected);
}

#[test]
fn a_matrix_of_nothing_has_no_sections() {
    let folder = tempfile::tempdir().expect("a folder");
    let matrix = folder.path().join("nothing.yaml");
    fs::write(&matrix, "version: 1\n").expect("written");
    let rendering = render(&["--matrix", &matrix.to_string_lossy()]);
    assert_eq!(rendering.lines().filter(|line| line.starts_with('#')).count(), 1, "{rendering}");
}

/// Whether the cells of a fact are found in a line, in their order.
fn holds(line: &Line, cells: &[BTreeSet<String>]) -> bool {
    let mut rest = line.cells.iter();
    if let [all] = cells {
        return all.is_subset(&line.cells.iter().flatten().cloned().collect());
    }
    cells.iter().all(|cell| rest.any(|found| cell.is_subset(found)))
}

/// The words of a text, in lower case and without their marks; an escape is no part of any.
fn words(text: &str) -> BTreeSet<String> {
    let text = text.replace(['\\', '*', '`'], "").replace("<br>", " ").replace("24/7", "24h").to_lowercase();
    let word = |c: char| !c.is_alphanumeric() && !"%<>.".contains(c);
    text.split(word)
        .map(|word| word.trim_end_matches('.').trim_matches(|c| "<>".contains(c) && text.contains('@')).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of a text, with those of the other names of whomever it names.
fn with_other_names(text: &str, names: &Names) -> BTreeSet<String> {
    let mut all = words(text);
    for named in names.parties.iter().chain(&names.systems).filter(|named| words(&named.name).is_subset(&words(text))) {
        all.extend(named.aliases.iter().flat_map(|alias| words(alias)));
    }
    all
}

fn lines(rendering: &str, names: &Names) -> Vec<Line> {
    let (mut section, mut system) = (String::new(), String::new());
    let mut lines = Vec::new();
    for text in rendering.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(title) = text.strip_prefix("## ") {
            (section, system) = (title.to_owned(), String::new());
        }
        if text.starts_with("###") && section == "Systems" {
            let title = text.trim_start_matches(['#', ' ']);
            system = names
                .systems
                .iter()
                .find(|known| words(&known.name) == words(title))
                .map_or(system, |known| known.id.clone());
        }
        let cells = match text.strip_prefix("| ") {
            Some(row) => row.trim_end_matches(" |").split(" | ").map(|cell| with_other_names(cell, names)).collect(),
            None => vec![with_other_names(text, names)],
        };
        lines.push(Line { section: section.clone(), system: system.clone(), cells });
    }
    lines
}

fn facts(names: &Names) -> Vec<Fact<'static>> {
    let systems: Vec<(&str, &str)> = vec![
        ("PostgreSQL Database (Keycloak SSO)", "postgresql"),
        ("SQLite Database (FastAPI Application)", "sqlite"),
        ("DuckDB Files (PyRIT Memory - DEPRECATED)", "duckdb"),
        ("File-Based Storage Systems", "file-storage"),
        ("Environment Files (.env)", "environment-files"),
        ("Configuration Files (YAML/JSON)", "configuration-files"),
        ("Log Files", "log-files"),
        ("SSL Certificates", "ssl-certificates"),
    ];
    assert_eq!(systems.len(), names.systems.len());
    let (mut section, mut system) = ("", "");
    let mut facts = Vec::new();
    let mut lines = DOCUMENT.lines().peekable();
    while let Some(line) = lines.next() {
        let title = line.trim_start_matches('#').trim();
        // The last section has no heading of its own.
        let heading =
            if line == "**Document Information**" { Some("Document Information") } else { line.strip_prefix("## ") };
        if let Some(heading) = heading {
            let known = SECTIONS.iter().find(|(known, _)| *known == heading).expect(heading);
            (section, system) = (known.1, "");
            continue;
        }
        if let Some((_, id)) = systems.iter().find(|(known, _)| line.starts_with("###") && *known == title) {
            system = id;
        }
        let is_frame = matches!(line.trim(), "" | "---" | "```") || line.starts_with("# ") || line.starts_with("|--");
        let is_header = lines.peek().is_some_and(|next| next.starts_with("|--"));
        if is_frame || is_header {
            continue;
        }
        let cells = match line.strip_prefix("| ") {
            Some(row) => row.trim_end_matches(" |").split(" | ").map(words).collect(),
            None => vec![words(line)],
        };
        facts.push(Fact { line, section, system, cells });
    }
    facts
}

#[test]
fn no_text_of_a_matrix_is_live_or_a_marker() {
    let hostile = include_str!("../browser/hostile.yaml").replace("name: \"bare\"", "name: \"<!-- own:keep x -->\"");
    let folder = tempfile::tempdir().expect("a folder");
    let (matrix, file) = (folder.path().join("hostile.yaml"), folder.path().join("document.md"));
    fs::write(&matrix, hostile).expect("written");
    let (matrix, output) = (matrix.to_string_lossy(), file.to_string_lossy());
    let rendering = render(&["--matrix", &matrix]);
    assert!(rendering.contains("\\<\\!-- own:keep x -->"), "{rendering}");
    // Rendering it again finds nothing to keep.
    for _ in 0..2 {
        render(&["--matrix", &matrix, "-o", &output]);
        assert_eq!(fs::read_to_string(&file).expect("read"), rendering);
    }
    for (at, _) in rendering.match_indices('<').skip(1).filter(|(at, _)| !rendering[..*at].ends_with('\\')) {
        let tag = rendering[at + 1..].split('>').next().unwrap_or_default();
        // No tag begins with a digit: `<100ms`.
        let is_text = tag.starts_with(|c: char| c.is_ascii_digit());
        assert!(is_text || tag == "br" || tag.contains('@') || tag.starts_with("https://"), "{tag}");
    }
    assert!(!rendering.contains(crate::hostile::is_hostile), "{rendering:?}");
}

/// A document for everybody names no address of the matrix, and what is missing in it is the same.
#[test]
fn no_contacts_leaves_out_every_address() {
    let own = |arguments: &[&str]| {
        let own = Command::new(env!("CARGO_BIN_EXE_own"))
            .args(arguments)
            .args(["--at", "2026-11-28", "--no-cache", "--quiet"])
            .env("OWN_MATRIX", concat!(env!("CARGO_MANIFEST_DIR"), "/data/example"))
            .output()
            .expect("runs");
        String::from_utf8(own.stdout).expect("UTF-8")
    };
    let listed = own(&["list", "contacts", "--format", "json"]);
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let contacts = listed["results"].as_array().expect("contacts").iter();
    // The detail is the address, then whose it is.
    let addresses: BTreeSet<&str> =
        contacts.filter_map(|contact| contact["detail"].as_str()?.split(", ").next()).collect();
    assert!(addresses.len() > 30, "{addresses:?}");
    for kind in ["markdown", "html"] {
        let plain = |text: String| text.replace('\\', "").replace("&#35;", "#").replace("&#64;", "@");
        let (full, public) = (plain(own(&["render", kind])), plain(own(&["render", kind, "--no-contacts"])));
        for address in &addresses {
            assert!(full.contains(address), "{kind} lacks {address}");
            assert!(!public.contains(address), "{kind} has {address}");
        }
        assert!(public.contains("https://wiki.nordlicht.example/booking-db"), "links stay");
    }
}
