//! Somebody with a name that nobody else has, who has left traces everywhere, and the way out.

use chrono::TimeDelta;
use contract::{
    CommandKey, ExportId, UserId,
    rights::{AskExport, AskToLeave, Stay},
};

use super::{Erase, GRACE, KeepUp, MakeExport, ask_export, ask_to_leave};
use crate::{
    Ctx,
    accounts::{self, User},
    demo,
    jobs::{Job, JobError},
    outbox::React,
    testing::{Stage, a_run},
};

/// What stands in the tables of the person that is looked for, and nowhere else.
pub(super) const TRACES: [&str; 4] = ["zyxwv@example.org", "zyxwv-qponm", "Zyxwv Qponm", "Zyxwv keeps bees"];

pub(super) fn key(ctx: &Ctx) -> CommandKey {
    CommandKey(ctx.id())
}

pub(super) fn leave_form(ctx: &Ctx) -> AskToLeave {
    AskToLeave { key: key(ctx) }
}

pub(super) fn stay_form(ctx: &Ctx) -> Stay {
    Stay { key: key(ctx) }
}

impl Stage {
    /// The demo, in which somebody who teaches, learns, submits and reviews has a name of their own.
    pub(super) async fn with_somebody_known() -> (Self, User) {
        let stage = Self::new().await;
        demo::seed(&stage.ctx).await.unwrap();
        demo::earn(&stage.ctx).await.unwrap();
        let known = stage.known().await;
        (stage, known)
    }

    async fn known(&self) -> User {
        let person: uuid::Uuid = sqlx::query_scalar(
            "SELECT t.person_id FROM tutors.tutor t
             WHERE EXISTS (SELECT FROM reviews.submission s WHERE s.author_id = t.person_id)
                OR EXISTS (SELECT FROM reviews.review r WHERE r.reviewer_id = t.person_id)
             ORDER BY (SELECT count(*) FROM reviews.comment c WHERE c.author_id = t.person_id)
                      + (SELECT count(*) FROM bookings.rating r WHERE r.tutor_id = t.person_id) DESC, t.person_id LIMIT 1",
        )
        .fetch_one(&self.ctx.db)
        .await
        .unwrap();
        for sql in [
            "UPDATE accounts.person SET email = 'zyxwv@example.org', handle = 'zyxwv-qponm', name = 'Zyxwv Qponm',
                    about = 'Zyxwv keeps bees', role = 'member', disabled_at = NULL WHERE id = $1",
            "UPDATE tutors.tutor SET about = 'Zyxwv keeps bees', headline = 'Zyxwv Qponm teaches' WHERE person_id = $1",
            // Everything that is still to come is over.
            "UPDATE bookings.booking SET state = 'cancelled', lapses_at = NULL, asked = true
             WHERE (student_id = $1 OR tutor_id = $1) AND state NOT IN ('declined', 'expired', 'cancelled', 'completed')",
            "UPDATE bookings.group_session SET state = 'cancelled', decided_at = now() WHERE tutor_id = $1",
        ] {
            sqlx::query(sql).bind(person).execute(&self.ctx.db).await.unwrap();
        }
        accounts::user(&self.ctx, UserId(person)).await.unwrap().unwrap()
    }

    /// Puts a row of somebody's own into each table that the demo may leave empty of them.
    pub(super) async fn plant(&self, user: &User) {
        for sql in PLANTED {
            let planted = sqlx::query(sql).bind(user.id.0).execute(&self.ctx.db).await;
            planted.unwrap_or_else(|error| panic!("{error}: {sql}"));
        }
    }

    /// They ask to leave; says until when they may stay.
    pub(super) async fn asks_to_leave(&self, user: &User) -> Result<chrono::DateTime<chrono::Utc>, super::Error> {
        ask_to_leave(&self.ctx, &self.sudo(user), leave_form(&self.ctx)).await
    }

