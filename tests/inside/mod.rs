//! Tests of whole answers that need the types of the crate. They are part of the unit tests.

// A test that can't be set up has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod alerts;
mod calendar;
#[path = "../choices/mod.rs"]
mod choices;
mod crafted;
mod diff;
mod document;
mod graph;
mod levels;
mod log;
mod naive;
mod picture;
#[path = "../programs/mod.rs"]
mod programs;
mod same;
mod screens;

use std::ffi::OsString;

use crate::{Exit, Host};

/// Nothing of the machine's environment, and a terminal of some columns.
fn host(width: Option<u16>) -> Host {
    Host {
        variable: Box::new(|_| None),
        current_dir: Ok("/".into()),
        config_dir: Box::new(|| None),
        stdin: Box::new(|| Box::new(std::io::empty())),
        cache_dir: Box::new(|| None),
        stdout_is_terminal: width.is_some(),
        stdin_is_terminal: Box::new(|| false),
        stderr_is_terminal: false,
        // So many rows that no answer needs a pager.
        size: Box::new(move || Some((width?, u16::MAX))),
    }
}

/// Runs `own` in this process, with nothing of the machine's environment, and returns what it answers.
fn own(arguments: &[&str]) -> String {
    own_at(None, arguments)
}

/// The same on a terminal of some columns.
fn own_at(width: Option<u16>, arguments: &[&str]) -> String {
    let host = host(width);
    let arguments = ["own"].iter().chain(arguments).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = crate::run(arguments, &host, &mut stdout, &mut stderr);
    assert_eq!(exit, Exit::Answered, "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}
