//! `own help`: the help of a command, or a topic.

use clap::{Args, CommandFactory};

use super::manual::Topic;
use super::{Cli, Exit, Failure, Names, Session};
use crate::query::Unanswered;
use crate::text::nearest::nearest;

#[derive(Debug, Args)]
#[command(before_help = "Examples:
  own help who
  own help exit-codes")]
pub(crate) struct Help {
    /// A command, or a topic: exit-codes, times, names, matrix or environment
    #[arg(value_name = "COMMAND|TOPIC", add = Names::Page)]
    pub page: Vec<String>,
}

pub(super) fn run(args: &Help, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let topic = match args.page.as_slice() {
        [name] => Topic::ALL.into_iter().find(|topic| topic.as_str() == name),
        _ => None,
    };
    let text = topic.map_or_else(|| of_command(&args.page), |topic| Ok(topic.plain()))?;
    session.console.show(&text)?;
    Ok(Exit::Answered)
}

/// The help of a command, or of `own` itself.
fn of_command(path: &[String]) -> Result<String, Failure> {
    let mut command = Cli::command();
    command.build();
    for name in path {
        let Some(found) = command.find_subcommand(name) else {
            let known = command.get_subcommands().map(clap::Command::get_name).chain(Topic::ALL.map(Topic::as_str));
            let hint = nearest(name, known).map(|near| format!("did you mean `own help {near}`?"));
            let hints = hint.into_iter().chain(["`own --help` lists the commands".to_owned()]).collect();
            return Err(Unanswered::misuse(format!("no command or topic is called `{name}`"), hints).into());
        };
        command = found.clone();
    }
    Ok(command.render_long_help().to_string())
}

#[cfg(test)]
mod tests {
    use clap::{Command, Parser};

    use super::*;

    /// All commands with their words, such as `generate man`.
    fn commands() -> Vec<(String, Command)> {
        let mut own = Cli::command();
        own.build();
        let mut found = vec![(String::new(), own)];
        let mut at = 0;
        while let Some((path, command)) = found.get(at).cloned() {
            let below = command.get_subcommands();
            found.extend(below.map(|below| (format!("{path} {}", below.get_name()), below.clone())));
            at += 1;
        }
        found
    }

