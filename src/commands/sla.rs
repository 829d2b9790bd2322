//! `own sla`.

use super::{Args, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session};
use crate::matrix::Scope;
use crate::matrix::quantity::length_of_time;
use crate::matrix::{Duration, Quantity};
use crate::query::sla::{self, Budget, ServiceLevelRequest, What, sla};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own sla postgres
  own sla postgres --downtime 20m",
    after_help = "More examples:
  own sla postgres --metric \"response time\" --value 250ms --during 6m

Exit code 1: the threshold is passed, or more downtime than a month has."
)]
pub(crate) struct Sla {
    /// A system: its id, name, alias, or the beginning of one; default: all systems
    #[arg(value_name = "SYSTEM", value_parser = NonEmptyStringValueParser::new(), add = Names::System)]
    pub system: Option<String>,
    /// This month's downtime so far, such as 20m, to see how much is left
    #[arg(long, value_name = "DURATION", value_parser = length_of_time, conflicts_with = "metric")]
    pub downtime: Option<Duration>,
    /// A metric that has a threshold, to see whether --value passes it and whom that concerns
    #[arg(long, value_name = "METRIC", value_parser = NonEmptyStringValueParser::new(), requires = "value", add = Names::Metric)]
    pub metric: Option<String>,
    /// The measured value, such as 250ms, 4h or 98.5%
    #[arg(long, value_name = "VALUE", requires = "metric")]
    pub value: Option<Quantity>,
    /// How long the metric has had this value, such as 6m or 1 week
    #[arg(long, value_name = "DURATION", value_parser = length_of_time, requires = "value")]
    pub during: Option<Duration>,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Sla, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let what = match (args.downtime, args.metric.zip(args.value)) {
        (_, Some((metric, value))) => What::Measured { metric, value, during: args.during },
        (Some(used), None) => What::Downtime(used),
        (None, None) => What::Levels,
    };
    let scope = if args.system.is_some() { Scope::of_system(args.system.as_deref()) } else { Scope::Whole };
    let matrix = session.matrix(&scope)?;
    let (is_passed, exit) = match sla(&session.current(matrix), &ServiceLevelRequest { system: args.system, what })? {
        sla::Sla::Promised(answer) => {
            let mut budgets =
                answer.results.iter().flat_map(|promised| &promised.systems).filter_map(|of| of.budget.as_ref());
            (budgets.any(Budget::is_exceeded), session.answer(matrix, *answer, &args.output)?)
        }
        sla::Sla::Verdict(answer) => {
            let is_passed = answer.results.iter().any(|verdict| verdict.passed);
            (is_passed, session.answer(matrix, *answer, &args.output)?)
        }
    };
    Ok(if is_passed { Exit::NothingFits } else { exit })
}
