//! Islands: hand-written text in a document that is otherwise rendered.
//!
//! ```text
//! <!-- own:keep why-two-teams -->
//! Anything at all.
//! <!-- own:end why-two-teams -->
//! ```
//!
//! An island stays where it is: below the same heading, behind as many blocks of it. Where that heading is gone, it is
//! kept at the end, under a note that says where it stood; if the heading comes back, so does the island.

use std::collections::HashMap;

/// The section at the end for islands whose place is gone.
const HOMELESS: &str = "Kept Text";
/// How the note of such an island begins.
const NOTE: &str = "> This text has lost its place, block ";
/// Text between the two parts of that note.
const NOTE_OF: &str = " of: ";
/// Text between the headings of a path.
const BELOW: &str = " › ";

/// A document that has this was written by `own`.
pub(crate) const MARK: &str = "<!-- Written by own render";
/// How it begins.
const WITH_CONTACTS: &str = "<!-- Written by own render markdown: ";
const WITHOUT_CONTACTS: &str = "<!-- Written by own render markdown, without contacts: ";
/// At the top, for those who open the document to edit it.
const PREFACE: &str = "edit the matrix instead. Text between a line own:keep NAME and a line own:end NAME, each in a \
    comment like this one, is kept. -->\n\n";

/// A document with the islands of the text that it replaces. An error says on which line one has no clear begin or end.
pub(crate) fn with_islands(rendering: &str, old: &str, contacts: bool) -> Result<String, String> {
    let islands = islands(old)?;
    let begins = if contacts { WITH_CONTACTS } else { WITHOUT_CONTACTS };
    Ok(weave(&[begins, PREFACE, rendering].concat(), islands))
}

/// Checks whether a document leaves out addresses.
pub(crate) fn lacks_contacts(document: &str) -> bool {
    document.contains(WITHOUT_CONTACTS)
}

/// Hand-written text and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Island {
    /// Its name, unique in its document.
    name: String,
    /// Its lines, with both markers.
    text: String,
    /// Position in the source.
    spot: Spot,
}

/// A position in a document: the headings above it, and the number of blocks after the last heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Spot {
    path: String,
    after: usize,
}

/// A line that begins or ends an island.
enum Marker<'t> {
    Keep(&'t str),
    End(&'t str),
}

/// The marker on a line.
fn marker(line: &str) -> Result<Option<Marker<'_>>, &'static str> {
    let Some((before, comment)) = line.split_once("<!--") else { return Ok(None) };
    let comment = comment.trim_start();
    if !comment.starts_with("own:keep") && !comment.starts_with("own:end") {
        return Ok(None);
    }
    let inside = comment.trim_end().strip_suffix("-->").filter(|_| before.trim().is_empty());
    let words: Vec<&str> = inside.map(|inside| inside.split_whitespace().collect()).unwrap_or_default();
    match words.as_slice() {
        ["own:keep", name] => Ok(Some(Marker::Keep(name))),
        ["own:end", name] => Ok(Some(Marker::End(name))),
        _ => {
            Err("a marker needs a line of its own: <!-- own:keep NAME --> or <!-- own:end NAME -->, the name one word")
        }
    }
}

/// Follows the headings and blocks of a document, line by line.
#[derive(Default)]
struct Walk {
    /// Headings above, each with its level, but for the title.
    headings: Vec<(usize, String)>,
    /// How often each path has been seen, for sections of the same name.
    seen: HashMap<String, usize>,
    spot: Spot,
    in_block: bool,
}

impl Walk {
    /// Takes in a line that is no part of an island. Whether a block begins with it.
    fn line(&mut self, line: &str) -> bool {
        if line.trim().is_empty() {
            self.in_block = false;
            return false;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if let Some(title) =
            line.get(level..).and_then(|rest| rest.strip_prefix(' ')).filter(|_| (1..=6).contains(&level))
        {
            self.in_block = false;
            // The title is a block like others: it may change, and everything is below it.
            if level == 1 {
                self.spot.after += 1;
            } else {
                self.heading(level, title.trim());
            }
            return true;
        }
        let begins = !self.in_block;
        self.spot.after += usize::from(begins);
        self.in_block = true;
        begins
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, if title.is_empty() { "?" } else { title }.to_owned()));
        let mut path = self.headings.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>().join(BELOW);
        let seen = self.seen.entry(path.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            path = format!("{path} ({seen})");
        }
        self.spot = Spot { path, after: 0 };
    }
}

