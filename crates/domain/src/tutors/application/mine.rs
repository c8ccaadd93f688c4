use chrono::{DateTime, Utc};
use contract::{SubmissionId, UserId, tutors::Part};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    change::{Change, held_back},
    life::claims,
    model::{Claimed, Draft, Sample, Step},
    rules::again_from,
    state::State,
};
use crate::{Ctx, accounts::User, tutors::my_teaching};

/// Steps that a page shows: the latest.
const STEPS: i64 = 50;
/// Reviews to choose from.
const SAMPLES: i64 = 30;

/// An application with all that happened to it.
#[derive(Clone, Debug)]
pub struct Application {
    pub state: State,
    pub draft: Draft,
    /// What has to be there before it is sent.
    pub missing: Vec<Part>,
    /// What a moderator wants to be changed.
    pub wanted: Vec<Part>,
    pub waits_since: Option<DateTime<Utc>>,
    /// From then on somebody who was declined may apply again.
    pub again_from: Option<DateTime<Utc>>,
    /// Oldest first.
    pub steps: Vec<Step>,
    /// What waits of a page that was approved.
    pub change: Option<Change>,
    pub version: Uuid,
}

/// My application. Before the first save it is empty, or what my page says already.
pub async fn my_application(ctx: &Ctx, user: &User) -> Result<Application, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    if let Some(application) = application(&mut conn, user.id, user.verify_by.is_none()).await? {
        return Ok(application);
    }
    drop(conn);
    let draft = of_page(ctx, user).await?;
    let missing = draft.missing(user.verify_by.is_none());
    Ok(Application { draft, missing, ..Application::none() })
}

impl Application {
    fn none() -> Self {
        Self {
            state: State::Draft,
            draft: Draft::default(),
            missing: Vec::new(),
            wanted: Vec::new(),
            waits_since: None,
            again_from: None,
            steps: Vec::new(),
            change: None,
            version: Uuid::nil(),
        }
    }
}

/// `None` for who has never begun.
pub(super) async fn application(
    conn: &mut PgConnection,
    person: UserId,
    address_confirmed: bool,
) -> Result<Option<Application>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT state, headline, about, statement, languages, samples, version, waits_since, decided_at, wanted
         FROM tutors.application WHERE person_id = $1",
        person.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let state: State = row.state.parse().map_err(|why: String| sqlx::Error::Decode(why.into()))?;
    let draft = Draft {
        headline: row.headline,
        about: row.about,
        languages: row.languages,
        claims: claims(conn, person).await?,
        statement: row.statement,
        samples: row.samples.into_iter().map(SubmissionId).collect(),
    };
    Ok(Some(Application {
        state,
        missing: draft.missing(address_confirmed),
        draft,
        wanted: parts(&row.wanted),
        waits_since: row.waits_since,
        again_from: again_from(row.decided_at).filter(|_| state == State::Declined),
        steps: steps(conn, person).await?,
        change: held_back(conn, person).await?,
        version: row.version,
    }))
}

async fn steps(conn: &mut PgConnection, person: UserId) -> Result<Vec<Step>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT happened, actor_id = person_id AS "by_applicant?", note, parts, at
           FROM tutors.step WHERE person_id = $1 ORDER BY number DESC LIMIT $2"#,
        person.0,
        STEPS,
    )
    .fetch_all(conn)
    .await?;
    let step = rows.into_iter().rev().map(|row| Step {
        happened: row.happened,
        by_applicant: row.by_applicant.unwrap_or(false),
        note: row.note,
        parts: parts(&row.parts),
        at: row.at,
    });
    Ok(step.collect())
}

fn parts(names: &[String]) -> Vec<Part> {
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

/// What somebody applies with who has written a page before.
async fn of_page(ctx: &Ctx, user: &User) -> Result<Draft, sqlx::Error> {
    let Some(page) = my_teaching(ctx, user).await?.profile else { return Ok(Draft::default()) };
    let claimed = |s: crate::tutors::Specialty| Claimed {
        subject: s.subject,
        name: s.name,
        level: s.level,
        evidence: String::new(),
    };
    Ok(Draft {
        headline: page.headline,
        about: page.about,
        languages: page.languages,
        claims: page.specialties.into_iter().take(contract::tutors::CLAIMS_MAX).map(claimed).collect(),
        ..Draft::default()
    })
}

/// Code that I reviewed and everybody may read, the latest first: what I can point at.
pub async fn my_reviews(ctx: &Ctx, user: &User) -> Result<Vec<Sample>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT s.id AS "id!", s.title AS "title!"
           FROM reviews.public_review r JOIN reviews.public_submission s ON s.id = r.submission_id
           WHERE r.reviewer_id = $1 AND r.state = 'published' AND s.visibility = 'public'
           ORDER BY r.published_at DESC, s.id LIMIT $2"#,
        user.id.0,
        SAMPLES,
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows.into_iter().map(|row| Sample { submission: SubmissionId(row.id), title: row.title }).collect())
}

/// The same of those that somebody points at.
pub(super) async fn pointed_at(conn: &mut PgConnection, samples: &[SubmissionId]) -> Result<Vec<Sample>, sqlx::Error> {
    let ids: Vec<_> = samples.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title AS "title!" FROM reviews.public_submission WHERE id = ANY($1) ORDER BY title LIMIT 5"#,
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Sample { submission: SubmissionId(row.id), title: row.title }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            add_specialty,
            testing::{new_tutor, specialty},
        },
    };

    #[tokio::test]
    async fn who_has_written_a_page_does_not_begin_anew() {
        let stage = Stage::new().await;
        let ada = new_tutor(&stage, "ada").await;
        add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "algebra")).await.unwrap();
        let mine = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!((mine.draft.headline.as_str(), mine.draft.claims.len()), ("Patient lessons", 1));
        assert_eq!(mine.missing, [Part::Evidence, Part::Statement]);
    }
}
