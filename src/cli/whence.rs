//! Arguments of `own where`.

use clap::Args;

use super::Output;

/// Which matrix is asked, and why that one
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// How it is written.
    #[command(flatten)]
    pub output: Output,
}
