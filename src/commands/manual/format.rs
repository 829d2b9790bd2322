//! `own-matrix(5)`: the YAML, key by key.

use super::titled;
use super::topic::{self, Topic};
use crate::source::example;

pub(super) fn page() -> String {
    let mut roff = titled("own-matrix", 5, "who owns what, whom to call, and who approves: the YAML that own reads");
    topic::write(&mut roff, Topic::Matrix);
    roff.section("Keys");
    let mut before = None;
    for key in example::keys() {
        if before != Some(key.mapping) {
            roff.subsection(key.mapping.unwrap_or("Sections of a file"));
            before = Some(key.mapping);
        }
        roff.entry(key.name, &key.description);
        roff.request("br");
        roff.literal(&key.example);
    }
    roff.section("See also");
    roff.text("`own`(1), `own-explain`(1), `own-check`(1)");
    roff.0
}
