use async_trait::async_trait;
use contract::UserId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{BADGES, Rule, evaluate::met};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, NewJob, Run},
    live,
    ranking::{streaks, topic},
};

/// Looks which badges a person's ledger is good for.
///
/// A badge that was earned is never deleted. While what it was earned by is undone it is not shown and does not count; when the
/// same or something else makes up for it, it is there again, with its day and as revealed as it was. No rule ends by time alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckBadges {
    pub person: UserId,
}

impl CheckBadges {
    pub(in crate::ranking) fn job(person: UserId) -> NewJob {
        NewJob::of(&Self { person })
    }
}

#[async_trait]
impl Job for CheckBadges {
    const NAME: &'static str = "ranking.check_badges";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        // As writers of the ledger do: two checks at once would overtake each other.
        let known =
            sqlx::query!("SELECT person_id FROM ranking.standing WHERE person_id = $1 FOR UPDATE", self.person.0)
                .fetch_optional(&mut *tx)
                .await?;
        if known.is_none() {
            return Ok(());
        }
        streaks::keep(&mut tx, Some(self.person)).await?;
        if award(ctx, &mut tx, Some(self.person)).await? > 0 {
            live::tell(&mut tx, &topic(self.person)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The same for everybody at once: after a replay, or when the rules have changed. Says how many badges are new.
pub async fn check_everybody(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    streaks::keep(&mut tx, None).await?;
    let new = award(ctx, &mut tx, None).await?;
    tx.commit().await?;
    Ok(new)
}

/// Writes what is new, hides what does not hold any more, and shows again what does.
async fn award(ctx: &Ctx, conn: &mut PgConnection, person: Option<UserId>) -> Result<u64, sqlx::Error> {
    let rules: Vec<(&str, Rule)> = BADGES.iter().map(|badge| (badge.slug, (badge.rule)())).collect();
    let (slugs, people): (Vec<String>, Vec<Uuid>) =
        met(conn, &rules, person).await?.into_iter().map(|(slug, person)| (slug, person.0)).unzip();
    let new = sqlx::query_scalar!(
        "INSERT INTO ranking.badge (person_id, slug, earned_at)
           SELECT m.person, m.slug, coalesce((SELECT max(e.earned_at) FROM ranking.entry e
                                              WHERE e.person_id = m.person AND e.kind = 'award'), $3)
           FROM unnest($1::uuid[], $2::text[]) AS m (person, slug) ORDER BY 1, 2
           ON CONFLICT DO NOTHING RETURNING slug",
        &people,
        &slugs,
        ctx.now()
    )
    .fetch_all(&mut *conn)
    .await?;
    for slug in &new {
        metrics::counter!("ranking_badges_total", "badge" => slug.clone()).increment(1);
    }
    sqlx::query!(
        "UPDATE ranking.badge b
         SET undone_at = CASE WHEN b.undone_at IS NULL THEN $3::timestamptz END
         FROM (SELECT o.person_id, o.slug, EXISTS (SELECT FROM unnest($1::uuid[], $2::text[]) AS m (person, slug)
                                                   WHERE m.person = o.person_id AND m.slug = o.slug) AS holds
               FROM ranking.badge o WHERE $4::uuid IS NULL OR o.person_id = $4) h
         WHERE h.person_id = b.person_id AND h.slug = b.slug AND h.holds <> (b.undone_at IS NULL)",
        &people,
        &slugs,
        ctx.now(),
        person.map(|person| person.0)
    )
    .execute(conn)
    .await?;
    Ok(u64::try_from(new.len()).unwrap_or_default())
}
