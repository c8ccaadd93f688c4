use super::{Error, PASSWORD, favourites, messages, plan::Plan, searches, tutors::Subject, weekly, write};
use crate::{Ctx, search};

/// Two who seed at the same moment do it one after the other.
const LOCK: i64 = 0x6465_6d6f;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeded {
    Done,
    /// The demo was there; nothing was changed.
    AlreadyThere,
}

/// Fills an empty database, in one transaction: the demo is there as a whole or not at all. Then makes
/// the search rows.
///
/// # Errors
/// `RealPeople` if anybody has an account who is not part of the demo; `NoSubjects` before the migrations have run.
pub async fn seed(ctx: &Ctx) -> Result<Seeded, Error> {
    let hash = ctx.hasher.hash(PASSWORD).await?;
    let mut tx = ctx.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", LOCK).execute(&mut *tx).await?;
    refuse_real_people(&mut tx).await?;
    let there =
        sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM accounts.person WHERE handle = 'demo-student') AS "there!""#);
    if there.fetch_one(&mut *tx).await? {
        return Ok(Seeded::AlreadyThere);
    }
    let subjects = sqlx::query_as!(Subject, "SELECT slug, name, area FROM tutors.subject ORDER BY slug")
        .fetch_all(&mut *tx)
        .await?;
    if subjects.is_empty() {
        return Err(Error::NoSubjects);
    }
    let plan = Plan::new(&subjects, ctx.now());
    write::all(ctx, &mut tx, &plan, &subjects, &hash).await?;
    tx.commit().await?;
    search::rebuild_all(ctx, |_| ()).await?;
    searches::save(ctx).await?;
    favourites::keep(ctx, &plan).await?;
    weekly::agree(ctx, &plan).await?;
    messages::write(ctx, &plan).await?;
    Ok(Seeded::Done)
}

pub(super) async fn refuse_real_people(conn: &mut sqlx::PgConnection) -> Result<(), Error> {
    let real = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM accounts.person WHERE NOT is_demo) AS "real!""#)
        .fetch_one(conn)
        .await?;
    if real { Err(Error::RealPeople) } else { Ok(()) }
}
