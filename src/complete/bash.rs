//! Parses a bash line, and quotes words for bash.
//!
//! bash passes the raw line and the raw piece of it that the answer replaces. That piece can be shorter than the word: it
//! begins after an opening quote, a colon or an equals sign. So this module parses the word itself, and writes of each
//! candidate only what is missing after the part that remains, for the quotes that are open there. bash inserts the
//! answer unchanged.

use std::ffi::OsString;

use super::engine::Candidate;

/// The quotes that are open at the end of a piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Quote {
    #[default]
    None,
    Single,
    Double,
    /// `$'…'`, with escapes as in C.
    Ansi,
}

/// A line cut at the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// Its words, without quotes and redirections; the last is the one at the cursor.
    pub(super) words: Vec<OsString>,
    /// True if that word is the file of a redirection.
    pub(super) redirects: bool,
    /// The raw part of that word that bash doesn't replace.
    kept: String,
    /// True if bash inserts all candidates, one after the other.
    all: bool,
    /// True if bash inserts each candidate alone, even if there are several.
    menu: bool,
}

impl Cut {
    /// Parses a line up to the cursor. `replaced` is the end of it that the answer replaces, `kind` bash's `COMP_TYPE`.
    pub(super) fn read(line: &str, replaced: &str, kind: &str) -> Option<Self> {
        let mut cut = Self { all: kind == "42", menu: kind == "37", ..Self::default() };
        let mut at = 0;
        loop {
            let rest = &line[at..];
            let Some(next) = rest.chars().next() else {
                cut.words.push(OsString::new());
                break;
            };
            if next.is_ascii_whitespace() {
                at += 1;
            } else if is_operator(next) {
                let redirection = rest.starts_with(['<', '>']) || rest.starts_with("&>");
                let operator = rest.len() - rest.trim_start_matches(['<', '>', '&', '|']).len();
                at += if redirection { operator } else { 1 };
                if !redirection {
                    cut.words.clear();
                }
                cut.redirects = redirection;
            } else {
                let word = Word::read(rest, true);
                let end = at + word.length;
                if end == line.len() {
                    cut.words.push(word.text.into());
                    break;
                }
                let is_descriptor =
                    line[end..].starts_with(['<', '>']) && rest[..word.length].bytes().all(|b| b.is_ascii_digit());
                if !std::mem::take(&mut cut.redirects) && !is_descriptor {
                    cut.words.push(word.text.into());
                }
                at = end;
            }
        }
        let kept = line.len().checked_sub(replaced.len()).filter(|_| line.ends_with(replaced))?;
        line.get(at..kept)?.clone_into(&mut cut.kept);
        Some(cut)
    }

    /// Candidates as bash inserts them for the piece that it replaces, one per line.
    pub(super) fn write(&self, candidates: &[Candidate]) -> String {
        let kept = Word::read(&self.kept, false);
        if !kept.is_plain {
            return String::new();
        }
        let mut quote = kept.quote;
        if self.all {
            // bash removes an opening quote before it inserts them all, but not the dollar of `$'`.
            if !matches!(&*self.kept, "" | "'" | "\"") {
                return String::new();
            }
            quote = Quote::None;
        }
        let rests: Vec<&str> = candidates.iter().filter_map(|found| found.value.strip_prefix(&kept.text)).collect();
        // Of several candidates, bash inserts the common beginning, so their quotes stay open.
        let is_whole = self.menu || rests.len() == 1;
        rests.iter().map(|rest| written(rest, quote, is_whole) + "\n").collect()
    }
}

/// The text of a raw word that may end anywhere.
pub(super) fn read(raw: &str) -> String {
    Word::read(raw, false).text
}

/// A word, or a piece of one, as bash parses it, without expansions.
#[derive(Debug, Default, PartialEq, Eq)]
struct Word {
    text: String,
    /// The length of the raw text.
    length: usize,
    quote: Quote,
    /// True if it means exactly this text: it has no variables, patterns, commands or unfinished escapes.
    is_plain: bool,
}

