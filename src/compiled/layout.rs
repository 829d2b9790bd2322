//! Which program can read what which program wrote.

/// A fingerprint of everything that the layout of a compiled matrix follows from: the types that are stored and the code that
/// stores them. It changes with each change of those files, be it of a comment: that costs one reading of the YAML, and
/// nobody has to remember to count a version up.
pub(crate) const LAYOUT: u64 = fingerprint(&[
    env!("CARGO_PKG_VERSION").as_bytes(),
    include_bytes!("head.rs"),
    include_bytes!("index.rs"),
    include_bytes!("keys.rs"),
    include_bytes!("origin.rs"),
    include_bytes!("records.rs"),
    include_bytes!("store.rs"),
    include_bytes!("systems.rs"),
    include_bytes!("write.rs"),
    include_bytes!("../matrix/area.rs"),
    include_bytes!("../matrix/cadence.rs"),
    include_bytes!("../matrix/calendar.rs"),
    include_bytes!("../matrix/called.rs"),
    include_bytes!("../matrix/change.rs"),
    include_bytes!("../matrix/clock.rs"),
    include_bytes!("../matrix/contact.rs"),
    include_bytes!("../matrix/document.rs"),
    include_bytes!("../matrix/duration.rs"),
    include_bytes!("../matrix/duty.rs"),
    include_bytes!("../matrix/escalation.rs"),
    include_bytes!("../matrix/mod.rs"),
    include_bytes!("../text/name.rs"),
    include_bytes!("../matrix/party.rs"),
    include_bytes!("../matrix/percentage.rs"),
    include_bytes!("../matrix/place.rs"),
    include_bytes!("../matrix/quantity.rs"),
    include_bytes!("../matrix/refers.rs"),
    include_bytes!("../matrix/rota.rs"),
    include_bytes!("../matrix/scope.rs"),
    include_bytes!("../matrix/service_level.rs"),
    include_bytes!("../matrix/stored.rs"),
    include_bytes!("../matrix/system.rs"),
    include_bytes!("../matrix/threshold.rs"),
    include_bytes!("../matrix/verdict.rs"),
    include_bytes!("../diagnostic/mod.rs"),
    include_bytes!("../diagnostic/table.rs"),
]);

/// A fingerprint of some texts: FNV-1a, which a compiler can compute; of eight bytes at a time, or it would take long.
pub(crate) const fn fingerprint(files: &[&[u8]]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut file = 0;
    while file < files.len() {
        let mut rest = files[file];
        while let Some((bytes, others)) = rest.split_first_chunk::<8>() {
            hash = (hash ^ u64::from_le_bytes(*bytes)).wrapping_mul(0x0100_0000_01b3);
            hash ^= hash >> 29;
            rest = others;
        }
        let mut at = 0;
        while at < rest.len() {
            hash = (hash ^ rest[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        hash = (hash ^ files[file].len() as u64).wrapping_mul(0x0100_0000_01b3);
        file += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_changes_it() {
        let of = |files: &[&[u8]]| fingerprint(files);
        assert_ne!(of(&[b"12345678"]), of(&[b"12345679"]));
        assert_ne!(of(&[b"12345678", b""]), of(&[b"12345678"]));
        assert_ne!(of(&[b"a", b"b"]), of(&[b"ab"]));
    }

    #[test]
    fn every_file_of_the_domain_is_in_it() {
        let this = include_str!("layout.rs");
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/matrix")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(this.contains(&format!("../matrix/{name}\"")), "{name} is missing");
        }
    }
}
