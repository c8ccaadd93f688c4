use contract::UserId;

use super::totp::AppSecret;
use crate::{Ctx, accounts::Error, seal::Sealed};

/// Secrets that are sealed anew in one transaction.
const PART: i64 = 200;

/// What was done to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Sealed anew.
    pub sealed: u64,
    /// The key that seals all of them now.
    pub by: String,
}

/// Seals every secret anew that another key than the first has sealed. It may be interrupted and run again: what is done is
/// done, and people go on signing in meanwhile.
///
/// # Errors
/// `Sealed` if there is no key, or one is missing that has sealed something.
pub async fn rotate(ctx: &Ctx) -> Result<Rotated, Error> {
    let by = ctx.seals.first()?.to_owned();
    let mut sealed = 0;
    loop {
        let part = part(ctx, &by).await?;
        sealed += part;
        if part == 0 {
            return Ok(Rotated { sealed, by });
        }
    }
}

async fn part(ctx: &Ctx, by: &str) -> Result<u64, Error> {
    let mut tx = ctx.begin().await?;
    let rows = sqlx::query!(
        "SELECT person_id, secret, sealed_by FROM accounts.authenticator
         WHERE sealed_by <> $1 ORDER BY person_id LIMIT $2 FOR UPDATE",
        by,
        PART,
    )
    .fetch_all(&mut *tx)
    .await?;
    let (mut people, mut secrets) = (Vec::new(), Vec::new());
    for row in rows {
        let person = UserId(row.person_id);
        let secret = AppSecret::open(ctx, person, &Sealed { by: row.sealed_by, bytes: row.secret })?;
        people.push(person.0);
        secrets.push(secret.seal(ctx, person)?.bytes);
    }
    sqlx::query!(
        "UPDATE accounts.authenticator a SET secret = anew.secret, sealed_by = $3
         FROM unnest($1::uuid[], $2::bytea[]) AS anew (person_id, secret) WHERE a.person_id = anew.person_id",
        &people,
        &secrets,
        by,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(people.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::factors::testing::with_app,
        seal::{SealError, Seals},
        testing::Stage,
    };

    const KEYS: [&str; 2] =
        ["b:MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=", "a:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU="];

    fn with(ctx: &Ctx, keys: &str) -> Ctx {
        Ctx { seals: keys.parse::<Seals>().unwrap(), ..ctx.clone() }
    }

    #[tokio::test]
    async fn every_secret_is_sealed_by_the_new_key_and_opens_as_before() {
        let mut stage = Stage::new().await;
        stage.ctx = with(&stage.ctx, KEYS[1]);
        let ada = stage.person("ada").await;
        let app = with_app(&stage, &ada).await.0;
        // More than fit into one part.
        let fill = "INSERT INTO accounts.person (id, email, handle, name, zone, created_at)
                    SELECT gen_random_uuid(), null, 'p' || n, 'P', 'UTC', now() FROM generate_series(100, 350) n";
        sqlx::query(fill).execute(&stage.ctx.db).await.unwrap();
        let ids: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle ~ '^p[0-9]'")
            .fetch_all(&stage.ctx.db)
            .await
            .unwrap();
        for id in &ids {
            let sealed = AppSecret::make(&stage.ctx).seal(&stage.ctx, UserId(*id)).unwrap();
            sqlx::query("INSERT INTO accounts.authenticator (person_id, secret, sealed_by, begun_at) VALUES ($1, $2, $3, now())")
                .bind(id)
                .bind(sealed.bytes)
                .bind(sealed.by)
                .execute(&stage.ctx.db)
                .await
                .unwrap();
        }
        let both = with(&stage.ctx, &KEYS.join(","));
        let all = ids.len() as u64 + 1;
        assert_eq!(rotate(&both).await.unwrap(), Rotated { sealed: all, by: "b".into() });
        assert_eq!(rotate(&both).await.unwrap().sealed, 0, "again it has nothing to do");
        // The old key is not needed any more.
        stage.ctx = with(&stage.ctx, KEYS[0]);
        stage.ctx.clock.advance(chrono::TimeDelta::minutes(1));
        let mut conn = stage.ctx.db.acquire().await.unwrap();
        let code = contract::accounts::TypedCode::App(app.shows(stage.ctx.now()));
        assert!(super::super::check(&stage.ctx, &mut conn, ada.id, &code).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_key_that_is_missing_is_named_and_nothing_is_lost() {
        let mut stage = Stage::new().await;
        stage.ctx = with(&stage.ctx, KEYS[1]);
        let ada = stage.person("ada").await;
        with_app(&stage, &ada).await;
        let told = rotate(&with(&stage.ctx, KEYS[0])).await.unwrap_err();
        assert!(matches!(&told, Error::Sealed(SealError::UnknownKey(id)) if id == "a"), "{told}");
        assert_eq!(rotate(&with(&stage.ctx, &KEYS.join(","))).await.unwrap().sealed, 1);
        let none = Ctx { seals: Seals::default(), ..stage.ctx.clone() };
        assert!(matches!(rotate(&none).await, Err(Error::Sealed(SealError::NoKey))));
    }
}
