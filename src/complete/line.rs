//! Parses the words before the cursor: subcommand, options and their values, positional arguments.
//!
//! clap's completers see only the current word, and its parser stops at the first error, which an unfinished line always
//! has. This parser never fails.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};

use super::Names;

/// The arguments of an unfinished line up to the cursor.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    subcommands: Vec<String>,
    values: Vec<Given>,
    escaped: bool,
    /// The word at the cursor can only be the value of the option before it, which needn't have one.
    is_optional_value: bool,
    current: OsString,
}

/// A value on the line and the argument that it was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    id: String,
    kind: Option<Names>,
    value: OsString,
}

impl Line {
    /// Parses the words of a line, the program's name first, the word at the cursor last.
    ///
    /// `command` must be built, so that its subcommands have the global options.
    pub(crate) fn read(command: &Command, words: &[OsString]) -> Self {
        let mut line = Self::default();
        let mut words: VecDeque<&OsStr> = words.iter().map(OsString::as_os_str).collect();
        words.pop_front();
        words.pop_back().unwrap_or_default().clone_into(&mut line.current);

        let mut command = command;
        let mut positional = 1;
        while let Some(word) = words.pop_front() {
            let text = word.to_string_lossy();
            if line.escaped {
                positional = line.give_positional(command, positional, word);
            } else if text == "--" {
                line.escaped = true;
            } else if text.len() > 1 && text.starts_with('-') {
                // No short option matters to what completes another word.
                if let Some(long) = text.strip_prefix("--") {
                    line.read_long(command, long, &mut words);
                }
            } else if let Some(subcommand) = command.find_subcommand(&*text) {
                line.subcommands.push(subcommand.get_name().to_owned());
                command = subcommand;
                positional = 1;
            } else {
                positional = line.give_positional(command, positional, word);
            }
        }
        line
    }

    /// A line of a subcommand without values, with the word at the cursor.
    pub(super) fn of(subcommand: &str, current: &OsStr) -> Self {
        Self { subcommands: vec![subcommand.to_owned()], current: current.to_owned(), ..Self::default() }
    }

    /// The word at the cursor.
    pub(super) fn current(&self) -> &OsStr {
        &self.current
    }

    /// The subcommands from the outermost in: `["generate", "completions"]`.
    pub(crate) fn subcommands(&self) -> &[String] {
        &self.subcommands
    }

    /// The last value for what an argument names, by position or by option.
    pub(crate) fn value(&self, kind: Names) -> Option<&OsStr> {
        self.values.iter().rfind(|given| given.kind == Some(kind)).map(|given| &*given.value)
    }

    /// The last value of the argument with this id.
    pub(crate) fn argument(&self, id: &str) -> Option<&OsStr> {
        self.values.iter().rfind(|given| given.id == id).map(|given| &*given.value)
    }

    /// All values of the argument with this id, in order.
    pub(crate) fn arguments(&self, id: &str) -> impl Iterator<Item = &OsStr> {
        self.values.iter().filter(move |given| given.id == id).map(|given| &*given.value)
    }

    /// Checks whether an option gives the system. Then the words by position are the area, as in `Target::into_parts`.
    pub(super) fn system_is_by_option(&self) -> bool {
        self.argument("system_option").is_some()
    }

    /// Checks whether an area is given, by option or by position.
    pub(super) fn names_area(&self) -> bool {
        let by_position =
            self.argument("area").is_some() || self.system_is_by_option() && self.argument("system").is_some();
        let in_one_word = self.value(Names::System).is_some_and(|typed| typed.as_encoded_bytes().contains(&b'/'));
        by_position || in_one_word || self.argument("area_option").is_some()
    }

    /// Checks whether a value may begin with a dash here: after `--`, or in `--option=`.
    pub(crate) fn takes_dashes(&self) -> bool {
        self.escaped || self.attached().is_some()
    }

    /// The `--option=` before a value in the word at the cursor.
    pub(crate) fn attached(&self) -> Option<&str> {
        let current = self.current.to_str().filter(|current| !self.escaped && current.starts_with("--"))?;
        current.find('=').map(|equals| &current[..=equals])
    }

    /// Checks whether the word at the cursor is empty.
    pub(crate) fn is_fresh(&self) -> bool {
        self.current.is_empty()
    }

    /// Checks whether the word at the cursor is the value of an option that needn't have one.
    pub(super) fn is_optional_value(&self) -> bool {
        self.is_optional_value
    }

