//! Severities and acceptances that a matrix sets for the rules of `own check`.

use super::super::{Acceptances, Leaf, Span, Text, leaf};
use super::Context;
use crate::diagnostic::{Finding, Rule};
use crate::matrix::{Acceptance, Verdict};
use crate::text::nearest::nearest;

impl Context<'_> {
    /// Adds the acceptances of an item.
    pub(super) fn accept(&mut self, raw: Acceptances, item: Span) {
        for (code, reason) in raw {
            if let Some(rule) = self.rule(&code) {
                self.acceptances.push(Acceptance { rule, reason: reason.value, item, place: code.span });
            }
        }
    }

    pub(super) fn verdict(&mut self, (code, severity): (Text, Leaf<leaf::Verdict>)) -> Option<Verdict> {
        Some(Verdict { rule: self.rule(&code)?, severity: severity.value, place: code.span })
    }

    /// The rule of a code, unless it makes a matrix invalid.
    fn rule(&mut self, code: &Text) -> Option<Rule> {
        let rule = Rule::of_code(&code.value);
        let fault = match rule {
            Some(rule) if !rule.is_fault() => return Some(rule),
            Some(rule) => {
                let message = format!("`{rule}` can't be set: it makes a matrix invalid");
                Finding::at(Rule::BadValue, code.span, message).help("fix the problem")
            }
            None => {
                let help = match nearest(&code.value, Rule::ALL.iter().map(|rule| rule.code)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`own check --rules` lists them".to_owned(),
                };
                Finding::at(Rule::UnknownReference, code.span, format!("unknown rule `{}`", code.value)).help(help)
            }
        };
        self.faults.push(fault);
        None
    }
}
