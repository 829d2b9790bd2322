//! `data/matrix.yaml` holds every fact of the document: counted, and its tables walked cell by cell.

use crate::matrix::{Cadence, Cover, DutyKind, Lifecycle, Matrix, PartyKind, Responsibility};
use crate::query::area::AreaRow;
use crate::query::resolve;
use crate::query::who::{RowFilter, Who, who};

const DOCUMENT: &str = include_str!("../document/ownership-matrix.md");

fn matrix() -> Matrix {
    crate::source::built_in().expect("the built-in matrix is valid")
}

/// How often each party stands in a column, most often first, by id.
fn tally(matrix: &Matrix, responsibility: Responsibility) -> Vec<(String, usize)> {
    let mut tally: Vec<(String, usize)> = Vec::new();
    for (_, area) in matrix.areas() {
        for party in area.parties(responsibility) {
            let id = &matrix.party(party).id;
            match tally.iter_mut().find(|(known, _)| known == id) {
                Some((_, count)) => *count += 1,
                None => tally.push((id.clone(), 1)),
            }
        }
    }
    tally.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    tally
}

fn counts(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
    pairs.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect()
}

#[test]
fn the_document_says_of_itself() {
    let document = matrix().document;
    assert_eq!(document.edition.as_deref(), Some("1.0"));
    assert_eq!(document.updated.map(|date| date.to_string()).as_deref(), Some("2025-09-18"));
    let review = document.review.expect("a review");
    assert_eq!(review.due.map(|date| date.to_string()).as_deref(), Some("2025-12-18"));
    assert_eq!(review.cycle.map(|cycle| cycle.value), Some(Cadence::Quarterly));
    assert_eq!(document.classification.as_deref(), Some("INTERNAL"));
    assert!(document.purpose.is_some() && document.scope.is_some());
    assert_eq!((document.authority.len(), document.approved_by.len()), (2, 2));
    assert_eq!((document.distribution.len(), document.related.len()), (3, 3));
    let claims: Vec<(&str, u32)> = document.claims.iter().map(|claim| (claim.thing.as_str(), claim.count)).collect();
    assert_eq!(claims, [("databases", 4), ("file storage mechanisms", 7)]);
}

#[test]
fn the_organisation() {
    let matrix = matrix();
    let committee = matrix.parties.iter().find(|party| party.id == "database-management-committee").expect("it");
    let PartyKind::Group(group) = &committee.kind else { panic!("a group") };
    assert_eq!(group.chair.map(|chair| matrix.party(chair).id.as_str()), Some("cio"));
    assert_eq!((group.members.len(), group.responsibilities.len()), (4, 3));
    assert_eq!(group.meets.as_deref(), Some("Monthly, emergency as needed"));

    let teams: Vec<_> =
        matrix.parties.iter().filter(|party| party.described).filter_map(|p| Some((p, p.team()?))).collect();
    assert_eq!(teams.len(), 5);
    let sizes: Vec<f64> = teams.iter().filter_map(|(_, team)| Some(team.size?.value)).collect();
    assert_eq!(sizes, [2.0, 3.0, 4.0, 2.0, 2.0]);
    let items: Vec<usize> = teams.iter().map(|(_, team)| team.responsibilities.len()).collect();
    assert_eq!(items, [3, 3, 2, 3, 3]);
    let cover = |id: &str| {
        let on_call =
            teams.iter().find(|(party, _)| party.id == id).and_then(|(_, team)| team.on_call.clone()).unwrap();
        (on_call.cover, on_call.purpose.or(on_call.otherwise).unwrap())
    };
    assert_eq!(cover("db-admin"), (Cover::AroundTheClock, "critical issues".to_owned()));
    assert_eq!(cover("infrastructure"), (Cover::AroundTheClock, "infrastructure issues".to_owned()));
    assert_eq!(cover("security"), (Cover::AroundTheClock, "security incidents".to_owned()));
    assert_eq!(cover("backend"), (Cover::BusinessHours, "escalation for critical issues".to_owned()));
    assert_eq!(cover("devops"), (Cover::BusinessHours, "escalation for deployment issues".to_owned()));
}

#[test]
fn used_and_not_described() {
    let matrix = matrix();
    for id in [
        "qa",
        "compliance",
        "change-advisory-board",
        "qa-lead",
        "service-lead",
        "product-manager",
        "platform-operations-manager",
        "development-manager",
        "security-manager",
        "cto",
        "ciso",
    ] {
        assert!(!matrix.parties.iter().find(|party| party.id == id).expect(id).described, "{id}");
    }
}

