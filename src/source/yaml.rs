//! YAML: a text becomes a tree of values, each with its place.
//!
//! One pass over the parser's events. The tree is at most [`DEPTH`] deep, and aliases can't make it much larger than the
//! text, so recursion is safe. Tags, merge keys and several documents are refused: a matrix has no use for them.

use serde_saphyr::granit_parser::{self as granit, Parser};

use super::Node;
use super::builder::{Builder, Next, TakeSystem};
use super::marker::Places;
use super::syntax::{misplaced_marks, syntax_fault};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::limits::DEPTH;

/// Parses a text. `None` if the text is empty or the parser stopped at an error.
pub(crate) fn parse<'t>(file: u32, text: &'t str, faults: &mut Findings) -> Option<Node<'t>> {
    parse_with(file, text, faults, None)
}

/// As [`parse`], but `take_system` receives each system, and the tree doesn't contain it. Stops at the first fault. If the section
/// of the systems has an anchor or isn't a mapping, it stays in the tree.
pub(super) fn parse_with<'t>(
    file: u32,
    text: &'t str,
    faults: &mut Findings,
    take_system: Option<TakeSystem<'_, 't>>,
) -> Option<Node<'t>> {
    let options = granit::options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    let places = Places { file, text };
    let marks = misplaced_marks(places);
    let has_marks = !marks.is_empty();
    for fault in marks {
        faults.push(fault);
    }
    if has_marks {
        return None;
    }
    let mut builder = Builder::new(places, faults, take_system);
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => match builder.take(event, span) {
                Next::GoOn if builder.take_system.is_some() && !builder.faults.is_empty() => return None,
                Next::GoOn => {}
                Next::End => break,
                Next::Abandon => return builder.abandon(),
            },
            Err(error) => {
                builder.faults.push(syntax_fault(places, &error));
                return builder.abandon();
            }
        }
    }
    let root = builder.root.filter(|root| !root.value.is_null());
    if root.is_none() {
        faults.push(
            Finding::of_file(Rule::Syntax, file, "the file is empty").help("`own init` writes a matrix to start from"),
        );
    }
    root
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use serde_saphyr::granit_parser::Marker;

    use super::*;
    use crate::source::marker::count;
    use crate::source::node::Value;
    use crate::source::text::{SourceFile, Span, marked_places};

    /// All keys and values with their places, from the outside in.
    fn values<'n>(node: &'n Node<'_>, found: &mut Vec<(Span, Option<&'n str>)>) {
        let plain = match &node.value {
            Value::Scalar { text, plain: true } if !node.value.is_null() => Some(text.as_ref()),
            _ => None,
        };
        found.push((node.span, plain));
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| values(item, found)),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                found.push((entry.key.span, None));
                values(&entry.value, found);
            }),
            _ => {}
        }
    }

    /// Checks that keys and values are where a text marks them. Several may start at the same place.
    fn check_places(text: &str) {
        let (clean, mut expected) = marked_places(text);
        let (mut faults, mut found) = (Findings::default(), Vec::new());
        let node = parse(0, &clean, &mut faults);
        assert!(faults.is_empty(), "{clean:?}: {faults:?}");
        let node = node.unwrap();
        values(&node, &mut found);
        let mut found: Vec<Span> = found.into_iter().map(|(span, _)| span).collect();
        for places in [&mut expected, &mut found] {
            places.sort_unstable();
            places.dedup();
        }
        assert_eq!(found, expected, "{clean:?}");
    }

    /// Checks that a text has these faults, at the places that it marks.
    fn check_faults(text: &str, messages: &[&str]) {
        let (clean, places) = marked_places(text);
        let mut faults = Findings::default();
        parse(0, &clean, &mut faults);
        let found: Vec<_> = faults.sorted().iter().map(|fault| (fault.span.unwrap(), fault.message.clone())).collect();
        let messages = messages.iter().map(|message| (*message).to_owned());
        assert_eq!(found, places.into_iter().zip(messages).collect::<Vec<_>>(), "{clean:?}");
    }

    #[test]
    fn places_are_exact() {
        for text in [
            "««a»: «b»»\n«c»: «\"d e\"»   # f\n",
            "««é漢»: «'𝄞'»»\r\n«b»:\r\n  «- «ü»»\r\n",
            "««a»:\t«b»»\n«c»: \t «d»\n",
            "««a»: «x\u{85}y\u{2028}z\u{2029}w»»\n«b»: «c»\r«d»: «e»\n",
            "««a»: «[«b», «{«c»: «d»}», ««e»: «f»»]»»\n",
            "««a»: «[»»\n  «b» ]\n",
            "««a»: «'b»»\n  c'\n«d»: «e»   \n   f\n«g»: |\n  «h   i»\n  j\n«k»: >-\n\n\n   «l»\n",
            "«a»:\n  ««b»: «c»»\n  «d»: «[]»\n",
            "«a»:\n«-»\n  ««b»: «c»»\n«d»:\n«- «e»»\n- «f»\n«g»:\n«-   «- «h»»»\n",
            "«- «é»»:\n  «- «b»»\n  - «c»:\n      «- «d»»\n",
            "««a»«:»»\n«b»«:» \n«c»«:» |\n«d»: «~»\n",
            "««a»: &x «b»»\n«c»: !!str «d»\n«e»: *x\n",
            "««a»: &x «[b]»»\n«c»: «*x»\n",
            "# é\n---\n\n««a»: «b»»\n...\n# c\n",
        ] {
            check_places(text);
        }
        let file = SourceFile::new("a", "\u{feff}a: [\r\nb]");
        let mut faults = Findings::default();
        let node = parse(0, &file.text, &mut faults).unwrap();
        assert_eq!((node.span.line, node.span.column), (1, 1), "a byte-order mark takes no column");
    }

    #[test]
    fn faults_of_syntax_have_the_right_place() {
        for (text, message) in [
            ("é: «@»x", "a text can't start with `@`"),
            ("a: 漢«:» c", "unexpected `:`"),
            ("a:\n«\t»b: c", "tabs aren't allowed here"),
            ("a: b\r\nc: «[»\r\n", "this `[` is never closed"),
            ("a: «\"»b\n  c", "this quote is never closed"),
            ("a: [b}", "`[` is closed by `}`"),
            ("a: b\n«\u{feff}»c: d", "a byte-order mark inside the file"),
            ("# é\n «\u{feff}»c: @d", "a byte-order mark inside the file"),
            ("a: b«\0»c: d", "YAML forbids the character U+0000"),
            ("a: «\u{7}»", "YAML forbids the character U+0007"),
            ("- a\n«b»: c", "expected `- ` here, as in the lines above"),
            ("é: 'it's'", "text follows a closing quote"),
        ] {
            let (clean, places) = marked_places(text);
            let mut faults = Findings::default();
            assert!(parse(0, &clean, &mut faults).is_none());
            let faults = faults.sorted();
            assert_eq!(faults.len(), 1);
            assert_eq!(faults[0].message, message);
            if let [place] = places[..] {
                assert_eq!(faults[0].span, Some(place), "{clean:?}");
            }
        }
    }

    /// The parser stops below each of these, or explains it as something else.
    #[test]
    fn a_mistake_above_the_stop_is_reported_where_it_is() {
        let (open, key) = ("this `{` is never closed", "expected a key with a `:` after it");
        for (text, message) in [
            ("a: «{»b: c\nd: e", open),
            ("a:\n  b: «{»c: {d: e}\n  f: g", open),
            ("a: {b: c, d: «{»e: #f}}\ng:\n  h: i", open),
            ("a:\r\n  - «{»b: c\r\n  - {d: e}", open),
            ("a: «{»\n  b: c\nd: e", open),
            ("a: {\n  b: c\n  d«:» e\n}", "expected `,` or `}`"),
            ("{\n\"a\": [],\n\"b\": []\n«\"»c\": []}", "expected `,` or `}`"),
            ("a:\n  «b»\n  c: d", key),
            ("a:\n  «b:c»\n  # x\n  d: e", key),
            ("a: b\n  c\n  d«:» e", "unexpected `:`"),
            ("a:\n«\u{a0}»  b: c\n  d: e", "this space is the character U+00A0, which YAML takes for a letter"),
            ("a:«\u{2003}»b\nc: d", "this space is the character U+2003, which YAML takes for a letter"),
            ("a: b\n«<<<<<<< HEAD»\nc: d\n=======\nc: e\n>>>>>>> x", "a merge conflict isn't resolved"),
            ("a:\n  b: c\n  «-» d: e", "an item of a list among keys"),
            ("a: [b]«,»", "this follows a complete value"),
            ("a: {b«:»c}", "a space is missing after this `:`"),
        ] {
            check_faults(text, &[message]);
        }
    }

    #[test]
    fn faults_before_one_of_syntax_are_kept() {
        let text = "a: «!x» y\nb: {c: d, «c»: e}\nf: g\n«f»: «{»h: i, «h»: j, k: ]}";
        check_faults(
            text,
            &[
                "the tag `!x` isn't allowed here",
                "duplicate key `c`",
                "duplicate key `f`",
                "`{` is closed by `]`",
                "duplicate key `h`",
            ],
        );
    }

    #[test]
    fn a_file_holds_one_document() {
        check_faults("a: b\n«---»\nc: d\n---\n", &["a second document begins here, and a file holds one"]);
        check_faults("a: b\n...\n«c»: d\n", &["a second document begins here, and a file holds one"]);
        for empty in ["", "\n \t\n", "# c\n", "---\n...\n", "~", "null\n", "--- # c\n"] {
            let mut faults = Findings::default();
            assert!(parse(3, empty, &mut faults).is_none());
            let faults = faults.sorted();
            assert_eq!((faults.len(), faults[0].file, faults[0].message.as_str()), (1, Some(3), "the file is empty"));
        }
    }

    #[test]
    fn keys_are_text_and_stand_once() {
        let found = ["a key must be text, found a list", "a key must be text, found a mapping"];
        check_faults("«[a]»: b\n«{c: d}»: e\n? «- f»\n: g\n", &[found[0], found[1], found[0]]);
        check_faults("«:» x\n«~»: y\na: &a [b]\n«*a» : c\n", &["the key is missing", "the key is missing", found[0]]);
        check_faults(
            "a: 1\n«a»: 2\nb: {c: 1, \"d\": 2, «d»: 3, «'c'»: 4}\n«a»: 5\n",
            &["duplicate key `a`", "duplicate key `d`", "duplicate key `c`", "duplicate key `a`"],
        );
        check_faults("&k a: b\n«*k» : c\n", &["duplicate key `a`"]);
        let mut faults = Findings::default();
        parse(0, "a: 1\nb: 2\na: 3\na: 4\n", &mut faults);
        let related: Vec<_> = faults.sorted().iter().map(|fault| fault.related[0].0.line).collect();
        assert_eq!(related, [1, 1], "each names the first");
    }

    #[test]
    fn what_a_matrix_has_no_use_for_is_refused() {
        let tags = "a: «!foo» b\nc: «!!binary» d\ne: «!» f\ng: «!!map» {h: i}\nj: «!<x:y>» k\n!!str l: !!int 3\n";
        let names =
            ["!foo", "!!binary", "!", "!!map", "!<x:y>"].map(|tag| format!("the tag `{tag}` isn't allowed here"));
        check_faults(tags, &names.each_ref().map(String::as_str));
        let merge = "merge keys are not part of YAML 1.2";
        check_faults("a: &a {b: c}\nd: {«<<»: *a}\n«<<»: [*a]\n\"<<\": e\n", &[merge, merge]);
        check_faults(
            "a: «*b»\nc: &c [«*c»]\nd: &b e\nf: *b\n",
            &["unknown anchor `b`", "an alias inside its own value"],
        );
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let deep = "nested deeper than 64 levels";
        check_faults(&format!("{}{}", "[".repeat(64), "]".repeat(64)), &[]);
        check_faults(&format!("{}«[»{}", "[".repeat(64), "]".repeat(65)), &[deep]);
        check_faults(&format!("{}a", "- ".repeat(64)), &[]);
        check_faults(&format!("{}{}«[»]{}", "- ".repeat(32), "[".repeat(32), "]".repeat(32)), &[deep]);
        check_faults(&format!("- &a {}{}\n- [[*a]]\n- [[[«*a»]]]\n", "[".repeat(61), "]".repeat(61)), &[deep]);
    }

    #[test]
    fn aliases_may_not_make_a_file_much_larger() {
        let text = format!("a: &a [{}]\nb: &b [{}]\nc: [*b, ", "x, ".repeat(1000), "*a, ".repeat(5));
        let rest = "*b, ".repeat(10);
        let mut faults = Findings::default();
        let text = format!("{text}{rest}]\n");
        assert!(parse(0, &text, &mut faults).is_some());
        let faults = faults.sorted();
        assert_eq!(faults.len(), 1, "only the first that is too much is reported");
        assert_eq!((faults[0].span.unwrap().line, faults[0].span.unwrap().column), (3, 9));
        assert!(faults[0].message.starts_with("aliases make this file too large: more than 2"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        /// The parser and the display must agree on what a line and a column is.
        #[test]
        fn places_are_those_of_the_text(
            text in "(a: |- |b|é|漢|\u{85}|\u{2028}|\u{feff}|\r\n|\r|\n|\n  |\t| |'|\"|\\[|\\]|, |\\{|\\}|# |\\|\n|@){0,60}"
        ) {
            let file = SourceFile::new("a", text.as_str());
            let check = |marker: &Marker| {
                let (line, column) = (count(marker.line()), count(marker.col()) + 1);
                let offset = marker.byte_offset().unwrap();
                assert_eq!(file.offset(line, column), offset, "{line}:{column} in {:?}", file.text);
            };
            if !misplaced_marks(Places { file: 0, text: &file.text }).is_empty() {
                return Ok(());
            }
            for event in Parser::new_from_str(&file.text) {
                match event {
                    Ok((_, span)) => [span.start, span.end].iter().for_each(check),
                    Err(error) => {
                        check(error.marker());
                        break;
                    }
                }
            }
            let mut found = Vec::new();
            if let Some(node) = parse(0, &file.text, &mut Findings::default()) {
                values(&node, &mut found);
                for (span, plain) in found {
                    let word = plain.and_then(|text| text.split([' ', '\n']).next()).unwrap_or_default();
                    let rest = &file.text[file.offset(span.line, span.column)..];
                    assert!(rest.starts_with(word), "{word:?} at {span:?} in {:?}", file.text);
                    assert!(span.column < span.end_column);
                }
            }
        }
    }
}
