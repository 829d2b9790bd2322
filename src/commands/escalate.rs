//! `own escalate`.

use super::{
    Args, DrawnFormat, EvidenceArgs, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session, Target, watch,
};
use crate::matrix::{Duration, Hours};
use crate::query::Typed;
use crate::query::escalate::{Incident, Sought, escalate};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own escalate postgres backup --elapsed 25m
  own escalate postgres backup --since 02:10 --zone Europe/Berlin",
    after_help = "More examples:
  own escalate sqlite --off-hours
  own escalate --for \"data breach\"
  own escalate --may restart
  own escalate postgres --format mermaid"
)]
// They are independent flags.
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Escalate {
    #[command(flatten)]
    pub target: Target,
    /// Time since the incident began, such as 25m or 1h30m
    #[arg(long, value_name = "DURATION")]
    pub elapsed: Option<Duration>,
    /// When the incident began: a time like that of --at; 02:10 means the most recent one
    #[arg(long, value_name = "TIME", conflicts_with = "elapsed", allow_hyphen_values = true)]
    pub since: Option<Typed>,
    /// How severe the incident is, if the system has a policy for that: critical …
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Option<String>,
    /// How often to go through the path, if the policy starts again
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub loops: Option<u32>,
    /// With --since: count down on a terminal until Ctrl-C
    #[arg(long, requires = "since", conflicts_with_all = ["at", "full", "format", "field", "all"])]
    pub watch: bool,
    /// Show every level with its scope, authority, triggers and contacts, and where each warning comes from
    #[arg(long)]
    pub full: bool,
    /// Only response times in business hours
    #[arg(long)]
    pub business_hours: bool,
    /// Only response times outside business hours
    #[arg(long, conflicts_with = "business_hours")]
    pub off_hours: bool,
    /// Only this level
    #[arg(long, value_name = "N", add = Names::Level)]
    pub level: Option<u32>,
    /// Levels whose scope or triggers mention this
    #[arg(long = "for", value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub speaks_of: Option<String>,
    /// Levels whose authority mentions this
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "speaks_of")]
    pub may: Option<String>,
    #[command(flatten)]
    pub evidence: EvidenceArgs,
    #[command(flatten)]
    pub output: Output<DrawnFormat>,
}

pub(super) fn run(args: Escalate, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let hours = match (args.business_hours, args.off_hours) {
        (true, _) => Some(Hours::Business),
        (_, true) => Some(Hours::Off),
        _ => None,
    };
    let (system, area) = args.target.into_parts(!args.evidence.is_empty())?;
    let evidence = args.evidence.into_evidence(session)?;
    if system.is_none() && area.is_some() && evidence.is_empty() {
        return Err(Failure::misuse("an area needs its system: own escalate SYSTEM AREA"));
    }
    let question = Incident {
        system,
        area,
        evidence,
        elapsed: args.elapsed,
        since: args.since,
        severity: args.severity,
        clock: session.clock(),
        loops: args.loops,
        hours,
        level: args.level,
        sought: args.speaks_of.map(Sought::Subject).or(args.may.map(Sought::Authority)),
    };
    if args.watch {
        return watch::run(question, session);
    }
    let (matrix, answer) = session.ask_target(&question.scope(), |matrix| escalate(matrix, &question), |_| true)?;
    match args.output.into_text() {
        Ok(output) => session.answer(matrix, answer, &Output { full: args.full, ..output }),
        Err(language) => session.draw(matrix, answer.results.as_slice(), answer.warnings, language),
    }
}