/// The islands of a document, in their order.
fn islands(text: &str) -> Result<Vec<Island>, String> {
    let bad = |line: usize, message: String| format!("line {line}: {message}");
    let mut walk = Walk::default();
    let mut islands: Vec<Island> = Vec::new();
    let mut open: Option<(usize, Island)> = None;
    let mut note: Option<Spot> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let marker = marker(line).map_err(|message| bad(number, message.to_owned()))?;
        match (marker, open.as_mut()) {
            (None, Some((_, island))) => island.text.extend([line, "\n"]),
            (None, None) => {
                walk.line(line);
                note = read_note(line).or(note.filter(|_| line.trim().is_empty()));
            }
            (Some(Marker::Keep(name)), None) => {
                if islands.iter().any(|known| known.name == name) {
                    return Err(bad(number, format!("a second island is called `{name}`")));
                }
                walk.in_block = false;
                let homeless = walk.spot.path == HOMELESS;
                let spot = note.take().filter(|_| homeless).unwrap_or_else(|| walk.spot.clone());
                open = Some((number, Island { name: name.to_owned(), text: format!("{line}\n"), spot }));
            }
            (Some(Marker::End(name)), Some((_, island))) if island.name == name => {
                island.text.extend([line, "\n"]);
                islands.extend(open.take().map(|(_, island)| island));
            }
            (Some(Marker::Keep(name) | Marker::End(name)), Some((begin, island))) => {
                let known = &island.name;
                let message = format!("the island `{known}` of line {begin} has not ended, and here is `{name}`");
                return Err(bad(number, message));
            }
            (Some(Marker::End(name)), None) => return Err(bad(number, format!("no island `{name}` has begun"))),
        }
    }
    match open {
        Some((begin, island)) => Err(bad(begin, format!("the island `{}` never ends", island.name))),
        None => Ok(islands),
    }
}

/// The place that the note of a homeless island remembers.
fn read_note(line: &str) -> Option<Spot> {
    let (after, path) = line.strip_prefix(NOTE)?.split_once(NOTE_OF)?;
    Some(Spot { path: path.trim().to_owned(), after: after.parse().ok()? })
}

/// A rendering with islands put in their places.
fn weave(rendering: &str, islands: Vec<Island>) -> String {
    let (mut blocks, spots) = blocks(rendering);
    let mut homeless = Vec::new();
    // The texts to insert after each block.
    let mut behind: Vec<Vec<String>> = vec![Vec::new(); blocks.len()];
    for island in islands {
        // The last block of that section that isn't behind the spot; a section always has its heading.
        let at = spots.iter().rposition(|spot| spot.path == island.spot.path && spot.after <= island.spot.after);
        match at.and_then(|at| behind.get_mut(at)) {
            Some(here) => here.push(island.text),
            None => homeless.push(island),
        }
    }
    let mut woven: Vec<String> =
        blocks.drain(..).zip(behind).flat_map(|(block, here)| std::iter::once(block).chain(here)).collect();
    if !homeless.is_empty() {
        woven.push(format!("## {HOMELESS}\n"));
    }
    for Island { text, spot, .. } in homeless {
        woven.extend([format!("{NOTE}{}{NOTE_OF}{}\n", spot.after, spot.path), text]);
    }
    woven.join("\n")
}

