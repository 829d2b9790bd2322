use super::*;

/// Reads in a folder with these files; what is shown is relative to it.
fn read_in(files: &[(&str, &[u8])], path: &str) -> Result<Vec<(String, String)>, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    read_limited(folder.path(), path, LIMITS)
}

fn read_limited(folder: &Path, path: &str, limits: Limits) -> Result<Vec<(String, String)>, String> {
    let path = folder.join(path);
    let mut reader = Reader { limits, ..Reader::new(&path, &Access::Named, folder) };
    match (reader.read(&path), reader.problems) {
        (sources, problems) if problems.is_empty() => {
            Ok(sources.0.into_iter().map(|file| (file.name, file.text)).collect())
        }
        (_, problems) => {
            let cause = |problem: &Problem| problem.cause.as_ref().map(|cause| format!("\n  cause: {cause}"));
            let all = problems.iter().map(|problem| format!("{problem}{}", cause(problem).unwrap_or_default()));
            Err(all.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn names(read: Result<Vec<(String, String)>, String>) -> Vec<String> {
    read.unwrap().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_file_is_read_whatever_its_name() {
    let read = read_in(&[("a.txt", "\u{feff}é: b\r\n".as_bytes())], "a.txt").unwrap();
    assert_eq!(read, [("a.txt".to_owned(), "é: b\r\n".to_owned())]);
}

#[test]
fn a_folder_is_read_in_order_of_its_paths() {
    let files: Vec<(&str, &[u8])> = [
        "m/b.yaml",
        "m/a/z.yaml",
        "m/a-b/y.yaml",
        "m/a.yaml",
        "m/.hidden.yaml",
        "m/.git/c.yaml",
        "m/d.yml",
        "m/e.YAML",
        "m/yaml",
        "m/f.yaml/g.yaml",
        "m/README.md",
    ]
    .map(|name| (name, b"x: y".as_slice()))
    .to_vec();
    assert_eq!(
        names(read_in(&files, "m")),
        ["m/a-b/y.yaml", "m/a.yaml", "m/a/z.yaml", "m/b.yaml", "m/d.yml", "m/f.yaml/g.yaml"]
    );
}

#[test]
fn what_can_not_be_read_says_so() {
    // The system says it in its own words.
    let cause = fs::metadata("nowhere").unwrap_err();
    let nothing = format!("`a.yaml` doesn't exist: check the name\n  cause: {cause}");
    for (files, path, message) in [
        (&[][..], "a.yaml", nothing.as_str()),
        (&[("a", b"".as_slice())], "a", "`a` is empty: `own init` writes a matrix to start from"),
        (&[("a", b"\xef\xbb\xbf \r\n\t")], "a", "`a` is empty: `own init` writes a matrix to start from"),
        (&[("m/a.md", b"")], "m", "`m` holds no `*.yaml` or `*.yml`: name the folder that does"),
        (
            &[("a", "é: b\r\nc: é".as_bytes()), ("b", b"\xc3\xa9: b\r\n \xc3\xa9 \xff")],
            "b",
            "`b` is not UTF-8 at line 2, column 4 (byte 0xff): save it as UTF-8",
        ),
        (&[("a", b"\xff\xfea\0")], "a", "`a` is UTF-16: save it as UTF-8"),
    ] {
        assert_eq!(read_in(files, path).unwrap_err(), message);
    }
    // Windows has no such names.
    if cfg!(unix) {
        let said = "`a\\u{1b}[31m` is empty: `own init` writes a matrix to start from";
        assert_eq!(read_in(&[("a\u{1b}[31m", b"")], "a\u{1b}[31m").unwrap_err(), said);
    }
    let denied = io::Error::from(ErrorKind::PermissionDenied);
    let mut reader = Reader::new(Path::new("/"), &Access::Named, Path::new("/"));
    reader.refuse::<()>(Path::new("/a"), denied);
    assert_eq!(reader.problems[0].to_string(), "`a` may not be read: check its permissions");
}

#[test]
fn all_problems_of_a_folder_are_collected() {
    let files: &[(&str, &[u8])] =
        &[("m/a.yaml", b""), ("m/b.yaml", b"x: y"), ("m/c.yaml", b"\xff"), ("m/n/d.yaml", b"\n")];
    let error = read_in(files, "m").unwrap_err();
    assert_eq!(error.lines().count(), 3, "{error}");
    assert!(error.contains("`m/c.yaml` is not UTF-8 at line 1, column 1"));
}

#[test]
fn limits_hold() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..4 {
        fs::write(folder.path().join(format!("{index}.yaml")), "x: y\n").unwrap();
    }
    let limits = |bytes, files, entries| Limits { bytes, files, entries };
    assert_eq!(read_limited(folder.path(), "", limits(5, 4, 4)).unwrap().len(), 4);
    let too_many = "holds more than 3 YAML files or 4 files in all: name a smaller folder";
    assert_eq!(read_limited(folder.path(), "", limits(5, 3, 4)).unwrap_err(), format!("`.` {too_many}"));
    assert!(read_limited(folder.path(), "", limits(5, 4, 3)).unwrap_err().contains("or 3 files in all"));
    let error = read_limited(folder.path(), "0.yaml", limits(4, 9, 9)).unwrap_err();
    assert_eq!(error, "`0.yaml` is larger than 0 MiB: is it the right file?");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("m/sub")).unwrap();
    fs::create_dir(at("m/.other")).unwrap();
    fs::write(at("m/target.txt"), "x: y").unwrap();
    fs::write(at("m/.other/o.yaml"), "x: y").unwrap();
    symlink("target.txt", at("m/a.yaml")).unwrap();
    symlink("..", at("m/sub/up")).unwrap();
    symlink("self", at("m/self")).unwrap();
    symlink("nowhere", at("m/dangling")).unwrap();
    symlink(".other", at("m/z")).unwrap();
    assert_eq!(names(read_limited(folder.path(), "m", LIMITS)), ["m/a.yaml", "m/z/o.yaml"]);
    symlink("nowhere", at("m/b.yaml")).unwrap();
    let error = read_limited(folder.path(), "m", LIMITS).unwrap_err();
    assert!(error.starts_with("`m/b.yaml` doesn't exist"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_a_folder_are_refused_unless_named() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("m")).unwrap();
    fs::create_dir(at("other")).unwrap();
    for file in ["m/a.yaml", "other/o.yaml", "secret"] {
        fs::write(at(file), "x: y").unwrap();
    }
    for (target, link) in [("../secret", "m/b.yaml"), ("../other", "m/z"), ("../secret", "m/README.md"), ("m", "n")] {
        symlink(target, at(link)).unwrap();
    }
    let refused =
        |path: &str| format!("`{path}` is a link that leads out of the folder: name it, or copy the file here");
    let error = read_limited(folder.path(), "m", LIMITS).unwrap_err();
    let mut lines: Vec<&str> = error.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, [refused("m/b.yaml"), refused("m/z")]);
    assert_eq!(names(read_limited(folder.path(), "m/b.yaml", LIMITS)), ["m/b.yaml"]);
    fs::remove_file(at("m/b.yaml")).unwrap();
    fs::remove_file(at("m/z")).unwrap();
    assert_eq!(names(read_limited(folder.path(), "n", LIMITS)), ["n/a.yaml"]);
}

#[cfg(unix)]
#[test]
fn pipes_are_read_when_named_and_streams_end() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let error = read_limited(folder.path(), "", LIMITS).unwrap_err();
    assert_eq!(error, "`pipe.yaml` is not a file: move it away or rename it");
    let writer = std::thread::spawn(move || fs::write(pipe, "x: y"));
    assert_eq!(read_limited(folder.path(), "pipe.yaml", LIMITS).unwrap()[0].1, "x: y");
    writer.join().unwrap().unwrap();

    let limits = Limits { bytes: 1 << 20, ..LIMITS };
    let error = read_limited(Path::new("/dev"), "zero", limits).unwrap_err();
    assert_eq!(error, "`zero` is larger than 1 MiB: is it the right file?");
    assert!(read_limited(Path::new("/dev"), "null", LIMITS).unwrap_err().starts_with("`null` is empty"));

    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let error = read_limited(folder.path(), "socket", LIMITS).unwrap_err();
    assert_eq!(error, "`socket` is neither a file nor a folder: name one of them");
}
