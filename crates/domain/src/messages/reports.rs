use chrono::{DateTime, Utc};
use contract::{ReportId, messages::DecideReport};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Error;
use crate::{
    Ctx,
    accounts::{Power, User},
    audit::{self, Deed, Note},
};

/// Reports on the page, the oldest first: what was decided makes room.
const SHOWN: i64 = 50;

/// A message that moderators are asked to look at.
#[derive(Clone, Debug)]
pub struct Reported {
    pub id: ReportId,
    pub author_name: String,
    pub author_handle: String,
    pub reporter_name: String,
    pub reporter_handle: String,
    pub text: String,
    pub written_at: DateTime<Utc>,
    pub reason: String,
    pub at: DateTime<Utc>,
}

/// What waits for a decision.
///
/// # Errors
/// `OnlyModerators`.
pub async fn reported(ctx: &Ctx, user: &User) -> Result<Vec<Reported>, Error> {
    user.must(Power::ReadReports)?;
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reason, r.at, m.text, m.at AS written_at, a.name AS "author_name!", a.handle AS "author_handle!",
                  p.name AS "reporter_name!", p.handle AS "reporter_handle!"
           FROM messages.report r
           JOIN messages.message m ON m.conversation_id = r.conversation_id AND m.number = r.number
           JOIN accounts.public_person a ON a.id = m.author_id
           JOIN accounts.public_person p ON p.id = r.reporter_id
           WHERE r.decided_at IS NULL ORDER BY r.at, r.id LIMIT $1"#,
        SHOWN
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Reported {
            id: ReportId(row.id),
            author_name: row.author_name,
            author_handle: row.author_handle,
            reporter_name: row.reporter_name,
            reporter_handle: row.reporter_handle,
            text: row.text,
            written_at: row.written_at,
            reason: row.reason,
            at: row.at,
        })
        .collect())
}

/// A moderator has looked and says what was done. Of two at once the first counts.
///
/// # Errors
/// `OnlyModerators`; `NotFound`; `ReportDecided`.
pub async fn decide(ctx: &Ctx, user: &User, form: DecideReport) -> Result<(), Error> {
    user.must(Power::ReadReports)?;
    let mut tx = ctx.begin().await?;
    let done = sqlx::query!(
        "UPDATE messages.report r SET decided_at = $2, decided_by = $3, note = $4
         FROM messages.message m
         WHERE r.id = $1 AND r.decided_at IS NULL AND m.conversation_id = r.conversation_id AND m.number = r.number
         RETURNING m.author_id, m.conversation_id, m.number",
        form.report.0,
        ctx.now(),
        user.id.0,
        form.note,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(done) = done else {
        let known = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM messages.report WHERE id = $1) AS "known!""#,
            form.report.0
        );
        let known = known.fetch_one(&mut *tx).await?;
        return Err(if known { contract::Refusal::ReportDecided.into() } else { Error::NotFound });
    };
    let_go(&mut tx, done.conversation_id, done.number).await?;
    let note = Note::new(Deed::ReportDecided, user.id).to(contract::UserId(done.author_id)).because(&form.note);
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(())
}

