//! What is kept by itself is used while it is current, and never when it isn't.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use own::Exit;
use tempfile::TempDir;

use super::matrices::Choices;
use crate::run::{Ran, run, with, words};

/// Where a matrix is asked with a cache of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.path("m")).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ask(&self, question: &[&str]) -> Ran {
        with(&words(question), self.0.path(), &[("OWN_MATRIX", "m")], Some(self.path("cache")))
    }

    fn batch(&self, input: &str) -> Ran {
        let args = words(&["who", "--batch"]);
        run(&args, self.0.path(), &[("OWN_MATRIX", "m")], Some(self.path("cache")), input.to_owned())
    }

    /// The file of the cache, once what is kept is current. Nothing is kept of a file that was changed a moment ago, so this
    /// asks until it is older.
    fn kept(&self) -> PathBuf {
        let patience = Instant::now() + Duration::from_secs(60);
        while Instant::now() < patience {
            assert_eq!(self.ask(&["who", "s", "a"]).exit, Exit::Answered);
            let state = self.ask(&["where", "--field", "compiled.current"]);
            if state.stdout == "true\n" {
                return self.ask(&["where", "--field", "compiled.path"]).stdout.trim().into();
            }
        }
        panic!("nothing was kept: {:?}", self.ask(&["where"]));
    }
}

/// A matrix whose one area says which version it is; each has the same length.
fn version(number: u32) -> String {
    let padding = "#".repeat(5000);
    format!(
        "version: 1\n# {padding}\nteams: {{ t: {{ name: T, on_call: {{ cover: 24/7 }}, contacts: {{ chat: \"#t\" }} }} }}\n\
         systems: {{ s: {{ name: S, areas: {{ a: {{ name: A, primary: t, note: v{number:06} }} }} }} }}\n"
    )
}

/// Where the number of a version stands in its text.
fn place_of_number() -> u64 {
    u64::try_from(version(0).find("v000000").unwrap()).unwrap()
}

fn number(ran: &str) -> u32 {
    ran.trim().strip_prefix('v').and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("{ran:?}"))
}

/// Long before anything is kept. Whole seconds would be taken for a file system that counts no parts of them, where `own`
/// keeps nothing for two seconds after a change.
fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 1)
}

/// Writes a version as one of several kinds of people and programs would, without a trace in size or time of change.
fn change(file: &Path, to: u32, choices: &mut Choices) {
    if choices.once_in(2) {
        let mut open = File::options().write(true).open(file).unwrap();
        open.seek(SeekFrom::Start(place_of_number())).unwrap();
        open.write_all(format!("v{to:06}").as_bytes()).unwrap();
        open.set_modified(long_ago()).unwrap();
    } else {
        let beside = file.with_extension("new");
        let mut new = File::create(&beside).unwrap();
        new.write_all(version(to).as_bytes()).unwrap();
        new.set_modified(long_ago()).unwrap();
        fs::rename(beside, file).unwrap();
    }
}

#[test]
fn a_change_is_seen_at_once_however_it_was_made() {
    let home = Home::new();
    let file = home.path("m/a.yaml");
    fs::write(&file, version(0)).unwrap();
    let mut choices = Choices(11);
    for round in 1..=24 {
        if choices.once_in(2) {
            home.kept();
        }
        change(&file, round, &mut choices);
        assert_eq!(number(&home.ask(&["who", "s", "a", "--field", "note"]).stdout), round);
    }
}

#[test]
fn files_that_come_go_and_change_places_are_seen_at_once() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(1)).unwrap();
    home.kept();
    fs::write(home.path("m/b.yaml"), "systems: { other: { name: Other } }\n").unwrap();
    assert_eq!(home.ask(&["list", "systems", "--field", "id", "--all"]).stdout, "s\nother\n");
    home.kept();
    fs::remove_file(home.path("m/b.yaml")).unwrap();
    assert_eq!(home.ask(&["list", "systems", "--field", "id", "--all"]).stdout, "s\n");
    // Another folder takes the place of this one, and comes back.
    fs::create_dir(home.path("n")).unwrap();
    fs::write(home.path("n/a.yaml"), version(2)).unwrap();
    for expected in [2, 1, 2] {
        home.kept();
        for (from, to) in [("m", "x"), ("n", "m"), ("x", "n")] {
            fs::rename(home.path(from), home.path(to)).unwrap();
        }
        assert_eq!(number(&home.ask(&["who", "s", "a", "--field", "note"]).stdout), expected);
    }
    // A folder below, and files that change their names.
    fs::create_dir(home.path("m/below")).unwrap();
    home.kept();
    fs::write(home.path("m/below/c.yaml"), "systems: { below: { name: Below } }\n").unwrap();
    assert_eq!(home.ask(&["list", "systems", "--field", "id", "--all"]).stdout, "s\nbelow\n");
    home.kept();
    fs::rename(home.path("m/below/c.yaml"), home.path("m/c.txt")).unwrap();
    assert_eq!(home.ask(&["list", "systems", "--field", "id", "--all"]).stdout, "s\n");
}

