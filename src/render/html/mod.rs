//! A page for a browser: one file that needs no network, and no script to be read.
//!
//! All text goes through [`Html::text`], which escapes it.

mod address;
mod inline;
mod table;

use std::collections::HashSet;

use jiff::civil::Date;

use crate::view::page::{Block, Contact, Line, Meaning, Run, Site, Timeline};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// The filter; the page can be read without it.
const SCRIPT: &str = include_str!("script.js");
/// The page may apply its own style, run its own script and show its own icon: nothing else, and nothing from elsewhere.
/// The hashes are those of [`STYLE`] and [`SCRIPT`]; a test checks them.
const POLICY: &str = "default-src 'none'; img-src data:; \
    style-src 'sha256-0y0YYwvzmiUJz1wI9+GOaGTRqb9tuAge9ecKgMSsYzI='; \
    script-src 'sha256-ogSGvS6YQjA0F8h1DynLB5raFoD3U8N1iZofooYIirk='; \
    base-uri 'none'; form-action 'none'";
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
    %3Crect width='16' height='16' rx='3' fill='%232f6fdb'/%3E\
    %3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='white' stroke-width='1.6'/%3E%3C/svg%3E";
/// A page that has this was written by `own`.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"own\">\n";
/// Precedes the date that a page was made for.
const DATE: &str = "<meta name=\"own-day\" content=\"";
/// The number of colours; more teams share them. The name says which team it is.
const TONES: usize = 12;

/// The site as HTML.
pub(crate) fn render(site: &Site) -> String {
    let mut html = Html { out: String::new(), site, anchors: anchors(&site.page.blocks) };
    html.head();
    html.raw("<main>\n");
    html.title();
    html.blocks(&site.page.blocks, false);
    html.raw("</main>\n<footer><p>");
    html.prose(&site.foot);
    html.raw("</p></footer>\n<script>");
    html.raw(SCRIPT);
    html.raw("</script>\n</body>\n</html>\n");
    html.out
}

/// The date that a page was made for.
pub(crate) fn date(page: &str) -> Option<Date> {
    let (_, after) = page.split_once(DATE)?;
    after.split('"').next()?.parse().ok()
}

/// A page that is being written.
struct Html<'s> {
    out: String,
    site: &'s Site,
    /// Where links can lead.
    anchors: HashSet<&'s str>,
}

/// All anchors of a page. A link to a thing that the page doesn't show is plain text.
fn anchors(blocks: &[Block]) -> HashSet<&str> {
    blocks.iter().flat_map(naming).filter_map(|line| name(line)).collect()
}

/// The lines of a block that can name a thing.
fn naming(block: &Block) -> Vec<&Line> {
    match block {
        Block::Heading(_, line) => vec![line],
        Block::Timeline(timeline) => timeline.stops.iter().map(|stop| &stop.title).collect(),
        Block::Matrix(matrix) => {
            let rows = matrix.groups.iter().flat_map(|group| &group.rows);
            rows.flat_map(|row| row.cells.iter().flatten().take(1)).collect()
        }
        _ => Vec::new(),
    }
}

/// The anchor of the thing that a line names.
fn name(line: &[Run]) -> Option<&str> {
    line.iter().find_map(|run| if let Meaning::Name(anchor) = &run.meaning { Some(anchor.as_str()) } else { None })
}

