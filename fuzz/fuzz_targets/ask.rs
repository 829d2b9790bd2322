//! Any question about any matrix: the first line has the arguments, the others are the YAML.
#![no_main]

mod run;

use libfuzzer_sys::fuzz_target;

/// Commands that write nothing.
const COMMANDS: [&str; 15] = [
    "who", "escalate", "rota", "change", "show", "list", "find", "duties", "onboard", "sla", "check", "gaps", "render", "where",
    "explain",
];

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (args, yaml) = text.split_once('\n').unwrap_or((text, ""));
    let words: Vec<&str> = args.split(' ').collect();
    let writes = |word: &&str| word.starts_with('-') && (word.contains('o') || word.contains('w')) || word.starts_with("-f");
    if !COMMANDS.contains(&words[0]) || words.iter().any(writes) || words.len() > 20 {
        return;
    }
    let args = [&words[..], &["--matrix", "-", "--color", "never"]].concat();
    run::own(&args, yaml.as_bytes().to_vec(), None);
});
