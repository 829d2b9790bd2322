//! `own` in this process: a panic fails the test that caused it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use own::{Exit, Host};

/// What a run printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `own` in a folder.
pub(crate) fn own(args: &[impl AsRef<OsStr>], folder: &Path) -> Ran {
    with(args, folder, &[], None)
}

/// Runs `own` in a folder, with environment variables and a cache folder.
pub(crate) fn with(
    args: &[impl AsRef<OsStr>],
    folder: &Path,
    variables: &[(&str, &str)],
    cache: Option<PathBuf>,
) -> Ran {
    run(args, folder, variables, cache, String::new())
}

/// Runs `own` in a folder, with standard input.
pub(crate) fn with_input(args: &[impl AsRef<OsStr>], folder: &Path, input: String) -> Ran {
    run(args, folder, &[], None, input)
}

/// Runs `own` in a folder, with all of that.
pub(crate) fn run(
    args: &[impl AsRef<OsStr>],
    folder: &Path,
    variables: &[(&str, &str)],
    cache: Option<PathBuf>,
    input: String,
) -> Ran {
    let current_dir = folder.to_owned();
    let variables: Vec<(String, String)> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let host = Host {
        variable: Box::new(move |name| {
            variables.iter().find(|(other, _)| other == name).map(|(_, value)| OsString::from(value))
        }),
        current_dir: Ok(current_dir),
        config_dir: Box::new(|| None),
        stdin: Box::new(move || Box::new(std::io::Cursor::new(input.clone()))),
        cache_dir: Box::new(move || cache.clone()),
        stdout_is_terminal: false,
        stdin_is_terminal: Box::new(|| false),
        stderr_is_terminal: false,
        size: Box::new(|| None),
    };
    let args = std::iter::once(OsString::from("own")).chain(args.iter().map(|arg| arg.as_ref().to_owned()));
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = own::run(args, &host, &mut stdout, &mut stderr);
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { exit, stdout: text(stdout), stderr: text(stderr) }
}

/// How many random cases to try: ten times as many with `OWN_TEST_THOROUGH=1`, as `.ci/release` sets it.
pub(crate) fn cases(usual: u32) -> u32 {
    if std::env::var_os("OWN_TEST_THOROUGH").is_some_and(|thorough| thorough == "1") { usual * 10 } else { usual }
}

/// The words of a command line.
pub(crate) fn words(line: &[&str]) -> Vec<String> {
    line.iter().map(ToString::to_string).collect()
}

/// Compiles a matrix into a file of a folder.
pub(crate) fn compile(source: &str, name: &str, folder: &Path) {
    // What is written is found from the folder of this process.
    let output = folder.join(name).display().to_string();
    let compiled = own(&words(&["compile", source, "-o", &output]), folder);
    assert_eq!(compiled.exit, Exit::Answered, "{source}: {}", compiled.stderr);
}
