//! `own who`.

use super::{
    Args, EvidenceArgs, Exit, Failure, Names, NonEmptyStringValueParser, Output, Session, Target, batch, batch_fields,
};
use crate::query::who::{self, RowFilter, who};

#[derive(Debug, Default, Args)]
#[command(
    before_help = "Examples:
  own who postgres backup
  own who --area backup",
    after_help = "More examples:
  own who --host db-prod-3 backup
  own who --party backend --role primary
  own who postgres --field contacts.primary-on-call
  printf 'postgres\\tbackup\\n' | own who --batch
  own who --batch --field primary.name < questions.tsv | paste questions.tsv -

With --batch, each line is a system, or a system and an area with a tab between them, or a JSON object with any of system, area, topic, party and role; instead of the system, with any of host, path, url, repo and labels. Each question gets one line, in order; a question without an answer gets one with `error`, and the exit code is 1. With --field, the line is the value, which is empty without an answer; the reason is on standard error. own reads the matrix once, at the start."
)]
pub(crate) struct Who {
    #[command(flatten)]
    pub target: Target,
    /// Rows of one topic, whatever the area is called in each system
    #[arg(long, value_name = "TOPIC", value_parser = NonEmptyStringValueParser::new(), add = Names::Topic)]
    pub topic: Option<String>,
    /// Rows that name this party; of a person, also those of their roles and teams
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new(), add = Names::Party)]
    pub party: Option<String>,
    /// Rows that fill this role: primary, secondary, escalation, approval …; or an owner role such as data
    #[arg(long, value_name = "ROLE", value_parser = NonEmptyStringValueParser::new(), add = Names::Role)]
    pub role: Option<String>,
    /// Show every address of each party, and where each warning comes from
    #[arg(long)]
    pub full: bool,
    /// Read questions from standard input, and answer each with a line: JSON, or with --field its value
    #[arg(long, conflicts_with_all = ["system", "area", "system_option", "area_option", "topic", "party", "role", "host", "path", "url", "repo", "label", "full", "format", "null"])]
    pub batch: bool,
    #[command(flatten)]
    pub evidence: EvidenceArgs,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Who, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if args.batch {
        return match args.output.field {
            Some(field) => batch_fields::run(session, &field, args.output.all),
            None => batch::run(session),
        };
    }
    let (system, area) = args.target.into_parts(!args.evidence.is_empty())?;
    let evidence = args.evidence.into_evidence(session)?;
    let clock = session.clock();
    let question = RowFilter { system, area, evidence, topic: args.topic, party: args.party, role: args.role, clock };
    let (matrix, answer) =
        session.ask_target(&question.scope(), |matrix| who(matrix, &question), who::Who::is_enough)?;
    let output = Output { full: args.full, ..args.output };
    match answer {
        who::Who::Rows(answer) => session.answer(matrix, answer, &output),
        who::Who::Owners(answer) => session.answer(matrix, answer, &output),
        who::Who::System(answer) => session.answer(matrix, *answer, &output),
    }
}
