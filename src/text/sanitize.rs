//! Text of unknown origin made safe to print: what acts on a terminal or can't be seen is spelt out.
//!
//! A name in a matrix can hold an escape that clears the screen, a line break that forges a row, or a sign that turns
//! the rest of the line around. Whatever is printed goes through [`shown`]; formats with escapes of their own go
//! through [`rewrite`], so that all of them agree on what is hidden.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks on one letter. Living languages get by with four; more of them climb over the lines above.
const MARKS: u8 = 4;

/// Joined pictures in one emoji beyond its first: a family has three.
const JOINED: u8 = 3;

const JOINER: char = '\u{200d}';

/// The text with every character that acts on a terminal or can't be seen written as `\n`, `\t`, `\r` or `\u{1b}`.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    rewrite(text, spell)
}

fn spell(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        _ => out.extend(c.escape_unicode()),
    }
}

/// Appends one character as [`shown`] would, for a text that is shown piece by piece. What it combines with isn't
/// known: marks are taken as they come, and a joiner is spelt out.
pub(crate) fn push_shown(c: char, out: &mut String) {
    if is_hidden(c) { spell(c, out) } else { out.push(c) }
}

/// Text for a log without what a CI system would obey there: `::` at the start of a line, and `##[` or `##vso[` anywhere.
pub(crate) fn without_commands(text: String) -> String {
    if !text.contains("::") && !text.contains("##") {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let (indent, line) = line.split_at(line.len() - line.trim_start().len());
        let line = line.strip_prefix("::").map_or(Cow::Borrowed(line), |rest| format!("\\u{{3a}}:{rest}").into());
        out.push_str(indent);
        out.push_str(&without_brackets(&line, "\\u{23}"));
    }
    out
}

/// Text without `##[` and `##vso[`: the second sign is spelt as given.
pub(crate) fn without_brackets<'t>(text: &'t str, sign: &str) -> Cow<'t, str> {
    let mut out = String::new();
    let (mut copied, mut from) = (0, 0);
    while let Some(at) = text[from..].find("##") {
        // Of several signs in a row, the last two count.
        let rest = text[from + at..].trim_start_matches('#');
        from = text.len() - rest.len();
        if rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[') {
            out.extend([&text[copied..from - 1], sign]);
            copied = from;
        }
    }
    if copied == 0 { Cow::Borrowed(text) } else { (out + &text[copied..]).into() }
}

/// How many columns of a terminal a text takes that is [`shown`].
pub(crate) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { UnicodeWidthStr::width(text) }
}

/// Checks whether all characters of a text are a byte long and take a column each.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The text with every character that [`shown`] would spell out spelt by `spell`.
pub(crate) fn rewrite(text: &str, spell: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut reader = Reader::default();
    let mut hidden = |at: usize, c: char| !reader.sees(c, text[at + c.len_utf8()..].chars().next());
    let Some((start, _)) = text.char_indices().find(|&(at, c)| hidden(at, c)) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..start]);
    let mut rest = text[start..].chars().peekable();
    if let Some(first) = rest.next() {
        spell(first, &mut out);
    }
    // Nothing combines with a character that is spelt out, so a fresh reader goes on behind it.
    let mut reader = Reader::default();
    while let Some(c) = rest.next() {
        if reader.sees(c, rest.peek().copied()) {
            out.push(c);
        } else {
            spell(c, &mut out);
        }
    }
    Cow::Owned(out)
}

/// The character so far that marks and joiners would combine with.
#[derive(Default)]
struct Reader {
    base: Option<char>,
    marks: u8,
    joined: u8,
}

