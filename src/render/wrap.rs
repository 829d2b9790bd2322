//! Lines of a page broken to a width, at spaces. Addresses, dates and names stay whole, so that they can be read and copied.

use std::borrow::Cow;
use std::ops::Range;

use super::color::{MARK, mark};
use crate::matrix::AddressKind;
use crate::matrix::contact::is_web_address;
use crate::text::sanitize::{is_picture, is_plain, shown, width};
use crate::view::page::{Meaning, Run, Style};

/// Signs after which a word breaks best, if it must.
const SIGNS: [char; 5] = ['-', '/', '_', '.', ':'];

/// Columns of the longest date, with its weekday and offset. Numbers in a row that take more aren't one.
const DATE: usize = 36;

/// The least characters of a number that must not break. A shorter one is too short to.
const LONG_NUMBER: usize = 8;

/// A line of a page: sanitized text, where each style ends, and the mentions in it that have one meaning as a whole.
pub(super) struct Text<'a> {
    plain: Cow<'a, str>,
    styles: Vec<(usize, Style)>,
    mentions: Vec<(Range<usize>, &'a Meaning)>,
}

/// The columns that a text needs so that nothing in it breaks which shouldn't.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Longest {
    /// Of the longest part of a word that needn't break.
    pub part: usize,
    /// Of the longest word or name.
    pub word: usize,
    /// Of the longest address or date, which never break.
    pub address: usize,
}

/// A word, or several that belong together.
struct Word {
    range: Range<usize>,
    /// An address, a number or a date.
    is_address: bool,
}

impl<'a> Text<'a> {
    /// The sanitized line.
    pub(super) fn new(line: &'a [Run]) -> Self {
        let is_mention =
            |run: &Run| matches!(run.meaning, Meaning::Address { .. } | Meaning::Party { .. } | Meaning::Place);
        let mut mentions = Vec::new();
        if let [run] = line {
            let plain = shown(&run.text);
            mentions.extend(is_mention(run).then_some((0..plain.len(), &run.meaning)));
            return Self { styles: vec![(plain.len(), run.meaning.style())], plain, mentions };
        }
        let mut plain = String::with_capacity(line.iter().map(|run| run.text.len()).sum());
        let mut styles: Vec<(usize, Style)> = Vec::with_capacity(line.len());
        for run in line {
            let start = plain.len();
            plain.push_str(&shown(&run.text));
            mentions.extend(is_mention(run).then_some((start..plain.len(), &run.meaning)));
            let style = run.meaning.style();
            match styles.last_mut() {
                Some((end, before)) if *before == style => *end = plain.len(),
                _ => styles.push((plain.len(), style)),
            }
        }
        Self { plain: plain.into(), styles, mentions }
    }

    /// Appends the line in lines of at most `room` columns, styles [`marked`](super::color::marked), without spaces at
    /// their ends.
    pub(super) fn wrap(&self, room: usize, lines: &mut Vec<String>) {
        if self.plain.len() <= room {
            lines.push(self.whole());
        } else {
            lines.extend(self.breaks(room).into_iter().map(|range| self.marked(trimmed(&self.plain, range))));
        }
    }

    /// The line in one, styles [`marked`](super::color::marked), without spaces at its ends.
    pub(super) fn whole(&self) -> String {
        self.marked(trimmed(&self.plain, 0..self.plain.len()))
    }

    /// Whether there is more in it than the dash of a blank.
    pub(super) fn says_something(&self) -> bool {
        !matches!(self.plain.trim(), "" | "–")
    }

    /// The columns it takes in one line.
    pub(super) fn width(&self) -> usize {
        columns(self.plain.trim())
    }

