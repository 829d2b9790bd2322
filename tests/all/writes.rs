//! Files that `own` writes: completely or not at all, and only its own.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::programs::{is_there, runs};
use crate::run::cases;

const MATRIX: &str = "version: 1\nteams: { t: { name: T } }\nsystems: { s: { name: S, owners: { system: t } } }\n";

/// So much later is each process killed than the one before.
const STEP: u32 = 60_000;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("m.yaml", MATRIX);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn own(&self, line: &str) -> Command {
        let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
        self.prepare(&mut own);
        own.args(line.split(' '));
        own
    }

    fn prepare(&self, command: &mut Command) {
        command.env_clear().env("OWN_MATRIX", "m.yaml").env("OWN_CACHE", "off").current_dir(self.0.path());
        command.stdin(Stdio::null());
    }

    fn run(&self, line: &str) -> Output {
        self.own(line).output().unwrap()
    }

    fn succeeds(&self, line: &str) {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {output:?}");
    }

    /// Runs a command that says why it writes nothing.
    fn refuses(&self, line: &str, why: &str) {
        let before = snapshot(self.0.path());
        let output = self.run(line);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && stderr.contains(why), "{line}: {stderr}");
        assert_eq!(snapshot(self.0.path()), before, "{line}");
    }

    fn temporary(&self) -> usize {
        let names = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".own-")).count()
    }
}

/// Names and contents of all files.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(path).unwrap_or_default())).collect();
    files.sort();
    files
}

#[test]
fn only_what_own_wrote_is_replaced_unless_forced() {
    let folder = Folder::new();
    let lines = ["render markdown -o out", "render html -o out", "compile m.yaml -o out"];
    for line in lines {
        folder.write("out", "a letter\n");
        folder.refuses(line, "wasn't written by `own ");
        folder.succeeds(&format!("{line} --force"));
        folder.succeeds(line);
        // What a person kept in a Markdown document was lost to another command.
        for other in lines.into_iter().filter(|other| *other != line) {
            folder.refuses(other, "wasn't written by `own ");
        }
        folder.write("out", "");
        folder.succeeds(line);
    }
    folder.refuses("compile m.yaml -o m.yaml --force", "belongs to the matrix itself");
}

#[test]
fn nothing_is_written_through_a_link() {
    let folder = Folder::new();
    folder.write("target", "");
    symlink("target", folder.path("out")).unwrap();
    symlink("nowhere", folder.path("dangling")).unwrap();
    for name in ["out", "dangling"] {
        for line in ["render markdown -o", "render html --force -o", "compile m.yaml -o", "compile m.yaml --force -o"] {
            folder.refuses(&format!("{line} {name}"), "it is a link");
        }
        folder.refuses(&format!("init {name}"), "already exists");
    }
    assert!(folder.run("render markdown -o /dev/stdout").stdout.starts_with(b"<!-- Written by own"));
    folder.write("m.yaml", &MATRIX.replace("system: t", "systm: t").replace("teams: {", "tems: {"));
    fs::rename(folder.path("m.yaml"), folder.path("real.yaml")).unwrap();
    symlink("real.yaml", folder.path("m.yaml")).unwrap();
    folder.refuses("check --fix --write", "it is a link, and `own` writes through none");
}

#[test]
fn owner_and_permissions_stay_and_hard_links_are_reported() {
    let folder = Folder::new();
    for (mode, expected) in [(None, 0o640), (Some(0o604), 0o604), (Some(0o666), 0o666)] {
        if let Some(mode) = mode {
            fs::set_permissions(folder.path("out"), fs::Permissions::from_mode(mode)).unwrap();
        }
        let mut command = Command::new("sh");
        folder.prepare(&mut command);
        let own = env!("CARGO_BIN_EXE_own");
        command.args(["-c", &format!("umask 027; exec {own} render html -o out --at 2025-01-0{}", expected % 7 + 1)]);
        assert!(command.status().unwrap().success());
        assert_eq!(fs::metadata(folder.path("out")).unwrap().mode() & 0o777, expected);
    }
    if is_there("the right to change owners", chown(folder.path("out"), Some(54321), Some(54322)).is_ok()) {
        folder.succeeds("render html -o out --at 2026-02-02");
        let metadata = fs::metadata(folder.path("out")).unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o777), (54321, 54322, 0o666));
    }
    fs::hard_link(folder.path("out"), folder.path("other")).unwrap();
    folder.refuses("render markdown -o out", "the file has 2 names (hard links)");
}

