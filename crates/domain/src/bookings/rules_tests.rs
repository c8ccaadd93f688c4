use std::collections::HashSet;

use super::*;
use crate::{
    bookings::model::{Late, Seat, tests::booking},
    testing::monday,
};

const ACTORS: [Actor; 4] = [Actor::Side(Side::Student), Actor::Side(Side::Tutor), Actor::Moderator, Actor::System];

/// So many different bookings that each condition of the table holds for some and not for others: four things vary, each with
/// all others.
fn variants(state: S) -> Vec<Booking> {
    let plain = booking(state);
    let (student, tutor) = (plain.student, plain.tutor);
    let mut all = vec![plain];
    let mut vary = |change: fn(&mut Booking, contract::UserId)| {
        let changed = all.iter().flat_map(|b| [student, tutor].map(|person| (b.clone(), person)));
        let changed: Vec<_> = changed.map(|(mut b, person)| (change(&mut b, person), b).1).collect();
        all.extend(changed);
    };
    vary(|b, person| b.at_once = person == b.student);
    vary(|b, person| {
        b.competing = person == b.student;
        b.seat = (person == b.tutor).then(|| Seat {
            group: contract::GroupId(uuid::Uuid::nil()),
            title: "Proofs".into(),
            falls_at: b.at_once.then_some(b.starts_at),
        });
    });
    vary(|b, person| if person == b.student { b.student_in = true } else { b.tutor_in = true });
    vary(|b, person| {
        b.missing = Some(person);
        (b.proposed_by, b.proposed_until) = (Some(person), Some(b.starts_at));
        b.instead_until = (person == b.student).then_some(b.starts_at);
        (b.rated, b.student_rated) = (true, person == b.tutor);
        (b.shown, b.student_shown, b.replied) = (true, person == b.tutor, person == b.tutor);
    });
    all
}

fn moments() -> impl Iterator<Item = DateTime<Utc>> {
    [0, 23 * 60, 24 * 60 - 5, 24 * 60 + 15, 26 * 60, 200 * 60].into_iter().map(|m| monday() + TimeDelta::minutes(m))
}

/// States × acts × actors, each at several times and with all that may be known of a booking.
#[test]
fn only_what_stands_in_the_table_happens_and_all_of_it_does() {
    let mut happened = HashSet::new();
    for state in S::ALL {
        for booking in variants(state) {
            for (action, actor) in A::ALL.into_iter().flat_map(|action| ACTORS.map(|actor| (action, actor))) {
                moments().for_each(|now| happened.extend(row_of(&booking, actor, action, now)));
            }
        }
    }
    assert_eq!(happened.len(), RULES.len(), "a row that never holds");
}

/// The row by which it happened, if it did. A refusal is right only where no row holds.
fn row_of(booking: &Booking, actor: Actor, action: A, now: DateTime<Utc>) -> Option<usize> {
    let from = state_for(booking, action, now);
    let mut rows = RULES.iter().enumerate().filter(|(_, rule)| {
        rule.from == from
            && rule.action == action
            && rule.who.is(actor)
            && (rule.when.holds)(booking, actor, now).is_ok()
    });
    match (decide(booking, actor, action, now), rows.next()) {
        (Ok(step), Some((number, rule))) if rule.to == step.to => Some(number),
        (Err(_), None) => None,
        (decided, row) => panic!("{action:?} of {booking:?}: {decided:?}, row {:?}", row.map(|row| row.0)),
    }
}

#[test]
fn each_state_is_reached_and_each_open_one_can_be_left() {
    let reached: HashSet<_> = RULES.iter().filter_map(|rule| rule.to).collect();
    let left: HashSet<_> = RULES.iter().filter(|rule| rule.to != Some(rule.from)).map(|rule| rule.from).collect();
    for state in S::ALL {
        assert!(reached.contains(&state) || state == Birth::Held.state(), "{state:?} cannot be reached");
        let over = matches!(state, S::Expired | S::Cancelled | S::Completed);
        assert!(over != left.contains(&state), "{state:?}");
    }
}

/// What has a deadline has somebody who keeps it, and what has none waits for nobody.
#[test]
fn whatever_lapses_is_open_and_all_that_is_open_lapses_or_is_decided() {
    for state in S::ALL {
        let lapses = RULES.iter().any(|rule| rule.from == state && rule.action == A::Lapse);
        assert_eq!(lapses, booking(state).lapse_of(state, monday()).is_some(), "{state:?}");
    }
}

