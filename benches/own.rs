//! What the parts of a lookup take: `cargo bench`. Figures of one run are to be compared with each other; whole processes
//! are compared by `benches/compare.py`.

#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use divan::{Bencher, counter::BytesCount};
use own::Host;

fn main() {
    divan::main();
}

/// Systems of the matrices.
const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// A matrix of some systems: the folder of its YAML, and the same compiled.
struct Made {
    yaml: PathBuf,
    compiled: PathBuf,
    bytes: u64,
}

/// Made once a run, in the folder for what is built.
fn made(systems: usize) -> Made {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().unwrap()).path().join(systems.to_string());
    let made = Made { yaml: folder.join("ownership"), compiled: folder.join("matrix.own"), bytes: 0 };
    if !made.compiled.exists() {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/matrix.py");
        let python = Command::new("python3").arg(script).arg(systems.to_string()).arg(&folder).status();
        assert!(python.unwrap().success());
        own(&["compile", made.yaml.to_str().unwrap(), "-o", made.compiled.to_str().unwrap()], &made.yaml);
    }
    let files = std::fs::read_dir(&made.yaml).unwrap();
    let bytes = files.map(|file| file.unwrap().metadata().unwrap().len()).sum();
    Made { bytes, ..made }
}

/// Runs `own` in this process, without a cache.
fn own(args: &[&str], matrix: &Path) -> Vec<u8> {
    with(args, matrix, None)
}

fn with(args: &[&str], matrix: &Path, complete: Option<&'static str>) -> Vec<u8> {
    let matrix = matrix.as_os_str().to_owned();
    let host = Host {
        variable: Box::new(move |name| match name {
            "OWN_MATRIX" => Some(matrix.clone()),
            "COMPLETE" => complete.map(Into::into),
            _ => None,
        }),
        current_dir: Ok(PathBuf::from("/")),
        config_dir: Box::new(|| None),
        cache_dir: Box::new(|| None),
        stdin: Box::new(|| Box::new(std::io::empty())),
        stdout_is_terminal: false,
        stdin_is_terminal: Box::new(|| false),
        stderr_is_terminal: false,
        size: Box::new(|| None),
    };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let args = std::iter::once("own").chain(args.iter().copied()).map(Into::into);
    black_box(own::run(args, &host, &mut stdout, &mut stderr));
    assert!(stderr.is_empty() || args_fail(&stderr), "{}", String::from_utf8_lossy(&stderr));
    stdout
}

/// A name that fits nothing is one of the things that are measured.
fn args_fail(stderr: &[u8]) -> bool {
    stderr.starts_with(b"own: no system is called") || stderr.starts_with(b"wrote ")
}

/// Read the YAML, validate it, and answer.
#[divan::bench(args = SIZES, max_time = 5)]
fn load(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    bencher.counter(BytesCount::new(made.bytes)).bench_local(|| own(&["list", "levels"], &made.yaml));
}

/// All rules of `own check`, on top of loading.
#[divan::bench(args = SIZES, max_time = 5)]
fn check(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    bencher.bench_local(|| own(&["check", "--format", "json"], &made.yaml));
}

/// Compile, on top of loading.
#[divan::bench(args = SIZES, max_time = 5)]
fn compile(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    let output = made.compiled.with_extension("again");
    bencher.bench_local(|| own(&["compile", "-o", output.to_str().unwrap()], &made.yaml));
}

/// One lookup in the compiled matrix, arguments to answer.
#[divan::bench(args = SIZES)]
fn look_up(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    bencher.bench_local(|| own(&["who", "search-database-2", "backup"], &made.compiled));
}

/// One completion of the name of a system.
#[divan::bench(args = SIZES)]
fn complete(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    bencher.bench_local(|| with(&["--", "own", "who", "search-database-2"], &made.compiled, Some("fish")));
}

/// The nearest name to one with a slip.
#[divan::bench(args = SIZES)]
fn suggest(bencher: Bencher<'_, '_>, systems: usize) {
    let made = made(systems);
    bencher.bench_local(|| own(&["who", "serach-database-2", "backup"], &made.compiled));
}
