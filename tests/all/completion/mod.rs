//! Completion in real shells, at a real terminal: type a part of a word, press Tab and Enter, see what `own` receives.
//!
//! A shell that isn't installed is skipped by name; with `OWN_TEST_REQUIRE_ALL=1` that is a failure.

mod stage;

use std::fmt::Write;
use std::process::Output;

use stage::{PROMPT, Stage, Terminal, installed};

/// Names of parties, each with what is typed of it behind any quote.
const NAMES: [(&str, &str); 15] = [
    ("Xa", "Xa plain name"),
    ("Xb", r#"Xb it's "quoted" 'twice' "over""#),
    ("Xc", "Xc $(touch canary) ${HOME} $HOME $((1+1))"),
    ("Xd", "Xd `touch canary`"),
    ("Xe", "Xe a; touch canary & touch canary | touch canary"),
    ("Xf", "Xf:b=c:d e@f"),
    ("Xg", r"Xg a\b\\c\n"),
    ("Xh", "Xh &|<>*?[x]{a,b}#~^%"),
    ("Xi", "Xi Équipe 日本語 (team) ß"),
    ("Xj", "Xj !! !1 !$ x!y !"),
    ("Xk", "Xk ends with \""),
    ("Xl", "Xl ends with '"),
    ("Xm", r"Xm ends with \"),
    ("Xn", "Xn ends with  spaces  "),
    ("xo", "XO in another case"),
];

/// Names that begin with what a shell would not leave alone, each with a beginning in quotes that every shell has.
const BEGINNINGS: [(&str, &str); 11] = [
    ("'~a", "~abc d"),
    ("'#b", "#bcd"),
    ("'$(t", "$(touch canary) first"),
    ("'`t", "`touch canary` second"),
    ("\"'s", "'single' first"),
    ("'\"d", "\"double\" first"),
    ("'*c", "*cde"),
    ("'(d", "(def)"),
    ("'=e", "=efg"),
    ("'日", "日本 チーム"),
    ("'!f", "!fgh"),
];

/// Lines that complete alike in every shell: what is typed, what `own` receives.
const LINES: [(&str, &[&str]); 36] = [
    ("own esc\tpos\tg\tba\tend", &["escalate", "postgres", "backup", "end"]),
    // Areas are those of the system on the line, however it is given.
    ("own who s3 \tend", &["who", "s3", "buckets", "end"]),
    ("own who --system=s3 --area \tend", &["who", "--system=s3", "--area", "buckets", "end"]),
    // With the system by option, the words by position are the area.
    ("own who --system=s3 b\tend", &["who", "--system=s3", "buckets", "end"]),
    ("own who --system=postgres Access M\tend", &["who", "--system=postgres", "Access", "Management", "end"]),
    (
        "own who --system postgres backup --field primary.em\tend",
        &["who", "--system", "postgres", "backup", "--field", "primary.email", "end"],
    ),
    ("own who --system 's3' --area=b\tend", &["who", "--system", "s3", "--area=buckets", "end"]),
    // A name of several words needs no quotes.
    ("own who postgres Access M\tend", &["who", "postgres", "Access", "Management", "end"]),
    // What begins with a dash is offered only where it would be taken for a value.
    ("own who --party=-x\tend", &["who", "--party=-xdash $(touch canary)", "end"]),
    ("own who --party -x\tend", &["who", "--party", "-xend"]),
    ("own gaps postg\tend", &["gaps", "postgres", "end"]),
    ("own gaps --without=-x\tend", &["gaps", "--without=-xdash $(touch canary)", "end"]),
    // Fields are those of the form of the question.
    ("own gaps --without=x --field left_\tend", &["gaps", "--without=x", "--field", "left_open", "end"]),
    ("own duties --every mon\tend", &["duties", "--every", "monthly", "end"]),
    ("own duties --kind docu\tend", &["duties", "--kind", "documentation", "end"]),
    ("own duties --field reported_to.n\tend", &["duties", "--field", "reported_to.name", "end"]),
    ("own onboard --field weeks.w\tend", &["onboard", "--field", "weeks.week", "end"]),
    ("own sla --metric=x --field meets_\tend", &["sla", "--metric=x", "--field", "meets_target", "end"]),
    // A flag has no value, and is on the line all the same.
    ("own change --form --field steps.num\tend", &["change", "--form", "--field", "steps.number", "end"]),
    ("own list par\tend", &["list", "parties", "end"]),
    ("own generate completions el\tend", &["generate", "completions", "elvish", "end"]),
    ("own who --format=js\tend", &["who", "--format=json", "end"]),
    ("own who --field not\tend", &["who", "--field", "note", "end"]),
    ("own who --role sec\tend", &["who", "--role", "secondary", "end"]),
    ("own change --category maj\tend", &["change", "--category", "major", "end"]),
    ("own change --category Maj\tend", &["change", "--category", "Major Change", "end"]),
    ("own who --topic 'disaster r\tend", &["who", "--topic", "Disaster Recovery", "end"]),
    ("own show 'The D\tend", &["show", "The Database", "end"]),
    ("true; own who s3 b\tend", &["who", "s3", "buckets", "end"]),
    ("own who zzz\tend", &["who", "zzzend"]),
    // `--matrix` on the line decides, and its value is a file, in whatever quotes.
    ("own --matrix a\tw\twho in\tend", &["--matrix", FILE, "who", "inside", "end"]),
    ("own --matrix=a\tw\twho in\tend", &["--matrix=a folder/with $(touch canary).yaml", "who", "inside", "end"]),
    ("own init 'a folder/w\tend", &["init", FILE, "end"]),
    ("own --matrix other.yaml who e\tm\tend", &["--matrix", "other.yaml", "who", "elsewhere", "moon", "end"]),
    // A matrix that can't be read completes nothing; options are completed all the same.
    ("own --matrix nowhere who post\tend", &["--matrix", "nowhere", "who", "postend"]),
    ("own --matrix nowhere who --par\tend", &["--matrix", "nowhere", "who", "--party", "end"]),
];

const FILE: &str = "a folder/with $(touch canary).yaml";

/// A matrix with hostile names and descriptions.
const MATRIX: &str = r#"version: 1
systems:
  postgres:
    name: PostgreSQL Service
    aliases: [The Database]
    areas:
      backup: { name: Backup & Recovery, topic: Disaster Recovery }
      access-management: { name: Access Management }
  s3:
    name: "Object $(touch canary): 'S3'\t\e]0;owned\nsecond line"
    areas: { buckets: { name: "Buckets: all" } }
  post-office: { name: "`touch canary` \"%F{red}\" {styled} \\" }
changes:
  major: { name: Major Change }
teams:
  dashing: { name: "-xdash $(touch canary)" }
  twin-1: { name: "Twin one $(touch canary)" }
  twin-2: { name: "Twin two's; touch canary" }
  escaping: { name: "Xz\e]0;owned" }
"#;

const OTHER: &str = "version: 1\nsystems: { elsewhere: { name: Elsewhere, areas: { moon: { name: Moon } } } }\n";

fn stage() -> Stage {
    let mut matrix = MATRIX.to_owned();
    for (at, (_, name)) in NAMES.iter().chain(&BEGINNINGS).enumerate() {
        // JSON's quotes are YAML's.
        writeln!(matrix, "  p{at}: {{ name: {} }}", serde_json::Value::from(*name)).unwrap();
    }
    let inside = "version: 1\nsystems: { inside: { name: Inside } }\n";
    Stage::new(&[("ownership.yaml", &matrix), ("other.yaml", OTHER), (FILE, inside), ("errors.txt", "")])
}

/// What every shell must do; `quotes` are the ways to open a word in it.
fn check_all(terminal: &mut Terminal<'_>, quotes: &[&str]) {
    for quote in quotes {
        for (typed, name) in NAMES {
            // The word behind shows that a space was added.
            terminal.check(&format!("own who --party {quote}{typed}\tend"), &["who", "--party", name, "end"]);
            let attached = format!("--party={name}");
            terminal.check(&format!("own who --party={quote}{typed}\tend"), &["who", &attached, "end"]);
        }
    }
    for (typed, name) in BEGINNINGS {
        terminal.check(&format!("own who --party {typed}\tend"), &["who", "--party", name, "end"]);
    }
    for (line, arguments) in LINES {
        terminal.check(line, arguments);
    }
    // Nothing is offered that a terminal would obey.
    terminal.check("own who --party Xz\tend", &["who", "--party", "Xzend"]);
}

/// Shells that put in what several names have in common.
fn check_common_part(terminal: &mut Terminal<'_>, quotes: &[&str]) {
    for quote in quotes {
        let typed = format!("own who --party {quote}Tw\to\tend");
        terminal.check(&typed, &["who", "--party", "Twin one $(touch canary)", "end"]);
        let typed = format!("own who --party {quote}Tw\tt\tend");
        terminal.check(&typed, &["who", "--party", "Twin two's; touch canary", "end"]);
    }
}

/// What a list of systems must show: all, in the order of the matrix, and nothing that the terminal obeys.
#[track_caller]
fn check_list(list: &str, with_descriptions: bool) {
    let places = ["postgres", "s3", "post-office"].map(|id| list.find(id).unwrap_or_else(|| panic!("{id}: {list:?}")));
    assert!(places.is_sorted(), "{list:?}");
    assert!(!list.contains("\u{1b}]0;owned") && !list.contains("second line"), "{list:?}");
    if with_descriptions {
        assert!(list.contains(r"Object $(touch canary): 'S3'\t\u{1b}]0;owned"), "{list:?}");
        assert!(list.contains(r#"`touch canary` "%F{red}" {styled} \"#), "{list:?}");
    }
}

fn bash(stage: &Stage) -> Terminal<'_> {
    let rc = "INSTALLING=1; export INSTALLING\n\
              source <(own generate completions bash)\n\
              unset INSTALLING HISTFILE\n\
              bind '\"\\C-t\": menu-complete'\n";
    stage.write("bashrc", &format!("{rc}PS1='{PROMPT}'\n"));
    Terminal::start(stage, "bash --noprofile --rcfile bashrc -i")
}

#[test]
fn bash_puts_in_exactly_the_name() {
    if !installed(&["bash", "script"]) {
        return;
    }
    let stage = stage();
    let mut terminal = bash(&stage);
    let quotes = ["", "'", "\"", "$'"];
    check_all(&mut terminal, &quotes);
    check_common_part(&mut terminal, &quotes);
    // In the middle of a word, and where an answer replaces a part of it only.
    terminal.check("own who --party 'X'a\tend", &["who", "--party", NAMES[0].1, "end"]);
    terminal.check("own who --party Xf:b\tend", &["who", "--party", "Xf:b=c:d e@f", "end"]);
    terminal.check("own who --party 'Xf:b=c:d 'e@\tend", &["who", "--party", "Xf:b=c:d e@f", "end"]);
    terminal.check("COMP_WORDBREAKS=${COMP_WORDBREAKS//[:=@]}; own end", &["end"]);
    terminal.check("own who --party Xf:b\tend", &["who", "--party", "Xf:b=c:d e@f", "end"]);
    terminal.check("own who --party='Xf:b\tend", &["who", "--party=Xf:b=c:d e@f", "end"]);
    // All at once (Alt-*), and one by one.
    for quote in ["", "'", "\""] {
        let both = ["who", "--party", "Twin one $(touch canary)", "Twin two's; touch canary", "end"];
        terminal.check(&format!("own who --party {quote}Tw\x1b*end"), &both);
    }
    terminal.check("own who --party $'Tw\x1b*' end", &["who", "--party", "Tw", "end"]);
    for quote in quotes {
        let line = format!("own who --party {quote}Tw\x14\x14 end");
        terminal.check(&line, &["who", "--party", "Twin two's; touch canary", "end"]);
    }
    // A redirection takes a file.
    terminal.check("own who 2> err\tend", &["who", "end"]);
    let (_, list) = terminal.enter("own who \t\tend");
    check_list(&list, false);
    stage.assert_nothing_ran();
}

#[test]
fn bash_completes_without_a_terminal() {
    if !installed(&["bash", "script"]) {
        return;
    }
    let stage = stage();
    let script = committed("own.bash");
    let call = r#"
        set -u
        COMP_LINE='own who --party Tw|tail' COMP_POINT=18 COMP_CWORD=3 COMP_WORDS=(own who --party Tw) COMP_TYPE=63
        _own own Tw --party
        printf '<%s>\n' "${COMPREPLY[@]}"
        COMP_LINE='own who "$(touch canary) `touch canary`' COMP_POINT=39
        _own own '$(touch canary) `touch canary`' who
        printf '<%s>\n' "${#COMPREPLY[@]}""#;
    let output = stage.command("bash").args(["--norc", "-c", &format!("{script}{call}")]).output().unwrap();
    let expected = "<Twin\\ one\\ \\$\\(touch\\ canary\\)>\n<Twin\\ two\\'s\\;\\ touch\\ canary>\n<0>\n";
    assert_eq!((text(&output.stdout), text(&output.stderr)), (expected.to_owned(), String::new()));
    stage.assert_nothing_ran();
}

fn zsh<'s>(stage: &'s Stage, install: &str) -> Terminal<'s> {
    let rc = format!("autoload -Uz compinit\ncompinit -u\n{install}\nPS1='{PROMPT}'\nunsetopt promptsp\n");
    stage.write(".zshrc", &format!("fpath=(~/functions $fpath)\n{rc}"));
    Terminal::start(stage, "zsh -d -i")
}

#[test]
fn zsh_puts_in_exactly_the_name() {
    if !installed(&["zsh", "script"]) {
        return;
    }
    let stage = stage();
    stage.write("functions/_own", &committed("_own"));
    let mut terminal = zsh(&stage, "");
    let quotes = ["", "'", "\"", "$'"];
    check_all(&mut terminal, &quotes);
    check_common_part(&mut terminal, &quotes);
    terminal.check("own who --party 'X'a\tend", &["who", "--party", NAMES[0].1, "end"]);
    terminal.check("own who --party Xf:b\tend", &["who", "--party", "Xf:b=c:d e@f", "end"]);
    let (_, list) = terminal.enter("own who \tend");
    check_list(&list, true);
    stage.assert_nothing_ran();
}

#[test]
fn zsh_takes_the_script_from_its_settings() {
    if !installed(&["zsh", "script"]) {
        return;
    }
    let stage = stage();
    let install = "export INSTALLING=1\nsource <(own generate completions zsh)\nunset INSTALLING";
    let mut terminal = zsh(&stage, install);
    terminal.check("own who s3 b\tend", &["who", "s3", "buckets", "end"]);
}

fn fish<'s>(stage: &'s Stage, install: &str) -> Terminal<'s> {
    // Without it, fish's first start reads all manual pages in the background.
    stage.write(".local/share/fish/generated_completions/none.fish", "");
    let rc = format!("{install}\nset -g fish_greeting\nfunction fish_prompt; echo -n '{PROMPT}'; end\n");
    stage.write(".config/fish/config.fish", &rc);
    Terminal::start(stage, "fish -i")
}

