//! `own rota`.

use super::facts::Facts;
use super::grid::Grid;
use super::{Pages, moment, phrase};
use crate::matrix::RotaCover;
use crate::on_call::Layer;
use crate::query::card::Named;
use crate::query::moment::{ShiftCard, TimeCard};
use crate::query::rota::{RotaCard, RotaPage, Stretch};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Line, Page, Run};

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
    let of_person = |rota: &RotaCard| page.person.as_ref().map(|_| Run::plain(format!("for {}: ", rota.party.name)));
    let about = |rota: &RotaCard| of_person(rota).into_iter().chain(about(rota)).collect::<Line>();
    let facts = Facts::default().fact("from", span).fact("times in", zones);
    let facts = facts.fact("kept at", page.link.as_ref().map(Run::mark));
    blocks.extend(page.rotas.iter().fold(facts, |facts, rota| facts.fact(&rota.id, about(rota))).block());
    if page.shifts.is_empty() && page.person.is_some() {
        blocks.push(Block::line(Run::caution("not on call in this time")));
    } else if !page.rotas.is_empty() {
        blocks.push(table(page));
    }
    blocks.extend(holes("Nobody is on call", &page.gaps));
    blocks.extend(holes("Two are on call", &page.overlaps));
    blocks.push(Block::line(Run::faint(phrase::place(&page.at))));
    blocks
}

/// The rule of a rota.
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
    let why = |shift: &ShiftCard| match (&shift.reason, shift.layer) {
        (Some(reason), layer) => format!("{layer}: {reason}"),
        (None, Layer::Rule) => String::new(),
        (None, layer) => layer.to_string(),
    };
    Grid::of(&page.shifts)
        .column("from", |shift| times(&shift.from))
        .column("until", |shift| times(&shift.until))
        .column("on call", |shift| Run::strong(&shift.name))
        .column("reached by", |shift| shift.contacts.first().map(phrase::address))
        .column("rota", |shift| Run::faint(&shift.rota))
        .column("why", |shift| Run::plain(why(shift)))
        .block()
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