    /// Their time is over.
    pub(super) async fn time_is_over(&self) -> Vec<Erase> {
        self.ctx.clock.advance(GRACE);
        self.keep_up().await
    }

    /// Looks after what is due; the jobs that this leaves for people who leave.
    pub(super) async fn keep_up(&self) -> Vec<Erase> {
        KeepUp {}.run(&self.ctx, &a_run()).await.unwrap();
        self.take()
    }

    /// All parts that are left, each by the job that the one before has left.
    pub(super) async fn erase(&self, person: UserId) -> Result<(), JobError> {
        let mut next = vec![Erase { person }];
        while let Some(job) = next.pop() {
            job.run(&self.ctx, &a_run()).await?;
            next = self.take();
        }
        Ok(())
    }

    /// One part, as if the process ended after it.
    pub(super) async fn erase_one_part(&self, person: UserId) {
        Erase { person }.run(&self.ctx, &a_run()).await.unwrap();
        self.take::<Erase>();
    }

    /// What follows from the events that wait.
    pub(super) async fn follow(&self) {
        for reaction in self.take::<React>() {
            reaction.run(&self.ctx, &a_run()).await.unwrap();
        }
    }

    /// They ask for their file, and it is made.
    pub(super) async fn exported(&self, user: &User) -> ExportId {
        ask_export(&self.ctx, &self.sudo(user), AskExport { key: key(&self.ctx) }).await.unwrap();
        let job = self.take::<MakeExport>().remove(0);
        let id = job.export;
        job.run(&self.ctx, &a_run()).await.unwrap();
        id
    }

    pub(super) async fn count(&self, sql: &'static str, person: UserId) -> i64 {
        sqlx::query_scalar(sql).bind(person.0).fetch_one(&self.ctx.db).await.unwrap()
    }

    pub(super) fn later(&self, by: TimeDelta) {
        self.ctx.clock.advance(by);
    }
}

