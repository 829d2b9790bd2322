//! Enums whose values are written as one word of a closed list.

/// A value that is written as one word of a closed list.
pub(crate) trait Word: Copy + 'static {
    /// All of them, in the order shown to people.
    const LIST: &'static [Self];

    /// The word for it.
    fn word(self) -> &'static str;
}

/// Declares enums from a table: each variant, what it means, and its word in YAML, in answers and to people.
macro_rules! words {
    ($(
        $(#[$about:meta])*
        $vis:vis enum $type:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal,)+ }
    )+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        $vis enum $type {
            $($(#[$meaning])* #[serde(rename = $word)] $variant,)+
        }

        impl $type {
            /// All of them, in the order shown to people.
            pub(crate) const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word for it.
            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<$type> for String {
            fn from(word: $type) -> Self {
                word.as_str().to_owned()
            }
        }

        impl From<$type> for ::std::borrow::Cow<'_, str> {
            fn from(word: $type) -> Self {
                word.as_str().into()
            }
        }

        impl $crate::text::word::Word for $type {
            const LIST: &'static [Self] = &Self::ALL;

            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::Word as _;

    words! {
        /// A colour.
        enum Colour {
            /// As grass.
            Green = "green",
            /// As a berry and the sky.
            BlueRed = "blue/red",
        }
    }

    #[test]
    fn a_word_is_the_same_everywhere() {
        for colour in Colour::ALL {
            assert_eq!(serde_json::to_value(colour).unwrap(), colour.to_string());
            assert_eq!(serde_json::from_value::<Colour>(colour.as_str().into()).unwrap(), colour);
        }
        assert_eq!(Colour::LIST, Colour::ALL);
    }
}