#[test]
fn no_process_answers_with_what_was_there_before_it_began() {
    const LAST: u32 = 60;
    const ASKERS: u32 = 3;
    let home = Home::new();
    let file = home.path("m/a.yaml");
    fs::write(&file, version(0)).unwrap();
    let (begun, done, answered) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
    let ask = || {
        let mut own = Command::new(env!("CARGO_BIN_EXE_own"));
        own.env_clear().env("XDG_CACHE_HOME", home.path("cache")).env("OWN_MATRIX", home.path("m"));
        let output = own.args(["who", "s", "a", "--field", "note"]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        number(&String::from_utf8(output.stdout).unwrap())
    };
    std::thread::scope(|scope| {
        for _ in 0..ASKERS {
            scope.spawn(|| {
                while done.load(Ordering::SeqCst) < LAST {
                    let before = done.load(Ordering::SeqCst);
                    let answer = ask();
                    let after = begun.load(Ordering::SeqCst);
                    answered.fetch_add(1, Ordering::SeqCst);
                    assert!((before..=after).contains(&answer), "{before} <= {answer} <= {after}");
                }
            });
        }
        let mut choices = Choices(5);
        for next in 1..=LAST {
            // Once in a while everybody has time to keep the matrix, and to be wrong afterwards.
            if choices.once_in(4) {
                home.kept();
            }
            begun.store(next, Ordering::SeqCst);
            change(&file, next, &mut choices);
            done.store(next, Ordering::SeqCst);
            // The next change comes at once, or when somebody began to ask after this one.
            let so_far = answered.load(Ordering::SeqCst);
            let patience = Instant::now() + Duration::from_secs(60);
            let waits = choices.once_in(2);
            while waits && answered.load(Ordering::SeqCst) <= so_far + ASKERS {
                assert!(Instant::now() < patience, "nobody asks any more: all were answered wrongly");
                std::thread::yield_now();
            }
        }
    });
    assert_eq!(ask(), LAST);
}

#[test]
fn a_cache_that_is_no_good_costs_no_answer() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    let file = home.kept();
    let good = fs::read(&file).unwrap();
    let is_right = |what: &str| {
        let ran = home.ask(&["who", "s", "a", "--field", "note"]);
        assert_eq!((ran.exit, ran.stdout.as_str(), ran.stderr.as_str()), (Exit::Answered, "v000003\n", ""), "{what}");
        let ran = home.batch("s\ta\n");
        assert!(ran.exit == Exit::Answered && ran.stdout.contains("\"v000003\""), "{what}: {ran:?}");
    };
    fs::write(&file, &good[..good.len() / 2]).unwrap();
    is_right("cut off");
    fs::write(&file, b"\0own\x1amtx and then something else altogether, which is long enough to have a head").unwrap();
    is_right("something else");
    fs::write(&file, "").unwrap();
    is_right("empty");
    for at in (0..good.len()).step_by(17) {
        let mut flipped = good.clone();
        flipped[at] ^= 0x10;
        fs::write(&file, flipped).unwrap();
        is_right("a byte flipped");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    is_right("a folder");
    fs::remove_dir_all(home.path("cache")).unwrap();
    fs::write(home.path("cache"), "a file where the folder should be").unwrap();
    is_right("no folder");
}

#[test]
#[cfg(unix)]
fn what_others_can_write_is_not_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    let file = home.kept();
    assert_eq!(fs::metadata(home.path("cache/own")).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o622)).unwrap();
    assert_eq!(home.ask(&["where", "--field", "compiled"]).stdout, "");
    // It is made anew.
    assert_eq!(home.kept(), file);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_a_cache_file_is_not_waited_for() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    let file = home.kept();
    fs::remove_file(&file).unwrap();
    assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
    assert_eq!(home.ask(&["who", "s", "a", "--field", "note"]).stdout, "v000003\n");
}

