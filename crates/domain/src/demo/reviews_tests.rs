use std::{collections::HashSet, fmt::Write};

use changes::Lines;
use chrono::{DateTime, Utc};

use super::{
    dice::Dice,
    reviews::{Submission, Suggestion, Thread, submissions},
};
use crate::{
    accounts::{self, User},
    reviews::{self, ReviewState, State},
    testing::Stage,
};

/// A row of the queue.
type Row = (uuid::Uuid, String, String, DateTime<Utc>);

fn all(now: DateTime<Utc>) -> Vec<Submission> {
    submissions(&mut Dice::new(7), now)
}

fn suggestions(thread: &Thread) -> impl Iterator<Item = &Suggestion> {
    thread.comments.iter().filter_map(|comment| comment.suggestion.as_ref())
}

async fn known(stage: &Stage, handle: &str) -> User {
    let person = accounts::public_person(&stage.ctx, None, handle).await.unwrap().unwrap();
    accounts::user(&stage.ctx, person.id).await.unwrap().unwrap()
}

async fn seeded() -> Stage {
    let stage = Stage::new().await;
    super::seed(&stage.ctx).await.unwrap();
    stage
}

#[tokio::test]
async fn the_same_moment_makes_the_same_conversations() {
    let stage = Stage::new().await;
    let facts = || {
        all(stage.ctx.now()).iter().fold(String::new(), |mut text, s| {
            let steps: Vec<_> = s.steps.iter().map(|step| (step.happened, step.actor, &step.note, step.at)).collect();
            let places: Vec<_> = s.threads.iter().map(|t| (t.opened_by, t.path, t.lines, t.state.as_str())).collect();
            write!(text, "{} {} {:?} {steps:?} {places:?}", s.title, s.author, s.turn_since).unwrap();
            text
        })
    };
    assert_eq!(facts(), facts());
}

#[tokio::test]
async fn threads_stand_on_lines_that_exist_and_suggestions_change_them() {
    let stage = Stage::new().await;
    for told in all(stage.ctx.now()) {
        assert!(told.lost.is_empty(), "{}: {:?}", told.title, told.lost);
        for thread in &told.threads {
            let Some(path) = thread.path else { continue };
            let iteration = &told.iterations[thread.iteration as usize - 1];
            let (_, text) = iteration.files.iter().find(|file| file.0 == path).unwrap();
            let Some(lines) = thread.lines else { continue };
            let there = Lines::of(text).slice(lines).unwrap().join("\n");
            for suggestion in suggestions(thread) {
                assert_ne!(suggestion.replacement, Some(there.as_str()), "{}", told.title);
                let Some(applied) = &suggestion.applied else { continue };
                let next = &told.iterations[applied.iteration as usize - 1];
                let (_, made) = next.files.iter().find(|file| file.0 == path).unwrap();
                assert!(made.contains(suggestion.replacement.unwrap()), "{}", told.title);
                assert!(applied.kept >= 1 && applied.kept <= applied.brought, "{}", told.title);
            }
        }
    }
}

#[tokio::test]
async fn nothing_happens_before_what_came_first_nor_after_now() {
    let stage = Stage::new().await;
    let now = stage.ctx.now();
    for told in all(now) {
        let title = told.title;
        assert!(told.steps.iter().map(|step| step.at).is_sorted(), "{title}");
        assert!(told.steps.iter().all(|step| step.at <= now && step.at >= told.created_at), "{title}");
        assert!(told.iterations.windows(2).all(|pair| pair[0].made_at < pair[1].made_at), "{title}");
        assert!(told.iterations.windows(2).all(|pair| pair[0].files != pair[1].files), "{title}");
        assert_eq!(told.state == State::Draft, told.steps.is_empty(), "{title}");
        for review in &told.reviews {
            assert_ne!(review.reviewer, told.author, "{title}");
            assert_eq!(review.state == ReviewState::Published, !review.rounds.is_empty(), "{title}");
            let first = review.rounds.first().map_or(review.claimed_at, |round| round.published_at);
            assert!(first < review.claimed_until, "{title}: the claim ran out");
        }
        for comment in told.threads.iter().flat_map(|thread| &thread.comments) {
            assert!(comment.written_at <= comment.published_at.unwrap_or(now), "{title}");
        }
    }
}

#[tokio::test]
async fn rows_are_as_the_verbs_would_leave_them() {
    let stage = seeded().await;
    let none = [
        "SELECT count(*) FROM reviews.thread t WHERE published_at IS NOT NULL AND NOT EXISTS
             (SELECT FROM reviews.comment c WHERE c.thread_id = t.id AND c.published_at IS NOT NULL)",
        "SELECT count(*) FROM reviews.thread t JOIN reviews.file f
             ON (f.submission_id, f.iteration, f.path) = (t.submission_id, t.iteration, t.path)
             JOIN reviews.blob b ON b.hash = f.hash WHERE t.to_line > b.lines",
        "SELECT count(*) FROM reviews.submission s WHERE s.iteration <>
             (SELECT count(*) FROM reviews.iteration i WHERE i.submission_id = s.id)",
        "SELECT count(*) FROM reviews.review r JOIN reviews.submission s ON s.id = r.submission_id
             WHERE r.over <> (s.ended_at IS NOT NULL) OR r.seat > s.seats",
        "SELECT count(*) FROM reviews.thread t LEFT JOIN reviews.review r ON r.id = t.review_id
             JOIN reviews.submission s ON s.id = t.submission_id
             WHERE t.opened_by <> coalesce(r.reviewer_id, s.author_id)",
        "SELECT count(*) FROM accounts.person p JOIN reviews.submission s ON s.author_id = p.id WHERE NOT p.is_demo",
    ];
    for sql in none {
        assert_eq!(sqlx::query_scalar::<_, i64>(sql).fetch_one(&stage.ctx.db).await.unwrap(), 0, "{sql}");
    }
    let settled = "SELECT s.id, s.language, s.level, s.queued_at FROM reviews.submission s
                   WHERE s.state = 'open' AND s.visibility = 'public'
                     AND s.seats > (SELECT count(*) FROM reviews.review r WHERE r.submission_id = s.id
                                      AND (r.state = 'published' OR (r.state = 'claimed' AND r.claimed_until > $1)))
                   ORDER BY 1";
    let queued = "SELECT submission_id, language, level, queued_at FROM reviews.queue WHERE queued_at <= $1 ORDER BY 1";
    let rows = async |sql: &'static str| -> Vec<Row> {
        sqlx::query_as(sql).bind(stage.ctx.now()).fetch_all(&stage.ctx.db).await.unwrap()
    };
    let queued = rows(queued).await;
    assert_eq!(queued, rows(settled).await);
    assert_eq!(queued.len(), 5);
}

#[tokio::test]
async fn the_known_people_have_conversations() {
    let stage = seeded().await;
    let ctx = &stage.ctx;
    let (student, reviewer) = (known(&stage, "demo-student").await, known(&stage, "demo-reviewer").await);
    let mine = reviews::mine(ctx, &student, None).await.unwrap();
    let states: HashSet<_> = mine.rows.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, HashSet::from(["draft", "open", "finished"]));
    assert_eq!(reviews::my_languages(ctx, &reviewer).await.unwrap(), ["python", "rust"]);
    assert!(!reviews::waiting_for_me(ctx, &student).await.unwrap().is_empty(), "a review to read");
    assert!(!reviews::waiting_for_me(ctx, &reviewer).await.unwrap().is_empty(), "an iteration to look at");
}
