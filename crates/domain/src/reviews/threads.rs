use chrono::{DateTime, Utc};
use contract::{
    CommentId, ReviewId, SubmissionId, ThreadId, UserId,
    reviews::{Kind, Place, ThreadState},
};
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    life::{decode, read},
    model::{Action, Submission},
    open_thread::THREADS_MAX,
    thread::{counted, moved, place, who},
};
use crate::{Ctx, accounts::User};

/// A conversation as one reader sees it.
#[derive(Clone, Debug)]
pub struct ThreadView {
    pub id: ThreadId,
    pub number: u32,
    pub kind: Kind,
    pub state: ThreadState,
    /// Counted in `iteration`.
    pub place: Place,
    pub iteration: u32,
    pub opened_by: UserId,
    pub opened_at: DateTime<Utc>,
    /// `None` where the author asks.
    pub review: Option<ReviewId>,
    /// Seen by the reader alone.
    pub is_draft: bool,
    pub comments: Vec<CommentView>,
    /// What the reader may say became of it.
    pub moves: Vec<ThreadState>,
}

impl ThreadView {
    /// Something is still to be done or said about it.
    pub fn is_open(&self) -> bool {
        self.kind != Kind::Praise && !self.is_draft && matches!(self.state, ThreadState::Open | ThreadState::Verify)
    }
}

#[derive(Clone, Debug)]
pub struct CommentView {
    pub id: CommentId,
    pub author: UserId,
    /// Markdown.
    pub text: String,
    /// When it was written, for what is published when that was.
    pub at: DateTime<Utc>,
    /// Seen by the reader alone, who may still change it.
    pub is_draft: bool,
    pub suggestion: Option<SuggestionView>,
}

/// Other lines for the thread's own.
#[derive(Clone, Debug)]
pub struct SuggestionView {
    /// `None` deletes the lines.
    pub replacement: Option<String>,
    pub state: SuggestionState,
    /// The iteration that it became part of.
    pub applied_in: Option<u32>,
    /// Of the lines it brought, those that the latest iteration still has.
    pub kept: u32,
    pub brought: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionState {
    Open,
    Applied,
    Declined,
}

/// All conversations of a submission that this reader may see, by number: published ones and the reader's own drafts,
/// without what a blind second opinion must not know. Whether the submission itself may be read is asked by its page.
pub async fn threads(ctx: &Ctx, viewer: Option<&User>, id: SubmissionId) -> Result<Vec<ThreadView>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let Some(submission) = read(&mut conn, id).await? else { return Ok(Vec::new()) };
    let me = viewer.map(|user| user.id);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT t.id, t.number, t.kind, t.state, t.path, t.from_line, t.to_line, t.iteration, t.opened_by, t.opened_at,
                  t.review_id, t.published_at,
                  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'author', c.author_id, 'text', c.text,
                              'written_at', c.written_at, 'published_at', c.published_at, 'suggestion',
                              CASE WHEN g.comment_id IS NOT NULL THEN jsonb_build_object('replacement', g.replacement,
                                  'state', g.state, 'applied_in', g.applied_in, 'kept', g.kept, 'brought', g.brought) END)
                              ORDER BY c.published_at NULLS LAST, c.written_at, c.id), '[]')
                   FROM reviews.comment c LEFT JOIN reviews.suggestion g ON g.comment_id = c.id
                   WHERE c.thread_id = t.id AND (c.published_at IS NOT NULL OR c.author_id = $2)
                     AND ($4 OR c.author_id IN ($2, $3))) AS "comments!: Json<Vec<CommentRow>>"
           FROM reviews.thread t
           WHERE t.submission_id = $1 AND (t.published_at IS NOT NULL OR t.opened_by = $2) AND ($4 OR t.opened_by IN ($2, $3))
           ORDER BY t.number LIMIT $5"#,
        id.0,
        me.map(|me| me.0),
        submission.author.0,
        submission.shows_reviews_to(me),
        i64::from(THREADS_MAX),
    )
    .fetch_all(&mut *conn)
    .await?;
    rows.into_iter().map(|row| row.view(&submission, me, ctx.now())).collect()
}

struct Row {
    id: Uuid,
    number: i32,
    kind: String,
    state: String,
    path: Option<String>,
    from_line: Option<i32>,
    to_line: Option<i32>,
    iteration: i32,
    opened_by: Uuid,
    opened_at: DateTime<Utc>,
    review_id: Option<Uuid>,
    published_at: Option<DateTime<Utc>>,
    comments: Json<Vec<CommentRow>>,
}

#[derive(Deserialize)]
struct CommentRow {
    id: Uuid,
    author: Uuid,
    text: String,
    written_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    suggestion: Option<SuggestionRow>,
}

#[derive(Deserialize)]
struct SuggestionRow {
    replacement: Option<String>,
    state: SuggestionState,
    applied_in: Option<u32>,
    kept: Option<u32>,
    brought: Option<u32>,
}

