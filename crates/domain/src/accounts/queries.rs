use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{
    UserId,
    accounts::{Locale, Seen},
};

use super::{
    Role, User,
    model::{GRACE, Proof},
    parse_zone,
};
use crate::{Ctx, when::Reader};

/// What a reader may see of a person.
pub struct PublicPerson {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    /// Empty also where it is not for this reader.
    pub about: String,
    /// Codes; none also where they are not for this reader.
    pub languages: Vec<String>,
    pub joined: DateTime<Utc>,
}

/// The person behind a live session; `None` if the account is gone or disabled.
pub async fn user(ctx: &Ctx, id: UserId) -> Result<Option<User>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT handle, name, zone, locale, ethiopian, role, created_at, verified_at, leaves_at,
                  role IN ('moderator', 'admin')
                  AND EXISTS (SELECT FROM accounts.second_step_rule r WHERE r.least IN ('moderator', p.role))
                  AND NOT EXISTS (SELECT FROM accounts.factor f WHERE f.person_id = p.id) AS "owes_second!"
           FROM accounts.person p WHERE id = $1 AND disabled_at IS NULL"#,
        id.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| User {
        id,
        handle: row.handle,
        name: row.name,
        reader: reader(&row.zone, &row.locale, row.ethiopian),
        role: row.role.parse().unwrap_or(Role::Member),
        owes_second: row.owes_second,
        verify_by: row.verified_at.is_none().then(|| row.created_at + GRACE),
        leaves_at: row.leaves_at,
        session: None,
        _proof: Proof,
    }))
}

/// The person of that handle, as this reader may see them.
pub async fn public_person(
    ctx: &Ctx,
    reader: Option<&User>,
    handle: &str,
) -> Result<Option<PublicPerson>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT p.id, p.handle, p.name, p.about, p.languages, p.created_at,
                  p.id IS NOT DISTINCT FROM $2
                  OR CASE p.about_for WHEN 'everyone' THEN true WHEN 'members' THEN $2::uuid IS NOT NULL ELSE false END
                     AND NOT EXISTS (SELECT FROM accounts.block b WHERE b.blocker_id = p.id AND b.blocked_id = $2) AS "reads!"
           FROM accounts.person p WHERE p.handle = $1 AND p.disabled_at IS NULL AND p.leaves_at IS NULL"#,
        handle,
        reader.map(|reader| reader.id.0),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| PublicPerson {
        id: UserId(row.id),
        handle: row.handle,
        name: row.name,
        about: if row.reads { row.about } else { String::new() },
        languages: if row.reads { row.languages } else { Vec::new() },
        joined: row.created_at,
    }))
}

/// Where one's own mail goes to. Who came by a provider that vouches for no address has none until they confirm one.
pub async fn my_address(ctx: &Ctx, user: &User) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT email FROM accounts.person WHERE id = $1", user.id.0).fetch_one(&ctx.db).await
}

/// What somebody has said of themselves, as the forms of their profile begin.
pub struct Myself {
    pub name: String,
    pub about: String,
    pub languages: Vec<String>,
    pub about_for: Seen,
}

pub async fn myself(ctx: &Ctx, user: &User) -> Result<Myself, sqlx::Error> {
    let row = sqlx::query!("SELECT name, about, languages, about_for FROM accounts.person WHERE id = $1", user.id.0)
        .fetch_one(&ctx.db)
        .await?;
    let about_for = row.about_for.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?;
    Ok(Myself { name: row.name, about: row.about, languages: row.languages, about_for })
}

/// How somebody reads times, from their row. A zone that the database of zones has lost is UTC.
pub(crate) fn reader(zone: &str, locale: &str, ethiopian: bool) -> Reader {
    let zone = parse_zone(zone).unwrap_or(Tz::UTC);
    Reader { zone, locale: locale.parse().unwrap_or(Locale::British), ethiopian }
}
