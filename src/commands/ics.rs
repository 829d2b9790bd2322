//! `own generate ics`.

use jiff::Timestamp;

use super::{Args, Failure, Names, NonEmptyStringValueParser, Session};
use crate::matrix::Scope;
use crate::query::Typed;
use crate::query::agenda::{AgendaSpan, agenda};
use crate::render::ics::ics;
use crate::source;

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own generate ics > all.ics
  own generate ics --party db-admin > db-admin.ics",
    after_help = "More examples:
  own generate ics --system postgres --from 2026-01-01 --days 90 > postgres.ics

A duty or a shift stays the same event when you generate the file again: a calendar that subscribes to the file updates its events and duplicates none."
)]
pub(crate) struct Ics {
    /// Duties that this party does, takes part in or gets a report of, and its shifts
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Option<String>,
    /// Duties of this system, and shifts of the parties that its areas name as primary, secondary or escalation
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub system: Option<String>,
    /// The first day; default: today
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<Typed>,
    /// The number of days of shifts; duties recur without end
    #[arg(long, value_name = "N", default_value = "365", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub days: u32,
    /// Leave out the addresses of those on call, for a calendar that everybody can read
    #[arg(long)]
    pub no_contacts: bool,
}

/// Writes a calendar. Warnings go to standard error, because a program reads the calendar.
pub(super) fn run(args: Ics, session: &mut Session<'_>) -> Result<(), Failure> {
    let located = session.located()?;
    let matrix = session.load(&located, &Scope::Whole)?;
    let changed = source::changed(&located, &session.folder()).and_then(|second| Timestamp::from_second(second).ok());
    let clock = session.clock();
    let (from, today) = (clock.date(args.from.as_ref(), matrix)?, clock.today(matrix)?);
    let question = AgendaSpan {
        party: args.party,
        system: args.system,
        from,
        days: args.days,
        today,
        contacts: !args.no_contacts,
        changed,
    };
    let agenda = agenda(matrix, &question)?;
    session.console.write(&ics(&agenda))?;
    session.console.warn(&agenda.warnings)?;
    session.note_matrix(matrix)
}
