//! Marks as they are sent: by which criteria, and whether by all of them.

use contract::{
    FieldError, Problem, Refusal, ReviewId, RubricId, SubmissionId,
    reviews::{Mark, MarkRound},
};
use sqlx::PgConnection;

use super::offered::in_use;
use crate::reviews::{
    Error,
    thread::{counted, stored},
};

/// The weights of a rubric's criteria, in their order: that of number 1 is the first.
pub(super) async fn weights(conn: &mut PgConnection, rubric: RubricId) -> Result<Vec<u8>, sqlx::Error> {
    let weights =
        sqlx::query_scalar!("SELECT weight FROM reviews.criterion WHERE rubric_id = $1 ORDER BY number", rubric.0)
            .fetch_all(conn)
            .await?;
    Ok(weights.into_iter().map(small).collect())
}

/// # Errors
/// `Invalid` at the level of each criterion that is not marked, and of each mark without a criterion.
pub(super) fn check_whole(criteria: usize, marks: &[Mark]) -> Result<(), Error> {
    let numbers = 1..=u8::try_from(criteria).unwrap_or(u8::MAX);
    let missing = numbers.clone().filter(|n| !marks.iter().any(|mark| mark.criterion == *n));
    let odd = marks.iter().map(|mark| mark.criterion).filter(|n| !numbers.contains(n));
    let problems: Vec<FieldError> = missing.chain(odd).map(no_choice).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn no_choice(criterion: u8) -> FieldError {
    FieldError { field: format!("level{criterion}"), problem: Problem::NotAChoice }
}

/// Keeps the levels that go with a round.
///
/// # Errors
/// `RubricReplaced` if another rubric is offered by now, or none; `Invalid` at a level without a criterion.
pub(in crate::reviews) async fn mark_round(
    conn: &mut PgConnection,
    submission: SubmissionId,
    review: ReviewId,
    round: u32,
    marks: &MarkRound,
) -> Result<(), Error> {
    let language = sqlx::query_scalar!("SELECT language FROM reviews.submission WHERE id = $1", submission.0)
        .fetch_one(&mut *conn)
        .await?;
    if in_use(conn, &language).await? != Some(marks.rubric) {
        return Err(Refusal::RubricReplaced.into());
    }
    let criteria = weights(conn, marks.rubric).await?.len();
    if let Some((odd, _)) = marks.levels.iter().find(|(criterion, _)| usize::from(*criterion) > criteria) {
        return Err(Error::Invalid(vec![no_choice(*odd)]));
    }
    let (criteria, levels): (Vec<i16>, Vec<i16>) =
        marks.levels.iter().map(|(criterion, level)| (i16::from(*criterion), i16::from(*level))).unzip();
    sqlx::query!(
        "INSERT INTO reviews.round_mark (review_id, round, rubric_id, criterion, level)
         SELECT $1, $2, $3, m.criterion, m.level FROM unnest($4::int2[], $5::int2[]) AS m (criterion, level)",
        review.0,
        stored(round),
        marks.rubric.0,
        &criteria,
        &levels,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Numbers of criteria, levels and weights, as the tables hold them.
pub(super) fn small(number: i16) -> u8 {
    u8::try_from(counted(i32::from(number))).unwrap_or_default()
}
