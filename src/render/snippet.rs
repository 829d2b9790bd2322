//! Findings as a person sees them: message, file, line and column, the source line with a marker under it.
//!
//! Only the part of a line that is shown is ever given to annotate-snippets, so the cost is that of the faults shown,
//! however large the file and however long its lines.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthChar;

use super::Screen;
use crate::diagnostic::{Finding, Severity};
use crate::limits::{FINDINGS_KEPT, RELATED};
use crate::matrix::Place as Span;
use crate::source::{SourceFile, Sources};
use crate::text::sanitize::{push_shown, shown, without_commands};

/// Columns of a source line that are shown at most; on a narrower screen as many as fit behind the line's number.
const WIDTH: usize = 100;
/// Columns that are shown before the marker when the line has to be cut.
const BEFORE: usize = 30;
/// Columns that are shown on any screen.
const NARROW: usize = 2 * BEFORE;
/// Width of a tab, at any position.
const TAB: usize = 4;
/// Longer messages are cut.
const LONGEST_MESSAGE: usize = 1000;

/// A place as it is shown: the piece of the source line around a marker.
struct Place {
    /// The file's name.
    name: String,
    span: Span,
    text: String,
    /// The marked bytes of `text`.
    marked: Range<usize>,
}

/// Findings as text for a terminal, the last line their count; empty if there are none. Of more than `most`, the most
/// severe are shown and the others counted.
pub(crate) fn render(findings: &[&Finding], sources: &Sources, most: usize, screen: &Screen) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let renderer = if screen.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut here, around the marker, so annotate-snippets must not cut them again.
    let renderer = renderer.term_width(10 * WIDTH);
    let mut out = String::new();
    for finding in most_severe(findings, most) {
        out.push_str(&report(finding, sources, &renderer, screen));
        out.push_str("\n\n");
    }
    if let Some(more) = findings.len().checked_sub(most).filter(|more| *more > 0) {
        // Writing to a string can't fail.
        let _ = writeln!(out, "… and {more} more");
    }
    out.push_str(&count(findings));
    out.push('\n');
    without_commands(out)
}

/// At most so many of some findings, in their order: the most severe.
pub(crate) fn most_severe<'f>(findings: &[&'f Finding], most: usize) -> Vec<&'f Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(findings[*index].severity));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|index| findings[index]).collect()
}

/// "3 errors and 1 note in 2 files".
fn count(findings: &[&Finding]) -> String {
    let files = findings.iter().filter_map(|finding| finding.place().0).collect::<BTreeSet<_>>().len();
    let counted = |number: usize, of: &str| match number {
        0 => None,
        1 => Some(format!("1 {of}")),
        FINDINGS_KEPT.. => Some(format!("{number} or more {of}s")),
        _ => Some(format!("{number} {of}s")),
    };
    let of = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let found: Vec<String> =
        Severity::ALL.into_iter().rev().filter_map(|severity| counted(of(severity), severity.as_str())).collect();
    let found = match found.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => found.concat(),
    };
    counted(files, "file").map_or(found.clone(), |files| format!("{found} in {files}"))
}

/// One finding as text.
fn report(finding: &Finding, sources: &Sources, renderer: &Renderer, screen: &Screen) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(cut(&finding.message)).id(finding.rule.code));
    let mut places = Vec::new();
    let primary = finding.span.map(|span| (span, AnnotationKind::Primary, finding.label.as_deref()));
    let related = finding
        .related
        .iter()
        .take(RELATED)
        .map(|(span, label)| (*span, AnnotationKind::Context, Some(label.as_str())));
    for (span, kind, label) in primary.into_iter().chain(related) {
        let Some(file) = sources.file(span.file) else { continue };
        let place = Place::new(file, span, room(screen, span.line));
        let marker = kind.span(place.marked.clone()).label(label.map(cut));
        let snippet = Snippet::source(place.text.clone()).path(place.name.clone()).line_start(span.line as usize);
        group = group.element(snippet.annotation(marker));
        places.push(place);
    }
    if let Some(file) = finding.file.and_then(|file| sources.file(file)) {
        group = group.element(Origin::path(shown(&file.name).into_owned()));
    }
    if let Some(more) = finding.related.len().checked_sub(RELATED).filter(|more| *more > 0) {
        group = group.element(Level::NOTE.message(format!("and {more} more places")));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(cut(help)));
    }
    with_true_columns(renderer.render(&[group]), &places, screen).lines().map(with_arrow).collect::<Vec<_>>().join("\n")
}

