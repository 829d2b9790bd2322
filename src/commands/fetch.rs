//! `own fetch`: updates a remote matrix.

use std::rc::Rc;

use jiff::Timestamp;

use super::{Args, Exit, Failure, Session};
use crate::matrix::Scope;
use crate::source::{Access, Fetched, Located};

#[derive(Debug, Args)]
#[command(
    before_help = "Examples:
  own fetch
  own fetch --matrix 'git+https://git.example/corp/ownership//ownership.yaml?ref=main'",
    after_help = "The only command that uses the network. It runs `git` without prompts for passwords: use a credential helper, or an ssh agent. A version that does not load leaves the last good one in use."
)]
pub(crate) struct Fetch {}

pub(super) fn run(_: &Fetch, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.refuse_rev("`?ref=` at the end of the URL does")?;
    let located = session.located()?;
    let Some(remote) = located.remote.clone() else {
        let message = "the matrix isn't remote: name one with --matrix 'git+https://host/repo//path', or as `remote` in own/config.yaml";
        return Err(Failure::misuse(message));
    };
    let revision = remote.download().map_err(|problem| session.refuse(problem))?;
    let (commit, short) = (revision.commit.clone(), revision.short().to_owned());
    let new = Located { access: Access::Committed(Rc::new(revision)), ..located };
    if let Err(failure) = session.load(&new, &Scope::Whole) {
        let last = remote.fetched().map(|last| format!("{} stays in use", remote.short(&last)));
        let kept = last.unwrap_or_else(|| "no version is in use".to_owned());
        session.console.note(&format!("own: {short} of {} doesn't load: {kept}", remote.shown()));
        return Err(failure);
    }
    let last = remote.fetched().filter(|last| last.commit == commit);
    let fetched = Fetched { commit, at: Timestamp::now().as_second() };
    remote.keep(&fetched).map_err(|problem| session.refuse(problem))?;
    let state = if last.is_some() { "unchanged" } else { "fetched" };
    session.console.note(&format!("{state}: {short} of {}", remote.shown()));
    Ok(Exit::Answered)
}
