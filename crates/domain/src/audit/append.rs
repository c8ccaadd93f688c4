use contract::UserId;
use sqlx::PgConnection;

use super::{
    Deed,
    chain::{BEGINNING, Link},
};
use crate::Ctx;

/// A deed to be remembered.
#[derive(Clone, Debug)]
pub struct Note {
    deed: Deed,
    actor: Option<UserId>,
    subject: Option<UserId>,
    thing: Option<String>,
    was: Option<String>,
    becomes: Option<String>,
    reason: String,
}

impl Note {
    /// `actor` is none for what nobody did who was signed in: a refused sign-in, the operator at the command line.
    pub fn new(deed: Deed, actor: impl Into<Option<UserId>>) -> Self {
        let actor = actor.into();
        Self { deed, actor, subject: None, thing: None, was: None, becomes: None, reason: String::new() }
    }

    /// To whom it was done.
    #[must_use]
    pub fn to(self, person: UserId) -> Self {
        Self { subject: Some(person), ..self }
    }

    /// To what it was done.
    #[must_use]
    pub fn on(self, thing: impl Into<String>) -> Self {
        Self { thing: Some(thing.into()), ..self }
    }

    #[must_use]
    pub fn changing(self, was: impl Into<String>, becomes: impl Into<String>) -> Self {
        Self { was: Some(was.into()), becomes: Some(becomes.into()), ..self }
    }

    #[must_use]
    pub fn because(self, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..self }
    }
}

/// Writes it down, in the transaction that does it. All who do so wait for each other until they commit, so this comes last
/// in a transaction: whoever holds this place must not wait for anything else.
pub async fn append(ctx: &Ctx, conn: &mut PgConnection, note: Note) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('audit.entry'))").execute(&mut *conn).await?;
    // A statement of its own: it sees what was committed while we waited.
    let last =
        sqlx::query!("SELECT n, hash FROM audit.entry ORDER BY n DESC LIMIT 1").fetch_optional(&mut *conn).await?;
    let (n, previous) = last.map_or((1, BEGINNING.to_vec()), |last| (last.n + 1, last.hash));
    let place = ctx.origin.place();
    let link = Link {
        n,
        at: ctx.now(),
        actor: note.actor.map(|actor| actor.0),
        deed: note.deed.as_str(),
        subject: note.subject.map(|subject| subject.0),
        thing: note.thing.as_deref(),
        was: note.was.as_deref(),
        becomes: note.becomes.as_deref(),
        place: place.as_deref(),
        request: ctx.origin.request.as_deref(),
        reason: &note.reason,
    };
    let hash = link.hash(&previous);
    sqlx::query!(
        "INSERT INTO audit.entry (n, at, actor_id, deed, subject_id, thing, was, becomes, place, request, reason, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        link.n,
        link.at,
        link.actor,
        link.deed,
        link.subject,
        link.thing,
        link.was,
        link.becomes,
        link.place,
        link.request,
        link.reason,
        &previous,
        &hash,
    )
    .execute(conn)
    .await?;
    metrics::counter!("audit_entries_total", "deed" => note.deed.as_str()).increment(1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::{self, Filter, Verified},
        testing::Stage,
    };

    #[tokio::test]
    async fn those_who_write_at_once_make_one_chain() {
        let stage = Stage::new().await;
        let one = async |nth: usize| {
            let mut tx = stage.ctx.begin().await.unwrap();
            append(&stage.ctx, &mut tx, Note::new(Deed::SignedIn, None).on(nth.to_string())).await.unwrap();
            // What is rolled back leaves no gap.
            if nth.is_multiple_of(4) { tx.rollback().await.unwrap() } else { tx.commit().await.unwrap() }
        };
        futures::future::join_all((0..16).map(one)).await;
        assert!(matches!(audit::verify(&stage.ctx).await.unwrap(), Ok(Verified { rows: 12, .. })));
    }

    #[tokio::test]
    async fn nothing_is_changed_and_nothing_is_taken_out() {
        let stage = Stage::new().await;
        let mut tx = stage.ctx.begin().await.unwrap();
        append(&stage.ctx, &mut tx, Note::new(Deed::SignedIn, None)).await.unwrap();
        tx.commit().await.unwrap();
        for sql in ["UPDATE audit.entry SET reason = 'x'", "DELETE FROM audit.entry", "TRUNCATE audit.entry"] {
            let refused = sqlx::query(sql).execute(&stage.ctx.db).await.unwrap_err();
            assert!(refused.to_string().contains("only ever added to"), "{sql}: {refused}");
        }
    }

    #[tokio::test]
    async fn it_says_who_what_whom_whence_and_why() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
        let mut ctx = stage.ctx.clone();
        ctx.origin.address = "198.51.100.7".parse().ok();
        ctx.origin.request = Some("01REQUEST".into());
        let mut tx = ctx.begin().await.unwrap();
        let note = Note::new(Deed::RoleSet, ada.id).to(bob.id).changing("member", "admin").because("She asked.");
        append(&ctx, &mut tx, note).await.unwrap();
        tx.commit().await.unwrap();
        let entry = audit::list(&ctx, Filter::default(), None).await.unwrap().entries.remove(0);
        assert_eq!((entry.actor, entry.subject, entry.deed), (Some(ada.id), Some(bob.id), Some(Deed::RoleSet)));
        assert_eq!((entry.actor_name.as_deref(), entry.subject_name.as_deref()), (Some("ADA"), Some("BOB")));
        assert_eq!((entry.was.as_deref(), entry.becomes.as_deref()), (Some("member"), Some("admin")));
        assert_eq!((entry.place.as_deref(), entry.request.as_deref()), (Some("198.51.100.0/24"), Some("01REQUEST")));
        assert_eq!(entry.reason, "She asked.");
    }
}
