//! `own init`: a starter matrix.

use std::fs::File;
use std::io::Write;

use super::failure::Failure;
use super::session::Session;
use crate::cli;

const STARTER: &str = include_str!("../../data/starter.yaml");

pub(super) fn run(args: &cli::Init, session: &mut Session<'_>) -> Result<(), Failure> {
    let shown = args.file.display();
    // `create_new`: what is there is never overwritten, not even between looking and writing.
    let write = || File::create_new(&args.file).and_then(|mut file| file.write_all(STARTER.as_bytes()));
    write()
        .map_err(|error| Failure::Usage(format!("can't write `{shown}`: {error}; name a file that isn't there yet")))?;
    session.note(&format!("wrote {shown}; ask it: own who shop checkout"));
    Ok(())
}
