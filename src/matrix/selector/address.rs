//! Hosts, paths, repositories and URLs as people and tools write them, in one normal form.

/// A host without scheme, user, port and path, in lower case.
pub(crate) fn host(text: &str) -> String {
    let text = after_scheme(text.trim());
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        // An address with several colons has no port.
        None => match authority.rsplit_once(':') {
            Some((host, _)) if !host.contains(':') => host,
            _ => authority,
        },
    };
    host.strip_suffix('.').unwrap_or(host).to_lowercase()
}

/// The host of a URL, and its path without slashes around it, query and fragment.
pub(crate) fn url(text: &str) -> (String, String) {
    let rest = after_scheme(text.trim());
    let path = rest.split(['?', '#']).next().and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
    (host(text), path.trim_matches('/').to_owned())
}

/// The host of a repository, if the text has one, and its path in lower case.
pub(crate) fn repository(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let (host, path) = match text.split_once(':') {
        // As git and ssh write it: git@github.com:corp/platform.git.
        Some((host, path)) if !host.contains('/') && !path.starts_with("//") => {
            (Some(self::host(host)), path.to_owned())
        }
        Some((_, rest)) if rest.starts_with("//") => {
            let (host, path) = url(text);
            (Some(host), path)
        }
        _ => match text.trim_matches('/').split_once('/') {
            Some((host, path)) if host.contains('.') && path.contains('/') => (Some(self::host(host)), path.to_owned()),
            _ => (None, text.to_owned()),
        },
    };
    let path = path.trim_matches('/').to_lowercase();
    (host, path.strip_suffix(".git").unwrap_or(&path).to_owned())
}

/// A path from the top: with slashes, and without `.`, `..` and empty pieces. A folder keeps the slash at its end.
pub(crate) fn path(text: &str) -> String {
    let text = text.trim();
    let separators: &[char] = if text.contains('/') { &['/'] } else { &['/', '\\'] };
    let mut pieces: Vec<&str> = Vec::new();
    for piece in text.split(separators) {
        match piece {
            "" | "." => {}
            ".." => drop(pieces.pop()),
            piece => pieces.push(piece),
        }
    }
    let folder = if text.ends_with(separators) && !pieces.is_empty() { "/" } else { "" };
    pieces.join("/") + folder
}

fn after_scheme(text: &str) -> &str {
    text.split_once("//").filter(|(scheme, _)| !scheme.contains('/')).map_or(text, |(_, rest)| rest)
}

/// Checks whether a text begins with a scheme.
pub(super) fn has_scheme(text: &str) -> bool {
    text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_scheme_and_port_do_not_matter() {
        for text in
            ["DB-1.Example.org", "db-1.example.org:5432", "https://u:p@DB-1.example.org:443/x?y", "db-1.example.org."]
        {
            assert_eq!(host(text), "db-1.example.org", "{text}");
        }
        assert_eq!((host("[::1]:80"), host("fe80::1")), ("::1".to_owned(), "fe80::1".to_owned()));
        for text in ["https://SSO.example.org:8443/a/b/?q=/c#d", "sso.example.org/a/b", "//sso.example.org/a/b"] {
            assert_eq!(url(text), ("sso.example.org".to_owned(), "a/b".to_owned()), "{text}");
        }
        assert_eq!(url("https://sso.example.org?next=https://x/y"), ("sso.example.org".to_owned(), String::new()));
    }

    #[test]
    fn a_repository_is_the_same_however_git_names_it() {
        let path = "corp/platform";
        for text in
            ["git@github.com:Corp/Platform.git", "https://github.com/corp/platform", "github.com/corp/platform/"]
        {
            assert_eq!(repository(text), (Some("github.com".to_owned()), path.to_owned()), "{text}");
        }
        assert_eq!(repository("ssh://git@github.com:22/corp/platform.git").1, path);
        assert_eq!(repository("Corp/platform"), (None, path.to_owned()));
    }

    #[test]
    fn a_path_is_from_the_top() {
        for (text, normal) in [
            ("./a//b/", "a/b/"),
            ("/a/./b", "a/b"),
            ("a/../b", "b"),
            ("../b", "b"),
            ("a\\b", "a/b"),
            ("/", ""),
            ("", ""),
        ] {
            assert_eq!(path(text), normal, "{text}");
        }
    }
}
