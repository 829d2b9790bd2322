//! `own onboard`.

use super::show::facts::{self, Facts};
use super::show::section;
use super::{Pages, duties, phrase};
use crate::matrix::Cadence;
use crate::query::around::Relation;
use crate::query::onboard::{AreaCount, Carried, DutyCount, Plan};
use crate::view::columns::{Columns, Rows};
use crate::view::page::{Block, Line, Page, Run};

impl Pages for Plan {
    const COLUMNS: Columns = Columns::of(
        "party=party.id what= week= every= from_date= to_date= item= file=.at.file line=.at.line",
        &[
            Rows::each(
                "weeks.items",
                "what='week' week=weeks.week from_date=weeks.from_date to_date=weeks.to_date item=weeks.items \
                 file=weeks.at.file line=weeks.at.line",
            ),
            Rows::each("training", "what='training' every=.every item=.task"),
        ],
    );

    fn page(plans: &[Self]) -> Page {
        Page { blocks: plans.iter().flat_map(blocks).collect() }
    }
}

fn blocks(plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![facts::heading("onboarding", &plan.party.id, &plan.party.name, "onboarding")];
    blocks.push(facts::part("The first weeks"));
    if plan.weeks.is_empty() {
        blocks.extend(Facts::default().text_or_silence("weeks", None).block());
    }
    blocks.extend(section::weeks(&plan.weeks).block());
    if !plan.training.is_empty() {
        blocks.extend([facts::part("Training that goes on"), duties::table(&plan.training)]);
    }
    for carried in &plan.carries {
        let through = match carried.relation {
            Relation::BelongsTo => format!("What its team carries: {}", carried.party.name),
            Relation::Leads => format!("What the team that it leads carries: {}", carried.party.name),
            Relation::Chairs => format!("What the group that it chairs carries: {}", carried.party.name),
            Relation::Itself => format!("What {} carries", carried.party.name),
        };
        blocks.push(facts::part(&through));
        blocks.extend(self::carried(carried));
    }
    blocks.push(facts::stands_at(&plan.at));
    blocks
}

/// What a party carries; that it carries nothing is said too.
fn carried(carried: &Carried) -> Option<Block> {
    let on_call = carried.on_call.as_ref().map(phrase::on_call);
    let on_call = on_call.as_deref().map(|cover| cover.strip_prefix("on call ").unwrap_or(cover));
    let duties: Vec<String> = carried.duties.iter().map(count).collect();
    let duties = (!duties.is_empty()).then(|| vec![Run::plain(duties.join(", "))]);
    let level =
        |level: &crate::query::card::Named| vec![Run::plain(&level.name), Run::faint(format!("  {}", level.id))];
    let mut about =
        Facts::default().texts("responsibilities", &carried.responsibilities).named("owns", "system", &carried.owns);
    for responsibility in crate::matrix::Responsibility::ALL {
        let of = carried.areas.iter().filter(|areas| areas.responsibility == responsibility);
        about = about.lines(responsibility.as_str(), of.map(areas).collect());
    }
    let about = about
        .lines("duties", duties.into_iter().collect())
        .text("on call", on_call)
        .lines("called at", carried.levels.iter().map(level).collect())
        .block();
    about.or_else(|| Facts::default().text_or_silence("areas and duties", None).block())
}

fn areas(count: &AreaCount) -> Line {
    let names: Vec<&str> = count.areas.iter().map(|area| area.name.as_str()).collect();
    vec![Run::plain(format!("{}: {}", count.system.name, names.join(", ")))]
}

fn count(count: &DutyCount) -> String {
    format!("{} {}", count.count, count.every.map_or("without a cadence", Cadence::as_str))
}
