//! The compiled matrix answers as the YAML does, byte by byte, and whatever becomes of it, it never answers otherwise.

// A test that can't be set up has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod agreement;
mod cache;
mod damage;
mod matrices;
mod run;
