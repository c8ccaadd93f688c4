//! What a person's marks count, kept beside their assessments.

use contract::UserId;
use sqlx::PgConnection;

use super::weight::weight;
use crate::{Ctx, accounts::User, reviews::thread::counted};

/// How many examples somebody has assessed, and what their marks count since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    pub examples: u32,
    /// From 0.5 to 1.5.
    pub weight: f64,
}

impl Calibration {
    /// As the table holds it; who is not in it has done none.
    pub(in crate::reviews) fn of(examples: Option<i32>, kept: Option<f64>) -> Self {
        Self { examples: examples.map_or(0, counted), weight: kept.unwrap_or_else(|| weight(&[])) }
    }
}

/// The reader's own.
pub async fn my_calibration(ctx: &Ctx, user: &User) -> Result<Calibration, sqlx::Error> {
    let row = sqlx::query!("SELECT examples, weight FROM reviews.calibration WHERE person_id = $1", user.id.0)
        .fetch_optional(&ctx.db)
        .await?;
    Ok(Calibration::of(row.as_ref().map(|row| row.examples), row.as_ref().map(|row| row.weight)))
}

/// Works it out anew from all assessments of that person, in the transaction of the newest.
pub(super) async fn calibrate(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    // Holds the row first: of two assessments at the same moment the second sees the first.
    sqlx::query!(
        "INSERT INTO reviews.calibration AS c (person_id, examples, weight) VALUES ($1, 0, 1)
         ON CONFLICT (person_id) DO UPDATE SET examples = c.examples",
        person.0
    )
    .execute(&mut *conn)
    .await?;
    let agreements = sqlx::query_scalar!("SELECT agreement FROM reviews.assessment WHERE person_id = $1", person.0)
        .fetch_all(&mut *conn)
        .await?;
    sqlx::query!(
        "UPDATE reviews.calibration SET examples = $2, weight = $3 WHERE person_id = $1",
        person.0,
        i32::try_from(agreements.len()).unwrap_or(i32::MAX),
        weight(&agreements),
    )
    .execute(conn)
    .await?;
    Ok(())
}