impl Word {
    /// Parses to the end of the text, or of the word.
    fn read(raw: &str, to_end_of_word: bool) -> Self {
        let mut word = Self { is_plain: true, length: raw.len(), ..Self::default() };
        let mut at = 0;
        while let Some(next) = raw[at..].chars().next() {
            if to_end_of_word && word.quote == Quote::None && (next.is_ascii_whitespace() || is_operator(next)) {
                word.length = at;
                break;
            }
            at += word.take(next, &raw[at..]);
        }
        word
    }

    /// Parses what begins with `next`, and returns its raw length.
    fn take(&mut self, next: char, raw: &str) -> usize {
        let second = raw[next.len_utf8()..].chars().next();
        match (self.quote, next, second) {
            (Quote::None, '\'', _) => self.quote = Quote::Single,
            (Quote::None, '"', _) => self.quote = Quote::Double,
            (Quote::Single | Quote::Ansi, '\'', _) | (Quote::Double, '"', _) => {
                self.quote = Quote::None;
            }
            (Quote::None, '$', Some('\'')) => {
                self.quote = Quote::Ansi;
                return 2;
            }
            (Quote::None, '$', Some('"')) => {
                self.quote = Quote::Double;
                return 2;
            }
            (Quote::Ansi, '\\', Some(_)) => return self.take_ansi(raw),
            (Quote::None | Quote::Double, '\\', Some('\n')) => return 2,
            (Quote::None, '\\', Some(escaped)) | (Quote::Double, '\\', Some(escaped @ ('"' | '$' | '`' | '\\'))) => {
                self.text.push(escaped);
                return 1 + escaped.len_utf8();
            }
            (Quote::None | Quote::Ansi, '\\', None) => self.is_plain = false,
            (Quote::None | Quote::Double, '$' | '`', _) => {
                self.is_plain = false;
                let command = &raw[..length_of_expansion(raw)];
                self.text.push_str(command);
                return command.len();
            }
            (quote, other, _) => {
                self.is_plain &= !matches!(
                    (quote, other),
                    (Quote::None, '*' | '?' | '[' | ']' | '{' | '}' | '~' | '!') | (Quote::Double, '\\' | '!')
                );
                self.text.push(other);
            }
        }
        next.len_utf8()
    }

    /// An escape in `$'…'`.
    fn take_ansi(&mut self, raw: &str) -> usize {
        let mut rest = raw[1..].chars();
        let letter = rest.next().unwrap_or_default();
        let most = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let digits: String = rest.take(most).take_while(char::is_ascii_hexdigit).collect();
        let number = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
        self.text.push(match letter {
            'n' => '\n',
            't' => '\t',
            letter => number.unwrap_or(letter),
        });
        1 + letter.len_utf8() + digits.len()
    }
}

/// The length of `$(…)`, `${…}` or `` `…` ``, or of one character.
fn length_of_expansion(raw: &str) -> usize {
    let (open, close) = match raw.as_bytes() {
        [b'`', ..] => return raw[1..].find('`').map_or(raw.len(), |end| end + 2),
        [b'$', b'(', ..] => ('(', ')'),
        [b'$', b'{', ..] => ('{', '}'),
        _ => return 1,
    };
    let mut depth = 0;
    for (at, c) in raw.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    raw.len()
}

fn is_operator(c: char) -> bool {
    matches!(c, '|' | '&' | ';' | '(' | ')' | '<' | '>')
}

