use chrono::{DateTime, Utc};
use contract::{Refusal, UserId};
use uuid::Uuid;

use super::Error;
use crate::{
    Ctx,
    accounts::{self, User},
};

/// Favourites of one person.
pub const FAVOURITES_MAX: i64 = 200;

/// A tutor whom somebody wants to find again.
#[derive(Clone, Debug)]
pub struct Favourite {
    pub tutor: UserId,
    pub handle: String,
    pub name: String,
    pub headline: String,
    pub price_minor: i64,
    pub currency: String,
    pub since: DateTime<Utc>,
}

/// Remembers a tutor whose page is open. Twice is once.
///
/// # Errors
/// `NotFound`, also for whom a block keeps apart; `TooManyFavourites`.
pub async fn add_favourite(ctx: &Ctx, user: &User, handle: &str) -> Result<(), Error> {
    let tutor = tutor(ctx, handle).await?.ok_or(Error::NotFound)?;
    if accounts::kept_apart(ctx, user.id).await?.contains(&UserId(tutor)) {
        return Err(Error::NotFound);
    }
    let added = sqlx::query!(
        "INSERT INTO tutors.favourite (person_id, tutor_id, at)
         SELECT $1, $2, $3 WHERE (SELECT count(*) FROM tutors.favourite WHERE person_id = $1) < $4
         ON CONFLICT DO NOTHING",
        user.id.0,
        tutor,
        ctx.now(),
        FAVOURITES_MAX,
    )
    .execute(&ctx.db)
    .await?;
    if added.rows_affected() == 1 || is_favourite(ctx, user, UserId(tutor)).await? {
        Ok(())
    } else {
        Err(Refusal::TooManyFavourites.into())
    }
}

/// Forgets them again.
pub async fn remove_favourite(ctx: &Ctx, user: &User, handle: &str) -> Result<(), Error> {
    sqlx::query!(
        "DELETE FROM tutors.favourite f USING accounts.public_person p
         WHERE f.person_id = $1 AND p.id = f.tutor_id AND p.handle = $2",
        user.id.0,
        handle,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

pub async fn is_favourite(ctx: &Ctx, user: &User, tutor: UserId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.favourite WHERE person_id = $1 AND tutor_id = $2) AS "is!""#,
        user.id.0,
        tutor.0,
    )
    .fetch_one(&ctx.db)
    .await
}

/// My favourites, the latest first: those whose page is open, and whom no block keeps apart.
pub async fn favourites(ctx: &Ctx, user: &User) -> Result<Vec<Favourite>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT f.tutor_id, f.at, p.handle AS "handle!", p.name AS "name!", t.headline, t.price_minor, t.currency
           FROM tutors.favourite f
           JOIN tutors.tutor t ON t.person_id = f.tutor_id AND t.published
           JOIN accounts.public_person p ON p.id = f.tutor_id AND NOT p.disabled
           WHERE f.person_id = $1
             AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $1 AND b.blocked_id = f.tutor_id)
             AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = f.tutor_id AND b.blocked_id = $1)
           ORDER BY f.at DESC, f.tutor_id LIMIT $2"#,
        user.id.0,
        FAVOURITES_MAX,
    )
    .fetch_all(&ctx.db)
    .await?;
    let favourites = rows.into_iter().map(|row| Favourite {
        tutor: UserId(row.tutor_id),
        handle: row.handle,
        name: row.name,
        headline: row.headline,
        price_minor: row.price_minor,
        currency: row.currency,
        since: row.at,
    });
    Ok(favourites.collect())
}

async fn tutor(ctx: &Ctx, handle: &str) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT t.person_id FROM tutors.tutor t JOIN accounts.public_person p ON p.id = t.person_id
         WHERE p.handle = $1 AND t.published AND NOT p.disabled",
        handle
    )
    .fetch_optional(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookings::testing::Classroom;

    #[tokio::test]
    async fn a_tutor_is_remembered_once_and_forgotten() {
        let room = Classroom::new().await;
        let (ctx, me) = (room.ctx(), &room.student);
        for _ in 0..2 {
            add_favourite(ctx, me, "tutor").await.unwrap();
        }
        let [one] = &favourites(ctx, me).await.unwrap()[..] else { panic!("one favourite") };
        assert_eq!((one.handle.as_str(), one.since), ("tutor", ctx.now()));
        assert!(favourites(ctx, &room.tutor).await.unwrap().is_empty(), "it is mine alone");
        for _ in 0..2 {
            remove_favourite(ctx, me, "tutor").await.unwrap();
        }
        assert!(!is_favourite(ctx, me, room.tutor.id).await.unwrap());
        assert!(matches!(add_favourite(ctx, me, "student").await, Err(Error::NotFound)), "who does not teach");
        assert!(matches!(add_favourite(ctx, me, "nobody").await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn not_past_a_block_and_not_without_end() {
        let room = Classroom::new().await;
        let (ctx, me) = (room.ctx(), &room.student);
        add_favourite(ctx, me, "tutor").await.unwrap();
        accounts::block(ctx, &room.tutor, "student").await.unwrap();
        assert!(favourites(ctx, me).await.unwrap().is_empty());
        assert!(matches!(add_favourite(ctx, me, "tutor").await, Err(Error::NotFound)));
        accounts::unblock(ctx, &room.tutor, "student").await.unwrap();
        assert_eq!(favourites(ctx, me).await.unwrap().len(), 1, "it is there again");
        let many = "WITH p AS (INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
                               SELECT gen_random_uuid(), 'x' || i || '@example.org', 'tutor-x' || i, 'X', 'UTC', '', now()
                               FROM generate_series(1, $2) i RETURNING id),
                         t AS (INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
                               SELECT id, 'X', 'X', 0, 'EUR', true, now() FROM p RETURNING person_id)
                    INSERT INTO tutors.favourite SELECT $1, person_id, now() FROM t";
        sqlx::query(many)
            .bind(me.id.0)
            .bind(i32::try_from(FAVOURITES_MAX).unwrap() - 1)
            .execute(&ctx.db)
            .await
            .unwrap();
        room.second_tutor().await;
        let full = add_favourite(ctx, me, "second").await;
        assert!(matches!(full, Err(Error::Refused(Refusal::TooManyFavourites))));
        add_favourite(ctx, me, "tutor").await.expect("who is one already");
    }
}
