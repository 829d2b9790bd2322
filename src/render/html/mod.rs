//! A page for a browser: one file that needs no network, and no script to be read.
//!
//! All text goes through [`Html::text`], which escapes it.

mod address;
mod inline;
mod table;

use std::iter::Peekable;

use jiff::civil::Date;

use crate::limits::DOCUMENT_BYTES;
use crate::view::contact::Contact;
use crate::view::page::{Block, Blocks, Line, Matrix, Meaning, Run, Site, Timeline};

/// How the page looks.
const STYLE: &str = include_str!("style.css");
/// The filter, and who is on call at the reader's moment. The page can be read without it.
const SCRIPT: &str = include_str!("script.js");
/// The page may apply its own style, run its own script and show its own icon: nothing else, and nothing from elsewhere.
/// The hashes are those of [`STYLE`] and [`SCRIPT`]; a test checks them.
const POLICY: &str = "default-src 'none'; img-src data:; \
    style-src 'sha256-LiV8kuDPgKw6v1rDTQWEwfwYlXPynYvsnTV/yA5/3e4='; \
    script-src 'sha256-w1vDtN0f6Dwf4Q0siXHTV0PoLxiNm6AQEs1eJ7w2Zns='; \
    base-uri 'none'; form-action 'none'";
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
    %3Crect width='16' height='16' rx='3' fill='%232f6fdb'/%3E\
    %3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='white' stroke-width='1.6'/%3E%3C/svg%3E";
/// A page that has this was written by `own`.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"own\">\n";
/// Precedes the date that a page was made for.
const DATE: &str = "<meta name=\"own-day\" content=\"";
/// In a page that leaves out addresses.
const WITHOUT_CONTACTS: &str = "<meta name=\"own-contacts\" content=\"none\">\n";
/// Classes for the colours of teams. More teams share them: the name says which team it is.
const TONES: [&str; 12] = ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12"];

/// The site as HTML; `None` if it is too large for a document. `who` is called last and returns what [`matrix`] wrote, so
/// that another thread can write it.
pub(crate) fn render(site: &Site, blocks: Blocks<'_>, who: impl FnOnce() -> String) -> Option<String> {
    let mut html = Html::new(site);
    html.head();
    let after_head = html.out.len();
    html.raw("<main>\n");
    html.title();
    html.begin_section("section", 2, "who", &vec![Run::new("Who", Meaning::Name("who".to_owned()))]);
    let after_title = html.out.len();
    html.raw("</section>\n");
    html.blocks(&mut blocks.peekable(), 1, false);
    html.raw("</main>\n<footer><p>");
    html.prose(&site.foot);
    html.raw("</p></footer>\n<script>");
    html.raw(SCRIPT);
    html.raw("</script>\n</body>\n</html>\n");
    // Only now all sections are known.
    let page = std::mem::take(&mut html.out);
    html.navigation();
    let (head, main) = page.split_at(after_head);
    let (title, rest) = main.split_at(after_title - after_head);
    let parts = [head, &html.out, title, &who(), rest];
    let bytes: usize = parts.iter().map(|part| part.len()).sum();
    (bytes <= DOCUMENT_BYTES).then(|| parts.concat())
}

/// The matrix itself, for [`render`].
pub(crate) fn matrix(site: &Site, matrix: Matrix<'_>) -> String {
    let mut html = Html::new(site);
    html.matrix(matrix);
    html.out
}

/// The date that a page was made for.
pub(crate) fn date(page: &str) -> Option<Date> {
    let (_, after) = page.split_once(DATE)?;
    after.split('"').next()?.parse().ok()
}

/// Checks whether a page leaves out addresses.
pub(crate) fn lacks_contacts(page: &str) -> bool {
    page.contains(WITHOUT_CONTACTS)
}

/// A page that is being written.
struct Html<'s> {
    out: String,
    site: &'s Site,
    /// The sections so far: anchor and title.
    sections: Vec<(String, Line)>,
    /// The anchor of the last party.
    party: String,
}

/// The next block, unless it is a heading of a level or above.
fn next_below(blocks: &mut Peekable<Blocks<'_>>, level: u8) -> Option<Block> {
    blocks.next_if(|block| !matches!(block, Block::Heading(next, _) if *next <= level))
}

