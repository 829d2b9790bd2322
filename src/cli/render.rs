//! Arguments of `own render`.

use std::path::PathBuf;

use clap::Args;

/// The whole matrix as a document: Markdown, or a page for a browser
#[derive(Debug, Args)]
#[command(after_help = "In Markdown, what you write between two lines of your own is kept when FILE is rendered again:
  <!-- own:keep NAME -->
  <!-- own:end NAME -->
An HTML page shows the day it was made for; --check takes it from the page, unless --as-of is given.

Exit codes of --check: 0 FILE is current, 1 it isn't, 2 that can't be told.

Examples:
  own render markdown -o OWNERSHIP.md
  own render markdown --check OWNERSHIP.md
  own render html -o ownership.html")]
pub(crate) struct Render {
    /// What is written
    #[arg(value_name = "KIND")]
    pub kind: Rendering,
    /// The file to write or to renew, as a whole or not at all; standard output without it
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Say whether FILE is current, and what differs
    #[arg(long, value_name = "FILE", conflicts_with = "output", value_hint = clap::ValueHint::FilePath)]
    pub check: Option<PathBuf>,
}

/// Kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Rendering {
    /// A document in GitHub Markdown
    Markdown,
    /// A page for a browser: one file, which needs no network
    Html,
}
