//! Percent-encoding (RFC 3986).

use std::fmt::Write as _;

/// Text with everything percent-encoded but letters, digits, `-._~`, and what else is given.
pub(crate) fn encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(encoded("a b/é:c.yaml", "/"), "a%20b/%C3%A9%3Ac.yaml");
        assert_eq!(encoded("../x/ownership.yaml", "/"), "../x/ownership.yaml");
    }
}
