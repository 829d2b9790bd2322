//! What is left of the downtime of a month.

use crate::matrix::{Duration, ServiceLevel};

answer! {
    /// What some downtime leaves of a month's.
    pub(crate) struct Budget {
        /// The downtime so far.
        pub used: String,
        /// The same in seconds.
        pub used_seconds: u64,
        /// What it leaves of the downtime that the availability allows, computed; `null` without an availability.
        pub allowed: Option<Left>,
        /// What it leaves of the downtime that the matrix states; `null` where it states none.
        pub stated: Option<Left>,
    }

    /// What is left of an allowance, or by how much it is exceeded.
    pub(crate) struct Left {
        /// The allowance of a month.
        pub allowance: String,
        /// The same in seconds.
        pub allowance_seconds: u64,
        /// What is left; `null` where it is exceeded.
        pub left: Option<String>,
        /// The same in seconds.
        pub left_seconds: Option<u64>,
        /// By how much it is exceeded; `null` where it isn't.
        pub exceeded_by: Option<String>,
        /// The same in seconds.
        pub exceeded_by_seconds: Option<u64>,
    }
}

impl Budget {
    /// Whether one of the two allowances is exceeded.
    pub(crate) fn is_exceeded(&self) -> bool {
        [&self.allowed, &self.stated].into_iter().flatten().any(|left| left.exceeded_by.is_some())
    }

    /// What is to be said where one of the two allowances is exceeded and the other isn't.
    pub(super) fn disagreement(&self) -> Option<String> {
        let (allowed, stated) = (self.allowed.as_ref()?, self.stated.as_ref()?);
        if allowed.exceeded_by.is_some() == stated.exceeded_by.is_some() {
            return None;
        }
        Some(format!(
            "{} exceeds only one of the two: {} allowed (computed), {} stated",
            self.used, allowed.allowance, stated.allowance
        ))
    }
}

/// What is left; `None` where the service level says nothing of downtime.
pub(super) fn of(level: &ServiceLevel, used: Duration) -> Option<Budget> {
    let allowed = level.availability.map(|share| left(share.value.downtime_per_month(), used));
    let stated = level.downtime_per_month.map(|stated| left(stated.value, used));
    (allowed.is_some() || stated.is_some()).then(|| Budget {
        used: used.spoken(),
        used_seconds: used.seconds(),
        allowed,
        stated,
    })
}

fn left(allowance: Duration, used: Duration) -> Left {
    let exceeded = (used > allowance).then(|| used.saturating_sub(allowance));
    let left = (used <= allowance).then(|| allowance.saturating_sub(used));
    Left {
        allowance: allowance.spoken(),
        allowance_seconds: allowance.seconds(),
        left: left.map(Duration::spoken),
        left_seconds: left.map(Duration::seconds),
        exceeded_by: exceeded.map(Duration::spoken),
        exceeded_by_seconds: exceeded.map(Duration::seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Percentage, Place};

    fn budget(seconds: u64) -> Budget {
        let level = ServiceLevel {
            availability: "99.9%".parse::<Percentage>().ok().map(Into::into),
            downtime_per_month: Some(Duration::from_seconds(43 * 60).into()),
            response: None,
            place: Place::default(),
        };
        of(&level, Duration::from_seconds(seconds)).unwrap()
    }

    #[test]
    fn the_last_second_is_still_allowed() {
        let allowed =
            |seconds| budget(seconds).allowed.map(|left| (left.left_seconds, left.exceeded_by_seconds)).unwrap();
        assert_eq!(allowed(1_200), (Some(1_392), None));
        assert_eq!(allowed(2_592), (Some(0), None));
        assert_eq!(allowed(2_593), (None, Some(1)));
    }

    #[test]
    fn the_two_allowances_may_disagree() {
        assert_eq!(budget(2_580).disagreement(), None);
        assert!(budget(2_586).disagreement().unwrap().starts_with("43.1 min exceeds only one of the two"));
        assert_eq!(budget(3_000).disagreement(), None);
    }

    #[test]
    fn nothing_is_left_of_what_is_not_said() {
        let level =
            ServiceLevel { availability: None, downtime_per_month: None, response: None, place: Place::default() };
        assert_eq!(of(&level, Duration::from_seconds(1)), None);
    }
}
