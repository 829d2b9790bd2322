//! `own render`: the views of all parts of a matrix, in the order of a document.

pub(crate) use super::matrix::matrix;
use super::page::Site;
use super::part::{capital, part};
use super::show::{self, Setting, change, duty, escalation, on_call, party, section, system};
use super::{Block, Blocks, Grid, Line, Meaning, Pages, Run, anchor, moment, rota};
use crate::limits::PAGE_ROWS;
use crate::matrix::{DutyKind, Kind};
use crate::query::show::{CheckSetting, DocumentPage, DocumentParts, DutyPage, PolicyPage};

/// The kinds of parties and their headings.
const PARTIES: [(Kind, &str); 6] = [
    (Kind::Group, "Groups"),
    (Kind::Team, "Teams"),
    (Kind::Role, "Roles"),
    (Kind::Person, "People"),
    (Kind::Organisation, "Organisations"),
    (Kind::Placeholder, "Placeholders"),
];

/// Kinds of global duties and their headings, by section.
const SERVICE: [(DutyKind, &str); 3] =
    [(DutyKind::Monitoring, "Monitoring"), (DutyKind::Report, "Reporting"), (DutyKind::Operation, "Operations")];
const TRAINING: [(DutyKind, &str); 4] = [
    (DutyKind::Training, "Ongoing Training"),
    (DutyKind::Documentation, "Documentation Responsibilities"),
    (DutyKind::Knowledge, "Knowledge Sharing"),
    (DutyKind::Meeting, "Meetings"),
];
const AUDITS: [(DutyKind, &str); 3] = [
    (DutyKind::InternalAudit, "Internal Audit"),
    (DutyKind::ExternalAudit, "External Audit"),
    (DutyKind::Audit, "Audit Responsibilities"),
];

/// The document as text. It depends on the matrix and its commit alone, not on the clock, so that it can be compared.
pub(crate) fn text<'d>(document: &'d DocumentParts<'_>) -> impl Iterator<Item = Block> + 'd {
    let mut about = document.document.clone();
    if let Some(review) = &mut about.review {
        review.state = None;
    }
    let title = Block::Heading(1, vec![Run::plain(title(document))]);
    let as_of =
        document.as_of.as_ref().map(|as_of| Block::Text(vec![vec![Run::plain(capital(&moment::commit(as_of)))]]));
    let blocks =
        std::iter::once(title).chain(as_of).chain(self::about(&about)).chain(sections(document, Setting::Text));
    blocks.map(|mut block| {
        plain_heading(std::slice::from_mut(&mut block));
        block.split_lines()
    })
}

/// The document as a page for a browser: the matrix comes first, and what is missing last.
pub(crate) fn site_blocks<'d>(document: &'d DocumentParts<'_>) -> Blocks<'d> {
    let gaps = document.coverage.iter().flat_map(|coverage| part(coverage.one(), 2));
    let warnings: Vec<_> = document.warnings.iter().map(super::in_full).collect();
    let warnings = (!warnings.is_empty()).then_some(Block::Text(warnings));
    let blocks = sections(document, Setting::Site)
        .chain(section("gaps", "Gaps", gaps))
        .chain(section("caveats", "What to know", warnings.into_iter()))
        .chain(about(&document.document));
    Box::new(blocks.map(Block::split_lines))
}

/// The page around it.
pub(crate) fn site(document: &DocumentParts<'_>) -> Site {
    let anchors = document.headed().map(|(kind, id)| anchor(kind, id));
    Site {
        title: title(document).to_owned(),
        about: subtitle(document),
        date: document.today.clone(),
        contacts: true,
        notice: notice(document),
        foot: format!(
            "Made by `own render html` from {} for {}. A dash means that the matrix doesn't say.",
            document.files.join(", "),
            document.today
        ),
        tones: document.teams().map(|(id, team)| (anchor("party", id), team)).collect(),
        anchors: anchors.chain(["gaps", "caveats"].map(str::to_owned)).collect(),
    }
}