/// A line with an arrow instead of the `:::` before a second place, which begins a command in the log of a CI job.
fn with_arrow(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    line[indent..].strip_prefix("::: ").map_or_else(|| line.to_owned(), |rest| format!("{}--> {rest}", &line[..indent]))
}

/// annotate-snippets counts columns in the text it is given. Where that isn't the line as it stands in the file (cut,
/// tabs, characters made visible) the column beside the file's name is put right. The place may become a link.
fn with_true_columns(mut report: String, places: &[Place], screen: &Screen) -> String {
    let mut from = report.find('\n').unwrap_or(0);
    for place in places {
        let shown = place.text[..place.marked.start].chars().count() + 1;
        let said = format!("{}:{}:{shown}\n", place.name, place.span.line);
        let Some(at) = report[from..].find(&said) else { continue };
        let mut true_place = format!("{}:{}:{}", place.name, place.span.line, place.span.column);
        if let Some(links) = &screen.links {
            true_place = links.linked(&true_place);
        }
        true_place.push('\n');
        report.replace_range(from + at..from + at + said.len(), &true_place);
        from += at + true_place.len();
    }
    report
}

/// A message as one line of bearable length.
fn cut(message: &str) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", shown(&message[..end])),
        None => shown(message).into_owned(),
    }
}

/// The columns for a source line, beside its number and a bar, and with a sign at each end where it is cut.
fn room(screen: &Screen, line: u32) -> usize {
    let beside = line.to_string().len() + " | ……".chars().count();
    screen.width.map_or(WIDTH, |width| usize::from(width).saturating_sub(beside).clamp(NARROW, WIDTH))
}

impl Place {
    /// The line at a span, or as much of it around the span as fits.
    fn new(file: &SourceFile, span: Span, room: usize) -> Self {
        let start = file.offset(span.line, span.column);
        let (before, after) = file.text.split_at(start);
        // Twice the width on each side is enough to know whether the whole line fits.
        let before: Vec<char> = some_of(before.chars().rev());
        let after: Vec<char> = some_of(after.chars());
        let room_before = room.saturating_sub(width(&after)).max(BEFORE);
        let shown_before = fitting(&before, room_before);
        let shown_after = fitting(&after, room - width(&before[..shown_before]).min(room));

        let mut text = String::new();
        if shown_before < before.len() {
            text.push('…');
        }
        before[..shown_before].iter().rev().for_each(|character| push(*character, &mut text));
        let marked = text.len();
        let length = (span.end_column.saturating_sub(span.column) as usize).min(shown_after);
        after[..length].iter().for_each(|character| push(*character, &mut text));
        let marked = marked..text.len();
        after[length..shown_after].iter().for_each(|character| push(*character, &mut text));
        if shown_after < after.len() {
            text.push('…');
        }
        Self { name: shown(&file.name).into_owned(), span, text, marked }
    }
}

/// Characters of one line, enough to fill the width twice.
fn some_of(characters: impl Iterator<Item = char>) -> Vec<char> {
    let mut filled = 0;
    let in_line = characters.take_while(|character| !matches!(character, '\n' | '\r'));
    // Characters without width could go on forever.
    let some = in_line.take(4 * WIDTH).take_while(|character| {
        filled += column_width(*character);
        filled <= 2 * WIDTH
    });
    some.collect()
}

/// How many of the characters fit into so many columns.
fn fitting(characters: &[char], columns: usize) -> usize {
    let mut filled = 0;
    let fit = characters.iter().take_while(|character| {
        filled += column_width(**character);
        filled <= columns
    });
    fit.count()
}

/// Columns that characters take.
fn width(characters: &[char]) -> usize {
    characters.iter().map(|character| column_width(*character)).sum()
}

/// Columns that a character takes as [`push`] shows it.
fn column_width(character: char) -> usize {
    match character {
        '\t' => TAB,
        _ if character.is_ascii_graphic() || character == ' ' => 1,
        _ => {
            let mut shown = String::new();
            push_shown(character, &mut shown);
            shown.chars().map(|character| character.width().unwrap_or(1)).sum()
        }
    }
}

/// Appends a character of a source line.
fn push(character: char, text: &mut String) {
    match character {
        '\t' => text.extend([' '; TAB]),
        _ => push_shown(character, text),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
