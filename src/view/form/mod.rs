//! `own change --form`: a document, from a template.

mod front;

use askama::Template;
use serde::Serialize;

use super::{Block, Columns, Page, Pages, Rows, phrase};
use crate::matrix::Responsibility;
use crate::query::change::{Category, Form};
use crate::query::{AreaRow, PartyCard};
use crate::render::yaml;

impl Pages for Form {
    const COLUMNS: Columns = Columns::of(
        "step=steps.number step_name=steps.name entry=.name what=.what by=.by.id category=.category.id \
         file=.at.file line=.at.line",
        &[Rows::each("steps.entries", "")],
    );

    fn one(&self) -> Page {
        // Text is written to a string: neither part can fail.
        vec![Block::Document(document(self).unwrap_or_else(|error| format!("{error:#}\n")))]
    }
}

fn document(form: &Form) -> anyhow::Result<String> {
    let areas: Vec<&str> = form.areas.iter().map(|row| row.area.name.as_str()).collect();
    let (approvals, notices) = (approvals(form), notices(form));
    let request = Request {
        front: yaml::render(&front::of(form, &approvals, &notices))?,
        areas: areas.join(", "),
        approvals,
        notices,
        place: places(form),
        form,
    };
    // The engine drops the line feed at the end of a template.
    Ok(request.render()? + "\n")
}

/// The document. Whatever it writes is escaped, but for the front matter, which is YAML.
#[derive(Template)]
#[template(path = "change_request.md", config = "src/render/templates/askama.toml")]
struct Request<'f> {
    front: String,
    areas: String,
    approvals: Vec<Named<'f>>,
    notices: Vec<Named<'f>>,
    place: String,
    form: &'f Form,
}

/// Whom a category or a row names: ids for programs, names for people.
#[derive(Serialize)]
struct Named<'f> {
    category: Option<&'f str>,
    area: Option<&'f str>,
    parties: Vec<&'f str>,
    /// Their source: a category, or a row.
    #[serde(skip)]
    of: String,
    #[serde(skip)]
    by: Vec<String>,
    #[serde(skip)]
    how: Option<&'f str>,
}

impl<'f> Named<'f> {
    fn by_category(category: &'f Category, parties: &'f [PartyCard]) -> Self {
        let of = format!("the category {}", category.name);
        Self { category: Some(&category.id), of, ..Self::by_row(None, parties.iter()) }
    }

    fn by_row(row: Option<&'f AreaRow>, parties: impl Iterator<Item = &'f PartyCard> + Clone) -> Self {
        Self {
            category: None,
            area: row.map(|row| row.area.id.as_str()),
            parties: parties.clone().map(|party| party.id.as_str()).collect(),
            of: row.map(|row| format!("the row {}", row.area.name)).unwrap_or_default(),
            by: parties.map(|party| phrase::names([party])).collect(),
            how: None,
        }
    }

    /// The text if it names nobody.
    fn without(&self) -> &str {
        self.how.unwrap_or("nobody is named in the matrix")
    }
}

/// Approvals of the categories, then those of the rows: the matrix doesn't say that one of them is enough.
fn approvals(form: &Form) -> Vec<Named<'_>> {
    let by_category = form.categories.iter().map(|category| {
        let approval = category.approval.as_ref();
        let by = approval.map(|approval| approval.by.as_slice()).unwrap_or_default();
        Named { how: approval.and_then(|approval| approval.how.as_deref()), ..Named::by_category(category, by) }
    });
    let rows = form.areas.iter().map(|row| Named::by_row(Some(row), row.cards(Responsibility::Approval)));
    by_category.chain(rows).collect()
}

fn notices(form: &Form) -> Vec<Named<'_>> {
    form.categories.iter().map(|category| Named::by_category(category, &category.notify)).collect()
}

/// Where all of it stands; the file once, if it is one.
fn places(form: &Form) -> String {
    let categories = form.categories.iter().map(|category| &category.at);
    let steps = form.steps.iter().map(|step| &step.at);
    let places = categories.chain(form.areas.iter().map(|row| &row.at)).chain(steps);
    let one_file = phrase::one_file(places.clone());
    let lines: Vec<String> = places.clone().map(|at| phrase::line(at, one_file)).collect();
    match places.clone().next() {
        Some(first) if one_file => format!("{}:{}", first.file, lines.join(", ")),
        _ => lines.join(", "),
    }
}

