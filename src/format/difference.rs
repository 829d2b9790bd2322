//! What differs between a file and what it should be: a unified diff.

use std::time::Duration;

use similar::TextDiff;

use crate::harmless::shown;

/// How long a shortest difference is looked for; then a longer one has to do. Only texts of many thousand lines that
/// have little in common take that long.
const PATIENCE: Duration = Duration::from_secs(5);

/// The difference of two texts as a patch for the file; harmless.
#[must_use]
pub fn unified(old: &str, new: &str, file: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let patch = diff.unified_diff().header(file, &format!("{file} as it should be")).to_string();
    patch.lines().flat_map(|line| [shown(line).into_owned(), "\n".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_patch_and_harmless() {
        let expected = "--- a\n+++ a as it should be\n@@ -1,3 +1,3 @@\n x\n-\\u{1b}[31mold\n+new\n y\n";
        assert_eq!(unified("x\n\u{1b}[31mold\ny\n", "x\nnew\ny\n", "a"), expected);
    }
}
