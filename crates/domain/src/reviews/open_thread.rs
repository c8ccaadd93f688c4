use contract::{
    Problem, ReviewId, SubmissionId, ThreadId,
    reviews::{Kind, OpenThread, ThreadState},
};
use sqlx::PgConnection;

use super::{
    Error, Event,
    comment::write,
    hand_over::hand_over,
    life::announce,
    model::{Action, Role, Submission},
    step::begin_step,
    suggest::{place_exists, suggest},
    thread::{Thread, counted, stored},
};
use crate::{Ctx, accounts::User};

/// Threads of one submission.
pub const THREADS_MAX: u32 = 2_000;

/// Opens a conversation. A reviewer's is a draft until their next round; the author's is published at once, and the
/// reviewers hear of it. Sent twice, it is one thread.
///
/// # Errors
/// `ClaimFirst` and the other rules of [`Action::Comment`]; `place` is wrong if that iteration has no such place, and the
/// fields of a suggestion as [`suggest`] says.
pub async fn open_thread(ctx: &Ctx, user: &User, id: SubmissionId, form: OpenThread) -> Result<ThreadId, Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Comment).await? else {
        return earlier(ctx, user, &form).await?.ok_or(Error::NotFound);
    };
    if !place_exists(&mut tx, &submission, form.iteration, &form.place).await? {
        return Err(Error::field("place", Problem::NotAChoice));
    }
    let review = match submission.role(user.id, ctx.now()) {
        Role::Reviewer(review) => Some(review.id),
        Role::Author | Role::Reader => None,
    };
    let thread = insert(ctx, &mut tx, &submission, user, review, &form).await?;
    let comment = write(ctx, &mut tx, &submission, user, &thread, &form.text).await?;
    if form.suggested.is_some() {
        suggest(&mut tx, &submission, user, &thread, comment, form.suggested.as_ref()).await?;
    }
    if thread.published {
        for reader in submission.reviews.iter().filter(|review| review.holds(ctx.now())) {
            let event = Event::Commented { submission: id, thread: thread.id, by: user.id, to: reader.reviewer };
            announce(ctx, &mut tx, event).await?;
        }
        hand_over(ctx, &mut tx, &submission).await?;
    }
    tx.commit().await?;
    Ok(thread.id)
}

async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    submission: &Submission,
    user: &User,
    review: Option<ReviewId>,
    form: &OpenThread,
) -> Result<Thread, Error> {
    let id = ThreadId(ctx.id());
    // Praise asks for nothing.
    let state = if form.kind == Kind::Praise { ThreadState::Fixed } else { ThreadState::Open };
    let published = review.is_none();
    let lines = form.place.lines();
    // The submission is locked, so that nobody else counts now.
    let number = sqlx::query_scalar!(
        "INSERT INTO reviews.thread (id, submission_id, number, review_id, opened_by, kind, iteration, path, from_line,
                                     to_line, state, opened_at, published_at, request_key)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
         FROM reviews.thread WHERE submission_id = $2 RETURNING number",
        id.0,
        submission.id.0,
        review.map(|review| review.0),
        user.id.0,
        form.kind.as_str(),
        stored(form.iteration),
        form.place.path(),
        lines.map(|(from, _)| stored(from)),
        lines.map(|(_, to)| stored(to)),
        state.as_str(),
        ctx.now(),
        published.then(|| ctx.now()),
        (!form.key.0.is_nil()).then_some(form.key.0),
    )
    .fetch_one(conn)
    .await?;
    let number = counted(number);
    if number > THREADS_MAX {
        return Err(Error::field("place", Problem::TooMany { max: THREADS_MAX as usize }));
    }
    let (opened_by, kind, iteration, place) = (user.id, form.kind, form.iteration, form.place.clone());
    Ok(Thread { id, number, opened_by, kind, state, iteration, place, published })
}

