//! Coverage by system, and what is missing.

use super::super::grid::one_file;
use super::super::{Block, Columns, Grid, Line, Page, Pages, Run, facts, phrase};
use super::{bar, columns, count, hours, load, rotas};
use crate::query::gaps::{Confirmed, Coverage, Covered, Figures, Lack, Missing, Owned, Tally, Tier, Why};
use crate::query::{At, Named};

impl Pages for Coverage {
    const COLUMNS: Columns = columns::COVERAGE;

    fn one(&self) -> Page {
        let places: Vec<&At> = self.missing.iter().map(|missing| &missing.at).chain(hours::places(self)).collect();
        let same_file = phrase::one_file(places.iter().copied());
        let mut blocks = vec![heading(self)];
        blocks.extend(table(self));
        blocks.push(owned(&self.owned, &self.tiers));
        blocks.extend(self.confirmed.as_ref().map(confirmed));
        blocks.extend(without_areas(&self.systems));
        blocks.push(facts::part("What is missing"));
        blocks.push(missing(&self.missing, same_file));
        blocks.push(facts::part("Who is responsible for how much"));
        blocks.push(load::block(&self.parties));
        blocks.extend(hours::blocks(self, same_file));
        blocks.extend(rotas::blocks(self));
        blocks.extend(one_file(&places));
        blocks
    }
}

fn heading(coverage: &Coverage) -> Block {
    let areas = match &coverage.total {
        Some(figures) => count(figures.areas, "area", "areas"),
        None => "no areas".to_owned(),
    };
    let with_areas = coverage.systems.iter().filter(|system| system.coverage.is_some()).count();
    let of = match coverage.systems.len() {
        1 => String::new(),
        systems => format!(" in {with_areas} of {systems} systems"),
    };
    let (name, id) = match &coverage.system {
        Some(system) => (system.name.as_str(), format!("{}, ", system.id)),
        None => ("All systems", String::new()),
    };
    Block::Heading(1, vec![Run::strong(name), Run::faint(format!("  {id}{areas}{of}"))])
}

/// A line for each column of each system, and for all systems together where there are several.
fn table(coverage: &Coverage) -> Option<Block> {
    let total = coverage.total.as_ref()?;
    let systems = coverage.systems.iter().filter_map(|system| Some((system.id.clone(), system.coverage.as_ref()?)));
    let systems: Vec<(String, &Figures)> = systems.collect();
    let tiers = coverage.tiers.iter().filter_map(|tier| Some((tier_name(tier), tier.coverage.as_ref()?)));
    let all = (systems.len() > 1).then(|| ("in all".to_owned(), total));
    // Named in each row, so that a line that `grep` finds says whose it is.
    let rows = systems.into_iter().chain(tiers).chain(all).flat_map(|(name, figures)| {
        let accountable = (total.accountable.nobody < total.areas).then_some(("accountable", &figures.accountable));
        let cells =
            [("primary", &figures.primary), ("secondary", &figures.secondary), ("escalation", &figures.escalation)];
        cells.into_iter().chain(accountable).map(move |(what, tally)| (name.clone(), figures, what, tally))
    });
    let rows: Vec<_> = rows.collect();
    let table = Grid::of(&rows)
        .column("system", |(name, _, what, _)| if *what == "primary" { Run::strong(name) } else { Run::faint(name) })
        .column("areas with", |(_, _, what, _)| *what)
        .column("how many", |(_, figures, _, tally)| bar::part_of(tally.named, figures.areas, total.areas))
        .column("instead?", |(_, figures, what, tally)| {
            instead(tally, if *what == "escalation" { figures.approval_instead } else { 0 })
        });
    Some(table.block())
}

/// Shown in place of a missing party.
fn instead(tally: &Tally, approvals: usize) -> Vec<Line> {
    let mut line = Vec::new();
    if tally.placeholder > 0 {
        line.push(Run::caution(count(tally.placeholder, "placeholder", "placeholders")));
    }
    if approvals > 0 {
        let comma = if line.is_empty() { "" } else { ", " };
        line.push(Run::plain(format!("{comma}{}", count(approvals, "approval", "approvals"))));
    }
    vec![line]
}

/// "tier 1".
fn tier_name(tier: &Tier) -> String {
    tier.tier.map_or_else(|| "without a tier".to_owned(), |tier| format!("tier {tier}"))
}

/// "owned: 1 of 3 (tier 1: 1 of 1, without a tier: 0 of 2); without an owner: desk, lamp".
fn owned(owned: &Owned, tiers: &[Tier]) -> Block {
    let mut line = vec![Run::plain(format!("owned: {} of {}", owned.owned, owned.systems))];
    let tiers: Vec<String> =
        tiers.iter().map(|tier| format!("{}: {} of {}", tier_name(tier), tier.owned, tier.systems)).collect();
    if !tiers.is_empty() {
        line.push(Run::plain(format!(" ({})", tiers.join(", "))));
    }
    if !owned.without.is_empty() {
        line.push(Run::caution(format!("; without an owner: {}", ids(&owned.without))));
    }
    Block::Text(vec![line])
}

/// "confirmed: 3 of 12 rows, 25 %; `own attest --due` lists the others".
fn confirmed(confirmed: &Confirmed) -> Block {
    let Confirmed { rows, fresh, .. } = confirmed;
    let others = if fresh < rows { "; `own attest --due` lists the others" } else { "" };
    Block::line(Run::plain(format!("confirmed: {fresh} of {}{others}", count(*rows, "row", "rows"))))
}

fn ids<'n>(named: impl IntoIterator<Item = &'n Named>) -> String {
    named.into_iter().map(|named| named.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Systems without a share: one line for those without areas, and one for each whose children have some.
fn without_areas(systems: &[Covered]) -> Option<Block> {
    let without = systems.iter().filter(|system| system.coverage.is_none());
    let (bare, parents): (Vec<&Covered>, Vec<&Covered>) =
        without.partition(|system| system.parts_with_areas.is_empty());
    let mut lines: Vec<Line> = Vec::new();
    if !bare.is_empty() {
        lines.push(vec![Run::caution(format!("without areas: {}", ids(bare.iter().map(|system| &system.base))))]);
    }
    lines.extend(parents.into_iter().map(|system| {
        let children = format!(" has no areas of its own; its children have: {}", ids(&system.parts_with_areas));
        vec![Run::strong(&system.id), Run::plain(children)]
    }));
    (!lines.is_empty()).then_some(Block::Text(lines))
}

/// A line for each thing that is missing.
fn missing(missing: &[Missing], one_file: bool) -> Block {
    if missing.is_empty() {
        let nothing = "nothing: every area has a primary, a secondary and an escalation contact";
        return Block::line(Run::plain(nothing));
    }
    let lacks = missing.iter().flat_map(|missing| missing.lacks.iter().map(move |lack| (missing, lack)));
    Grid::of(lacks)
        .column("system", |(missing, _)| Run::strong(&missing.system.id))
        .column("area", |(missing, _)| missing.area.as_ref().map_or(Run::faint("–"), |area| Run::plain(&area.name)))
        .column("missing", |(_, lack)| lack.what)
        .column("what there is", |(_, lack)| named(lack))
        .line(|(missing, _)| &missing.at, one_file)
        .block()
}

fn named(lack: &Lack) -> Run {
    match lack.why {
        Why::Placeholder => Run::caution(format!("placeholder: {}", phrase::named(&lack.instead))),
        Why::ApprovalInstead => Run::plain(format!("approval: {}", phrase::named(&lack.instead))),
        Why::Nobody => Run::caution(Why::Nobody),
    }
}
