use super::*;

#[test]
fn addresses_are_told_apart() {
    use AddressKind::{Chat, Email, GitHub, GitLab, Matrix, Other, Phone, Slack, Url};
    for (address, kind) in [
        ("db-admin@violentutf.local", Email),
        ("db admin@x", Email),
        ("+1-XXX-XXX-XXXX", Phone),
        ("(030) 1234", Phone),
        ("112", Phone),
        ("#db-on-call", Chat),
        ("@dba", Chat),
        ("https://chat.example/x@y", Url),
        ("www.corp.example/x", Url),
        ("tel:+4930123456", Phone),
        ("MAILTO:a@b.example", Email),
        ("sip:dba@pbx.example", Phone),
        ("SIPS:dba@pbx.example", Phone),
        ("xmpp:dba@chat.example", Chat),
        ("siphon@b.example", Email),
        ("+49 30 123456 ext. 12", Phone),
        ("<team-key>", Other),
        ("<+49 30 number>", Other),
        ("room 3", Other),
        ("#room:server.tld", Matrix),
        ("@user:server", Matrix),
        ("@user:server:8448", Matrix),
        ("#ops:urgent", Chat),
        ("@dba: at night", Chat),
        ("@octo/cat", GitHub),
        ("@octo/", Chat),
        ("#team/ops", Chat),
        ("https://GitHub.com/octo", GitHub),
        ("https://octo.github.io/handbook", Url),
        ("https://gitlab.corp.example:8443/x", GitLab),
        ("https://corp.slack.com/archives/C1", Slack),
        ("https://corp.example/slack.com", Url),
        ("TBD", Other),
        ("?", Other),
    ] {
        assert_eq!(AddressKind::of(address), kind, "{address}");
    }
}

#[test]
fn a_label_tells_what_the_form_leaves_open() {
    use AddressKind::{Chat, Email, GitHub, GitLab, Irc, Matrix, Other, PagerDuty, Phone, Slack, Url};
    for (label, address, kind) in [
        ("gh", "octocat", GitHub),
        ("GitHub", "@octocat", GitHub),
        ("gitlab", "@octo/cat", GitLab),
        ("gitlab", "@octo/sub/cat", GitLab),
        ("irc", "dmendiza[m]", Irc),
        ("irc", "#ops", Irc),
        ("matrix", "ada", Matrix),
        ("pd", "PBVS1V3", PagerDuty),
        ("PagerDuty (primary)", "P1", PagerDuty),
        ("slack-id", "C022CSULB1V", Slack),
        ("Slack_Channel", "#a b", Slack),
        ("chat", "#a", Chat),
        ("slack", "+49 30 123456", Phone),
        ("slack", "a@b.example", Email),
        ("slack", "ask in general", Other),
        ("matrix", "https://wiki.corp.example/matrix", Url),
        ("gitlab", "https://github.com/octo", GitHub),
        ("night", "C022CSULB1V", Other),
    ] {
        assert_eq!(AddressKind::of(address).or_by_label(label, address), kind, "{label}: {address}");
    }
}

#[test]
fn a_handle_can_be_a_placeholder() {
    for (label, address, is_placeholder) in
        [("gh", "TBD", true), ("slack", "#todo", true), ("pd", "<id>", true), ("irc", "none-such", false)]
    {
        let kind = AddressKind::of(address).or_by_label(label, address);
        let contact = Contact { label: label.into(), kind, address: address.into(), place: Place::default() };
        assert!(kind.is_handle());
        assert_eq!(contact.is_placeholder(), is_placeholder, "{label}: {address}");
    }
}

#[test]
fn placeholders_are_known() {
    let of = |address: &str| Contact {
        label: String::new(),
        kind: AddressKind::of(address),
        address: address.into(),
        place: Place::default(),
    };
    for address in [
        "+1-XXX-XXX-XXXX",
        "tbd",
        "?",
        "???",
        "--",
        "+",
        "+49 xxx",
        "+49 30 NNNNNNN",
        "+1 000 000 0000",
        "<phone>",
        "TBD later",
        "xxx@xxx.xxx",
        "todo@acme.dev",
        "http://TODO",
        "#todo",
    ] {
        assert!(of(address).is_placeholder(), "{address}");
    }
    for address in [
        "+49 30 123456",
        "+49 30 5550100 ext. 7",
        "+49 30 5550100 x7",
        "112",
        "+800 1000 0000 1",
        "sip:dba@pbx.example",
        "#ops",
        "max@xx.de",
        "todor@acme.dev",
        "#todo-app",
        "https://acme.dev/todo",
        "none-of-us@acme.dev",
    ] {
        assert!(!of(address).is_placeholder(), "{address}");
    }
}

#[test]
fn mailboxes_have_a_form() {
    for good in ["a@b", "db-admin@violentutf.local", "o'neil+x@a-b.example", "jörg@münchen.example"] {
        assert!(is_email(good), "{good}");
    }
    for bad in ["", "@", "a@", "@b", "a b@c", "a@b c", "a..b@c", "a@-b", "a@b..c", "a@b\u{202e}", "a@b@c d", "<a@b>"] {
        assert!(!is_email(bad), "{bad}");
    }
}
