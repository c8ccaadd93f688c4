use chrono::{DateTime, Utc};
use contract::{UserId, tutors::Withdraw};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    life::{Said, load_some, note},
    model::Claimed,
    risk::{Risk, risks},
};
use crate::{Ctx, Once, accounts::User, once, tutors::Error};

/// What a tutor wants their page to say, and others do not see before a moderator has approved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The new words; `None`: they stay as they are.
    pub headline: Option<String>,
    pub about: Option<String>,
    /// The new video.
    pub video: Option<String>,
    /// New subjects and levels.
    pub subjects: Vec<Claimed>,
    /// What is risky about the words.
    pub risks: Vec<Risk>,
    /// The words that are public.
    pub old_headline: String,
    pub old_about: String,
    pub old_video: String,
    pub version: Uuid,
    pub since: DateTime<Utc>,
}

/// Words as they are held back: `None` where they are not.
#[derive(Default)]
pub(in crate::tutors) struct Words {
    pub headline: Option<String>,
    pub about: Option<String>,
    pub video: Option<String>,
}

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.headline.is_none() && self.about.is_none() && self.video.is_none()
    }
}

/// The change of this tutor's page that waits, if one does.
pub(super) async fn held_back(conn: &mut PgConnection, tutor: UserId) -> Result<Option<Change>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT c.headline, c.about, c.video, c.version, c.since, t.headline AS old_headline, t.about AS old_about, t.video AS old_video
         FROM tutors.change c JOIN tutors.tutor t ON t.person_id = c.tutor_id WHERE c.tutor_id = $1",
        tutor.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut risky = risks(&row.old_headline, row.headline.as_deref().unwrap_or_default());
    risky.extend(risks(&row.old_about, row.about.as_deref().unwrap_or_default()));
    risky.extend(risks(&row.old_video, row.video.as_deref().unwrap_or_default()));
    Ok(Some(Change {
        headline: row.headline,
        about: row.about,
        video: row.video,
        subjects: subjects(conn, tutor).await?,
        risks: risky.into_iter().collect(),
        old_headline: row.old_headline,
        old_about: row.old_about,
        old_video: row.old_video,
        version: row.version,
        since: row.since,
    }))
}

async fn subjects(conn: &mut PgConnection, tutor: UserId) -> Result<Vec<Claimed>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT c.subject, s.name, c.level, c.evidence
         FROM tutors.change_subject c JOIN tutors.subject s ON s.slug = c.subject
         WHERE c.tutor_id = $1 ORDER BY s.name, c.level LIMIT 50",
        tutor.0
    )
    .fetch_all(conn)
    .await?;
    let claimed = rows.into_iter().map(|row| {
        let level = row.level.parse().map_err(|why: String| sqlx::Error::Decode(why.into()))?;
        Ok(Claimed { subject: row.subject, name: row.name, level, evidence: row.evidence })
    });
    claimed.collect()
}

/// The words that wait, for the form that they were typed into.
pub(in crate::tutors) async fn pending_words(ctx: &Ctx, tutor: UserId) -> Result<Words, sqlx::Error> {
    let words = sqlx::query_as!(Words, "SELECT headline, about, video FROM tutors.change WHERE tutor_id = $1", tutor.0);
    Ok(words.fetch_optional(&ctx.db).await?.unwrap_or_default())
}

/// Takes a change back that nobody has approved: the page stays as others see it.
///
/// # Errors
/// `NotFound` for who never had a page.
pub async fn take_back(ctx: &Ctx, user: &User, form: Withdraw) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    load_some(&mut tx, user.id).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    if forget(&mut tx, user.id).await? {
        note(ctx, &mut tx, user.id, "change_taken_back", &Said::by(user)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// `false` if nothing waited.
pub(super) async fn forget(conn: &mut PgConnection, tutor: UserId) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query!("DELETE FROM tutors.change WHERE tutor_id = $1", tutor.0).execute(conn).await?;
    Ok(gone.rows_affected() == 1)
}