impl Reader {
    /// Checks whether a reader sees the next character and it stays in its place.
    fn sees(&mut self, c: char, next: Option<char>) -> bool {
        let seen = match c {
            ' '..='~' => true,
            JOINER => self.joins(next),
            '\u{fe0e}' | '\u{fe0f}' => self.marks == 0 && self.base.is_some_and(|base| has_emoji_form(base, next)),
            '\u{e0100}'..='\u{e01ef}' => self.marks == 0 && self.base.is_some_and(is_ideograph),
            _ if is_hidden(c) => false,
            _ if is_mark(c) => self.base.is_some() && self.marks < MARKS,
            _ => true,
        };
        if !seen {
            *self = Self::default();
        } else if c == JOINER {
            *self = Self { base: None, marks: 0, joined: self.joined + 1 };
        } else if is_mark(c) {
            self.marks += 1;
        } else {
            // Only behind a joiner is there a count without a base.
            let joined = if self.base.is_none() { self.joined } else { 0 };
            *self = Self { base: (!c.is_whitespace()).then_some(c), marks: 0, joined };
        }
        seen
    }

    /// A joiner is seen by what it does, and only pictures show that: 👩 and 💻 become 👩‍💻.
    fn joins(&self, next: Option<char>) -> bool {
        self.joined < JOINED && self.base.is_some_and(is_picture) && next.is_some_and(is_picture)
    }
}

/// Characters that a reader wouldn't see as they are: without a glyph, or with an unknown one (private use, unassigned).
fn is_hidden(c: char) -> bool {
    let is_no_character = u32::from(c) & 0xfffe == 0xfffe;
    is_no_character
        || is_invisible(c)
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{40000}'..='\u{10ffff}')
}

/// Characters without a glyph of their own. Where U+FE0E, U+FE0F and the selectors of ideographs are seen depends on the
/// character before them.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}')
}

/// Checks whether a character is drawn onto the one before it.
fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