fn title<'d>(document: &'d DocumentParts<'_>) -> &'d str {
    document.document.title.as_deref().unwrap_or("Ownership and Responsibility Matrix")
}

fn subtitle(document: &DocumentParts<'_>) -> Vec<String> {
    let about = &document.document;
    let edition = about.edition.as_ref().map(|edition| format!("version {edition}"));
    let updated = about.updated.as_ref().map(|updated| format!("updated {updated}"));
    let said = [about.organisation.clone(), edition, updated, about.classification.clone()];
    let as_of = document.as_of.as_ref().map(moment::commit);
    said.into_iter().flatten().chain(as_of).chain([format!("as of {}", document.today)]).collect()
}

/// Key facts, with links to more.
fn notice(document: &DocumentParts<'_>) -> Vec<Line> {
    let gaps = document.coverage.as_ref().map_or(0, |coverage| coverage.missing.len());
    let warnings = &document.warnings;
    let review = warnings.first().filter(|first| first.code.as_str().starts_with("review-"));
    let review = review.map(|review| Run::strong(format!("{}.", capital(&review.message))));
    let more = (!warnings.is_empty()).then(|| Run::link(format!("What to know ({})", warnings.len()), "caveats"));
    let or_more = if gaps == PAGE_ROWS { " or more" } else { "" };
    let gaps = (gaps > 0).then(|| Run::link(format!("Gaps ({gaps}{or_more})"), "gaps"));
    review.into_iter().chain(more).chain(gaps).map(|run| vec![run]).collect()
}

fn about<'d>(document: &DocumentPage) -> Blocks<'d> {
    let blocks = part(show::document::blocks(document), 2);
    section("document", "Document", blocks.into_iter().filter(|block| !matches!(block, Block::Heading(..))))
}

fn sections<'d>(document: &'d DocumentParts<'_>, setting: Setting) -> Blocks<'d> {
    let parties = PARTIES.into_iter().flat_map(move |(kind, title)| {
        let blocks = move |page| member(party::blocks(&page, setting), 3, setting).into_iter();
        let blocks = move |page| blocks(page).map(move |block| block.shortened(setting.lines()));
        below(title, document.pages.parties(kind).flat_map(blocks))
    });
    let systems = document.pages.systems(setting == Setting::Text);
    let systems = systems.flat_map(move |page| thing(system::blocks(&page, setting), 2, setting));
    let channels = document.channels.iter().flat_map(move |page| member(section::channel(page), 3, setting));
    let policies = document.policies.iter().flat_map(move |page| policy(page, setting));
    let escalation = policies.chain(below("Communication Channels", channels));
    let ahead = if setting == Setting::Site { rota::ahead::blocks(&document.ahead()) } else { Vec::new() };
    let rotas = document.rotas.iter().flat_map(move |page| member(on_call::rota(page), 3, setting));
    let calendars = document.calendars.iter().flat_map(move |page| member(on_call::calendar(page), 3, setting));
    let categories = document.changes.iter().flat_map(move |page| thing(change::category(page), 3, setting));
    let steps = document.steps.iter().flat_map(move |page| thing(change::step(page), 3, setting));
    let promised = document.promised.iter().flat_map(|promised| part(promised.one(), 1));
    let weeks = section::weeks(&document.weeks).block().into_iter().collect();
    let sections = [
        section("parties", "Organisation", parties),
        section("systems", "Systems", systems),
        section("escalation", "Escalation", escalation),
        section(
            "on-call",
            "On Call",
            below("Shifts", ahead.into_iter()).chain(below("Rotas", rotas)).chain(below("Calendars", calendars)),
        ),
        section("changes", "Changes", below("Change Categories", categories).chain(below("Change Process", steps))),
        section("service-levels", "Service Levels", promised.chain(duties(document, &SERVICE))),
        section(
            "training",
            "Training",
            below("New Team Members", part(weeks, 0).into_iter()).chain(duties(document, &TRAINING)),
        ),
        section("audits", "Audits", duties(document, &AUDITS)),
        section("checks", "Checks", checks(&document.checks).into_iter()),
    ];
    Box::new(sections.into_iter().flatten())
}

