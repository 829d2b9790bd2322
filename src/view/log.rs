//! `own log` and `own blame`.

use super::diff::count;
use super::{Block, Columns, Grid, Line, Meaning, Page, Pages, Rows, Run, moment, phrase};
use crate::matrix::Kind;
use crate::query::Named;
use crate::query::diff::{Blame, Cell, Change, CommitCard, Log, LogEntry};
use crate::source::short;

impl Pages for Log {
    const COLUMNS: Columns = Columns::of(
        "committed= commit= author= email= subject= severity= kind= id= name= what= from= to= file= line=",
        &[Rows::each(
            "commits.changes",
            "committed=commits.committed.at commit=commits.commit author=commits.author email=commits.email subject=commits.subject \
             severity=.severity kind=.kind id=.id name=.name what=.what from=.from to=.to file=.at.file line=.at.line",
        )],
    );

    fn one(&self) -> Page {
        let named: Vec<&Named> = [&self.system, &self.area, &self.party].into_iter().flatten().collect();
        let about: Vec<&str> = named.iter().map(|named| named.name.as_str()).collect();
        let about = if about.is_empty() { "All changes".to_owned() } else { about.join(" · ") };
        let of = self.system.as_ref().map(|system| match &self.area {
            Some(area) => format!("{}/{}", system.id, area.id),
            None => system.id.clone(),
        });
        let id = of.iter().map(|id| Run::faint(format!("  {id}")));
        let count = count(self.commits.len(), "commit changes it", "commits change it");
        let mut blocks = vec![
            Block::Heading(1, [Run::strong(about)].into_iter().chain(id).collect()),
            Block::line(Run::plain(count)),
        ];
        blocks.extend(self.commits.iter().map(|entry| {
            let changes = entry.changes.iter().map(|change| {
                // Its own id may have been another one.
                let is_own = self.area.is_some() && change.kind == Kind::Area;
                change_line(change, if is_own { Some(&change.id) } else { of.as_deref() })
            });
            Block::Text([commit(entry)].into_iter().chain(changes).collect())
        }));
        blocks
    }
}

impl Pages for Blame {
    const COLUMNS: Columns = Columns::of(
        "kind= id= name= what= says= committed= commit= author= email= subject= file= line=",
        &[Rows::each(
            "cells",
            "kind=.kind id=.id name=.name what=.what says=.says committed=.by.committed.at commit=.by.commit author=.by.author \
             email=.by.email subject=.by.subject file=.at.file line=.at.line",
        )],
    );

    fn one(&self) -> Page {
        let heading = vec![Run::strong(&self.name), Run::faint(format!("  {}", self.id))];
        let by = |of: fn(&CommitCard) -> String| move |cell: &Cell| cell.by.as_ref().map_or_else(String::new, of);
        let cell = |cell: &Cell| match cell.id.strip_prefix(&self.id) {
            Some("") | None => cell.what.clone(),
            Some(area) => format!("{} {}", &area[1..], cell.what),
        };
        let table = Grid::of(&self.cells)
            .column("cell", |one| Run::strong(cell(one)))
            .column("says", |cell| phrase::values(&cell.says))
            .column("changed", by(|by| by.committed.shown.get(4..14).unwrap_or_default().to_owned()))
            .column("by", by(|by| by.author.clone()))
            .column("commit", by(|by| short(&by.commit).to_owned()))
            .notes("subject", by(|by| by.subject.clone()));
        [Block::Heading(1, heading)].into_iter().chain(table.in_file(|cell| &cell.at)).collect()
    }
}

/// When, who and why, with the place of the first change in the commit. What the commit removes has a place before it.
fn commit(entry: &LogEntry) -> Line {
    let commit = short(&entry.commit);
    let mut places = entry.changes.iter().map(|change| phrase::place(&change.at));
    let place = places.find(|place| place.starts_with(commit)).unwrap_or_else(|| commit.to_owned());
    let time = Run::strong(moment::dated(&entry.committed));
    let who = Run::plain(format!("  {}: {}", entry.author, entry.subject));
    vec![time, who, Run::place(format!("  {place}"))]
}

/// The cell, and what it is part of unless the page is about that.
fn label(change: &Change, of: Option<&str>) -> String {
    let id = match change.kind {
        Kind::Document => change.kind.as_str().to_owned(),
        Kind::System | Kind::Area => change.id.clone(),
        kind => format!("{} {}", kind.as_str(), change.id),
    };
    let what = if change.what == "id" { "renamed" } else { &change.what };
    match of {
        Some(of) if of == id => what.to_owned(),
        Some(of) if id.starts_with(&format!("{of}/")) => format!("{} {what}", &id[of.len() + 1..]),
        _ => format!("{id} {what}"),
    }
}

fn change_line(change: &Change, of: Option<&str>) -> Line {
    let label = Run::plain(format!("{}: ", label(change, of)));
    let side = |side: &[String]| match side {
        [] => Run::new("–", Meaning::Blank),
        side => Run::plain(phrase::values(side)),
    };
    let sides = match change.what.as_str() {
        "added" => vec![side(&change.to)],
        "removed" => vec![side(&change.from)],
        _ => vec![side(&change.from), Run::faint(" → "), side(&change.to)],
    };
    [vec![label], sides].concat()
}
