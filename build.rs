//! How the release build for Linux with glibc is linked, so that it starts sooner: half of what a lookup costs there is
//! loading the program. It is linked to a fixed place, so that nothing in it has to be moved; it reads texts, in a language
//! without the faults that a random place would hide. And it brings the library that unwinds the stack along, of which it needs
//! a few functions, so that the loader has one library fewer to look for. Only where it was tried: on `x86_64`.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let said = |name: &str| env::var(name).unwrap_or_default();
    let target = [("ARCH", "x86_64"), ("OS", "linux"), ("ENV", "gnu")];
    let is_tried = target.iter().all(|(part, value)| said(&format!("CARGO_CFG_TARGET_{part}")) == *value);
    // Whoever says how to link, gets that: a static program, or one that can be moved, as distributions want it.
    let flags = said("CARGO_ENCODED_RUSTFLAGS");
    let is_said = ["crt-static", "relocation-model", "pie", "prefer-dynamic"].iter().any(|flag| flags.contains(flag));
    if said("PROFILE") == "release" && is_tried && !is_said {
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
    if env::var_os("HOST") != env::var_os("TARGET") {
        return None;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let said = Command::new(linker).arg(format!("-print-file-name={library}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    // It says the bare name of what it doesn't find.
    (path.is_absolute() && path.is_file()).then(|| path.parent().map(PathBuf::from))?
}
