//! CSV of an answer: the columns that it declares, filled from the values that it serialises to.

use serde::Serialize;
use serde_json::Value;

/// The columns of an answer, and which rows a result gives.
///
/// A column is `name=path`, with a path as `--field` has it; a name alone is its own path. A path that starts with a
/// dot starts at the row's item. Of several paths separated by `|` the first with a value counts. `name='word'`
/// is always that word, `name=from/until` is both with the slash, and `name=` is empty unless the rows fill it.
pub(crate) struct Columns {
    /// All columns in order.
    all: &'static str,
    rows: &'static [Rows],
}

/// The rows that the items of a list give.
pub(crate) struct Rows {
    /// Path of the list; empty for the result itself. An empty list gives a row too if its name ends with `?`.
    each: &'static str,
    /// Values that differ in these rows.
    fill: &'static str,
    /// One row each, with what it fills in; left out if that is nothing. One that starts with `else` is used if the
    /// item has given no row yet.
    lines: &'static [&'static str],
}

impl Rows {
    /// One row an item.
    pub(crate) const fn each(each: &'static str, fill: &'static str) -> Self {
        Self { each, fill, lines: &[""] }
    }

    /// Several rows an item.
    pub(crate) const fn lines(each: &'static str, fill: &'static str, lines: &'static [&'static str]) -> Self {
        Self { each, fill, lines }
    }

    /// A row for a result that gives no other.
    pub(crate) const fn otherwise(fill: &'static str) -> Self {
        Self { each: "", fill, lines: &["else"] }
    }

    fn items<'v>(&self, result: &'v Value) -> Vec<Item<'v>> {
        let mut items = vec![Item { path: Vec::new(), values: vec![result] }];
        for name in self.each.split('.').filter(|name| !name.is_empty()) {
            items = items.iter().flat_map(|item| item.below(name)).collect();
        }
        items
    }
}

impl Columns {
    /// One row a result.
    pub(crate) const fn flat(all: &'static str) -> Self {
        const RESULT: &[Rows] = &[Rows::each("", "")];
        Self { all, rows: RESULT }
    }

    /// Rows from the lists of a result.
    pub(crate) const fn of(all: &'static str, rows: &'static [Rows]) -> Self {
        Self { all, rows }
    }

    /// The header, then the rows of all results.
    pub(crate) fn records<T: Serialize>(&self, results: &[T]) -> Vec<Vec<String>> {
        let mut records = vec![cells(self.all).map(|(name, _)| name.to_owned()).collect()];
        for result in results {
            // Answers are text, numbers and lists of them: they always have a form in JSON.
            let mut result = serde_json::to_value(result).unwrap_or_default();
            leave_out_ended(&mut result);
            let first = records.len();
            for rows in self.rows {
                for item in rows.items(&result) {
                    let before = if rows.each.is_empty() { first } else { records.len() };
                    for line in rows.lines {
                        if !line.starts_with("else") || records.len() == before {
                            records.extend(self.record(rows, line.trim_start_matches("else"), &item));
                        }
                    }
                }
            }
        }
        records
    }

    fn record(&self, rows: &Rows, line: &str, item: &Item<'_>) -> Option<Vec<String>> {
        let mut own = cells(line).filter(|(_, path)| !path.starts_with('\'')).peekable();
        if own.peek().is_some() && own.all(|(_, path)| item.cell(path).is_empty()) {
            return None;
        }
        let path = |(name, path)| {
            let mut filled = cells(line).chain(cells(rows.fill));
            filled.find(|(other, _)| *other == name).map_or(path, |(_, path)| path)
        };
        Some(cells(self.all).map(path).map(|path| item.cell(path)).collect())
    }
}

