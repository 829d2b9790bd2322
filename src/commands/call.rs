//! `own call`.

use std::path::PathBuf;

use super::files::text_of;
use super::{Args, EvidenceArgs, Exit, Failure, Output, Session};
use crate::alert::{Alert, MOST_BYTES, alerts};
use crate::matrix::{Duration, Scope};
use crate::query::alert::{AlertCall, AlertQuestion, Called, alert};
use crate::query::{self, Typed, Unanswered};

#[derive(Debug, Default, Args)]
#[command(
    before_help = "Examples:
  own call \"db-prod-3 replication lag > 300s\"
  own call --alert webhook.json",
    after_help = "More examples:
  kubectl logs deploy/shop | tail -50 | own call -
  own call --host db-prod-3 --field number"
)]
pub(crate) struct Call {
    /// The text of an alert, a chat message, a stack trace or a log line; `-` for standard input
    #[arg(value_name = "TEXT", conflicts_with = "alert")]
    pub text: Vec<String>,
    /// Text behind `--`, where `-` isn't standard input.
    #[arg(value_name = "TEXT", last = true, hide = true, conflicts_with = "alert")]
    pub verbatim: Vec<String>,
    /// A webhook of Alertmanager, or any JSON of an alert: a file, or `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub alert: Option<PathBuf>,
    /// Time since the incident began, such as 25m or 1h30m
    #[arg(long, value_name = "DURATION")]
    pub elapsed: Option<Duration>,
    /// When the incident began: a time like that of --at; by default the alert's start
    #[arg(long, value_name = "TIME", conflicts_with = "elapsed", allow_hyphen_values = true)]
    pub since: Option<Typed>,
    /// How severe the incident is, if the system has a policy for that; by default as the alert says
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Option<String>,
    /// Show everything in the alert that fits, and what decided
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub evidence: EvidenceArgs,
    #[command(flatten)]
    pub output: Output,
}

pub(super) fn run(args: Call, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let text = args.alert_text(session)?;
    let evidence = args.evidence.into_evidence(session)?;
    if text.is_none() && evidence.is_empty() {
        let examples = ["own call \"db-prod-3 replication lag > 300s\"", "own call --alert webhook.json"];
        let hints = examples.map(str::to_owned).to_vec();
        return Err(
            Unanswered::misuse("say what the alert says, or name a host, a path, a URL or labels", hints).into()
        );
    }
    let clock = session.clock();
    let alerts = text.map_or_else(|| vec![Alert::default()], |text| alerts(&text));
    let question =
        AlertQuestion { alerts, evidence, elapsed: args.elapsed, since: args.since, severity: args.severity, clock };
    let load = |scope: &Scope| session.matrix(scope);
    let wider = question.wider_scope();
    let (matrix, called) =
        query::ask(&question.scope(), wider.as_ref(), load, |matrix| alert(matrix, &question), |_| true)?;
    let Called { answer, unanswered } = called;
    let exit = exit(&answer.results, &unanswered);
    let candidates = candidates(&answer.results);
    if args.output.field.is_some() && !candidates.is_empty() {
        let message = format!("{} systems fit equally well", candidates.len());
        return Err(Unanswered::nothing(message, candidates).into());
    }
    if args.output.field.is_some() && answer.results.iter().all(|call| call.number.is_none()) {
        let systems = answer.results.iter().map(|call| call.system.name.as_str()).collect::<Vec<_>>().join(", ");
        let message = format!("nobody can be reached for {systems}");
        return Err(Unanswered::nobody(message, Vec::new()).into());
    }
    session.answer(matrix, answer, &Output { full: args.explain, ..args.output })?;
    for Unanswered { message, hints, .. } in unanswered {
        let hints = session.to_copy(hints);
        session.console.refuse(Exit::NothingFits, &message, &hints);
    }
    Ok(exit)
}

impl Call {
    /// The text of the alert, if there is one.
    fn alert_text(&self, session: &Session<'_>) -> Result<Option<String>, Failure> {
        match &self.alert {
            Some(path) => text_of(path, "alert", MOST_BYTES as u64, session).map(Some),
            None if self.text == ["-"] && self.verbatim.is_empty() => {
                text_of("-".as_ref(), "alert", MOST_BYTES as u64, session).map(Some)
            }
            None => {
                let text = [&self.text[..], &self.verbatim].concat();
                Ok((!text.is_empty()).then(|| text.join(" ")))
            }
        }
    }
}

/// Each system that an ambiguous alert fits, and whom to call for it.
fn candidates(calls: &[AlertCall]) -> Vec<String> {
    let line = |call: &AlertCall| {
        let whom = call.name.iter().chain(&call.number).map(String::as_str).collect::<Vec<_>>().join(", ");
        let whom = if whom.is_empty() { "nobody can be reached" } else { &whom };
        format!("{}  {}: {whom}", call.system.id, call.system.name)
    };
    calls.iter().filter(|call| call.ambiguous).map(line).collect()
}

/// The worst of all alerts. Among the systems of an ambiguous one, nobody is to call yet.
fn exit(calls: &[AlertCall], unanswered: &[Unanswered]) -> Exit {
    let nobody = calls.iter().any(|call| !call.ambiguous && call.number.is_none());
    let nothing = calls.iter().any(|call| call.ambiguous) || !unanswered.is_empty();
    if nobody {
        Exit::NamesNobody
    } else if nothing {
        Exit::NothingFits
    } else {
        Exit::Answered
    }
}