/// The words of somebody who has left meanwhile stayed for this decision alone. A message has one report: that of its reader.
async fn let_go(conn: &mut PgConnection, conversation: Uuid, number: i32) -> Result<(), sqlx::Error> {
    // All that are decided, so that it waits for whoever is just erasing them.
    sqlx::query!(
        "UPDATE messages.message
         SET text = CASE WHEN erase_when_decided THEN '' ELSE text END, erase_when_decided = false
         WHERE conversation_id = $1 AND number = $2",
        conversation,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{
        CommandKey, Refusal,
        messages::{ReportMessage, WriteMessage},
    };

    use super::*;
    use crate::{
        accounts::Role,
        bookings::testing::Classroom,
        messages::{PERSONAL, report, write},
        personal,
    };

    async fn text(ctx: &Ctx) -> String {
        sqlx::query_scalar("SELECT text FROM messages.message WHERE number = 1").fetch_one(&ctx.db).await.unwrap()
    }

    /// A message that its reader has reported, of somebody who has left since.
    async fn left_behind(room: &Classroom) {
        let ctx = room.ctx();
        for text in ["Buy my crypto", "Or gold"] {
            let form = WriteMessage { key: CommandKey(ctx.id()), text: text.into() };
            write(ctx, &room.student, "tutor", form).await.unwrap();
        }
        report(ctx, &room.tutor, "student", ReportMessage { number: 1, reason: "Spam.".into() }).await.unwrap();
        for _ in 0..2 {
            erase(ctx, &room.student).await;
        }
        let other = "SELECT text FROM messages.message WHERE number = 2";
        assert_eq!(sqlx::query_scalar::<_, String>(other).fetch_one(&ctx.db).await.unwrap(), "");
        assert_eq!(text(ctx).await, "Buy my crypto", "it waits for a moderator");
    }

    async fn erase(ctx: &Ctx, user: &User) {
        let mut tx = ctx.begin().await.unwrap();
        personal::erase(&mut tx, PERSONAL, user.id).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn what_was_reported_of_somebody_who_left_is_read_and_goes_with_the_decision() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        left_behind(&room).await;
        let mia = room.stage.with_role("mia", Role::Moderator).await;
        let [open] = &reported(ctx, &mia).await.unwrap()[..] else { panic!("one report") };
        assert_eq!(open.text, "Buy my crypto");
        decide(ctx, &mia, DecideReport { report: open.id, note: "They are gone.".into() }).await.unwrap();
        assert_eq!(text(ctx).await, "");
    }

    #[tokio::test]
    async fn it_goes_with_whoever_reported_it_too() {
        let room = Classroom::new().await;
        left_behind(&room).await;
        erase(room.ctx(), &room.tutor).await;
        assert_eq!(text(room.ctx()).await, "");
    }

    #[tokio::test]
    async fn by_the_reader_once_and_decided_once() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        let form = WriteMessage { key: CommandKey(ctx.id()), text: "Buy my crypto".into() };
        write(ctx, &room.student, "tutor", form).await.unwrap();
        let reason = || ReportMessage { number: 1, reason: "Spam.".into() };
        assert!(matches!(
            report(ctx, &room.student, "tutor", reason()).await,
            Err(Error::Refused(Refusal::OwnMessage))
        ));
        let stranger = room.stage.person("stranger").await;
        assert!(matches!(report(ctx, &stranger, "student", reason()).await, Err(Error::NotFound)));
        let nothing = ReportMessage { number: 2, ..reason() };
        assert!(matches!(report(ctx, &room.tutor, "student", nothing).await, Err(Error::NotFound)));
        for _ in 0..2 {
            report(ctx, &room.tutor, "student", reason()).await.unwrap();
        }
        assert_eq!(room.stage.events("messages.reported").await, 1);

        assert!(matches!(reported(ctx, &room.tutor).await, Err(Error::Refused(Refusal::OnlyModerators))));
        let mia = room.stage.with_role("mia", Role::Moderator).await;
        let [open] = &reported(ctx, &mia).await.unwrap()[..] else { panic!("one report") };
        assert_eq!((open.text.as_str(), open.author_handle.as_str()), ("Buy my crypto", "student"));
        let decision = || DecideReport { report: open.id, note: "Warned.".into() };
        assert!(matches!(decide(ctx, &room.tutor, decision()).await, Err(Error::Refused(Refusal::OnlyModerators))));
        let (a, b) = tokio::join!(decide(ctx, &mia, decision()), decide(ctx, &mia, decision()));
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
        assert!(matches!(decide(ctx, &mia, decision()).await, Err(Error::Refused(Refusal::ReportDecided))));
        assert!(reported(ctx, &mia).await.unwrap().is_empty());
        let nobody = DecideReport { report: ReportId(ctx.id()), note: "?".into() };
        assert!(matches!(decide(ctx, &mia, nobody).await, Err(Error::NotFound)));
        assert!(room.stage.deeds(room.student.id).await.contains(&Deed::ReportDecided));
        assert_eq!(text(ctx).await, "Buy my crypto", "of somebody who stays it stays");
    }
}
