//! `own check`: everything wrong with a matrix.

use super::session::{Failure, Session};
use crate::Exit;
use crate::check::{self, Settings, UnknownRule};
use crate::cli::{self, CheckFormat};
use crate::format::{github, sarif, snippet};
use crate::rule::Severity;

impl From<UnknownRule> for Failure {
    fn from(UnknownRule(message): UnknownRule) -> Self {
        Self::Usage(message)
    }
}

pub(super) fn run(args: cli::Check, session: &mut Session<'_>) -> Result<(), Failure> {
    if let Some(code) = &args.explain {
        return session.print(&check::rule_cards(&[check::named(code)?]), args.format.answer());
    }
    if args.rules {
        return session.print(&check::rule_cards(check::rules()), args.format.answer());
    }
    let settings = Settings::new(&args.deny, &args.warn, &args.allow)?;
    let survey = session.survey(args.path)?;
    let findings = check::check(&survey, &settings, session.today());
    if !args.quiet {
        let cards = check::finding_cards(&findings, &survey.sources);
        match args.format {
            CheckFormat::Table if findings.is_empty() => session.write("nothing is wrong\n")?,
            CheckFormat::Table => {
                let shown: Vec<_> = findings.iter().collect();
                session.write(&snippet::render(&shown, &survey.sources, session.color(true)))?;
            }
            CheckFormat::Sarif => session.write(&sarif::render(&cards.results)?)?,
            CheckFormat::Github => session.write(&github::render(&cards.results))?,
            other => session.print(&cards, other.answer())?,
        }
    }
    ended(&findings, args.fail_on)
}

/// How a check ends: a matrix that isn't valid, findings that are bad enough, or neither.
fn ended(findings: &[crate::finding::Finding], fail_on: Severity) -> Result<(), Failure> {
    if check::is_invalid(findings) {
        Err(Failure::Ended(Exit::BadMatrix))
    } else if findings.iter().any(|finding| finding.severity >= fail_on) {
        Err(Failure::Ended(Exit::NothingFits))
    } else {
        Ok(())
    }
}
