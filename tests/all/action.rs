//! The GitHub Action and the job for GitLab: their scripts run as they would there, against a server that keeps comments.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use crate::programs::{is_there, runs};
use crate::revision::{Repository, matrix};

const MARK: &str = "<!-- own diff -->";

/// The comments of a pull request, or the notes of a merge request.
#[derive(Clone)]
struct Server {
    address: String,
    comments: Arc<Mutex<Vec<Value>>>,
}

impl Server {
    fn new(comments: Vec<Value>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { address, comments: Arc::new(Mutex::new(comments)) };
        let answers = server.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| answers.answer(&stream.unwrap())));
        server
    }

    fn answer(&self, mut stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let [method, path, _] = line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let Some((name, value)) = header.split_once(": ") else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let answer = self.change(&method, &path, &body).to_string();
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}", answer.len())
            .unwrap();
    }

    fn change(&self, method: &str, path: &str, body: &[u8]) -> Value {
        let mut comments = self.comments.lock().unwrap();
        if method == "GET" {
            return Value::Array(comments.clone());
        }
        let body: Value = serde_json::from_slice(body).unwrap();
        if method == "POST" {
            let id = comments.len() + 1;
            comments.push(json!({ "id": id, "user": { "type": "Bot" }, "body": body["body"] }));
        } else {
            let id: u64 = path.rsplit('/').next().unwrap().parse().unwrap();
            let comment = comments.iter_mut().find(|comment| comment["id"] == id).unwrap();
            comment["body"] = body["body"].clone();
        }
        Value::Null
    }

    fn bodies(&self) -> Vec<String> {
        self.comments.lock().unwrap().iter().map(|comment| comment["body"].as_str().unwrap().to_owned()).collect()
    }
}

/// A repository with a branch on which Blue takes over from Red, and an origin beside it.
fn repository() -> Option<Repository> {
    let there = ["bash", "curl", "jq"].map(|program| is_there(program, runs(program)));
    let repository = Repository::new().filter(|_| there.iter().all(|there| *there))?;
    repository.write("ownership.yaml", &matrix("red"));
    repository.commit("2026-01-01T12:00:00Z");
    repository.git(&["init", "-q", "--bare", "../origin"]);
    repository.git(&["remote", "add", "origin", "../origin"]);
    repository.git(&["push", "-q", "origin", "main"]);
    repository.git(&["checkout", "-q", "-b", "change"]);
    repository.write("ownership.yaml", &matrix("blue"));
    repository.commit("2026-01-02T12:00:00Z");
    Some(repository)
}

/// Runs a script as a job does.
fn run(repository: &Repository, script: &str, variables: &HashMap<String, String>) -> (i32, String) {
    let own = std::path::Path::new(env!("CARGO_BIN_EXE_own")).with_file_name("");
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(repository.path(""));
    bash.env_clear().env("PATH", path).envs(variables);
    let output = bash.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

fn variables<const N: usize>(pairs: [(&str, &str); N]) -> HashMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The steps of the action with their own variables.
fn steps() -> Vec<(String, HashMap<String, String>)> {
    let action: Value = serde_saphyr::from_str(include_str!("../../action.yml")).unwrap();
    let input = |value: &str| {
        let name = value.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
        name.map_or("", |name| action["inputs"][name]["default"].as_str().unwrap()).to_owned()
    };
    let env = |step: &Value| {
        let env = step["env"].as_object().unwrap().iter();
        env.map(|(name, value)| (name.clone(), input(value.as_str().unwrap()))).collect()
    };
    let steps = action["runs"]["steps"].as_array().unwrap().iter();
    steps.map(|step| (step["run"].as_str().unwrap().to_owned(), env(step))).collect()
}

#[test]
fn the_action_keeps_one_comment_that_says_what_changes() {
    let Some(repository) = repository() else { return };
    let forged = json!({ "id": 1, "user": { "type": "User" }, "body": format!("{MARK} forged") });
    let server = Server::new(vec![forged]);
    repository.write(".git/event.json", r#"{"pull_request": {"number": 7}}"#);
    let [event, summary, temp] =
        [".git/event.json", ".git/summary", ".git"].map(|name| repository.path(name).display().to_string());
    let general = variables([
        ("GITHUB_API_URL", server.address.as_str()),
        ("GITHUB_REPOSITORY", "corp/matrix"),
        ("GITHUB_BASE_REF", "main"),
        ("GITHUB_EVENT_PATH", &event),
        ("GITHUB_STEP_SUMMARY", &summary),
        ("RUNNER_TEMP", &temp),
    ]);
    let all = |change: &[(&str, &str)]| -> Vec<(i32, String)> {
        let steps = steps().into_iter().map(|(script, mut env)| {
            env.extend(general.clone());
            env.extend(change.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            run(&repository, &script, &env)
        });
        steps.collect()
    };
    let codes = |results: &[(i32, String)]| results.iter().map(|(code, _)| *code).collect::<Vec<_>>();
    let first = all(&[("FAIL_ON", "error")]);
    assert_eq!(codes(&first), [0, 0, 0, 0], "{first:?}");
    assert!(first[1].1.contains("::warning file=ownership.yaml,line="), "{first:?}");
    let [forged, ours] = &server.bodies()[..] else { panic!("{:?}", server.bodies()) };
    assert_eq!(*forged, format!("{MARK} forged"));
    assert!(ours.starts_with(MARK) && ours.contains("Red") && ours.contains("Blue"), "{ours}");
    assert!(fs::read_to_string(&summary).unwrap().contains("What is missing"));

    repository.write("ownership.yaml", &matrix("[blue, red]"));
    repository.commit("2026-01-03T12:00:00Z");
    let second = all(&[("FAIL_ON", "error"), ("FAIL_ON_CHANGE", "notable")]);
    assert_eq!(codes(&second), [0, 0, 1, 0], "{second:?}");
    let [_, updated] = &server.bodies()[..] else { panic!("{:?}", server.bodies()) };
    assert_ne!(updated, ours);

    repository.write("ownership.yaml", "version: 1\nteams: { a: { nam: A } }\n");
    let broken = all(&[]);
    assert_eq!(broken[1].0, 3, "{broken:?}");
    assert!(broken[1].1.contains("::error file=ownership.yaml,line=2,"), "{broken:?}");
}

#[test]
fn the_job_for_gitlab_keeps_one_note() {
    let Some(repository) = repository() else { return };
    let server = Server::new(Vec::new());
    let job: Value = serde_saphyr::from_str(include_str!("../../docs/gitlab-ci.yml")).unwrap();
    let lines = job["ownership"]["script"].as_array().unwrap().iter();
    let script = lines.map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n");
    let merge_request = variables([
        ("CI_API_V4_URL", server.address.as_str()),
        ("CI_PROJECT_ID", "3"),
        ("CI_MERGE_REQUEST_IID", "7"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("OWN_TOKEN", "secret"),
    ]);
    let script = script.replace("own check", "own check --fail-on error");
    for primary in ["blue", "[blue, red]"] {
        repository.write("ownership.yaml", &matrix(primary));
        repository.commit("2026-01-03T12:00:00Z");
        let (code, said) = run(&repository, &script, &merge_request);
        assert_eq!(code, 0, "{said}");
        let [note] = &server.bodies()[..] else { panic!("{:?}", server.bodies()) };
        assert!(note.starts_with(MARK) && note.contains("Blue"), "{note}");
    }
    let (code, said) = run(&repository, &script, &HashMap::new());
    assert_eq!((code, server.bodies().len()), (0, 1), "{said}");
}
