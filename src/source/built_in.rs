//! The matrix that is part of the program: its text, and what that was compiled into, so that no question has to parse it.

use super::load::{Report, parse};
use super::text::{SourceFile, Sources};
use crate::compiled::{Compiled, fingerprint};
use crate::matrix::{Matrix, Scope};

/// Its name, as shown to people.
const NAME: &str = "built-in data/matrix.yaml";
const TEXT: &str = include_str!("../../data/matrix.yaml");
const TEXT_FINGERPRINT: u64 = fingerprint(&[TEXT.as_bytes()]);
/// What the text was compiled into; a test below writes it.
const COMPILED: &[u8] = include_bytes!("../../data/matrix.own");

/// Its text.
pub(super) fn sources() -> Sources {
    Sources(vec![SourceFile::new(NAME, TEXT)])
}

/// It, read from its text.
pub(crate) fn built_in() -> Result<Matrix, Report> {
    parse(sources())
}

/// As much of it as a question is about. The compiled form may be of another text or another program while `own` itself is
/// being worked on: then the text is read.
pub(super) fn excerpt(scope: &Scope) -> Result<Matrix, Report> {
    compiled(scope).map_or_else(built_in, Ok)
}

fn compiled(scope: &Scope) -> Option<Matrix> {
    let compiled = Compiled::in_memory(COMPILED).ok()?;
    if compiled.origin().ok()?.text != TEXT_FINGERPRINT {
        return None;
    }
    let matrix = compiled.matrix(scope).ok()?;
    Some(Matrix { files: vec![NAME.to_owned()], ..matrix })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::compiled::{Origin, write};

    /// `OWN_UPDATE=1 cargo test --lib` makes it current.
    #[test]
    fn the_compiled_form_is_current() {
        let matrix = built_in().unwrap();
        let origin = Origin { text: TEXT_FINGERPRINT, ..Origin::default() };
        let mut bytes = Cursor::new(Vec::new());
        write(&matrix, &origin, &mut bytes).unwrap();
        let bytes = bytes.into_inner();
        if std::env::var_os("OWN_UPDATE").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/matrix.own"), &bytes).unwrap();
            return;
        }
        assert!(bytes == COMPILED, "data/matrix.own isn't current: OWN_UPDATE=1 cargo test --lib compiled_form");
        assert_eq!(compiled(&Scope::Whole), Some(matrix));
    }
}
