//! Which program read a matrix from its YAML.

use crate::compiled::{LAYOUT, fingerprint};

/// A fingerprint of everything that turns YAML into a compiled matrix, the crates among it: what another program kept may be
/// read otherwise by this one, or not be valid at all.
pub(super) const READER: u64 = fingerprint(&[
    &LAYOUT.to_le_bytes(),
    include_bytes!("../../Cargo.lock"),
    include_bytes!("built_in.rs"),
    include_bytes!("by_hand.rs"),
    include_bytes!("cache.rs"),
    include_bytes!("decode.rs"),
    include_bytes!("large.rs"),
    include_bytes!("load.rs"),
    include_bytes!("locate.rs"),
    include_bytes!("marker.rs"),
    include_bytes!("mod.rs"),
    include_bytes!("node.rs"),
    include_bytes!("parts.rs"),
    include_bytes!("raw/change.rs"),
    include_bytes!("raw/document.rs"),
    include_bytes!("raw/duty.rs"),
    include_bytes!("raw/escalation.rs"),
    include_bytes!("raw/mod.rs"),
    include_bytes!("raw/party.rs"),
    include_bytes!("raw/service_level.rs"),
    include_bytes!("raw/system.rs"),
    include_bytes!("raw/time.rs"),
    include_bytes!("read.rs"),
    include_bytes!("same.rs"),
    include_bytes!("seen.rs"),
    include_bytes!("spanned.rs"),
    include_bytes!("syntax.rs"),
    include_bytes!("text.rs"),
    include_bytes!("unreadable.rs"),
    include_bytes!("validate/calendar.rs"),
    include_bytes!("validate/change.rs"),
    include_bytes!("validate/document.rs"),
    include_bytes!("validate/escalation.rs"),
    include_bytes!("validate/form.rs"),
    include_bytes!("validate/known.rs"),
    include_bytes!("validate/mod.rs"),
    include_bytes!("validate/one_by_one.rs"),
    include_bytes!("validate/party.rs"),
    include_bytes!("validate/rota.rs"),
    include_bytes!("validate/system.rs"),
    include_bytes!("validate/value.rs"),
    include_bytes!("validate/verdict.rs"),
    include_bytes!("yaml.rs"),
]);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_file_that_reads_is_in_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/source");
        let (this, mut folders) = (include_str!("reader.rs"), vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                if path.is_dir() {
                    // The schema is made by a test.
                    folders.extend((name != "schema").then_some(path));
                } else {
                    assert!(name == "reader.rs" || this.contains(&format!("\"{name}\"")), "{name} is missing");
                }
            }
        }
    }
}
