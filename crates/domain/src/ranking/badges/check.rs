use async_trait::async_trait;
use contract::UserId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{evaluate::met, written::given};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, NewJob, Run},
    live,
    ranking::{streaks, topic},
};

/// People who are looked at in one transaction.
const PART: i64 = 200;

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
        if award(ctx, &mut tx, &[self.person.0]).await? > 0 {
            live::tell(&mut tx, &topic(self.person)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Looks at everybody, a part after the other: when a badge has come to those that are given.
#[derive(Debug, Serialize, Deserialize)]
pub struct CheckEverybody {
    /// People up to this one are done.
    pub after: Option<UserId>,
}

impl CheckEverybody {
    pub(super) fn job() -> NewJob {
        NewJob::of(&Self { after: None })
    }
}

#[async_trait]
impl Job for CheckEverybody {
    const NAME: &'static str = "ranking.check_everybody";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        if let Some(last) = check_part(ctx, &mut tx, self.after).await?.1 {
            ctx.jobs.enqueue(&mut tx, NewJob::of(&Self { after: Some(last) })).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The same at once, streaks too: after a replay. Says how many badges are new.
pub async fn check_everybody(ctx: &Ctx) -> Result<usize, sqlx::Error> {
    let (mut all, mut after) = (0, None);
    loop {
        let mut tx = ctx.begin().await?;
        if after.is_none() {
            streaks::keep(&mut tx, None).await?;
        }
        let (new, last) = check_part(ctx, &mut tx, after).await?;
        tx.commit().await?;
        all += new;
        after = last;
        if after.is_none() {
            return Ok(all);
        }
    }
}

/// How many badges are new, and the last person if there may be more of them.
async fn check_part(
    ctx: &Ctx,
    conn: &mut PgConnection,
    after: Option<UserId>,
) -> Result<(usize, Option<UserId>), sqlx::Error> {
    // Held as writers of the ledger hold them, and in their order.
    let people = sqlx::query_scalar!(
        "SELECT person_id FROM ranking.standing WHERE $1::uuid IS NULL OR person_id > $1
         ORDER BY person_id LIMIT $2 FOR UPDATE",
        after.map(|person| person.0),
        PART
    )
    .fetch_all(&mut *conn)
    .await?;
    let new = award(ctx, conn, &people).await?;
    let is_full = i64::try_from(people.len()).unwrap_or_default() == PART;
    Ok((new, people.last().filter(|_| is_full).map(|&person| UserId(person))))
}

/// Writes what is new, hides what does not hold any more, and shows again what does. What is retired stays as it is.
async fn award(ctx: &Ctx, conn: &mut PgConnection, people: &[Uuid]) -> Result<usize, sqlx::Error> {
    let badges = given(conn).await?;
    let rules = badges.iter().map(|badge| (badge.slug.as_str(), &badge.rule));
    let (slugs, holders): (Vec<String>, Vec<Uuid>) =
        met(conn, rules, Some(people)).await?.into_iter().map(|(slug, person)| (slug, person.0)).unzip();
    let new = sqlx::query_scalar!(
        "INSERT INTO ranking.badge (person_id, slug, earned_at)
           SELECT m.person, m.slug, coalesce((SELECT max(e.earned_at) FROM ranking.entry e
                                              WHERE e.person_id = m.person AND e.kind = 'award'), $3)
           FROM unnest($1::uuid[], $2::text[]) AS m (person, slug) ORDER BY 1, 2
           ON CONFLICT DO NOTHING RETURNING slug",
        &holders,
        &slugs,
        ctx.now()
    )
    .fetch_all(&mut *conn)
    .await?;
    for slug in &new {
        metrics::counter!("ranking_badges_total", "badge" => slug.clone()).increment(1);
    }
    let given: Vec<&str> = badges.iter().map(|badge| badge.slug.as_str()).collect();
    sqlx::query!(
        "UPDATE ranking.badge b
         SET undone_at = CASE WHEN b.undone_at IS NULL THEN $3::timestamptz END
         FROM (SELECT o.person_id, o.slug, EXISTS (SELECT FROM unnest($1::uuid[], $2::text[]) AS m (person, slug)
                                                   WHERE m.person = o.person_id AND m.slug = o.slug) AS holds
               FROM ranking.badge o WHERE o.person_id = ANY ($4) AND o.slug = ANY ($5)) h
         WHERE h.person_id = b.person_id AND h.slug = b.slug AND h.holds <> (b.undone_at IS NULL)",
        &holders,
        &slugs,
        ctx.now(),
        people,
        &given as &[&str]
    )
    .execute(conn)
    .await?;
    Ok(new.len())
}
