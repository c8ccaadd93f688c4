//! What every verb of an application begins and ends with.

use chrono::{DateTime, Utc};
use contract::{
    UserId,
    tutors::{Claim, Part},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    model::{Claimed, Draft},
    rules::{Facts, Move},
    state::State,
};
use crate::{Ctx, accounts::User, tutors::Error};

/// An application as its row holds it, locked until the transaction ends.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub state: State,
    pub draft: Draft,
    pub version: Uuid,
    pub decided_at: Option<DateTime<Utc>>,
    pub reopens: bool,
}

impl Kept {
    /// As it is sent: the address is asked for apart.
    pub(super) fn facts(&self) -> Facts {
        Facts { state: self.state, complete: self.draft.missing(true).is_empty(), decided_at: self.decided_at }
    }

    /// # Errors
    /// `ApplicationChanged`: something else is there by now than the moderator has seen.
    pub(super) fn must_be(&self, seen: Uuid) -> Result<(), Error> {
        if self.version == seen { Ok(()) } else { Err(contract::Refusal::ApplicationChanged.into()) }
    }
}

/// Locks the tutor, if there is one, and then the application: everybody in this order.
pub(super) async fn load(conn: &mut PgConnection, person: UserId) -> Result<Option<Kept>, sqlx::Error> {
    sqlx::query!("SELECT person_id FROM tutors.tutor WHERE person_id = $1 FOR UPDATE", person.0)
        .fetch_optional(&mut *conn)
        .await?;
    let row = sqlx::query!(
        "SELECT state, headline, about, statement, languages, samples, version, decided_at, reopens
         FROM tutors.application WHERE person_id = $1 FOR UPDATE",
        person.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let draft = Draft {
        headline: row.headline,
        about: row.about,
        languages: row.languages,
        claims: claims(conn, person).await?,
        statement: row.statement,
        samples: row.samples.into_iter().map(contract::SubmissionId).collect(),
    };
    let state = row.state.parse().map_err(|why: String| sqlx::Error::Decode(why.into()))?;
    let (version, decided_at, reopens) = (row.version, row.decided_at, row.reopens);
    Ok(Some(Kept { state, draft, version, decided_at, reopens }))
}

/// The same, which must be there.
pub(super) async fn load_some(conn: &mut PgConnection, person: UserId) -> Result<Kept, Error> {
    load(conn, person).await?.ok_or(Error::NotFound)
}

/// What somebody says that they can teach, in their order.
pub(super) async fn claims(conn: &mut PgConnection, person: UserId) -> Result<Vec<Claimed>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT c.subject, s.name, c.level, c.evidence
         FROM tutors.application_subject c JOIN tutors.subject s ON s.slug = c.subject
         WHERE c.person_id = $1 ORDER BY c.number",
        person.0
    )
    .fetch_all(conn)
    .await?;
    let claimed = rows.into_iter().map(|row| {
        let level = row.level.parse().map_err(|why: String| sqlx::Error::Decode(why.into()))?;
        Ok(Claimed { subject: row.subject, name: row.name, level, evidence: row.evidence })
    });
    claimed.collect()
}

/// In place of what was claimed before.
pub(super) async fn keep_claims(conn: &mut PgConnection, person: UserId, claims: &[Claim]) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM tutors.application_subject WHERE person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO tutors.application_subject (person_id, number, subject, level, evidence)
         SELECT $1, n::smallint, subject, level, evidence
         FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS c (subject, level, evidence, n)",
        person.0,
        &claims.iter().map(|claim| claim.subject.clone()).collect::<Vec<_>>(),
        &claims.iter().map(|claim| claim.level.as_str().to_owned()).collect::<Vec<_>>(),
        &claims.iter().map(|claim| claim.evidence.clone()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The only place that changes a state, along the table. Who decided is told apart: the applicant's own steps decide nothing.
pub(super) async fn move_to(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    allowed: &Move,
    said: &Said<'_>,
) -> Result<(), sqlx::Error> {
    let to = allowed.to();
    let decides = !matches!(to, State::Submitted | State::Withdrawn);
    let wanted: &[Part] = if to == State::ChangesWanted { said.parts } else { &[] };
    sqlx::query!(
        "UPDATE tutors.application SET state = $2, wanted = $3,
                waits_since = CASE WHEN $2 = 'submitted' THEN $4::timestamptz END,
                version = CASE WHEN $2 = 'submitted' THEN $5 ELSE version END,
                decided_at = CASE WHEN $6 THEN $4 ELSE decided_at END,
                decided_by = CASE WHEN $6 THEN $7 ELSE decided_by END,
                reopens = reopens AND $2 = 'suspended'
         WHERE person_id = $1",
        person.0,
        to.as_str(),
        &names(wanted),
        ctx.now(),
        ctx.id(),
        decides,
        said.by.map(|user| user.id.0),
    )
    .execute(&mut *conn)
    .await?;
    metrics::counter!("tutors_application_steps_total", "step" => allowed.action().happened()).increment(1);
    note(ctx, conn, person, allowed.action().happened(), said).await
}

/// Who takes a step, and what they say with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    /// None for what follows by itself.
    pub by: Option<&'a User>,
    pub note: &'a str,
    pub parts: &'a [Part],
}

impl<'a> Said<'a> {
    pub(super) fn by(user: &'a User) -> Self {
        Self { by: Some(user), ..Self::default() }
    }
}

/// A line of what happened. The application's row must be locked.
pub(super) async fn note(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    happened: &str,
    said: &Said<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.step (person_id, number, happened, actor_id, note, parts, at)
         SELECT $1, 1 + coalesce(max(number), 0), $2, $3, $4, $5, $6 FROM tutors.step WHERE person_id = $1",
        person.0,
        happened,
        said.by.map(|user| user.id.0),
        said.note,
        &names(said.parts),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn names(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.as_str().to_owned()).collect()
}
