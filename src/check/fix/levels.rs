//! Levels in the order of their windows, each with its lines as they stand.

use crate::check::extent;
use crate::finding::{Edit, Fix};
use crate::matrix::{Level, Policy};
use crate::source::SourceFile;

/// The levels of a policy in order: only where each is an item of a list in lines of its own.
pub(in super::super) fn in_order(policy: &Policy, file: &SourceFile) -> Option<Fix> {
    let first = policy.levels.first()?;
    let blocks: Vec<(&Level, u32, u32)> = blocks(policy, file)?;
    let (start, end) = (blocks.first()?.1, blocks.last()?.2);
    let mut sorted = blocks;
    sorted.sort_by_key(|(level, ..)| level.window.from);
    let lines: Vec<&str> = file.text.split_inclusive('\n').collect();
    let mut text = String::new();
    for (_, from, to) in sorted {
        for number in from..=to {
            let line = lines.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
            text.push_str(line);
            if !line.ends_with('\n') {
                text.push('\n');
            }
        }
    }
    if !lines.get(usize::try_from(end).ok()?.checked_sub(1)?)?.ends_with('\n') {
        text.pop();
    }
    Some(Fix { edits: vec![Edit::Lines { file: first.place.file, first: start, last: end, text }] })
}

/// The lines of each level: from its own, with the comments above it, to where the next one's begin.
fn blocks<'p>(policy: &'p Policy, file: &SourceFile) -> Option<Vec<(&'p Level, u32, u32)>> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut blocks = Vec::with_capacity(policy.levels.len());
    let mut start = policy.levels.first()?.place.line;
    for (index, level) in policy.levels.iter().enumerate() {
        let line = lines.get(usize::try_from(level.place.line).ok()?.checked_sub(1)?)?;
        // An item that shares its line with another can't be moved by its lines.
        let own =
            line.trim_start().starts_with("- ") && extent::lines(&file.text, level.place).contains(&level.place.line);
        let next = policy.levels.get(index + 1).map(|next| next.place.line);
        let reaches = *extent::lines(&file.text, level.place).end();
        let end = next.map_or(reaches, |next| reaches.min(next.saturating_sub(1)));
        if !own || level.place.line < start || end < level.place.line {
            return None;
        }
        blocks.push((level, start, end));
        start = end + 1;
    }
    Some(blocks)
}