#[test]
fn the_systems_and_their_rows() {
    let matrix = matrix();
    let areas: Vec<(&str, usize)> =
        matrix.systems.iter().map(|system| (system.id.as_str(), system.areas.len())).collect();
    let expected = [
        ("postgresql", 8),
        ("sqlite", 8),
        ("duckdb", 6),
        ("file-storage", 0),
        ("environment-files", 4),
        ("configuration-files", 4),
        ("log-files", 4),
        ("ssl-certificates", 4),
    ];
    assert_eq!(areas, expected);
    assert_eq!(matrix.areas().count(), 38);
    assert_eq!(matrix.systems.iter().map(|system| system.owners.len()).sum::<usize>(), 16);
    let notes: Vec<&str> =
        matrix.systems.iter().flat_map(|s| &s.owners).filter_map(|owner| owner.note.as_deref()).collect();
    assert_eq!(notes, ["authentication data"]);
    let deprecated: Vec<&str> =
        matrix.systems.iter().filter(|s| s.is(Lifecycle::Deprecated)).map(|s| s.id.as_str()).collect();
    assert_eq!(deprecated, ["duckdb"]);

    let with = |of: Responsibility| matrix.areas().filter(|(_, area)| area.parties(of).next().is_some()).count();
    assert_eq!((with(Responsibility::Escalation), with(Responsibility::Approval)), (26, 12));
    let pairs = [
        ("backend", 11),
        ("devops", 10),
        ("security", 10),
        ("db-admin", 3),
        ("infrastructure", 2),
        ("qa", 1),
        ("service-owner", 1),
    ];
    assert_eq!(tally(&matrix, Responsibility::Primary), counts(&pairs));
    let pairs = [
        ("db-admin", 10),
        ("backend", 7),
        ("devops", 7),
        ("infrastructure", 7),
        ("qa", 2),
        ("service-owner", 2),
        ("authorized-teams", 1),
        ("development-teams", 1),
        ("security", 1),
    ];
    assert_eq!(tally(&matrix, Responsibility::Secondary), counts(&pairs));
    let pairs = [
        ("backend-lead", 10),
        ("security-officer", 6),
        ("devops-lead", 5),
        ("infrastructure-manager", 2),
        ("cio", 1),
        ("db-admin-lead", 1),
        ("qa-lead", 1),
    ];
    assert_eq!(tally(&matrix, Responsibility::Escalation), counts(&pairs));
    let pairs = [
        ("security-officer", 5),
        ("devops-lead", 3),
        ("security", 2),
        ("infrastructure-manager", 1),
        ("service-lead", 1),
    ];
    assert_eq!(tally(&matrix, Responsibility::Approval), counts(&pairs));
}

#[test]
fn procedures_contacts_and_the_migration() {
    let matrix = matrix();
    for id in ["postgresql", "sqlite"] {
        let system = matrix.systems.iter().find(|system| system.id == id).unwrap();
        for cadence in [Cadence::Daily, Cadence::Weekly, Cadence::Monthly] {
            assert_eq!(
                system.duties.iter().filter(|duty| duty.every.is_some_and(|every| every.value == cadence)).count(),
                4,
                "{id} {cadence:?}"
            );
        }
    }
    let procedures: Vec<_> = matrix.systems.iter().flat_map(|system| &system.duties).collect();
    assert_eq!(procedures.len(), 24);
    assert_eq!(procedures.iter().filter(|duty| duty.by.len() == 2).count(), 12);
    assert_eq!(procedures.iter().filter(|duty| duty.how.is_some()).count(), 8);

    let contacts: Vec<(&str, usize)> =
        matrix.systems.iter().filter(|s| !s.contacts.is_empty()).map(|s| (s.id.as_str(), s.contacts.len())).collect();
    assert_eq!(contacts, [("postgresql", 4), ("sqlite", 4), ("duckdb", 4)]);
    let mut addresses: Vec<&str> =
        matrix.systems.iter().flat_map(|s| &s.contacts).map(|contact| contact.address.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), 9);
    assert!(matrix.parties.iter().all(|party| party.contacts.is_empty()), "none is given to a party by the document");

    let migration = matrix.systems.iter().find_map(|system| system.migration.as_ref()).expect("one");
    assert_eq!(migration.phases.len(), 6);
    let bands: Vec<(u32, u32, usize)> =
        migration.timeline.iter().map(|band| (band.from_week, band.to_week, band.by.len())).collect();
    assert_eq!(bands, [(1, 2, 1), (3, 4, 2), (5, 6, 2), (7, 8, 2)]);
    assert!(migration.timeline.iter().all(|band| band.activity.is_some()));
}

