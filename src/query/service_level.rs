//! Service levels.

use super::{At, Head, Named, Thing, card, things};
use crate::matrix::{Duration, Kind, Matrix, Placed, ServiceLevel, SystemId, Target};

/// Days of the month by which downtime is reckoned, as [`crate::matrix::Percentage::downtime_per_month`] does.
const MONTH_DAYS: u32 = 30;

answer! {
    /// What is promised of a system.
    pub(crate) struct ServiceLevelCard {
        /// Share of time in which it is available, such as `99.9%`.
        pub availability: Option<String>,
        /// The downtime that the availability allows in a month, computed, such as `43.2 min`.
        pub allowed_downtime_per_month: Option<String>,
        /// The same in seconds.
        pub allowed_downtime_per_month_seconds: Option<u64>,
        /// Days of that month.
        pub month_days: u32,
        /// The downtime in a month that the matrix states.
        pub stated_downtime_per_month: Option<String>,
        /// The same in seconds.
        pub stated_downtime_per_month_seconds: Option<u64>,
        /// Time to respond, at any hour.
        pub response: Option<String>,
        /// The same in seconds.
        pub response_seconds: Option<u64>,
        /// Position in the source.
        pub at: At,
    }

    /// What is promised of one system, on its own page.
    pub(crate) struct ServiceLevelPage: Head {
        /// Its system.
        pub system: Named,
        /// What is promised.
        pub service_level: Option<ServiceLevelCard>,
    }

    /// A target that holds for all systems.
    pub(crate) struct TargetPage: Head {
        /// The target, in words.
        pub target: Option<String>,
        /// How it is measured.
        pub measurement: Option<String>,
        /// When it is escalated.
        pub threshold: Option<String>,
    }
}

pub(crate) fn card(matrix: &Matrix, level: &ServiceLevel) -> ServiceLevelCard {
    let allowed = level.availability.map(|share| share.value.downtime_per_month());
    let stated = level.downtime_per_month.map(|stated| stated.value);
    ServiceLevelCard {
        availability: level.availability.map(|share| share.to_string()),
        allowed_downtime_per_month: allowed.map(Duration::spoken),
        allowed_downtime_per_month_seconds: allowed.map(Duration::seconds),
        month_days: MONTH_DAYS,
        stated_downtime_per_month: stated.map(Duration::spoken),
        stated_downtime_per_month_seconds: stated.map(Duration::seconds),
        response: level.response.map(|response| response.to_string()),
        response_seconds: level.response.map(|response| response.value.seconds()),
        at: card::at(matrix, level.place),
    }
}

pub(crate) fn page(matrix: &Matrix, thing: &Thing, system: SystemId) -> ServiceLevelPage {
    ServiceLevelPage {
        base: Head::of(matrix, thing),
        system: card::system_name(matrix, system),
        service_level: matrix.system(system).service_level.as_ref().map(|level| card(matrix, level)),
    }
}

/// All targets that hold for all systems.
pub(crate) fn targets(matrix: &Matrix) -> Vec<TargetPage> {
    matrix.targets.iter().map(|of| target(matrix, of)).collect()
}

/// A target that holds for all systems.
pub(crate) fn target(matrix: &Matrix, target: &Target) -> TargetPage {
    let text = |placed: Option<&Placed<String>>| placed.map(|placed| placed.value.clone());
    TargetPage {
        base: Head::new(matrix, Kind::ServiceLevel, things::slug(&target.metric), &target.metric, target.place),
        target: text(target.target.as_ref()),
        measurement: text(target.measurement.as_ref()),
        threshold: text(target.threshold.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Place;

    #[test]
    fn allowed_downtime_stands_beside_the_stated_one() {
        let level = ServiceLevel {
            availability: "99.9%".parse::<crate::matrix::Percentage>().ok().map(Into::into),
            downtime_per_month: Some(Duration::from_seconds(43 * 60).into()),
            response: None,
            place: Place::default(),
        };
        let card = card(&Matrix::default(), &level);
        assert_eq!(card.allowed_downtime_per_month.as_deref(), Some("43.2 min"));
        assert_eq!(card.allowed_downtime_per_month_seconds, Some(2_592));
        assert_eq!(card.stated_downtime_per_month.as_deref(), Some("43 min"));
        assert_eq!(card.response, None);
    }
}
