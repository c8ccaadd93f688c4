use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use contract::{
    GroupId, SavedId, UserId,
    tutors::{Alert, Search, Wish},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Deliver;
use crate::{
    Ctx,
    accounts::parse_zone,
    jobs::{Job, JobError, NewJob, Run},
    search::{
        terms::price_tag,
        wish::{fits, spans},
    },
};

/// Questions in one run; the others are left to the next.
const PIECE: i64 = 500;
/// Who wants to know at once hears so long after the first time, so that several are one mail.
const GATHER: TimeDelta = TimeDelta::minutes(1);
/// When the daily mail is written, on the reader's clock.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(morning) => morning,
    None => NaiveTime::MIN,
};

/// Looks for the questions that something of a tutor's fits which has opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tell {
    pub tutor: UserId,
    #[serde(flatten)]
    pub opened: Opened,
    /// The last question that was looked at.
    pub after: Option<SavedId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// Starts of sessions of their own.
    #[serde(rename = "starts")]
    Times(Vec<DateTime<Utc>>),
    /// A group was planned.
    Group(GroupId),
}

/// A question with alerts that a tutor fits, whatever the time.
struct Candidate {
    id: Uuid,
    person_id: Uuid,
    query: String,
    alert: String,
    zone: String,
}

#[async_trait]
impl Job for Tell {
    const NAME: &'static str = "search.tell";

