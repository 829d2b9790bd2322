//! Matrices in repositories elsewhere, which git itself makes here.

use std::fs;

use crate::revision::{Repository, matrix};

const URL: &str = "git+file://";

/// A repository whose branch `main` has a matrix at `m/owners.yaml`, and its URL.
fn remote() -> Option<(Repository, String)> {
    let repository = Repository::new()?;
    repository.write("m/owners.yaml", &matrix("red"));
    repository.commit("2026-01-10T09:00:00Z");
    let url = format!("{URL}{}//m/owners.yaml?ref=main", repository.path("m").parent()?.display());
    Some((repository, url))
}

/// The primary, without warnings.
fn primary(repository: &Repository, url: &str) -> (i32, String, String) {
    repository.own(&["who", "shop", "web", "--field", "primary.id", "--quiet", "--matrix", url])
}

#[test]
fn a_remote_matrix_changes_only_when_it_is_fetched() {
    let Some((repository, url)) = remote() else { return };
    let (code, stdout, stderr) = primary(&repository, &url);
    assert!((code, stdout.as_str()) == (3, "") && stderr.contains("was never fetched: `own fetch "), "{stderr}");
    let fetch = || repository.own(&["fetch", "--matrix", &url]);
    let (code, stdout, stderr) = fetch();
    assert!((code, stdout.as_str()) == (0, "") && stderr.starts_with("fetched: "), "{stderr}");
    assert_eq!(primary(&repository, &url), (0, "red\n".to_owned(), String::new()));
    assert!(fetch().2.starts_with("unchanged: "));
    repository.write("m/owners.yaml", &matrix("blue"));
    repository.commit("2026-02-10T09:00:00Z");
    assert_eq!(primary(&repository, &url).1, "red\n");
    assert_eq!(fetch().0, 0);
    assert_eq!(primary(&repository, &url).1, "blue\n");
    repository.write("m/owners.yaml", "version: 1\nsystems: [");
    repository.commit("2026-03-10T09:00:00Z");
    let (code, _, stderr) = fetch();
    assert!(code == 3 && stderr.contains("doesn't load: ") && stderr.contains(" stays in use"), "{stderr}");
    assert!(stderr.contains("error[syntax]"), "{stderr}");
    assert_eq!(primary(&repository, &url), (0, "blue\n".to_owned(), String::new()));
    repository.git(&["branch", "-m", "other"]);
    let (code, _, stderr) = fetch();
    assert!(code == 3 && stderr.contains("can't be fetched with git"), "{stderr}");
    assert_eq!(primary(&repository, &url).1, "blue\n");
}

/// A lookup that started git cost three times as much.
#[cfg(unix)]
#[test]
fn a_lookup_starts_no_git() {
    use std::os::unix::fs::PermissionsExt;

    let Some((repository, url)) = remote() else { return };
    assert_eq!(repository.own(&["fetch", "--matrix", &url]).0, 0);
    repository.write("bin/git", "#!/bin/sh\nexit 1\n");
    fs::set_permissions(repository.path("bin/git"), fs::Permissions::from_mode(0o755)).unwrap();
    let words = ["who", "shop", "web", "--field", "primary.id", "--matrix", &url];
    assert_eq!(repository.own_through(&repository.path("bin"), &words), (0, "red\n".to_owned()));
    let (code, _) = repository.own_through(&repository.path("bin"), &["fetch", "--matrix", &url]);
    assert_eq!(code, 3);
}

#[test]
fn the_configuration_names_a_remote_matrix_and_its_age() {
    let Some((repository, url)) = remote() else { return };
    repository.write("../home/.config/own/config.yaml", &format!("remote: {url}\nmax_age: 36h\n"));
    let who = || repository.own(&["who", "shop", "web"]);
    assert_eq!(who().0, 3);
    assert_eq!(repository.own(&["fetch"]).0, 0);
    let (code, stdout, _) = who();
    assert!(code == 0 && !stdout.contains("remote-outdated"), "{stdout}");
    let (_, stdout, _) = repository.own(&["where", "--format", "json"]);
    let place: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let remote = &place["results"][0]["remote"];
    assert_eq!((remote["url"].as_str(), remote["commit"].as_str().map(str::len)), (Some(url.as_str()), Some(40)));
    let kept = repository.path("../home/.cache/own/remotes");
    let kept = fs::read_dir(kept).unwrap().next().unwrap().unwrap().path().join("own-fetched");
    let noted = fs::read_to_string(&kept).unwrap();
    fs::write(&kept, format!("{} 1700000000\n", &noted[..40])).unwrap();
    let (code, stdout, _) = who();
    assert!(code == 0 && stdout.trim_end().ends_with("[remote-outdated]"), "{stdout}");
    repository.write("../home/.config/own/config.yaml", "remote: here\n");
    assert!(who().2.contains("`remote` isn't a URL"), "{:?}", who());
    repository.write("../home/.config/own/config.yaml", "# remote: here\n\n");
    assert!(who().2.contains("asked the matrix built into this program"), "{:?}", who());
    repository.write("../home/.config/own/config.yaml", "remot: here\n");
    assert!(who().2.contains("line 1: unknown key `remot`; did you mean `remote`?"), "{:?}", who());
}

/// Whatever git is configured to do, a URL runs no program, and a password isn't shown.
#[test]
fn no_url_runs_a_program_or_shows_a_password() {
    let Some((repository, _)) = remote() else { return };
    let pwned = repository.path("pwned");
    let config = format!("[url \"ext::sh -c touch% {}% \"]\n\tinsteadOf = https://evil.example/\n", pwned.display());
    repository.write("../home/.gitconfig", &config);
    let (code, _, stderr) = repository.own(&["fetch", "--matrix", "git+https://evil.example/x"]);
    assert!(code == 3 && !pwned.exists(), "{stderr}");
    for url in ["git+https://ann:s3cret@127.0.0.1:1/x//m.yaml", "git+https://ann:s3cret@-x/y", "git+ann:s3cret@x"] {
        let (code, stdout, stderr) = repository.own(&["fetch", "--matrix", url]);
        assert!(code == 3 && !stderr.contains("s3cret") && stdout.is_empty(), "{stderr}");
        for command in [&["where"][..], &["who", "x"], &["attest", "x", "--by", "y"]] {
            let (_, stdout, stderr) = repository.own(&[command, &["--matrix", url]].concat());
            assert!(!stderr.contains("s3cret") && !stdout.contains("s3cret"), "{stdout}{stderr}");
        }
    }
}
