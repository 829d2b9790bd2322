//! `own escalate --watch`: the path as a countdown, short enough to stay on a screen.

use super::{moment, phrase};
use crate::query::escalate::{AnswerBy, EscalationPath, LevelParty, LevelStep};
use crate::view::page::{Block, Line, Page, Run};

/// What the screen shows at a moment.
pub(crate) fn frame(path: &EscalationPath) -> Page {
    let whom = path.area.as_ref().map(|area| area.name.as_str());
    let whom = path.system.iter().map(|system| system.name.as_str()).chain(whom).collect::<Vec<_>>().join(" · ");
    let whom = if whom.is_empty() { path.policy.name.clone() } else { whom };
    let elapsed = path.elapsed.as_deref().unwrap_or_default();
    let now = path.now.as_ref().map(|now| format!("{} {}", moment::time(&now.time), now.zone)).unwrap_or_default();
    let lines: Vec<Line> = path.levels.iter().flat_map(level).collect();
    let end = vec![Run::faint("Ctrl-C ends it")];
    Page {
        blocks: vec![
            Block::Heading(1, vec![Run::strong(whom)]),
            Block::Text(vec![vec![Run::mark(format!("{elapsed} elapsed")), Run::plain(format!("  {now}"))]]),
            Block::Text(lines),
            Block::Text(vec![end]),
        ],
    }
}

/// A level in one line; of the active one also whom to call, and by when they must answer.
fn level(level: &LevelStep) -> Vec<Line> {
    let title = format!("Level {}: {}", level.number, level.name);
    let begins = level.begins.as_ref().map(|begins| format!("  {}", begins.shown)).unwrap_or_default();
    if level.skipped {
        return vec![vec![Run::faint(format!("  {title}  skipped, nobody can be reached"))]];
    }
    if level.active != Some(true) {
        return vec![vec![Run::plain(format!("  {title}")), Run::faint(begins)]];
    }
    let left = level.left.as_ref().map_or("no end".to_owned(), |left| format!("{left} left"));
    let mut lines = vec![vec![Run::mark(format!("▶ {title}  {left}"))]];
    lines.extend(level.answer_by.iter().map(answer_by));
    let assigned = level.contacts.iter().any(|party| party.assigned == Some(true));
    lines.extend(level.contacts.iter().filter(|party| !assigned || party.assigned == Some(true)).map(call));
    lines
}

fn answer_by(answer: &AnswerBy) -> Line {
    let left = match (&answer.left, &answer.late) {
        (Some(left), _) => Run::plain(format!("in {left}")),
        (None, late) => Run::caution(format!("{} ago", late.as_deref().unwrap_or_default())),
    };
    let from = Run::faint(format!("  counted from the start of the {}", answer.counted_from));
    vec![Run::plain(format!("    answer by {}  ", answer.time.shown)), left, from]
}

fn call(party: &LevelParty) -> Line {
    let mut line = vec![Run::plain("    call "), Run::strong(&party.name)];
    line.extend(party.contacts.iter().flat_map(|address| [Run::plain("  "), phrase::address(address)]));
    line.extend(party.on_call.iter().map(|shift| Run::plain(format!("  on call: {}", shift.name))));
    if party.reached == Some(false) {
        line.push(Run::caution(format!("  {}", moment::not_reached(party.reached_from.as_ref()))));
    }
    line
}