/// The thread that this very form has opened a moment ago.
async fn earlier(ctx: &Ctx, user: &User, form: &OpenThread) -> Result<Option<ThreadId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM reviews.thread WHERE opened_by = $1 AND request_key = $2",
        user.id.0,
        form.key.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(id.map(ThreadId))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::{
        Refusal,
        reviews::{Place, Suggested},
    };

    use super::*;
    use crate::reviews::testing::{Desk, refusal, wrong};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn a_reviewer_opens_a_draft_that_nobody_else_sees() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let form = desk.about("a.rs:2", Kind::Bug);
        let thread = open_thread(desk.ctx(), &desk.reviewer, id, form.clone()).await.unwrap();
        assert_eq!(open_thread(desk.ctx(), &desk.reviewer, id, form).await.unwrap(), thread);
        let mine = desk.seen(Some(&desk.reviewer), id).await;
        assert_eq!((mine.len(), mine[0].number, mine[0].is_draft), (1, 1, true));
        for other in [Some(&desk.author), Some(&desk.second), None] {
            assert!(desk.seen(other, id).await.is_empty());
        }
        assert_eq!(desk.stage.events("reviews.commented").await, 0);
    }

    #[tokio::test]
    async fn the_authors_question_is_published_at_once() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        open_thread(desk.ctx(), &desk.author, id, desk.about("", Kind::Question)).await.unwrap();
        let seen = desk.seen(None, id).await;
        assert_eq!((seen.len(), seen[0].is_draft, seen[0].review), (1, false, None));
        assert_eq!(desk.stage.events("reviews.commented").await, 1);
    }

    #[tokio::test]
    async fn only_where_there_is_something() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        for place in ["b.rs", "b.rs:1", "a.rs:4", "a.rs:3-4"] {
            let outcome = open_thread(desk.ctx(), &desk.reviewer, id, desk.about(place, Kind::Bug)).await;
            assert_eq!(wrong(outcome), ["place"], "{place}");
        }
        for iteration in [0, 2, u32::MAX] {
            let form = OpenThread { iteration, ..desk.about("", Kind::Bug) };
            assert_eq!(wrong(open_thread(desk.ctx(), &desk.reviewer, id, form).await), ["place"]);
        }
        for place in ["", "a.rs", "a.rs:1", "a.rs:1-3"] {
            open_thread(desk.ctx(), &desk.reviewer, id, desk.about(place, Kind::Bug)).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_suggestion_is_for_lines_and_says_something_new() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let suggesting = |place: &str, lines: &str| OpenThread {
            suggested: Some(Suggested::Lines(lines.into())),
            ..desk.about(place, Kind::Improvement)
        };
        let ctx = desk.ctx();
        assert_eq!(wrong(open_thread(ctx, &desk.reviewer, id, suggesting("a.rs", "y")).await), ["suggest"]);
        assert_eq!(wrong(open_thread(ctx, &desk.author, id, suggesting("a.rs:2", "    y")).await), ["suggest"]);
        assert_eq!(wrong(open_thread(ctx, &desk.reviewer, id, suggesting("a.rs:2", "    x\n")).await), ["replacement"]);
        open_thread(ctx, &desk.reviewer, id, suggesting("a.rs:2", "    y")).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        assert_eq!(seen[0].comments[0].suggestion.as_ref().unwrap().replacement.as_deref(), Some("    y"));
    }

    #[tokio::test]
    async fn readers_and_those_whose_claim_ran_out_may_not() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let form = || desk.about("a.rs", Kind::Bug);
        assert_eq!(refusal(open_thread(desk.ctx(), &desk.second, id, form()).await), Refusal::ClaimFirst);
        desk.ctx().clock.advance(TimeDelta::minutes(30));
        assert_eq!(refusal(open_thread(desk.ctx(), &desk.reviewer, id, form()).await), Refusal::ClaimFirst);
    }

    #[tokio::test]
    async fn a_private_submission_is_not_there_for_strangers() {
        let desk = Desk::new().await;
        let id = desk.private(&FILES).await;
        let outcome = open_thread(desk.ctx(), &desk.second, id, desk.about("a.rs", Kind::Bug)).await;
        assert!(matches!(outcome, Err(Error::NotFound)));
        desk.claimed(id, &desk.reviewer).await;
        open_thread(desk.ctx(), &desk.reviewer, id, desk.about("a.rs", Kind::Bug)).await.unwrap();
    }

    #[tokio::test]
    async fn two_at_once_are_counted_one_after_the_other() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        let (one, two) = (desk.about("a.rs", Kind::Bug), desk.about("", Kind::Question));
        let outcomes = tokio::join!(
            open_thread(desk.ctx(), &desk.reviewer, id, one),
            open_thread(desk.ctx(), &desk.author, id, two)
        );
        outcomes.0.unwrap();
        outcomes.1.unwrap();
        let numbers: Vec<_> = desk.seen(Some(&desk.reviewer), id).await.iter().map(|thread| thread.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[tokio::test]
    async fn there_are_not_more_than_a_page_can_show() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        sqlx::query(
            "INSERT INTO reviews.thread (id, submission_id, number, opened_by, kind, iteration, state, opened_at, published_at)
             SELECT gen_random_uuid(), $1, n, $2, 'bug', 1, 'open', $3, $3 FROM generate_series(1, $4) AS n",
        )
        .bind(id.0)
        .bind(desk.author.id.0)
        .bind(desk.now())
        .bind(stored(THREADS_MAX - 1))
        .execute(&desk.ctx().db)
        .await
        .unwrap();
        open_thread(desk.ctx(), &desk.author, id, desk.about("", Kind::Bug)).await.unwrap();
        assert_eq!(wrong(open_thread(desk.ctx(), &desk.author, id, desk.about("", Kind::Bug)).await), ["place"]);
        assert_eq!(desk.seen(None, id).await.len(), THREADS_MAX as usize);
    }

    #[tokio::test]
    async fn a_place_of_an_earlier_iteration_counts_there() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.iterated(id, &[("a.rs", "x\n")]).await;
        let form = OpenThread { iteration: 2, ..desk.about("a.rs:2", Kind::Bug) };
        assert_eq!(wrong(open_thread(desk.ctx(), &desk.reviewer, id, form).await), ["place"]);
        let thread = open_thread(desk.ctx(), &desk.reviewer, id, desk.about("a.rs:2", Kind::Bug)).await.unwrap();
        let seen = desk.seen(Some(&desk.reviewer), id).await;
        let place = Place::Lines { path: "a.rs".into(), from: 2, to: 2 };
        assert_eq!((seen[0].id, seen[0].iteration, &seen[0].place), (thread, 1, &place));
    }
}
