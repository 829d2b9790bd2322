//! `own diff` and `own rota --against`.

use std::ops::Range;

use super::facts::part;
use super::phrase::{self, one_file};
use super::{Block, Columns, Grid, Line, Page, Pages, Rows, Run, grid, moment};
use crate::matrix::Kind;
use crate::query::Named;
use crate::query::diff::{Change, Concerned, Diff, MovedShift, Moves, Severity, Shortened, Side};
use crate::source::short;

impl Pages for Diff {
    const COLUMNS: Columns = Columns::of(
        "severity= kind= id= name= what= from= to= until= file= line=",
        &[
            Rows::each(
                "changes",
                "severity=.severity kind=.kind id=.id name=.name what=.what from=.from to=.to file=.at.file line=.at.line",
            ),
            Rows::each(
                "shifts",
                "severity='notable' kind='shift' id=.rota.id name=.rota.name what=.from.at until=.until.at from=.was.id to=.is.id",
            ),
        ],
    );

    /// A screen with the first rows of each table; a reader may unfold the others.
    fn one(&self) -> Page {
        let counts = [(self.breaking, "breaking"), (self.notable, "notable"), (self.cosmetic, "cosmetic")];
        let counts: Vec<String> =
            counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let about = if counts.is_empty() { "no change in meaning".to_owned() } else { counts.join(", ") };
        let mut blocks = vec![heading(&self.old, &self.new, about)];
        let one = one_file(self.changes.iter().map(|change| &change.at));
        let mut folds = Vec::new();
        let mut list = |title: Option<&str>, [seen, all]: [usize; 2], table: &dyn Fn(Range<usize>) -> Block| {
            if all > 0 {
                blocks.extend(title.map(part));
                blocks.push(table(0..all.min(seen)));
            }
            if all > seen {
                let title = title.map_or_else(String::new, |title| format!(" · {title}"));
                folds.push(Block::Fold(format!("{} more{title}", all - seen), vec![table(seen..all)]));
            }
        };
        list(None, [10, self.changes.len()], &|range| changes(&self.changes[range], one));
        list(Some("Who must agree"), [5, self.parties.len()], &|range| agree(&self.parties[range]));
        list(Some("Shifts that move"), [5, self.shifts.len()], &|range| shifts(&self.shifts[range]));
        let lines: Vec<Line> = self.shortened.iter().map(shortened).collect();
        blocks.extend((!lines.is_empty()).then_some(Block::Text(lines)));
        blocks.extend(folds);
        blocks.extend(grid::one_file(&self.changes.iter().map(|change| &change.at).collect::<Vec<_>>()));
        blocks
    }
}

impl Pages for Moves {
    const COLUMNS: Columns = Columns::of(
        "rota= party= from= until= was= is=",
        &[Rows::each("shifts", "rota=.rota.id party=.party.id from=.from.at until=.until.at was=.was.id is=.is.id")],
    );

    fn one(&self) -> Page {
        let count = count(self.shifts.len(), "shift moves", "shifts move");
        let heading = heading(&self.old, &self.new, format!("{count} in {} days", self.days));
        [heading].into_iter().chain((!self.shifts.is_empty()).then(|| shifts(&self.shifts))).collect()
    }
}

/// Whose turns move because an order without dates loses somebody.
fn shortened(order: &Shortened) -> Line {
    let name = |who: &Option<Named>| who.as_ref().map_or("nobody", |who| who.name.as_str()).to_owned();
    let today = match &order.today {
        Some(shift) => format!("; today's moves from {} to {}", name(&shift.was), name(&shift.is)),
        None => "; today's stays".to_owned(),
    };
    let (removed, moved) = (phrase::named(&order.removed), phrase::named(&order.moved));
    let text =
        format!("rota {}: without {removed} turns of {moved} move{today}; an order with dates moves none", order.id);
    vec![Run::caution(text)]
}

fn heading(old: &Side, new: &Side, about: String) -> Block {
    let side = |side: &Side| match &side.commit {
        Some(commit) if *commit != side.name => format!("{} ({})", side.name, short(commit)),
        _ => side.name.clone(),
    };
    Block::Heading(1, vec![Run::strong(about), Run::faint(format!("  {} → {}", side(old), side(new)))])
}

pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

fn changes(changes: &[Change], one_file: bool) -> Block {
    let severity = |change: &Change| match change.severity {
        Severity::Breaking => Run::caution(change.severity.as_str()),
        severity => Run::plain(severity.as_str()),
    };
    let what = |change: &Change| match change.what.as_str() {
        "id" => "renamed".to_owned(),
        what => what.to_owned(),
    };
    // An id alone is that of a system or an area.
    let of = |change: &Change| match change.kind {
        Kind::System | Kind::Area => Run::strong(&change.id),
        Kind::Document => Run::strong(change.kind.as_str()),
        kind => Run::strong(format!("{} {}", kind.as_str(), change.id)),
    };
    Grid::of(changes)
        .column("", severity)
        .column("of", of)
        .column("what", what)
        .column("before", |change| phrase::values(&change.from))
        .column("after", |change| phrase::values(&change.to))
        .line(|change| &change.at, one_file)
        .block()
}

fn agree(parties: &[Concerned]) -> Block {
    Grid::of(parties)
        .column("party", |party| Run::strong(&party.name))
        .column("gains?", |party| party.gains.join(", "))
        .column("loses?", |party| party.loses.join(", "))
        .column("reviewers?", |party| [&party.reviewers.github[..], &party.reviewers.gitlab].concat().join(", "))
        .block()
}

fn shifts(shifts: &[MovedShift]) -> Block {
    let who = |who: &Option<Named>| match who {
        Some(who) => Run::strong(&who.name),
        None => Run::caution("nobody"),
    };
    Grid::of(shifts)
        .column("from", |shift| Run::plain(moment::dated(&shift.from)))
        .column("until", |shift| Run::plain(moment::dated(&shift.until)))
        .column("rota", |shift| Run::plain(&shift.rota.name))
        .column("before", |shift| who(&shift.was))
        .column("after", |shift| who(&shift.is))
        .block()
}
