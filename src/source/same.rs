//! Compares two texts of YAML, except for the order of one list.

use super::node::{Entry, Value};
use super::{Node, Span, yaml};
use crate::diagnostic::Findings;

/// Checks whether two texts differ in nothing but the order of the list with an item at a place of the old text.
pub(crate) fn same_but_for_order(old: &str, new: &str, item: Span) -> bool {
    trees(item.file, old, new).is_some_and(|[old, new]| same(&old.value, &new.value, item))
}

/// Checks whether two texts differ in nothing but one entry of the mapping whose key is at a place.
pub(super) fn same_but_for_entry(old: &str, new: &str, mapping: Span, entry: &str) -> bool {
    trees(mapping.file, old, new).is_some_and(|mut trees| {
        for tree in &mut trees {
            remove(tree, mapping, entry);
        }
        same(&trees[0].value, &trees[1].value, Span::default())
    })
}

/// Both texts, if the new one has no fault.
fn trees<'t>(file: u32, old: &'t str, new: &'t str) -> Option<[Node<'t>; 2]> {
    let (mut before, mut after) = (Findings::default(), Findings::default());
    let trees = [yaml::parse(file, old, &mut before)?, yaml::parse(file, new, &mut after)?];
    after.is_empty().then_some(trees)
}

/// Removes an entry of the mapping whose key is at a place, unless an alias may repeat it.
fn remove(node: &mut Node<'_>, mapping: Span, entry: &str) {
    let Value::Map(entries) = &mut node.value else { return };
    for Entry { key, value, .. } in entries {
        match &mut value.value {
            Value::Map(entries) if (key.span.line, key.span.column) == (mapping.line, mapping.column) => {
                entries.retain(|known| known.key.text != entry);
            }
            _ => remove(value, mapping, entry),
        }
    }
}

fn same(old: &Value<'_>, new: &Value<'_>, item: Span) -> bool {
    match (old, new) {
        (Value::Shared(old), new) => same(old, new, item),
        (old, Value::Shared(new)) => same(old, new, item),
        (Value::Scalar { text, plain }, Value::Scalar { text: other, plain: other_plain }) => {
            text == other && plain == other_plain
        }
        (Value::List(old), Value::List(new)) if old.iter().any(|node| starts_at(node, item)) => {
            let count = |list: &[Node<'_>], of: &Node<'_>| {
                list.iter().filter(|node| same(&of.value, &node.value, Span::default())).count()
            };
            old.len() == new.len() && old.iter().all(|node| count(old, node) == count(new, node))
        }
        (Value::List(old), Value::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(&old.value, &new.value, item))
        }
        (Value::Map(old), Value::Map(new)) => {
            let entries = old.iter().zip(new);
            old.len() == new.len()
                && entries
                    .into_iter()
                    .all(|(old, new)| old.key.text == new.key.text && same(&old.value.value, &new.value.value, item))
        }
        _ => false,
    }
}

fn starts_at(node: &Node<'_>, place: Span) -> bool {
    (node.span.line, node.span.column) == (place.line, place.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "a: 1\nb:\n  - x: 1\n    y: z\n  - x: 2\n";

    fn is_same(new: &str) -> bool {
        same_but_for_order(OLD, new, Span { file: 0, line: 3, column: 5, end_column: 6 })
    }

    #[test]
    fn only_the_items_of_the_list_may_change_places() {
        assert!(is_same(OLD));
        assert!(is_same("a: 1\nb:\n  - x: 2\n  - x: 1\n    y: z\n"));
        assert!(!is_same("a: 1\nb:\n  - x: 2\n    y: z\n  - x: 1\n"));
        assert!(!is_same("a: 1\nb:\n  - x: 2\n  - x: 2\n"));
        assert!(!is_same("a: 2\nb:\n  - x: 2\n  - x: 1\n    y: z\n"));
        assert!(!is_same("b:\n  - x: 1\n    y: z\n  - x: 2\na: 1\n"));
        assert!(!is_same("a: 1\nb: [\n"));
    }
}
