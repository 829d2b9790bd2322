//! `own diff` on random matrices and random edits, against a model that knows what each edit changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use proptest::prelude::*;

use crate::matrix::Matrix;
use crate::query::attest::Row;
use crate::query::diff::{Diff, Severity, Side, diff};
use crate::query::moment::Clock;
use crate::source::{NewEntry, SourceFile, Sources, from_texts, surveyed, with_entry};

/// What a matrix says of each thing: fact → values. Parties are numbers, so that a new id isn't another party.
type Facts = BTreeMap<String, BTreeSet<String>>;

#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    /// Ids of the parties.
    parties: Vec<String>,
    contacts: Vec<BTreeMap<&'static str, String>>,
    /// The old id, which a new one keeps as an alias.
    was: Vec<Option<String>>,
    systems: BTreeMap<String, Facts>,
    areas: BTreeMap<(String, String), Facts>,
    /// Names that are used, so that nothing new looks like something that went.
    names: usize,
}

const CELLS: [&str; 7] = ["primary", "secondary", "escalation", "approval", "accountable", "consulted", "informed"];
const OWNERS: [&str; 3] = ["system", "data", "technical"];
const LABELS: [&str; 3] = ["mail", "pager", "chat"];

#[derive(Debug, Clone)]
enum Edit {
    Cell(usize, usize, BTreeSet<usize>),
    Owner(usize, usize, BTreeSet<usize>),
    Word(usize, bool, usize),
    Contact(usize, usize, Option<usize>),
    AddSystem,
    RemoveSystem(usize),
    AddArea(usize),
    RemoveArea(usize),
    AddParty,
    RenameParty(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let some = || prop::collection::btree_set(0..6_usize, 0..3);
    prop_oneof![
        4 => (any::<usize>(), 0..CELLS.len(), some()).prop_map(|(area, cell, who)| Edit::Cell(area, cell, who)),
        2 => (any::<usize>(), 0..OWNERS.len(), some()).prop_map(|(system, role, who)| Edit::Owner(system, role, who)),
        2 => (any::<usize>(), any::<bool>(), 0..4_usize).prop_map(|(system, kind, word)| Edit::Word(system, kind, word)),
        2 => (any::<usize>(), 0..LABELS.len(), prop::option::of(0..3_usize)).prop_map(|(of, label, at)| Edit::Contact(of, label, at)),
        1 => Just(Edit::AddSystem),
        1 => any::<usize>().prop_map(Edit::RemoveSystem),
        2 => any::<usize>().prop_map(Edit::AddArea),
        1 => any::<usize>().prop_map(Edit::RemoveArea),
        1 => Just(Edit::AddParty),
        1 => any::<usize>().prop_map(Edit::RenameParty),
    ]
}

/// One of the keys of a map.
fn pick<K: Clone + Ord, V>(map: &BTreeMap<K, V>, number: usize) -> Option<K> {
    map.keys().nth(number.checked_rem(map.len())?).cloned()
}

impl Model {
    fn make(&mut self, edit: &Edit) {
        let parties = self.parties.len().max(1);
        let who = |numbers: &BTreeSet<usize>| -> BTreeSet<String> {
            let known = numbers.iter().filter(|_| parties > 1).map(|number| (number % parties).to_string());
            known.collect()
        };
        match edit {
            Edit::Cell(area, cell, numbers) => {
                if let Some(area) = pick(&self.areas, *area) {
                    set(self.areas.get_mut(&area).unwrap(), CELLS[*cell].to_owned(), who(numbers));
                }
            }
            Edit::Owner(system, role, numbers) => {
                if let Some(system) = pick(&self.systems, *system) {
                    set(self.systems.get_mut(&system).unwrap(), format!("owner {}", OWNERS[*role]), who(numbers));
                }
            }
            Edit::Word(system, is_kind, word) => {
                if let Some(system) = pick(&self.systems, *system) {
                    let values = (*word > 0).then(|| format!("word{word}")).into_iter().collect();
                    let what = if *is_kind { "kind" } else { "description" };
                    set(self.systems.get_mut(&system).unwrap(), what.to_owned(), values);
                }
            }
            Edit::Contact(party, label, address) => {
                if let Some(contacts) = self.contacts.get_mut(party % parties) {
                    match address {
                        Some(number) => drop(contacts.insert(LABELS[*label], format!("a{number}@corp.example"))),
                        None => drop(contacts.remove(LABELS[*label])),
                    }
                }
            }
            Edit::AddSystem => {
                self.names += 1;
                let name = BTreeSet::from([format!("Name {}", self.names)]);
                self.systems.insert(format!("s{}", self.names), Facts::from([("name".to_owned(), name)]));
            }
            Edit::RemoveSystem(number) => {
                if let Some(system) = pick(&self.systems, *number) {
                    self.systems.remove(&system);
                    self.areas.retain(|(of, _), _| *of != system);
                }
            }
            Edit::AddArea(system) => {
                if let Some(system) = pick(&self.systems, *system) {
                    self.names += 1;
                    let name = BTreeSet::from([format!("Name {}", self.names)]);
                    let key = (system, format!("a{}", self.names));
                    self.areas.insert(key, Facts::from([("name".to_owned(), name)]));
                }
            }
            Edit::RemoveArea(number) => {
                if let Some(area) = pick(&self.areas, *number) {
                    self.areas.remove(&area);
                }
            }
            Edit::AddParty => {
                self.names += 1;
                self.parties.push(format!("p{}", self.names));
                self.contacts.push(BTreeMap::new());
                self.was.push(None);
            }
            Edit::RenameParty(number) => {
                let number = number % parties;
                if self.was.get(number).is_some_and(Option::is_none) {
                    self.names += 1;
                    let new = format!("p{}", self.names);
                    self.was[number] = Some(std::mem::replace(&mut self.parties[number], new));
                }
            }
        }
    }

