//! `own escalate --watch`: the screen of a moment.

use super::{Block, Page, Run};
use crate::query::escalate::EscalationPath;

/// The screen at a moment.
pub(crate) fn frame(path: &EscalationPath) -> Page {
    let end = Block::line(Run::faint("Ctrl-C ends it"));
    super::escalate::screen(path, false).into_iter().chain([end]).collect()
}
