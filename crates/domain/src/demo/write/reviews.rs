//! Submissions are few: a statement a row.

use contract::reviews::Visibility;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    demo::{
        plan::Plan,
        reviews::{Comment, Iteration, Review, Step, Submission, Thread},
    },
    reviews::{ReviewState, State},
};

/// Characters of the link to what is not listed, as the verb makes it.
const LINK: usize = 22;

/// `people` are the ids of those whom the plan names by their places.
pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, people: &[Uuid]) -> Result<(), sqlx::Error> {
    for told in &plan.submissions {
        let mut writer = Writer { ctx, conn: &mut *conn, people, id: ctx.id() };
        writer.submission(told).await?;
        for (number, iteration) in (1..).zip(&told.iterations) {
            writer.iteration(number, iteration).await?;
        }
        let mut reviews = Vec::with_capacity(told.reviews.len());
        for review in &told.reviews {
            reviews.push(writer.review(review, told.ended_at.is_some()).await?);
        }
        for (number, thread) in (1..).zip(&told.threads) {
            writer.thread(number, thread, thread.review.map(|place| reviews[place])).await?;
        }
        for (number, step) in (1..).zip(&told.steps) {
            writer.step(number, step).await?;
        }
        writer.queue(told).await?;
    }
    Ok(())
}

struct Writer<'a> {
    ctx: &'a Ctx,
    conn: &'a mut PgConnection,
    people: &'a [Uuid],
    id: Uuid,
}