    /// The matrix as YAML; `turn` moves the first things of each list to its end.
    fn yaml(&self, turn: usize) -> String {
        let mut out = "version: 1\n".to_owned();
        let id = |number: &String| self.parties[number.parse::<usize>().unwrap()].clone();
        let list = |numbers: &BTreeSet<String>| {
            let ids: Vec<String> = turned(numbers.iter(), turn).map(id).collect();
            format!("[{}]", ids.join(", "))
        };
        if !self.parties.is_empty() {
            out.push_str("teams:\n");
        }
        for number in turned(0..self.parties.len(), turn) {
            write!(out, "  {}: {{ name: Party {number}", self.parties[number]).unwrap();
            if let Some(was) = &self.was[number] {
                write!(out, ", aliases: [{was}]").unwrap();
            }
            if !self.contacts[number].is_empty() {
                let contacts = turned(self.contacts[number].iter(), turn);
                let contacts: Vec<String> = contacts.map(|(label, address)| format!("{label}: {address}")).collect();
                write!(out, ", contacts: {{ {} }}", contacts.join(", ")).unwrap();
            }
            out.push_str(" }\n");
        }
        if !self.systems.is_empty() {
            out.push_str("systems:\n");
        }
        for (system, facts) in turned(self.systems.iter(), turn) {
            writeln!(out, "  {system}:").unwrap();
            let mut owners = Vec::new();
            for (what, values) in turned(facts.iter(), turn) {
                match what.strip_prefix("owner ") {
                    Some(role) => owners.push(format!("{role}: {}", list(values))),
                    None => writeln!(out, "    {what}: {}", values.first().unwrap()).unwrap(),
                }
            }
            if !owners.is_empty() {
                writeln!(out, "    owners: {{ {} }}", owners.join(", ")).unwrap();
            }
            let areas = self.areas.iter().filter(|((of, _), _)| of == system);
            let areas: Vec<String> = turned(areas, turn)
                .map(|((_, area), facts)| {
                    let facts = turned(facts.iter(), turn).map(|(what, values)| match what.as_str() {
                        "name" => format!("name: {}", values.first().unwrap()),
                        _ => format!("{what}: {}", list(values)),
                    });
                    format!("      {area}: {{ {} }}\n", facts.collect::<Vec<_>>().join(", "))
                })
                .collect();
            if !areas.is_empty() {
                out.push_str("    areas:\n");
                out.extend(areas);
            }
        }
        out
    }

    fn matrix(&self, turn: usize) -> Matrix {
        let yaml = self.yaml(turn);
        from_texts([("m.yaml".to_owned(), yaml.clone())]).unwrap_or_else(|error| panic!("{yaml}\n{error:?}"))
    }