    /// The words of a line as a shell would pass them to `own`, up to a pipe or a remark.
    fn words(line: &str) -> Vec<String> {
        let (mut words, mut quote) = (vec![String::new()], None);
        for char in line.chars() {
            match (quote, char) {
                (Some(open), _) if open == char => quote = None,
                (None, '"' | '\'') => quote = Some(char),
                (None, '|' | '>' | '<' | '#') => break,
                (None, ' ') => words.push(String::new()),
                _ => words.last_mut().unwrap().push(char),
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    #[test]
    fn help_starts_with_usage_and_two_examples_that_parse() {
        for (path, mut command) in commands() {
            let help = command.render_long_help().to_string();
            let mut lines = help.lines();
            assert!(lines.next().unwrap().starts_with(&format!("Usage: own{path} ")), "own{path}: {help}");
            assert_eq!((lines.next(), lines.next()), (Some(""), Some("Examples:")), "own{path}");
            let examples: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
            assert_eq!(examples.len(), 2, "own{path}");
            for example in examples {
                let line = &example[example.find("own ").unwrap()..];
                let line = line.trim_end_matches(")\"");
                if let Err(error) = Cli::try_parse_from(words(line)) {
                    panic!("{example}: {error}");
                }
            }
        }
    }

    /// Commands in the text of the documents, and in their scripts.
    fn written(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut fence = None;
        for line in text.lines() {
            if let Some(kind) = line.strip_prefix("```") {
                fence = if fence.is_none() { Some(kind.to_owned()) } else { None };
                continue;
            }
            let pieces: Vec<&str> = match fence.as_deref() {
                None => line.split('`').skip(1).step_by(2).collect(),
                Some("sh" | "bash") => line.split(['|', ';', '(', ')', '&']).collect(),
                Some("console") => line.strip_prefix("$ ").into_iter().flat_map(|line| line.split(" | ")).collect(),
                Some(_) => Vec::new(),
            };
            let pieces = pieces.into_iter().map(str::trim).filter(|piece| piece.starts_with("own "));
            found.extend(pieces.map(|piece| piece.split(" && ").next().unwrap().replace(" 2>", " >")));
        }
        found
    }

    #[test]
    fn commands_in_documents_exist() {
        use clap::error::ErrorKind;

        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let chapters = ["guide", "recipes", "concepts"].map(|folder| root.join("docs/src").join(folder));
        let pages = chapters.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
        let mut pages: Vec<_> = pages.map(|page| page.unwrap().path()).collect();
        pages.retain(|page| page.extension().is_some_and(|is| is == "md"));
        pages.extend([root.join("README.md"), root.join("docs/src/install.md")]);
        let mut tried = 0;
        for page in pages {
            let text = std::fs::read_to_string(&page).unwrap();
            // `own COMMAND` stands for any command.
            for line in written(&text).iter().filter(|line| !line.starts_with("own COMMAND")) {
                let parsed = Cli::try_parse_from(words(line));
                // A text may name a command without what it needs.
                let incomplete =
                    [ErrorKind::MissingRequiredArgument, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
                if let Err(error) = parsed {
                    assert!(incomplete.contains(&error.kind()), "{}: {line}: {error}", page.display());
                }
                tried += 1;
            }
        }
        assert!(tried > 80, "{tried}");
    }

    /// A heading holds for the arguments behind it, too.
    #[test]
    fn selectors_are_selectors() {
        for (path, command) in commands() {
            let selectors = command.get_arguments().filter(|arg| arg.get_help_heading() == Some("Selectors"));
            let ids: Vec<&str> = selectors.map(|arg| arg.get_id().as_str()).collect();
            assert!(ids.is_empty() || ids == ["host", "path", "url", "repo", "label"], "own{path}: {ids:?}");
        }
    }

    /// The width of the terminal breaks a paragraph; lists and examples keep their lines.
    #[test]
    fn paragraphs_are_one_line() {
        let is_text = |line: &str| !line.is_empty() && !line.starts_with(' ') && !line.ends_with(':');
        for (path, command) in commands() {
            let texts = [
                command.get_about(),
                command.get_long_about(),
                command.get_before_help(),
                command.get_after_help(),
                command.get_after_long_help(),
            ];
            for text in texts.into_iter().flatten().map(ToString::to_string) {
                let lines: Vec<&str> = text.lines().collect();
                assert!(!lines.windows(2).any(|pair| pair.iter().all(|line| is_text(line))), "own{path}: {text}");
            }
        }
    }

    #[test]
    fn options_of_every_command_come_last() {
        for (path, mut command) in commands() {
            let help = command.render_help().to_string();
            let headings: Vec<&str> =
                help.lines().filter(|line| line.ends_with(':') && !line.starts_with(' ')).collect();
            let (own, shared) = headings.split_at(headings.iter().position(|line| *line == "Global options:").unwrap());
            let behind = shared.iter().find(|line| line.ends_with("ptions:") && **line != shared[0]);
            assert_eq!(
                (behind, own.contains(&"Selectors:") && path.is_empty()),
                (None, false),
                "own{path}: {headings:?}"
            );
        }
    }

    /// The help is what people read, so every change of it is looked at: in the book, whose test runs `own help COMMAND`,
    /// or in a golden case.
    #[test]
    fn every_help_is_in_the_book_or_a_golden_case() {
        let book = include_str!("../../docs/src/reference/commands.md");
        let golden = include_str!("../../tests/golden/help.txt");
        for (path, _) in commands() {
            let in_book = book.contains(&format!("\n## own{path}\n\n```text\nUsage: own{path} "));
            assert!(in_book || golden.contains(&format!("\n$ own{path} --help\n")), "own{path}");
        }
    }

    /// `--help` has another layout if no option has a longer text, and the same words.
    #[test]
    fn both_ways_to_ask_for_help_say_the_same() {
        for (path, mut command) in commands() {
            let asked = Cli::try_parse_from(words(&format!("own{path} --help"))).unwrap_err().to_string();
            let help = command.render_long_help().to_string();
            assert!(asked.split_whitespace().eq(help.split_whitespace()), "own{path}: {asked}");
        }
    }
}
