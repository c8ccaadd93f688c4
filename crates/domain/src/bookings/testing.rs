//! A tutor with hours, a student, and bookings in each state.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    BookingId, CommandKey, Refusal,
    bookings::{Book, Decline, Rate, Step},
};

use super::{Error, accept, book, complete, rate};
use crate::{
    Ctx,
    accounts::User,
    testing::{Stage, monday},
};

pub(crate) struct Classroom {
    pub stage: Stage,
    pub tutor: User,
    pub student: User,
}

impl Classroom {
    /// `tutor` teaches algebra every day from 8:00 to 20:00 UTC, an hour each, ten minutes between, 12 hours of notice.
    pub async fn new() -> Self {
        Self::on(Stage::new().await).await
    }

    pub async fn on(stage: Stage) -> Self {
        sqlx::query("INSERT INTO tutors.subject (slug, name, area) VALUES ('algebra', 'Algebra', 'Mathematics'), ('chemistry', 'Chemistry', 'Science') ON CONFLICT DO NOTHING")
            .execute(&stage.ctx.db)
            .await
            .unwrap();
        let tutor = stage.person("tutor").await;
        let student = stage.person("student").await;
        let room = Self { stage, tutor, student };
        room.teaches(&room.tutor).await;
        room
    }

    /// Where tutor and student are already.
    pub async fn again(stage: Stage) -> Self {
        let (tutor, student) = (stage.named("tutor").await, stage.named("student").await);
        Self { stage, tutor, student }
    }

    pub fn ctx(&self) -> &Ctx {
        &self.stage.ctx
    }

    pub async fn second_tutor(&self) -> User {
        let second = self.stage.person("second").await;
        self.teaches(&second).await;
        second
    }

    async fn teaches(&self, who: &User) {
        let tutor =
            "INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
                     VALUES ($1, 'Maths', 'Maths', 3000, 'EUR', true, now())";
        sqlx::query(tutor).bind(who.id.0).execute(&self.ctx().db).await.unwrap();
        for more in [
            "INSERT INTO tutors.specialty (tutor_id, subject, level) VALUES ($1, 'algebra', 'school')",
            "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends) SELECT $1, d, 480, 1200 FROM generate_series(1, 7) d",
            "INSERT INTO tutors.offering (id, tutor_id, kind, title, before_minutes, created_at) VALUES (gen_random_uuid(), $1, 'single', 'Lesson', 10, now())",
            "INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) SELECT id, 60, 3000 FROM tutors.offering WHERE tutor_id = $1",
        ] {
            sqlx::query(more).bind(who.id.0).execute(&self.ctx().db).await.unwrap();
        }
    }

    /// What no verb can do yet.
    pub async fn run(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.ctx().db).await.unwrap();
    }

    /// What somebody sends who asks for that time.
    pub fn form(&self, start: DateTime<Utc>) -> Book {
        Book {
            key: CommandKey(self.ctx().id()),
            start,
            choice: None,
            subject: "algebra".into(),
            message: "Quadratic equations".into(),
        }
    }

    /// A request whatever the offering is by now.
    pub async fn requested_of_any_kind(&self) -> BookingId {
        self.run("UPDATE tutors.offering SET kind = 'single', week_cap = NULL").await;
        self.requested().await
    }

    /// A request for Tuesday 10:00; the clock stands at Monday 9:00.
    pub async fn requested(&self) -> BookingId {
        book(self.ctx(), &self.student, "tutor", self.form(monday() + TimeDelta::hours(25))).await.unwrap()
    }

    pub async fn accepted(&self) -> BookingId {
        let id = self.requested().await;
        accept(self.ctx(), &self.tutor, id, step(self.ctx())).await.unwrap();
        id
    }

    pub async fn accepted_on(&self, start: DateTime<Utc>) -> BookingId {
        let id = book(self.ctx(), &self.student, "tutor", self.form(start)).await.unwrap();
        accept(self.ctx(), &self.tutor, id, step(self.ctx())).await.unwrap();
        id
    }

    pub async fn completed(&self) -> BookingId {
        let id = self.accepted().await;
        self.ctx().clock.advance(TimeDelta::days(2));
        complete(self.ctx(), &self.student, id, step(self.ctx())).await.unwrap();
        id
    }

    /// Both say how it was.
    pub async fn rate(&self, id: BookingId) {
        for who in [&self.student, &self.tutor] {
            let (words, note) = ("Good.".into(), String::new());
            let form = Rate { key: CommandKey(self.ctx().id()), stars: 4, words, note };
            rate(self.ctx(), who, id, form).await.unwrap();
        }
    }

    pub async fn state(&self, id: BookingId) -> String {
        sqlx::query_scalar("SELECT state FROM bookings.booking WHERE id = $1")
            .bind(id.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    pub async fn busy_rows(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM bookings.busy").fetch_one(&self.ctx().db).await.unwrap()
    }
}

pub(crate) fn decline_form(room: &Classroom, instead: &[DateTime<Utc>]) -> Decline {
    Decline { key: CommandKey(room.ctx().id()), note: String::new(), instead: instead.into() }
}

pub(crate) fn step(ctx: &Ctx) -> Step {
    Step { key: CommandKey(ctx.id()), note: String::new() }
}

pub(crate) fn refusal<T>(answer: Result<T, Error>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("refused differently: {other}"),
        Ok(_) => panic!("must be refused"),
    }
}
