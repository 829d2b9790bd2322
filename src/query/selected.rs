//! The system, and perhaps its area, that evidence selects.

use super::card::at;
use super::{At, Caveats, Code, Unanswered};
use crate::matrix::selector::{Selected, best, select};
use crate::matrix::{Area, Evidence, Matrix, Selector, SelectorKind, SystemId};
use crate::text::nearest::nearest;

answer! {
    /// A selector.
    pub(crate) struct SelectorCard {
        /// The key of its kind: `hosts`, `paths` …
        pub kind: SelectorKind,
        /// The selector as written.
        pub selector: String,
        /// Position in the source.
        pub at: At,
    }
}

/// What evidence selects.
#[derive(Debug, Clone)]
pub(crate) struct Choice<'m> {
    pub system: SystemId,
    pub area: Option<&'m Area>,
    /// The selector of each piece of evidence.
    pub matched: Vec<SelectorCard>,
}

/// The system that all pieces of evidence select. Several that fit equally well are ambiguous.
pub(crate) fn choose<'m>(
    matrix: &'m Matrix,
    evidence: &[Evidence],
    caveats: &mut Caveats,
) -> Result<Choice<'m>, Unanswered> {
    let mut found = Vec::with_capacity(evidence.len());
    for one in evidence {
        let selected = select(matrix, one);
        if selected.is_empty() {
            return Err(nothing(matrix, one));
        }
        found.push(selected);
    }
    let has = |list: &[Selected<'_>], system| list.iter().any(|selected| selected.system == system);
    let in_all = |system| found.iter().all(|list| has(list, system));
    let mut narrowed: Vec<Vec<Selected<'m>>> = Vec::with_capacity(found.len());
    for list in &found {
        narrowed.push(list.iter().filter(|selected| in_all(selected.system)).copied().collect());
    }
    for at in 0..narrowed.len() {
        let closest = best(&narrowed[at]).to_vec();
        for list in &mut narrowed {
            list.retain(|selected| has(&closest, selected.system));
        }
    }
    let systems = systems(narrowed.iter().flatten());
    match systems[..] {
        [system] => Ok(choice(matrix, system, &narrowed, caveats)),
        [] => Err(Unanswered::nothing(
            "no system fits all of these",
            lines(matrix, found.iter().flat_map(|list| best(list))),
        )),
        _ => {
            let what = evidence.iter().map(shown).collect::<Vec<_>>().join(" and ");
            let message = format!("{what} selects {} systems equally: choose one", systems.len());
            Err(Unanswered::nothing(message, lines(matrix, narrowed.iter().flat_map(|list| best(list)))))
        }
    }
}

fn choice<'m>(
    matrix: &'m Matrix,
    system: SystemId,
    narrowed: &[Vec<Selected<'m>>],
    caveats: &mut Caveats,
) -> Choice<'m> {
    // Several areas that fit equally well are the system.
    let area = narrowed.iter().find_map(|list| {
        let mut areas = best(list).iter().filter_map(|selected| selected.area);
        let first = areas.next()?;
        areas.all(|area| area == first).then_some(first)
    });
    let matched = narrowed.iter().filter_map(|list| {
        let of_area = best(list).iter().find(|selected| selected.area == area);
        of_area.or(list.first())
    });
    let matched: Vec<&Selected<'_>> = matched.collect();
    for selected in matched.iter().filter(|selected| !selected.from_top) {
        let message = format!("no path fits from the top: folders before `{}` were left out", selected.selector.text);
        caveats.add(Code::FoldersBeforeTop, message, None);
    }
    Choice {
        system,
        area: area.map(|area| &matrix.system(system).areas[area]),
        matched: matched.into_iter().map(|selected| card(matrix, selected.selector)).collect(),
    }
}

/// A selector, as answers show it.
pub(crate) fn card(matrix: &Matrix, selector: &Selector) -> SelectorCard {
    SelectorCard { kind: selector.kind, selector: selector.text.clone(), at: at(matrix, selector.place) }
}

/// The systems of some matches, each once, in order.
fn systems<'s, 'm: 's>(selected: impl IntoIterator<Item = &'s Selected<'m>>) -> Vec<SystemId> {
    let mut systems: Vec<SystemId> = selected.into_iter().map(|selected| selected.system).collect();
    systems.sort_unstable();
    systems.dedup();
    systems
}

/// The number of matches that an error lists.
const MOST: usize = 12;

fn lines<'s, 'm: 's>(matrix: &Matrix, selected: impl Iterator<Item = &'s Selected<'m>>) -> Vec<String> {
    let line = |selected: &Selected<'_>| {
        let (system, selector) = (matrix.system(selected.system), selected.selector);
        let area = selected.area.map(|area| format!("/{}", system.areas[area].id)).unwrap_or_default();
        let at = at(matrix, selector.place);
        format!("{}{area}  {}: {}  {}:{}", system.id, selector.kind.as_str(), selector.text, at.file, at.line)
    };
    let mut lines: Vec<String> = selected.map(line).collect();
    if lines.len() > MOST {
        let more = format!("and {} more", lines.len() - MOST);
        lines.truncate(MOST);
        lines.push(more);
    }
    lines
}

/// No selector fits: what was looked for, and the nearest selector.
pub(super) fn nothing(matrix: &Matrix, evidence: &Evidence) -> Unanswered {
    let message = format!("no system has a selector for {}", shown(evidence));
    if matrix.is_part {
        return Unanswered::nothing(message, Vec::new());
    }
    let kind = evidence.kind();
    let selectors = matrix.selectors().map(|of| of.selector);
    let selectors: Vec<_> = selectors.filter(|selector| selector.kind == kind && !selector.excludes).collect();
    // Labels are compared one by one: a selector may want more of them.
    let typed = match evidence {
        Evidence::Labels(labels) => labels.iter().map(|(name, value)| format!("{name}: {value}")).collect(),
        other => vec![other.text().to_owned()],
    };
    let pieces =
        || selectors.iter().flat_map(|selector| selector.text.split(", ").map(|piece| (piece, &selector.text)));
    let whole = |wanted: &str| pieces().find(|(piece, _)| *piece == wanted).map(|(_, text)| text);
    let near = |typed: &String| whole(typed).or_else(|| whole(nearest(typed, pieces().map(|(piece, _)| piece))?));
    let hint = match typed.iter().find_map(near) {
        Some(near) => format!("the nearest is `{near}`"),
        None if selectors.is_empty() => format!("the matrix has no selectors `{}`", kind.as_str()),
        None => "`own find TEXT` searches everything, selectors too".to_owned(),
    };
    Unanswered::nothing(message, vec![hint])
}

/// Evidence, as a sentence names it.
fn shown(evidence: &Evidence) -> String {
    let what = match evidence {
        Evidence::Labels(labels) => {
            let labels: Vec<String> = labels.iter().map(|(name, value)| format!("`{name}={value}`")).collect();
            return format!("the labels {}", labels.join(", "));
        }
        Evidence::Host(_) => "host",
        Evidence::Path(_) | Evidence::File(_) => "path",
        Evidence::Repository(_) => "repository",
        Evidence::Url(_) => "URL",
        Evidence::Words(_) => "text",
    };
    format!("the {what} `{}`", evidence.text())
}
