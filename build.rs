//! How the release build for Linux with glibc is linked, so that it starts sooner: half of what a lookup costs there is
//! loading the program. It is linked to a fixed place, so that nothing in it has to be moved; it reads texts, in a language
//! without the faults that a random place would hide. And it brings the library that unwinds the stack along, of which it needs
//! a few functions, so that the loader has one library fewer to look for.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|said| said == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // Where there is no static one, the other is found as ever.
        if let Some(folder) = folder_of("libgcc_eh.a") {
            println!("cargo::rustc-link-search=native={}", folder.display());
            println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
        }
    }
}

/// Where the linker has a library, if it has it.
fn folder_of(library: &str) -> Option<PathBuf> {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let said = Command::new(linker).arg(format!("-print-file-name={library}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    // It says the bare name of what it doesn't find.
    (path.is_absolute() && path.is_file()).then(|| path.parent().map(PathBuf::from))?
}