    /// Reads an option and its value.
    fn read_long(&mut self, command: &Command, long: &str, words: &mut VecDeque<&OsStr>) {
        let (name, attached) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
        let Some(arg) = command.get_arguments().find(|arg| arg.get_long() == Some(name)) else { return };
        if !arg.get_action().takes_values() {
            self.give(arg, OsStr::new(""));
        } else if let Some(value) = attached {
            self.give(arg, OsStr::new(value));
        } else {
            let may_have_dash = arg.is_allow_hyphen_values_set();
            let is_value = |word: &&OsStr| may_have_dash || !word.as_encoded_bytes().starts_with(b"-");
            if let Some(value) = words.front().copied().filter(is_value) {
                self.give(arg, value);
                words.pop_front();
            }
            let needs_none = arg.get_num_args().is_some_and(|count| count.min_values() == 0);
            self.is_optional_value = needs_none && words.is_empty() && self.argument(arg.get_id().as_str()).is_none();
        }
    }

    /// Gives a word to the positional argument at an index, and returns the next index.
    fn give_positional(&mut self, command: &Command, index: usize, word: &OsStr) -> usize {
        let Some(arg) = command.get_positionals().find(|arg| arg.get_index() == Some(index)) else {
            return index;
        };
        self.give(arg, word);
        if takes_several(arg) { index } else { index + 1 }
    }

    fn give(&mut self, arg: &Arg, value: &OsStr) {
        self.add(arg.get_id().as_str(), arg.get::<Names>().copied(), value);
    }

    /// Adds a value of the argument with this id. The word in the system's position belongs to the area if
    /// [an option gives the system](Self::system_is_by_option).
    pub(super) fn add(&mut self, id: &str, kind: Option<Names>, value: &OsStr) {
        let kind = if id == "system" && self.system_is_by_option() { Some(Names::Area) } else { kind };
        self.values.push(Given { id: id.to_owned(), kind, value: value.to_owned() });
    }
}

/// Checks whether an argument takes more than one word.
pub(super) fn takes_several(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|count| count.max_values() > 1)
}

#[cfg(test)]
mod tests {
    use clap::ArgAction;

    use super::*;

    fn command() -> Command {
        let who = Command::new("who")
            .arg(Arg::new("system").add(Names::System))
            .arg(Arg::new("area").num_args(0..).add(Names::Area))
            .arg(Arg::new("of").long("system").add(Names::System))
            .arg(Arg::new("all").long("all").short('a').action(ArgAction::SetTrue));
        let mut command = Command::new("own")
            .arg(Arg::new("matrix").long("matrix").global(true))
            .subcommand(who)
            .subcommand(Command::new("list").arg(Arg::new("kind")));
        command.build();
        command
    }

    fn read(words: &[&str]) -> Line {
        Line::read(&command(), &words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn the_system_is_found_wherever_it_stands() {
        for words in [
            &["own", "who", "pg", ""][..],
            &["own", "who", "--system", "pg", ""],
            &["own", "who", "--system=pg", ""],
            &["own", "who", "-a", "pg", ""],
            &["own", "--matrix", "list", "who", "--all", "pg", ""],
            &["own", "who", "--matrix", "x.yaml", "pg", "backup", ""],
            &["own", "who", "--", "pg", ""],
            &["own", "who", "other", "--system", "pg", ""],
        ] {
            let line = read(words);
            assert_eq!(line.value(Names::System), Some(OsStr::new("pg")), "{words:?}");
            assert_eq!(line.subcommands(), ["who"], "{words:?}");
        }
    }

    #[test]
    fn the_word_at_the_cursor_is_no_value_yet() {
        assert_eq!(read(&["own", "who", "pg"]).value(Names::System), None);
        assert_eq!(read(&["own", "who", "--system", "pg"]).value(Names::System), None);
        assert_eq!(read(&["own"]), Line::default());
        assert_eq!(read(&[]), Line::default());
    }

    #[test]
    fn the_matrix_is_found_before_and_behind_the_subcommand() {
        for words in [
            &["own", "--matrix", "m.yaml", "who", ""][..],
            &["own", "--matrix=m.yaml", "who", ""],
            &["own", "who", "x", "--matrix", "m.yaml", ""],
            &["own", "--matrix", "n.yaml", "who", "--matrix=m.yaml", ""],
        ] {
            assert_eq!(read(words).argument("matrix"), Some(OsStr::new("m.yaml")), "{words:?}");
        }
    }

    #[test]
    fn words_of_one_argument_stay_together() {
        let line = read(&["own", "who", "pg", "disaster", "re"]);
        assert_eq!(line.arguments("area").collect::<Vec<_>>(), ["disaster"]);
    }

    #[test]
    fn a_dash_may_begin_a_value_where_clap_would_take_it() {
        assert!(read(&["own", "who", "--system=-"]).takes_dashes());
        assert!(read(&["own", "who", "--", "-"]).takes_dashes());
        assert!(!read(&["own", "who", "-"]).takes_dashes());
        assert_eq!(read(&["own", "who", "--", "--a=b"]).attached(), None);
    }
}
