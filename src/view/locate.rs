//! `own where`.

use super::{Block, Columns, Facts, Grid, Page, Pages, Run};
use crate::query::locate::Location;

impl Pages for Location {
    const COLUMNS: Columns = Columns::flat("place path");

    fn one(&self) -> Page {
        let remote = self.remote.as_ref();
        let fetched = remote.map(|remote| match (&remote.commit, &remote.fetched) {
            (Some(commit), Some(at)) => Run::plain(format!("{at}, commit {commit}")),
            _ => Run::caution("never"),
        });
        let path = self.path.as_deref().unwrap_or("the matrix built into the program");
        let compiled = self.compiled.as_ref().map(|compiled| {
            let state = match compiled.current {
                Some(true) => "current, and read instead of the YAML",
                Some(false) => "no longer current: the YAML is read",
                None => "made by hand, and used as it is",
            };
            [&compiled.path, &format!("made {}, {state}", compiled.made)].map(|text| vec![Run::plain(text)]).to_vec()
        });
        let places = Grid::of((1..).zip(&self.considered))
            .column("", |(_, place)| if place.chosen { Run::mark("→") } else { Run::plain("") })
            .column("", |(number, _)| Run::faint(number.to_string()))
            .column("place", |(_, place)| place.place)
            .column("looked at", |(_, place)| Run::plain(place.path.as_deref().unwrap_or_default()))
            .column("outcome", |(_, place)| place.outcome);
        let checkups = self.checkups.iter().fold(Facts::default(), |facts, checkup| {
            let says = if checkup.good { Run::plain(&checkup.says) } else { Run::caution(&checkup.says) };
            let advice = checkup.advice.iter().map(|advice| vec![Run::plain(advice)]);
            facts.fact(checkup.of.as_str(), std::iter::once(vec![says]).chain(advice).collect::<Vec<_>>())
        });
        let heading = Block::Heading(1, vec![Run::strong(path)]);
        let url = remote.map(|remote| remote.url.as_str());
        let compiled = Facts::default().fact("remote", url).fact("fetched", fetched).fact("compiled", compiled).block();
        [heading].into_iter().chain(compiled).chain([places.block()]).chain(checkups.block()).collect()
    }
}
