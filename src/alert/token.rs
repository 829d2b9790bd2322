//! Tokens: what a word between spaces can be.

use super::{Alert, add, is_no_evidence, is_of_host, pair, simple};

/// Adds a token to everything that it can be. Returns true if names and words may be sought in it.
pub(super) fn read(token: &str, follows_alert: bool, alert: &mut Alert) -> bool {
    let token = token
        .trim_start_matches(['*', '_', '~', '-', ':', '.', '$', '='].as_slice())
        .trim_end_matches(['*', '~', '.', ':', '!', '?', '…', '$', '#', '%']);
    // A folder of its own keeps its dots.
    let token = token.strip_suffix("'s").unwrap_or(token);
    if let Some((name, value)) = pair::joined(token) {
        return named(name, value, alert);
    }
    if let Some(name) = token.strip_prefix('#').or_else(|| token.strip_prefix('@')) {
        let is_name = name.starts_with(char::is_alphabetic) && !name.contains('/');
        if is_name {
            add(&mut alert.addresses, token);
        }
        return !is_name;
    }
    if token.contains('@') && at(token, alert) {
        return false;
    }
    if token.contains(['/', '\\']) || has_line(token) {
        slashes(token, follows_alert, alert);
        return false;
    }
    let host = without_port(token);
    if is_host(host) {
        add(&mut alert.hosts, host);
    }
    true
}

/// `service:booking`, and `db-prod-3:loading` without a space.
fn named(name: &str, value: &str, alert: &mut Alert) -> bool {
    if is_no_evidence(name) {
        return false;
    }
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        alert.label(name, value);
        return true;
    }
    // `web-frontend:latest` is an image.
    if is_host(name) && name.contains(|c: char| c.is_ascii_digit() || c == '.') {
        add(&mut alert.hosts, name);
    }
    let is_over = alert.is_over;
    let is_evidence = alert.add_named(name, value);
    alert.is_over = is_over;
    is_evidence && read(value, false, alert)
}

/// `git@host:owner/name.git`, `user@example.org`, `root@db-prod-3`.
fn at(token: &str, alert: &mut Alert) -> bool {
    let Some((local, domain)) = token.rsplit_once('@') else { return false };
    if local.is_empty() || domain.is_empty() {
        return false;
    }
    if let Some((host, path)) = domain.split_once(':').filter(|(_, path)| path.contains('/')) {
        add(&mut alert.hosts, host);
        add(&mut alert.repositories, without_git(path));
    } else if domain.contains('.') && !domain.contains(':') {
        add(&mut alert.addresses, token);
    } else {
        add(&mut alert.hosts, domain.split_once(':').map_or(domain, |(host, _)| host));
    }
    true
}

/// A path; perhaps a repository, a host with a path, or an address without a scheme.
fn slashes(token: &str, follows_alert: bool, alert: &mut Alert) {
    if let Some((host, path)) = of_host(token) {
        add(&mut alert.hosts, host);
        add(&mut alert.paths, &self::path(path));
        return;
    }
    add(&mut alert.paths, &path(token));
    let parts: Vec<&str> = token.split('/').collect();
    let is_name =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if let [owner, name] = parts.as_slice()
        && is_name(owner)
        && is_name(name)
    {
        add(&mut alert.repositories, without_git(token));
        if is_of_host(&simple(owner)) {
            add(&mut alert.hosts, name);
        }
        // Nagios: `Service Alert: host/service`, `host/service is CRITICAL`.
        if follows_alert {
            add(&mut alert.hosts, owner);
            alert.words.push_str(name);
        }
    }
    if parts.len() == 1 {
        return;
    }
    let host = parts.first().map(|first| without_port(first)).filter(|host| has_top_domain(host));
    if let Some(host) = host {
        let rest = token.split(['?', '#']).next().unwrap_or(token);
        add(&mut alert.urls, &format!("https://{rest}"));
        add(&mut alert.hosts, host);
    }
}

/// A host and what is on it: `\\\\host\share`, `host:/path`, `host\INSTANCE` of SQL Server.
fn of_host(token: &str) -> Option<(&str, &str)> {
    if token.starts_with(r"\\") {
        let (host, path) = token.trim_start_matches('\\').split_once('\\')?;
        return Some((host, path));
    }
    if let Some((host, _)) = token.split_once(":/").filter(|(host, _)| is_host(host)) {
        return Some((host, &token[host.len() + 1..]));
    }
    let (host, instance) = token.split_once('\\')?;
    let is_instance = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '$');
    (is_host(host) && !instance.is_empty() && instance.chars().all(is_instance)).then_some((host, ""))
}

pub(super) fn has_top_domain(host: &str) -> bool {
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    is_host(host) && top.len() >= 2 && top.chars().all(char::is_alphabetic)
}

/// A path with `/` between folders, without a drive, a query, and the line and column behind it.
pub(super) fn path(token: &str) -> String {
    let token = token.split(['?', '#']).next().unwrap_or(token).replace('\\', "/");
    let token = token.split_once(":/").filter(|(drive, _)| drive.len() == 1).map_or(token.as_str(), |(_, path)| path);
    without_line(token).to_owned()
}

/// Removes `:12:5`, `:12:in`, `:line`, `+0x1d`.
fn without_line(token: &str) -> &str {
    token.find(':').map_or(token, |colon| &token[..colon])
}

/// `name.rs:12`: a file without a folder, and a line in it.
fn has_line(token: &str) -> bool {
    let Some((file, line)) = token.split_once(':') else { return false };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_extension = (1..=5).contains(&extension.len()) && extension.starts_with(|c: char| c.is_ascii_alphabetic());
    is_extension && !has_port_form(file, line) && line.starts_with(|c: char| c.is_ascii_digit())
}

/// `example.org:443`, and not `main.rs:12`: a port has more digits than most lines, or the name more dots than most files.
fn has_port_form(file: &str, line: &str) -> bool {
    line.len() >= 4 && line.bytes().all(|byte| byte.is_ascii_digit()) || file.matches('.').count() > 1
}

pub(super) fn without_git(repository: &str) -> &str {
    repository.strip_suffix(".git").unwrap_or(repository).trim_matches('/')
}

/// A host without its port.
pub(super) fn without_port(text: &str) -> &str {
    let port = text.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    port.map_or(text, |(host, _)| host)
}

/// Checks whether a token can be a host: an IPv4 address, or a name with a letter and a digit, a dot or a hyphen.
pub(super) fn is_host(token: &str) -> bool {
    let is_address = token.split('.').count() == 4 && token.split('.').all(|part| part.parse::<u8>().is_ok());
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_name = token.chars().all(of_name)
        && token.len() <= 253
        && token.contains(|c: char| c.is_ascii_alphabetic())
        && token.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '_'));
    is_address || is_name
}
