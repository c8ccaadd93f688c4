use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{ConversationId, UserId};
use uuid::Uuid;

use crate::{Ctx, accounts::User, row_key};

/// Conversations on one page of the list.
const PAGE: i64 = 30;

/// The last row of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: ConversationId,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        row_key::write(f, self.at, self.id.0)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(at, id)| Self { at, id: ConversationId(id) })
    }
}

/// A conversation as a row.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: ConversationId,
    pub other: UserId,
    pub name: String,
    pub handle: String,
    pub unread: i32,
    /// The latest message, as it was written.
    pub text: String,
    /// It is my own.
    pub mine: bool,
    pub at: DateTime<Utc>,
}

/// A page of my conversations, the latest first, and where the next one begins.
pub async fn list(ctx: &Ctx, user: &User, after: Option<Cursor>) -> Result<(Vec<Listed>, Option<Cursor>), sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT s.conversation_id, s.other_id, s.unread, s.last_at, p.name AS "name!", p.handle AS "handle!",
                  m.text, m.author_id
           FROM messages.seat s
           JOIN messages.conversation c ON c.id = s.conversation_id
           JOIN messages.message m ON m.conversation_id = c.id AND m.number = c.last_number
           JOIN accounts.public_person p ON p.id = s.other_id
           WHERE s.person_id = $1 AND (s.last_at, s.conversation_id) < ($2, $3)
           ORDER BY s.last_at DESC, s.conversation_id DESC LIMIT $4"#,
        user.id.0,
        // Nothing was written later than now.
        after.map_or(ctx.now() + TimeDelta::seconds(1), |after| after.at),
        after.map_or(Uuid::max(), |after| after.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > PAGE;
    let listed: Vec<_> = rows
        .into_iter()
        .take(usize::try_from(PAGE).unwrap_or(30))
        .map(|row| Listed {
            id: ConversationId(row.conversation_id),
            other: UserId(row.other_id),
            name: row.name,
            handle: row.handle,
            unread: row.unread,
            mine: row.author_id == user.id.0,
            text: row.text,
            at: row.last_at,
        })
        .collect();
    let next = listed.last().filter(|_| more).map(|last| Cursor { at: last.at, id: last.id });
    Ok((listed, next))
}

/// How many conversations hold something that I have not read, for the header.
pub async fn unread(ctx: &Ctx, user: &User) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM messages.seat WHERE person_id = $1 AND unread > 0"#,
        user.id.0
    )
    .fetch_one(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, messages::WriteMessage};

    use super::*;
    use crate::{
        bookings::testing::Classroom,
        messages::{list, write},
    };

    #[tokio::test]
    async fn the_latest_first_page_by_page() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        for n in 0..35 {
            let student = room.stage.person(&format!("student-{n}")).await;
            ctx.clock.advance(TimeDelta::minutes(1));
            let form = WriteMessage { key: CommandKey(ctx.id()), text: format!("{n}") };
            write(ctx, &student, "tutor", form).await.unwrap();
        }
        let (first, next) = list(ctx, &room.tutor, None).await.unwrap();
        assert_eq!((first.len(), first[0].handle.as_str(), first[0].unread), (30, "student-34", 1));
        let next: Cursor = next.unwrap().to_string().parse().unwrap();
        let (second, end) = list(ctx, &room.tutor, Some(next)).await.unwrap();
        assert_eq!((second.len(), second[4].handle.as_str(), end), (5, "student-0", None));
        assert_eq!(unread(ctx, &room.tutor).await.unwrap(), 35);
    }
}