/// Leaves parties out whose last day is over. A script that reads names or numbers would call them.
pub(crate) fn leave_out_ended(value: &mut Value) {
    let has_ended = |item: &Value| item.get("ended") == Some(&Value::Bool(true));
    if has_ended(value)
        && let Some(owner) = value.get_mut("owner")
    {
        *owner = Value::Array(Vec::new());
    }
    match value {
        Value::Array(items) => {
            // An owner role is left; nobody fills it.
            items.retain(|item| !has_ended(item) || item.get("owner").is_some());
            items.iter_mut().for_each(leave_out_ended);
        }
        Value::Object(fields) => fields.values_mut().for_each(leave_out_ended),
        _ => {}
    }
}

/// Names and paths.
fn cells(columns: &str) -> impl Iterator<Item = (&str, &str)> {
    columns.split_whitespace().map(|column| column.split_once('=').unwrap_or((column, column)))
}

/// An item of a list, with the items that it is part of.
struct Item<'v> {
    path: Vec<&'static str>,
    /// The result, then a value for each step of the path.
    values: Vec<&'v Value>,
}

impl<'v> Item<'v> {
    fn below(&self, name: &'static str) -> Vec<Self> {
        let (name, keeps_empty) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
        let mut items = self.values.last().map(|value| values(value, &[name])).unwrap_or_default();
        if items.is_empty() && keeps_empty {
            items.push(&Value::Null);
        }
        let below = |value| Item {
            path: self.path.iter().copied().chain([name]).collect(),
            values: self.values.iter().copied().chain([value]).collect(),
        };
        items.into_iter().map(below).collect()
    }

    fn cell(&self, column: &str) -> String {
        if let Some(word) = column.strip_prefix('\'') {
            return word.trim_end_matches('\'').to_owned();
        }
        let first = |paths: &str| paths.split('|').map(|path| self.at(path)).find(|values| !values.is_empty());
        let cell = |paths| first(paths).unwrap_or_default().into_iter().map(text).collect::<Vec<_>>().join("; ");
        column.split('/').map(cell).collect::<Vec<_>>().join("/")
    }

    fn at(&self, path: &str) -> Vec<&'v Value> {
        let path: Vec<&str> = match path.strip_prefix('.') {
            Some(below) => self.path.iter().copied().chain(below.split('.')).collect(),
            None => path.split('.').collect(),
        };
        let shared = self.path.iter().zip(&path).take_while(|(item, name)| item == name).count();
        self.values.get(shared).map(|value| values(value, &path[shared..])).unwrap_or_default()
    }
}

/// The values at a path, in order, without what the matrix doesn't say.
fn values<'v>(value: &'v Value, path: &[&str]) -> Vec<&'v Value> {
    match (value, path) {
        (Value::Null, _) => Vec::new(),
        (Value::Array(items), path) => {
            let index = path.first().and_then(|name| name.parse::<usize>().ok());
            match index {
                Some(index) => items.get(index).map(|item| values(item, &path[1..])).unwrap_or_default(),
                None => items.iter().flat_map(|item| values(item, path)).collect(),
            }
        }
        (value, []) => vec![value],
        (value, [name, below @ ..]) => value.get(name).map(|value| values(value, below)).unwrap_or_default(),
    }
}

