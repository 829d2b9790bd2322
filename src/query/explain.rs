//! `own explain`: a key of the YAML, or a code.

use super::{Answer, Caveats, Code, Unanswered};
use crate::diagnostic::Rule;
use crate::source::example::{self, Key};
use crate::text::nearest::nearest;

answer! {
    /// A key of the YAML.
    pub(crate) struct KeyCard {
        /// The key.
        pub key: String,
        /// The mapping that it belongs to: `Team`; `null` for a section of the file.
        pub mapping: Option<String>,
        /// Its meaning.
        pub description: String,
        /// An example.
        pub example: String,
    }
}

answer! {
    /// The code of a rule of `own check`, or of a warning.
    pub(crate) struct CodeCard {
        /// The code.
        pub code: &'static str,
        /// Where it appears: `own check`, or answers.
        pub appears_in: &'static str,
        /// Its meaning.
        pub what: &'static str,
        /// What to do.
        pub help: &'static str,
    }
}

impl From<Code> for CodeCard {
    fn from(code: Code) -> Self {
        Self { code: code.as_str(), appears_in: "answers", what: code.what(), help: code.help() }
    }
}

/// All codes: those of rules first, then those that only answers have.
pub(crate) fn codes() -> Answer<CodeCard> {
    let of_rule = |rule: &Rule| CodeCard { code: rule.code, appears_in: "own check", what: rule.what, help: rule.why };
    let rules = Rule::ALL.iter().map(of_rule);
    let others = Code::ALL.into_iter().filter(|code| Rule::of_code(code.as_str()).is_none()).map(CodeCard::from);
    Answer::new("code", rules.chain(others).collect(), Caveats::default())
}

/// The meaning of a warning's code.
pub(crate) fn code(typed: &str) -> Option<Answer<CodeCard>> {
    let code = Code::ALL.into_iter().find(|code| code.as_str() == typed)?;
    Some(Answer::new("code", vec![code.into()], Caveats::default()))
}

/// The meanings of a key, one for each mapping that has it.
pub(crate) fn key(typed: &str) -> Result<Answer<KeyCard>, Unanswered> {
    let card = |key: Key| KeyCard {
        key: key.name.to_owned(),
        mapping: key.mapping.map(str::to_owned),
        description: key.description,
        example: key.example,
    };
    let found: Vec<KeyCard> = example::keys().filter(|key| key.name == typed).map(card).collect();
    if found.is_empty() {
        let codes = Rule::ALL.iter().map(|rule| rule.code).chain(Code::ALL.map(Code::as_str));
        let known = example::keys().map(|key| key.name).chain(codes).collect::<Vec<_>>();
        // The last key of a path, such as `levels.call`.
        let last = typed.rsplit('.').next().filter(|last| known.contains(last));
        let near = last.or_else(|| nearest(typed, known.iter().copied()));
        let index = || "`own explain` lists the codes".to_owned();
        let hint = near.map_or_else(index, |near| format!("did you mean `{near}`?"));
        return Err(Unanswered::nothing(format!("no key or code is called `{typed}`"), vec![hint]));
    }
    Ok(Answer::new("key", found, Caveats::default()))
}
