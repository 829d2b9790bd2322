//! `own onboard`: the training of a new member with its dates, and what there is to carry afterwards.

use jiff::civil::Date;

use super::around::around;
use super::duties::{self, DutyRow};
use super::party::{self, OnCallCard};
use super::rota::{RotaCard, rota_card};
use super::show::{self, WeekCard};
use super::{Answer, At, Caveats, Code, Named, Parties, PartyCard, Relation, Unanswered, card, resolve};
use crate::matrix::{Cadence, Matrix, PartyId, PartyKind, Responsibility};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Newcomer {
    /// The role or the team that somebody joins, as typed.
    pub party: String,
    /// The day on which the first week begins.
    pub from: Option<Date>,
}

answer! {
    /// What somebody new has before them.
    pub(crate) struct Plan {
        /// What they join.
        pub party: PartyCard,
        /// The day on which the first week begins.
        pub from: Option<String>,
        /// The first weeks.
        pub weeks: Vec<WeekCard>,
        /// The training that goes on, the most frequent first.
        pub training: Vec<DutyRow>,
        /// What the party carries, and its team and what it leads.
        pub carries: Vec<Carried>,
        /// Position of the party in the source.
        pub at: At,
    }

    /// What a party carries, in short: `own show` has all of it.
    pub(crate) struct Carried {
        /// The party.
        pub party: PartyCard,
        /// Relation to the new member: `itself`, `belongs-to`, `leads` or `chairs`.
        pub relation: Relation,
        /// What it is responsible for, in words.
        pub responsibilities: Vec<String>,
        /// On-call cover of a team.
        pub on_call: Option<OnCallCard>,
        /// Its rotas.
        pub rotas: Vec<RotaCard>,
        /// The rotas of others in whose order it is.
        pub takes_turns: Vec<RotaCard>,
        /// Rotas that call it when they have nobody.
        pub fallback_of: Vec<RotaCard>,
        /// Systems that it owns, in whatever owner role.
        pub owns: Vec<Named>,
        /// Number of areas per system that name it, by responsibility.
        pub areas: Vec<AreaCount>,
        /// How many duties it does, by how often.
        pub duties: Vec<DutyCount>,
        /// Escalation levels at which it is called.
        pub levels: Vec<Named>,
    }

    /// Areas of a system in which a party is named.
    pub(crate) struct AreaCount {
        /// `primary`, `secondary`, `escalation` …
        pub responsibility: Responsibility,
        /// The system.
        pub system: Named,
        /// The areas.
        pub areas: Vec<Named>,
    }

    /// Duties of a party.
    pub(crate) struct DutyCount {
        /// How often; `null` where the matrix doesn't say.
        pub every: Option<Cadence>,
        /// How many.
        pub count: usize,
    }
}

/// Answers `own onboard`.
pub(crate) fn onboard(matrix: &Matrix, question: &Newcomer) -> Result<Answer<Plan>, Unanswered> {
    let id = resolve::party(matrix, &question.party)?;
    let party = matrix.party(id);
    if let PartyKind::Placeholder(stands_for) = &party.kind {
        let whom = stands_for.as_ref().map(|whom| format!(" ({whom})")).unwrap_or_default();
        let message = format!("{} is a placeholder{whom}: nobody can start as one", party.name);
        return Err(Unanswered::nobody(message, vec!["name the team or the role that the newcomer joins".to_owned()]));
    }
    let parties = &Parties::of(matrix);
    let training = duties::training(parties);
    if matrix.onboarding.is_empty() && training.is_empty() {
        return Err(Unanswered::nobody("the matrix has no training for new members", Vec::new()));
    }
    let mut caveats = Caveats::default();
    caveats.named(matrix, id);
    silences(matrix, &training, &mut caveats);
    let plan = Plan {
        party: parties.card(id),
        from: question.from.map(|from| from.to_string()),
        weeks: show::weeks(matrix, question.from)?,
        training,
        carries: around(matrix, id).into_iter().map(|(id, relation)| carried(parties, id, relation)).collect(),
        at: card::at(matrix, party.place),
    };
    Ok(Answer::new("onboarding", vec![plan], caveats))
}