/// A compiled matrix of the user was removed with the oldest files of the cache.
#[test]
#[cfg(unix)]
fn only_files_of_the_cache_leave_it() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    let kept = home.kept();
    let folder = home.path("cache/own");
    let bytes = fs::read(&kept).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let mut file = File::create(folder.join(name)).unwrap();
        file.write_all(bytes).unwrap();
        fs::set_permissions(folder.join(name), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        file.set_modified(long_ago()).unwrap();
    };
    let others = ["matrix.own", "notes.tmp", "0123456789abcdef", "0123456789abcdeg.own", "0123456789abcdef0.own"];
    for name in others {
        write(name, &bytes);
    }
    write("0123456789abcdee.own", b"not compiled");
    let old: Vec<String> = (0..40).map(|number| format!("{number:016x}.own")).collect();
    for name in &old {
        write(name, &bytes);
    }
    fs::write(home.path("m/a.yaml"), version(4)).unwrap();
    home.kept();
    for name in others.into_iter().chain(["0123456789abcdee.own"]) {
        assert!(folder.join(name).exists(), "{name}");
    }
    assert!(kept.exists() && old.iter().filter(|name| folder.join(name).exists()).count() < 32);
}

#[test]
fn whoever_wants_none_gets_none() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    home.kept();
    fs::remove_dir_all(home.path("cache")).unwrap();
    for off in ["off", "OFF", "0", "no"] {
        let variables = [("OWN_MATRIX", "m"), ("OWN_CACHE", off)];
        let ran = with(&words(&["who", "s", "a"]), home.0.path(), &variables, Some(home.path("cache")));
        assert_eq!(ran.exit, Exit::Answered);
    }
    assert_eq!(home.ask(&["who", "s", "a", "--no-cache"]).exit, Exit::Answered);
    assert!(!home.path("cache").exists());
}

#[test]
fn a_batch_of_the_built_in_matrix_asks_no_other() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    home.kept();
    fs::create_dir(home.path("m/.git")).unwrap();
    let ran = run(&words(&["who", "--batch"]), &home.path("m"), &[], Some(home.path("cache")), "s\ta\n".to_owned());
    assert!(ran.stdout.contains("`s` matches 4 system names"), "{ran:?}");
}

#[test]
#[cfg(unix)]
fn the_built_in_matrix_is_cached_on_first_use() {
    let home = Home::new();
    fs::create_dir(home.path("m/.git")).unwrap();
    let ask =
        |line: &str| with(&words(&line.split(' ').collect::<Vec<_>>()), &home.path("m"), &[], Some(home.path("cache")));
    assert_eq!(ask("where --field compiled.path").stdout, "");
    let first = ask("who postgres backup");
    assert_eq!(first.exit, Exit::Answered);
    let path = ask("where --field compiled.path").stdout;
    assert!(Path::new(path.trim()).is_file(), "{path}");
    assert_eq!(ask("where --field compiled.current").stdout, "true\n");
    assert_eq!(ask("who postgres backup").stdout, first.stdout);
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_nowhere_may_lead_somewhere_one_day() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), version(3)).unwrap();
    // What is hidden belongs to no matrix.
    fs::create_dir(home.path("m/.hidden")).unwrap();
    std::os::unix::fs::symlink(".hidden/elsewhere", home.path("m/later")).unwrap();
    let begun = fs::metadata(home.path("m")).unwrap().modified().unwrap();
    while SystemTime::now() < begun + Duration::from_millis(300) {
        assert_eq!(home.ask(&["list", "systems"]).exit, Exit::Answered);
    }
    fs::create_dir(home.path("m/.hidden/elsewhere")).unwrap();
    fs::write(home.path("m/.hidden/elsewhere/b.yaml"), "systems: { other: { name: Other } }\n").unwrap();
    assert_eq!(home.ask(&["list", "systems", "--field", "id", "--all"]).stdout, "s\nother\n");
}

#[test]
fn what_is_small_or_not_a_file_is_not_kept() {
    let home = Home::new();
    fs::write(home.path("m/a.yaml"), "version: 1\nsystems: { s: { name: S } }\n").unwrap();
    let old = |path: &Path| File::open(path).unwrap().metadata().unwrap().modified().unwrap();
    let begun = old(&home.path("m/a.yaml"));
    while SystemTime::now() < begun + Duration::from_millis(200) {
        assert_eq!(home.ask(&["list", "systems"]).exit, Exit::Answered);
    }
    assert!(!home.path("cache").exists());
}
