use chrono::{DateTime, Utc};
use contract::{ConversationId, UserId};

use super::{
    Error,
    read::mark_read,
    write::{may_write, pair},
};
use crate::{
    Ctx,
    accounts::{self, User},
};

/// Messages on one page.
const PAGE: i64 = 50;

/// What somebody reads of a conversation.
#[derive(Clone, Debug)]
pub struct Conversation {
    pub other: UserId,
    pub name: String,
    pub handle: String,
    /// The earliest of the page first.
    pub messages: Vec<Message>,
    /// Where the page before this one ends, if there is one.
    pub before: Option<i32>,
    /// Whether one may write.
    pub open: bool,
}

#[derive(Clone, Debug)]
pub struct Message {
    pub number: i32,
    pub mine: bool,
    /// Markdown.
    pub text: String,
    pub at: DateTime<Utc>,
    /// I have asked moderators to look at it.
    pub reported: bool,
}

/// The latest page of what one has written with somebody, or the one that ends before a number. Reading the latest marks
/// it as read.
///
/// # Errors
/// `NotFound` for nobody. Where there is nothing to read and nothing may be written, that is what it says.
pub async fn conversation(ctx: &Ctx, user: &User, handle: &str, before: Option<i32>) -> Result<Conversation, Error> {
    let other = accounts::public_person(ctx, Some(user), handle).await?.ok_or(Error::NotFound)?;
    let open = match may_write(ctx, user, other.id).await {
        Ok(()) => true,
        Err(Error::Refused(_)) => false,
        Err(error) => return Err(error),
    };
    let (low, high) = pair(user.id, other.id);
    let rows = sqlx::query!(
        r#"SELECT m.conversation_id, m.number, m.author_id, m.text, m.at,
                  EXISTS (SELECT FROM messages.report r WHERE r.conversation_id = m.conversation_id
                          AND r.number = m.number AND r.reporter_id = $3) AS "reported!"
           FROM messages.conversation c JOIN messages.message m ON m.conversation_id = c.id
           WHERE c.low_id = $1 AND c.high_id = $2 AND m.number < $4
           ORDER BY m.number DESC LIMIT $5"#,
        low,
        high,
        user.id.0,
        before.unwrap_or(i32::MAX),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await?;
    if let Some(latest) = rows.first().filter(|_| before.is_none()) {
        mark_read(ctx, ConversationId(latest.conversation_id), user.id, latest.number).await?;
    }
    let page = usize::try_from(PAGE).unwrap_or(50);
    let before = rows.get(page).and_then(|_| rows.get(page - 1)).map(|row| row.number);
    let messages = rows.into_iter().take(page).map(|row| Message {
        number: row.number,
        mine: row.author_id == user.id.0,
        text: row.text,
        at: row.at,
        reported: row.reported,
    });
    let mut messages: Vec<_> = messages.collect();
    messages.reverse();
    Ok(Conversation { other: other.id, name: other.name, handle: other.handle, messages, before, open })
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, messages::WriteMessage};

    use super::*;
    use crate::{bookings::testing::Classroom, messages::write};

    #[tokio::test]
    async fn page_by_page_and_for_the_two_alone() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        for n in 1..=60 {
            let form = WriteMessage { key: CommandKey(ctx.id()), text: format!("{n}") };
            write(ctx, &room.student, "tutor", form).await.unwrap();
        }
        let latest = conversation(ctx, &room.tutor, "student", None).await.unwrap();
        assert_eq!((latest.messages[0].number, latest.messages.len(), latest.before), (11, 50, Some(11)));
        let first = conversation(ctx, &room.tutor, "student", latest.before).await.unwrap();
        assert_eq!((first.messages.len(), first.before), (10, None));
        let stranger = room.stage.person("stranger").await;
        let theirs = conversation(ctx, &stranger, "student", None).await.unwrap();
        assert!(theirs.messages.is_empty() && !theirs.open);
        assert!(matches!(conversation(ctx, &stranger, "nobody", None).await, Err(Error::NotFound)));
        assert!(conversation(ctx, &stranger, "tutor", None).await.unwrap().messages.is_empty(), "a tutor may be asked");
    }
}