#[test]
fn fish_puts_in_exactly_the_name() {
    if !installed(&["fish", "script"]) {
        return;
    }
    let stage = stage();
    stage.write(".config/fish/completions/own.fish", &committed("own.fish"));
    let mut terminal = fish(&stage, "");
    let quotes = ["", "'", "\""];
    check_all(&mut terminal, &quotes);
    check_common_part(&mut terminal, &quotes);
    terminal.check("A=1 own who s3 b\tend", &["who", "s3", "buckets", "end"]);
    terminal.check("true; and command own who s3 b\tend", &["who", "s3", "buckets", "end"]);
    let list = stage.command("fish").args(["-c", "complete --do-complete 'own who '"]).output().unwrap();
    check_list(&text(&list.stdout), true);
    stage.assert_nothing_ran();
}

#[test]
fn fish_takes_the_script_from_its_settings() {
    if !installed(&["fish", "script"]) {
        return;
    }
    let stage = stage();
    let install = "set -gx INSTALLING 1\nown generate completions fish | source\nset -e INSTALLING";
    let mut terminal = fish(&stage, install);
    terminal.check("own who s3 b\tend", &["who", "s3", "buckets", "end"]);
}

#[test]
fn elvish_puts_in_exactly_the_name() {
    if !installed(&["elvish", "script"]) {
        return;
    }
    let stage = stage();
    // It always shows a list first; here Tab takes the first of it. And it minds case unless told otherwise.
    let rc = "set-env INSTALLING 1\n\
              eval (own generate completions elvish | slurp)\n\
              unset-env INSTALLING\n\
              set edit:completion:matcher[argument] = {|seed| edit:match-prefix $seed &ignore-case=$true }\n\
              set edit:insert:binding[Tab] = { edit:completion:smart-start; try { edit:completion:accept } catch { } }\n\
              set edit:rprompt = { }\n";
    stage.write("rc.elv", &format!("{rc}set edit:prompt = {{ put '{PROMPT}' }}\n"));
    let mut terminal = Terminal::start(&stage, "elvish -rc rc.elv");
    check_all(&mut terminal, &["", "'", "\""]);
    stage.assert_nothing_ran();
}