#[test]
fn escalation_and_channels() {
    let matrix = matrix();
    let [policy] = &matrix.policies[..] else { panic!("one policy") };
    let minutes = |duration: crate::matrix::Duration| duration.seconds() / 60;
    let windows: Vec<(u64, Option<u64>)> =
        policy.levels.iter().map(|l| (minutes(l.window.from), l.window.until.map(minutes))).collect();
    assert_eq!(windows, [(0, Some(15)), (15, Some(30)), (30, Some(60)), (60, None)]);
    let responses: Vec<(Option<u64>, Option<u64>)> = policy
        .levels
        .iter()
        .map(|l| (l.response.business_hours.map(minutes), l.response.off_hours.map(minutes)))
        .collect();
    assert_eq!(responses, [(Some(15), Some(30)), (Some(30), Some(30)), (Some(60), Some(60)), (Some(120), Some(120))]);
    let sizes: Vec<[usize; 4]> =
        policy.levels.iter().map(|l| [l.scope.len(), l.authority.len(), l.triggers.len(), l.contacts.len()]).collect();
    assert_eq!(sizes, [[3, 2, 2, 4], [2, 2, 3, 4], [3, 3, 3, 3], [3, 3, 3, 3]]);
    let all_covered = |level: &crate::matrix::Level| level.contacts.iter().all(|contact| contact.cover.is_some());
    assert_eq!(policy.levels.iter().map(all_covered).collect::<Vec<_>>(), [true, false, false, false]);
    for contact in policy.levels.iter().flat_map(|level| &level.contacts).flat_map(|contact| &contact.contacts) {
        assert!(contact.is_placeholder() && contact.address == "+1-XXX-XXX-XXXX", "{contact:?}");
    }
    assert_eq!(matrix.channels.len(), 4);
}

#[test]
fn changes_and_service_levels() {
    let matrix = matrix();
    let categories: Vec<(&str, usize, usize)> =
        matrix.changes.iter().map(|c| (c.id.as_str(), c.examples.len(), c.notify.len())).collect();
    assert_eq!(categories, [("standard", 3, 2), ("normal", 3, 3), ("emergency", 3, 3)]);
    assert!(matrix.changes.iter().all(|c| c.qualifier.is_some() && c.definition.is_some() && c.approval.is_some()));
    let entries: Vec<usize> = matrix.change_process.iter().map(|step| step.entries.len()).collect();
    assert_eq!(entries, [4, 4, 3, 4, 4]);

    let levels: Vec<[String; 4]> = matrix
        .systems
        .iter()
        .filter_map(|system| {
            let level = system.service_level.as_ref()?;
            let availability = level.availability?.to_string();
            Some([system.id.clone(), availability, level.downtime_per_month?.to_string(), level.response?.to_string()])
        })
        .collect();
    let expected = [
        ["postgresql", "99.9%", "43m", "15m"],
        ["sqlite", "99.5%", "3h36m", "30m"],
        ["file-storage", "99.8%", "1h24m", "30m"],
    ];
    assert_eq!(levels, expected.map(|row| row.map(str::to_owned)));
    assert_eq!(matrix.targets.len(), 4);
    assert!(matrix.targets.iter().all(|t| t.target.is_some() && t.measurement.is_some() && t.threshold.is_some()));
}

#[test]
fn duties_of_no_one_system_and_training() {
    let matrix = matrix();
    let of = |kind: DutyKind| matrix.duties.iter().filter(|duty| duty.kind == kind).count();
    assert_eq!((of(DutyKind::Monitoring), of(DutyKind::Report), of(DutyKind::Training)), (4, 4, 6));
    assert_eq!((of(DutyKind::Documentation), of(DutyKind::Knowledge)), (4, 4));
    assert_eq!((of(DutyKind::InternalAudit), of(DutyKind::ExternalAudit), of(DutyKind::Audit)), (3, 3, 4));
    let cadences: Vec<_> = matrix
        .duties
        .iter()
        .filter(|duty| duty.kind == DutyKind::Training)
        .filter_map(|duty| Some(duty.every?.value))
        .collect();
    let expected =
        [Cadence::Monthly, Cadence::Quarterly, Cadence::Annual, Cadence::Annual, Cadence::AdHoc, Cadence::AdHoc];
    assert_eq!(cadences, expected);
    let weeks: Vec<(u32, usize)> = matrix.onboarding.iter().map(|week| (week.number, week.items.len())).collect();
    assert_eq!((weeks.len(), weeks.iter().map(|(_, items)| items).sum::<usize>()), (4, 7));
    let audits = matrix.duties.iter().filter(|duty| duty.kind == DutyKind::Audit);
    for audit in audits {
        assert_eq!(
            (audit.by.len(), audit.with.len(), audit.reported_to.len(), audit.every),
            (1, 1, 1, None),
            "{audit:?}"
        );
    }
}

/// A row of a table of the document.
struct DocumentRow {
    /// The nearest headings above: `###` and `#####`.
    system: String,
    part: Option<String>,
    cells: Vec<String>,
    /// Whether the fourth column is an escalation contact; an approval otherwise.
    escalation: bool,
}

