use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use contract::UserId;

use crate::{
    Ctx,
    accounts::{Power, User},
    row_key,
    tutors::Error,
};

/// Rows of one page.
const PAGE: usize = 20;
/// Suspended pages on the page.
const SUSPENDED: i64 = 50;

/// The last row of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub since: DateTime<Utc>,
    pub person: UserId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        row_key::write(f, self.since, self.person.0)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(since, person)| Self { since, person: UserId(person) })
    }
}

/// Somebody who waits for a moderator.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub person: UserId,
    pub handle: String,
    pub name: String,
    /// Of the application, or of the page as others see it.
    pub headline: String,
    /// An application; else a change of a page that was approved.
    pub applies: bool,
    pub since: DateTime<Utc>,
}

/// Applications and changes that wait, the oldest first.
///
/// # Errors
/// `OnlyModerators`.
pub async fn queue(ctx: &Ctx, user: &User, after: Option<Cursor>) -> Result<(Vec<Waiting>, Option<Cursor>), Error> {
    user.must(Power::DecideTutors)?;
    let rows = sqlx::query!(
        r#"SELECT w.person_id AS "person_id!", w.since AS "since!", w.headline AS "headline!", w.applies AS "applies!",
                  p.handle AS "handle!", p.name AS "name!"
           FROM ((SELECT person_id, waits_since AS since, headline, true AS applies FROM tutors.application
                  WHERE waits_since IS NOT NULL AND ($1::timestamptz IS NULL OR (waits_since, person_id) > ($1, $2))
                  ORDER BY waits_since, person_id LIMIT $3)
                 UNION ALL
                 (SELECT c.tutor_id, c.since, t.headline, false FROM tutors.change c JOIN tutors.tutor t ON t.person_id = c.tutor_id
                  WHERE $1::timestamptz IS NULL OR (c.since, c.tutor_id) > ($1, $2)
                  ORDER BY c.since, c.tutor_id LIMIT $3)) w
           JOIN accounts.public_person p ON p.id = w.person_id
           ORDER BY w.since, w.person_id LIMIT $3"#,
        after.map(|cursor| cursor.since),
        after.map(|cursor| cursor.person.0),
        i64::try_from(PAGE).unwrap_or_default() + 1,
    )
    .fetch_all(&ctx.db)
    .await?;
    let more = rows.len() > PAGE;
    let rows = rows.into_iter().take(PAGE).map(|row| Waiting {
        person: UserId(row.person_id),
        handle: row.handle,
        name: row.name,
        headline: row.headline,
        applies: row.applies,
        since: row.since,
    });
    let rows: Vec<_> = rows.collect();
    let next = rows.last().filter(|_| more).map(|last| Cursor { since: last.since, person: last.person });
    Ok((rows, next))
}

/// How many wait.
///
/// # Errors
/// `OnlyModerators`.
pub async fn waiting(ctx: &Ctx, user: &User) -> Result<i64, Error> {
    user.must(Power::DecideTutors)?;
    let count = sqlx::query_scalar!(
        r#"SELECT (SELECT count(*) FROM tutors.application WHERE waits_since IS NOT NULL)
                  + (SELECT count(*) FROM tutors.change) AS "count!""#
    );
    Ok(count.fetch_one(&ctx.db).await?)
}

/// Somebody whose page is suspended.
#[derive(Clone, Debug)]
pub struct Suspended {
    pub person: UserId,
    pub handle: String,
    pub name: String,
    pub since: DateTime<Utc>,
}

/// The latest first, at most fifty.
///
/// # Errors
/// `OnlyModerators`.
pub async fn suspended(ctx: &Ctx, user: &User) -> Result<Vec<Suspended>, Error> {
    user.must(Power::DecideTutors)?;
    let rows = sqlx::query!(
        r#"SELECT a.person_id, a.decided_at AS "since!", p.handle AS "handle!", p.name AS "name!"
           FROM tutors.application a JOIN accounts.public_person p ON p.id = a.person_id
           WHERE a.state = 'suspended' ORDER BY a.decided_at DESC, a.person_id LIMIT $1"#,
        SUSPENDED,
    )
    .fetch_all(&ctx.db)
    .await?;
    let row = rows.into_iter().map(|row| Suspended {
        person: UserId(row.person_id),
        handle: row.handle,
        name: row.name,
        since: row.since,
    });
    Ok(row.collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::{Refusal, tutors::EditProfile};

    use super::*;
    use crate::{
        accounts::Role,
        testing::Stage,
        tutors::{
            application::testing::submitted,
            edit_profile,
            testing::{edit, open_tutor, refusal},
        },
    };

    #[tokio::test]
    async fn the_oldest_first_whatever_it_is_and_a_page_after_the_other() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let ada = open_tutor(&stage, "ada", &["algebra"]).await;
        for nth in 0..22 {
            submitted(&stage, &format!("person-{nth:02}")).await;
            ctx.clock.advance(TimeDelta::minutes(1));
            if nth == 4 {
                let risky = EditProfile { headline: "All at www.cheaper.example".into(), ..edit(ctx, true) };
                edit_profile(ctx, &ada, risky).await.unwrap();
                ctx.clock.advance(TimeDelta::minutes(1));
            }
        }
        let mia = stage.with_role("mia", Role::Moderator).await;
        let (first, next) = queue(ctx, &mia, None).await.unwrap();
        assert_eq!((first.len(), first[0].handle.as_str(), first[5].handle.as_str()), (20, "person-00", "ada"));
        assert_eq!((first[5].applies, first[5].headline.as_str()), (false, "Patient lessons"));
        let next = next.unwrap();
        assert_eq!(next.to_string().parse(), Ok(next));
        let (rest, end) = queue(ctx, &mia, Some(next)).await.unwrap();
        let rest: Vec<_> = rest.iter().map(|w| w.handle.as_str()).collect();
        assert_eq!((rest.as_slice(), end), (&["person-19", "person-20", "person-21"][..], None));
        assert_eq!(waiting(ctx, &mia).await.unwrap(), 23);
        assert_eq!(refusal(queue(ctx, &ada, None).await), Refusal::OnlyModerators);
        assert_eq!(refusal(waiting(ctx, &ada).await), Refusal::OnlyModerators);
        assert_eq!(refusal(suspended(ctx, &ada).await), Refusal::OnlyModerators);
    }
}
