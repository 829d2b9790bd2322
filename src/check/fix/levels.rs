//! Levels in the order of their windows, each with its lines as they stand.

use crate::check::extent;
use crate::diagnostic::Fix;
use crate::matrix::{Level, Policy};
use crate::source::{SourceFile, same_but_for_order};

/// The fix that sorts the levels of a policy. It needs levels in lines of their own, and comments that clearly belong to one
/// of them, and the sorted text must parse to the same levels.
pub(in super::super) fn in_order(policy: &Policy, file: &SourceFile) -> Option<Fix> {
    let first = policy.levels.first()?;
    let lines: Vec<&str> = file.text.split_inclusive('\n').collect();
    // A comment above the first level may be about all of them.
    let above = usize::try_from(first.place.line).ok()?.checked_sub(2).and_then(|index| lines.get(index));
    if above.is_some_and(|above| above.trim_start().starts_with('#')) {
        return None;
    }
    let blocks: Vec<(&Level, u32, u32)> = blocks(policy, file, &lines)?;
    let (start, end) = (blocks.first()?.1, blocks.last()?.2);
    let mut sorted = blocks;
    sorted.sort_by_key(|(level, ..)| level.window.from);
    let ending = if file.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = String::new();
    for (_, from, to) in sorted {
        for number in from..=to {
            let line = lines.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
            text.push_str(line);
            if !line.ends_with('\n') {
                text.push_str(ending);
            }
        }
    }
    if !lines.get(usize::try_from(end).ok()?.checked_sub(1)?)?.ends_with('\n') {
        text.truncate(text.len() - ending.len());
    }
    let (from, to) = ((start, 1), (end.checked_add(1)?, 1));
    let mut new = file.text.clone();
    new.replace_range(file.offset(from.0, from.1)..file.offset(to.0, to.1), &text);
    let fix = Fix { file: first.place.file, from, to, was: None, text: text.into() };
    same_but_for_order(&file.text, &new, first.place).then_some(fix)
}

/// The lines of each level, with the comments above it.
fn blocks<'p>(policy: &'p Policy, file: &SourceFile, lines: &[&str]) -> Option<Vec<(&'p Level, u32, u32)>> {
    let mut blocks = Vec::with_capacity(policy.levels.len());
    let mut start = policy.levels.first()?.place.line;
    for (index, level) in policy.levels.iter().enumerate() {
        let line = lines.get(usize::try_from(level.place.line).ok()?.checked_sub(1)?)?;
        // An item that shares its line with another can't be moved by its lines.
        let own = line.trim_start().starts_with("- ");
        let next = policy.levels.get(index + 1).map(|next| next.place.line);
        let reaches = *extent::lines(file, level.place).end();
        let end = next.map_or(reaches, |next| reaches.min(next.saturating_sub(1)));
        if !own || level.place.line < start || end < level.place.line {
            return None;
        }
        blocks.push((level, start, end));
        start = end + 1;
    }
    Some(blocks)
}
