//! The shifts of every party on a page for a browser. Its script finds those of the reader's moment by their times.

use super::super::{Block, Grid, Line, Meaning, Run, anchor, facts, moment, phrase};
use super::month::{self, Shown};
use crate::query::rota::{Ahead, PartyAhead};
use crate::query::{ShiftCard, TimeCard, call};

/// The shifts of the parties, one party below the other.
pub(crate) fn blocks(ahead: &Ahead) -> Vec<Block> {
    let more = (ahead.omitted > 0).then(|| {
        let count = ahead.omitted;
        Block::line(Run::faint(format!(
            "Too many rotas for a page: {count} more parties have shifts, which `own rota NAME` shows."
        )))
    });
    ahead.parties.iter().flat_map(party).chain(more).collect()
}

fn party(of: &PartyAhead) -> Vec<Block> {
    let time = |time: &TimeCard| Run::new(moment::dated(time), Meaning::Time(time.at.clone()));
    let number = |shift: &ShiftCard| call::fastest(&shift.contacts).map(phrase::address).into_iter().collect::<Line>();
    let is_told = |shift: &ShiftCard| of.has_rotas || shift.rank().is_some();
    let rota = |shift: &ShiftCard| if is_told(shift) { shift.ranked_rota() } else { String::new() };
    let table = Grid::of(&of.shifts)
        .column("From", |shift| time(&shift.from))
        .column("Until", |shift| shift.until.as_ref().map(time))
        .column("On call", |shift| Run::strong(&shift.name))
        .column("Number?", number)
        .column("Rota?", |shift| facts::id(&rota(shift)))
        .column("Why?", |shift| Run::plain(shift.why().unwrap_or_default()))
        .block();
    let heading = Block::Heading(4, vec![Run::link(&of.party.name, anchor("party", &of.party.id))]);
    let more = match of.omitted {
        0 => String::new(),
        count => format!(" {count} more follow: `own rota {} --days 90`.", of.party.id),
    };
    let note = Block::line(Run::faint(format!("Times in {}.{more}", of.zone)));
    let months = of.months.iter().map(|of| Block::Fold(month::title(of), month::tables(of, Shown::Who)));
    [heading, note, table].into_iter().chain(months).collect()
}
