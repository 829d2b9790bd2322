//! `own render html`: the whole matrix as one page for a browser, which needs no network, and no script to be read.
//!
//! The templates compose parts that are templates themselves; only those pass unescaped (`|safe`), never a text.

mod about;
mod address;
mod card;
mod change;
mod chip;
mod duty;
mod escalation;
mod fact;
mod party;
mod section;
mod service_level;
mod system;
mod table;
mod who;

use std::fmt;

use askama::Template;
use askama::filters::{Escaper, Html};
use jiff::civil::Date;

use crate::query::show::Whole;
use crate::text::sanitize::shown;
use chip::Parties;
use section::{Body, Section};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// The filter; the page can be read without it.
const SCRIPT: &str = include_str!("script.js");
/// What the page may do: apply its own style, run its own script, show its own icon. Nothing else, and nothing from
/// elsewhere. The hashes are those of [`STYLE`] and [`SCRIPT`]; a test says what they have to be.
const POLICY: &str = "default-src 'none'; img-src data:; \
    style-src 'sha256-GJPYozT/mW879ZrSs9SNafQt8gCF9VV0PDb9UA/2Jj4='; \
    script-src 'sha256-ogSGvS6YQjA0F8h1DynLB5raFoD3U8N1iZofooYIirk='; \
    base-uri 'none'; form-action 'none'";
/// Where the day stands that a page was made for.
const DAY: &str = "<meta name=\"own-day\" content=\"";

/// The escaper of the templates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Harmless;

impl Escaper for Harmless {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &shown(text))
    }
}

/// The page.
#[derive(Template)]
#[template(path = "page.html", config = "src/render/html/askama.toml")]
struct Page<'w> {
    policy: &'static str,
    style: &'static str,
    script: &'static str,
    whole: &'w Whole,
    title: &'w str,
    /// What is most urgent to know.
    notice: Option<&'w str>,
    gaps: usize,
    who: who::Who<'w>,
    sections: Vec<Section<'w>>,
}

/// The matrix as a page.
pub(crate) fn render(whole: &Whole) -> anyhow::Result<String> {
    let parties = Parties::new(&whole.parties);
    let review = |code: &str| code.starts_with("review-");
    let page = Page {
        policy: POLICY,
        style: STYLE,
        script: SCRIPT,
        whole,
        title: whole.document.title.as_deref().unwrap_or("Ownership and Responsibility Matrix"),
        notice: whole.warnings.first().filter(|first| review(first.code.as_str())).map(|first| first.message.as_str()),
        gaps: whole.coverage.as_ref().map_or(0, |coverage| coverage.missing.len()),
        who: who::Who::new(whole, &parties),
        sections: section::all(whole, &parties),
    };
    Ok(page.render()?)
}

/// The day that a page was made for.
pub(crate) fn day(page: &str) -> Option<Date> {
    let (_, after) = page.split_once(DAY)?;
    after.split('"').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use jiff::civil::date;
    use sha2::{Digest as _, Sha256};

    fn page(yaml: &str) -> String {
        let matrix = crate::source::from_texts([("m.yaml".to_owned(), format!("version: 1\n{yaml}"))]).unwrap();
        render(&crate::query::show::whole(&matrix, date(2025, 11, 1)).unwrap()).unwrap()
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
        assert!(!page.contains("style=\"") && !page.contains(" on"), "the policy would refuse it");
    }

    #[test]
    fn it_is_the_same_every_time_and_knows_its_day() {
        let matrix = crate::source::built_in().unwrap();
        let on = |day| render(&crate::query::show::whole(&matrix, day).unwrap()).unwrap();
        assert_eq!(on(date(2025, 11, 1)), on(date(2025, 11, 1)));
        assert_eq!(day(&on(date(2025, 11, 1))), Some(date(2025, 11, 1)));
        assert_eq!(day("<html>"), None);
    }

    #[test]
    fn a_matrix_of_nothing_is_a_page() {
        let page = page("");
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    }
}
