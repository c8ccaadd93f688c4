use contract::{
    Refusal, RubricId, UserId,
    reviews::{Assess, Mark},
};
use sqlx::PgConnection;

use super::{
    calibrate::calibrate,
    marks::{check_whole, small, weights},
    model::State,
    step::load,
    weight::agreement,
};
use crate::{Ctx, accounts::User, reviews::Error};

/// Says what somebody thinks of an example before they see the reference. The first time counts; doing it again changes
/// nothing.
///
/// # Errors
/// `OwnExample`, `RubricRetired`; `Invalid` at the level of a criterion that is not marked.
pub async fn assess(ctx: &Ctx, user: &User, id: RubricId, number: u8, form: Assess) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let rubric = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let writer = writer(&mut tx, id, number).await?;
    if writer == user.id {
        return Err(Refusal::OwnExample.into());
    }
    if rubric.state == State::Retired {
        return Err(Refusal::RubricRetired.into());
    }
    let weights = weights(&mut tx, id).await?;
    check_whole(weights.len(), &form.marks)?;
    let reference = reference(&mut tx, id, number).await?;
    let agreement = agreement(form.marks.iter().filter_map(|mark| compared(mark, &weights, &reference)));
    if insert(ctx, &mut tx, user, (id, number), agreement).await? {
        insert_marks(&mut tx, user, (id, number), &form.marks).await?;
        calibrate(&mut tx, user.id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Of a published example.
async fn writer(conn: &mut PgConnection, id: RubricId, number: u8) -> Result<UserId, Error> {
    let writer = sqlx::query_scalar!(
        "SELECT made_by FROM reviews.example WHERE rubric_id = $1 AND number = $2 AND published_at IS NOT NULL",
        id.0,
        i16::from(number),
    )
    .fetch_optional(conn)
    .await?;
    writer.map(UserId).ok_or(Error::NotFound)
}

/// The levels of reference, by the numbers of their criteria.
async fn reference(conn: &mut PgConnection, id: RubricId, number: u8) -> Result<Vec<(u8, u8)>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT criterion, level FROM reviews.reference_mark WHERE rubric_id = $1 AND example = $2",
        id.0,
        i16::from(number),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (small(row.criterion), small(row.level))).collect())
}

/// The criterion's weight, the level, the level of reference.
fn compared(mark: &Mark, weights: &[u8], reference: &[(u8, u8)]) -> Option<(u8, u8, u8)> {
    let weight = weights.get(usize::from(mark.criterion).checked_sub(1)?)?;
    let (_, expected) = reference.iter().find(|(criterion, _)| *criterion == mark.criterion)?;
    Some((*weight, mark.level, *expected))
}

/// `false` if this person has assessed it already.
async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    (id, number): (RubricId, u8),
    agreement: f64,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query!(
        "INSERT INTO reviews.assessment (rubric_id, example, person_id, agreement, assessed_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        id.0,
        i16::from(number),
        user.id.0,
        agreement,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn insert_marks(
    conn: &mut PgConnection,
    user: &User,
    (id, number): (RubricId, u8),
    marks: &[Mark],
) -> Result<(), sqlx::Error> {
    for mark in marks {
        sqlx::query!(
            "INSERT INTO reviews.assessment_mark (rubric_id, example, person_id, criterion, level, words)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id.0,
            i16::from(number),
            user.id.0,
            i16::from(mark.criterion),
            i16::from(mark.level),
            mark.words,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{
        rubric::{
            my_calibration,
            testing::{Bench, marks},
        },
        testing::{refusal, wrong},
    };

    fn form(levels: [u8; 2]) -> Assess {
        Assess { marks: marks(levels) }
    }

    #[tokio::test]
    async fn the_reference_is_seen_afterwards_and_the_first_time_counts() {
        let bench = Bench::new().await;
        let (id, number) = bench.opened([1, 2]).await;
        assert_eq!(bench.sees(&bench.reviewer, id, number).await.unwrap().reference, None);
        // The second criterion counts three times as much as the first, and is off by one.
        assess(bench.ctx(), &bench.reviewer, id, number, form([1, 3])).await.unwrap();
        assess(bench.ctx(), &bench.reviewer, id, number, form([1, 2])).await.unwrap();
        let seen = bench.sees(&bench.reviewer, id, number).await.unwrap();
        assert_eq!((seen.mine, seen.reference), (Some(marks([1, 3])), Some(marks([1, 2]))));
        assert!((seen.agreement.unwrap() - 0.75).abs() < 1e-9 && seen.allowed.is_empty());
        let counts = my_calibration(bench.ctx(), &bench.reviewer).await.unwrap();
        assert_eq!(counts.examples, 1);
        assert!((counts.weight - (0.5 + 2.25 / 4.0)).abs() < 1e-9);
        assert_eq!(bench.sees(&bench.author, id, number).await.unwrap().reference, None);
    }

    #[tokio::test]
    async fn two_at_the_same_moment_both_count() {
        let bench = Bench::new().await;
        let (id, one) = bench.opened([1, 2]).await;
        let two = bench.example(id, [0, 0]).await;
        bench.open_example(id, two).await;
        let (a, b) = tokio::join!(
            assess(bench.ctx(), &bench.reviewer, id, one, form([1, 2])),
            assess(bench.ctx(), &bench.reviewer, id, two, form([0, 0]))
        );
        a.unwrap();
        b.unwrap();
        let counts: (i32, f64) =
            sqlx::query_as("SELECT examples, weight FROM reviews.public_calibration WHERE person_id = $1")
                .bind(bench.reviewer.id.0)
                .fetch_one(&bench.ctx().db)
                .await
                .unwrap();
        assert_eq!(counts.0, 2);
        assert!((counts.1 - (0.5 + 3.5 / 5.0)).abs() < 1e-9);
    }

    #[tokio::test]
    async fn not_ones_own_not_a_draft_not_by_halves_and_not_when_it_is_retired() {
        let bench = Bench::new().await;
        let (id, number) = bench.opened([1, 2]).await;
        let own = assess(bench.ctx(), &bench.moderator, id, number, form([1, 2])).await;
        assert_eq!(refusal(own), Refusal::OwnExample);
        let half = Assess { marks: marks([1, 2])[..1].to_vec() };
        assert_eq!(wrong(assess(bench.ctx(), &bench.reviewer, id, number, half).await), ["level2"]);
        let draft = bench.example(id, [1, 2]).await;
        let unseen = assess(bench.ctx(), &bench.reviewer, id, draft, form([1, 2])).await;
        assert!(matches!(unseen, Err(Error::NotFound)));
        bench.retired(id).await;
        let late = assess(bench.ctx(), &bench.reviewer, id, number, form([1, 2])).await;
        assert_eq!(refusal(late), Refusal::RubricRetired);
        assert_eq!(my_calibration(bench.ctx(), &bench.reviewer).await.unwrap().examples, 0);
    }
}
