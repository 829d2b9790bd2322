//! `own rota`.

use super::{Pages, moment, phrase};
use crate::matrix::RotaCover;
use crate::on_call::Layer;
use crate::query::card::Named;
use crate::query::moment::{ShiftCard, TimeCard};
use crate::query::rota::{RotaCard, RotaPage, Stretch};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Line, Page, Run, Table};

impl Pages for RotaPage {
    const COLUMNS: Columns = Columns::of(
        "what= party=party.id|person.id rota= from=.from.at until=.until.at id= name= kind= layer= reason= address= \
         placeholder= file=at.file line=at.line",
        &[
            Rows::each(
                "shifts",
                "what='shift' rota=.rota id=.id name=.name kind=.kind layer=.layer reason=.reason \
                 address=.contacts.0.address placeholder=.contacts.0.placeholder file=.at.file line=.at.line",
            ),
            Rows::each("gaps", "what='gap'"),
            Rows::each("overlaps", "what='overlap'"),
        ],
    );

    fn page(pages: &[Self]) -> Page {
        Page { blocks: pages.iter().flat_map(one).collect() }
    }
}

fn one(page: &RotaPage) -> Vec<Block> {
    let heading =
        |whose: &Named| Block::Heading(1, vec![Run::strong(&whose.name), Run::faint(format!("  {}", whose.id))]);
    let mut blocks: Vec<Block> = page.whose().map(heading).into_iter().collect();
    let zones = match &page.reader_zone {
        Some(reader) => format!("{} ({reader})", page.zone),
        None => page.zone.clone(),
    };
    let span = format!("{} until {}", moment::time(&page.from), moment::time(&page.until));
    let mut facts = vec![("from".to_owned(), vec![vec![Run::plain(span)]])];
    facts.push(("times in".to_owned(), vec![vec![Run::plain(zones)]]));
    facts.extend(page.link.iter().map(|link| ("kept at".to_owned(), vec![vec![Run::mark(link)]])));
    let of_person = |rota: &RotaCard| page.person.as_ref().map(|_| Run::plain(format!("for {}: ", rota.party.name)));
    let about = |rota: &RotaCard| of_person(rota).into_iter().chain(about(rota)).collect();
    facts.extend(page.rotas.iter().map(|rota| (rota.id.clone(), vec![about(rota)])));
    blocks.push(Block::Facts(facts));
    if page.shifts.is_empty() && page.person.is_some() {
        blocks.push(Block::Text(vec![vec![Run::caution("not on call in this time")]]));
    } else if !page.rotas.is_empty() {
        blocks.push(table(page));
    }
    blocks.extend(holes("Nobody is on call", &page.gaps));
    blocks.extend(holes("Two are on call", &page.overlaps));
    blocks.push(Block::Text(vec![vec![Run::faint(phrase::place(&page.at))]]));
    blocks
}

/// What the rule of a rota is.
pub(super) fn about(rota: &RotaCard) -> Line {
    let order = rota.order.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ");
    let hours = match rota.cover {
        RotaCover::BusinessHours => ", in business hours",
        RotaCover::Weekly => ", at its own hours",
        RotaCover::AroundTheClock => "",
    };
    let zone = rota.zone.as_deref().unwrap_or(&rota.calendar);
    vec![Run::plain(format!("{order}; hand-over {} {zone}{hours}", rota.handover))]
}

fn table(page: &RotaPage) -> Block {
    let header = ["from", "until", "on call", "reached by", "rota", "why"].map(str::to_owned).into();
    let row = |shift: &ShiftCard| {
        let cell = |run: Run| vec![vec![run]];
        let address = shift.contacts.first().map_or(Run::faint("–"), phrase::address);
        let why = match (&shift.reason, shift.layer) {
            (Some(reason), layer) => format!("{layer}: {reason}"),
            (None, Layer::Rule) => String::new(),
            (None, layer) => layer.to_string(),
        };
        vec![
            times(&shift.from),
            times(&shift.until),
            cell(Run::strong(&shift.name)),
            cell(address),
            cell(Run::faint(&shift.rota)),
            cell(Run::plain(why)),
        ]
    };
    Block::Table(Table { header, rows: page.shifts.iter().map(row).collect() })
}

/// A time in the zone of the answer, and below it that of the reader.
fn times(time: &TimeCard) -> Vec<Line> {
    let reader = time.reader.iter().map(|reader| vec![Run::faint(format!("({reader})"))]);
    std::iter::once(vec![Run::plain(&time.shown)]).chain(reader).collect()
}

fn holes(what: &str, stretches: &[Stretch]) -> Option<Block> {
    let line = |stretch: &Stretch| {
        let span = format!("{} until {}", moment::time(&stretch.from), moment::time(&stretch.until));
        vec![Run::caution(format!("{what}: ")), Run::plain(span)]
    };
    (!stretches.is_empty()).then(|| Block::Text(stretches.iter().map(line).collect()))
}
