use chrono::TimeDelta;
use futures::future::join_all;

use super::*;
use crate::{
    accounts::{block, unblock},
    bookings::{
        accept, ask, book, cancel,
        groups::{
            GroupAction, Mine, page,
            testing::{Gathering, cancel_form},
        },
        hold, let_go, propose,
        testing::{refusal, step},
    },
    testing::monday,
};

#[tokio::test]
async fn a_seat_is_a_booking_settled_at_once_and_twice_is_one() {
    let g = Gathering::new().await;
    let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
    let form = step(g.ctx());
    join(g.ctx(), &ada, id, form.clone()).await.unwrap();
    join(g.ctx(), &ada, id, form).await.expect("the same form again is no error");
    assert_eq!(refusal(g.join(&ada, id).await), Refusal::AlreadyJoined);
    assert_eq!(g.picture(id).await, "ada accepted");
    assert_eq!((g.room.busy_rows().await, g.room.stage.events("bookings.booked").await), (2, 1));
    let shown = page(g.ctx(), Some(&ada), id).await.unwrap().unwrap();
    assert!(matches!(shown.mine, Mine::Seat(_)) && shown.actions.is_empty());
    let tutors = page(g.ctx(), Some(&g.room.tutor), id).await.unwrap().unwrap();
    assert_eq!((tutors.seats.len(), tutors.actions), (1, vec![GroupAction::CallOff]));
}

