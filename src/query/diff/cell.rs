//! Where a matrix states a cell, such as `owner data`.

use crate::matrix::{Kind, Matrix, Place};

/// The line of a cell of a party, a system or an area. `None`: the matrix has no such cell, or it has no place of its own.
pub(super) fn place(matrix: &Matrix, kind: Kind, id: &str, what: &str) -> Option<Place> {
    let (of, name) = what.split_once(' ').unwrap_or((what, ""));
    let is = |said: &str| said.replace('_', " ") == name;
    if kind.is_party() {
        let contacts = &matrix.party(matrix.party_with_id(id)?).contacts;
        return contacts.iter().find(|contact| of == "contact" && is(&contact.label)).map(|contact| contact.place);
    }
    let (system, area) = id.split_once('/').unwrap_or((id, ""));
    let system = matrix.system(matrix.system_with_id(system)?);
    let area = system.areas.iter().find(|known| known.id == area);
    let selectors = area.map_or(&system.selectors, |area| &area.selectors);
    match (of, area) {
        ("selector", _) => selectors.iter().find(|selector| is(selector.kind.as_str())).map(|selector| selector.place),
        (of, Some(area)) => {
            area.assignments.iter().find(|cell| cell.responsibility.as_str() == of).map(|cell| cell.place)
        }
        ("owner", _) => system.owners.iter().find(|owner| is(&owner.role)).map(|owner| owner.place),
        ("contact", _) => system.contacts.iter().find(|contact| is(&contact.label)).map(|contact| contact.place),
        ("link", _) => system.links.iter().find(|link| is(&link.label)).map(|link| link.place),
        ("duty", _) => system.duties.iter().find(|duty| is(&duty.task)).map(|duty| duty.place),
        ("service", _) => system.service_level.as_ref().map(|level| level.place),
        _ => None,
    }
}
