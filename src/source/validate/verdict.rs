//! What a matrix says of the rules that it is checked by.

use super::super::spanned::{Entries, Text};
use super::super::text::Span;
use super::Context;
use crate::diagnostic::finding::Finding;
use crate::diagnostic::{Rule, Severity};
use crate::matrix::{Acceptance, Verdict};
use crate::text::nearest::nearest;

/// The word by which a rule is not looked at.
const ALLOW: &str = "allow";

pub(super) fn verdicts(raw: Vec<(Text, Text)>, context: &mut Context<'_>) -> Vec<Verdict> {
    raw.into_iter().filter_map(|(code, word)| verdict(&code, &word, context)).collect()
}

fn verdict(code: &Text, word: &Text, context: &mut Context<'_>) -> Option<Verdict> {
    let rule = context.rule(code);
    let words = Severity::ALL.map(Some).into_iter().chain([None]).collect::<Vec<_>>();
    let as_str = |severity: Option<Severity>| severity.map_or(ALLOW, Severity::as_str);
    let severity = context.one_of(word, "severity", &words, as_str);
    Some(Verdict { rule: rule?, severity: severity?, place: code.span })
}

impl Context<'_> {
    /// Takes over what is accepted in an item.
    pub(super) fn accept(&mut self, raw: Entries<Text>, item: Span) {
        for (code, reason) in raw {
            let Some(rule) = self.rule(&code) else { continue };
            if reason.value.trim().is_empty() {
                self.bad(&reason, "reason", "say why it is meant to be, for whoever reads it next year");
                continue;
            }
            self.acceptances.push(Acceptance { rule, reason: reason.value, item, place: code.span });
        }
    }

    /// The rule of a code. One that makes the matrix invalid can't be made milder.
    fn rule(&mut self, code: &Text) -> Option<Rule> {
        match Rule::of_code(&code.value) {
            Some(rule) if !rule.is_fault() => Some(rule),
            Some(rule) => {
                let message = format!("`{rule}` can't be set: no question can be asked of a matrix that has it");
                self.faults.push(Finding::at(Rule::BadValue, code.span, message).help("mend what it finds"));
                None
            }
            None => {
                let help = match nearest(&code.value, Rule::ALL.iter().map(|rule| rule.code())) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`own check --rules` lists them".to_owned(),
                };
                let message = format!("unknown rule `{}`", code.value);
                self.faults.push(Finding::at(Rule::UnknownReference, code.span, message).help(help));
                None
            }
        }
    }
}
