//! Access logs: the URL is the host and the request. The client, its program and the page it came from say nothing.

use super::{Alert, add, token};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// Reads a line of an access log, and returns the part of a line that isn't one.
pub(super) fn read<'l>(line: &'l str, alert: &mut Alert) -> &'l str {
    let Some((start, target)) = request(line) else { return line };
    let before = &line[..start];
    let host = named(line).or_else(|| virtual_host(before)).or_else(|| quoted_host(&line[start..]));
    let path = target.split(['?', '#']).next().unwrap_or(target);
    if path.contains("://") {
        add(&mut alert.urls, path);
    } else if let Some(host) = host {
        add(&mut alert.urls, &format!("https://{}{path}", token::without_port(host)));
        add(&mut alert.hosts, token::without_port(host));
    }
    // nginx puts the message first, and then who asked.
    before.split_once(", client:").map_or("", |(message, _)| message)
}

/// Where `"GET /path HTTP/1.1"` begins, and its path.
fn request(line: &str) -> Option<(usize, &str)> {
    METHODS.iter().find_map(|method| {
        let at = line.find(&format!("\"{method} "))?;
        let mut words = line[at + 1..].split_whitespace();
        let target = words.nth(1)?;
        words.next().filter(|version| version.starts_with("HTTP/")).map(|_| (at, target))
    })
}

/// `host: "shop.example.org"` of nginx.
fn named(line: &str) -> Option<&str> {
    let value = ["host: \"", "host=\"", "host=", "server: "].iter().find_map(|name| line.split_once(name))?.1;
    value.split(['"', ',', ' ']).next().filter(|host| !host.is_empty())
}

/// The host in front of the client's address.
fn virtual_host(before: &str) -> Option<&str> {
    let mut words = before.split_whitespace();
    let (host, client) = (words.next()?, words.next()?);
    client.parse::<std::net::IpAddr>().ok()?;
    Some(host)
}

/// A host in quotes behind the request, the page it came from and its program.
fn quoted_host(request: &str) -> Option<&str> {
    request.split('"').skip(1).step_by(2).skip(3).find(|text| token::has_top_domain(token::without_port(text)))
}
