//! Words from a closed list.

use jiff::civil::Weekday;

use super::{Form, Span};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::matrix::{Cadence, Cover, DutyKind, HolidaysBy, Hours, OnAbsence, ResponseFrom, Risk, RotaKind, WhenEmpty};
use crate::text::nearest::{nearest, sole};
use crate::text::word::Word;

/// The value of a word.
pub(super) fn of_word<T: Word>(text: &str) -> Option<T> {
    T::LIST.iter().copied().find(|item| item.word() == text)
}

/// The words of a list.
pub(in super::super) fn words<T: Word>() -> Vec<&'static str> {
    T::LIST.iter().map(|item| item.word()).collect()
}

/// An unknown word, with the nearest known one.
fn refuse_word(text: &str, span: Span, noun: &str, words: &[&str]) -> Finding {
    let help = match nearest(text, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are: {}", words.join(", ")),
    };
    let fault = Finding::at(Rule::BadValue, span, format!("unknown {noun} `{text}`")).help(help);
    fault.fix_if(text, sole(text, words.iter().copied()))
}

macro_rules! word_forms {
    ($($word:ident $noun:literal;)*) => {$(
        impl Form for $word {
            type Value = Self;

            const NOUN: &'static str = $noun;
            const HELP: &'static str = "";

            fn parse(text: &str) -> Option<Self> {
                of_word(text)
            }

            fn refuse(text: &str, span: Span) -> Finding {
                refuse_word(text, span, Self::NOUN, &words::<Self>())
            }
        }
    )*};
}

word_forms! {
    Cadence "cadence";
    Cover "cover";
    DutyKind "kind of duty";
    Hours "hours";
    HolidaysBy "way to count";
    OnAbsence "way";
    ResponseFrom "start";
    Risk "risk";
    RotaKind "kind of rota";
    WhenEmpty "way";
    Weekday "day of the week";
}

/// The severity of a rule, or `allow`.
pub(crate) enum Verdict {}

impl Verdict {
    /// The word for no severity.
    const ALLOW: &'static str = "allow";

    pub(in super::super) fn words() -> Vec<&'static str> {
        words::<Severity>().into_iter().chain([Self::ALLOW]).collect()
    }
}

impl Form for Verdict {
    /// `None`: the rule is ignored.
    type Value = Option<Severity>;

    const NOUN: &'static str = "severity";
    const HELP: &'static str = "";

    fn parse(text: &str) -> Option<Option<Severity>> {
        let severity = of_word(text);
        (severity.is_some() || text == Self::ALLOW).then_some(severity)
    }

    fn refuse(text: &str, span: Span) -> Finding {
        refuse_word(text, span, Self::NOUN, &Self::words())
    }
}