/// Checks whether a character may be part of an emoji.
pub(crate) fn is_picture(c: char) -> bool {
    matches!(c, '\u{203c}' | '\u{2049}' | '\u{2100}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Checks whether U+FE0E or U+FE0F changes the look of a character: pictures have two forms, digits only on a keycap.
fn has_emoji_form(base: char, next: Option<char>) -> bool {
    is_picture(base)
        || matches!(base, '©' | '®' | '〰' | '〽' | '㊗' | '㊙')
        || (next == Some('\u{20e3}') && matches!(base, '0'..='9' | '#' | '*'))
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hostile texts for the property tests of all formats.
#[cfg(test)]
pub(crate) mod hostile {
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        " ", "  ", "\n", "\r\n", "\t", "\u{1b}[31m", "\u{9b}2J", "\u{7f}", "\u{85}", "\u{a0}", "\u{202e}",
        "\u{2066}", "\u{2028}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{ad}", "\u{e0041}", "\u{fe0f}",
        "\u{e0100}", "\u{e000}", "\u{34f}", "\u{180b}", "\u{301}", "\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        "é", "Équipe", "数据库", "👩‍💻", "👨‍👩‍👧‍👦", "🇩🇪", "❤️", "1️⃣", "لا", "ﷺ", "\u{1100}\u{1161}\u{11a8}", "ก็",
        "=1+1", "-", "+", "@x", "＝", "'", "\"", "\\", "|", "`", "*", "**", "_", "[", "](", "<b>", "</b>",
        "&amp;", "#", "~", "!", "$", "1.", "---", "===", ":", ": ", " #", "null", "yes", "1e3", "012",
        "2025-01-01", "a@b.example", "https://x.example/a_b?c=d&e", "javascript:alert(1)", "www.x.example",
        "::error::", "::", "##[error]", "##vso[x]", "###[", "##",
        "word", "words", "Database Administration Team", "x",
    ];

    /// Text that joins ordinary words, pieces that harm some format, and any characters at all.
    pub(crate) fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => prop::sample::select(PIECES).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ];
        vec(piece, 0..10).prop_map(|pieces| pieces.concat())
    }

    /// Checks whether a text is as safe as `shown` leaves it. Line feeds belong to the format.
    pub(crate) fn is_harmless(text: &str) -> bool {
        text.lines().all(|line| super::shown(line) == line)
    }

    /// Checks whether a CI system obeys nothing in a log.
    pub(crate) fn is_obeyed_nowhere(log: &str) -> bool {
        !log.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso["))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "",
            "plain",
            "Équipe",
            "e\u{301}",
            "数据库",
            "葛\u{e0100}城",
            "👩‍💻",
            "👨‍👩‍👧‍👦",
            "👍🏽",
            "❤️",
            "1️⃣",
            "🇩🇪",
            "שָׁלוֹם",
            "한국어",
            "ไม้ไต่คู้",
            "Nguyễn",
            "a\u{a0}b",
            "naïve – “quoted”…",
            "+49 30 123",
            "C:\\x",
        ] {
            assert!(matches!(shown(text), Cow::Borrowed(same) if same == text), "{text:?} became {:?}", shown(text));
        }
    }

    #[test]
    fn what_acts_on_a_terminal_is_spelt_out() {
        for (text, expected) in [
            ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
            ("a\u{1b}[31mred", "a\\u{1b}[31mred"),
            ("\0\u{7}\u{7f}\u{9b}", "\\u{0}\\u{7}\\u{7f}\\u{9b}"),
            ("a\u{202e}b\u{2069}", "a\\u{202e}b\\u{2069}"),
            ("\u{61c}\u{200e}\u{200f}", "\\u{61c}\\u{200e}\\u{200f}"),
            ("x\u{2028}y\u{2029}", "x\\u{2028}y\\u{2029}"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn a_log_has_no_commands() {
        for (text, expected) in [
            ("::error::x\n", "\\u{3a}:error::x\n"),
            ("a\n \u{a0}::x\nb::c\n", "a\n \u{a0}\\u{3a}:x\nb::c\n"),
            ("a ##[error]x ##vso[task] ###[y] ##[", "a #\\u{23}[error]x #\\u{23}vso[task] ##\\u{23}[y] #\\u{23}["),
            ("## a\n### b [c](d)\n#[x] ## [y]", "## a\n### b [c](d)\n#[x] ## [y]"),
        ] {
            assert_eq!(without_commands(text.to_owned()), expected);
        }
    }

    #[test]
    fn what_nobody_sees_is_spelt_out() {
        for c in "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\u{e0041}\u{3164}\u{34f}\u{fe0f}\u{fe00}\u{e0100}\u{e000}\u{f8ff}\u{ffff}\u{fdd0}\u{10ffff}\u{180e}"
            .chars()
        {
            assert_eq!(shown(&format!("a{c}b")), format!("a\\u{{{:x}}}b", u32::from(c)));
        }
        assert_eq!(shown("👩\u{200d}b"), "👩\\u{200d}b");
        assert_eq!(shown("1\u{fe0f}2"), "1\\u{fe0f}2");
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        assert_eq!(
            shown("a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}z"),
            "a\u{301}\u{302}\u{303}\u{304}\\u{305}\\u{306}z"
        );
        assert_eq!(shown("\u{301}a"), "\\u{301}a", "a mark would sit on whatever stands before the text");
        assert_eq!(shown("a \u{301}"), "a \\u{301}");
        assert_eq!(shown("👩‍👩‍👩‍👩‍👩"), "👩‍👩‍👩‍👩\\u{200d}👩");
    }

    #[test]
    fn widths_are_those_of_a_terminal() {
        for (text, columns) in [("abc", 3), ("数据库", 6), ("e\u{301}", 1), ("👩‍💻", 2), ("❤️", 2)] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn shown_text_is_harmless_and_stays_as_it_is(text in hostile::text()) {
            let once = shown(&text);
            prop_assert_eq!(shown(&once), once.as_ref());
            prop_assert!(!once.chars().any(char::is_control));
        }

        #[test]
        fn pieces_are_as_harmless_together(a in hostile::text(), b in hostile::text()) {
            let whole = format!("{}{}", shown(&a), shown(&b));
            prop_assert_eq!(shown(&whole), whole.as_str());
        }
    }
}
