//! The manual pages that `own generate man` writes.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::programs::is_there;

#[test]
fn mandoc_finds_nothing_wrong() -> Result<()> {
    // It knows no option for its version.
    if !is_there("mandoc", Command::new("mandoc").arg("-T").arg("lint").arg("/dev/null").output().is_ok()) {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let own = Command::new(env!("CARGO_BIN_EXE_own")).args(["generate", "man"]).arg(folder.path()).output()?;
    ensure!(own.status.success(), "{}", String::from_utf8_lossy(&own.stderr));
    let mut pages = Vec::new();
    for section in fs::read_dir(folder.path())? {
        for page in fs::read_dir(section?.path())? {
            pages.push(page?.path());
        }
    }
    ensure!(pages.len() > 25, "{pages:?}");
    let lint = Command::new("mandoc").args(["-T", "lint"]).args(&pages).output()?;
    let said = String::from_utf8_lossy(&lint.stdout);
    // The system has no `own` yet, so nothing that the pages refer to is installed.
    let found: Vec<_> = said.lines().filter(|line| !line.contains("referenced manual not found")).collect();
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