impl Row {
    fn view(self, submission: &Submission, me: Option<UserId>, now: DateTime<Utc>) -> Result<ThreadView, sqlx::Error> {
        let (state, opened_by) = (self.state.parse().map_err(decode)?, UserId(self.opened_by));
        let is_draft = self.published_at.is_none();
        let may = |person: &UserId| !is_draft && submission.check(*person, Action::Comment, now).is_ok();
        Ok(ThreadView {
            id: ThreadId(self.id),
            number: counted(self.number),
            kind: self.kind.parse().map_err(decode)?,
            state,
            place: place(self.path, self.from_line, self.to_line),
            iteration: counted(self.iteration),
            opened_by,
            opened_at: self.opened_at,
            review: self.review_id.map(ReviewId),
            is_draft,
            comments: self.comments.0.into_iter().map(CommentRow::view).collect(),
            moves: me.filter(may).map(|me| moves(submission, opened_by, state, me, now)).unwrap_or_default(),
        })
    }
}

/// The states that a person may ask for and that change something.
fn moves(
    submission: &Submission,
    opened_by: UserId,
    state: ThreadState,
    person: UserId,
    now: DateTime<Utc>,
) -> Vec<ThreadState> {
    let who = who(submission, opened_by, person, now);
    let asked = [ThreadState::Fixed, ThreadState::Dropped, ThreadState::Open];
    asked.into_iter().filter(|to| moved(state, *to, who).is_ok_and(|then| then != state)).collect()
}

impl CommentRow {
    fn view(self) -> CommentView {
        CommentView {
            id: CommentId(self.id),
            author: UserId(self.author),
            text: self.text,
            at: self.published_at.unwrap_or(self.written_at),
            is_draft: self.published_at.is_none(),
            suggestion: self.suggestion.map(SuggestionRow::view),
        }
    }
}

impl SuggestionRow {
    fn view(self) -> SuggestionView {
        SuggestionView {
            replacement: self.replacement,
            state: self.state,
            applied_in: self.applied_in,
            kept: self.kept.unwrap_or_default(),
            brought: self.brought.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{comment, testing::Desk};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn a_suggested_line_that_is_a_draft_is_not_seen_by_the_author() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let thread = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        desk.drafted(id, &desk.reviewer, "a.rs:1", Some("fn b() {")).await;
        comment(desk.ctx(), &desk.reviewer, id, desk.answer(thread)).await.unwrap();
        let (mine, theirs) = (desk.seen(Some(&desk.reviewer), id).await, desk.seen(Some(&desk.author), id).await);
        assert_eq!((mine.len(), mine[0].comments.len()), (2, 2));
        assert_eq!((theirs.len(), theirs[0].comments.len()), (1, 1));
        let place = Place::Lines { path: "a.rs".into(), from: 2, to: 2 };
        assert_eq!((&theirs[0].place, theirs[0].iteration, theirs[0].number), (&place, 1, 1));
    }

    #[tokio::test]
    async fn two_seats_are_blind_until_both_have_published() {
        let desk = Desk::new().await;
        let id = desk.two_seats(&FILES).await;
        let first = desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        desk.claimed(id, &desk.second).await;
        let own = desk.drafted(id, &desk.second, "a.rs:1", None).await;
        let ids = |threads: Vec<ThreadView>| threads.iter().map(|thread| thread.id).collect::<Vec<_>>();
        assert_eq!(ids(desk.seen(Some(&desk.second), id).await), [own]);
        assert_eq!(ids(desk.seen(Some(&desk.author), id).await), [first]);
        assert_eq!(ids(desk.seen(Some(&desk.reviewer), id).await), [first]);
        assert_eq!(ids(desk.seen(None, id).await), []);
        desk.round(id, &desk.second).await;
        for reader in [Some(&desk.reviewer), Some(&desk.second), Some(&desk.author), None] {
            assert_eq!(ids(desk.seen(reader, id).await), [first, own]);
        }
    }

    #[tokio::test]
    async fn an_answer_of_the_other_is_as_blind() {
        let desk = Desk::new().await;
        let id = desk.two_seats(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.claimed(id, &desk.second).await;
        let question = desk.asked(id).await;
        comment(desk.ctx(), &desk.reviewer, id, desk.answer(question)).await.unwrap();
        desk.round(id, &desk.reviewer).await;
        assert_eq!(desk.seen(Some(&desk.second), id).await[0].comments.len(), 1);
        assert_eq!(desk.seen(Some(&desk.author), id).await[0].comments.len(), 2);
    }

    #[tokio::test]
    async fn each_reader_is_told_what_they_may_say_of_it() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let open = [ThreadState::Fixed, ThreadState::Dropped];
        assert_eq!(desk.seen(Some(&desk.author), id).await[0].moves, open);
        assert_eq!(desk.seen(Some(&desk.reviewer), id).await[0].moves, open);
        assert_eq!(desk.seen(Some(&desk.second), id).await[0].moves, []);
        assert_eq!(desk.seen(None, id).await[0].moves, []);
    }
}
