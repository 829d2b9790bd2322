//! `own sla`.

use super::failure::Failure;
use super::session::Session;
use crate::Exit;
use crate::cli;
use crate::matrix::Scope;
use crate::query::sla::{Question, Sla, What, sla};

pub(super) fn run(args: cli::Sla, session: &mut Session<'_>) -> Result<(), Failure> {
    let what = match (args.downtime, args.metric.zip(args.value)) {
        (_, Some((metric, value))) => What::Measured { metric, value, during: args.during },
        (Some(used), None) => What::Downtime(used),
        (None, None) => What::Levels,
    };
    let scope = if args.system.is_some() { Scope::of_system(args.system.as_deref()) } else { Scope::Whole };
    let matrix = session.matrix(&scope)?;
    match sla(matrix, &Question { system: args.system, what })? {
        Sla::Promised(answer) => session.answer(matrix, *answer, &args.output),
        Sla::Verdict(answer) => {
            let passed = answer.results.iter().any(|verdict| verdict.passed);
            session.answer(matrix, *answer, &args.output)?;
            // A script has to know without reading.
            if passed { Err(Failure::Ended(Exit::NothingFits)) } else { Ok(()) }
        }
    }
}
