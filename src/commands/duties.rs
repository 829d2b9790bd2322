//! `own duties`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::query::duties::{DutyFilter, duties};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own duties --party db-admin --every daily
  own duties --kind audit",
    after_help = "More examples:
  own duties --for security-officer
  own duties --system sqlite --every weekly --field task --all

Filters combine; the most frequent duties come first."
)]
pub(crate) struct Duties {
    /// Duties that this party does, takes part in, or gets a report of
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Option<String>,
    /// Duties of this role, of its team, and of what it leads or chairs
    #[arg(long = "for", value_name = "ROLE", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub of_role: Option<String>,
    /// Duties of this system
    #[arg(long, value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub system: Option<String>,
    /// How often: real-time, daily, weekly, monthly, quarterly, annual, ongoing …
    #[arg(long, value_name = "CADENCE", value_parser = NonEmptyStringValueParser::new(), add = Names::Cadence)]
    pub every: Option<String>,
    /// Which kind: operation, monitoring, report, meeting, training, documentation, knowledge, review, or audit,
    /// which includes internal and external ones
    #[arg(long, value_name = "KIND", value_parser = NonEmptyStringValueParser::new(), add = Names::DutyKind)]
    pub kind: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Duties, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let question = DutyFilter {
        party: args.party,
        of_role: args.of_role,
        system: args.system,
        every: args.every,
        kind: args.kind,
    };
    let (matrix, answer) = session.ask(&question.scope(), |matrix| duties(matrix, &question), |_| true)?;
    session.answer(matrix, answer, &args.output)
}
