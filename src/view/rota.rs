//! `own rota`.

use super::facts::{self, Facts};
use super::grid::Grid;
use super::reach::Reach;
use super::{Pages, moment, phrase};
use crate::matrix::RotaCover;
use crate::on_call::Layer;
use crate::query::call;
use crate::query::card::Named;
use crate::query::moment::ShiftCard;
use crate::query::rota::{RotaCard, RotaPage, Stretch};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Line, Meaning, Page, Run};

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
    blocks.push(Block::Text(vec![moment::clock(&page.now)]));
    let mut reach = Reach::new(Some(&page.now));
    let on_call = page.now.parties.iter().filter(|party| !party.on_call.is_empty());
    let mut on_call: Vec<_> = on_call.flat_map(|party| reach.present("on call", party)).collect();
    if on_call.is_empty() {
        on_call = reach.call_then(&page.call);
    }
    blocks.push(Block::Contacts(vec![on_call]));
    if page.shifts.is_empty() && !page.rotas.is_empty() {
        let next = page.next.as_ref().map(|next| format!("; next {} from {}", next.name, reach.time(&next.from)));
        let until = format!("no turn before {}{}", reach.time(&page.until), next.unwrap_or_default());
        blocks.push(Block::line(Run::caution(until)));
    } else if !page.rotas.is_empty() {
        blocks.push(table(page, &mut reach));
    }
    blocks.extend(holes("Nobody is on call", &page.gaps, &reach));
    blocks.extend(holes("Two are on call", &page.overlaps, &reach));
    let of_person = |rota: &RotaCard| page.person.as_ref().map(|_| Run::plain(format!("for {}: ", rota.party.name)));
    let about = |rota: &RotaCard| of_person(rota).into_iter().chain(about(rota)).collect::<Line>();
    let facts = Facts::default().fact("kept at", page.link.as_ref().map(Run::mark));
    blocks.extend(page.rotas.iter().fold(facts, |facts, rota| facts.fact(&rota.id, about(rota))).block());
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

fn table(page: &RotaPage, reach: &mut Reach<'_>) -> Block {
    let why = |shift: &ShiftCard| match (&shift.reason, shift.layer) {
        (Some(reason), layer) => format!("{layer}: {reason}"),
        (None, Layer::Rule) => String::new(),
        (None, layer) => layer.to_string(),
    };
    let number = |shift: &ShiftCard, reach: &mut Reach<'_>| match call::fastest(&shift.contacts) {
        Some(contact) => reach.address(Some(contact)),
        None => vec![Run::new(phrase::NOT_SAID, Meaning::Missing)],
    };
    let numbers: Vec<Line> = page.shifts.iter().map(|shift| number(shift, reach)).collect();
    let several = page.rotas.len() > 1;
    // A number appears once, so a cell may be empty.
    let cell = |number: &Line| if number.is_empty() { vec![Run::plain("")] } else { number.clone() };
    Grid::of(page.shifts.iter().zip(&numbers))
        .column("from", |(shift, _)| Run::plain(moment::dated(&shift.from)))
        .column("until", |(shift, _)| Run::plain(moment::dated(&shift.until)))
        .column("on call", |(shift, _)| Run::strong(&shift.name))
        .column("number?", |(_, number)| cell(number))
        .column("rota?", |(shift, _)| facts::id(if several { &shift.rota } else { "" }))
        .notes("why?", |(shift, _)| Run::plain(why(shift)))
        .block()
}

fn holes(what: &str, stretches: &[Stretch], reach: &Reach<'_>) -> Option<Block> {
    let line = |stretch: &Stretch| {
        let span = format!("{} until {}", reach.time(&stretch.from), reach.time(&stretch.until));
        vec![Run::caution(format!("{what}: ")), Run::plain(span)]
    };
    (!stretches.is_empty()).then(|| Block::Text(stretches.iter().map(line).collect()))
}
