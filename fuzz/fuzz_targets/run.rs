//! `own` in this process, in an empty folder.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use own::{Exit, Host};

/// A matrix with rotas, calendars and selectors.
#[allow(dead_code, reason = "each target compiles this file")]
pub const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/example");

/// An empty folder.
pub fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("own-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    })
}

/// The path of a file with a text, such as a matrix: the standard input of a matrix is that of this process.
#[allow(dead_code, reason = "each target compiles this file")]
pub fn file(name: &str, text: &str) -> String {
    let path = folder().join(name);
    std::fs::write(&path, text).expect("a file");
    path.into_os_string().into_string().expect("a path")
}

/// A matrix compiled to a file: questions to it need no parser, so a second has a hundred times as many.
#[allow(dead_code, reason = "each target compiles this file")]
pub fn compiled(source: &str) -> String {
    let output = file("base.own", "");
    let (exit, printed) = own(&["compile", "--matrix", source, "--force", "-o", &output], Vec::new(), None);
    assert!(exit == Exit::Answered, "{printed}");
    output
}

/// A shell that completes, and the matrix of its environment.
pub struct Completing {
    pub shell: &'static str,
    pub matrix: &'static str,
}

/// Runs `own`, and returns how it ended and what it printed.
pub fn own(args: &[&str], input: Vec<u8>, complete: Option<Completing>) -> (Exit, String) {
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