/// With the person as `$1`.
const PLANTED: [&str; 64] = [
    "INSERT INTO accounts.authenticator (person_id, secret, sealed_by, begun_at) VALUES ($1, sha512('secret'), 'planted', now())",
    "INSERT INTO accounts.recovery_code (person_id, hash) VALUES ($1, sha256('secret'))",
    "INSERT INTO accounts.half_sign_in (secret, person_id, next, expires_at) VALUES (sha256('secret'), $1, '/', now())",
    "INSERT INTO accounts.passkey (id, person_id, credential, key, name, added_at) VALUES (gen_random_uuid(), $1, sha256('planted'), '{}', 'planted', now())",
    "INSERT INTO accounts.ceremony (secret, purpose, person_id, state, expires_at) VALUES (sha256('ceremony'), 'add', $1, '{}', now())",
    "INSERT INTO accounts.past_handle (handle, person_id, given_up, until) VALUES ('planted', $1, now(), now() + interval '1 day')",
    "INSERT INTO accounts.session (person_id, body, expires_at, device) VALUES ($1, '{}', now() + interval '1 day', 'Planted on Linux')",
    "INSERT INTO accounts.device (person_id, hash, place, seen_at) VALUES ($1, sha256('planted'), '192.0.2.0/24', now())",
    "INSERT INTO accounts.identity (id, person_id, provider, subject, email, linked_at, used_at) VALUES (gen_random_uuid(), $1, 'planted', 'planted', 'planted@example.org', now(), now())",
    "INSERT INTO accounts.token (id, person_id, name, hash, scope, created_at, expires_at) VALUES (gen_random_uuid(), $1, 'planted', sha256('secret'), 'submit', now(), now() + interval '1 day')",
    "INSERT INTO accounts.code (person_id, purpose, letter, address, hash, expires_at) VALUES ($1, 'reset', gen_random_uuid(), 'planted@example.org', 'secret-hash', now())",
    "INSERT INTO accounts.block (blocker_id, blocked_id, at) SELECT $1, id, now() FROM accounts.person WHERE id <> $1 ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.day_override (tutor_id, day, starts, ends) VALUES ($1, '2030-01-01', 0, 0) ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.season (id, tutor_id, name, days) VALUES (gen_random_uuid(), $1, 'Planted', '[2030-01-01,2030-02-01)') ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.season_hours (season_id, weekday, starts, ends) SELECT id, 1, 60, 120 FROM tutors.season WHERE tutor_id = $1 ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.holiday (id, tutor_id, name, days) VALUES (gen_random_uuid(), $1, 'Planted', '[2030-01-01,2030-02-01)')",
    "INSERT INTO tutors.former_plan (tutor_id, number, saved_at, plan) VALUES ($1, 1, now(), '{}') ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.standing (tutor_id) VALUES ($1) ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.offering (id, tutor_id, kind, title, created_at) VALUES (gen_random_uuid(), $1, 'single', 'Planted', now())",
    "INSERT INTO search.saved (id, person_id, name, query, alert, condition, anchors, code, created_at) VALUES (gen_random_uuid(), $1, 'Planted', 'q=x', 'off', 'x', '{\"\"}', 'secret-code-secret-code-secret', now())",
    "INSERT INTO search.opening (person_id, tutor_id, starts_at, saved_id, due_at) SELECT $1, gen_random_uuid(), now(), id, now() FROM search.saved WHERE person_id = $1",
    "UPDATE bookings.booking SET place_detail = 'planted' WHERE tutor_id = $1",
    "INSERT INTO bookings.series (id, student_id, tutor_id, request_key, asked_at) SELECT gen_random_uuid(), student_id, tutor_id, gen_random_uuid(), now() FROM bookings.booking WHERE student_id = $1 OR tutor_id = $1 LIMIT 1",
    "INSERT INTO bookings.step (booking_id, number, happened, actor_id, note, at) SELECT id, 99, 'cancelled', $1, 'planted', now() FROM bookings.booking WHERE student_id = $1 OR tutor_id = $1 LIMIT 1",
    "INSERT INTO ranking.preference (person_id) VALUES ($1) ON CONFLICT DO NOTHING",
    "INSERT INTO ranking.streak (person_id, longest) VALUES ($1, 3) ON CONFLICT DO NOTHING",
    "INSERT INTO ranking.active_day (person_id, day) VALUES ($1, '2026-01-01') ON CONFLICT DO NOTHING",
    "INSERT INTO ranking.badge (person_id, slug, earned_at) VALUES ($1, 'planted', now())",
    "INSERT INTO ranking.tally (board, period, person_id, points, listed) VALUES ('planted', 'all', $1, 1, false)",
    "INSERT INTO ranking.standing (person_id) VALUES ($1) ON CONFLICT DO NOTHING",
    "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, help, path, earned_at, counts_at, noted_at) VALUES (gen_random_uuid(), $1, 'award', 'planted', 'planted', 1, 'learning', '/', now(), now(), now())",
    "INSERT INTO ranking.league_week (week, placed_at) VALUES ('2020-01-06', now()) ON CONFLICT DO NOTHING",
    "INSERT INTO ranking.league_member (week, person_id, tier, number) VALUES ('2020-01-06', $1, 1, 1)",
    "INSERT INTO ranking.weights (version, points, since, changed_by, note) VALUES (9999, '{}', '1980-01-01', $1, 'planted')",
    "INSERT INTO ranking.deed (id, what, done_by, done_at, note) VALUES (gen_random_uuid(), 'weights', $1, now(), 'planted')",
    "INSERT INTO ranking.written_badge (slug, title, sentence, rarity, picture, rule, written_by, changed_at) VALUES ('planted', 'Planted', 'x', 'x', 'x', '{}', $1, now())",
    "INSERT INTO reviews.rubric (id, title, about, made_by, created_at) VALUES ('00000000-0000-0000-0000-0000000000aa', 'Planted', 'x', $1, now())",
    "INSERT INTO reviews.criterion (rubric_id, number, title, description, levels, weight) VALUES ('00000000-0000-0000-0000-0000000000aa', 1, 'Planted', 'x', '{a,b,c,d}', 1)",
    "INSERT INTO reviews.example (rubric_id, number, title, about, made_by, created_at) VALUES ('00000000-0000-0000-0000-0000000000aa', 1, 'Planted', 'x', $1, now())",
    "INSERT INTO reviews.assessment (rubric_id, example, person_id, agreement, assessed_at) VALUES ('00000000-0000-0000-0000-0000000000aa', 1, $1, 1, now())",
    "INSERT INTO reviews.assessment_mark (rubric_id, example, person_id, criterion, level, words) VALUES ('00000000-0000-0000-0000-0000000000aa', 1, $1, 1, 1, 'planted')",
    "INSERT INTO reviews.calibration (person_id, examples, weight) VALUES ($1, 1, 1) ON CONFLICT DO NOTHING",
    "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, state, iteration, turn, turn_since, queued_at, created_at)
     VALUES ('00000000-0000-0000-0000-0000000000bb', $1, 'Planted', 'planted', 'rust', 'beginner', 'whenever', 'public', 'planted', 'draft', 1, 'author', now(), now(), now())",
    "INSERT INTO reviews.viewed (person_id, submission_id, hunk) VALUES ($1, '00000000-0000-0000-0000-0000000000bb', 'planted')",
    "INSERT INTO reviews.look (person_id, submission_id, iteration, looked_at) VALUES ($1, '00000000-0000-0000-0000-0000000000bb', 1, now())",
    "INSERT INTO reviews.step (submission_id, number, happened, actor_id, note, at) VALUES ('00000000-0000-0000-0000-0000000000bb', 1, 'begun', $1, 'planted', now())",
    "INSERT INTO reviews.thread (id, submission_id, number, opened_by, kind, iteration, state, opened_at) VALUES ('00000000-0000-0000-0000-0000000000cc', '00000000-0000-0000-0000-0000000000bb', 1, $1, 'question', 1, 'open', now())",
    "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at) VALUES (gen_random_uuid(), '00000000-0000-0000-0000-0000000000cc', $1, 'planted', now())",
    "INSERT INTO reviews.review (id, submission_id, reviewer_id, seat, state, claimed_at, claimed_until)
     SELECT gen_random_uuid(), id, $1, 1, 'left', now(), now() FROM reviews.submission WHERE author_id <> $1 ORDER BY id LIMIT 1",
    "INSERT INTO rights.erasure (id, person_id, asked_at, due_at, taken_back_at) VALUES (gen_random_uuid(), $1, now(), now() + interval '1 day', now())",
    "INSERT INTO bookings.student_rating (booking_id, student_id, tutor_id, stars, words, note, rated_at, reveals_at) SELECT id, student_id, tutor_id, 5, 'planted', 'planted', now(), now() FROM bookings.booking WHERE tutor_id = $1 LIMIT 1 ON CONFLICT (booking_id) DO UPDATE SET note = 'planted'",
    "INSERT INTO bookings.rating_report (booking_id, by_id, reason, reported_at) SELECT id, $1, 'planted', now() FROM bookings.booking WHERE student_id = $1 OR tutor_id = $1 LIMIT 1 ON CONFLICT DO NOTHING",
    "INSERT INTO bookings.proposal (booking_id, number, by_id, starts_at, ends_at, reason, proposed_at, answer, answered_at) SELECT id, 99, $1, now(), now() + interval '1 hour', 'planted', now(), 'declined', now() FROM bookings.booking WHERE student_id = $1 OR tutor_id = $1 LIMIT 1",
    "INSERT INTO bookings.late (booking_id, person_id, starts_at, minutes, said_at) SELECT id, $1, now(), 5, now() FROM bookings.booking WHERE student_id = $1 OR tutor_id = $1 LIMIT 1",
    "INSERT INTO bookings.feed (person_id, imprint, with_title, with_notes, made_at) VALUES ($1, sha256('planted'), true, true, now())",
    "INSERT INTO bookings.group_session (id, tutor_id, title, about, subject, starts_at, ends_at, join_until, price_minor, currency, policy, seats_min, seats_max, state, reason, called_off_by, planned_at, decided_at) SELECT gen_random_uuid(), $1, 'Planted', 'planted', slug, '2020-01-01', '2020-01-02', '2020-01-01', 0, 'EUR', 'flexible', 1, 2, 'cancelled', 'planted', $1, now(), now() FROM tutors.subject ORDER BY slug LIMIT 1",
    "WITH g AS (INSERT INTO bookings.group_session (id, tutor_id, title, about, subject, starts_at, ends_at, join_until, price_minor, currency, policy, seats_min, seats_max, planned_at) SELECT gen_random_uuid(), p.person_id, 'Planted', '', (SELECT min(slug) FROM tutors.subject), now() + interval '9 days', now() + interval '10 days', now() + interval '8 days', 0, 'EUR', 'flexible', 1, 2, now() FROM tutors.tutor p WHERE p.person_id <> $1 ORDER BY p.person_id LIMIT 1 RETURNING id) INSERT INTO bookings.group_waiting (group_id, person_id, number, since) SELECT id, $1, 1, now() FROM g",
    "INSERT INTO tutors.application (person_id, state, statement, version, begun_at) VALUES ($1, 'draft', 'planted', gen_random_uuid(), now()) ON CONFLICT (person_id) DO UPDATE SET statement = 'planted'",
    "INSERT INTO tutors.application_subject (person_id, number, subject, level, evidence) SELECT $1, 6, 'law', 'professional', 'planted' ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.change (tutor_id, headline, version, since) VALUES ($1, 'planted', gen_random_uuid(), now()) ON CONFLICT DO NOTHING",
    "INSERT INTO tutors.change_subject (tutor_id, subject, level, evidence) VALUES ($1, 'law', 'professional', 'planted')",
    "INSERT INTO tutors.step (person_id, number, happened, actor_id, note, at) SELECT a.person_id, 99, 'planted', $1, 'planted', now() FROM tutors.application a ORDER BY a.person_id = $1 DESC, a.person_id LIMIT 2",
    "INSERT INTO tutors.favourite (person_id, tutor_id, at) SELECT $1, person_id, now() FROM tutors.tutor WHERE person_id <> $1 ORDER BY person_id LIMIT 1",
    "WITH other AS (SELECT p.id FROM accounts.person p WHERE p.id <> $1 AND NOT EXISTS (SELECT FROM messages.conversation k WHERE k.low_id = least(p.id, $1) AND k.high_id = greatest(p.id, $1)) ORDER BY p.id LIMIT 1), c AS (INSERT INTO messages.conversation (id, low_id, high_id, last_number) SELECT gen_random_uuid(), least(id, $1), greatest(id, $1), 2 FROM other RETURNING id), m AS (INSERT INTO messages.message (conversation_id, number, author_id, text, at) SELECT c.id, 1, $1, 'planted', now() FROM c UNION ALL SELECT c.id, 2, other.id, 'planted by another', now() FROM c, other RETURNING conversation_id), r AS (INSERT INTO messages.report (id, conversation_id, number, reporter_id, reason, at) SELECT gen_random_uuid(), c.id, 2, $1, 'planted', now() FROM c) INSERT INTO messages.seat (conversation_id, person_id, other_id, unread, last_at) SELECT c.id, $1, other.id, 1, now() FROM c, other UNION ALL SELECT c.id, other.id, $1, 0, now() FROM c, other",
];
