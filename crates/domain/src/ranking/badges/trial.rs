use contract::UserId;
use uuid::Uuid;

use super::{Rule, evaluate::met, rule::unfit};
use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::Error,
};

/// People whose ledgers are looked at: all, up to so many; drawn by lot, beyond.
const LOOKED_AT: i64 = 10_000;
/// People who are named.
const NAMED: usize = 20;

/// What a rule would do.
#[derive(Clone, Debug)]
pub struct Trial {
    /// People who have earned anything.
    pub people: i64,
    /// So many of them were looked at,
    pub looked_at: i64,
    /// and so many would have the badge.
    pub met: i64,
    /// Name and handle of some of them.
    pub some: Vec<(String, String)>,
}

/// Who would have a badge of this rule by what has happened so far. Changes nothing.
///
/// # Errors
/// `OnlyAdmins`, `BadgeForNothing`, `BadgeForVolume`.
pub async fn dry_run(ctx: &Ctx, user: &User, rule: &Rule) -> Result<Trial, Error> {
    user.must(Power::WriteBadges)?;
    if let Some(refusal) = unfit(rule) {
        return Err(refusal.into());
    }
    let mut tx = ctx.begin().await?;
    let people = sqlx::query_scalar!(r#"SELECT count(*) AS "people!" FROM ranking.standing WHERE xp > 0"#)
        .fetch_one(&mut *tx)
        .await?;
    // By their hash: the same people each time, and none because of when they came.
    let drawn = sqlx::query_scalar!(
        "SELECT person_id FROM ranking.standing WHERE xp > 0 ORDER BY hashtext(person_id::text) LIMIT $1",
        LOOKED_AT
    )
    .fetch_all(&mut *tx)
    .await?;
    let met: Vec<UserId> =
        met(&mut tx, [("", rule)], Some(&drawn)).await?.into_iter().map(|(_, person)| person).collect();
    let named: Vec<Uuid> = met.iter().take(NAMED).map(|person| person.0).collect();
    let some =
        sqlx::query!("SELECT name, handle FROM accounts.public_person WHERE id = ANY ($1) ORDER BY name, id", &named)
            .fetch_all(&mut *tx)
            .await?;
    Ok(Trial {
        people,
        looked_at: i64::try_from(drawn.len()).unwrap_or_default(),
        met: i64::try_from(met.len()).unwrap_or_default(),
        some: some.into_iter().filter_map(|row| Some((row.name?, row.handle?))).collect(),
    })
}
