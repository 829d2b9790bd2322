//! `own check`: everything wrong with a matrix.

use std::path::{Path, PathBuf};

use super::files::{self, text_of, write_files};
use super::output::AnyFormat;
use super::{Args, Failure, Names, Session};
use crate::check::{self, Beside, Roster, Settings};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::render::{Format, diff, github, sarif, snippet};
use crate::source::{SourceFile, Survey};
use crate::{Exit, limits};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own check
  own check ownership/ --format github",
    after_help = "More examples:
  own check --explain no-secondary
  own check --roster staff.csv
  own check --deny all --allow placeholder-address
  own check --fix, and then --fix --write

Exit codes: 0 nothing at or above --fail-on, 1 findings, 3 the matrix isn't valid."
)]
// They are independent flags.
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Check {
    /// A YAML file, or a folder of them, instead of the matrix that `own where` shows
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath, conflicts_with = "matrix")]
    pub path: Option<PathBuf>,
    /// The format of the findings
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: AnyFormat<Report>,
    /// The lowest severity that makes the check fail
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: Severity,
    /// Report these rules as errors: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Names::Rule)]
    pub deny: Vec<String>,
    /// Report these rules as warnings: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Names::Rule)]
    pub warn: Vec<String>,
    /// Skip these rules: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Names::Rule)]
    pub allow: Vec<String>,
    /// Say why a rule matters, and how to fix what it finds
    #[arg(long, value_name = "CODE", add = Names::Rule)]
    pub explain: Option<String>,
    /// Show the fixes that have one right answer as a diff; with --write, apply them
    #[arg(long, conflicts_with_all = ["explain", "rules", "quiet", "format"])]
    pub fix: bool,
    /// With --fix: write the files
    #[arg(long, requires = "fix")]
    pub write: bool,
    /// Also find path selectors that match no file of the matrix's git repository
    #[arg(long)]
    pub files: bool,
    /// Also find people who aren't in this export: CSV, JSON, or an id or address per line; `-` for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub roster: Option<PathBuf>,
    /// The most findings to show; the rest is counted
    #[arg(long, value_name = "N", default_value_t = limits::FINDINGS)]
    pub max_findings: usize,
    /// List all rules
    #[arg(long, conflicts_with = "explain")]
    pub rules: bool,
}

/// Formats of findings only.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Report {
    /// SARIF 2.1.0, for tools that show findings beside the code
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request
    Github,
}

/// Prints rules.
fn print_rules(rules: &[Rule], format: AnyFormat<Report>, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match format {
        AnyFormat::Answer(format) => session.print(&check::rule_cards(rules), format),
        AnyFormat::Special(_) => Err(Failure::misuse("rules are written as table, json, yaml, csv or markdown")),
    }
}

pub(super) fn run(args: Check, session: &mut Session<'_>) -> Result<Exit, Failure> {
    if let Some(code) = &args.explain {
        return print_rules(&[check::named(code).map_err(Failure::misuse)?], args.format, session);
    }
    if args.rules {
        return print_rules(Rule::ALL, args.format, session);
    }
    let settings = Settings::new(&args.deny, &args.warn, &args.allow).map_err(Failure::misuse)?;
    let files =
        args.files.then(|| files::tracked(&session.located_at(args.path.clone())?, &session.folder())).transpose()?;
    let roster = args.roster.as_deref().map(|path| roster(path, session)).transpose()?;
    let beside = Beside { files, roster };
    let survey = session.survey(args.path)?;
    let today = session.today(&survey.matrix)?;
    let check = |survey: &Survey| check::check(survey, &settings, today, &beside);
    let findings = check(&survey);
    if args.fix {
        return fix(session, survey, &findings, check, args.write, args.fail_on);
    }
    if !session.console.quiet {
        let all: Vec<&Finding> = findings.iter().collect();
        let shown = snippet::most_severe(&all, args.max_findings);
        let omitted = all.len() - shown.len();
        let mut cards = check::finding_cards(&shown, omitted, &survey.sources);
        if matches!(args.format, AnyFormat::Answer(Format::Json | Format::Yaml)) {
            session.note_commit(&survey.matrix)?;
            cards.warnings.extend(session.origin_caveats(&survey.matrix).into_warnings());
        } else {
            session.note_matrix(&survey.matrix)?;
        }
        match args.format {
            AnyFormat::Answer(Format::Table) if findings.is_empty() => session.console.write("nothing is wrong\n")?,
            AnyFormat::Answer(Format::Table) => {
                let screen = session.console.screen();
                session.console.show(&snippet::render(&all, &survey.sources, args.max_findings, &screen))?;
            }
            AnyFormat::Answer(format) => {
                session.print(&cards, format)?;
            }
            AnyFormat::Special(Report::Sarif) => session.console.write(&sarif::render(&cards.results)?)?,
            AnyFormat::Special(Report::Github) => session.console.write(&github::render(&cards.results))?,
        }
        if matches!(args.format, AnyFormat::Answer(Format::Csv) | AnyFormat::Special(_)) {
            session.console.warn(&cards.warnings)?;
        }
    }
    Ok(ended(&findings, args.fail_on))
}

fn roster(path: &Path, session: &Session<'_>) -> Result<Roster, Failure> {
    let text = text_of(path, "roster", limits::ROSTER_BYTES + 1, session)?;
    let wrong = |why: String| Failure::misuse(format!("can't read the roster `{}`: {why}", path.display()));
    if text.len() as u64 > limits::ROSTER_BYTES {
        return Err(wrong("it has more than 64 MiB".to_owned()));
    }
    Roster::parse(&text).map_err(wrong)
}

fn ended(findings: &[Finding], fail_on: Severity) -> Exit {
    if check::is_invalid(findings) {
        Exit::BadMatrix
    } else if findings.iter().any(|finding| finding.severity >= fail_on) {
        Exit::NothingFits
    } else {
        Exit::Answered
    }
}

/// Shows every fix as a diff, or writes it; then says what is left.
fn fix(
    session: &mut Session<'_>,
    survey: Survey,
    found: &[Finding],
    check: impl Fn(&Survey) -> Vec<Finding>,
    write: bool,
    fail_on: Severity,
) -> Result<Exit, Failure> {
    let before = survey.sources.clone();
    let fixed = check::fix(survey, found.to_vec(), check);
    let after = &fixed.survey.sources;
    let changed: Vec<(&SourceFile, &SourceFile)> =
        before.0.iter().zip(&after.0).filter(|(old, new)| old.text != new.text).collect();
    if write {
        write_files(&changed)?;
    } else {
        for (old, new) in changed {
            let (from, to) = (format!("a/{}", old.name), format!("b/{}", new.name));
            let color = session.console.colors_stdout();
            session.console.write(&diff::unified((&from, &old.text), (&to, &new.text), color))?;
        }
    }
    let done = if write { "fixed" } else { "can be fixed" };
    let need = if fixed.left.len() == 1 { "needs" } else { "need" };
    session.console.note(&format!("own: {} {done}, {} {need} a person", fixed.count, fixed.left.len()));
    // The exit code is about the files as they are now.
    Ok(ended(if write { &fixed.left } else { found }, fail_on))
}