    /// What the diff to another model must say: thing, fact, values that go, values that come.
    fn changes(&self, new: &Self) -> BTreeSet<Expected> {
        let mut changes = BTreeSet::new();
        for number in 0..new.parties.len() {
            let id = &new.parties[number];
            let Some(old) = self.parties.get(number) else {
                changes.insert(expected(id, "added", [], [format!("Party {number}").as_str()]));
                continue;
            };
            if old != id {
                changes.insert(expected(id, "id", [old.as_str()], [id.as_str()]));
            }
            for label in LABELS {
                let [from, to] = [self, new].map(|model| model.contacts[number].get(label).map(String::as_str));
                if from != to {
                    changes.insert(expected(id, &format!("contact {label}"), from, to));
                }
            }
        }
        let areas = |model: &Self| -> BTreeMap<String, Facts> {
            let areas = model.areas.iter().map(|((system, area), facts)| (format!("{system}/{area}"), facts.clone()));
            model.systems.clone().into_iter().chain(areas).collect()
        };
        let (old, now) = (areas(self), areas(new));
        let has_parent = |things: &BTreeMap<String, Facts>, id: &str| {
            id.split_once('/').is_none_or(|(system, _)| things.contains_key(system))
        };
        for id in old.keys().chain(now.keys()) {
            match (old.get(id), now.get(id)) {
                (Some(old), Some(facts)) => {
                    for what in old.keys().chain(facts.keys()) {
                        let none = BTreeSet::new();
                        let [from, to] = [old, facts].map(|facts| facts.get(what).unwrap_or(&none));
                        let shown = |value: &String| match value.parse::<usize>() {
                            Ok(number) => new.parties[number].clone(),
                            Err(_) => value.clone(),
                        };
                        let gone: Vec<String> = from.difference(to).map(shown).collect();
                        let come: Vec<String> = to.difference(from).map(shown).collect();
                        if from != to {
                            let [gone, come] = [&gone, &come].map(|list| list.iter().map(String::as_str));
                            changes.insert(expected(id, what, gone, come));
                        }
                    }
                }
                (Some(facts), None) if has_parent(&now, id) => {
                    changes.insert(expected(id, "removed", facts["name"].iter().map(String::as_str), []));
                }
                (None, Some(facts)) if has_parent(&old, id) => {
                    changes.insert(expected(id, "added", [], facts["name"].iter().map(String::as_str)));
                }
                _ => {}
            }
        }
        changes
    }
}

/// Thing, fact, values that go, values that come.
type Expected = (String, String, BTreeSet<String>, BTreeSet<String>);

fn expected<'v>(
    id: &str,
    what: &str,
    from: impl IntoIterator<Item = &'v str>,
    to: impl IntoIterator<Item = &'v str>,
) -> Expected {
    let set = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
    (id.to_owned(), what.to_owned(), set(from.into_iter().collect()), set(to.into_iter().collect()))
}

fn set(facts: &mut Facts, what: String, values: BTreeSet<String>) {
    if values.is_empty() {
        facts.remove(&what);
    } else {
        facts.insert(what, values);
    }
}

/// Items, with the first ones last.
fn turned<T>(items: impl Iterator<Item = T>, turn: usize) -> impl Iterator<Item = T> {
    let mut items: Vec<T> = items.collect();
    let by = turn.checked_rem(items.len()).unwrap_or_default();
    items.rotate_left(by);
    items.into_iter()
}