fn people_or_silence<'p>(parties: impl Iterator<Item = &'p PartyCard>) -> String {
    let names = phrase::names(parties);
    if names.is_empty() { phrase::NOT_SAID.to_owned() } else { names }
}

/// A category with what tells it from the others.
fn in_full(category: &Category) -> String {
    let risk = category.risk.map(|risk| format!("{risk} risk"));
    let about: Vec<String> = [category.qualifier.clone(), risk].into_iter().flatten().collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    let because = category.matched.iter().find(|matched| matched.whole).or(category.matched.first());
    let because =
        because.map(|matched| format!(", because of its {}: {}", matched.found_in, matched.text)).unwrap_or_default();
    format!("{}{about}{because}", category.name)
}

/// Whether it has to be said for which category an entry holds.
fn marks_category(form: &Form) -> bool {
    form.categories.len() > 1
}

#[cfg(test)]
mod tests {
    use crate::query::change::{PlannedChange, form};
    use crate::render::{Format, write};
    use crate::text::sanitize::hostile;
    use proptest::prelude::*;

    const MATRIX: &str = "version: 1
teams: { crew: { name: NAME } }
systems: { shop: { name: NAME, areas: { schema: { name: NAME, primary: crew, approval: crew } } } }
changes:
  small: { name: NAME, risk: low, definition: NAME, examples: [NAME], approval: { how: NAME }, notify: crew }
  large: { name: NAME 2, risk: high, definition: NAME, examples: [NAME 2], approval: { by: crew, how: NAME }, notify: crew }
change_process:
  - { name: NAME, entries: [{ name: NAME, what: NAME, by: crew }, { name: NAME, what: NAME, category: small }] }
";

    fn written(name: &str, title: Option<&str>, category: Option<&str>) -> String {
        let quoted = serde_json::to_string(name).unwrap();
        let second = serde_json::to_string(&format!("{name} 2")).unwrap();
        let yaml = MATRIX.replace("NAME 2", &second).replace("NAME", &quoted);
        let matrix = crate::source::from_texts([("test.yaml".to_owned(), yaml)]).unwrap();
        let question = PlannedChange {
            text: title.map(str::to_owned),
            system: Some("shop".to_owned()),
            areas: vec!["schema".to_owned()],
            category: category.map(str::to_owned),
        };
        let answer = form(&matrix, &question, jiff::civil::date(2026, 1, 5)).unwrap();
        write(&answer, Format::Markdown, None, false).unwrap()
    }

    #[test]
    fn nothing_from_the_matrix_is_live() {
        let text = written("<script>x</script> | [a](b)", Some("# *x*"), Some("small"));
        let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
        assert!(front.starts_with("title: \"# *x*\"\n"), "{front}");
        assert!(body.contains("\n# \\# \\*x\\*\n") && body.contains("\\<script>"), "{body}");
        let live = |sign: char| body.match_indices(sign).filter(|(at, _)| !body[..*at].ends_with('\\')).count();
        assert_eq!(live('<'), 0, "{body}");
    }

    #[test]
    fn only_what_holds_for_the_category_at_hand_is_asked() {
        assert!(written("A", None, Some("small")).contains("- [ ] **A**: A\n  - by ____"));
        assert!(!written("A", None, Some("large")).contains("- [ ] **A**: A\n  - by ____"));
        let both = written("A", None, None);
        assert!(both.contains("  - [ ] A 2 (high risk)\n  - [ ] A (low risk)\n"), "the strictest first: {both}");
        assert!(both.contains("- [ ] **A**: A (only A)\n"), "{both}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_front_matter_is_yaml_and_all_of_it_is_harmless(title in hostile::text()) {
            let text = written("A", Some(&title), Some("small"));
            prop_assert!(hostile::is_harmless(&text), "{text:?}");
            let (front, _) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
            let front: serde_json::Value = serde_saphyr::from_str(front).unwrap();
            prop_assert_eq!(front["title"].as_str(), Some(title.as_str()));
        }
    }
}
