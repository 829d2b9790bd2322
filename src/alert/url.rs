//! URLs: extracted first, so that nothing in them counts as anything else.

use super::{Alert, add, is_no_evidence, token};

/// Reads every URL of a line, and returns the rest.
pub(super) fn read(line: &str, alert: &mut Alert) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut is_list = false;
    while let Some(at) = rest.find("://") {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let start = rest[..at].trim_end_matches(is_scheme).len();
        let end = at + end(&rest[at..]);
        let url = rest[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let label = rest[end..].strip_prefix('|').map(|label| label.split('>').next().unwrap_or_default());
        // A runbook may have several URLs.
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | '<' | '>');
        is_list = is_list && rest[..start].chars().all(between) || leads_elsewhere(&rest[..start]);
        if !(is_list || label.is_some_and(is_no_evidence) || is_of_tool(url)) {
            add_url(url, alert);
        }
        // `name="` in front of it has lost its value.
        out.push_str(rest[..start].trim_end_matches(['"', '\'']));
        out.push(' ');
        rest = match label {
            Some(label) => &rest[end + 1 + label.len()..],
            None => &rest[end..],
        };
    }
    out + rest
}

/// Where a URL ends: at a space, a quote, a bracket that closes none of its own.
fn end(url: &str) -> usize {
    let mut open = 0_i32;
    let ends = |(at, c): (usize, char)| {
        open += i32::from(c == '(') - i32::from(c == ')');
        let ends =
            c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | '|' | ']' | '}' | '\\' | ',') || open < 0;
        ends.then_some(at)
    };
    url.char_indices().find_map(ends).unwrap_or(url.len())
}

/// Checks whether the words before a URL say that it is a runbook, a dashboard and so on.
fn leads_elsewhere(before: &str) -> bool {
    let start = before.len().saturating_sub(40);
    let near = (start..=before.len()).find_map(|at| before.get(at..)).unwrap_or_default();
    let words = near.split(|c: char| c.is_whitespace() || matches!(c, '[' | '(' | '<' | '"' | '|' | ';' | ','));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.iter().rev().take(3).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_no_evidence(word) || word.eq_ignore_ascii_case("source")
    })
}

/// Checks whether a URL is a page of the monitoring tool: a graph of the rule, a silence.
fn is_of_tool(url: &str) -> bool {
    ["g0.expr=", "/#/silences", "/#/alerts", "/alerting/grafana/", "/alerting/silence", "/runbook", "/dashboard"]
        .iter()
        .any(|part| url.contains(part))
}

fn add_url(url: &str, alert: &mut Alert) {
    let Some((scheme, rest)) = url.split_once("://") else { return };
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    if matches!(scheme, "file" | "webpack" | "webpack-internal" | "app") {
        add(&mut alert.paths, &token::path(rest));
        return;
    }
    let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
    let host = token::without_port(authority.rsplit_once('@').map_or(authority, |(_, host)| host));
    if host.is_empty() {
        return;
    }
    add(&mut alert.hosts, host);
    add(&mut alert.urls, &format!("{scheme}://{host}/{path}"));
    repository(host, path, alert);
}

/// The repository, and the file in it, that a page of a code host shows.
fn repository(host: &str, path: &str, alert: &mut Alert) {
    let is_code_host = host.contains("git") || host.contains("bitbucket") || path.strip_suffix(".git").is_some();
    if !is_code_host {
        return;
    }
    let file =
        ["/-/blob/", "/blob/", "/-/tree/", "/tree/", "/src/branch/"].iter().find_map(|mark| path.split_once(mark));
    let (repository, file) = file.map_or((path, None), |(repository, file)| (repository, file.split_once('/')));
    let repository = repository.split("/-/").next().unwrap_or(repository);
    let name: Vec<&str> = repository.split('/').collect();
    // GitLab nests groups; behind owner and name other hosts have pages.
    let name = if host.contains("github") { &name[..name.len().min(2)] } else { &name[..] };
    if name.len() >= 2 {
        add(&mut alert.repositories, token::without_git(&name.join("/")));
    }
    if let Some((_, file)) = file {
        add(&mut alert.paths, &token::path(file));
    }
}