/// Severities of rules, and findings that are accepted.
fn checks(settings: &[CheckSetting]) -> Vec<Block> {
    let grid = Grid::of(settings)
        .column("rule", |setting| Run::strong(setting.rule))
        .column("in?", |setting| &setting.item)
        .column("says", |setting| &setting.says);
    part(vec![grid.line(|setting| &setting.at, true).block()], 0)
}

fn policy(page: &PolicyPage, setting: Setting) -> Vec<Block> {
    if setting == Setting::Site {
        return part(escalation::policy(page), 2);
    }
    let levels = page.levels.iter().flat_map(|level| member(escalation::level(level), 3, setting));
    let about = escalation::about_policy(page).below(escalation::heading(page), None);
    member(about, 2, setting).into_iter().chain(levels).collect()
}

fn duties<'d>(document: &'d DocumentParts<'_>, kinds: &'static [(DutyKind, &str)]) -> Blocks<'d> {
    let table = |(kind, title): &(DutyKind, &'static str)| {
        let of_kind: Vec<&DutyPage> = document.duties.iter().filter(|duty| duty.duty_kind == *kind).collect();
        below(title, part(duty::table(of_kind, duty::Of::Kind, None).into_iter().collect(), 0).into_iter())
    };
    Box::new(kinds.iter().flat_map(table))
}

/// A section that the navigation shows; nothing if it is empty.
fn section<'d>(anchor: &str, title: &str, blocks: impl Iterator<Item = Block> + 'd) -> Blocks<'d> {
    under(Block::Heading(2, vec![Run::new(title, Meaning::Name(anchor.to_owned()))]), blocks)
}

/// A part of a section; nothing if it is empty.
fn below<'d>(title: &str, blocks: impl Iterator<Item = Block> + 'd) -> Blocks<'d> {
    under(Block::Heading(3, vec![Run::plain(title)]), blocks)
}

fn under<'d>(heading: Block, blocks: impl Iterator<Item = Block> + 'd) -> Blocks<'d> {
    let mut blocks = blocks.peekable();
    let heading = blocks.peek().is_some().then_some(heading);
    Box::new(heading.into_iter().chain(blocks))
}

/// A thing as a part of the document. In text its heading is a name alone, which other documents can link to: its kind
/// is a fact below.
fn thing(blocks: Vec<Block>, deeper: u8, setting: Setting) -> Vec<Block> {
    let mut blocks = part(blocks, deeper);
    if setting == Setting::Text
        && let Some(aside) = plain_heading(&mut blocks)
        && !aside.is_empty()
    {
        let kind = ("Kind".to_owned(), vec![aside]);
        match blocks.get_mut(1) {
            Some(Block::Facts(facts)) => facts.insert(0, kind),
            _ => blocks.insert(1, Block::Facts(vec![kind])),
        }
    }
    blocks
}

/// A thing whose kind is what the section is about.
fn member(blocks: Vec<Block>, deeper: u8, setting: Setting) -> Vec<Block> {
    let mut blocks = part(blocks, deeper);
    if setting == Setting::Text {
        plain_heading(&mut blocks);
    }
    blocks
}

/// Reduces the first heading to its name; returns the rest of it.
fn plain_heading(blocks: &mut [Block]) -> Option<Line> {
    let Some(Block::Heading(_, line)) = blocks.first_mut() else { return None };
    let plain = |line: Line| {
        line.into_iter().map(|run| Run::plain(run.text.trim())).filter(|run| !run.text.is_empty()).collect()
    };
    let aside = line.split_off(line.len().min(1));
    *line = plain(std::mem::take(line));
    Some(plain(aside))
}
