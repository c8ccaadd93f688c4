use chrono::{DateTime, Utc};
use contract::UserId;

use crate::{
    Ctx,
    accounts::{User, public_person},
    ranking::{
        Error, MENTOR, floor, level,
        streaks::{self, Streak},
    },
};

/// Where somebody stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub person: UserId,
    pub handle: String,
    pub name: String,
    /// The reader is the person.
    pub mine: bool,
    /// Others do not see this.
    pub hidden: bool,
    pub xp: i64,
    pub level: i64,
    /// Where the level began and where the next one begins.
    pub from: i64,
    pub next: i64,
    pub streak: Streak,
    /// Entries written after this are new to the person.
    pub seen_at: Option<DateTime<Utc>>,
    pub newest_at: Option<DateTime<Utc>>,
}

impl Standing {
    pub fn is_mentor(&self) -> bool {
        self.level >= MENTOR
    }

    /// Of the way from this level to the next, from 0 to 100.
    pub fn percent(&self) -> i64 {
        ((self.xp.max(0) - self.from) * 100 / (self.next - self.from).max(1)).clamp(0, 100)
    }

    pub fn has_unseen(&self) -> bool {
        self.newest_at > self.seen_at
    }
}

/// Where the person with this handle stands, as far as the reader may know. `None` if they chose that others do not.
///
/// # Errors
/// `NotFound` if there is nobody of that handle.
pub async fn standing(ctx: &Ctx, reader: Option<&User>, handle: &str) -> Result<Option<Standing>, Error> {
    let person = public_person(ctx, reader, handle).await?.ok_or(Error::NotFound)?;
    let mine = reader.is_some_and(|reader| reader.id == person.id);
    let hidden = hides(ctx, person.id).await?;
    if hidden && !mine {
        return Ok(None);
    }
    let row = sqlx::query!("SELECT xp, seen_at, newest_at FROM ranking.standing WHERE person_id = $1", person.id.0)
        .fetch_optional(&ctx.db)
        .await?;
    let xp = row.as_ref().map_or(0, |row| row.xp);
    let at = level(xp);
    Ok(Some(Standing {
        person: person.id,
        handle: person.handle,
        name: person.name,
        mine,
        hidden,
        xp,
        level: at,
        from: floor(at),
        next: floor(at + 1),
        streak: streaks::of_person(ctx, person.id).await?,
        seen_at: row.as_ref().and_then(|row| row.seen_at),
        newest_at: row.as_ref().and_then(|row| row.newest_at),
    }))
}

/// Whether the person chose that others do not see what they earn.
pub async fn hides(ctx: &Ctx, person: UserId) -> Result<bool, sqlx::Error> {
    let hides = sqlx::query_scalar!("SELECT hide_me FROM ranking.preference WHERE person_id = $1", person.0)
        .fetch_optional(&ctx.db)
        .await?;
    Ok(hides.unwrap_or_default())
}
