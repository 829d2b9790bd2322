//! The front matter of a change request: ids, for programs.

use serde::Serialize;

use super::Named;
use crate::matrix::{Responsibility, Risk};
use crate::query::change::Form;

/// Data of a request for programs.
#[derive(Serialize)]
pub(super) struct Front<'f> {
    title: Option<&'f str>,
    date: &'f str,
    /// `null` where one is still to be chosen.
    category: Option<&'f str>,
    /// Those to choose from, the strictest first.
    candidates: Vec<&'f str>,
    risk: Option<&'f str>,
    system: &'f str,
    areas: Vec<&'f str>,
    done_by: Vec<&'f str>,
    approved_by: &'f [Named<'f>],
    notified: &'f [Named<'f>],
}

/// The front matter of a request.
pub(super) fn of<'f>(form: &'f Form, approved_by: &'f [Named<'f>], notified: &'f [Named<'f>]) -> Front<'f> {
    let one = if let [category] = form.categories.as_slice() { Some(category) } else { None };
    let candidates = form.categories.iter().filter(|_| one.is_none()).map(|category| category.id.as_str());
    let mut done_by: Vec<&str> = Vec::new();
    for party in form.areas.iter().flat_map(|row| row.parties(Responsibility::Primary)) {
        if !done_by.contains(&party.id.as_str()) {
            done_by.push(&party.id);
        }
    }
    Front {
        title: form.title.as_deref(),
        date: &form.date,
        category: one.map(|category| category.id.as_str()),
        candidates: candidates.collect(),
        risk: one.and_then(|category| category.risk).map(Risk::as_str),
        system: &form.system.id,
        areas: form.areas.iter().map(|row| row.area.id.as_str()).collect(),
        done_by,
        approved_by,
        notified,
    }
}
