//! Any question about any matrix: the first line has the arguments, the others are the YAML.
#![no_main]

mod run;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use own::Exit;

/// Commands that write nothing.
const COMMANDS: [&str; 16] = [
    "who", "escalate", "rota", "change", "show", "list", "find", "duties", "onboard", "sla", "check", "gaps", "render", "where",
    "explain", "call",
];

fn ask(words: &[&str], yaml: &str) -> Exit {
    let file = run::file("matrix.yaml", yaml);
    run::own(&[words, &["--matrix", &file, "--color", "never"]].concat(), Vec::new(), None).0
}

/// Fails if questions don't reach the matrix.
static REACHES: LazyLock<()> = LazyLock::new(|| {
    let exit = ask(&["show", "shop"], "version: 1\nsystems: { shop: { name: Shop } }\n");
    assert!(exit == Exit::Answered);
});

fuzz_target!(|data: &[u8]| {
    LazyLock::force(&REACHES);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (args, yaml) = text.split_once('\n').unwrap_or((text, ""));
    let words: Vec<&str> = args.split(' ').collect();
    let writes = |word: &&str| word.starts_with('-') && (word.contains('o') || word.contains('w')) || word.starts_with("-f");
    if !COMMANDS.contains(&words[0]) || words.iter().any(writes) || words.len() > 20 {
        return;
    }
    ask(&words, yaml);
});
