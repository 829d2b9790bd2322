//! `own` in this process, in an empty folder.

use std::ffi::OsString;
use std::path::PathBuf;
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

/// Runs `own`, and returns how it ended and what it printed.
pub fn own(args: &[&str], input: Vec<u8>, complete: Option<&'static str>) -> (Exit, String) {
    let host = Host {
        variable: Box::new(move |name| complete.filter(|_| name == "COMPLETE").map(Into::into)),
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
