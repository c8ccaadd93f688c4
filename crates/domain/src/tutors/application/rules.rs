//! The one table of an application's life: from this state, by this act, of these people, if this holds, to that state. What
//! is not in it cannot happen: a verb changes a state only by a [`Move`], and only this table gives one.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;

use super::state::{Action as A, Actor, State as S};

/// Who was declined applies again after so long.
pub(super) const PATIENCE: TimeDelta = TimeDelta::days(30);

/// What the table asks of an application.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub state: S,
    /// Nothing is missing.
    pub complete: bool,
    pub decided_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Applicant,
    Moderator,
    System,
}

impl Who {
    fn is(self, actor: Actor) -> bool {
        match self {
            Self::Applicant => actor == Actor::Applicant,
            Self::Moderator => matches!(actor, Actor::Moderator { .. }),
            Self::System => actor == Actor::System,
        }
    }
}

/// What must hold besides, in words for the documentation and as a check that says no by name.
pub(super) struct When {
    /// Empty: always.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that writes the documentation"))]
    pub says: &'static str,
    holds: fn(&Facts, Actor, DateTime<Utc>) -> Result<(), Refusal>,
}

pub(super) struct Rule {
    pub from: S,
    pub action: A,
    pub who: Who,
    pub when: When,
    pub to: S,
}

/// That a step is allowed: made by [`decide`] alone.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub(super) struct Move {
    action: A,
    to: S,
}

impl Move {
    pub(super) fn to(&self) -> S {
        self.to
    }

    pub(super) fn action(&self) -> A {
        self.action
    }
}

const fn rule(from: S, action: A, who: Who, when: When, to: S) -> Rule {
    Rule { from, action, who, when, to }
}

const ALWAYS: When = When { says: "", holds: |_, _, _| Ok(()) };
const COMPLETE: When =
    When { says: "nothing is missing", holds: |facts, _, _| no(!facts.complete, Refusal::ApplicationIncomplete) };
const PATIENT: When = When {
    says: "nothing is missing and it was declined 30 days ago",
    holds: |facts, _, now| {
        no(again_from(facts.decided_at).is_some_and(|from| now < from), Refusal::DeclinedLately)?;
        no(!facts.complete, Refusal::ApplicationIncomplete)
    },
};
const NOT_OWN: When = When {
    says: "it is not their own",
    holds: |_, actor, _| no(actor == Actor::Moderator { own: true }, Refusal::OwnApplication),
};

pub(super) const RULES: &[Rule] = &[
    rule(S::Draft, A::Submit, Who::Applicant, COMPLETE, S::Submitted),
    rule(S::Draft, A::Admit, Who::System, ALWAYS, S::Approved),
    rule(S::Submitted, A::Withdraw, Who::Applicant, ALWAYS, S::Withdrawn),
    rule(S::Submitted, A::Approve, Who::Moderator, NOT_OWN, S::Approved),
    rule(S::Submitted, A::AskChanges, Who::Moderator, NOT_OWN, S::ChangesWanted),
    rule(S::Submitted, A::Decline, Who::Moderator, NOT_OWN, S::Declined),
    rule(S::Submitted, A::Admit, Who::System, ALWAYS, S::Approved),
    rule(S::ChangesWanted, A::Submit, Who::Applicant, COMPLETE, S::Submitted),
    rule(S::ChangesWanted, A::Withdraw, Who::Applicant, ALWAYS, S::Withdrawn),
    rule(S::ChangesWanted, A::Admit, Who::System, ALWAYS, S::Approved),
    rule(S::Approved, A::Suspend, Who::Moderator, NOT_OWN, S::Suspended),
    rule(S::Declined, A::Submit, Who::Applicant, PATIENT, S::Submitted),
    rule(S::Declined, A::Admit, Who::System, ALWAYS, S::Approved),
    rule(S::Withdrawn, A::Submit, Who::Applicant, COMPLETE, S::Submitted),
    rule(S::Withdrawn, A::Admit, Who::System, ALWAYS, S::Approved),
    rule(S::Suspended, A::Lift, Who::Moderator, NOT_OWN, S::Approved),
];

/// Whether that may be done now, or the rule that says no.
pub(super) fn decide(facts: &Facts, actor: Actor, action: A, now: DateTime<Utc>) -> Result<Move, Refusal> {
    let rule = RULES.iter().find(|r| r.from == facts.state && r.action == action && r.who.is(actor));
    let rule = rule.ok_or_else(|| closed(facts.state, action))?;
    (rule.when.holds)(facts, actor, now)?;
    Ok(Move { action, to: rule.to })
}

/// Whether the applicant may write in it.
pub(super) fn is_open_for_writing(state: S) -> Result<(), Refusal> {
    match state {
        S::Draft | S::ChangesWanted | S::Declined | S::Withdrawn => Ok(()),
        S::Submitted => Err(Refusal::ApplicationWaits),
        S::Approved => Err(Refusal::AlreadyApproved),
        S::Suspended => Err(Refusal::PageSuspended),
    }
}

/// From when on somebody who was declined then may apply again.
pub(super) fn again_from(declined_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    declined_at.map(|at| at + PATIENCE)
}

/// Why nothing of the kind is open in this state.
fn closed(state: S, action: A) -> Refusal {
    use Refusal as R;
    match (action, state) {
        (A::Submit, S::Submitted) => R::ApplicationWaits,
        (A::Submit, S::Suspended) | (A::Admit, _) => R::PageSuspended,
        (A::Submit, _) => R::AlreadyApproved,
        (A::Withdraw, _) => R::NothingToWithdraw,
        (A::Approve | A::AskChanges | A::Decline, S::Draft | S::Withdrawn) => R::ApplicationNotSent,
        (A::Approve | A::AskChanges | A::Decline, _) => R::ApplicationDecided,
        (A::Suspend, S::Suspended) => R::AlreadySuspended,
        (A::Suspend, _) => R::NotApproved,
        (A::Lift, _) => R::NotSuspended,
    }
}

fn no(broken: bool, refusal: Refusal) -> Result<(), Refusal> {
    if broken { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
