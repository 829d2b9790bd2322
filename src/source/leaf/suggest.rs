//! Values in another form with an unambiguous meaning. `own check --fix` rewrites them.

/// A date that begins with its year, or has its day first and dots: `2025/9/18`, `20250918`, `18.09.2025`. With slashes, the
/// month may come first or second.
pub(super) fn of_date(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 && text.matches('.').count() == 2 => (*year, *month, *day),
        [all] if all.len() == 8 && digits(all) => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    if ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// A duration in words: `15 min`, `2 hours`, `1h 30m`.
pub(super) fn of_duration(text: &str) -> Option<String> {
    let mut written = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?;
        let (number, behind) = rest.split_at(digits);
        let behind = behind.trim_start();
        let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let unit = match behind[..end].to_ascii_lowercase().as_str() {
            "s" | "sec" | "secs" | "second" | "seconds" => 's',
            "m" | "min" | "mins" | "minute" | "minutes" => 'm',
            "h" | "hr" | "hrs" | "hour" | "hours" => 'h',
            "d" | "day" | "days" => 'd',
            _ => return None,
        };
        written.push_str(number);
        written.push(unit);
        rest = behind[end..].trim_start();
    }
    Some(written)
}

/// A percentage with a space before its sign, or with a decimal comma.
pub(super) fn of_percentage(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use crate::matrix::{Duration, Percentage};
    use crate::source::leaf::{Date, Form};
    use crate::source::text::Span;

    /// The text that `own check --fix` writes.
    fn fixed<F: Form>(text: &str) -> Option<String> {
        F::refuse(text, Span { line: 1, ..Span::default() }).fix.map(|fix| fix.text.to_string())
    }

    #[test]
    fn dates_whose_parts_are_beyond_doubt() {
        for text in ["2025/09/18", "2025-9-18", "2025.09.18", "20250918", "18.09.2025", "18.9.2025", " 2025-09-18 "] {
            assert_eq!(fixed::<Date>(text).as_deref(), Some("2025-09-18"), "{text}");
        }
        for text in
            ["09/18/2025", "18/09/2025", "18-09-2025", "18.09.25", "2025-13-01", "2025-02-30", "soon", "٢٠٢٥-٠٩-١٨"]
        {
            assert_eq!(fixed::<Date>(text), None, "{text}");
        }
    }

    #[test]
    fn durations_in_words() {
        for (text, written) in [
            ("15 min", "15m"),
            ("2 hours", "2h"),
            ("1h 30m", "1h30m"),
            ("90 Seconds", "90s"),
            ("1 day", "1d"),
            ("15MIN", "15m"),
        ] {
            assert_eq!(fixed::<Duration>(text).as_deref(), Some(written), "{text}");
        }
        for text in ["15", "a while", "30m 1h", "1.5h", "-5m", ""] {
            assert_eq!(fixed::<Duration>(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_with_a_space_or_a_comma() {
        assert_eq!(fixed::<Percentage>("99,9 %").as_deref(), Some("99.9%"));
        assert_eq!(fixed::<Percentage>("0.999"), None);
        assert_eq!(fixed::<Percentage>("101 %"), None);
    }
}