/// Runs `own` itself in the stage.
fn own(stage: &Stage, shell: &str, arguments: &[&str]) -> Output {
    stage.command(env!("CARGO_BIN_EXE_own")).env("COMPLETE", shell).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A committed script.
fn committed(name: &str) -> String {
    std::fs::read_to_string(format!("{}/completions/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

const SCRIPTS: [(&str, &str); 5] =
    [("bash", "own.bash"), ("elvish", "own.elv"), ("fish", "own.fish"), ("powershell", "_own.ps1"), ("zsh", "_own")];

#[test]
fn the_committed_scripts_are_the_generated_ones() {
    let stage = stage();
    for (shell, file) in SCRIPTS {
        let generated = own(&stage, "", &["generate", "completions", shell]);
        assert_eq!(text(&generated.stdout), committed(file));
        assert_eq!(own(&stage, shell, &[]).stdout, generated.stdout, "{shell}");
    }
}

#[test]
fn nothing_is_printed_when_nothing_fits() {
    let stage = stage();
    stage.write("broken.yaml", "\u{0}");
    for (shell, _) in SCRIPTS {
        let words: &[&str] = match shell {
            "bash" => &["--", "own --matrix broken.yaml who pos", "pos", "9"],
            "powershell" => &["--", "own", "--matrix", "broken.yaml", "who", "=pos"],
            _ => &["--", "own", "--matrix", "broken.yaml", "who", "pos"],
        };
        // A script of another version may hand over anything.
        for words in [words, &["--"], &["--", ""], &["--", "", "x", "", "y"]] {
            let output = own(&stage, shell, words);
            assert_eq!((text(&output.stdout), text(&output.stderr)), Default::default(), "{shell} {words:?}");
            assert!(output.status.success());
        }
    }
}

#[test]
fn a_stray_variable_changes_nothing() {
    let stage = stage();
    let usual = own(&stage, "", &["list", "systems"]).stdout;
    for stray in ["0", "1", "bash", "nonsense"] {
        assert_eq!(own(&stage, stray, &["list", "systems"]).stdout, usual, "{stray}");
    }
}

#[test]
fn powershell_gets_words_that_are_quoted() {
    // It can't be installed here; this is what its script is handed.
    let stage = stage();
    let output = own(&stage, "powershell", &["--", "own", "who", "--party", "=Tw"]);
    let expected = "'Twin one $(touch canary)'\tTwin one $(touch canary)\ttwin-1\n\
                    'Twin two''s; touch canary'\tTwin two's; touch canary\ttwin-2\n";
    assert_eq!(text(&output.stdout), expected);
}