fn difference(old: &Matrix, new: &Matrix) -> Diff {
    let side = |name: &str| Side { name: name.to_owned(), commit: None };
    let mut answer = diff((old, side("old")), (new, side("new")), &Clock::default()).unwrap();
    answer.results.remove(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_diff_names_the_net_effect_of_all_edits(
        first in prop::collection::vec(edit(), 10..40),
        edits in prop::collection::vec(edit(), 0..12),
        turn in 0..5_usize,
    ) {
        let mut old = Model::default();
        for edit in [Edit::AddParty, Edit::AddParty, Edit::AddParty, Edit::AddSystem, Edit::AddArea(0)].iter().chain(&first) {
            old.make(edit);
        }
        old.was.iter_mut().for_each(|was| *was = None);
        let mut new = old.clone();
        for edit in &edits {
            new.make(edit);
        }
        let found = difference(&old.matrix(0), &new.matrix(turn));
        let changes: BTreeSet<Expected> = found
            .changes
            .iter()
            .map(|change| {
                let [from, to] = [&change.from, &change.to].map(|list| list.iter().map(String::as_str));
                expected(&change.id, &change.what, from, to)
            })
            .collect();
        prop_assert_eq!(&changes, &old.changes(&new), "{}\n{}", old.yaml(0), new.yaml(turn));
        prop_assert_eq!(changes.len(), found.changes.len(), "each once");
        prop_assert_eq!(found.worst().is_none(), changes.is_empty());
        // A cell that somebody must fill, an owner, an address or a thing that is gone.
        for change in &found.changes {
            prop_assert!(change.what != "removed" || change.severity == Severity::Breaking);
        }
        let same = difference(&new.matrix(0), &new.matrix(turn));
        prop_assert!(same.changes.is_empty() && same.parties.is_empty() && same.shifts.is_empty(), "{}", new.yaml(turn));
    }
}

/// Numbers and words of the program were shown instead: `6.0`, `word`, `weekday: 3`, `after: 0`, a time in UTC.
#[test]
fn values_are_written_as_in_a_matrix() {
    let matrix = |team: &str, person: &str, vendor: &str, calendar: &str, level: &str, rota: &str, more: &str| {
        let text = format!(
            "version: 1
calendar: {{ time_zone: Europe/Berlin, business_hours: [{{ days: mon-fri, from: '09:00', until: '17:00' }}]{calendar} }}
teams: {{ ops: {{ name: Ops, size: {team} }} }}
people: {{ ana: {{ name: Ana{person} }} }}
organisations: {{ acme: {{ name: Acme, kind: {vendor} }} }}
escalation: {{ fast: {{ levels: [{{ name: One, window: {{ from: 0m }}, call: [{level}] }}] }} }}
rotas: {{ ops: {{ for: ops, handover: {{ day: mon, time: '09:00' }}, order: [ana], start: 2026-01-05{rota} }} }}
{more}"
        );
        from_texts([("m.yaml".to_owned(), text)]).unwrap()
    };
    let old = matrix("6", "", "vendor", "", "ops", "", "");
    let holidays = "[{ easter: 1 }, { date: fourth thu of november, name: T }, { date: 12-24, from: '12:00' }, { from: 2026-12-24, until: 2027-01-02 }]";
    let new = matrix(
        "6.5",
        ", away: [{ from: 2026-12-21, until: 2027-01-04 }]",
        "partner",
        &format!(", substitute: mon, holidays: {holidays}"),
        "primary, ops, secondary",
        ", cover: off-hours, until: 2027-06-28",
        "check: { no-secondary: error }",
    );
    let found = difference(&old, &new);
    let said: Vec<_> = found.changes.iter().map(|change| (change.what.as_str(), change.to.join("; "))).collect();
    for expected in [
        ("size", "6.5"),
        ("away", "from: 2026-12-21, until: 2027-01-04"),
        ("organisation", "partner"),
        ("substitute", "mon"),
        (
            "holidays",
            "day: 12-24, from: 12:00; day: 2026-12-24 to 2027-01-02; day: easter +1; day: fourth thu of november, name: T",
        ),
        ("call", "primary; secondary (after: 1 contact)"),
        ("hours", "off-hours"),
        ("until", "2027-06-28 09:00"),
        ("verdicts", "rule: no-secondary, severity: error"),
    ] {
        assert!(said.contains(&(expected.0, expected.1.to_owned())), "{expected:?} in {said:#?}");
    }
    let was = |what: &str| found.changes.iter().find(|change| change.what == what).unwrap().from.join("; ");
    assert_eq!([was("size"), was("hours")], ["6", "24/7"]);
}

#[test]
fn the_examples_do_not_differ_from_themselves() {
    let matrix = crate::source::built_in().unwrap();
    let found = difference(&matrix, &matrix);
    assert!(found.changes.is_empty() && found.worst().is_none());
}

/// A row of a matrix by its id, with its digest.
fn digests(matrix: &Matrix) -> BTreeMap<String, String> {
    rows(matrix).map(|(id, row)| (id, row.digest(matrix))).collect()
}

impl Model {
    /// What each row means: its facts without names and descriptions, with the ids of parties.
    fn meanings(&self) -> BTreeMap<String, Facts> {
        let areas = self.areas.iter().map(|((system, area), facts)| (format!("{system}/{area}"), facts));
        let rows = self.systems.iter().map(|(id, facts)| (id.clone(), facts)).chain(areas);
        let is_meaning = |what: &str| what != "name" && what != "description";
        let resolved =
            |value: &String| value.parse().map_or_else(|_| value.clone(), |at: usize| self.parties[at].clone());
        let meaning = |facts: &Facts| -> Facts {
            let facts = facts.iter().filter(|(what, _)| is_meaning(what));
            facts.map(|(what, values)| (what.clone(), values.iter().map(resolved).collect())).collect()
        };
        let parties = self.parties.iter().zip(&self.contacts).map(|(id, contacts)| {
            (
                id.clone(),
                contacts.iter().map(|(label, at)| ((*label).to_owned(), BTreeSet::from([at.clone()]))).collect(),
            )
        });
        rows.map(|(id, facts)| (id, meaning(facts))).chain(parties).collect()
    }
}

/// The text with a row confirmed.
fn confirmed(text: &str, row: &str, on: &str) -> String {
    let file = SourceFile::new("m.yaml", text);
    let matrix = surveyed(Sources(vec![file.clone()])).matrix;
    let of = digests(&matrix)[row].clone();
    let (_, found) = rows(&matrix).find(|(id, _)| id == row).unwrap();
    let old = found.reviewed(&matrix).map(|old| [old.on.place, old.by.place, old.of.place]);
    let values = [("on", on.to_owned()), ("by", matrix.parties[0].id.clone()), ("of", format!("\"{of}\""))];
    let text = with_entry(&file, found.place(&matrix), &NewEntry { key: "reviewed", values }, old);
    text.unwrap_or_else(|| panic!("{row} in\n{}", file.text))
}

fn rows(matrix: &Matrix) -> impl Iterator<Item = (String, Row<'_>)> {
    let systems = matrix.system_ids().map(|(id, _)| Row::System(id));
    let areas = matrix.areas().map(|(id, area)| Row::Area(id, area));
    let rows = systems.chain(areas).chain(matrix.party_ids().map(|(id, _)| Row::Party(id)));
    rows.map(|row| (row.card(matrix, Date::MIN).base.id, row))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_confirmation_holds_until_the_meaning_of_its_row_changes(
        first in prop::collection::vec(edit(), 10..40),
        edits in prop::collection::vec(edit(), 0..12),
        (turn, row, is_windows) in (0..5_usize, any::<usize>(), any::<bool>()),
    ) {
        let mut old = Model::default();
        for edit in [Edit::AddParty, Edit::AddParty, Edit::AddSystem, Edit::AddArea(0)].iter().chain(&first) {
            old.make(edit);
        }
        let mut new = old.clone();
        for edit in &edits {
            new.make(edit);
        }
        let [before, after] = [(&old, 0), (&new, turn)].map(|(model, turn)| digests(&model.matrix(turn)));
        let [meant, means] = [&old, &new].map(Model::meanings);
        for (row, digest) in &before {
            if let Some(now) = after.get(row) {
                prop_assert_eq!(digest == now, meant[row] == means[row], "{}: {}\n{}", row, old.yaml(0), new.yaml(turn));
            }
        }
        let mut text = old.yaml(turn).replace(" }\n", " }  # a remark\n");
        if is_windows {
            text = text.replace('\n', "\r\n");
        }
        let row = pick(&before, row).unwrap();
        let once = confirmed(&text, &row, "2026-10-01");
        let twice = confirmed(&once, &row, "2026-11-01");
        prop_assert_eq!(twice.matches("reviewed").count(), 1);
        prop_assert_eq!(twice.replace("2026-11-01", "2026-10-01"), once.clone());
        for text in [once.clone(), once.replace("\r\n", "\n").replace(", ", ",  # why\n            ")] {
            let matrix = from_texts([("m.yaml".to_owned(), text.clone())]).unwrap_or_else(|error| panic!("{text}\n{error:?}"));
            let found = rows(&matrix).filter(|(_, row)| row.reviewed(&matrix).is_some_and(|last| !last.is_outdated()));
            prop_assert_eq!(found.map(|(id, _)| id).collect::<Vec<_>>(), vec![row.clone()]);
            let changes = difference(&old.matrix(0), &matrix).changes;
            let changes: Vec<_> = changes.iter().map(|change| (&change.id, change.what.as_str(), change.severity)).collect();
            prop_assert_eq!(changes, vec![(&row, "reviewed", Severity::Cosmetic)]);
        }
    }
}