#[test]
fn who_may_never_do_it_is_told_who_may() {
    let no = |actor, action| decide(&booking(S::Requested), actor, action, monday()).unwrap_err();
    assert_eq!(no(Actor::Side(Side::Student), A::Accept), Refusal::OnlyTheTutor);
    assert_eq!(no(Actor::Side(Side::Tutor), A::Complete), Refusal::OnlyTheStudent);
    assert_eq!(no(Actor::Side(Side::Tutor), A::Annul), Refusal::OnlyModerators);
    assert_eq!(no(Actor::Side(Side::Tutor), A::Lapse), Refusal::NotByHand);
    assert_eq!(no(Actor::System, A::Accept), Refusal::OnlyTheTutor);
}

#[test]
fn a_no_show_is_claimed_by_whoever_came_and_waited() {
    let here = Booking { tutor_in: true, ..booking(S::Accepted) };
    let claim = |b: &Booking, side, minutes| {
        decide(b, Actor::Side(side), A::ClaimNoShow, b.starts_at + TimeDelta::minutes(minutes)).map(|step| step.to)
    };
    assert_eq!(claim(&here, Side::Tutor, 9), Err(Refusal::WaitForThem));
    assert_eq!(claim(&here, Side::Tutor, 10), Ok(Some(S::NoShowClaimed)));
    assert_eq!(claim(&here, Side::Student, 10), Err(Refusal::CheckInFirst));
    let both = Booking { tutor_in: true, ..booking(S::InSession) };
    assert_eq!(claim(&both, Side::Tutor, 30), Err(Refusal::BothAreThere));
}

#[test]
fn who_says_that_they_come_late_is_waited_for() {
    let late = |minutes, times| Booking {
        late: vec![Late { by: booking(S::Accepted).student, minutes, times }],
        tutor_in: true,
        ..booking(S::Accepted)
    };
    let decide = |b: &Booking, side, action, minutes| {
        decide(b, Actor::Side(side), action, b.starts_at + TimeDelta::minutes(minutes)).map(|step| step.to)
    };
    assert_eq!(decide(&late(15, 1), Side::Tutor, A::ClaimNoShow, 24), Err(Refusal::WaitForThem));
    assert_eq!(decide(&late(15, 1), Side::Tutor, A::ClaimNoShow, 25), Ok(Some(S::NoShowClaimed)));
    assert_eq!(decide(&late(5, 2), Side::Student, A::SayLate, -10), Ok(Some(S::Accepted)));
    assert_eq!(decide(&late(5, 2), Side::Student, A::SayLate, 15), Ok(Some(S::Accepted)));
    assert_eq!(decide(&late(5, 2), Side::Student, A::SayLate, 16), Err(Refusal::TooLateToBeLate));
    assert_eq!(decide(&late(5, 2), Side::Student, A::SayLate, -11), Err(Refusal::NotNearYet));
    assert_eq!(decide(&late(5, 3), Side::Student, A::SayLate, 0), Err(Refusal::LateSaidOften));
    assert_eq!(decide(&late(5, 3), Side::Tutor, A::SayLate, 0), Err(Refusal::AlreadyCheckedIn));
}

/// The picture in docs/bookings.md is this table.
#[test]
fn the_documentation_shows_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/bookings.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once("<!-- table -->\n").expect("where the table begins");
    let (_, after) = rest.split_once("<!-- end of the table -->").expect("where it ends");
    let fresh = format!("{before}<!-- table -->\n{}<!-- end of the table -->{after}", picture());
    if std::env::var_os("TF_WRITE_DOCS").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    assert!(
        text == fresh,
        "run `TF_WRITE_DOCS=1 scripts/run cargo test -p domain --lib bookings::rules` and commit it"
    );
}

fn picture() -> String {
    let mut lines = vec!["```".to_owned()];
    for state in S::ALL {
        lines.push(state.as_str().into());
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.from == state).collect();
        for (at, rule) in rules.iter().enumerate() {
            let branch = if at + 1 == rules.len() { "└─" } else { "├─" };
            let to = rule.to.map_or("(gone)", S::as_str);
            let to = if rule.to == Some(state) { "(stays)" } else { to };
            let when = if rule.when.says.is_empty() { String::new() } else { format!(", if {}", rule.when.says) };
            let who = format!("{:?}", rule.who).to_lowercase();
            lines.push(format!("  {branch} {:<14} {who:<10} ─▶ {to}{when}", rule.action.as_str()));
        }
        if rules.is_empty() {
            lines.push("  (the end)".into());
        }
    }
    lines.push("```\n".into());
    lines.join("\n")
}
