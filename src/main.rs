//! The binary: hands arguments, streams and host to the library and returns its exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

/// musl's own allocator takes a system call for nearly every large piece of memory.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    // A Windows console understands escape sequences only when told to. One that can't counts as a dumb terminal.
    let is_dumb = anstyle_query::windows::enable_ansi_colors() == Some(false);
    let terminal = move |name: &str| (is_dumb && name == "TERM").then(|| "dumb".into());
    let host = own::Host {
        variable: Box::new(move |name| std::env::var_os(name).or_else(|| terminal(name))),
        current_dir: std::env::current_dir(),
        config_dir: Box::new(dirs::config_dir),
        stdin: Box::new(|| Box::new(io::stdin())),
        stdin_is_terminal: Box::new(|| io::stdin().is_terminal()),
        cache_dir: Box::new(dirs::cache_dir),
        stdout_is_terminal: io::stdout().is_terminal(),
        stderr_is_terminal: io::stderr().is_terminal(),
        size: Box::new(|| terminal_size::terminal_size_of(io::stdout()).map(|(width, height)| (width.0, height.0))),
    };
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    // Not locked: progress is shown from another thread.
    let mut stderr = io::stderr();
    own::run(std::env::args_os(), &host, &mut stdout, &mut stderr).into()
}
