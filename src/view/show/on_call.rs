//! Rotas and calendars.

use super::super::{Block, Facts, Line, Run, facts, moment, phrase};
use crate::matrix::{HolidaysBy, NOBODY, OnAbsence, RotaCover, RotaKind};
use crate::query::rota::{OrderCard, TurnCard};
use crate::query::show::{CalendarPage, ExceptionCard, HolidayCard, RotaRule};

/// The rule of a rota, and its exceptions.
pub(crate) fn rota(page: &RotaRule) -> Vec<Block> {
    let zone = page.zone.as_ref().map(|zone| format!(" ({zone})")).unwrap_or_default();
    let hours = if page.cover == RotaCover::Weekly { page.hours.clone() } else { vec![page.cover.to_string()] };
    let about = Facts::default()
        .fact("for", &page.party)
        .fact("kind", (page.rota_kind != RotaKind::Primary).then(|| page.rota_kind.as_str()))
        .fact("hours", &hours)
        .fact("hand-over", Some(&page.handover))
        .each("order", order(&page.order))
        .fact("start", page.start.as_ref())
        .fact("until", page.until.as_ref().map(moment::time).as_ref())
        .named("fallback", "party", &page.fallback)
        .fact("on absence", (page.on_absence == OnAbsence::Gap).then_some("gap"))
        .fact("calendar", Some(&format!("{}{zone}", page.calendar)))
        .each("temporary", page.temporary.iter().map(exception))
        .each("overrides", page.overrides.iter().map(exception));
    let heading = facts::heading("rota", &page.id, &page.name, "rota");
    about.below(heading, Some(&page.at))
}

/// The turns of each order, a line each, below its date.
fn order(orders: &[OrderCard]) -> Vec<Line> {
    let turn = |turn: &TurnCard| {
        turn.who.iter().map(|who| facts::named("party", who)).collect::<Vec<_>>().join(&Run::plain(" + "))
    };
    let order = |order: &OrderCard| {
        let from = order.from.as_ref().map(|from| vec![Run::plain(format!("from {from}:"))]);
        from.into_iter().chain(order.turns.iter().map(turn)).collect::<Vec<_>>()
    };
    orders.iter().flat_map(order).collect()
}

fn exception(card: &ExceptionCard) -> Line {
    let who = phrase::named(&card.who);
    let who = if who.is_empty() { NOBODY.to_owned() } else { who };
    let whose = card.replaces.as_ref().map(|whose| format!(" for {}", whose.name)).unwrap_or_default();
    let hours = if card.all_hours { ", at all hours" } else { "" };
    let handover = card.handover.as_ref().map(|handover| format!("; hand-over {handover}")).unwrap_or_default();
    let reason = card.reason.as_ref().map(|reason| format!("  {reason}")).unwrap_or_default();
    let when = format!("{} until {}: ", moment::time(&card.from), moment::time(&card.until));
    vec![Run::plain(when), Run::strong(who), Run::plain(format!("{whose}{hours}{handover}")), Run::faint(reason)]
}

/// A calendar.
pub(crate) fn calendar(page: &CalendarPage) -> Vec<Block> {
    let about = Facts::default()
        .named("extends", "calendar", &page.extends)
        .fact("time zone", page.zone.as_deref())
        .fact_or_silence("business hours", &page.business_hours)
        .each("holidays", page.holidays.iter().map(holiday))
        .fact("taken on", page.substitute.as_ref())
        .fact("holidays by", (page.holidays_by == HolidaysBy::Start).then_some("the start of the hours"))
        .fact("working days", &page.working_days)
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
