//! Rubrics, assessments, and what these make of people's weights, by the formulas of the module.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    demo::{
        people::MODERATOR,
        plan::Plan,
        rubrics::{Assessment, Criterion, Example, Rubric},
    },
    reviews::rubric::{agreement, weight},
};

/// `people` are the ids of those whom the plan names by their places.
pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, people: &[Uuid]) -> Result<(), sqlx::Error> {
    let mut ids = Vec::with_capacity(plan.rubrics.len());
    for told in &plan.rubrics {
        ids.push(rubric(ctx, conn, told, people[MODERATOR]).await?);
    }
    let mut agreements: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for told in &plan.assessments {
        let agreed = agreed(&plan.rubrics[told.rubric], told);
        assessment(conn, told, ids[told.rubric], people[told.person], agreed).await?;
        agreements.entry(told.person).or_default().push(agreed);
    }
    for (person, agreements) in agreements {
        calibration(conn, people[person], &agreements).await?;
    }
    round_marks(conn).await
}

async fn rubric(ctx: &Ctx, conn: &mut PgConnection, told: &Rubric, moderator: Uuid) -> Result<Uuid, sqlx::Error> {
    let (id, at) = (ctx.id(), ctx.now() - TimeDelta::days(70));
    sqlx::query!(
        "INSERT INTO reviews.rubric (id, title, about, language, made_by, created_at, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
        id,
        told.title,
        told.about,
        told.language,
        moderator,
        at,
    )
    .execute(&mut *conn)
    .await?;
    for (number, criterion) in (1_i16..).zip(&told.criteria) {
        self::criterion(conn, id, number, criterion).await?;
    }
    for (number, example) in (1_i16..).zip(&told.examples) {
        sqlx::query!(
            "INSERT INTO reviews.example (rubric_id, number, title, about, made_by, created_at, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
            id,
            number,
            example.title,
            example.about,
            moderator,
            at,
        )
        .execute(&mut *conn)
        .await?;
        insides(conn, id, number, example).await?;
    }
    Ok(id)
}

async fn criterion(conn: &mut PgConnection, id: Uuid, number: i16, told: &Criterion) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO reviews.criterion (rubric_id, number, title, description, levels, weight)
         VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        number,
        told.title,
        told.description,
        &told.levels.map(str::to_owned),
        i16::from(told.weight),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Code and reference of an example.
async fn insides(conn: &mut PgConnection, id: Uuid, number: i16, told: &Example) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO reviews.example_file (rubric_id, example, path, text) VALUES ($1, $2, $3, $4)",
        id,
        number,
        told.path,
        told.text,
    )
    .execute(&mut *conn)
    .await?;
    for (criterion, (level, words)) in (1_i16..).zip(&told.reference) {
        sqlx::query!(
            "INSERT INTO reviews.reference_mark (rubric_id, example, criterion, level, words) VALUES ($1, $2, $3, $4, $5)",
            id,
            number,
            criterion,
            i16::from(*level),
            *words,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

fn agreed(rubric: &Rubric, told: &Assessment) -> f64 {
    let reference = rubric.examples[told.example].reference.iter();
    let marks = rubric.criteria.iter().zip(&told.marks).zip(reference);
    agreement(marks.map(|((criterion, (level, _)), (reference, _))| (criterion.weight, *level, *reference)))
}

async fn assessment(
    conn: &mut PgConnection,
    told: &Assessment,
    rubric: Uuid,
    person: Uuid,
    agreement: f64,
) -> Result<(), sqlx::Error> {
    let example = i16::try_from(told.example).unwrap_or_default() + 1;
    sqlx::query!(
        "INSERT INTO reviews.assessment (rubric_id, example, person_id, agreement, assessed_at)
         VALUES ($1, $2, $3, $4, $5)",
        rubric,
        example,
        person,
        agreement,
        told.at,
    )
    .execute(&mut *conn)
    .await?;
    for (criterion, (level, words)) in (1_i16..).zip(&told.marks) {
        sqlx::query!(
            "INSERT INTO reviews.assessment_mark (rubric_id, example, person_id, criterion, level, words)
             VALUES ($1, $2, $3, $4, $5, $6)",
            rubric,
            example,
            person,
            criterion,
            i16::from(*level),
            *words,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

async fn calibration(conn: &mut PgConnection, person: Uuid, agreements: &[f64]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO reviews.calibration (person_id, examples, weight) VALUES ($1, $2, $3)",
        person,
        i32::try_from(agreements.len()).unwrap_or(i32::MAX),
        weight(agreements),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Those who have tried their eye mark what they review, and so does whoever gives a second opinion, in the spirit of their
/// verdicts.
async fn round_marks(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO reviews.round_mark (review_id, round, rubric_id, criterion, level)
         SELECT o.review_id, o.number, b.id, c.number,
                CASE o.verdict WHEN 'ship_it' THEN 3
                               WHEN 'fix_then_ship' THEN 3 - (c.number + length(o.summary)) % 2
                               ELSE 2 - (c.number + length(o.summary)) % 2 END
         FROM reviews.round o
         JOIN reviews.review r ON r.id = o.review_id
         JOIN reviews.submission s ON s.id = r.submission_id
         LEFT JOIN reviews.calibration k ON k.person_id = r.reviewer_id
         CROSS JOIN LATERAL (SELECT id FROM reviews.rubric WHERE language = s.language OR language IS NULL
                             ORDER BY language NULLS LAST LIMIT 1) b
         JOIN reviews.criterion c ON c.rubric_id = b.id
         WHERE k.person_id IS NOT NULL OR s.seats = 2"
    )
    .execute(conn)
    .await?;
    Ok(())
}
