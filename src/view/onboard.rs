//! `own onboard`.

use super::show::{Setting, party, section};
use super::{Block, Columns, Facts, Line, Page, Pages, Rows, Run, duties, facts, phrase};
use crate::matrix::{Cadence, Responsibility};
use crate::query::onboard::{AreaCount, Carried, DutyCount, Plan};
use crate::query::{Named, Relation};

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

    fn one(&self) -> Page {
        let mut blocks = vec![facts::heading("onboarding", &self.party.id, &self.party.name, "onboarding")];
        blocks.push(facts::part("The first weeks"));
        blocks.extend(section::weeks(&self.weeks).block().or_else(|| Facts::default().missing("weeks").block()));
        if !self.training.is_empty() {
            blocks.extend([
                facts::part("Recurring training"),
                duties::grid(&self.training).on_page_of(&self.at, |duty| &duty.at),
            ]);
        }
        for carried in &self.carries {
            let through = match carried.relation {
                Relation::Holds => format!("Responsibilities as {}", carried.party.name),
                Relation::BelongsTo => format!("Responsibilities of its team: {}", carried.party.name),
                Relation::Leads => format!("Responsibilities of the team that it leads: {}", carried.party.name),
                Relation::Chairs => format!("Responsibilities of the group that it chairs: {}", carried.party.name),
                Relation::Itself => format!("Responsibilities of {}", carried.party.name),
            };
            blocks.push(facts::part(&through));
            blocks.extend(self::carried(carried));
        }
        blocks.push(facts::stands_at(&self.at));
        blocks
    }
}

/// Responsibilities of a party, or that it has none.
fn carried(carried: &Carried) -> Option<Block> {
    let on_call = carried.on_call.as_ref().map(phrase::on_call);
    let on_call = on_call.as_deref().map(|cover| cover.strip_prefix("on call ").unwrap_or(cover));
    let level = |level: &Named| vec![Run::plain(&level.name), Run::faint(format!("  {}", level.id))];
    let about =
        Facts::default().fact("responsibilities", &carried.responsibilities).named("owns", "system", &carried.owns);
    let about = Responsibility::ALL.into_iter().fold(about, |about, of| {
        about.each(of.as_str(), carried.areas.iter().filter(|areas| areas.responsibility == of).map(areas))
    });
    let about = about
        .fact("duties", carried.duties.iter().map(count).collect::<Vec<_>>().join(", "))
        .fact("on call", on_call)
        .each("rota", carried.rotas.iter().map(party::rota))
        .each("takes turns in", carried.takes_turns.iter().map(|card| party::turns_in(card, Setting::Alone)))
        .each("fallback of", carried.fallback_of.iter().map(|card| party::turns_in(card, Setting::Alone)))
        .each("called at", carried.levels.iter().map(level))
        .block();
    about.or_else(|| Facts::default().missing("areas and duties").block())
}

fn areas(count: &AreaCount) -> Line {
    let names: Vec<&str> = count.areas.iter().map(|area| area.name.as_str()).collect();
    vec![Run::plain(format!("{}: {}", count.system.name, names.join(", ")))]
}

fn count(count: &DutyCount) -> String {
    format!("{} {}", count.count, count.every.map_or("without a cadence", Cadence::as_str))
}
