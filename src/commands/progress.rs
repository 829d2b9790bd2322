//! A line on a terminal's standard error that says what a run is doing, once that takes longer than a second.

use std::io::{self, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);

/// The line, until this is dropped.
pub(super) struct Progress {
    /// Says what is being done; closed at the end.
    now: Option<Sender<&'static str>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    pub(super) fn start(doing: &'static str) -> Self {
        let (now, said) = channel();
        let thread = spawn(move || {
            let (begun, mut doing, mut is_shown) = (Instant::now(), doing, false);
            loop {
                match said.recv_timeout(SECOND) {
                    Ok(next) => doing = next,
                    Err(RecvTimeoutError::Timeout) => {
                        // If the line can't be shown, the answer is still good.
                        let _ = write!(io::stderr(), "\r\u{1b}[Kown: {doing} … {} s", begun.elapsed().as_secs());
                        is_shown = true;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if is_shown {
                let _ = write!(io::stderr(), "\r\u{1b}[K");
            }
        });
        Self { now: Some(now), thread: Some(thread) }
    }

    /// Says what is done from now on.
    pub(super) fn next(&self, doing: &'static str) {
        let _ = self.now.as_ref().map(|now| now.send(doing));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.now = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