/// The rows of all tables of responsibilities.
fn document_rows() -> Vec<DocumentRow> {
    let (mut system, mut part, mut escalation, mut inside) = (String::new(), None, false, false);
    let mut rows = Vec::new();
    for line in DOCUMENT.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            (system, part, inside) = (heading.to_owned(), None, false);
        } else if let Some(heading) = line.strip_prefix("##### ") {
            (part, inside) = (Some(heading.to_owned()), false);
        } else if let Some(cells) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            let cells: Vec<String> = cells.split('|').map(|cell| cell.trim().replace("**", "")).collect();
            if cells.get(1).is_some_and(|cell| cell == "Primary Owner") {
                (inside, escalation) = (true, cells[3] == "Escalation Contact");
            } else if inside && !cells[0].starts_with('-') {
                rows.push(DocumentRow { system: system.clone(), part: part.clone(), cells, escalation });
            }
        }
    }
    rows
}

#[test]
fn each_row_of_the_document_is_answered_cell_by_cell() {
    let matrix = matrix();
    let rows = document_rows();
    assert_eq!(rows.len(), 38);
    for row in rows {
        let typed = row.part.clone().unwrap_or_else(|| row.system.replace(" - DEPRECATED", ""));
        let question = RowFilter { system: Some(typed), area: Some(row.cells[0].clone()), ..RowFilter::default() };
        let Ok(Who::Rows(answer)) = who(&matrix, &question) else { panic!("{:?}", row.cells) };
        let [found]: [AreaRow; 1] = answer.results.try_into().expect("one row");
        assert_eq!(found.area.name, row.cells[0]);
        let cell = |typed: &str| {
            let party = resolve::party(&matrix, typed).unwrap_or_else(|_| panic!("no party {typed:?}"));
            vec![matrix.party(party).id.clone()]
        };
        let ids = |of: Responsibility| found.parties(of).iter().map(|party| party.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(Responsibility::Primary), cell(&row.cells[1]), "{:?}", row.cells);
        assert_eq!(ids(Responsibility::Secondary), cell(&row.cells[2]), "{:?}", row.cells);
        let (fourth, other) = if row.escalation {
            (Responsibility::Escalation, Responsibility::Approval)
        } else {
            (Responsibility::Approval, Responsibility::Escalation)
        };
        assert_eq!(ids(fourth), cell(&row.cells[3]), "{:?}", row.cells);
        assert!(ids(other).is_empty(), "{:?}", row.cells);
    }
}

/// What a document writes in another form: the text of a matrix, and the one of a document.
const OTHER_FORMS: [(&str, &str); 9] = [
    ("false", "says nothing of it"),
    ("60m", "1h"),
    ("43m", "43 min"),
    ("3h36m", "3.6 h"),
    ("1h24m", "1.4 h"),
    ("43m12s", "43.2 min"),
    ("21m36s", "21.6 min"),
    ("sun-fri", "20:00-06:00"),
    ("skip", "skipped"),
];

fn scalars(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        // A digest is for programs.
        serde_json::Value::Object(entries) => {
            entries.iter().filter(|(key, _)| *key != "of").for_each(|(_, value)| scalars(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|value| scalars(value, found)),
        serde_json::Value::Null => {}
        serde_json::Value::String(text) => found.push(text.clone()),
        other => found.push(other.to_string()),
    }
}

/// The words of a text, with a space around each.
fn spaced(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
}

/// The text of a page, without its elements.
fn without_tags(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let text = body.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = text.collect::<Vec<_>>().join(" ");
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// People, calendars and rotas were in no document.
#[test]
fn every_value_of_a_matrix_is_in_its_documents() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in ["matrix.yaml", "example"] {
        let matrix = root.join(name);
        let files = std::fs::read_dir(&matrix).map(|files| files.map(|file| file.unwrap().path()).collect());
        let mut values = Vec::new();
        for file in files.unwrap_or_else(|_| vec![matrix.clone()]) {
            let text = std::fs::read_to_string(file).unwrap();
            scalars(&serde_saphyr::from_str(&text).unwrap(), &mut values);
        }
        assert!(values.len() > 200, "{} in {name}", values.len());
        let render =
            |format| super::own(&["render", format, "--matrix", matrix.to_str().unwrap(), "--at", "2026-01-10"]);
        let markdown = spaced(&render("markdown").replace("<br>", " ").replace('\\', ""));
        let html = spaced(&without_tags(&render("html")));
        let mut missing = Vec::new();
        for value in values {
            let other = OTHER_FORMS.iter().find(|(of, _)| *of == value).map_or("", |(_, other)| *other);
            for (format, document) in [("Markdown", &markdown), ("HTML", &html)] {
                let is_in =
                    document.contains(&spaced(&value)) || !other.is_empty() && document.contains(&spaced(other));
                missing.extend((!is_in).then(|| format!("`{value}` in {format}")));
            }
        }
        assert_eq!(missing, [""; 0], "{name}");
    }
}
