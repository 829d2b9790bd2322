//! Tests of the program as others use it. One program, so that it links once.

// A test that can't be set up has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod action;
mod bad_input;
mod book;
mod browser;
mod changed;
mod check;
#[path = "../choices/mod.rs"]
mod choices;
mod compiled;
mod completion;
mod diff;
mod found;
mod history;
mod hostile;
mod limits;
mod log;
mod manual;
#[path = "../programs/mod.rs"]
mod programs;
mod readme;
mod recipes;
mod remote;
mod rendering;
mod revision;
mod run;
#[path = "../sandbox/mod.rs"]
mod sandbox;
mod schema;
mod select;
#[cfg(unix)]
mod terminal;
mod validator;
mod writes;
mod zones;
