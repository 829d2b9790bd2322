//! `own list`: everything of one kind, one a line.

use super::things::Class;
use super::{Answer, At, Caveats, Key, Thing, Unanswered, card, resolve, things};
use crate::matrix::{Called, Kind, Matrix};

answer! {
    /// One of them.
    pub(crate) struct ListItem {
        /// What it is, in the singular.
        pub kind: Class,
        /// Its id, with the ids of what it belongs to before it.
        pub id: String,
        /// Its full name.
        pub name: String,
        /// What tells it from the others.
        pub detail: Option<String>,
        /// Position in the source.
        pub at: At,
    }
}

/// Answers `own list`. The kind may be typed in the singular, in the plural or by its beginning.
pub(crate) fn list(matrix: &Matrix, kind: &str, tag: Option<&str>) -> Result<Answer<ListItem>, Unanswered> {
    let class = Class::named(kind)?;
    let tag = tag.map(|typed| tag_of(matrix, class, typed)).transpose()?;
    let items = match class {
        Class::Owners => owners(matrix),
        class => of(matrix, class, tag)?,
    };
    if items.is_empty() {
        return Err(Unanswered::nothing(format!("the matrix has no {}", class.plural()), Vec::new()));
    }
    Ok(Answer::new(class.as_str(), items, Caveats::default()))
}

/// The tag that a text names. Only systems have tags.
fn tag_of<'m>(matrix: &'m Matrix, class: Class, typed: &str) -> Result<&'m str, Unanswered> {
    if class != Class::Of(Kind::System) {
        return Err(Unanswered::misuse("only systems have tags", vec!["write `own list systems --tag …`".to_owned()]));
    }
    let mut tags: Vec<&str> = matrix.systems.iter().flat_map(|system| &system.tags).map(String::as_str).collect();
    tags.sort_unstable();
    tags.dedup();
    let called = tags.iter().map(|tag| (*tag, Called { id: tag, name: tag, aliases: &[] }));
    resolve::one_of_list(("tag", "tags"), typed, called)
}

fn of(matrix: &Matrix, class: Class, tag: Option<&str>) -> Result<Vec<ListItem>, Unanswered> {
    let has_tag = |thing: &Thing| match (tag, thing.key) {
        (Some(tag), Key::System(id)) => matrix.system(id).tags.iter().any(|own| own == tag),
        _ => true,
    };
    let mut fitting = things(matrix);
    fitting.retain(|thing| class.covers(thing.kind) && has_tag(thing));
    Unanswered::limit_rows(fitting.len())?;
    let item = |thing: Thing| ListItem {
        kind: Class::Of(thing.kind),
        detail: thing.brief(matrix),
        id: thing.id,
        name: thing.name,
        at: card::at(matrix, thing.place),
    };
    Ok(fitting.into_iter().map(item).collect())
}

/// Parties that own a system: one item for each owner role, as the matrix states them; inherited ones aren't repeated.
fn owners(matrix: &Matrix) -> Vec<ListItem> {
    let stated =
        matrix.systems.iter().flat_map(|system| system.owners.iter().map(move |ownership| (system, ownership)));
    let items = stated.flat_map(|(system, ownership)| {
        ownership.parties.iter().map(move |party| {
            let note = ownership.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            ListItem {
                kind: Class::Owners,
                id: matrix.party(*party).id.clone(),
                name: matrix.party(*party).name.clone(),
                detail: Some(format!("{}{note}, {}", ownership.title(), system.name)),
                at: card::at(matrix, ownership.place),
            }
        })
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Channel, Place};

    #[test]
    fn a_kind_of_which_there_is_none_is_no_empty_success() {
        let none = list(&Matrix::default(), "channels", None).unwrap_err();
        assert_eq!(none.message, "the matrix has no channels");
    }

    #[test]
    fn items_are_told_by_kind_id_and_name() {
        let channel = Channel { id: "very-urgent".into(), means: vec!["SMS".into()], place: Place::default() };
        let matrix = Matrix { channels: vec![channel], ..Matrix::default() };
        let answer = list(&matrix, "chann", None).unwrap();
        let item = &answer.results[0];
        assert_eq!(
            (item.kind.as_str(), item.id.as_str(), item.name.as_str()),
            ("channel", "very-urgent", "Very Urgent")
        );
        assert_eq!(item.detail.as_deref(), Some("SMS"));
    }
}