#[tokio::test]
async fn the_last_seat_goes_to_one_however_many_want_it_at_once() {
    let g = Gathering::new().await;
    let id = g.planned().await;
    let names: Vec<String> = (0..20).map(|n| format!("person{n}")).collect();
    let people = g.people(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let answers = join_all(people.iter().map(|who| g.join(who, id))).await;
    let (seated, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(seated.len(), 3);
    for answer in refused {
        assert_eq!(refusal(answer), Refusal::GroupFull);
    }
    assert_eq!(g.count("SELECT seats_taken::bigint FROM bookings.group_session").await, 3);
    assert_eq!(g.room.stage.events("bookings.booked").await, 3);
}

#[tokio::test]
async fn one_person_in_many_windows_has_one_seat() {
    let g = Gathering::new().await;
    let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
    let answers = join_all((0..5).map(|_| g.join(&ada, id))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(g.picture(id).await, "ada accepted");
}

#[tokio::test]
async fn not_by_its_tutor_nor_where_a_block_keeps_apart_nor_on_a_page_that_is_closed() {
    let g = Gathering::new().await;
    let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
    assert_eq!(refusal(g.join(&g.room.tutor, id).await), Refusal::OwnGroup);
    block(g.ctx(), &ada, "tutor").await.unwrap();
    assert_eq!(refusal(g.join(&ada, id).await), Refusal::NotTeaching);
    unblock(g.ctx(), &ada, "tutor").await.unwrap();
    block(g.ctx(), &g.room.tutor, "ada").await.unwrap();
    assert_eq!(refusal(g.join(&ada, id).await), Refusal::NotTeaching);
    assert_eq!(refusal(g.wait(&ada, id).await), Refusal::NotTeaching);
    unblock(g.ctx(), &g.room.tutor, "ada").await.unwrap();
    g.room.run("UPDATE tutors.tutor SET published = false").await;
    assert_eq!(refusal(g.join(&ada, id).await), Refusal::NotTeaching);
    assert!(page(g.ctx(), Some(&ada), id).await.unwrap().is_none(), "nobody sees it");
    assert!(page(g.ctx(), None, id).await.unwrap().is_none());
    assert!(page(g.ctx(), Some(&g.room.tutor), id).await.unwrap().is_some());
    assert!(matches!(g.join(&ada, GroupId(g.ctx().id())).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn who_has_something_else_then_cannot_and_whoever_joined_is_busy() {
    let g = Gathering::new().await;
    let id = g.planned().await;
    let second = g.room.second_tutor().await;
    let at = monday() + TimeDelta::hours(53);
    let other = book(g.ctx(), &g.room.student, "second", g.room.form(at)).await.unwrap();
    assert_eq!(refusal(g.join(&g.room.student, id).await), Refusal::YouAreBusy);
    assert_eq!(
        (g.picture(id).await, g.count("SELECT seats_taken::bigint FROM bookings.group_session").await),
        (String::new(), 0)
    );
    cancel(g.ctx(), &g.room.student, other, cancel_form(g.ctx())).await.unwrap();
    g.join(&g.room.student, id).await.unwrap();
    let again = book(g.ctx(), &g.room.student, "second", g.room.form(at)).await;
    assert_eq!(refusal(again), Refusal::YouAreBusy);
    let third = g.room.stage.person("third").await;
    let free = book(g.ctx(), &third, "second", g.room.form(at)).await.unwrap();
    accept(g.ctx(), &second, free, step(g.ctx())).await.unwrap();
}

#[tokio::test]
async fn a_seat_stays_at_the_groups_time() {
    let g = Gathering::new().await;
    let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
    g.join(&ada, id).await.unwrap();
    let booking = seat::of(&g.ctx().db, id, ada.id).await.unwrap().unwrap();
    let form = contract::bookings::Propose {
        key: step(g.ctx()).key,
        start: monday() + TimeDelta::hours(77),
        reason: "A train".into(),
    };
    assert_eq!(refusal(propose(g.ctx(), &ada, booking, form).await), Refusal::SeatStays);
}

#[tokio::test]
async fn a_seat_that_becomes_free_is_kept_for_the_first_in_line_whose_time_is_free() {
    let g = Gathering::new().await;
    let (id, seated) = g.full().await;
    let waiting = g.people(&["dan", "eve", "fay"]).await;
    assert_eq!(refusal(g.join(&waiting[0], id).await), Refusal::GroupFull);
    for who in &waiting {
        g.wait(who, id).await.unwrap();
    }
    g.room.second_tutor().await;
    book(g.ctx(), &waiting[0], "second", g.room.form(monday() + TimeDelta::hours(53))).await.unwrap();
    g.give_up(&seated[0], id).await.unwrap();
    assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted, dan 1, eve held, fay 2");
    assert_eq!(g.room.stage.events("groups.seat_kept").await, 1);
    assert_eq!(refusal(g.join(&seated[0], id).await), Refusal::GroupFull, "what is kept is taken");
    assert_eq!(refusal(g.join(&waiting[2], id).await), Refusal::GroupFull, "in turn");
    let shown = page(g.ctx(), Some(&waiting[1]), id).await.unwrap().unwrap();
    assert!(matches!(shown.mine, Mine::Kept { until, .. } if until == g.ctx().now() + TimeDelta::minutes(30)));
    assert_eq!(shown.actions, [GroupAction::Take, GroupAction::LetGo]);
    for hours in [25, 27] {
        let held = hold(g.ctx(), &waiting[1], "tutor", g.room.form(monday() + TimeDelta::hours(hours))).await;
        held.expect("two times can be held besides");
    }
    g.join(&waiting[1], id).await.unwrap();
    assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted, dan 1, eve accepted, fay 2");
    assert_eq!(g.count("SELECT count(*) FROM bookings.busy WHERE lapses_at IS NULL").await, 4, "the tutor and three");
}

#[tokio::test]
async fn what_is_kept_for_too_long_goes_to_the_next_whoever_looks_first() {
    let g = Gathering::new().await;
    let (id, seated) = g.full().await;
    let waiting = g.people(&["dan", "eve"]).await;
    for who in &waiting {
        g.wait(who, id).await.unwrap();
    }
    g.give_up(&seated[0], id).await.unwrap();
    g.later(TimeDelta::minutes(29));
    g.a_minute_passes().await;
    assert!(g.picture(id).await.contains("dan held, eve 1"));
    g.later(TimeDelta::minutes(1));
    let late = seat::of(&g.ctx().db, id, waiting[0].id).await.unwrap().unwrap();
    assert_eq!(refusal(g.join(&waiting[0], id).await), Refusal::SeatPassedOn);
    let form = contract::bookings::Ask { key: step(g.ctx()).key, message: "x".into() };
    assert_eq!(refusal(ask(g.ctx(), &waiting[0], late, form).await), Refusal::SeatPassedOn);
    g.a_minute_passes().await;
    g.a_minute_passes().await;
    assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted, eve held");
    let form = contract::bookings::Ask { key: step(g.ctx()).key, message: "x".into() };
    let kept = seat::of(&g.ctx().db, id, waiting[1].id).await.unwrap().unwrap();
    ask(g.ctx(), &waiting[1], kept, form).await.expect("from the page of the booking as well");
    assert!(g.picture(id).await.contains("eve accepted"));
}

#[tokio::test]
async fn who_lets_it_go_makes_room_at_once_and_without_a_line_it_is_anybodys() {
    let g = Gathering::new().await;
    let (id, seated) = g.full().await;
    let waiting = g.people(&["dan", "eve"]).await;
    for who in &waiting {
        g.wait(who, id).await.unwrap();
    }
    g.give_up(&seated[0], id).await.unwrap();
    for who in &waiting {
        let kept = seat::of(&g.ctx().db, id, who.id).await.unwrap().unwrap();
        let_go(g.ctx(), who, kept, step(g.ctx())).await.unwrap();
    }
    assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted");
    g.join(&seated[0], id).await.expect("who gave it up may come back");
    assert_eq!(g.picture(id).await, "ada accepted, ada cancelled, bob accepted, cyd accepted");
}

#[tokio::test]
async fn giving_up_joining_and_waiting_at_once_leave_no_seat_and_nobody_behind() {
    for _ in 0..5 {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let waiting = g.people(&["dan", "eve", "fay"]).await;
        g.wait(&waiting[0], id).await.unwrap();
        let (up, down, joined, waited) = tokio::join!(
            g.give_up(&seated[0], id),
            g.give_up(&seated[1], id),
            g.join(&waiting[1], id),
            g.wait(&waiting[2], id),
        );
        up.unwrap();
        down.unwrap();
        let picture = g.picture(id).await;
        assert!(picture.contains("dan held"), "the first in line has the first seat: {picture}");
        let joined = match joined {
            Ok(()) => 1,
            Err(Error::Refused(Refusal::GroupFull)) => 0,
            Err(other) => panic!("{other}"),
        };
        match waited {
            Ok(()) | Err(Error::Refused(Refusal::SeatsLeft)) => {}
            Err(other) => panic!("{other}"),
        }
        let taken = g.count("SELECT seats_taken::bigint FROM bookings.group_session").await;
        let fay = i64::from(picture.contains("fay held"));
        assert_eq!(taken, 2 + joined + fay, "{picture}");
        assert!(!picture.contains("fay 1") || taken == 3, "nobody waits beside a free seat: {picture}");
    }
}

#[tokio::test]
async fn taking_a_kept_seat_while_it_lapses_is_one_of_the_two() {
    let g = Gathering::new().await;
    let (id, seated) = g.full().await;
    let waiting = g.people(&["dan", "eve"]).await;
    for who in &waiting {
        g.wait(who, id).await.unwrap();
    }
    g.give_up(&seated[0], id).await.unwrap();
    g.later(TimeDelta::minutes(30));
    let (taken, ()) = tokio::join!(g.join(&waiting[0], id), g.a_minute_passes());
    // Refused because it is passed on, or because it was before they came.
    assert!(matches!(refusal(taken), Refusal::SeatPassedOn | Refusal::GroupFull));
    assert!(g.picture(id).await.contains("eve held"));
}

#[tokio::test]
async fn not_after_the_time_to_join_is_over() {
    let g = Gathering::new().await;
    let id = g.planned().await;
    let people = g.people(&["ada", "bob", "cyd"]).await;
    g.join(&people[0], id).await.unwrap();
    g.join(&people[1], id).await.unwrap();
    g.until_decided();
    assert_eq!(refusal(g.join(&people[2], id).await), Refusal::JoiningOver);
    assert_eq!(refusal(g.wait(&people[2], id).await), Refusal::JoiningOver);
    g.give_up(&people[0], id).await.unwrap();
    g.a_minute_passes().await;
    assert!(page(g.ctx(), Some(&people[2]), id).await.unwrap().unwrap().actions.is_empty());
}