/// Escapes text for the quotes that are open, and closes them after a whole word.
fn written(text: &str, quote: Quote, is_whole: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match (quote, c) {
            (Quote::Single, '\'') => out.push_str(r"'\''"),
            // In double quotes bash expands the history, and keeps the backslash that prevents it.
            (Quote::Double, '!') => out.push_str(r#""\!""#),
            (Quote::Ansi, '!') => out.push_str(r"\x21"),
            (Quote::Double, '"' | '$' | '`' | '\\') | (Quote::Ansi, '\'' | '\\') => {
                out.extend(['\\', c]);
            }
            (Quote::None, c) if c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./,:+@%=".contains(c) => {
                out.extend(['\\', c]);
            }
            _ => out.push(c),
        }
    }
    match quote {
        Quote::Single | Quote::Ansi if is_whole => out.push('\''),
        Quote::Double if is_whole => out.push('"'),
        _ => {}
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const HOSTILE: &str = r#"it's "é" $(touch c) `d` a;b:c\d &|<>*?[x]{y}!~# (日本) %=^"#;

    fn complete(line: &str, replaced: &str, values: &[&str]) -> String {
        let candidate = |value: &&str| Candidate { value: (*value).to_owned(), description: String::new() };
        let candidates: Vec<_> = values.iter().map(candidate).collect();
        Cut::read(line, replaced, "9").unwrap().write(&candidates)
    }

    #[test]
    fn a_line_is_read_as_bash_reads_it() {
        for (line, last) in [
            (r#"own who "DB Adm"#, "DB Adm"),
            (r"own who DB\ Adm", "DB Adm"),
            ("own who 'DB Adm", "DB Adm"),
            (r"own who $'It\'s \x41\n", "It's A\n"),
            (r#"own who "a\"b\$c\d"#, r#"a"b$c\d"#),
            ("own who 'DB Adm'in", "DB Admin"),
            (r"own who 'It'\''s", "It's"),
            ("own who ", ""),
            (r"own who DB\", "DB"),
            ("own who a$(x y)b", "a$(x y)b"),
            ("own who $(x", "$(x"),
            ("own >out 2>&1 who x", "x"),
            ("own 2> err who x", "x"),
            ("true; own who x", "x"),
        ] {
            let cut = Cut::read(line, "", "9").unwrap();
            assert_eq!(*cut.words.last().unwrap(), *last, "{line}");
            assert_eq!(cut.words[..cut.words.len() - 1], ["own", "who"], "{line}");
            assert!(!cut.redirects, "{line}");
        }
        assert!(Cut::read("own who > fi", "fi", "9").unwrap().redirects);
    }

    #[test]
    fn what_is_written_reads_back_in_every_quote() {
        for quote in [Quote::None, Quote::Single, Quote::Double, Quote::Ansi] {
            let open = match quote {
                Quote::None => "",
                Quote::Single => "'",
                Quote::Double => "\"",
                Quote::Ansi => "$'",
            };
            let raw = format!("{open}{}", written(HOSTILE, quote, true));
            let word = Word::read(&raw, true);
            assert_eq!((word.text.as_str(), word.quote, word.is_plain), (HOSTILE, Quote::None, true), "{raw}");
        }
    }

    #[test]
    fn any_beginning_of_a_line_can_be_read() {
        let signs = ['\'', '"', '$', '\\', '`', '(', ')', '{', '>', '&', ' ', 'é', 'x', '4'];
        let mut lines = vec![String::new()];
        for _ in 0..4 {
            let longer = lines.iter().flat_map(|line| signs.map(|sign| format!("{line}{sign}")));
            lines = longer.collect();
            for line in &lines {
                assert!(Cut::read(line, "", "9").is_some(), "{line}");
            }
        }
    }

    #[test]
    fn only_what_is_missing_is_written() {
        assert_eq!(complete("own who svc:f", "f", &["svc:foo bar"]), "foo\\ bar\n");
        assert_eq!(complete("own who --system=\"DB A", "DB A", &["--system=DB Admin"]), "DB Admin\"\n");
        assert_eq!(complete("own who 'DB", "DB", &["DB A", "DB B"]), "DB A\nDB B\n");
        assert_eq!(complete("own who SVC:f", "f", &["svc:foo"]), "");
        // The part that remains would run a command.
        assert_eq!(complete("own who $(x):f", "f", &["$(x):foo"]), "");
        // This piece isn't a part of the word.
        assert!(Cut::read("own who b", "who b", "9").is_none());
    }
}
