//! Arguments of `own check`.

use std::path::PathBuf;

use clap::Args;

use crate::complete::Value;
use crate::diagnostic::Severity;
use crate::render::Format;

/// Everything wrong with a matrix, each with file, line and column
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing as bad as --fail-on, 1 findings, 3 the matrix isn't valid.

Examples:
  own check
  own check ownership/ --format github
  own check --explain no-secondary
  own check --deny all --allow placeholder-address
  own check --fix, and then --fix --write")]
// Each is a flag by itself, and none excludes what another means.
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Check {
    /// A YAML file, or a folder of them, instead of the matrix in force
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath, conflicts_with = "matrix")]
    pub path: Option<PathBuf>,
    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: CheckFormat,
    /// The least severity that makes the check fail
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub fail_on: Severity,
    /// Rules to be errors: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Value::Rule)]
    pub deny: Vec<String>,
    /// Rules to be warnings: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Value::Rule)]
    pub warn: Vec<String>,
    /// Rules not to be looked at: codes, or `all`
    #[arg(long, value_name = "CODE", value_delimiter = ',', add = Value::Rule)]
    pub allow: Vec<String>,
    /// Print nothing: the exit code says it
    #[arg(short, long)]
    pub quiet: bool,
    /// Say why a rule matters, and how what it finds is mended
    #[arg(long, value_name = "CODE", add = Value::Rule)]
    pub explain: Option<String>,
    /// Show what has one right answer as a diff; with --write, mend it
    #[arg(long, conflicts_with_all = ["explain", "rules", "quiet", "format"])]
    pub fix: bool,
    /// With --fix: write the files
    #[arg(long, requires = "fix")]
    pub write: bool,
    /// List all rules
    #[arg(long, conflicts_with = "explain")]
    pub rules: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum CheckFormat {
    /// Text for people, with the source line and a marker
    Table,
    /// JSON, with all that the table says
    Json,
    /// YAML, with the same data as JSON
    Yaml,
    /// Comma-separated values with a header
    Csv,
    /// GitHub Markdown
    Markdown,
    /// SARIF 2.1.0, for tools that show findings beside the code
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a pull request
    Github,
}

impl CheckFormat {
    /// The format of an answer; what only findings have is a table there.
    pub(crate) fn answer(self) -> Format {
        match self {
            Self::Json => Format::Json,
            Self::Yaml => Format::Yaml,
            Self::Csv => Format::Csv,
            Self::Markdown => Format::Markdown,
            Self::Table | Self::Sarif | Self::Github => Format::Table,
        }
    }
}
