//! Arguments of `own compile`.

use std::path::PathBuf;

use clap::Args;

/// Write a matrix in the form that is asked fastest, to publish it to many machines
#[derive(Debug, Args)]
#[command(
    after_help = "FILE is asked like the YAML: --matrix FILE, or OWN_MATRIX. It is for the version of own that wrote it, and to be trusted like a program: its checksums find damage, not malice. A matrix that is only asked on this machine needs none: what it is compiled into is kept by itself.

Examples:
  own compile -o matrix.own
  own compile ownership/ -o /srv/own/matrix.own"
)]
pub(crate) struct Compile {
    /// A YAML file or a folder of them, instead of the matrix in force
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// The file to write, as a whole or not at all
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: PathBuf,
}
