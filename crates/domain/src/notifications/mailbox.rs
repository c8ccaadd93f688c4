//! Where mails land in development instead of leaving the machine.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{Ctx, ports::Mail};

/// Mails on one page of the list.
const PAGE: i64 = 50;

/// A mail that arrived in the mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMail {
    /// Counts up; the newest has the highest.
    pub number: i64,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The calendar part, as it went out.
    pub calendar: Option<String>,
    pub arrived_at: DateTime<Utc>,
}

/// Puts a mail into the mailbox; one with a message id that is there already is the same mail.
pub async fn keep(db: &PgPool, mail: &Mail, arrived_at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO notifications.mailbox (message_id, to_name, to_address, subject, text, html, arrived_at, calendar)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (message_id) DO NOTHING",
        mail.message_id,
        mail.to_name,
        mail.to_address,
        mail.subject,
        mail.text,
        mail.html,
        arrived_at,
        mail.invite.as_ref().map(|invite| &invite.text),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// At most 50 mails with numbers below `before`, to that address if one is named, the newest first.
pub async fn list(ctx: &Ctx, to: Option<&str>, before: Option<i64>) -> Result<Vec<KeptMail>, sqlx::Error> {
    sqlx::query_as!(
        KeptMail,
        "SELECT number, to_name, to_address, subject, text, html, calendar, arrived_at FROM notifications.mailbox
         WHERE number < $1 AND ($3::text IS NULL OR to_address = $3) ORDER BY number DESC LIMIT $2",
        before.unwrap_or(i64::MAX),
        PAGE,
        to,
    )
    .fetch_all(&ctx.db)
    .await
}

/// The mail with that number.
pub async fn show(ctx: &Ctx, number: i64) -> Result<Option<KeptMail>, sqlx::Error> {
    sqlx::query_as!(
        KeptMail,
        "SELECT number, to_name, to_address, subject, text, html, calendar, arrived_at
         FROM notifications.mailbox WHERE number = $1",
        number,
    )
    .fetch_optional(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    fn mail(number: usize) -> Mail {
        Mail {
            message_id: format!("<{number}@example.org>"),
            to_name: "Ada".into(),
            to_address: "ada@example.org".into(),
            subject: format!("Mail {number}"),
            text: "Hello".into(),
            html: "<p>Hello</p>".into(),
            invite: None,
        }
    }

    #[tokio::test]
    async fn the_newest_first_page_by_page_each_once() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        for number in 1..=60 {
            keep(&ctx.db, &mail(number), ctx.now()).await.unwrap();
        }
        keep(&ctx.db, &mail(60), ctx.now()).await.unwrap();
        keep(&ctx.db, &Mail { to_address: "bob@example.org".into(), ..mail(0) }, ctx.now()).await.unwrap();
        assert_eq!(list(ctx, Some("bob@example.org"), None).await.unwrap().len(), 1);
        let first = list(ctx, Some("ada@example.org"), None).await.unwrap();
        assert_eq!((first.len(), first[0].subject.as_str()), (50, "Mail 60"));
        let second = list(ctx, Some("ada@example.org"), first.last().map(|last| last.number)).await.unwrap();
        assert_eq!((second.len(), second[0].subject.as_str()), (10, "Mail 10"));
        let shown = show(ctx, second[0].number).await.unwrap().unwrap();
        assert_eq!(shown, second[0]);
        assert_eq!(show(ctx, 0).await.unwrap(), None);
    }
}
