//! The life of a rubric as rules without a database: who may do what, and when.

use chrono::{DateTime, Utc};
use contract::{Refusal, RubricId};

use crate::accounts::{Power, User};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Seen by moderators alone.
    Draft,
    /// Offered to reviewers.
    InUse,
    /// A newer one took its place, or none.
    Retired,
}

impl State {
    pub(super) fn of(published_at: Option<DateTime<Utc>>, retired_at: Option<DateTime<Utc>>) -> Self {
        match (published_at, retired_at) {
            (None, _) => Self::Draft,
            (Some(_), None) => Self::InUse,
            (Some(_), Some(_)) => Self::Retired,
        }
    }
}

/// What moderators can do with a rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Publish,
    Discard,
    Retire,
    AddExample,
}

/// What the rules need to know of a rubric.
#[derive(Clone, Debug)]
pub(super) struct Rubric {
    pub id: RubricId,
    pub language: Option<String>,
    pub state: State,
}

/// Whether this person may write rubrics and examples at all.
///
/// # Errors
/// `OnlyModerators`.
pub fn check(user: &User) -> Result<(), Refusal> {
    user.must(Power::WriteRubrics)
}

/// Whether this can be done with a rubric in that state.
pub(super) fn check_state(state: State, action: Action) -> Result<(), Refusal> {
    match (action, state) {
        (_, State::Retired) => Err(Refusal::RubricRetired),
        (Action::Publish | Action::Discard, State::InUse) => Err(Refusal::AlreadyPublished),
        (Action::Retire, State::Draft) => Err(Refusal::StillADraft),
        (Action::Publish | Action::Discard | Action::AddExample, State::Draft)
        | (Action::Retire | Action::AddExample, State::InUse) => Ok(()),
    }
}

/// Everything that this person may do now.
pub(super) fn allowed(user: Option<&User>, state: State) -> Vec<Action> {
    let all = [Action::Publish, Action::Discard, Action::Retire, Action::AddExample];
    let may = user.is_some_and(|user| check(user).is_ok());
    all.into_iter().filter(|action| may && check_state(state, *action).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_its_steps() {
        use Action as A;
        let may = |state| {
            let all = [A::Publish, A::Discard, A::Retire, A::AddExample];
            all.into_iter().filter(|action| check_state(state, *action).is_ok()).collect::<Vec<_>>()
        };
        assert_eq!(may(State::Draft), [A::Publish, A::Discard, A::AddExample]);
        assert_eq!(may(State::InUse), [A::Retire, A::AddExample]);
        assert_eq!(may(State::Retired), []);
    }
}
