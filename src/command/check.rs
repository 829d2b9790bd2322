//! `own check`: everything wrong with a matrix.

use super::failure::Failure;
use super::file;
use super::session::Session;
use crate::Exit;
use crate::check::{self, Settings, UnknownRule};
use crate::cli::{self, CheckFormat};
use crate::diagnostic::finding::Finding;
use crate::diagnostic::{Rule, Severity};
use crate::render::{diff, github, sarif, snippet};
use crate::source::{self, SourceFile, Survey};

impl From<UnknownRule> for Failure {
    fn from(UnknownRule(message): UnknownRule) -> Self {
        Self::Usage(message)
    }
}

pub(super) fn run(args: cli::Check, session: &mut Session<'_>) -> Result<(), Failure> {
    if (args.rules || args.explain.is_some()) && matches!(args.format, CheckFormat::Sarif | CheckFormat::Github) {
        return Err(Failure::Usage("rules are written as table, json, yaml, csv or markdown".to_owned()));
    }
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

/// What no mending may bring about.
const BROKEN: [Rule; 4] = [Rule::Syntax, Rule::DuplicateKey, Rule::DuplicateId, Rule::WrongShape];

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
        let next = source::surveyed(sources);
        // What breaks something else has more than one right answer.
        if count == 0 || next.faults.count(&BROKEN) > survey.faults.count(&BROKEN) {
            break;
        }
        mended += count;
        survey = next;
        left = check::check(&survey, settings, session.today());
    }
    let changed: Vec<(&SourceFile, &SourceFile)> =
        before.0.iter().zip(&survey.sources.0).filter(|(old, new)| old.text != new.text).collect();
    if write {
        write_files(&changed)?;
    } else {
        for (old, new) in changed {
            let (from, to) = (format!("a/{}", old.name), format!("b/{}", new.name));
            let color = session.color(true);
            session.write(&diff::unified((&from, &old.text), (&to, &new.text), color))?;
        }
    }
    let did = if write { "mended" } else { "to be mended" };
    session.note(&format!("own: {did}: {mended}; then left for a person: {}", left.len()));
    // The exit code speaks of the files as they are now.
    let left = if write { left } else { found };
    ended(&left, fail_on)
}

/// Writes files, each in one step: a reader sees the old one or the new one, and never a part. None is written where one
/// of them mustn't be.
fn write_files(changed: &[(&SourceFile, &SourceFile)]) -> Result<(), Failure> {
    let mut paths = Vec::with_capacity(changed.len());
    for (_, new) in changed {
        let built_in = || Failure::Usage("the built-in matrix can't be written; name a file".to_owned());
        let path = new.path.as_ref().ok_or_else(built_in)?;
        if std::fs::metadata(path)?.permissions().readonly() {
            return Err(Failure::Usage(format!("can't write `{}`: it is read-only; nothing is written", new.name)));
        }
        paths.push(path);
    }
    for (done, ((_, new), path)) in changed.iter().zip(paths).enumerate() {
        file::replace(path, &new.whole()).map_err(|error| {
            let before = if done > 0 { format!("; written before it: {done}") } else { String::new() };
            Failure::Usage(format!("can't write `{}`: {error}{before}", new.name))
        })?;
    }
    Ok(())
}