/// The anchor of the thing that a line names.
fn name(line: &[Run]) -> Option<&str> {
    line.iter().find_map(|run| if let Meaning::Name(anchor) = &run.meaning { Some(anchor.as_str()) } else { None })
}

impl<'s> Html<'s> {
    const fn new(site: &'s Site) -> Self {
        Self { out: String::new(), site, sections: Vec::new(), party: String::new() }
    }

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
        self.raw(if site.contacts { "" } else { WITHOUT_CONTACTS });
        self.element("title", "", &site.title);
        self.raw("\n<link rel=\"icon\" href=\"");
        self.raw(ICON);
        self.raw("\">\n<style>");
        self.raw(STYLE);
        self.raw("</style>\n</head>\n<body>\n");
    }

    /// Links to the sections so far.
    fn navigation(&mut self) {
        let sections = std::mem::take(&mut self.sections);
        for (first, _) in sections.iter().take(1) {
            self.tag("a", &[("class", "skip"), ("href", &format!("#{first}"))]);
            self.raw("Skip to the content</a>\n");
        }
        self.raw("<header class=\"bar\"><nav aria-label=\"Sections\">");
        for (anchor, title) in sections {
            self.tag("a", &[("href", &format!("#{anchor}"))]);
            self.line(&title);
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

    /// Blocks with their sections: a heading begins one, which ends before the next heading of its level or above. Stops
    /// before a heading that ends the section around them.
    fn blocks(&mut self, blocks: &mut Peekable<Blocks<'_>>, around: u8, in_card: bool) {
        let mut among_cards = false;
        while let Some(block) = next_below(blocks, around).filter(|_| !self.is_too_large()) {
            let Block::Heading(level, title) = block else {
                self.block(&block);
                continue;
            };
            let begins_card = level > 2 && name(&title).is_some();
            if begins_card != among_cards {
                self.raw(if begins_card { "<div class=\"cards\">\n" } else { "</div>\n" });
                among_cards = begins_card;
            }
            self.section(level, &title, blocks, in_card);
        }
        if among_cards {
            self.raw("</div>\n");
        }
    }

    /// A section of the page, a card for a thing of the matrix, or a part of either.
    fn section(&mut self, level: u8, title: &Line, blocks: &mut Peekable<Blocks<'_>>, in_card: bool) {
        match name(title) {
            None => {
                self.raw(if in_card { "<div class=\"part\">" } else { "" });
                self.heading(level, None, title);
                self.blocks(blocks, level, in_card);
                self.raw(if in_card { "</div>\n" } else { "" });
            }
            Some(anchor) if level > 2 => {
                let inside = std::iter::from_fn(|| next_below(blocks, level)).collect();
                self.card(level, anchor, title, inside);
            }
            Some(anchor) => {
                self.begin_section("section", level, anchor, title);
                self.blocks(blocks, level, false);
                self.raw("</section>\n");
            }
        }
    }

    fn card(&mut self, level: u8, anchor: &str, title: &Line, inside: Vec<Block>) {
        let is_rich = inside.iter().any(|block| !matches!(block, Block::Facts(_) | Block::Text(_)));
        let class = format!("{} {}", if is_rich { "card rich" } else { "card" }, self.tone(anchor));
        self.begin_section(&class, level, anchor, title);
        self.raw("<div class=\"body\">\n");
        if inside.is_empty() {
            self.raw("<p class=\"silent\">The matrix says nothing more.</p>\n");
        }
        let inside: Blocks<'_> = Box::new(inside.into_iter());
        self.blocks(&mut inside.peekable(), level, true);
        self.raw("</div>\n</section>\n");
    }

    fn begin_section(&mut self, class: &str, level: u8, anchor: &str, title: &Line) {
        if level == 2 {
            self.sections.push((anchor.to_owned(), title.clone()));
        }
        let id = format!("{anchor}-name");
        self.tag("section", &[("class", class), ("id", anchor), ("aria-labelledby", &id)]);
        self.raw("\n");
        self.heading(level, Some(&id), title);
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
            Block::Fold(title, blocks) => {
                self.raw("<details>");
                self.element("summary", "", title);
                for block in blocks {
                    self.block(block);
                }
                self.raw("</details>\n");
            }
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
mod tests;