/// A value as a cell has it. A whole number of people is `4`, not `4.0`.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fields::{Fields, Shape};
    use crate::render::field::{FieldError, select};
    use crate::view::Pages;
    use serde_json::json;

    /// Every path leads to a value of the answer, and every row fills columns that exist.
    fn check<T: Pages + Fields>() {
        let (shape, columns) = (T::shape(), T::COLUMNS);
        let is_value = |each: &str, column: &str| {
            let paths = if column.starts_with('\'') { "" } else { column };
            for path in paths.split(['|', '/']).filter(|path| !path.is_empty()) {
                let each = each.replace('?', "");
                let path = if path.starts_with('.') { format!("{each}{path}") } else { path.to_owned() };
                let found = select(&Value::Null, &shape, path.trim_start_matches('.'));
                assert_eq!(found, Err(FieldError::Nothing { known: vec![] }), "{}", std::any::type_name::<T>());
            }
        };
        let names: Vec<&str> = cells(columns.all).map(|(name, _)| name).collect();
        for rows in columns.rows {
            let lines = rows.lines.iter().flat_map(|line| cells(line.trim_start_matches("else")));
            let filled: Vec<(&str, &str)> = lines.chain(cells(rows.fill)).collect();
            for (name, path) in &filled {
                assert!(names.contains(name), "{name}");
                is_value(rows.each, path);
            }
            let unfilled = cells(columns.all).filter(|(name, _)| !filled.iter().any(|(other, _)| other == name));
            unfilled.for_each(|(_, path)| is_value(rows.each, path));
        }
    }

    #[test]
    fn every_column_is_a_field_of_its_answer() {
        check::<crate::check::FindingCard>();
        check::<crate::check::RuleCard>();
        check::<crate::query::change::Category>();
        check::<crate::query::change::Form>();
        check::<crate::query::diff::Blame>();
        check::<crate::query::diff::Log>();
        check::<crate::query::duties::DutyRow>();
        check::<crate::query::escalate::EscalationPath>();
        check::<crate::query::find::FindItem>();
        check::<crate::query::gaps::Coverage>();
        check::<crate::query::gaps::Without>();
        check::<crate::query::list::ListItem>();
        check::<crate::query::onboard::Plan>();
        check::<crate::query::rota::RotaPage>();
        check::<crate::query::sla::Promised>();
        check::<crate::query::sla::Verdict>();
        check::<crate::query::locate::Location>();
        check::<crate::query::who::Owned>();
        check::<crate::query::owner::Owner>();
        check::<crate::query::area::AreaRow>();
        assert!(matches!(select(&Value::Null, &Shape::Object(vec![]), "x"), Err(FieldError::Unknown { .. })));
    }

    fn records(columns: &Columns) -> Vec<String> {
        let result = json!({
            "id": "a",
            "levels": [
                { "number": 1, "share": 1.0, "who": [{ "id": "x", "says": ["b", "c"] }, { "id": "y", "says": [] }] },
                { "number": 2, "share": null, "who": [] },
            ],
        });
        columns.records(&[result]).iter().map(|record| record.join(",")).collect()
    }

    #[test]
    fn items_give_rows_and_know_what_they_are_part_of() {
        const EACH: &[Rows] = &[Rows::each("levels.who", "")];
        const KEEP: &[Rows] = &[Rows::each("levels.who?", "")];
        let all = "id level=levels.number who=levels.who.id says=.says share=levels.share first=levels.0.who.1.id";
        let header = "id,level,who,says,share,first";
        assert_eq!(records(&Columns::of(all, EACH)), [header, "a,1,x,b; c,1,", "a,1,y,,1,"]);
        assert_eq!(records(&Columns::of(all, KEEP)), [header, "a,1,x,b; c,1,", "a,1,y,,1,", "a,2,,,,"]);
        let flat = "id who=none.id|levels.who.id second=levels.0.who.1.id";
        assert_eq!(records(&Columns::flat(flat)), ["id,who,second", "a,x; y,y"]);
    }

    #[test]
    fn a_line_without_a_value_of_its_own_is_left_out() {
        const NOTHING: &[Rows] = &[Rows::each("id.x", ""), Rows::otherwise("what='nothing'")];
        const LINES: &[Rows] = &[
            Rows::lines("levels", "", &["what='who' value=.who.id", "what='share' value=.share", "else what='none'"]),
            Rows::otherwise("what='nothing'"),
        ];
        let rows = records(&Columns::of("level=.number what= value=", LINES));
        assert_eq!(rows, ["level,what,value", "1,who,x; y", "1,share,1", "2,none,"]);
        assert_eq!(records(&Columns::of("id what=", NOTHING)), ["id,what", "a,nothing"]);
    }
}
