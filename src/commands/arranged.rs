//! The order of a command's help: usage, two examples, its own arguments, and last the options of every command.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Id};

/// The sections of `--help`.
pub(super) const HELP: &str = "{usage-heading} {usage}\n\n{before-help}{about-with-newline}\n{all-args}{after-help}";

/// The arguments of a subcommand, with help in this order.
#[derive(Debug)]
pub(crate) struct Arranged<T>(pub(crate) T);

impl<T: FromArgMatches> FromArgMatches for Arranged<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl<T: Args> Args for Arranged<T> {
    /// clap has added the options of every command before this command's own, because it builds the latter late.
    /// `mut_arg` moves an argument to the end.
    fn augment_args(command: Command) -> Command {
        let shared: Vec<Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
        let command = T::augment_args(command).help_template(HELP);
        shared.iter().fold(command, |command, id| command.mut_arg(id, |arg| arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        T::augment_args_for_update(command)
    }
}
