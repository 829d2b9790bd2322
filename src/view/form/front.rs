//! The front matter of a change request: ids, for programs.

use crate::matrix::Risk;
use serde::Serialize;

use crate::matrix::Responsibility;
use crate::query::area::AreaRow;
use crate::query::change::{Category, Form};
use crate::query::party::PartyCard;

/// What a program wants to know of a request.
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
    approved_by: Vec<Named<'f>>,
    notified: Vec<Named<'f>>,
}

/// Parties, and what names them.
#[derive(Serialize)]
struct Named<'f> {
    category: Option<&'f str>,
    area: Option<&'f str>,
    parties: Vec<&'f str>,
}

impl<'f> Named<'f> {
    fn approving(category: &'f Category) -> Self {
        let by = category.approval.as_ref().map(|approval| approval.by.as_slice()).unwrap_or_default();
        Self { category: Some(&category.id), area: None, parties: ids(by) }
    }

    fn approving_in(row: &'f AreaRow) -> Self {
        Self { category: None, area: Some(&row.area.id), parties: ids(row.parties(Responsibility::Approval)) }
    }

    fn told(category: &'f Category) -> Self {
        Self { category: Some(&category.id), area: None, parties: ids(&category.notify) }
    }
}

/// The front matter of a request.
pub(super) fn of(form: &Form) -> Front<'_> {
    let one = if let [category] = form.categories.as_slice() { Some(category) } else { None };
    let candidates = form.categories.iter().filter(|_| one.is_none()).map(|category| category.id.as_str());
    let mut done_by: Vec<&str> = Vec::new();
    for party in form.areas.iter().flat_map(|row| row.parties(Responsibility::Primary)) {
        if !done_by.contains(&party.id.as_str()) {
            done_by.push(&party.id);
        }
    }
    let by_category = form.categories.iter().map(Named::approving);
    Front {
        title: form.title.as_deref(),
        date: &form.date,
        category: one.map(|category| category.id.as_str()),
        candidates: candidates.collect(),
        risk: one.and_then(|category| category.risk).map(Risk::as_str),
        system: &form.system.id,
        areas: form.areas.iter().map(|row| row.area.id.as_str()).collect(),
        done_by,
        approved_by: by_category.chain(form.areas.iter().map(Named::approving_in)).collect(),
        notified: form.categories.iter().map(Named::told).collect(),
    }
}

fn ids(parties: &[PartyCard]) -> Vec<&str> {
    parties.iter().map(|party| party.id.as_str()).collect()
}
