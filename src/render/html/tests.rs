use super::*;
use crate::query::show::document_parts;
use crate::query::things::things;
use crate::view::document::{matrix as matrix_of, site, site_blocks};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil;
use sha2::{Digest as _, Sha256};

fn rendered(matrix: &crate::matrix::Matrix, today: civil::Date) -> String {
    let things = things(matrix);
    let parts = document_parts(matrix, &things, today).unwrap();
    let site = site(&parts);
    render(&site, site_blocks(&parts), || super::matrix(&site, matrix_of(&parts.pages))).unwrap()
}

fn page(yaml: &str) -> String {
    let matrix = crate::source::from_texts([("m.yaml".to_owned(), format!("version: 1\n{yaml}"))]).unwrap();
    rendered(&matrix, civil::date(2025, 11, 1))
}

#[test]
fn its_own_style_and_script_are_allowed_and_no_others() {
    for text in [STYLE, SCRIPT] {
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        assert!(POLICY.contains(&hash), "the policy has to have {hash}");
        assert!(!text.contains("</"), "it would end its element");
    }
    assert_eq!(POLICY.matches("sha256-").count(), 2);
    let page = page("");
    let content = |start: &str, end: &str| {
        let (_, after) = page.split_once(start).unwrap();
        after.split_once(end).unwrap().0.to_owned()
    };
    assert_eq!(content("<style>", "</style>"), STYLE, "whitespace counts");
    assert_eq!(content("<script>", "</script>"), SCRIPT);
    let markup = page.replace(SCRIPT, "");
    assert!(!markup.contains("style=\"") && !markup.contains(" on"), "the policy would refuse it");
}

#[test]
fn it_is_the_same_every_time_and_knows_its_date() {
    let matrix = crate::source::built_in().unwrap();
    let today = civil::date(2025, 11, 1);
    let on = |day| rendered(&matrix, day);
    assert_eq!(on(today), on(today));
    assert_eq!(date(&on(today)), Some(today));
    assert_eq!(date("<html>"), None);
}

#[test]
fn a_matrix_of_nothing_is_a_page() {
    let page = page("");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
}
