use std::collections::HashSet;

use super::*;
use crate::testing::monday;

const ACTORS: [Actor; 4] =
    [Actor::Applicant, Actor::Moderator { own: false }, Actor::Moderator { own: true }, Actor::System];

/// All that may be known of an application in this state: whole or not, decided long ago, lately or never.
fn variants(state: S) -> impl Iterator<Item = Facts> {
    let decided = [None, Some(monday() - PATIENCE), Some(monday() - PATIENCE + TimeDelta::seconds(1))];
    let whole = move |complete| decided.map(|decided_at| Facts { state, complete, decided_at });
    [true, false].into_iter().flat_map(whole)
}

fn decided(facts: &Facts, actor: Actor, action: A) -> Result<S, Refusal> {
    decide(facts, actor, action, monday()).map(|step| step.to())
}

/// States × acts × actors, each with all that may be known.
#[test]
fn only_what_stands_in_the_table_happens_and_all_of_it_does() {
    let mut happened = HashSet::new();
    for facts in S::ALL.into_iter().flat_map(variants) {
        for (action, actor) in A::ALL.into_iter().flat_map(|action| ACTORS.map(|actor| (action, actor))) {
            let row = RULES.iter().position(|r| {
                r.from == facts.state
                    && r.action == action
                    && r.who.is(actor)
                    && (r.when.holds)(&facts, actor, monday()).is_ok()
            });
            match (decided(&facts, actor, action), row) {
                (Ok(to), Some(row)) if RULES[row].to == to => _ = happened.insert(row),
                (Err(_), None) => {}
                (decided, row) => panic!("{action:?} by {actor:?} of {facts:?}: {decided:?}, row {row:?}"),
            }
        }
    }
    assert_eq!(happened.len(), RULES.len(), "a row that never holds");
}

#[test]
fn each_state_is_reached_and_each_can_be_left() {
    let reached: HashSet<_> = RULES.iter().map(|rule| rule.to).collect();
    let left: HashSet<_> = RULES.iter().filter(|rule| rule.to != rule.from).map(|rule| rule.from).collect();
    for state in S::ALL {
        assert!(reached.contains(&state) || state == S::Draft, "{state:?} cannot be reached");
        assert!(left.contains(&state), "{state:?} cannot be left");
    }
}

/// By hand a page comes to be open through a moderator alone, and never through the one whose page it is.
#[test]
fn nobody_approves_themselves() {
    for facts in S::ALL.into_iter().flat_map(variants) {
        for action in A::ALL {
            for actor in [Actor::Applicant, Actor::Moderator { own: true }] {
                let to = decided(&facts, actor, action);
                assert!(to.is_err() || matches!(to, Ok(S::Submitted | S::Withdrawn)), "{actor:?} {action:?}: {to:?}");
            }
        }
    }
}

#[test]
fn the_refusal_says_what_is_so() {
    let of = |state| Facts { state, complete: true, decided_at: Some(monday()) };
    let moderator = Actor::Moderator { own: false };
    let told = |state, actor, action| decided(&of(state), actor, action).unwrap_err();
    assert_eq!(told(S::Approved, moderator, A::Approve), Refusal::ApplicationDecided);
    assert_eq!(told(S::Withdrawn, moderator, A::Decline), Refusal::ApplicationNotSent);
    assert_eq!(told(S::Submitted, Actor::Moderator { own: true }, A::Approve), Refusal::OwnApplication);
    assert_eq!(told(S::Declined, Actor::Applicant, A::Submit), Refusal::DeclinedLately);
    assert_eq!(told(S::Suspended, Actor::System, A::Admit), Refusal::PageSuspended);
    assert_eq!(told(S::Draft, moderator, A::Suspend), Refusal::NotApproved);
    let half = Facts { complete: false, ..of(S::Draft) };
    assert_eq!(decided(&half, Actor::Applicant, A::Submit), Err(Refusal::ApplicationIncomplete));
}

#[test]
fn one_writes_in_what_is_with_oneself() {
    let open: Vec<_> = S::ALL.into_iter().filter(|state| is_open_for_writing(*state).is_ok()).collect();
    assert_eq!(open, [S::Draft, S::ChangesWanted, S::Declined, S::Withdrawn]);
}

/// The picture in docs/teaching.md is this table.
#[test]
fn the_documentation_shows_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/teaching.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once("<!-- table -->\n").expect("where the table begins");
    let (_, after) = rest.split_once("<!-- end of the table -->").expect("where it ends");
    let fresh = format!("{before}<!-- table -->\n{}<!-- end of the table -->{after}", picture());
    if std::env::var_os("TF_WRITE_DOCS").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    assert!(text == fresh, "run this test with TF_WRITE_DOCS=1 and commit what it writes");
}

fn picture() -> String {
    let mut lines = vec!["```".to_owned()];
    for state in S::ALL {
        lines.push(state.as_str().into());
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.from == state).collect();
        for (at, rule) in rules.iter().enumerate() {
            let branch = if at + 1 == rules.len() { "└─" } else { "├─" };
            let when = if rule.when.says.is_empty() { String::new() } else { format!(", if {}", rule.when.says) };
            let (act, who) = (format!("{:?}", rule.action), format!("{:?}", rule.who).to_lowercase());
            lines.push(format!("  {branch} {act:<11} {who:<10} ─▶ {}{when}", rule.to.as_str()));
        }
    }
    lines.push("```\n".into());
    lines.join("\n")
}
