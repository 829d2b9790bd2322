//! Parses a fish line. fish quotes by itself what it inserts.

use std::ffi::OsString;

/// Words that may precede a command.
const BEFORE_A_COMMAND: [&str; 14] =
    ["!", "and", "begin", "builtin", "command", "doas", "else", "env", "exec", "if", "not", "or", "sudo", "time"];

/// Skips the words before the command, because fish passes the whole line.
pub(super) fn from_command(words: &[OsString]) -> &[OsString] {
    let is_before = |word: &OsString| {
        let word = word.to_string_lossy();
        BEFORE_A_COMMAND.contains(&&*word) || word == "while" || word.contains('=')
    };
    // The last word is what the user is typing.
    let most = words.len().saturating_sub(2);
    &words[words[..most].iter().take_while(|word| is_before(word)).count()..]
}

/// The text of a word that may end anywhere.
pub(super) fn read(raw: &str) -> String {
    let mut text = String::new();
    let mut quote = None;
    let mut rest = raw.chars().peekable();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (_, '\\') => {
                let Some(&escaped) = rest.peek() else { break };
                let is_escape = match quote {
                    None => true,
                    Some('"') => matches!(escaped, '"' | '$' | '\\'),
                    Some(_) => matches!(escaped, '\'' | '\\'),
                };
                if is_escape {
                    rest.next();
                    text.push(escaped);
                } else {
                    text.push('\\');
                }
            }
            (_, c) => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_fish_reads_it() {
        for (raw, text) in [
            (r"DB\ Adm", "DB Adm"),
            (r#""DB Adm"#, "DB Adm"),
            (r"'It\'s \a", r"It's \a"),
            (r#""a\"b\$c\d'"#, r#"a"b$c\d'"#),
            (r"DB\", "DB"),
            (r"'a'b\$\(", "ab$("),
        ] {
            assert_eq!(read(raw), text);
        }
    }

    #[test]
    fn the_command_is_found_behind_what_may_precede_it() {
        let words: Vec<OsString> = ["A=b", "and", "sudo", "own", "who", "x=y"].map(OsString::from).into();
        assert_eq!(from_command(&words), &words[3..]);
        assert_eq!(from_command(&words[3..]), &words[3..]);
        assert_eq!(from_command(&words[5..]), &words[5..]);
    }
}
