use chrono::{DateTime, Utc};
use contract::UserId;

use super::Deed;
use crate::Ctx;

/// Rows of one page.
const PAGE: i64 = 30;

/// Which rows to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who did it, or to whom it was done.
    pub person: Option<UserId>,
    pub deed: Option<Deed>,
}

/// A row as it is shown. Names are those of now, and absent once an account is gone.
#[derive(Clone, Debug)]
pub struct Entry {
    pub n: i64,
    pub at: DateTime<Utc>,
    pub actor: Option<UserId>,
    pub actor_name: Option<String>,
    /// None for what a newer version wrote.
    pub deed: Option<Deed>,
    pub subject: Option<UserId>,
    pub subject_name: Option<String>,
    pub thing: Option<String>,
    pub was: Option<String>,
    pub becomes: Option<String>,
    pub place: Option<String>,
    pub request: Option<String>,
    pub reason: String,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Listed {
    pub entries: Vec<Entry>,
    /// The number that the next page begins below.
    pub next: Option<i64>,
}

/// What was done, the newest first, below the row of that number.
pub async fn list(ctx: &Ctx, filter: Filter, before: Option<i64>) -> Result<Listed, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT e.n, e.at, e.actor_id, e.deed, e.subject_id, e.thing, e.was, e.becomes, e.place, e.request, e.reason,
                  a.name AS "actor_name?", s.name AS "subject_name?"
           FROM audit.entry e
           LEFT JOIN accounts.public_person a ON a.id = e.actor_id
           LEFT JOIN accounts.public_person s ON s.id = e.subject_id
           WHERE ($1::uuid IS NULL OR e.actor_id = $1 OR e.subject_id = $1)
             AND ($2::text IS NULL OR e.deed = $2)
             AND ($3::bigint IS NULL OR e.n < $3)
           ORDER BY e.n DESC LIMIT $4"#,
        filter.person.map(|person| person.0),
        filter.deed.map(Deed::as_str),
        before,
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut entries: Vec<_> = rows
        .into_iter()
        .map(|row| Entry {
            n: row.n,
            at: row.at,
            actor: row.actor_id.map(UserId),
            actor_name: row.actor_name,
            deed: row.deed.parse().ok(),
            subject: row.subject_id.map(UserId),
            subject_name: row.subject_name,
            thing: row.thing,
            was: row.was,
            becomes: row.becomes,
            place: row.place,
            request: row.request,
            reason: row.reason,
        })
        .collect();
    let page = usize::try_from(PAGE).unwrap_or_default();
    let more = entries.len() > page;
    entries.truncate(page);
    let next = entries.last().filter(|_| more).map(|entry| entry.n);
    Ok(Listed { entries, next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{Note, append},
        testing::Stage,
    };

    #[tokio::test]
    async fn pages_follow_each_other_and_hold_what_was_asked_for() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
        let mut tx = stage.ctx.begin().await.unwrap();
        for nth in 0..40 {
            let (who, whom) = if nth % 2 == 0 { (&ada, &bob) } else { (&bob, &bob) };
            let deed = if nth == 3 { Deed::RoleSet } else { Deed::SignedIn };
            append(&stage.ctx, &mut tx, Note::new(deed, who.id).to(whom.id)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let numbers = async |filter: Filter, before| {
            let listed = list(&stage.ctx, filter, before).await.unwrap();
            (listed.entries.iter().map(|entry| entry.n).collect::<Vec<_>>(), listed.next)
        };
        let all = Filter::default();
        let (first, next) = numbers(all, None).await;
        assert_eq!((first.len(), first[0], next), (30, 42, Some(13)));
        let (second, next) = numbers(all, next).await;
        assert_eq!((second.len(), second[11], next), (12, 1, None));
        assert_eq!(numbers(Filter { person: Some(ada.id), ..all }, None).await.0.len(), 21);
        assert_eq!(numbers(Filter { person: Some(bob.id), deed: Some(Deed::RoleSet) }, None).await, (vec![6], None));
        assert_eq!(numbers(all, Some(i64::MIN)).await, (vec![], None));
    }
}
