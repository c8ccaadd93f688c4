//! A tutor who offers groups, one that is planned, and people who come.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{
    GroupId, Refusal,
    bookings::{Cancel, Step},
    groups::{OfferedLength, PlanGroup},
};

use super::{DecideGroup, join, plan, wait};
use crate::{
    Ctx,
    accounts::User,
    bookings::{
        Error, Lapse, LapseDue, cancel,
        testing::{Classroom, step},
    },
    jobs::Job,
    testing::a_run,
};

pub(crate) struct Gathering {
    pub room: Classroom,
    pub offer: OfferedLength,
}

impl Gathering {
    /// The tutor offers groups of two to three, 60 minutes for 10 euros; people join until four hours before.
    pub async fn new() -> Self {
        Self::on(Classroom::new().await).await
    }

    pub async fn on(room: Classroom) -> Self {
        let offering = room.ctx().id();
        sqlx::query(
            "INSERT INTO tutors.offering (id, tutor_id, kind, title, seats_min, seats_max, join_hours, position, created_at)
             VALUES ($1, $2, 'group', 'Small group', 2, 3, 4, 1, now())",
        )
        .bind(offering)
        .bind(room.tutor.id.0)
        .execute(&room.ctx().db)
        .await
        .unwrap();
        sqlx::query("INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) VALUES ($1, 60, 1000)")
            .bind(offering)
            .execute(&room.ctx().db)
            .await
            .unwrap();
        Self { room, offer: OfferedLength { offering, minutes: 60 } }
    }

    /// Where they are offered already.
    pub async fn again(room: Classroom) -> Self {
        let offering = sqlx::query_scalar("SELECT id FROM tutors.offering WHERE kind = 'group'");
        let offering = offering.fetch_one(&room.ctx().db).await.unwrap();
        Self { room, offer: OfferedLength { offering, minutes: 60 } }
    }

    pub fn ctx(&self) -> &Ctx {
        self.room.ctx()
    }

    /// On that day of March at 14:00.
    pub fn form(&self, day: u32) -> PlanGroup {
        PlanGroup {
            key: step(self.ctx()).key,
            offer: self.offer,
            subject: "algebra".into(),
            title: "Proofs together".into(),
            about: "We read one and write two.".into(),
            day: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
            minute: 14 * 60,
        }
    }

    /// A group on Wednesday 4 March at 14:00, joined until 10:00; it is Monday.
    pub async fn planned(&self) -> GroupId {
        plan(self.ctx(), &self.room.tutor, self.form(4)).await.unwrap().unwrap()
    }

    pub async fn people(&self, names: &[&str]) -> Vec<User> {
        let mut people = Vec::new();
        for name in names {
            people.push(self.room.stage.person(name).await);
        }
        people
    }

    pub async fn join(&self, who: &User, id: GroupId) -> Result<(), Error> {
        join(self.ctx(), who, id, step(self.ctx())).await
    }

    pub async fn wait(&self, who: &User, id: GroupId) -> Result<(), Error> {
        wait(self.ctx(), who, id, step(self.ctx())).await
    }

    /// Gives the seat back, for whatever comes back then.
    pub async fn give_up(&self, who: &User, id: GroupId) -> Result<(), Error> {
        // Somebody may have called it off a moment ago.
        let seat = super::seat::of(&self.ctx().db, id, who.id).await.unwrap().ok_or(Refusal::AlreadyCancelled)?;
        let page = crate::bookings::page(self.ctx(), who, seat).await.unwrap().unwrap();
        let form = Cancel { back_minor: Some(page.refund.back_minor), ..cancel_form(self.ctx()) };
        cancel(self.ctx(), who, seat, form).await
    }

    /// A group in which all three seats are taken, and who has them.
    pub async fn full(&self) -> (GroupId, Vec<User>) {
        let (id, people) = (self.planned().await, self.people(&["ada", "bob", "cyd"]).await);
        for who in &people {
            self.join(who, id).await.unwrap();
        }
        (id, people)
    }

    pub fn later(&self, by: TimeDelta) {
        self.ctx().clock.advance(by);
    }

    /// Until the time to join is over.
    pub fn until_decided(&self) {
        let decided: DateTime<Utc> = "2026-03-04T10:00:00Z".parse().unwrap();
        self.later(decided - self.ctx().now());
    }

    pub async fn a_minute_passes(&self) {
        LapseDue {}.run(self.ctx(), &a_run()).await.unwrap();
        for decide in self.room.stage.take::<DecideGroup>() {
            decide.run(self.ctx(), &a_run()).await.unwrap();
        }
        for lapse in self.room.stage.take::<Lapse>() {
            lapse.run(self.ctx(), &a_run()).await.unwrap();
        }
    }

    /// Names, with the state of their seat, or `n` for their place in line.
    pub async fn picture(&self, id: GroupId) -> String {
        let lines: Vec<String> = sqlx::query_scalar(
            "SELECT p.handle || ' ' || b.state FROM bookings.booking b JOIN accounts.person p ON p.id = b.student_id
             WHERE b.group_id = $1 UNION ALL
             SELECT p.handle || ' ' || row_number() OVER (ORDER BY w.number) FROM bookings.group_waiting w
             JOIN accounts.person p ON p.id = w.person_id WHERE w.group_id = $1 ORDER BY 1",
        )
        .bind(id.0)
        .fetch_all(&self.ctx().db)
        .await
        .unwrap();
        lines.join(", ")
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.ctx().db).await.unwrap()
    }
}

pub(crate) fn cancel_form(ctx: &Ctx) -> Cancel {
    Cancel { key: step(ctx).key, note: String::new(), back_minor: None }
}

pub(crate) fn because(ctx: &Ctx, note: &str) -> Step {
    Step { key: step(ctx).key, note: note.into() }
}