/// A limit on the size of files ends a write like a full disk.
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.succeeds("render html -o page.html --at 2025-01-01");
    let before = snapshot(folder.0.path());
    for line in ["render html -o page.html --at 2025-01-02", "render html -o new.html", "init ownership.yaml"] {
        let mut command = Command::new("bash");
        folder.prepare(&mut command);
        // The signal would kill the process.
        command.args(["-c", &format!("trap '' XFSZ; ulimit -f 1; exec {} {line}", env!("CARGO_BIN_EXE_own"))]);
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && stderr.contains("can't write"), "{line}: {output:?}");
        assert_eq!(snapshot(folder.0.path()), before, "{line}");
    }
    let output = folder.run("render html -o /dev/full");
    assert!(output.status.code() == Some(2), "{output:?}");
}

#[test]
fn a_read_only_folder_stays_as_it_is() {
    let folder = Folder::new();
    folder.succeeds("render html -o page.html --at 2025-01-01");
    fs::set_permissions(folder.0.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    // Root may write anywhere.
    if !is_root || is_there("setpriv", runs("setpriv")) {
        let before = snapshot(folder.0.path());
        for line in ["render html -o page.html --at 2025-01-02", "compile m.yaml -o new.own", "init"] {
            let own = folder.own(line);
            let output = if is_root {
                let mut command = Command::new("setpriv");
                folder.prepare(&mut command);
                command.args(["--reuid=54321", "--regid=54321", "--clear-groups"]).arg(own.get_program());
                command.args(own.get_args()).output().unwrap()
            } else {
                folder.run(line)
            };
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(2) && stderr.contains("Permission denied"), "{line}: {output:?}");
            assert_eq!(snapshot(folder.0.path()), before, "{line}");
        }
    }
    fs::set_permissions(folder.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A process is killed later and later, so at every moment of its work.
#[test]
fn whenever_a_process_is_killed_a_file_is_old_or_new() {
    let folder = Folder::new();
    let day = |round: u32| format!("render html -o page.html --at 2025-01-{:02}", round % 2 + 1);
    let versions: Vec<String> = (0..2)
        .map(|round| {
            folder.succeeds(&day(round));
            folder.read("page.html")
        })
        .collect();
    folder.succeeds("init starter");
    let starter = folder.read("starter");
    let (mut round, mut killed, mut in_time) = (0, 0, 0);
    // Until it is too late to kill it.
    while in_time < 3 {
        round += 1;
        let _ = fs::remove_file(folder.path("ownership.yaml"));
        for line in [day(round), "init".to_owned()] {
            let mut child = folder.own(&line).stderr(Stdio::null()).spawn().unwrap();
            (0..round * STEP / cases(1)).for_each(|_| std::hint::spin_loop());
            child.kill().unwrap();
            let ended = child.wait().unwrap();
            killed += u32::from(!ended.success());
            in_time += u32::from(ended.success() && line != "init");
        }
        assert!(versions.contains(&folder.read("page.html")), "round {round}");
        if folder.path("ownership.yaml").exists() {
            assert_eq!(folder.read("ownership.yaml"), starter);
        }
    }
    assert!(killed > 3, "{killed} in {round} rounds");
    folder.write("last", "");
    folder.succeeds("render html -o last");
    assert_eq!(folder.temporary(), 0);
}