    /// What was noted is noted once, so a second run adds nothing.
    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let Some(offer) = Offer::read(ctx, &self).await? else { return Ok(()) };
        let candidates = candidates(ctx, &self, offer.price.as_ref()).await?;
        let mut tx = ctx.begin().await?;
        let fitting: Vec<Opening> = candidates.iter().flat_map(|candidate| offer.fitting(ctx, candidate)).collect();
        for (person, due) in note(&mut tx, &self, &fitting).await? {
            let deliver = Deliver { person };
            ctx.jobs.enqueue(&mut tx, NewJob::of(&deliver).key(deliver.key(due)).at(due)).await?;
        }
        if let Some(last) = candidates.last().filter(|_| i64::try_from(candidates.len()) == Ok(PIECE)) {
            let rest = Self { after: Some(SavedId(last.id)), ..self };
            ctx.jobs.enqueue(&mut tx, NewJob::of(&rest)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// A time that somebody is to be told of.
struct Opening {
    person: Uuid,
    saved: Uuid,
    starts_at: DateTime<Utc>,
    due: DateTime<Utc>,
}

/// What has opened, as a question is compared with it.
struct Offer {
    starts: Vec<DateTime<Utc>>,
    session: TimeDelta,
    /// Nobody gets in who asks for it at less than this before it begins.
    notice: TimeDelta,
    /// A group is for those who look for its subject.
    subject: Option<String>,
    /// Of an hour, in its currency, if that is another one than the tutor's.
    price: Option<(i64, String)>,
}

impl Offer {
    /// `None` if it is gone, or cannot be found any more.
    async fn read(ctx: &Ctx, tell: &Tell) -> Result<Option<Self>, sqlx::Error> {
        match &tell.opened {
            Opened::Times(starts) => Self::of_times(ctx, tell.tutor, starts).await,
            Opened::Group(group) => Self::of_group(ctx, *group).await,
        }
    }

    async fn of_times(ctx: &Ctx, tutor: UserId, starts: &[DateTime<Utc>]) -> Result<Option<Self>, sqlx::Error> {
        let row = sqlx::query!(
            "SELECT minutes, notice_hours FROM search.free WHERE tutor_id = $1 ORDER BY minutes LIMIT 1",
            tutor.0
        );
        Ok(row.fetch_optional(&ctx.db).await?.map(|row| Self {
            starts: starts.to_vec(),
            session: TimeDelta::minutes(row.minutes.into()),
            notice: TimeDelta::hours(row.notice_hours.into()),
            subject: None,
            price: None,
        }))
    }

    async fn of_group(ctx: &Ctx, group: GroupId) -> Result<Option<Self>, sqlx::Error> {
        let row = sqlx::query!(
            r#"SELECT subject AS "subject!", starts_at AS "starts_at!", ends_at AS "ends_at!", join_until AS "join_until!",
                      price_minor AS "price_minor!", currency AS "currency!"
               FROM bookings.public_group WHERE id = $1 AND state <> 'cancelled'"#,
            group.0
        );
        Ok(row.fetch_optional(&ctx.db).await?.map(|row| {
            let session = row.ends_at - row.starts_at;
            Self {
                starts: vec![row.starts_at],
                session,
                notice: row.starts_at - row.join_until,
                subject: Some(row.subject),
                price: Some((row.price_minor * 60 / session.num_minutes().max(1), row.currency)),
            }
        }))
    }

    /// The times that fit a question whose other conditions the tutor meets.
    fn fitting(&self, ctx: &Ctx, candidate: &Candidate) -> Vec<Opening> {
        let zone = parse_zone(&candidate.zone).unwrap_or(Tz::UTC);
        let (now, search) = (ctx.now(), Search::parse(&candidate.query));
        if self.subject.is_some() && self.subject != search.subject {
            return Vec::new();
        }
        let spans = spans(&search.when.unwrap_or(Wish::ANY), zone, now, &[]);
        let (soonest, session) = (now + self.notice, self.session);
        let fitting: Vec<DateTime<Utc>> =
            self.starts.iter().copied().filter(|at| soonest <= *at && fits(&spans, (*at, *at + session))).collect();
        let due = due(candidate.alert.parse().unwrap_or(Alert::Daily), zone, now);
        let opening = |starts_at| Opening { person: candidate.person_id, saved: candidate.id, starts_at, due };
        apart(&fitting, session).into_iter().map(opening).collect()
    }
}

/// Notes what was not noted before; says who is to be told when.
async fn note(
    conn: &mut PgConnection,
    tell: &Tell,
    openings: &[Opening],
) -> Result<BTreeSet<(UserId, DateTime<Utc>)>, sqlx::Error> {
    let group = match tell.opened {
        Opened::Times(_) => None,
        Opened::Group(group) => Some(group.0),
    };
    let noted = sqlx::query!(
        "INSERT INTO search.opening (person_id, tutor_id, starts_at, saved_id, due_at, group_id)
         SELECT o.person_id, $1, o.starts_at, o.saved_id, o.due_at, $6
         FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::timestamptz[]) AS o (person_id, starts_at, saved_id, due_at)
         ON CONFLICT DO NOTHING RETURNING person_id, due_at",
        tell.tutor.0,
        &openings.iter().map(|one| one.person).collect::<Vec<_>>(),
        &openings.iter().map(|one| one.starts_at).collect::<Vec<_>>(),
        &openings.iter().map(|one| one.saved).collect::<Vec<_>>(),
        &openings.iter().map(|one| one.due).collect::<Vec<_>>(),
        group,
    )
    .fetch_all(conn)
    .await?;
    Ok(noted.into_iter().map(|row| (UserId(row.person_id), row.due_at)).collect())
}

/// Times that do not overlap each other.
fn apart(starts: &[DateTime<Utc>], session: TimeDelta) -> Vec<DateTime<Utc>> {
    let mut chosen: Vec<DateTime<Utc>> = Vec::new();
    for at in starts {
        if chosen.last().is_none_or(|last| *last + session <= *at) {
            chosen.push(*at);
        }
    }
    chosen
}

/// When somebody is told: whole minutes, so that what opens at the same time is one mail.
pub(super) fn due(alert: Alert, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let minute = |at: DateTime<Utc>| DateTime::from_timestamp(at.timestamp().div_euclid(60) * 60, 0).unwrap_or(at);
    if alert == Alert::AtOnce {
        return minute(now + GATHER) + TimeDelta::minutes(1);
    }
    let today = now.with_timezone(&zone).date_naive();
    let morning = |day: chrono::NaiveDate| zone.from_local_datetime(&day.and_time(MORNING)).earliest();
    let mornings = [today, today + TimeDelta::days(1)].into_iter().filter_map(morning);
    mornings.map(|at| at.with_timezone(&Utc)).find(|at| now < *at).unwrap_or(now + TimeDelta::days(1))
}

/// Those whom the tutor fits, at the price of an hour that is said here or at theirs: its step stands in the document beside the tutor's own.
async fn candidates(ctx: &Ctx, tell: &Tell, price: Option<&(i64, String)>) -> Result<Vec<Candidate>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT s.id, s.person_id, s.query, s.alert, p.zone AS "zone!"
           FROM search.entry e
           CROSS JOIN LATERAL (SELECT e.doc || array_to_tsvector($5) AS doc) d
           CROSS JOIN LATERAL (SELECT x.id, x.person_id, x.query, x.alert, x.condition, x.max_price FROM search.saved x
                               WHERE x.alert <> 'off' AND x.anchors && (tsvector_to_array(d.doc) || ''::text)) s
           JOIN accounts.public_person p ON p.id = s.person_id AND NOT p.disabled
           WHERE e.tutor_id = $1 AND s.person_id <> $1 AND s.id > $2
             AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = s.person_id AND b.blocked_id = $1)
             AND NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $1 AND b.blocked_id = s.person_id)
             AND (numnode(s.condition) = 0 OR d.doc @@ s.condition) AND (s.max_price IS NULL OR coalesce($4, e.price_minor) <= s.max_price)
           ORDER BY s.id LIMIT $3"#,
        tell.tutor.0,
        tell.after.map_or(Uuid::nil(), |after| after.0),
        PIECE,
        price.map(|(minor, _)| *minor),
        &price.map(|(minor, currency)| price_tag(*minor, currency)).into_iter().collect::<Vec<_>>(),
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            id: row.id,
            person_id: row.person_id,
            query: row.query,
            alert: row.alert,
            zone: row.zone,
        })
        .collect())
}
