use tempfile::TempDir;

use super::*;

struct Home(TempDir);

impl Home {
    /// A folder with these files; a path that ends with a slash is a folder. The `.git` is a ceiling, so that
    /// nothing above the test's own folder is ever found.
    fn new(paths: &[&str]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for path in [&[".git/"], paths].concat() {
            let at = home.at(path);
            if path.ends_with('/') {
                fs::create_dir_all(at).unwrap();
            } else {
                fs::create_dir_all(at.parent().unwrap()).unwrap();
                fs::write(at, "").unwrap();
            }
        }
        home
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn request(&self, current_dir: &str) -> Request {
        Request { current_dir: self.at(current_dir), ..Request::default() }
    }
}

fn verdicts(located: &Located) -> Vec<(Place, Verdict)> {
    located.considered.iter().map(|considered| (considered.place, considered.verdict)).collect()
}

#[test]
fn the_first_place_that_is_given_wins() {
    let home = Home::new(&["ownership.yaml", "config/own/matrix.yaml"]);
    let mut request = Request {
        flag: Some("nowhere.yaml".into()),
        env: Some("elsewhere.yaml".into()),
        config_dir: Some(home.at("config")),
        ..home.request("")
    };
    let located = locate(&request).unwrap();
    assert_eq!((located.place, located.path), (Place::Flag, Some(home.at("nowhere.yaml"))));
    request.flag = None;
    let located = locate(&request).unwrap();
    assert_eq!((located.place, &located.path), (Place::Environment, &Some(home.at("elsewhere.yaml"))));
    assert_eq!(
        verdicts(&located),
        [
            (Place::Flag, Verdict::NotGiven),
            (Place::Environment, Verdict::Wins),
            (Place::Found, Verdict::NotReached),
            (Place::Configuration, Verdict::NotReached),
            (Place::BuiltIn, Verdict::NotReached),
        ]
    );
    request.env = Some("".into());
    let located = locate(&request).unwrap();
    assert_eq!((located.place, &located.path), (Place::Found, &Some(home.at("ownership.yaml"))));
    assert_eq!(located.considered[1].verdict, Verdict::Empty);
    fs::remove_file(home.at("ownership.yaml")).unwrap();
    let located = locate(&request).unwrap();
    assert_eq!((located.place, located.path), (Place::Configuration, Some(home.at("config/own/matrix.yaml"))));
    fs::remove_file(home.at("config/own/matrix.yaml")).unwrap();
    let located = locate(&request).unwrap();
    assert_eq!((located.place, &located.path), (Place::BuiltIn, &None));
    assert_eq!(located.considered[3].verdict, Verdict::NotThere);
    assert_eq!(located.considered.len(), 5);
}

#[test]
fn an_absolute_path_stays_and_an_empty_flag_is_an_error() {
    let home = Home::new(&[]);
    let path = if cfg!(windows) { r"C:\a\b" } else { "/a/b" };
    let request = Request { flag: Some(path.into()), ..home.request("") };
    assert_eq!(locate(&request).unwrap().path, Some(path.into()));
    let error = locate(&Request { flag: Some("".into()), ..home.request("") }).unwrap_err();
    assert_eq!(error.message, "`--matrix` is empty: name a file or folder, or leave it out");
}

#[test]
fn the_built_in_matrix_and_standard_input_are_selected_by_name() {
    let home = Home::new(&["ownership.yml", "empty/.git/"]);
    let flag = |flag: &str| locate(&Request { flag: Some(flag.into()), required: true, ..home.request("") }).unwrap();
    assert_eq!((flag("built-in").place, flag("built-in").path), (Place::Flag, None));
    assert_eq!(flag("./built-in").path, Some(home.at("./built-in")));
    assert_eq!(flag("-").path, Some(STDIN.into()));
    let request = Request { env: Some("built-in".into()), required: true, ..home.request("") };
    assert_eq!(locate(&request).unwrap().place, Place::Environment);
    assert_eq!(locate(&home.request("")).unwrap().path, Some(home.at("ownership.yml")));
    let refused = locate(&Request { required: true, ..home.request("empty") }).unwrap_err();
    assert!(refused.message.starts_with("there is no matrix"), "{refused:?}");
}

#[test]
fn the_nearest_one_above_wins() {
    let home = Home::new(&["ownership.yaml", "a/ownership/", "a/b/c/"]);
    let located = locate(&home.request("a/b/c")).unwrap();
    assert_eq!(located.path, Some(home.at("a/ownership")));
    let looked: Vec<_> = located.considered.iter().filter(|considered| considered.place == Place::Found).collect();
    assert_eq!(looked.len(), 3);
    assert_eq!(looked[0].path, Some(home.at("a/b/c")));
    assert_eq!((looked[2].path.as_ref(), looked[2].verdict), (Some(&home.at("a/ownership")), Verdict::Wins));
}

#[test]
fn the_search_ends_at_the_root_of_the_repository() {
    for git in ["repo/.git/", "repo/.git"] {
        let home = Home::new(&["ownership.yaml", git, "repo/src/"]);
        assert_eq!(locate(&home.request("repo/src")).unwrap().place, Place::BuiltIn);
        fs::write(home.at("repo/ownership.yaml"), "").unwrap();
        assert_eq!(locate(&home.request("repo/src")).unwrap().path, Some(home.at("repo/ownership.yaml")));
    }
}

#[test]
fn a_file_in_the_folder_of_a_matrix_is_a_part_of_it() {
    let home = Home::new(&[
        "ownership/ownership.yaml",
        "ownership/shops/",
        "repo/ownership/.git/",
        "repo/ownership/ownership.yaml",
    ]);
    for from in ["ownership", "ownership/shops"] {
        assert_eq!(locate(&home.request(from)).unwrap().path, Some(home.at("ownership")), "{from}");
    }
    // A repository may be called so, too.
    let located = locate(&home.request("repo/ownership")).unwrap();
    assert_eq!(located.path, Some(home.at("repo/ownership/ownership.yaml")));
}

#[test]
fn two_in_one_folder_are_an_error() {
    let home = Home::new(&["a/ownership.yaml", "a/ownership/", "a/b/ownership.yaml"]);
    let error = locate(&home.request("a")).unwrap_err().message;
    assert_eq!(error, "both `ownership.yaml` and `ownership` are there: keep one, or name one with `--matrix`");
    assert_eq!(locate(&home.request("a/b")).unwrap().path, Some(home.at("a/b/ownership.yaml")));
}

#[test]
fn a_file_with_the_name_of_the_folder_is_passed_by_and_noted() {
    let home = Home::new(&["ownership"]);
    let located = locate(&home.request("")).unwrap();
    let expected = [(Place::Found, Verdict::NotAFolder), (Place::Found, Verdict::NotThere)];
    assert_eq!(verdicts(&located)[2..4], expected);
    assert_eq!(located.place, Place::BuiltIn);
}

#[test]
fn a_folder_with_the_name_of_the_file_is_an_error() {
    let home = Home::new(&["ownership.yaml/"]);
    let error = locate(&home.request("")).unwrap_err();
    assert!(error.message.starts_with("`ownership.yaml` is a folder instead of a file"), "{error:?}");
    let home = Home::new(&["config/own/matrix.yaml/"]);
    let request = Request { config_dir: Some(home.at("config")), ..home.request("") };
    let error = locate(&request).unwrap_err();
    assert!(error.message.contains("matrix.yaml` is a folder instead of a file"), "{error:?}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_found() {
    use std::os::unix::fs::symlink;

    let home = Home::new(&["ownership.yaml", "a/", "b/"]);
    symlink("nowhere", home.at("a/ownership.yaml")).unwrap();
    symlink("ownership", home.at("b/ownership")).unwrap();
    assert_eq!(locate(&home.request("a")).unwrap().path, Some(home.at("a/ownership.yaml")));
    assert_eq!(locate(&home.request("b")).unwrap().path, Some(home.at("b/ownership")));
}

// Windows says that nothing has such a name.
#[cfg(unix)]
#[test]
fn what_can_not_be_looked_at_is_an_error() {
    // A name that no file system allows stands for a folder that may not be entered, which root may.
    let name = "x".repeat(5000);
    let home = Home::new(&[]);
    let request = Request { config_dir: Some(home.at(&name)), ..home.request("") };
    let error = locate(&request).unwrap_err();
    assert!(error.message.starts_with("can't tell whether `xxx"), "{error:?}");
    assert!(error.cause.is_some());
}