/// What the matrix doesn't say of the training.
fn silences(matrix: &Matrix, training: &[DutyRow], caveats: &mut Caveats) {
    if matrix.onboarding.is_empty() {
        caveats.add(Code::NamesNobody, "no weeks for new members, only recurring training", None);
    }
    let whose: Vec<&str> = training.iter().filter(|duty| duty.by.is_empty()).map(|duty| duty.task.as_str()).collect();
    if !whose.is_empty() {
        let message = format!("shown to everybody, the matrix names nobody: {}", whose.join(", "));
        caveats.add(Code::NamesNobody, message, None);
    }
}

fn carried(matrix: &Parties<'_>, id: PartyId, relation: Relation) -> Carried {
    let party = matrix.party(id);
    let owns = matrix.system_ids().filter(|(_, system)| system.owners.iter().any(|owner| owner.parties.contains(&id)));
    Carried {
        party: matrix.card(id),
        relation,
        responsibilities: match &party.kind {
            PartyKind::Team(team) => team.responsibilities.clone(),
            PartyKind::Group(group) => group.responsibilities.clone(),
            _ => Vec::new(),
        },
        on_call: party::on_call(matrix, id),
        rotas: matrix.rotas_of(id).map(|rota| rota_card(matrix, rota)).collect(),
        takes_turns: show::takes_turns(matrix, id).map(|rota| rota_card(matrix, rota)).collect(),
        fallback_of: show::fallback_of(matrix, id).map(|rota| rota_card(matrix, rota)).collect(),
        owns: owns.map(|(id, _)| card::system_name(matrix, id)).collect(),
        areas: areas(matrix, id),
        duties: duty_counts(matrix, id),
        levels: matrix.calls(id).map(|(policy, level, _)| card::level_name(policy, level)).collect(),
    }
}

fn areas(matrix: &Matrix, id: PartyId) -> Vec<AreaCount> {
    let mut counts = Vec::new();
    for of in Responsibility::ALL {
        for (system, owner) in matrix.system_ids() {
            let own = owner.areas.iter().filter(|area| area.parties(of).any(|party| party == id));
            let areas: Vec<Named> = own.map(card::area_name).collect();
            if !areas.is_empty() {
                counts.push(AreaCount { responsibility: of, system: card::system_name(matrix, system), areas });
            }
        }
    }
    counts
}

fn duty_counts(matrix: &Matrix, id: PartyId) -> Vec<DutyCount> {
    let every = Cadence::ALL.into_iter().map(Some).chain([None]);
    let count = |every: Option<Cadence>| {
        let own = matrix.all_duties().filter(|(_, duty)| duty.by.contains(&id));
        own.filter(|(_, duty)| duty.every.map(|every| every.value) == every).count()
    };
    let counts = every.map(|every| DutyCount { every, count: count(every) });
    counts.filter(|duties| duties.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::unanswered::Why;
    use jiff::civil::date;

    fn matrix(more: &str) -> Matrix {
        let yaml = format!(
            "version: 1\nteams:\n  crew: {{ name: Crew }}\nplaceholders:\n  anyone: {{ name: Anyone, stands_for: x }}\n{more}"
        );
        crate::source::from_texts([("test.yaml".to_owned(), yaml)]).unwrap()
    }

    fn asked(matrix: &Matrix, party: &str, from: Option<Date>) -> Result<Answer<Plan>, Unanswered> {
        onboard(matrix, &Newcomer { party: party.to_owned(), from })
    }

    #[test]
    fn weeks_have_dates_where_there_is_a_start() {
        let matrix = matrix("onboarding:\n  - { week: 1, items: [a] }\n  - { week: 3, items: [b] }\n");
        let dates = |from| {
            let plan = asked(&matrix, "crew", from).unwrap().results.remove(0);
            plan.weeks.into_iter().map(|week| week.from_date.zip(week.to_date)).collect::<Vec<_>>()
        };
        let third = ("2026-01-19".to_owned(), "2026-01-25".to_owned());
        assert_eq!(dates(Some(date(2026, 1, 5)))[1], Some(third));
        assert_eq!(dates(None), [None, None]);
        assert_eq!(asked(&matrix, "crew", Some(date(9999, 12, 30))).unwrap_err().why, Why::WrongUse);
    }

    #[test]
    fn nobody_starts_as_a_placeholder_or_without_training() {
        assert_eq!(asked(&matrix(""), "anyone", None).unwrap_err().why, Why::NamesNobody);
        assert_eq!(asked(&matrix(""), "crew", None).unwrap_err().why, Why::NamesNobody);
        assert_eq!(asked(&matrix(""), "crow", None).unwrap_err().why, Why::NothingFits);
    }
}
