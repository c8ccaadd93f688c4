use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contract::{Refusal, UserId};
use uuid::Uuid;

use super::{Error, User};
use crate::Ctx;

/// From now on the two are kept apart, whoever of them comes first: neither is offered the other's code, nor may take it.
/// What they have begun together they may end.
///
/// # Errors
/// `OwnBlock`, and `NotFound` for a handle that nobody has.
pub async fn block(ctx: &Ctx, user: &User, handle: &str) -> Result<(), Error> {
    let other = person(ctx, handle).await?;
    if other == user.id.0 {
        return Err(Refusal::OwnBlock.into());
    }
    sqlx::query!(
        "INSERT INTO accounts.block (blocker_id, blocked_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        user.id.0,
        other,
        ctx.now(),
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// Takes back one's own block; that of the other side stays.
pub async fn unblock(ctx: &Ctx, user: &User, handle: &str) -> Result<(), Error> {
    let other = person(ctx, handle).await?;
    sqlx::query!("DELETE FROM accounts.block WHERE blocker_id = $1 AND blocked_id = $2", user.id.0, other)
        .execute(&ctx.db)
        .await?;
    Ok(())
}

/// Whether I block them. Nobody learns who blocks them.
pub async fn blocked_by_me(ctx: &Ctx, user: &User, handle: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.block b JOIN accounts.person p ON p.id = b.blocked_id
                          WHERE b.blocker_id = $1 AND p.handle = $2) AS "blocked!""#,
        user.id.0,
        handle,
    )
    .fetch_one(&ctx.db)
    .await
}

/// Somebody whom one blocks.
#[derive(Clone, Debug)]
pub struct Blocked {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// Those that a list of blocked people shows.
const SHOWN: i64 = 500;

/// Whom I block, the latest first.
pub async fn blocked(ctx: &Ctx, user: &User) -> Result<Vec<Blocked>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT p.id, p.handle, p.name, b.at
         FROM accounts.block b JOIN accounts.person p ON p.id = b.blocked_id
         WHERE b.blocker_id = $1 ORDER BY b.at DESC, p.id LIMIT $2",
        user.id.0,
        SHOWN,
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Blocked { id: UserId(row.id), handle: row.handle, name: row.name, at: row.at })
        .collect())
}

/// Everyone whom a block keeps apart from a person, whoever of the two asked for it.
pub async fn kept_apart(ctx: &Ctx, person: UserId) -> Result<Vec<UserId>, sqlx::Error> {
    let others = sqlx::query_scalar!(
        r#"SELECT blocked_id AS "id!" FROM accounts.block WHERE blocker_id = $1
           UNION SELECT blocker_id FROM accounts.block WHERE blocked_id = $1"#,
        person.0,
    );
    Ok(others.fetch_all(&ctx.db).await?.into_iter().map(UserId).collect())
}

/// Whom of these I block.
pub async fn blocked_among(ctx: &Ctx, user: &User, people: &[UserId]) -> Result<HashSet<UserId>, sqlx::Error> {
    let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
    let found = sqlx::query_scalar!(
        "SELECT blocked_id FROM accounts.block WHERE blocker_id = $1 AND blocked_id = ANY ($2)",
        user.id.0,
        &people,
    );
    Ok(found.fetch_all(&ctx.db).await?.into_iter().map(UserId).collect())
}

async fn person(ctx: &Ctx, handle: &str) -> Result<Uuid, Error> {
    let id = sqlx::query_scalar!("SELECT id FROM accounts.person WHERE handle = $1", handle);
    id.fetch_optional(&ctx.db).await?.ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    async fn blocks(stage: &Stage) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM accounts.public_block").fetch_one(&stage.ctx.db).await.unwrap()
    }

    #[tokio::test]
    async fn one_blocks_another_once_and_takes_it_back() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
        block(&stage.ctx, &ada, "bob").await.unwrap();
        block(&stage.ctx, &ada, "bob").await.expect("twice is once");
        assert_eq!(blocks(&stage).await, 1);
        assert!(blocked_by_me(&stage.ctx, &ada, "bob").await.unwrap());
        assert!(!blocked_by_me(&stage.ctx, &bob, "ada").await.unwrap(), "nobody learns who blocks them");
        assert_eq!(kept_apart(&stage.ctx, ada.id).await.unwrap(), [bob.id]);
        assert_eq!(kept_apart(&stage.ctx, bob.id).await.unwrap(), [ada.id], "it counts both ways");
        assert_eq!(blocked(&stage.ctx, &ada).await.unwrap()[0].handle, "bob");
        assert!(blocked(&stage.ctx, &bob).await.unwrap().is_empty());
        assert_eq!(blocked_among(&stage.ctx, &ada, &[ada.id, bob.id]).await.unwrap(), HashSet::from([bob.id]));
        assert!(blocked_among(&stage.ctx, &bob, &[ada.id, bob.id]).await.unwrap().is_empty());
        unblock(&stage.ctx, &bob, "ada").await.unwrap();
        assert_eq!(blocks(&stage).await, 1, "only one's own is taken back");
        unblock(&stage.ctx, &ada, "bob").await.unwrap();
        unblock(&stage.ctx, &ada, "bob").await.expect("twice is once");
        assert_eq!(blocks(&stage).await, 0);
    }

    #[tokio::test]
    async fn neither_oneself_nor_nobody() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        assert!(matches!(block(&stage.ctx, &ada, "ada").await, Err(Error::Refused(Refusal::OwnBlock))));
        assert!(matches!(block(&stage.ctx, &ada, "nobody").await, Err(Error::NotFound)));
        assert!(matches!(unblock(&stage.ctx, &ada, "nobody").await, Err(Error::NotFound)));
    }
}