/// The blocks of a rendering, between which there is one empty line each, and the spot right behind each.
fn blocks(rendering: &str) -> (Vec<String>, Vec<Spot>) {
    let mut walk = Walk::default();
    let (mut blocks, mut spots): (Vec<String>, Vec<Spot>) = (Vec::new(), Vec::new());
    for line in rendering.lines() {
        let begins = walk.line(line);
        match blocks.last_mut() {
            _ if line.trim().is_empty() => {}
            Some(block) if !begins => block.extend([line, "\n"]),
            _ => {
                blocks.push(format!("{line}\n"));
                spots.push(walk.spot.clone());
            }
        }
    }
    (blocks, spots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RENDERING: &str = "<!-- Written -->\n\n# T\n\n## A\n\n- a\n- b\n\ntext\n\n### B\n\n| x |\n|---|\n\n## C\n";

    fn island(name: &str) -> String {
        format!("<!-- own:keep {name} -->\nmine: {name}\n\n## no heading\n<!-- own:end {name} -->\n")
    }

    fn again(old: &str, rendering: &str) -> String {
        weave(rendering, islands(old).unwrap())
    }

    #[test]
    fn nothing_is_changed_where_there_are_no_islands() {
        assert_eq!(again("", RENDERING), RENDERING);
        assert_eq!(again(RENDERING, RENDERING), RENDERING);
    }

    #[test]
    fn an_island_stays_behind_the_same_block() {
        for spot in ["## A\n\n", "- b\n\n", "text\n\n", "|---|\n\n", "# T\n\n", "-->\n\n"] {
            let old = RENDERING.replacen(spot, &format!("{spot}{}\n", island("x")), 1);
            assert_ne!(old, RENDERING);
            assert_eq!(again(&old, RENDERING), old, "{spot:?}");
        }
    }

    #[test]
    fn rows_may_come_and_blocks_may_go() {
        let old = RENDERING.replacen("text\n\n", &format!("text\n\n{}\n", island("x")), 1);
        let changed = RENDERING.replacen("- b\n\ntext\n\n", "- b\n- c\n\n", 1);
        assert_eq!(
            again(&old, &changed),
            RENDERING.replacen("- b\n\ntext\n\n", &format!("- b\n- c\n\n{}\n", island("x")), 1)
        );
    }

    #[test]
    fn an_island_without_a_place_waits_at_the_end_and_goes_home() {
        let old = RENDERING.replacen("|---|\n\n", &format!("|---|\n\n{}\n{}\n", island("x"), island("y")), 1);
        let without = RENDERING.replacen("### B\n\n| x |\n|---|\n\n", "", 1);
        let waiting = again(&old, &without);
        let note = "> This text has lost its place, block 1 of: A › B\n";
        let end = format!("\n## Kept Text\n\n{note}\n{}\n{note}\n{}", island("x"), island("y"));
        assert_eq!(waiting, format!("{without}{end}"));
        assert_eq!(again(&waiting, &without), waiting, "it waits as long as it has to");
        assert_eq!(again(&waiting, RENDERING), old, "and goes home");
    }

    #[test]
    fn sections_of_the_same_name_are_told_apart() {
        let rendering = "## A\n\na\n\n## A\n\nb\n";
        let old = format!("## A\n\na\n\n## A\n\nb\n\n{}", island("x"));
        assert_eq!(again(&old, rendering), old);
    }

    #[test]
    fn what_is_unclear_is_refused() {
        let (x, y) = (island("x"), island("y"));
        for (text, line, message) in [
            ("a\n<!-- own:keep x -->\n".to_owned(), 2, "the island `x` never ends"),
            ("<!-- own:end x -->".to_owned(), 1, "no island `x` has begun"),
            (format!("{x}{x}"), 6, "a second island is called `x`"),
            (format!("<!-- own:keep z -->\n{y}"), 2, "the island `z` of line 1 has not ended, and here is `y`"),
            ("<!-- own:keep a b -->".to_owned(), 1, "a marker needs a line of its own"),
            ("<!-- own:keep -->".to_owned(), 1, "a marker needs a line of its own"),
            ("so <!-- own:end x -->".to_owned(), 1, "a marker needs a line of its own"),
            ("<!-- own:keep x".to_owned(), 1, "a marker needs a line of its own"),
        ] {
            let bad = islands(&text).unwrap_err();
            assert!(bad.starts_with(&format!("line {line}: {message}")), "{text}: {bad}");
        }
        assert!(islands("<!-- a comment -->\n<!-- of own:keep -->\n").unwrap().is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_island_is_ever_lost(old in "[ab#\\- \n›]{0,40}", new in "[ab#\\- \n›]{0,40}", at in 0usize..40) {
            let lines: Vec<&str> = old.lines().collect();
            let at = at.min(lines.len());
            let join = |lines: &[&str]| lines.iter().flat_map(|line| [*line, "\n"]).collect::<String>();
            let old = join(&lines[..at]) + &island("x") + &join(&lines[at..]);
            let once = again(&old, &new);
            prop_assert!(once.contains(&island("x")), "{once}");
            prop_assert_eq!(again(&once, &new), once);
        }
    }
}
