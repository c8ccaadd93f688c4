use chrono::TimeDelta;
use contract::Refusal;

use super::*;
use crate::{
    accounts::Role,
    bookings::{
        Lapse, LapseDue, annul, check_in, dispute, disputes,
        testing::{Classroom, refusal, step},
        uphold,
    },
    jobs::Job,
    testing::a_run,
};

/// The tutor came, and a quarter of an hour after the start says that the student did not.
async fn claimed(room: &Classroom) -> BookingId {
    let id = room.accepted().await;
    room.ctx().clock.advance(TimeDelta::hours(25));
    check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
    let early = claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())).await;
    assert_eq!(refusal(early), Refusal::WaitForThem);
    room.ctx().clock.advance(TimeDelta::minutes(15));
    let absent = claim_no_show(room.ctx(), &room.student, id, step(room.ctx())).await;
    assert_eq!(refusal(absent), Refusal::CheckInFirst);
    let form = step(room.ctx());
    claim_no_show(room.ctx(), &room.tutor, id, form.clone()).await.unwrap();
    claim_no_show(room.ctx(), &room.tutor, id, form).await.expect("the same form again is no error");
    id
}

async fn refunded(room: &Classroom, id: BookingId) -> Option<i64> {
    let refund = sqlx::query_scalar("SELECT refund_minor FROM bookings.booking WHERE id = $1").bind(id.0);
    refund.fetch_one(&room.ctx().db).await.unwrap()
}

async fn a_minute_passes(room: &Classroom) {
    LapseDue {}.run(room.ctx(), &a_run()).await.unwrap();
    for lapse in room.stage.take::<Lapse>() {
        lapse.run(room.ctx(), &a_run()).await.unwrap();
    }
}

#[tokio::test]
async fn what_nobody_disputes_stands_after_three_days() {
    let room = Classroom::new().await;
    let id = claimed(&room).await;
    assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("no_show_claimed", 0));
    room.ctx().clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    a_minute_passes(&room).await;
    assert_eq!(room.state(id).await, "no_show_claimed");
    room.ctx().clock.advance(TimeDelta::seconds(1));
    let late = dispute(room.ctx(), &room.student, id, step(room.ctx())).await;
    assert_eq!(refusal(late), Refusal::AlreadyCancelled, "before any job has run");
    a_minute_passes(&room).await;
    a_minute_passes(&room).await;
    assert_eq!((room.state(id).await.as_str(), refunded(&room, id).await), ("cancelled", Some(0)));
    assert_eq!(room.stage.events("bookings.no_show_stood").await, 1);
}

#[tokio::test]
async fn who_waited_for_a_tutor_in_vain_gets_all_of_it_back() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    room.ctx().clock.advance(TimeDelta::hours(25));
    check_in(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
    room.ctx().clock.advance(TimeDelta::minutes(10));
    claim_no_show(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
    room.ctx().clock.advance(TimeDelta::hours(72));
    a_minute_passes(&room).await;
    assert_eq!(refunded(&room, id).await, Some(3_000));
}

#[tokio::test]
async fn only_who_is_accused_disputes_and_a_moderator_decides_once() {
    let room = Classroom::new().await;
    let id = claimed(&room).await;
    assert_eq!(refusal(dispute(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::OwnClaim);
    dispute(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
    assert_eq!(refusal(dispute(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::ModeratorDecides);

    let moderator = room.stage.with_role("moderator", Role::Moderator).await;
    for who in [&room.student, &room.tutor] {
        assert!(matches!(disputes(room.ctx(), who).await, Err(Error::Refused(Refusal::OnlyModerators))));
        assert_eq!(refusal(uphold(room.ctx(), who, id, step(room.ctx())).await), Refusal::OnlyModerators);
    }
    let waiting = disputes(room.ctx(), &moderator).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].student_missing, waiting[0].tutor_in_at.is_some()), (1, true, true));
    let form = step(room.ctx());
    annul(room.ctx(), &moderator, id, form.clone()).await.unwrap();
    annul(room.ctx(), &moderator, id, form).await.expect("the same form again is no error");
    assert_eq!((room.state(id).await.as_str(), refunded(&room, id).await), ("cancelled", Some(3_000)));
    assert_eq!(refusal(uphold(room.ctx(), &moderator, id, step(room.ctx())).await), Refusal::AlreadyCancelled);
    assert!(disputes(room.ctx(), &moderator).await.unwrap().is_empty());
    assert!(room.stage.deeds(room.student.id).await.contains(&crate::audit::Deed::SessionAnnulled));
}

#[tokio::test]
async fn what_is_upheld_counts_as_done() {
    let room = Classroom::new().await;
    let id = claimed(&room).await;
    dispute(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
    let moderator = room.stage.with_role("moderator", Role::Moderator).await;
    uphold(room.ctx(), &moderator, id, step(room.ctx())).await.unwrap();
    assert_eq!((room.state(id).await.as_str(), room.stage.events("bookings.upheld").await), ("completed", 1));
    room.rate(id).await;
}

#[tokio::test]
async fn coming_late_and_being_accused_at_once_is_one_of_them() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    room.ctx().clock.advance(TimeDelta::hours(25));
    check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
    room.ctx().clock.advance(TimeDelta::minutes(10));
    let (claim, came) = tokio::join!(
        claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())),
        check_in(room.ctx(), &room.student, id, step(room.ctx())),
    );
    assert_eq!(u8::from(claim.is_ok()) + u8::from(came.is_ok()), 1);
}
