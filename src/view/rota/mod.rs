//! `own rota`.

pub(super) mod ahead;
mod fairness;
mod month;

use std::collections::HashSet;

use super::reach::{Reach, fitting};
use super::{Block, Columns, Facts, Grid, Line, Meaning, Page, Pages, Rows, Run, facts, moment, phrase};
use crate::matrix::{RotaCover, RotaKind};
use crate::query::rota::{MonthCard, OrderCard, RotaCard, RotaPage, Stretch, TurnCard};
use crate::query::{Named, ShiftCard, call};
use month::Shown;

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

    fn one(&self) -> Page {
        let heading =
            |whose: &Named| Block::Heading(1, vec![Run::strong(&whose.name), Run::faint(format!("  {}", whose.id))]);
        let mut blocks: Vec<Block> = self.whose().map(heading).into_iter().collect();
        blocks.push(Block::Text(vec![moment::clock(&self.now)]));
        let mut reach = Reach::new(Some(&self.now));
        let on_call = self.now.parties.iter().filter(|party| !party.on_call.is_empty());
        let mut on_call: Vec<_> = on_call.flat_map(|party| reach.present("on call", party)).collect();
        if on_call.is_empty() {
            on_call = reach.call_then(&self.call);
        }
        blocks.push(Block::Contacts(vec![on_call]));
        match &self.month {
            Some(month) => blocks.extend(self::calendar(self, month, &mut reach)),
            None => blocks.extend(list(self, &mut reach)),
        }
        let of_person =
            |rota: &RotaCard| self.person.as_ref().map(|_| Run::plain(format!("for {}: ", rota.party.name)));
        let about = |rota: &RotaCard| of_person(rota).into_iter().chain(about(rota)).collect::<Line>();
        let facts = Facts::default().fact("kept at", self.link.as_ref().map(Run::mark));
        blocks.extend(self.rotas.iter().fold(facts, |facts, rota| facts.fact(&rota.id, about(rota))).block());
        blocks.push(Block::line(Run::place(phrase::place(&self.at))));
        blocks
    }
}

/// The turns one below the other.
fn list(page: &RotaPage, reach: &mut Reach<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if page.shifts.is_empty() && !page.rotas.is_empty() {
        let next = page.next.as_ref().map(|next| format!("; next {} from {}", next.name, reach.time(&next.from)));
        let until = format!("no turn before {}{}", reach.time(&page.until), next.unwrap_or_default());
        blocks.push(Block::line(Run::caution(until)));
    } else if !page.rotas.is_empty() {
        blocks.push(table(page));
        blocks.extend(next_after(page, reach));
    }
    blocks.extend(holes("Nobody is on call", &page.gaps, reach));
    blocks.extend(holes("Two are on call", &page.overlaps, reach));
    blocks
}

/// Who is next on call, if that is after the turns that are listed.
fn next_after(page: &RotaPage, reach: &Reach<'_>) -> Option<Block> {
    let next =
        page.now.parties.iter().flat_map(|party| &party.next).min_by(|one, other| one.from.at.cmp(&other.from.at))?;
    let is_after = next.from.at >= page.until.at && page.shifts.iter().all(|shift| shift.from.at < next.from.at);
    let name = Run::strong(fitting(&next.name, &next.aliases));
    let line = vec![Run::plain("next "), name, Run::plain(format!(" from {}", reach.time(&next.from)))];
    is_after.then(|| Block::Text(vec![line]))
}

/// A month, and the numbers of everyone in it.
fn calendar(page: &RotaPage, month: &MonthCard, reach: &mut Reach<'_>) -> Vec<Block> {
    let shown = if page.person.is_some() { Shown::Parties } else { Shown::Who };
    let heading = Block::Heading(2, vec![Run::plain(month::title(month))]);
    let mut blocks: Vec<Block> = std::iter::once(heading).chain(month::tables(month, shown)).collect();
    let mut known = HashSet::new();
    let people: Vec<&ShiftCard> = page.shifts.iter().filter(|shift| known.insert(&shift.id)).collect();
    if people.is_empty() {
        blocks.extend(list(page, reach));
    } else if shown == Shown::Who {
        let numbers = numbers(page, people.iter().copied());
        let grid = Grid::of(people.into_iter().zip(&numbers));
        let grid = grid.column("on call", |(shift, _)| Run::strong(fitting(&shift.name, &shift.aliases)));
        blocks.push(grid.column("number?", |(_, number)| number.clone()).block());
    }
    blocks
}

