//! What a matrix says of each thing, as facts that can be compared. The order of a file doesn't matter in them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Kind, Place, Plain, System};

/// Something with an id, and what the matrix says of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thing {
    pub(crate) key: Key,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) place: Place,
    /// Sorted, and so are the values of each.
    pub(crate) facts: Vec<(String, Vec<Said>)>,
}

/// The facts of a thing as they are collected.
#[derive(Default)]
struct Facts(BTreeMap<String, Vec<Said>>);

/// The type of a thing's id, and the id: that of an area begins with its system's.
pub(crate) type Key = (&'static str, String);

/// One value of a fact: a party, an address, or any text; and what limits it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Said {
    pub(crate) main: String,
    pub(crate) rest: String,
    /// Its last day, which the rest says too.
    pub(crate) until: Option<String>,
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.main.as_str(), self.rest.as_str()) {
            (main, "") => f.write_str(main),
            ("", rest) => f.write_str(rest),
            (main, rest) => write!(f, "{main} ({rest})"),
        }
    }
}

/// Items of lists: the field that tells them apart, the one that matters most, and the word before the former.
const ITEMS: [(&str, &str, &str); 13] = [
    ("responsibility", "party", ""),
    ("role", "parties", "owner"),
    ("label", "address", "contact"),
    ("label", "url", "link"),
    ("kind", "text", "selector"),
    ("task", "by", "duty"),
    ("metric", "target", "target"),
    ("id", "means", "channel"),
    ("number", "items", "week"),
    ("name", "entries", "step"),
    ("key", "value", ""),
    ("", "party", "call"),
    ("", "responsibility", "call"),
];

/// Fields that follow from others, or from the spelling.
const DERIVED: [&str; 4] = ["pattern", "spellings", "by_call", "place"];

/// Lists whose order has a meaning.
const ORDERED: [&str; 1] = ["order"];

/// Every thing of a matrix.
pub(crate) fn things(plain: Plain<'_>) -> Vec<Thing> {
    let mut things = Vec::new();
    each_thing(plain, |thing| things.push(thing));
    things
}

/// Visits every thing of a matrix.
pub(crate) fn each_thing(plain: Plain<'_>, mut each: impl FnMut(Thing)) {
    let matrix = plain.matrix;
    let mut add = |of, kind, parent: &str, place, tree: Value| {
        if let Value::Object(fields) = tree {
            each(Thing::new(plain, of, kind, parent, place, fields));
        }
    };
    for system in &matrix.systems {
        let (tree, areas) = system_and_areas(plain, system);
        add("SystemId", Kind::System, "", system.place, tree);
        for (area, tree) in system.areas.iter().zip(list(areas)) {
            add("AreaId", Kind::Area, &system.id, area.place, tree);
        }
    }
    for party in &matrix.parties {
        add("PartyId", party.kind_name(), "", party.place, plain.tree(party));
    }
    for policy in &matrix.policies {
        let mut tree = plain.tree(policy);
        let levels = std::mem::take(&mut tree["levels"]);
        add("PolicyId", Kind::Policy, "", policy.place, tree);
        for (level, tree) in policy.levels.iter().zip(list(levels)) {
            add("LevelId", Kind::Level, &policy.id, level.place, tree);
        }
    }
    for rota in &matrix.rotas {
        add("RotaId", Kind::Rota, "", rota.place, plain.tree(rota));
    }
    for calendar in &matrix.calendars {
        add("CalendarId", Kind::Calendar, "", calendar.place, plain.tree(calendar));
    }
    for change in &matrix.changes {
        add("ChangeId", Kind::Change, "", change.place, plain.tree(change));
    }
    add("", Kind::Document, "", matrix.document.place.unwrap_or_default(), plain.tree(matrix));
}

/// A system as a tree without its areas, and these.
pub(super) fn system_and_areas(plain: Plain<'_>, system: &System) -> (Value, Value) {
    let mut tree = plain.tree(system);
    let areas = std::mem::take(&mut tree["areas"]);
    if let Some(Value::Array(phases)) = tree["migration"].get_mut("phases") {
        // Phases are numbers of areas, which may be reordered.
        for phase in phases {
            let area = phase.as_u64().and_then(|number| usize::try_from(number).ok());
            *phase = area.map(|number| areas[number]["id"].clone()).unwrap_or_default();
        }
    }
    (tree, areas)
}

fn list(tree: Value) -> Vec<Value> {
    if let Value::Array(items) = tree { items } else { Vec::new() }
}

