//! Recovery codes: ten on a sheet of paper, each good once. A code has 118 bits of chance, so that nobody finds it by trying
//! all of them: a plain hash is enough, where a password needs a slow one.

use contract::{
    UserId,
    accounts::{CODE_ALPHABET, RECOVERY_CODE, RECOVERY_CODES},
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::Ctx;

/// So many left are few: it is time to make new ones.
pub const FEW: i64 = 3;
/// Signs of a code that are written together.
const GROUP: usize = 4;

/// Makes a sheet of them; those of before count no more. They stand nowhere else: `ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2`.
pub(in crate::accounts) async fn make(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
) -> Result<Vec<String>, sqlx::Error> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| ctx.unguessable_of(CODE_ALPHABET, RECOVERY_CODE)).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash(person, code)).collect();
    forget(conn, person).await?;
    sqlx::query!(
        "INSERT INTO accounts.recovery_code (person_id, hash) SELECT $1, hash FROM unnest($2::bytea[]) AS made (hash)",
        person.0,
        &hashes,
    )
    .execute(conn)
    .await?;
    Ok(codes.iter().map(|code| in_groups(code)).collect())
}

/// Uses one up. Says how many are left; `None` if it is none of theirs, or was used already.
pub(super) async fn use_up(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    code: &str,
) -> Result<Option<i64>, sqlx::Error> {
    let used = sqlx::query!(
        "UPDATE accounts.recovery_code SET used_at = $3 WHERE person_id = $1 AND hash = $2 AND used_at IS NULL",
        person.0,
        hash(person, code),
        ctx.now(),
    );
    if used.execute(&mut *conn).await?.rows_affected() == 0 {
        return Ok(None);
    }
    Ok(Some(left(conn, person).await?))
}

/// How many were not used yet.
pub(super) async fn left(conn: &mut PgConnection, person: UserId) -> Result<i64, sqlx::Error> {
    let left = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM accounts.recovery_code WHERE person_id = $1 AND used_at IS NULL"#,
        person.0
    );
    left.fetch_one(conn).await
}

pub(super) async fn forget(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.recovery_code WHERE person_id = $1", person.0).execute(conn).await?;
    Ok(())
}

/// Bound to the person, so that no two people have one hash.
fn hash(person: UserId, code: &str) -> Vec<u8> {
    Sha256::new().chain_update(person.0.as_bytes()).chain_update(code).finalize().to_vec()
}

fn in_groups(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
