//! A thread as the rules see it: who reads it, and what may become of it.

use chrono::{DateTime, Utc};
use contract::{
    Refusal, ThreadId, UserId,
    reviews::{Kind, Place, ThreadState},
};
use sqlx::PgConnection;

use super::{
    Error,
    life::decode,
    model::{Role, Submission},
};

/// What the rules need to know of a thread.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub id: ThreadId,
    pub number: u32,
    pub opened_by: UserId,
    pub kind: Kind,
    pub state: ThreadState,
    /// The one its place counts in.
    pub iteration: u32,
    pub place: Place,
    pub published: bool,
}

/// Who somebody is to a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Opener,
    /// The submission's author, in somebody else's thread.
    Author,
    Other,
}

impl Thread {
    /// What nobody else has published is there for its writer alone.
    pub fn is_seen_by(&self, submission: &Submission, person: UserId) -> bool {
        self.opened_by == person
            || (self.published && (self.opened_by == submission.author || submission.shows_reviews_to(Some(person))))
    }

    /// For an opener who is gone, any other reviewer may say what they would have said.
    pub fn who(&self, submission: &Submission, person: UserId, now: DateTime<Utc>) -> Who {
        who(submission, self.opened_by, person, now)
    }
}

pub(super) fn who(submission: &Submission, opened_by: UserId, person: UserId, now: DateTime<Utc>) -> Who {
    if person == opened_by {
        return Who::Opener;
    }
    match submission.role(person, now) {
        Role::Author => Who::Author,
        Role::Reviewer(_) if matches!(submission.role(opened_by, now), Role::Reader) => Who::Opener,
        Role::Reviewer(_) | Role::Reader => Who::Other,
    }
}

/// What a thread comes to when that person asks for that. What has been settled stays so until it is opened again.
pub(super) fn moved(from: ThreadState, to: ThreadState, who: Who) -> Result<ThreadState, Refusal> {
    use ThreadState as S;
    match (from, to, who) {
        (_, _, Who::Other) => Err(Refusal::OnlyTheOpener),
        (_, S::Open, _) => Ok(S::Open),
        (S::Fixed | S::Dropped, _, _) => Ok(from),
        (S::Open | S::Verify, S::Dropped, _) => Ok(S::Dropped),
        (S::Open | S::Verify, S::Fixed, Who::Opener) => Ok(S::Fixed),
        // The author says so; the one who opened it has a look.
        (S::Open | S::Verify, S::Fixed | S::Verify, Who::Author) => Ok(S::Verify),
        (S::Open | S::Verify, S::Verify, Who::Opener) => Ok(from),
    }
}

/// The thread of that submission, whoever may see it.
pub(super) async fn thread(
    conn: &mut PgConnection,
    submission: &Submission,
    id: ThreadId,
) -> Result<Option<Thread>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT number, opened_by, kind, state, iteration, path, from_line, to_line, published_at IS NOT NULL AS "published!"
           FROM reviews.thread WHERE id = $1 AND submission_id = $2"#,
        id.0,
        submission.id.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Thread {
        id,
        number: counted(row.number),
        opened_by: UserId(row.opened_by),
        kind: row.kind.parse().map_err(decode)?,
        state: row.state.parse().map_err(decode)?,
        iteration: counted(row.iteration),
        place: place(row.path, row.from_line, row.to_line),
        published: row.published,
    }))
}

/// The thread if this person may see it.
pub(super) async fn thread_for(
    conn: &mut PgConnection,
    submission: &Submission,
    id: ThreadId,
    person: UserId,
) -> Result<Thread, Error> {
    let found = thread(conn, submission, id).await?;
    found.filter(|thread| thread.is_seen_by(submission, person)).ok_or(Error::NotFound)
}

pub(super) fn place(path: Option<String>, from: Option<i32>, to: Option<i32>) -> Place {
    match (path, from.zip(to)) {
        (None, _) => Place::Whole,
        (Some(path), None) => Place::File { path },
        (Some(path), Some((from, to))) => Place::Lines { path, from: counted(from), to: counted(to) },
    }
}

/// What the tables count from 1.
pub(super) fn counted(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// As the tables hold it; what is larger than they can hold is found nowhere.
pub(super) fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLED: [ThreadState; 2] = [ThreadState::Fixed, ThreadState::Dropped];
    const UNSETTLED: [ThreadState; 2] = [ThreadState::Open, ThreadState::Verify];

    #[test]
    fn the_author_says_fixed_and_the_opener_confirms() {
        for from in UNSETTLED {
            assert_eq!(moved(from, ThreadState::Fixed, Who::Author), Ok(ThreadState::Verify));
            assert_eq!(moved(from, ThreadState::Verify, Who::Author), Ok(ThreadState::Verify));
            assert_eq!(moved(from, ThreadState::Fixed, Who::Opener), Ok(ThreadState::Fixed));
            assert_eq!(moved(from, ThreadState::Verify, Who::Opener), Ok(from));
        }
    }

    #[test]
    fn either_may_drop_it_and_open_it_again() {
        for who in [Who::Opener, Who::Author] {
            for from in UNSETTLED {
                assert_eq!(moved(from, ThreadState::Dropped, who), Ok(ThreadState::Dropped));
            }
            for from in ThreadState::ALL {
                assert_eq!(moved(*from, ThreadState::Open, who), Ok(ThreadState::Open));
            }
        }
    }

    #[test]
    fn what_is_settled_stays_so_until_it_is_opened_again() {
        for from in SETTLED {
            for to in [ThreadState::Verify, ThreadState::Fixed, ThreadState::Dropped] {
                assert_eq!(moved(from, to, Who::Opener), Ok(from));
                assert_eq!(moved(from, to, Who::Author), Ok(from));
            }
        }
    }

    #[test]
    fn nobody_else_may() {
        for from in ThreadState::ALL {
            for to in ThreadState::ALL {
                assert_eq!(moved(*from, *to, Who::Other), Err(Refusal::OnlyTheOpener));
            }
        }
    }

    #[test]
    fn a_place_is_stored_as_what_it_has() {
        let lines = place(Some("a.rs".into()), Some(2), Some(3));
        assert_eq!(lines, Place::Lines { path: "a.rs".into(), from: 2, to: 3 });
        assert_eq!(place(Some("a.rs".into()), None, None), Place::File { path: "a.rs".into() });
        assert_eq!(place(None, None, None), Place::Whole);
    }
}
