//! People, rotas and calendars.

use super::super::facts::{self, Facts};
use super::super::rota::about;
use super::super::{moment, phrase};
use super::Setting;
use crate::matrix::RotaCover;
use crate::query::card::Named;
use crate::query::rota::RotaCard;
use crate::query::show::{CalendarPage, ExceptionCard, HolidayCard, PersonPage, RotaRule, StandIn};
use crate::view::page::{Block, Line, Run};

/// Somebody who takes turns.
pub(crate) fn person(page: &PersonPage, setting: Setting) -> Vec<Block> {
    let rota = |card: &RotaCard| {
        let whose = Run::plain(format!("{} for {}", card.id, card.party.name));
        // A document has the rule of the rota elsewhere.
        let rule = if setting == Setting::Alone { [vec![Run::plain(": ")], about(card)].concat() } else { Line::new() };
        std::iter::once(whose).chain(rule).collect::<Line>()
    };
    let about = Facts::default()
        .each_or_silence("contacts", page.contacts.iter().map(phrase::contact))
        .each_or_silence("rotas", page.rotas.iter().map(rota))
        .each("stands in", page.stands_in.iter().map(stand_in));
    let heading = facts::heading("person", &page.id, &page.name, "person");
    about.below(heading, Some(&page.at))
}

fn stand_in(turn: &StandIn) -> Line {
    let when = format!("{} until {}", moment::dated(&turn.from), moment::dated(&turn.until));
    let reason = turn.reason.as_ref().map(|reason| Run::faint(format!("  {reason}")));
    let line = [Run::plain(format!("{when}: ")), facts::link("rota", &turn.rota)];
    line.into_iter().chain([Run::plain(format!(" for {}", turn.party.name))]).chain(reason).collect()
}

/// The rule of a rota, and its exceptions.
pub(crate) fn rota(page: &RotaRule) -> Vec<Block> {
    let zone = page.zone.as_ref().map(|zone| format!(" ({zone})")).unwrap_or_default();
    let hours = if page.cover == RotaCover::Weekly { page.hours.clone() } else { vec![page.cover.to_string()] };
    let about = Facts::default()
        .fact("for", &page.party)
        .fact("hours", &hours)
        .fact("hand-over", Some(&page.handover))
        .named("order", "person", &page.order)
        .fact("start", Some(&page.start))
        .fact("calendar", Some(&format!("{}{zone}", page.calendar)))
        .each("temporary", page.temporary.iter().map(exception))
        .each("overrides", page.overrides.iter().map(exception));
    let heading = facts::heading("rota", &page.id, &page.name, "rota");
    about.below(heading, Some(&page.at))
}

fn exception(card: &ExceptionCard) -> Line {
    let who = card.who.iter().map(|who: &Named| who.name.as_str()).collect::<Vec<_>>().join(", ");
    let handover = card.handover.as_ref().map(|handover| format!("; hand-over {handover}")).unwrap_or_default();
    let reason = card.reason.as_ref().map(|reason| format!("  {reason}")).unwrap_or_default();
    let when = format!("{} until {}: ", moment::time(&card.from), moment::time(&card.until));
    vec![Run::plain(when), Run::strong(who), Run::plain(handover), Run::faint(reason)]
}

/// A calendar.
pub(crate) fn calendar(page: &CalendarPage) -> Vec<Block> {
    let about = Facts::default()
        .fact("time zone", page.zone.as_deref())
        .fact_or_silence("business hours", &page.business_hours)
        .each("holidays", page.holidays.iter().map(holiday))
        .fact("named by", &page.parties)
        .named("systems", "system", &page.systems)
        .named("policies", "policy", &page.policies)
        .named("rotas", "rota", &page.rotas);
    let heading = facts::heading("calendar", &page.id, &page.name, "calendar");
    about.below(heading, Some(&page.at))
}

fn holiday(card: &HolidayCard) -> Line {
    let part = match (card.from.as_str(), card.until.as_str()) {
        ("00:00", "24:00") => String::new(),
        (from, "24:00") => format!("  from {from}"),
        (from, until) => format!("  {from}-{until}"),
    };
    let name = card.name.as_ref().map(|name| format!("  {name}")).unwrap_or_default();
    vec![Run::plain(format!("{}{name}{part}", card.date))]
}
