//! How the release build for Linux with glibc is linked, so that it starts sooner: half of what a lookup costs there is
//! loading the program. It is linked to a fixed place, so that nothing in it has to be moved; it reads texts, in a language
//! without the faults that a random place would hide. And it brings the library that unwinds the stack along, of which it needs
//! a few functions, so that the loader has one library fewer to look for. Only where it was tried: on `x86_64`.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|said| said == value);
    let target = [("ARCH", "x86_64"), ("OS", "linux"), ("ENV", "gnu")];
    if is("PROFILE", "release") && target.iter().all(|(part, value)| is(&format!("CARGO_CFG_TARGET_{part}"), value)) {
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
    // The linker of this machine has libraries for this machine.
    let own = || (env::var_os("HOST") == env::var_os("TARGET")).then(|| "cc".into());
    let linker = env::var_os("RUSTC_LINKER").or_else(own)?;
    let said = Command::new(linker).arg(format!("-print-file-name={library}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    // It says the bare name of what it doesn't find.
    (path.is_absolute() && path.is_file()).then(|| path.parent().map(PathBuf::from))?
}