    /// The columns that it needs so that nothing breaks which shouldn't.
    pub(super) fn longest(&self) -> Longest {
        let mut longest = Longest::default();
        for word in self.words(usize::MAX) {
            let text = &self.plain[word.range];
            let parts = text.split_inclusive(|c: char| c == ' ' || SIGNS.contains(&c));
            longest.part = parts.map(|part| columns(part.trim_end())).max().unwrap_or(0).max(longest.part);
            longest.word = columns(text).max(longest.word);
            longest.address = if word.is_address { columns(text) } else { 0 }.max(longest.address);
        }
        longest
    }

    /// The text in pieces, each with whether it is a date or a number, which doesn't break.
    pub(super) fn pieces(&self) -> Vec<(&str, bool)> {
        let (mut pieces, mut end) = (Vec::new(), 0);
        for Word { range, .. } in self.words(usize::MAX) {
            let word = &self.plain[range.clone()];
            if word.len() >= LONG_NUMBER && word.split(' ').any(is_number) {
                pieces.extend([(&self.plain[end..range.start], false), (word, true)]);
                end = range.end;
            }
        }
        pieces.push((&self.plain[end..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }

    /// Its words. Those of an address, a date or a name are one if they fit into `room`.
    fn words(&self, room: usize) -> Vec<Word> {
        let mut all: Vec<Word> = Vec::new();
        for range in words(&self.plain) {
            let whole = is_whole(&self.plain[range.clone()]);
            let mention = self.mentions.iter().find(|(of, _)| of.start <= range.start && range.end <= of.end);
            let is_address =
                whole || mention.is_some_and(|(_, of)| matches!(of, Meaning::Address { .. } | Meaning::Place));
            if let Some(before) = all.last_mut() {
                let both = before.range.start..range.end;
                let is_mention = mention.is_some_and(|(of, _)| of.start <= before.range.start);
                let text = &self.plain[both.clone()];
                let is_date =
                    both.len() <= DATE && goes_on(&self.plain[before.range.clone()], &self.plain[range.clone()]);
                if (is_mention || is_date) && overflow(text, room).is_none() {
                    *before = Word { range: both, is_address: is_address || is_date };
                    continue;
                }
            }
            all.push(Word { range, is_address });
        }
        all
    }

    /// Where it breaks if it is wider than `room`. Only an address still is then.
    fn breaks(&self, room: usize) -> Vec<Range<usize>> {
        let text = self.plain.as_ref();
        let mut lines = Vec::new();
        let mut line: Option<Range<usize>> = None;
        for Word { range: word, .. } in self.words(room) {
            let mut rest = word.clone();
            match line.take() {
                Some(before) if overflow(&text[before.start..word.end], room).is_none() => rest.start = before.start,
                before => lines.extend(before),
            }
            let whole = is_whole(&text[word]);
            while !whole && let Some(cut) = overflow(&text[rest.clone()], room) {
                let cut = after_sign(&text[rest.start..rest.start + cut]);
                lines.push(rest.start..rest.start + cut);
                rest.start += cut;
            }
            line = Some(rest);
        }
        lines.extend(line);
        if lines.is_empty() {
            lines.push(0..0);
        }
        lines
    }

    fn marked(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len() + 2 * MARK * self.styles.len());
        let mut start = range.start;
        for &(end, style) in &self.styles {
            let end = end.min(range.end);
            if start < end {
                mark(&self.plain[start..end], style, &mut out);
                start = end;
            }
        }
        out
    }
}

/// The lines of several lines, each broken to `room` columns.
pub(super) fn wrap(lines: &[Vec<Run>], room: usize) -> Vec<String> {
    let mut wrapped = Vec::with_capacity(lines.len());
    for line in lines {
        Text::new(line).wrap(room, &mut wrapped);
    }
    wrapped
}

/// A line behind the first of some prefixes that leaves it within `room`; behind none if it must, so that an address
/// that is too wide for its place moves to the left rather than apart.
pub(super) fn placed(line: &str, prefixes: &[&str], room: usize) -> String {
    [prefixes.iter().find(|prefix| fit(&[prefix, line], room)).unwrap_or(&""), line].concat()
}

/// Checks whether texts, one behind the other, take at most `room` columns.
pub(super) fn fit(texts: &[&str], room: usize) -> bool {
    // No character takes more columns than it has bytes.
    texts.iter().map(|text| text.len()).sum::<usize>() <= room
        || texts.iter().map(|text| width(text)).sum::<usize>() <= room
}

/// A line whose plain text is emphasised, as in a heading.
pub(super) fn strong(line: &[Run]) -> Vec<Run> {
    let stands_out = |run: &Run| if run.meaning == Meaning::Plain { Meaning::Strong } else { run.meaning.clone() };
    line.iter().map(|run| Run::new(run.text.as_str(), stands_out(run))).collect()
}

/// Where a long word breaks best: after its last hyphen or the like, unless much is left then.
fn after_sign(word: &str) -> usize {
    let signs = clusters(word).map(|(at, _)| at).filter(|&at| word[..at].ends_with(SIGNS));
    signs.last().filter(|&at| at > word.len() / 2).unwrap_or(word.len())
}

/// A line without spaces at its edges.
fn trimmed(text: &str, line: Range<usize>) -> Range<usize> {
    let (tail, whole) = (text[line.clone()].trim_start(), text[line.clone()].trim());
    let start = line.end - tail.len();
    start..start + whole.len()
}

/// Words of a text. A space that forbids a break is part of its word.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_break = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let mut end = 0;
    let pieces = text.split_inclusive(is_break).map(move |piece| {
        end += piece.len();
        trimmed(text, end - piece.len()..end)
    });
    pieces.filter(|word| !word.is_empty())
}

/// Checks whether [`Text::pieces`] may find a date or a number: an estimate without a list of words, which sometimes says yes in
/// vain.
pub(super) fn may_have_number(text: &str) -> bool {
    if text.len() < LONG_NUMBER || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let mut length = 0;
    text.split(char::is_whitespace).any(|word| {
        let goes_on = word.is_empty() || is_number(word) || is_day(word);
        // No space has more than three bytes.
        length = if goes_on { length + word.len() + 3 } else { 0 };
        length >= LONG_NUMBER + 3
    })
}

/// Checks whether a date or a number goes on with the next word: `Wed 2026-12-02 10:00`, `+49 40 66969 109`.
fn goes_on(before: &str, after: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    is_number(after) && (is_day(last) || is_number(last) && !last.ends_with([',', ';']))
}

fn is_day(word: &str) -> bool {
    matches!(word, "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun")
}

fn is_number(word: &str) -> bool {
    let signs = |c: char| c.is_ascii_digit() || "+-:/().,;".contains(c);
    word.chars().all(signs) && word.contains(|c: char| c.is_ascii_digit())
}

/// Checks whether a word is of no use in pieces.
fn is_whole(word: &str) -> bool {
    is_web_address(word) || AddressKind::of(word) == AddressKind::Email
}

/// Where a text that is wider than `room` breaks at the latest; at least one character stays before it.
fn overflow(text: &str, room: usize) -> Option<usize> {
    // No character takes more columns than it has bytes.
    if text.len() <= room {
        return None;
    }
    let mut taken = 0;
    let mut beyond = clusters(text).skip_while(|&(at, width)| {
        taken += width;
        taken <= room || at == 0
    });
    beyond.next().map(|(at, _)| at)
}

/// The columns of a text, character by character: as many as a terminal takes that knows no ligatures.
fn columns(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    clusters(text).map(|(_, width)| width).sum()
}

/// A cluster, such as a character with its marks or an emoji, with its width in columns.
fn clusters(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, mut last) = rest.next()?;
        while let Some(&(_, c)) = rest.peek()
            && (width(c.encode_utf8(&mut [0; 4])) == 0 || last == '\u{200d}' || is_skin(c) && is_picture(last))
        {
            last = c;
            rest.next();
        }
        let end = rest.peek().map_or(text.len(), |&(at, _)| at);
        Some((start, width(&text[start..end])))
    })
}

fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests;