impl Html<'_> {
    fn head(&mut self) {
        let site = self.site;
        self.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        self.raw(POLICY);
        self.raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        self.raw(GENERATOR);
        self.raw(DATE);
        self.text(&site.date);
        self.raw("\">\n");
        self.element("title", "", &site.title);
        self.raw("\n<link rel=\"icon\" href=\"");
        self.raw(ICON);
        self.raw("\">\n<style>");
        self.raw(STYLE);
        self.raw("</style>\n</head>\n<body>\n");
        let sections = site.page.blocks.iter().filter_map(|block| match block {
            Block::Heading(2, line) => name(line).map(|anchor| (anchor, line)),
            _ => None,
        });
        let mut sections = sections.peekable();
        if let Some((first, _)) = sections.peek() {
            self.tag("a", &[("class", "skip"), ("href", &format!("#{first}"))]);
            self.raw("Skip to the content</a>\n");
        }
        self.raw("<header class=\"bar\"><nav aria-label=\"Sections\">");
        for (anchor, title) in sections {
            self.tag("a", &[("href", &format!("#{anchor}"))]);
            self.line(title);
            self.raw("</a>");
        }
        self.raw("</nav></header>\n");
    }

    fn title(&mut self) {
        let site = self.site;
        self.raw("<header class=\"head\">\n");
        self.element("h1", "", &site.title);
        self.raw("\n<p class=\"about\">");
        for said in &site.about {
            self.element("span", "", said);
        }
        self.raw("</p>\n");
        if !site.notice.is_empty() {
            self.raw("<p class=\"notice\">");
            for line in &site.notice {
                self.line(line);
            }
            self.raw("</p>\n");
        }
        self.raw("</header>\n");
    }

    /// Blocks with their sections: a heading begins one, which ends before the next heading of its level or above.
    fn blocks(&mut self, mut blocks: &[Block], in_card: bool) {
        let mut among_cards = false;
        while let Some((first, rest)) = blocks.split_first() {
            let Block::Heading(level, title) = first else {
                self.block(first);
                blocks = rest;
                continue;
            };
            let ends = |block: &Block| matches!(block, Block::Heading(next, _) if next <= level);
            let (inside, after) = rest.split_at(rest.iter().position(ends).unwrap_or(rest.len()));
            let begins_card = *level > 2 && name(title).is_some();
            if begins_card != among_cards {
                self.raw(if begins_card { "<div class=\"cards\">\n" } else { "</div>\n" });
                among_cards = begins_card;
            }
            self.section(*level, title, inside, in_card);
            blocks = after;
        }
        if among_cards {
            self.raw("</div>\n");
        }
    }

    /// A section of the page, a card for a thing of the matrix, or a part of either.
    fn section(&mut self, level: u8, title: &Line, inside: &[Block], in_card: bool) {
        let Some(anchor) = name(title) else {
            self.raw(if in_card { "<div class=\"part\">" } else { "" });
            self.heading(level, None, title);
            self.blocks(inside, in_card);
            self.raw(if in_card { "</div>\n" } else { "" });
            return;
        };
        let begins_card = level > 2;
        let is_rich = inside.iter().any(|block| !matches!(block, Block::Facts(_) | Block::Text(_)));
        let tone = self.tone(anchor);
        let class = match (begins_card, is_rich) {
            (false, _) => "section".to_owned(),
            (true, false) => format!("card {tone}"),
            (true, true) => format!("card rich {tone}"),
        };
        let id = format!("{anchor}-name");
        self.tag("section", &[("class", &class), ("id", anchor), ("aria-labelledby", &id)]);
        self.raw("\n");
        self.heading(level, Some(&id), title);
        self.raw(if begins_card { "<div class=\"body\">\n" } else { "" });
        if begins_card && inside.is_empty() {
            self.raw("<p class=\"silent\">The matrix says nothing more.</p>\n");
        }
        self.blocks(inside, begins_card);
        self.raw(if begins_card { "</div>\n</section>\n" } else { "</section>\n" });
    }

    fn heading(&mut self, level: u8, id: Option<&str>, title: &Line) {
        let tag = format!("h{}", level.clamp(1, 6));
        let id = id.map(|id| ("id", id));
        self.tag(&tag, id.as_slice());
        self.line(title);
        self.raw(&format!("</{tag}>\n"));
    }

    fn block(&mut self, block: &Block) {
        match block {
            // The caller makes sections of them.
            Block::Heading(level, line) => self.heading(*level, None, line),
            Block::Facts(facts) => self.facts(facts),
            Block::Contacts(groups) => self.facts(&Contact::facts(groups)),
            Block::Table(table) => self.table(table),
            Block::Matrix(matrix) => self.matrix(matrix),
            Block::Timeline(timeline) => self.timeline(timeline),
            Block::Text(lines) => {
                self.raw("<div class=\"text\">");
                for line in lines.iter().filter(|line| !line.is_empty()) {
                    self.raw("<p>");
                    self.line(line);
                    self.raw("</p>");
                }
                self.raw("</div>\n");
            }
            Block::Document(text) => self.element("pre", "", text),
        }
    }

    fn facts(&mut self, facts: &[(String, Vec<Line>)]) {
        self.raw("<dl class=\"facts\">\n");
        for (label, lines) in facts {
            self.raw("<div>");
            self.element("dt", "", label);
            for line in lines {
                self.raw("<dd>");
                self.line(line);
                self.raw("</dd>");
            }
            self.raw("</div>\n");
        }
        self.raw("</dl>\n");
    }

    fn timeline(&mut self, timeline: &Timeline) {
        self.raw("<ol class=\"stops\">\n");
        for stop in &timeline.stops {
            let id = name(&stop.title).map(|anchor| ("id", anchor));
            let attributes: Vec<_> = std::iter::once(("class", "stop")).chain(id).collect();
            self.tag("li", &attributes);
            self.raw("<p class=\"when\">");
            self.element("span", "", &stop.at);
            self.raw("</p><p class=\"what\">");
            self.line(&stop.title);
            self.raw("</p>");
            if let Some(now) = &stop.now {
                self.element("p", "now", now);
            }
            self.facts(&stop.facts);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::show::document_parts;
    use crate::view::document::site;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use jiff::civil;
    use sha2::{Digest as _, Sha256};

    fn page(yaml: &str) -> String {
        let matrix = crate::source::from_texts([("m.yaml".to_owned(), format!("version: 1\n{yaml}"))]).unwrap();
        render(&site(&document_parts(&matrix, civil::date(2025, 11, 1)).unwrap()))
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
    fn it_is_the_same_every_time_and_knows_its_date() {
        let matrix = crate::source::built_in().unwrap();
        let today = civil::date(2025, 11, 1);
        let on = |day| render(&site(&document_parts(&matrix, day).unwrap()));
        assert_eq!(on(today), on(today));
        assert_eq!(date(&on(today)), Some(today));
        assert_eq!(date("<html>"), None);
    }

    #[test]
    fn a_matrix_of_nothing_is_a_page() {
        let page = page("");
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    }
}
