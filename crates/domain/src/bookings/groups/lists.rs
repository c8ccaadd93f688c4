use std::str::FromStr;

use chrono::{DateTime, Utc};
use contract::{GroupId, UserId};
use uuid::Uuid;

use super::GroupState;
use crate::{
    Ctx,
    accounts::{self, User},
    bookings::View,
    row_key,
};

/// Groups on one page of a list.
const PAGE: i64 = 20;

/// The last row of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupCursor {
    pub starts_at: DateTime<Utc>,
    pub id: GroupId,
}

impl std::fmt::Display for GroupCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        row_key::write(f, self.starts_at, self.id.0)
    }
}

impl FromStr for GroupCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(starts_at, id)| Self { starts_at, id: GroupId(id) })
    }
}

/// A group as a row.
#[derive(Clone, Debug)]
pub struct ListedGroup {
    pub id: GroupId,
    pub title: String,
    /// The subject's name.
    pub subject: String,
    pub tutor: UserId,
    pub tutor_name: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub join_until: DateTime<Utc>,
    /// Of one seat.
    pub price_minor: i64,
    pub currency: String,
    pub seats_min: i16,
    pub seats_max: i16,
    pub seats_taken: i16,
    /// Of those who come.
    pub seats_firm: i16,
    pub waiting: i64,
    pub state: GroupState,
}

/// Groups that one can still join, the next one first, of one subject or of all; without those whose tutor is kept apart from the
/// reader.
pub async fn coming(
    ctx: &Ctx,
    viewer: Option<&User>,
    subject: Option<&str>,
    after: Option<GroupCursor>,
) -> Result<(Vec<ListedGroup>, Option<GroupCursor>), sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT g.id FROM bookings.group_session g
         JOIN tutors.public_tutor t ON t.person_id = g.tutor_id AND t.published
         JOIN accounts.public_person p ON p.id = g.tutor_id AND NOT p.disabled
         WHERE g.state <> 'cancelled' AND g.starts_at > $1 AND g.join_until > $1 AND g.tutor_id <> ALL($2)
           AND ($3::text IS NULL OR g.subject = $3) AND ($4::timestamptz IS NULL OR (g.starts_at, g.id) > ($4, $5))
         ORDER BY g.starts_at, g.id LIMIT $6",
        ctx.now(),
        &apart(ctx, viewer).await?,
        subject,
        after.map(|c| c.starts_at),
        after.map(|c| c.id.0),
        PAGE + 1,
    );
    one_page(ctx, ids.fetch_all(&ctx.db).await?).await
}

/// The next groups of one tutor that one can join.
pub async fn coming_of(ctx: &Ctx, tutor: UserId) -> Result<Vec<ListedGroup>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM bookings.group_session
         WHERE tutor_id = $1 AND state <> 'cancelled' AND starts_at > $2 AND join_until > $2 ORDER BY starts_at, id LIMIT 5",
        tutor.0,
        ctx.now(),
    );
    listed(ctx, &ids.fetch_all(&ctx.db).await?).await
}

/// Whatever a tutor has planned: to come, the next one first, or over, the latest first.
pub async fn planned(
    ctx: &Ctx,
    user: &User,
    view: View,
    after: Option<GroupCursor>,
) -> Result<(Vec<ListedGroup>, Option<GroupCursor>), sqlx::Error> {
    let ids = match view {
        View::Coming => planned_ahead(ctx, user.id, after).await?,
        View::Past => planned_before(ctx, user.id, after).await?,
    };
    one_page(ctx, ids).await
}

async fn planned_ahead(ctx: &Ctx, tutor: UserId, after: Option<GroupCursor>) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT id FROM bookings.group_session
         WHERE tutor_id = $1 AND ends_at > $2 AND state <> 'cancelled'
           AND ($3::timestamptz IS NULL OR (starts_at, id) > ($3, $4))
         ORDER BY starts_at, id LIMIT $5",
        tutor.0,
        ctx.now(),
        after.map(|c| c.starts_at),
        after.map(|c| c.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await
}

