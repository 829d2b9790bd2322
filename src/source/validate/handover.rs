//! When one person of a rota hands over to the next.

use jiff::civil::Date;

use super::super::{Leaf, Span, Spanned, leaf, raw};
use super::{Context, value};
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{Days, Every, Handover, TimeOfDay, Unit};

pub(super) fn handover(
    Spanned { value: raw, span }: Spanned<raw::Handover>,
    context: &mut Context<'_>,
) -> Option<Handover> {
    context.missing(raw.time.is_absent(), "time", span, "the hand-over");
    for midnight in raw.time.iter().filter(|time| time.value == TimeOfDay::END) {
        let how = "midnight is 00:00 of the day that begins with it";
        context.bad(midnight.value, midnight.span, "time of a hand-over", how);
    }
    // A faulty day isn't each day.
    let (is_faulty, days) = (raw.every.is_faulty(), raw.day.all());
    let times: Vec<TimeOfDay> = raw.time.all()?.into_iter().map(|Leaf { value, .. }| value).collect();
    let mut all = Days::default();
    days?.into_iter().for_each(|Leaf { value: (first, last), .. }| all.add(first, last));
    let unit = if all.is_empty() { Unit::Days } else { Unit::Weeks };
    let every = value(raw.every).unwrap_or(Every { count: 1, unit });
    let mut handover = Handover { every, days: all, times };
    handover.times.sort_unstable();
    handover.times.dedup();
    let is_valid = !is_faulty && !handover.times.is_empty() && handover.times.last() != Some(&TimeOfDay::END);
    fits(&handover, span, context).filter(|()| is_valid)?;
    Some(handover)
}

/// Refuses days and times that don't go with the time between hand-overs.
fn fits(Handover { every, days, times }: &Handover, span: Span, context: &mut Context<'_>) -> Option<()> {
    let (has_day, is_monthly) = (!days.is_empty(), every.unit == Unit::Months);
    let one_day = !days.to_string().contains(['-', ',']);
    let fault = match every.unit {
        Unit::Hours | Unit::Days | Unit::BusinessDays if has_day => "has no `day`",
        Unit::Months if !one_day => "has one `day`, the first one of the month",
        Unit::Hours | Unit::BusinessDays | Unit::Months if times.len() > 1 => "has one `time`",
        _ => return Some(()),
    };
    let article = if is_monthly { "a hand-over by the month" } else { "a hand-over that isn't weekly" };
    let message = format!("`every: {every}` {fault}");
    context.faults.push(Finding::at(Rule::BadValue, span, message).help(format!("{article} {fault}")));
    None
}

/// A rota starts with a hand-over.
pub(super) fn start_on_handover(handover: &Handover, start: &Leaf<leaf::Date>, context: &mut Context<'_>) {
    let date: Date = start.value;
    let next = handover.day_from(date);
    if next == Some(date) || handover.every.unit == Unit::Months {
        return;
    }
    let wanted = next.map_or_else(|| handover.days.to_string(), |next| next.strftime("%A").to_string());
    let message = format!("{date} is a {}, but the hand-over is on {wanted}", date.strftime("%A"));
    let next = next.map(|next| format!("the next {wanted} is {next}"));
    let fault = Finding::at(Rule::BadValue, start.span, message);
    context.faults.push(next.into_iter().fold(fault, Finding::help));
}
