//! Kinds of things, and the words that people type for them.

use serde::Serialize;

use crate::matrix::{Called, Kind};
use crate::query::Unanswered;
use crate::query::resolve::best;
use crate::text::nearest::nearest;

/// What can be listed: a kind, or what several kinds have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub(crate) enum Class {
    /// All things of a kind.
    Of(Kind),
    /// All kinds of parties.
    Parties,
    /// Parties that own a system.
    Owners,
}

values! { Class => "string" }

impl From<Class> for &'static str {
    fn from(class: Class) -> Self {
        class.as_str()
    }
}

impl Class {
    /// All of them, in the order in which help lists them.
    pub(crate) fn all() -> impl Iterator<Item = Self> + Clone {
        let of = |kinds: &'static [Kind]| kinds.iter().copied().map(Self::Of);
        let (before, after) = Kind::ALL.as_slice().split_at(3);
        of(before).chain([Self::Parties, Self::Owners]).chain(of(after))
    }

    /// The word for one.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.as_str(),
            Self::Parties => "party",
            Self::Owners => "owner",
        }
    }

    /// The word for many.
    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.plural(),
            Self::Parties => "parties",
            Self::Owners => "owners",
        }
    }

    /// Whether things of a kind may belong to it.
    pub(crate) fn covers(self, kind: Kind) -> bool {
        match self {
            Self::Of(own) => own == kind,
            Self::Parties | Self::Owners => kind.is_party(),
        }
    }

    /// The class that a text names, in the singular or the plural.
    pub(crate) fn named(typed: &str) -> Result<Self, Unanswered> {
        let names: Vec<[String; 2]> =
            Self::all().map(|class| [class.as_str().to_owned(), class.plural().to_owned()]).collect();
        // No name but the id: "service-levels" isn't to be found under "lev".
        let called = names.iter().map(|names| Called { id: &names[1], name: "", aliases: &names[..1] });
        let fitting = best(typed, Self::all().zip(called));
        match fitting.as_slice() {
            [(class, _)] => Ok(*class),
            [] => {
                let near = nearest(typed, names.iter().flatten().map(String::as_str));
                let hints = near.map(|near| format!("did you mean `{near}`?")).into_iter();
                let hints = hints.chain([Self::kinds(Self::all())]).collect();
                Err(Unanswered::nothing(format!("no kind is called `{typed}`"), hints))
            }
            several => {
                let message = format!("`{typed}` matches {} kinds: choose one", several.len());
                Err(Unanswered::nothing(message, vec![Self::kinds(several.iter().map(|(class, _)| *class))]))
            }
        }
    }

    pub(crate) fn kinds(of: impl Iterator<Item = Self>) -> String {
        format!("kinds are: {}", Self::plurals(of))
    }

    pub(crate) fn plurals(of: impl Iterator<Item = Self>) -> String {
        of.map(Self::plural).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singular_plural_and_a_unique_beginning_name_a_kind() {
        for (typed, class) in [
            ("systems", Class::Of(Kind::System)),
            ("system", Class::Of(Kind::System)),
            ("sy", Class::Of(Kind::System)),
            ("Service Levels", Class::Of(Kind::ServiceLevel)),
            ("lev", Class::Of(Kind::Level)),
            ("party", Class::Parties),
            ("part", Class::Parties),
            ("duties", Class::Of(Kind::Duty)),
            ("owners", Class::Owners),
            ("people", Class::Of(Kind::Person)),
            ("cal", Class::Of(Kind::Calendar)),
        ] {
            assert_eq!(Class::named(typed), Ok(class), "{typed}");
        }
    }

    #[test]
    fn what_fits_several_kinds_or_none_is_an_error_with_the_kinds() {
        let several = Class::named("p").unwrap_err();
        assert_eq!(several.hints, ["kinds are: parties, people, placeholders, policies"]);
        let none = Class::named("databases").unwrap_err();
        assert!(Class::all().all(|class| none.hints[0].contains(class.plural())));
    }
}