/// Where to reach those who are on call, which appears once for each of them.
fn numbers<'p>(page: &'p RotaPage, shifts: impl IntoIterator<Item = &'p ShiftCard>) -> Vec<Line> {
    let number = |shift: &'p ShiftCard| Some((&shift.id, &call::fastest(&shift.contacts)?.address));
    let first = page.now.parties.iter().flat_map(|party| &party.on_call).filter_map(number);
    let called = page.call.iter().filter_map(|call| Some((&call.party.as_ref()?.id, call.number.as_ref()?)));
    let mut shown: HashSet<(&String, &String)> = first.chain(called).collect();
    let line = |shift: &'p ShiftCard| match call::fastest(&shift.contacts) {
        Some(contact) if shown.insert((&shift.id, &contact.address)) => vec![phrase::address(contact)],
        Some(_) => vec![Run::plain("")],
        None => vec![Run::new(phrase::NOT_SAID, Meaning::Missing)],
    };
    shifts.into_iter().map(line).collect()
}

/// The rule of a rota.
pub(super) fn about(rota: &RotaCard) -> Line {
    let hours = match rota.cover {
        RotaCover::BusinessHours => ", in business hours",
        RotaCover::OffHours => ", outside business hours",
        RotaCover::Weekly => ", at its own hours",
        RotaCover::AroundTheClock => "",
    };
    let zone = rota.zone.as_deref().unwrap_or(&rota.calendar);
    let kind = if rota.rota_kind == RotaKind::Primary { String::new() } else { format!("{}: ", rota.rota_kind) };
    let names = phrase::named(&rota.fallback);
    let fallback = if names.is_empty() { names } else { format!("; otherwise {names}") };
    let until = rota.ends.as_ref().map(|end| format!("; until {}", moment::dated(end))).unwrap_or_default();
    let order = orders(&rota.order);
    vec![Run::plain(format!("{kind}{order}; hand-over {} {zone}{hours}{until}{fallback}", rota.handover))]
}

/// The orders of a rota: `Ada + Bob, Cyd; from 2026-12-07: Ada, Cyd`.
fn orders(orders: &[OrderCard]) -> String {
    let turn = |turn: &TurnCard| turn.who.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(" + ");
    let order = |order: &OrderCard| {
        let from = order.from.as_ref().map(|from| format!("from {from}: ")).unwrap_or_default();
        from + &order.turns.iter().map(turn).collect::<Vec<_>>().join(", ")
    };
    orders.iter().map(order).collect::<Vec<_>>().join("; ")
}

fn table(page: &RotaPage) -> Block {
    let numbers = numbers(page, &page.shifts);
    let several = page.rotas.len() > 1;
    let is_told = |shift: &ShiftCard| several || shift.rank().is_some();
    let rota = |shift: &ShiftCard| if is_told(shift) { shift.ranked_rota() } else { String::new() };
    Grid::of(page.shifts.iter().zip(&numbers))
        .column("from", |(shift, _)| Run::plain(moment::dated(&shift.from)))
        .column("until", |(shift, _)| shift.until.as_ref().map(|until| Run::plain(moment::dated(until))))
        .column("on call", |(shift, _)| Run::strong(fitting(&shift.name, &shift.aliases)))
        .column("number?", |(_, number)| number.clone())
        .column("rota?", |(shift, _)| facts::id(&rota(shift)))
        .notes("why?", |(shift, _)| Run::plain(shift.why().unwrap_or_default()))
        .block()
}

/// Gaps and overlaps that are listed. CSV and JSON have all of them.
const HOLES: usize = 5;

fn holes(what: &str, stretches: &[Stretch], reach: &Reach<'_>) -> Option<Block> {
    let line = |stretch: &Stretch| {
        let span = format!("{} until {}", reach.time(&stretch.from), reach.time(&stretch.until));
        let reason = stretch.reason.as_ref().map(|reason| Run::faint(format!("  {reason}")));
        [Run::caution(format!("{what}: ")), Run::plain(span)].into_iter().chain(reason).collect()
    };
    let more = stretches.len().saturating_sub(HOLES);
    let more = (more > 0).then(|| vec![Run::caution(format!("{what}: ")), Run::plain(format!("{more} more times"))]);
    (!stretches.is_empty()).then(|| Block::Text(stretches.iter().take(HOLES).map(line).chain(more).collect()))
}
