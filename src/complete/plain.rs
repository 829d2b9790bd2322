//! Candidates for a line of `own who`, found without clap, whose parser takes longer to build than everything else.
//!
//! Like [`commands::plain`](crate::commands), it leaves other lines to clap. A test checks that both agree.

use std::ffi::{OsStr, OsString};

use super::Source;
use super::engine::{Answer, candidates, named, typed_before};
use super::line::Line;
use crate::commands::Names;
use crate::commands::plain::{Token, Verb, split};

/// Candidates for the last word; `None` leaves it to clap, as when nothing fits.
pub(super) fn answer(words: &[OsString], source: &Source) -> Option<Answer> {
    let (line, names, before) = read(words)?;
    let found = named(source, names, &line, &before, line.current().to_str()?, false);
    let candidates = candidates(found);
    (!candidates.is_empty()).then(|| Answer::Candidates { attached: String::new(), candidates })
}

/// The line, what the word at the cursor names, and the words before it that belong to it.
fn read(words: &[OsString]) -> Option<(Line, Names, String)> {
    let (current, before) = words.split_last()?;
    if current.as_encoded_bytes().starts_with(b"-") {
        return None;
    }
    let mut line = Line::of("who", current);
    let (Verb::Who, tokens) = split(before)? else { return None };
    for token in tokens {
        match token {
            Token::Word(word) => {
                let (id, names) = next_by_position(&line);
                line.add(id, Some(names), OsStr::new(word));
            }
            Token::Option(option, Some(value)) => line.add(option.id, option.names, OsStr::new(value)),
            // The cursor is at its value.
            Token::Option(option, None) => return Some((line, option.names?, String::new())),
        }
    }
    let (id, names) = next_by_position(&line);
    let before = if id == "area" { typed_before(&line, id) } else { String::new() };
    let names = if line.system_is_by_option() { Names::Area } else { names };
    Some((line, names, before))
}

/// The positional argument that comes next.
fn next_by_position(line: &Line) -> (&'static str, Names) {
    if line.argument("system").is_none() { ("system", Names::System) } else { ("area", Names::Area) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use clap::CommandFactory as _;
    use proptest::prelude::*;

    use super::*;
    use crate::complete::{Entry, engine};

    /// Words with `|` between them.
    const WORDS: &str = "postgres|pg|po|backup|ba|Disaster|Re|db|DB |--system|--system=pg|--area|--area=ba|--topic|--party|\
        --role|--matrix|--matrix=m.yaml|--field|--format|--format=json|--all|--|-x||who|--no-cache|--at|\
        --batch";

    fn entry(id: &str, name: &str) -> Entry {
        Entry { id: id.to_owned(), name: name.to_owned(), aliases: vec![format!("The {name}"), "-dash".to_owned()] }
    }

    /// Names that depend on what is known of the line.
    fn source(value: Names, line: &Line, typed: &str) -> Vec<Entry> {
        let system = line.value(Names::System).map(|system| system.to_string_lossy().into_owned());
        let of = system.unwrap_or_else(|| "no system".to_owned());
        vec![
            entry("postgres", &format!("DB Postgres {value:?}")),
            entry("backup", &format!("Disaster Recovery of {of}")),
            entry("disaster", &format!("{:?} {:?}", line.subcommands(), line.argument("field").is_some())),
            entry("seen", typed),
        ]
    }

    fn both(words: &[&str]) -> (Option<Answer>, Answer) {
        let words: Vec<OsString> = ["own"].iter().chain(words).map(OsString::from).collect();
        let whole: Arc<Source> = Arc::new(source);
        (answer(&words, &source), engine::answer(crate::commands::Cli::command(), &words, &whole))
    }

    #[test]
    fn names_of_systems_and_areas_are_plain() {
        for words in [
            &["who", "po"][..],
            &["who", "pg", "ba"],
            &["who", "--system", "pg", "ba"],
            &["who", "--system", "pg", "--area", ""],
            &["who", "--party", "d"],
            &["--matrix", "m.yaml", "who", "--all", "--at", "+2h", "pg", "ba"],
        ] {
            assert!(both(words).0.is_some(), "{words:?}");
        }
    }

    /// `--` was the value of `--at` here, and the end of the options for clap's completion.
    #[test]
    fn what_clap_reads_in_two_ways_is_left_to_clap() {
        for words in [&["who", "--at", "--", "--system", "db"][..], &["who", "--", "--system", "postgres"]] {
            assert_eq!(both(words).0, None, "{words:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_finds_what_clap_finds(
            before in prop::collection::vec(prop::sample::select(WORDS.split('|').collect::<Vec<_>>()), 0..3),
            behind in prop::collection::vec(prop::sample::select(WORDS.split('|').collect::<Vec<_>>()), 1..6),
        ) {
            let words = [before, vec!["who"], behind].concat();
            // clap's engine takes the value of an option for a subcommand of that name.
            if words.windows(2).any(|pair| pair[0].starts_with("--") && pair[1] == "who") {
                return Ok(());
            }
            let (plain, parsed) = both(&words);
            if let Some(plain) = plain {
                prop_assert_eq!(plain, parsed, "{:?}", words);
            }
        }
    }
}
