//! The ways to read a text as a system and an area.

/// The two sides of each slash or gap between words. A text may have many, and a name has few words.
pub(crate) fn splits(text: &str) -> impl DoubleEndedIterator<Item = (&str, &str)> {
    const MOST: usize = 16;
    let gaps: Vec<(usize, &str)> = text.match_indices(|c: char| c.is_whitespace() || c == '/').take(MOST).collect();
    let sides = gaps.into_iter().map(|(at, gap)| (text[..at].trim(), text[at + gap.len()..].trim()));
    sides.filter(|(left, right)| !left.is_empty() && !right.is_empty())
}

/// The ways to read a text as the name of a system, or of a system and an area, which is empty for none. A reading comes
/// before those with a shorter system. The readings of `SYSTEM/AREA` are the first group, because a slash is hardly meant otherwise.
pub(crate) fn targets(text: &str) -> [Vec<(&str, &str)>; 2] {
    let (slashes, gaps) =
        splits(text).rev().partition(|(left, _)| text.trim_start()[left.len()..].trim_start().starts_with('/'));
    [slashes, std::iter::once((text, "")).chain::<Vec<_>>(gaps).collect()]
}
