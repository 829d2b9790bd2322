//! A timeline drawn from top to bottom, the stop that is active now pointed at.

use super::color::marked;
use super::facts;
use super::wrap::{Text, placed, strong, wrap};
use crate::text::sanitize::{shown, width};
use crate::view::page::{Line, Meaning, Run, Stop, Style, Timeline};

/// Width of the time column on the left. A longer time goes before its title.
const TIMES: std::ops::RangeInclusive<usize> = 4..=10;

/// The lines of a timeline.
pub(super) fn lines(timeline: &Timeline, room: usize) -> Vec<String> {
    let stops = &timeline.stops;
    let fitting = stops.iter().map(|stop| width(shown(&stop.at).trim())).filter(|columns| TIMES.contains(columns));
    let times = fitting.max().unwrap_or(*TIMES.start());
    let labels = facts::label_column(stops.iter().flat_map(|stop| &stop.facts), room.saturating_sub(times + 3));
    let nodes = nodes(stops.len());
    let drawn = stops.iter().zip(nodes).enumerate().flat_map(|(index, (stop, node))| {
        let bar = if index + 1 < stops.len() { marked("│", Style::Faint) } else { " ".into() };
        let gutter = format!("{} {bar} ", " ".repeat(times));
        let mut lines = head(stop, node, times, &gutter, room);
        lines.extend(facts::lines(&stop.facts, labels, &gutter, room));
        lines
    });
    drawn.collect()
}

/// The signs of the stops: the line begins below the first and ends at the last.
fn nodes(count: usize) -> impl Iterator<Item = &'static str> {
    let sign = move |index| match index {
        _ if count == 1 => "─",
        0 => "┬",
        _ if index + 1 == count => "┴",
        _ => "┼",
    };
    (0..count).map(sign)
}

/// When it is, what it is, and whether it is now.
fn head(stop: &Stop, node: &str, times: usize, gutter: &str, room: usize) -> Vec<String> {
    let (time, node_style) =
        if stop.now.is_some() { (Meaning::Mark, Style::Mark) } else { (Meaning::Plain, Style::Faint) };
    let at = shown(&stop.at);
    let at = at.trim();
    let mut title = strong(&stop.title);
    let mut left = format!("{}{}", " ".repeat(times.saturating_sub(width(at))), marked(at, time.style()));
    if width(at) > times {
        left = " ".repeat(times);
        title.splice(0..0, [Run::new(at, time), Run::plain("  ")]);
    }
    let first = format!("{left} {} ", marked(node, node_style));
    let titles = with_now(title, stop.now.as_deref(), room.saturating_sub(width(gutter)));
    let mut lines = wrap(&titles, room.saturating_sub(width(gutter)).max(1)).into_iter().peekable();
    let beside = lines.next_if(|line| width(&first) + width(line) <= room).unwrap_or_default();
    std::iter::once(first + &beside).chain(lines.map(|line| placed(&line, &[gutter], room))).collect()
}

/// A title and what makes it the one of this moment, in one line if there is room for both.
fn with_now(title: Line, now: Option<&str>, room: usize) -> Vec<Line> {
    let Some(now) = now else { return vec![title] };
    let now = vec![Run::mark(format!("◀ {now}"))];
    let both = [title.clone(), vec![Run::plain("     ")], now.clone()].concat();
    if Text::new(&both).width() <= room { vec![both] } else { vec![title, now] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::color::paint;

    fn stop(at: &str, title: &str, now: Option<&str>) -> Stop {
        let facts = vec![("call".to_owned(), vec![vec![Run::plain("Team")]])];
        Stop { at: at.into(), title: vec![Run::plain(title)], now: now.map(str::to_owned), facts }
    }

    fn drawn(stops: Vec<Stop>, room: usize) -> Vec<String> {
        let lines = lines(&Timeline { stops }, room);
        lines.iter().map(|line| paint(line, false).trim_end().to_owned()).collect()
    }

    #[test]
    fn the_line_joins_the_stops_and_points_at_now() {
        let stops = vec![
            stop("0m", "Level 1", None),
            stop("15m", "Level 2", Some("now: 5m left")),
            stop("60m", "Level 4", None),
        ];
        let expected = [
            "  0m ┬ Level 1",
            "     │ call  Team",
            " 15m ┼ Level 2     ◀ now: 5m left",
            "     │ call  Team",
            " 60m ┴ Level 4",
            "       call  Team",
        ];
        assert_eq!(drawn(stops.clone(), 80), expected);
        assert_eq!(drawn(stops, 30)[3..5], [" 15m ┼ Level 2", "     │ ◀ now: 5m left"], "no room beside the title");
    }

    #[test]
    fn one_stop_is_no_line() {
        assert_eq!(drawn(vec![stop("0m", "Level 1", None)], 80), ["  0m ─ Level 1", "       call  Team"]);
        assert!(drawn(vec![], 80).is_empty());
    }

    #[test]
    fn a_time_that_is_too_long_joins_its_title() {
        let drawn = drawn(vec![stop("after half a day", "Level 1", None), stop("1h30m", "Level 2", None)], 80);
        assert_eq!(drawn[0], "      ┬ after half a day  Level 1");
        assert_eq!(drawn[2], "1h30m ┴ Level 2");
    }
}
