//! What names a system or an area outside of the matrix.

use super::super::{Entries, Form, Items, Leaf, Rare, Slot, Spanned, Text, raw};
use super::Context;
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{Place, Selector};

/// The selectors of a system or an area, kind by kind.
pub(super) fn selectors(raw: Rare<Spanned<raw::Selectors>>, context: &mut Context<'_>) -> Vec<Selector> {
    let Some(Spanned { value: raw, span }) = raw.into_option() else { return Vec::new() };
    let raw::Selectors { hosts, paths, repositories, urls, labels, words } = raw;
    let keys = [hosts.is_absent(), paths.is_absent(), repositories.is_absent(), urls.is_absent(), labels.is_absent()];
    if keys.into_iter().all(|is_absent| is_absent) && words.is_absent() {
        refuse_empty("selectors", "hosts: [db-1]", span, context);
    }
    let mut all = globs(hosts, "hosts", "db-1", context);
    all.extend(globs(paths, "paths", "infra/postgres", context));
    all.extend(globs(repositories, "repositories", "corp/platform", context));
    all.extend(globs(urls, "urls", "https://sso.example.org", context));
    if let Some(Spanned { value, span }) = labels.into_option() {
        if value.is_absent() {
            refuse_empty("labels", "{ service: db }", span, context);
        }
        all.extend(value.into_iter().filter_map(|raw| self::labels(raw, context)));
    }
    all.extend(globs(words, "words", "replication lag", context));
    all
}

fn globs<F: Form<Value = Selector>>(
    list: Slot<Spanned<Items<Leaf<F>>>>,
    key: &str,
    example: &str,
    context: &mut Context<'_>,
) -> Vec<Selector> {
    let Some(Spanned { value, span }) = list.into_option() else { return Vec::new() };
    if value.is_absent() {
        refuse_empty(key, example, span, context);
    }
    let selectors: Vec<Selector> = value.into_iter().map(|leaf| Selector { place: leaf.span, ..leaf.value }).collect();
    if let Some(first) = selectors.first().filter(|_| selectors.iter().all(|selector| selector.excludes)) {
        let fault = Finding::at(Rule::BadValue, first.place, format!("`{key}` only excludes"));
        context
            .faults
            .push(fault.help(format!("list what is included, too: `{key}: [{example}, \"{}\"]`", first.text)));
    }
    selectors
}

fn labels(Spanned { value: raw, span }: Spanned<Entries<Text>>, context: &mut Context<'_>) -> Option<Selector> {
    if raw.is_absent() {
        refuse_empty("labels", "{ service: db }", span, context);
        return None;
    }
    let mut labels = Vec::new();
    for (name, value) in raw {
        let empty = [&name, &value].into_iter().find(|text| text.value.trim().is_empty());
        if let Some(empty) = empty {
            let fault = Finding::at(Rule::BadValue, empty.span, "a label needs a name and a value");
            context.faults.push(fault.help("write `labels: [{ service: db }]`"));
        }
        labels.push((name.value, value.value));
    }
    Some(Selector::labels(labels, span))
}

fn refuse_empty(key: &str, example: &str, place: Place, context: &mut Context<'_>) {
    let form = if key == "selectors" { format!("{{ {example} }}") } else { format!("[{example}]") };
    let fault = Finding::at(Rule::BadValue, place, format!("`{key}` is empty"));
    context.faults.push(fault.help(format!("write `{key}: {form}`, or remove it")));
}
