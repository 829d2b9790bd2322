//! Where links within a page lead.

/// Where links to a thing lead. Ids have no two hyphens in a row, and only those of parts have a slash.
pub(crate) fn anchor(kind: &str, id: &str) -> String {
    match id.split_once('/') {
        Some((system, area)) => [kind, "-", system, "--", &area.replace('/', "--")].concat(),
        None => [kind, "-", id].concat(),
    }
}

/// Where links to an area lead: [`anchor`] without its id. A page of a large matrix has a million.
pub(crate) fn area_anchor(system: &str, area: &str) -> String {
    ["area-", system, "--", area].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_has_the_anchor_of_its_id() {
        assert_eq!(area_anchor("shop", "backup"), anchor("area", "shop/backup"));
    }
}