impl Writer<'_> {
    async fn submission(&mut self, told: &Submission) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link,
                                             anonymous, seats, state, iteration, turn, turn_since, queued_at, created_at,
                                             published_at, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            self.id,
            self.people[told.author],
            told.title,
            told.ask,
            told.language,
            told.level.as_str(),
            told.urgency.as_str(),
            told.visibility.as_str(),
            self.ctx.unguessable(LINK),
            told.anonymous,
            told.seats,
            told.state.as_str(),
            i32::try_from(told.iterations.len()).unwrap_or(1),
            told.turn.as_str(),
            told.turn_since,
            told.queued_at,
            told.created_at,
            told.published_at,
            told.ended_at,
        )
        .execute(&mut *self.conn)
        .await?;
        Ok(())
    }

    async fn iteration(&mut self, number: i32, iteration: &Iteration) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "INSERT INTO reviews.iteration (submission_id, number, note, made_at) VALUES ($1, $2, $3, $4)",
            self.id,
            number,
            &iteration.note,
            iteration.made_at,
        )
        .execute(&mut *self.conn)
        .await?;
        for (path, text) in &iteration.files {
            let hash = Sha256::digest(text.as_bytes()).to_vec();
            sqlx::query!(
                "INSERT INTO reviews.blob (hash, text, lines) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                &hash,
                text,
                i32::try_from(text.lines().count()).unwrap_or(i32::MAX),
            )
            .execute(&mut *self.conn)
            .await?;
            sqlx::query!(
                "INSERT INTO reviews.file (submission_id, iteration, path, hash) VALUES ($1, $2, $3, $4)",
                self.id,
                number,
                path,
                &hash,
            )
            .execute(&mut *self.conn)
            .await?;
        }
        Ok(())
    }

    async fn review(&mut self, review: &Review, over: bool) -> Result<Uuid, sqlx::Error> {
        let id = self.ctx.id();
        let rating = review.rating.as_ref();
        sqlx::query!(
            "INSERT INTO reviews.review (id, submission_id, reviewer_id, seat, state, claimed_at, claimed_until, rating,
                                         rating_words, thanked, rated_at, over)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id,
            self.id,
            self.people[review.reviewer],
            review.seat,
            review.state.as_str(),
            review.claimed_at,
            review.claimed_until,
            rating.map(|rating| rating.rated.as_str()),
            rating.map_or("", |rating| rating.words),
            rating.is_some_and(|rating| rating.thanked),
            rating.map(|rating| rating.at),
            over,
        )
        .execute(&mut *self.conn)
        .await?;
        for (number, round) in (1_i32..).zip(&review.rounds) {
            sqlx::query!(
                "INSERT INTO reviews.round (review_id, number, iteration, verdict, summary, published_at)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                id,
                number,
                stored(round.iteration),
                round.verdict.as_str(),
                round.summary,
                round.published_at,
            )
            .execute(&mut *self.conn)
            .await?;
        }
        self.look(review).await?;
        Ok(id)
    }

    /// A reviewer has seen what they published a round about.
    async fn look(&mut self, review: &Review) -> Result<(), sqlx::Error> {
        let last = review.rounds.last().map(|round| (round.iteration, round.published_at));
        let (iteration, at) = last.unwrap_or((1, review.claimed_at));
        sqlx::query!(
            "INSERT INTO reviews.look (person_id, submission_id, iteration, looked_at, before)
             VALUES ($1, $2, $3, $4, $5)",
            self.people[review.reviewer],
            self.id,
            stored(iteration),
            at,
            (iteration > 1).then(|| stored(iteration - 1)),
        )
        .execute(&mut *self.conn)
        .await?;
        Ok(())
    }

    async fn thread(&mut self, number: i32, thread: &Thread, review: Option<Uuid>) -> Result<(), sqlx::Error> {
        let id = self.ctx.id();
        sqlx::query!(
            "INSERT INTO reviews.thread (id, submission_id, number, review_id, opened_by, kind, iteration, path,
                                         from_line, to_line, state, opened_at, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            self.id,
            number,
            review,
            self.people[thread.opened_by],
            thread.kind.as_str(),
            stored(thread.iteration),
            thread.path,
            thread.lines.map(|lines| stored(lines.from)),
            thread.lines.map(|lines| stored(lines.to)),
            thread.state.as_str(),
            thread.opened_at,
            thread.published_at,
        )
        .execute(&mut *self.conn)
        .await?;
        for comment in &thread.comments {
            self.comment(id, comment).await?;
        }
        Ok(())
    }

    async fn comment(&mut self, thread: Uuid, comment: &Comment) -> Result<(), sqlx::Error> {
        let id = self.ctx.id();
        sqlx::query!(
            "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at, published_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            thread,
            self.people[comment.author],
            comment.text,
            comment.written_at,
            comment.published_at,
        )
        .execute(&mut *self.conn)
        .await?;
        let Some(suggestion) = &comment.suggestion else { return Ok(()) };
        let applied = suggestion.applied.as_ref();
        sqlx::query!(
            "INSERT INTO reviews.suggestion (comment_id, replacement, state, applied_in, applied_at, applied_from,
                                             applied_to, kept, brought)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            suggestion.replacement,
            if applied.is_some() { "applied" } else { "open" },
            applied.map(|applied| stored(applied.iteration)),
            applied.map(|applied| applied.at),
            applied.map(|applied| stored(applied.lines.from)),
            applied.map(|applied| stored(applied.lines.to)),
            applied.map(|applied| stored(applied.kept)),
            applied.map(|applied| stored(applied.brought)),
        )
        .execute(&mut *self.conn)
        .await?;
        Ok(())
    }

    async fn step(&mut self, number: i32, step: &Step) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "INSERT INTO reviews.step (submission_id, number, happened, actor_id, note, at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            self.id,
            number,
            step.happened,
            self.people[step.actor],
            &step.note,
            step.at,
        )
        .execute(&mut *self.conn)
        .await?;
        Ok(())
    }

    /// By the rule of the verbs: what is open, listed, and has a seat that nobody holds.
    async fn queue(&mut self, told: &Submission) -> Result<(), sqlx::Error> {
        let now = self.ctx.now();
        let holds = |review: &&Review| match review.state {
            ReviewState::Published => true,
            ReviewState::Claimed => review.claimed_until > now,
            ReviewState::Left => false,
        };
        let held = told.reviews.iter().filter(holds).count();
        let is_free = usize::try_from(told.seats).is_ok_and(|seats| held < seats);
        if told.state != State::Open || told.visibility != Visibility::Public || !is_free {
            return Ok(());
        }
        sqlx::query!(
            "INSERT INTO reviews.queue (submission_id, language, level, queued_at) VALUES ($1, $2, $3, $4)",
            self.id,
            told.language,
            told.level.as_str(),
            told.queued_at,
        )
        .execute(&mut *self.conn)
        .await?;
        Ok(())
    }
}

/// What the tables count from 1.
fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
