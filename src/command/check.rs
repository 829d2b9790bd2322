//! `own check`: everything wrong with a matrix.

use super::session::{self, Failure, Session};
use crate::Exit;
use crate::check::{self, Settings, UnknownRule};
use crate::cli::{self, CheckFormat};
use crate::finding::Finding;
use crate::format::{diff, github, sarif, snippet};
use crate::rule::Severity;
use crate::source::{self, SourceFile, Survey};

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
    if args.fix {
        return fix(session, survey, findings, &settings, args.write, args.fail_on);
    }
    if !args.quiet {
        let cards = check::finding_cards(&findings, &survey.sources);
        match args.format {
            CheckFormat::Table if findings.is_empty() => session.write("nothing is wrong\n")?,
            CheckFormat::Table => {
                let shown: Vec<_> = findings.iter().collect();
                session.write(&snippet::render(&shown, &survey.sources, usize::MAX, session.color(true)))?;
            }
            CheckFormat::Sarif => session.write(&sarif::render(&cards.results)?)?,
            CheckFormat::Github => session.write(&github::render(&cards.results))?,
            other => session.print(&cards, other.answer())?,
        }
    }
    ended(&findings, args.fail_on)
}

/// How a check ends: a matrix that isn't valid, findings that are bad enough, or neither.
fn ended(findings: &[Finding], fail_on: Severity) -> Result<(), Failure> {
    if check::is_invalid(findings) {
        Err(Failure::Ended(Exit::BadMatrix))
    } else if findings.iter().any(|finding| finding.severity >= fail_on) {
        Err(Failure::Ended(Exit::NothingFits))
    } else {
        Ok(())
    }
}

/// Rounds of mending: what is mended may bring other findings to light.
const ROUNDS: usize = 8;

/// Shows what can be mended, or mends it and tells what is left.
fn fix(
    session: &mut Session<'_>,
    survey: Survey,
    found: Vec<Finding>,
    settings: &Settings,
    write: bool,
    fail_on: Severity,
) -> Result<(), Failure> {
    let before = survey.sources.clone();
    let (mut survey, mut left, mut mended) = (survey, found.clone(), 0);
    for _ in 0..ROUNDS {
        let (sources, count) = check::mended(&survey.sources, &left);
        if count == 0 {
            break;
        }
        mended += count;
        survey = source::surveyed(sources);
        left = check::check(&survey, settings, session.today());
    }
    for (old, new) in before.0.iter().zip(&survey.sources.0) {
        if old.text == new.text {
            continue;
        }
        if write {
            write_file(new)?;
        } else {
            session.write(&diff::unified(&old.name, &old.text, &new.text, session.color(true)))?;
        }
    }
    let did = if write { "mended" } else { "to be mended" };
    session.note(&format!("own: {did}: {mended}; then left for a person: {}", left.len()));
    // The exit code speaks of the files as they are now.
    let left = if write { left } else { found };
    ended(&left, fail_on)
}

/// Writes a file in one step: a reader sees the old one or the new one, and never a part.
fn write_file(file: &SourceFile) -> Result<(), Failure> {
    let built_in = || Failure::Usage("the built-in matrix can't be written; name a file".to_owned());
    let path = file.path.as_ref().ok_or_else(built_in)?;
    session::replace(path, file.whole().as_bytes())
}
