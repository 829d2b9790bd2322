//! `own rota --fairness`.

use super::super::{Block, Columns, Facts, Grid, Page, Pages, Rows, Run, facts, moment, phrase};
use super::about;
use crate::query::rota::Fairness;

impl Pages for Fairness {
    const COLUMNS: Columns = Columns::of(
        "id= name= hours= nights= weekends= holidays= from=from.at until=until.at",
        &[Rows::each("people", "id=.id name=.name hours=.hours nights=.nights weekends=.weekends holidays=.holidays")],
    );

    fn one(&self) -> Page {
        let heading = Block::Heading(1, vec![Run::strong(&self.of.name), Run::faint(format!("  {}", self.of.id))]);
        let span = format!("{} until {}", moment::dated(&self.from), moment::dated(&self.until));
        let table = Grid::of(&self.people)
            .column("on call", |person| Run::strong(&person.name))
            .column("id", |person| facts::id(&person.id))
            .column("hours", |person| Run::plain(person.hours.to_string()))
            .column("nights", |person| Run::plain(person.nights.to_string()))
            .column("weekends", |person| Run::plain(person.weekends.to_string()))
            .column("holidays", |person| Run::plain(person.holidays.to_string()))
            .block();
        let rotas = self.rotas.iter().fold(Facts::default(), |facts, rota| facts.fact(&rota.id, about(rota)));
        let foot = Block::line(Run::place(phrase::place(&self.at)));
        [heading, Block::line(Run::plain(span)), table].into_iter().chain(rotas.block()).chain([foot]).collect()
    }
}
