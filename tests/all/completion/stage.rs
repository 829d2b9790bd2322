//! A folder to complete in, and shells at a real terminal.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::programs::{is_there, runs};

/// How long a shell may take for one command, on a machine that does much else. Nothing waits so long when all is well.
const PATIENCE: Duration = Duration::from_secs(120);

/// What every shell's prompt is made to end with.
pub(crate) const PROMPT: &str = "ready> ";

/// What the stand-in for `own` says when it has written its arguments down.
const RAN: &str = "[own ran]";

/// A folder with matrices, and an `own` that answers completion and else writes down its arguments.
pub(crate) struct Stage(TempDir);

impl Stage {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let stage = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            stage.write(name, text);
        }
        let own = format!(
            "#!/bin/sh\n\
             if [ -n \"$COMPLETE$INSTALLING\" ]; then exec '{}' \"$@\"; fi\n\
             printf '%s\\0' \"$@\" > '{}'\n\
             printf '\\n%s\\n' '{RAN}'\n",
            env!("CARGO_BIN_EXE_own"),
            stage.path("arguments").display(),
        );
        stage.write("bin/own", &own);
        make_executable(&stage.path("bin/own"));
        stage
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A command in the folder, with nothing of the tester's own settings.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", self.path("bin").display());
        command.env_clear().env("PATH", path).env("HOME", self.0.path()).current_dir(self.0.path());
        command.env("TERM", "xterm").env("LC_ALL", "C.UTF-8").env("ZDOTDIR", self.0.path()).env("INPUTRC", "/dev/null");
        command
    }

    /// Fails if a name or a description was run.
    pub(crate) fn assert_nothing_ran(&self) {
        assert!(!self.path("canary").exists(), "a name or a description was run");
    }
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}

/// Whether these programs are there; otherwise the first that isn't is named.
pub(crate) fn installed(programs: &[&str]) -> bool {
    programs.iter().all(|program| is_there(program, if *program == "script" { has_script() } else { runs(program) }))
}

/// Only the `script` of util-linux takes a command as it is given here.
fn has_script() -> bool {
    let output = Command::new("script").arg("--version").stdin(Stdio::null()).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("util-linux"))
}

/// A shell at a terminal.
pub(crate) struct Terminal<'s> {
    stage: &'s Stage,
    shell: Child,
    keys: ChildStdin,
    output: Receiver<Vec<u8>>,
    screen: Vec<u8>,
}

impl<'s> Terminal<'s> {
    /// Starts a shell and waits for its prompt.
    pub(crate) fn start(stage: &'s Stage, shell: &str) -> Self {
        // `script` gives it a terminal.
        let in_terminal = format!("stty cols 200 rows 50; exec {shell}");
        let mut script = stage.command("script");
        script.args(["-qfec", &in_terminal, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = script.spawn().unwrap();
        let keys = shell.stdin.take().unwrap();
        let mut stdout = shell.stdout.take().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut terminal = Self { stage, shell, keys, output, screen: Vec::new() };
        terminal.wait_for(PROMPT);
        terminal
    }

    /// Types a line and Enter; tells what `own` received and what the screen showed meanwhile.
    ///
    /// A shell takes up keys only when it is done with the one before, so nothing waits between them.
    pub(crate) fn enter(&mut self, line: &str) -> (Vec<String>, String) {
        let log = self.stage.path("arguments");
        fs::remove_file(&log).ok();
        self.keys.write_all(format!("{line}\r").as_bytes()).unwrap();
        self.keys.flush().unwrap();
        let screen = self.wait_for(RAN);
        self.wait_for(PROMPT);
        let arguments = fs::read_to_string(&log).unwrap_or_else(|error| panic!("{error} after {line:?}: {screen}"));
        let arguments = arguments.split_terminator('\0').map(str::to_owned).collect();
        (arguments, screen)
    }

    /// Types a line with Tabs in it and checks what `own` receives.
    #[track_caller]
    pub(crate) fn check(&mut self, line: &str, expected: &[&str]) {
        let (received, screen) = self.enter(line);
        assert_eq!(received, expected, "typed {line:?}, the screen showed {screen:?}");
    }

    /// Takes what the screen showed until this text came, and the text.
    fn wait_for(&mut self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.screen.windows(text.len()).position(|window| window == text.as_bytes()) {
                let before: Vec<u8> = self.screen.drain(..at + text.len()).collect();
                return String::from_utf8_lossy(&before).into_owned();
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.extend(bytes),
                Err(error) => panic!("{error} before {text:?} came: {:?}", String::from_utf8_lossy(&self.screen)),
            }
        }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        // The shell loses its terminal by that, and ends.
        self.shell.kill().ok();
        self.shell.wait().ok();
    }
}