impl Thing {
    pub(super) fn new(
        plain: Plain<'_>,
        of: &'static str,
        kind: Kind,
        parent: &str,
        place: Place,
        mut fields: Map<String, Value>,
    ) -> Self {
        let id = match (fields.remove("id"), fields.remove("number")) {
            (Some(Value::String(id)), _) => id,
            (_, Some(number)) => number.to_string(),
            _ => String::new(),
        };
        let full = if parent.is_empty() { id.clone() } else { format!("{parent}/{id}") };
        let name = fields.get("name").and_then(Value::as_str).unwrap_or(&id).to_owned();
        let mut facts = Facts::default();
        for (field, tree) in fields {
            // What only parties of a kind have, and what the document says of itself, needs no word before it.
            let is_nested = matches!((field.as_str(), kind), ("kind", _) | ("document", Kind::Document));
            facts.add(if is_nested && tree.is_object() { "" } else { &field }, tree);
        }
        Self { key: (of, plain.renamed(of, &full)), kind, name, place, facts: facts.sorted() }
    }

    /// The values of a fact.
    pub(crate) fn said(&self, what: &str) -> &[Said] {
        let at = self.facts.binary_search_by(|(fact, _)| fact.as_str().cmp(what));
        at.map_or(&[], |at| self.facts[at].1.as_slice())
    }
}

impl Facts {
    fn sorted(self) -> Vec<(String, Vec<Said>)> {
        let sorted = |(what, mut values): (String, Vec<Said>)| {
            values.sort_unstable();
            values.shrink_to_fit();
            (what, values)
        };
        self.0.into_iter().map(sorted).collect()
    }

    /// Adds what a field says.
    fn add(&mut self, what: &str, tree: Value) {
        match tree {
            _ if DERIVED.contains(&what) => {}
            Value::Null | Value::Bool(false) => {}
            Value::Array(items) if ORDERED.contains(&what) => {
                self.say(what, text(&Value::Array(items)), String::new(), None);
            }
            Value::Array(items) => items.into_iter().for_each(|item| match item {
                Value::Object(fields) => self.add_item(what, &fields),
                item => self.say(what, text(&item), String::new(), None),
            }),
            Value::Object(fields) => {
                for (field, tree) in fields {
                    let both = if what.is_empty() { field } else { format!("{what} {field}") };
                    self.add(&both, tree);
                }
            }
            scalar => self.say(what, text(&scalar), String::new(), None),
        }
    }

    /// Adds an item of a list.
    fn add_item(&mut self, list: &str, fields: &Map<String, Value>) {
        let known = ITEMS
            .iter()
            .find(|(key, main, _)| fields.contains_key(*main) && (key.is_empty() || fields.contains_key(*key)));
        let (key, main, word) = known.copied().unwrap_or(("", "", list));
        let is_rest = |name: &str| {
            ![key, main].contains(&name) && !DERIVED.contains(&name) && (word, name) != ("contact", "kind")
        };
        let rest = texts(fields.iter().filter(|(name, _)| is_rest(name)));
        let key = fields.get(key).map(text).unwrap_or_default();
        let what = [word, &key].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let mains = match fields.get(main) {
            Some(Value::Array(mains)) if !mains.is_empty() => mains.iter().map(text).collect(),
            main => vec![main.map(text).unwrap_or_default()],
        };
        let until = fields.get("until").or_else(|| fields.get("terms")?.get("until")).and_then(Value::as_str);
        for main in mains {
            self.say(&what, main, rest.clone(), until.map(str::to_owned));
        }
    }

    fn say(&mut self, what: &str, main: String, rest: String, until: Option<String>) {
        self.0.entry(what.replace('_', " ")).or_default().push(Said { main, rest, until });
    }
}

/// A tree in one line.
fn text(tree: &Value) -> String {
    match tree {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => texts(fields),
        // 6, not 6.0.
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

fn texts<'v>(fields: impl IntoIterator<Item = (&'v String, &'v Value)>) -> String {
    let fields = fields.into_iter().filter(|(name, _)| !DERIVED.contains(&name.as_str()));
    let field = |(name, tree): (&String, &Value)| match tree {
        // Children inherit an owner unless the matrix says otherwise.
        Value::Bool(is) if name == "inherited" => (!is).then(|| "not inherited".to_owned()),
        Value::Bool(is) => is.then(|| name.replace('_', " ")),
        _ => match text(tree) {
            text if text.is_empty() => None,
            text if tree.is_object() => Some(text),
            text => Some(format!("{}: {text}", name.replace('_', " "))),
        },
    };
    fields.filter_map(field).collect::<Vec<_>>().join(", ")
}
