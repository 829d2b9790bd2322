//! Words of a shell, for commands to copy.

use std::borrow::Cow;

/// A text as one word, quoted only where a shell would change it.
pub(crate) fn word(text: &str) -> Cow<'_, str> {
    let is_plain = |char: char| char.is_alphanumeric() || "-_./:=,@+".contains(char);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.into();
    }
    if text.contains(['"', '$', '`', '\\', '!']) {
        return format!("'{}'", text.replace('\'', r"'\''")).into();
    }
    format!("\"{text}\"").into()
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_word_is_quoted_only_where_a_shell_would_change_it() {
        for (text, expected) in [
            ("shop/checkout", "shop/checkout"),
            ("zähler", "zähler"),
            ("", "\"\""),
            ("booking db", "\"booking db\""),
            ("don't; > x", "\"don't; > x\""),
            ("$(x) isn't", r"'$(x) isn'\''t'"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
