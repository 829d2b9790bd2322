//! Where links within a page lead.

/// Where links to a thing lead. Ids have no two hyphens in a row, and only those of parts have a slash.
pub(crate) fn anchor(kind: &str, id: &str) -> String {
    let mut anchor = String::with_capacity(kind.len() + id.len() + 2);
    write_anchor(&mut anchor, kind, id);
    anchor
}

/// Appends an [`anchor`].
pub(crate) fn write_anchor(out: &mut String, kind: &str, id: &str) {
    out.extend([kind, "-"]);
    let mut parts = id.split('/');
    out.extend(parts.next());
    parts.for_each(|part| out.extend(["--", part]));
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
