//! Shares of a whole, rounded so that only all is everything and only none is nothing.

/// A part of a whole, from 0 to 1 with four decimals; `None`: of nothing.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    let steps = u16::try_from(steps(part, whole, 10_000)?).ok()?;
    Some(f64::from(steps) / 10_000.0)
}

/// A part of a whole in steps, such as hundredths. Rounded, but none only for none of it and all only for all of it;
/// `None`: of nothing.
pub(crate) fn steps(part: usize, whole: usize, steps: usize) -> Option<usize> {
    let rounded = (part.saturating_mul(steps).saturating_add(whole / 2)).checked_div(whole)?;
    Some(match part {
        0 => 0,
        _ if part >= whole => steps,
        _ => rounded.max(1).min(steps.saturating_sub(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_everything_and_only_none_is_nothing() {
        assert_eq!(steps(199, 200, 100), Some(99));
        assert_eq!(steps(1, 1000, 100), Some(1));
        assert_eq!(steps(26, 38, 100), Some(68));
        assert_eq!((steps(0, 3, 16), steps(3, 3, 16)), (Some(0), Some(16)));
        assert_eq!(steps(0, 0, 16), None);
    }
}
