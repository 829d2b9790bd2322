//! `own` in this process, in an empty folder.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use own::{Exit, Host};

/// An empty folder.
pub fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("own-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    })
}

/// The matrix at `source`, or the one of `yaml` for `-`, compiled to a file called `name`: questions to it need no parser, so a
/// second has a hundred times as many.
#[allow(dead_code, reason = "each target compiles this file")]
pub fn compiled(source: &str, yaml: &str, name: &str) -> PathBuf {
    let path = folder().join(name);
    let output = path.to_str().expect("a path");
    let (exit, printed) = own(&["compile", "--matrix", source, "-o", output], yaml.as_bytes().to_vec(), None);
    assert!(exit == Exit::Answered, "{printed}");
    path
}

/// A shell that completes, and the matrix of its environment.
pub struct Completing<'a> {
    pub shell: &'static str,
    pub matrix: &'a Path,
}

/// Runs `own`, and returns how it ended and what it printed.
pub fn own(args: &[&str], input: Vec<u8>, complete: Option<Completing<'_>>) -> (Exit, String) {
    let host = Host {
        variable: Box::new(move |name| match (name, &complete) {
            ("COMPLETE", Some(complete)) => Some(complete.shell.into()),
            ("OWN_MATRIX", Some(complete)) => Some(complete.matrix.into()),
            _ => None,
        }),
        current_dir: Ok(folder().clone()),
        config_dir: Box::new(|| None),
        stdin: Box::new(move || Box::new(std::io::Cursor::new(input.clone()))),
        cache_dir: Box::new(|| None),
        stdout_is_terminal: false,
        stdin_is_terminal: Box::new(|| false),
        stderr_is_terminal: false,
        size: Box::new(|| None),
    };
    let args = std::iter::once("own").chain(args.iter().copied()).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = own::run(args, &host, &mut stdout, &mut stderr);
    stdout.extend(stderr);
    let printed = String::from_utf8(stdout).expect("what is printed is UTF-8");
    assert!(!printed.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t'), "{printed:?}");
    (exit, printed)
}