async fn planned_before(ctx: &Ctx, tutor: UserId, after: Option<GroupCursor>) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT id FROM bookings.group_session
         WHERE tutor_id = $1 AND (ends_at <= $2 OR state = 'cancelled')
           AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4))
         ORDER BY starts_at DESC, id DESC LIMIT $5",
        tutor.0,
        ctx.now(),
        after.map(|c| c.starts_at),
        after.map(|c| c.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await
}

/// The subjects of groups that one can join, with their names.
pub async fn subjects(ctx: &Ctx) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT slug AS "slug!", name AS "name!" FROM tutors.public_subject s
           WHERE EXISTS (SELECT FROM bookings.group_session g
                         WHERE g.subject = s.slug AND g.state <> 'cancelled' AND g.starts_at > $1 AND g.join_until > $1)
           ORDER BY name LIMIT 200"#,
        ctx.now(),
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}

async fn apart(ctx: &Ctx, viewer: Option<&User>) -> Result<Vec<Uuid>, sqlx::Error> {
    let Some(viewer) = viewer else { return Ok(Vec::new()) };
    Ok(accounts::kept_apart(ctx, viewer.id).await?.into_iter().map(|person| person.0).collect())
}

async fn one_page(ctx: &Ctx, mut ids: Vec<Uuid>) -> Result<(Vec<ListedGroup>, Option<GroupCursor>), sqlx::Error> {
    let page = usize::try_from(PAGE).unwrap_or(20);
    let full = ids.len() > page;
    ids.truncate(page);
    let listed = listed(ctx, &ids).await?;
    let next = listed.last().filter(|_| full).map(|last| GroupCursor { starts_at: last.starts_at, id: last.id });
    Ok((listed, next))
}

/// These, in their order.
async fn listed(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<ListedGroup>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT g.id, g.title, s.name AS "subject!", g.tutor_id, p.name AS "tutor_name!", g.starts_at, g.ends_at, g.join_until,
                  g.price_minor, g.currency, g.seats_min, g.seats_max, g.seats_taken, g.seats_held, g.state,
                  (SELECT count(*) FROM bookings.group_waiting w WHERE w.group_id = g.id) AS "waiting!"
           FROM unnest($1::uuid[]) WITH ORDINALITY AS i (id, nth)
           JOIN bookings.group_session g ON g.id = i.id
           JOIN tutors.public_subject s ON s.slug = g.subject
           JOIN accounts.public_person p ON p.id = g.tutor_id
           ORDER BY i.nth"#,
        ids,
    )
    .fetch_all(&ctx.db)
    .await?;
    rows.into_iter().map(|row| row.listed(ctx.now())).collect()
}

struct Row {
    id: Uuid,
    title: String,
    subject: String,
    tutor_id: Uuid,
    tutor_name: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    join_until: DateTime<Utc>,
    price_minor: i64,
    currency: String,
    seats_min: i16,
    seats_max: i16,
    seats_taken: i16,
    seats_held: i16,
    state: String,
    waiting: i64,
}

impl Row {
    fn listed(self, now: DateTime<Utc>) -> Result<ListedGroup, sqlx::Error> {
        let written: GroupState = self.state.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?;
        let firm = self.seats_taken - self.seats_held;
        Ok(ListedGroup {
            id: GroupId(self.id),
            title: self.title,
            subject: self.subject,
            tutor: UserId(self.tutor_id),
            tutor_name: self.tutor_name,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            join_until: self.join_until,
            price_minor: self.price_minor,
            currency: self.currency,
            seats_min: self.seats_min,
            seats_max: self.seats_max,
            seats_taken: self.seats_taken,
            seats_firm: firm,
            waiting: self.waiting,
            state: written.at(now, self.join_until, firm >= self.seats_min),
        })
    }
}
