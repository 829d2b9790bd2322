//! Arguments of `own init`.

use std::path::PathBuf;

use clap::Args;

/// Write a starter matrix
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The file to write; it must not be there yet
    #[arg(value_name = "FILE", default_value = "ownership.yaml", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
}
