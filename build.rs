//! Two things that only a build knows: a fingerprint of the program, and how to link the release build for Linux.
//!
//! A compiled matrix is only good for the program that wrote it, so its head holds the fingerprint of that program.
//!
//! Half of a lookup's time under glibc goes into loading the program, so the release build is linked to a fixed address:
//! nothing has to be relocated. `own` forbids unsafe code, so a random address would protect little. The build also
//! contains the few functions of libgcc that it needs, so that the loader looks for one library fewer. Both were tried on
//! `x86_64` and are confined to it.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=OWN_FINGERPRINT={}", fingerprint(&["src", "data/matrix.yaml", "Cargo.lock"])?);
    link_for_linux();
    Ok(())
}

/// A fingerprint of every file at or below some paths.
fn fingerprint(paths: &[&str]) -> io::Result<u64> {
    let mut files = Vec::new();
    for path in paths {
        println!("cargo::rerun-if-changed={path}");
        collect(Path::new(path), &mut files)?;
    }
    files.sort();
    // FNV-1a: the same on every machine and with every compiler, unlike the hashes of the standard library.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let bytes = fs::read(&file)?;
        let name = file.to_string_lossy().replace('\\', "/");
        for part in [name.as_bytes(), &(bytes.len() as u64).to_le_bytes(), &bytes] {
            for byte in part {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    Ok(hash)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
    Ok(())
}

fn link_for_linux() {
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let target = [("ARCH", "x86_64"), ("OS", "linux"), ("ENV", "gnu")];
    let is_tried = target.iter().all(|(part, value)| variable(&format!("CARGO_CFG_TARGET_{part}")) == *value);
    // Flags that say how to link win: for a static program, or for a relocatable one as distributions want it.
    let flags = variable("CARGO_ENCODED_RUSTFLAGS");
    let is_chosen = ["crt-static", "relocation-model", "pie", "prefer-dynamic"].iter().any(|flag| flags.contains(flag));
    if variable("PROFILE") == "release" && is_tried && !is_chosen {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // Without a static one, the loader finds the shared one.
        if let Some(folder) = folder_of("libgcc_eh.a") {
            println!("cargo::rustc-link-search=native={}", folder.display());
            println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
        }
    }
}

/// The folder in which the linker finds a library.
fn folder_of(library: &str) -> Option<PathBuf> {
    // The linker of this machine has libraries for this machine only.
    if env::var_os("HOST") != env::var_os("TARGET") {
        return None;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let output = Command::new(linker).arg(format!("-print-file-name={library}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    // For an unknown library it prints the bare name.
    (path.is_absolute() && path.is_file()).then(|| path.parent().map(PathBuf::from))?
}
