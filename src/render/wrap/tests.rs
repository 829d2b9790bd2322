use super::*;
use crate::render::color::paint;
use crate::text::sanitize::hostile;
use proptest::prelude::*;

fn lines(text: &str, room: usize) -> Vec<String> {
    wrap(&[vec![Run::plain(text)]], room)
}

#[test]
fn lines_break_at_spaces() {
    assert_eq!(lines("Database Administration Team", 15), ["Database", "Administration", "Team"]);
    assert_eq!(lines("a  b c", 4), ["a  b", "c"], "spaces within a line stay");
    assert_eq!(lines(" a ", 4), ["a"]);
    assert_eq!(lines("", 4), [""]);
    assert_eq!(lines("a\u{a0}b c", 4), ["a\u{a0}b", "c"]);
}

#[test]
fn a_long_word_breaks_anywhere_but_within_a_character() {
    assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
    assert_eq!(lines("abcd.\u{301}ef", 5), ["abcd.\u{301}", "ef"], "a mark stays with its sign");
    assert_eq!(lines("environment-files", 15), ["environment-", "files"]);
    assert_eq!(lines("数据库", 3), ["数", "据", "库"]);
    assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    assert_eq!(lines("👩‍💻👍🏽👩‍💻", 4), ["👩‍💻👍🏽", "👩‍💻"]);
    assert_eq!(lines("数", 1), ["数"], "one character is the least");
}

#[test]
fn an_address_stays_whole() {
    let address = "database-administration@operations.example";
    assert_eq!(lines(&format!("mail {address} or call"), 12), ["mail", address, "or call"]);
}

#[test]
fn a_style_goes_on_in_the_next_line() {
    let line = vec![Run::plain("call "), Run::strong("the team now"), Run::plain(" or wait")];
    let painted: Vec<_> = wrap(&[line], 9).iter().map(|line| paint(line, true)).collect();
    assert_eq!(painted, ["call \u{1b}[1mthe\u{1b}[0m", "\u{1b}[1mteam now\u{1b}[0m", "or wait"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_and_no_letter_is_lost(a in hostile::text(), b in hostile::text(), room in 8_usize..40) {
        let line = vec![Run::strong(a), Run::faint(b)];
        let plain = Text::new(&line).plain.into_owned();
        let lines: Vec<_> = wrap(&[line], room).iter().map(|line| paint(line, false)).collect();
        for line in &lines {
            prop_assert!(width(line) <= room || !line.contains(' ') && is_whole(line), "{line:?} in {room}");
            prop_assert_eq!(line.trim(), line.as_str());
        }
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&plain));
    }

    #[test]
    fn a_text_with_a_number_is_never_passed_over(
        words in prop::collection::vec(prop::sample::select(vec!["Wed", "2026-12-02", "10:00", "1", "+49", "40 66969", "a", "", "x\u{a0}12345678"]), 0..6),
        space in prop::sample::select(vec![" ", "  ", "\u{3000}", "\u{a0}", "\t"]),
        hostile in hostile::text(),
    ) {
        let text = format!("{}{hostile}", words.join(space));
        let line = [Run::plain(text.as_str())];
        let has_number = Text::new(&line).pieces().iter().any(|(_, is_whole)| *is_whole);
        prop_assert!(may_have_number(&text) || !has_number);
    }

    #[test]
    fn marks_of_style_move_nothing(a in hostile::text(), b in hostile::text()) {
        let line = wrap(&[vec![Run::mark(a), Run::caution(b)]], usize::MAX).concat();
        prop_assert_eq!(width(&line), width(&paint(&line, false)));
    }
}
