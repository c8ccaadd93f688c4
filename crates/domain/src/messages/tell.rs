use async_trait::async_trait;
use contract::{ConversationId, UserId};
use serde::{Deserialize, Serialize};

use super::Event;
use crate::{
    Ctx, events,
    jobs::{Job, JobError, Run},
    outbox,
};

/// Says that something waits to be read, if it still does. One for all that comes until it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tell {
    pub conversation: ConversationId,
    pub reader: UserId,
}

#[async_trait]
impl Job for Tell {
    const NAME: &'static str = "messages.tell";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let waits = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM messages.seat WHERE conversation_id = $1 AND person_id = $2 AND unread > 0) AS "waits!""#,
            self.conversation.0,
            self.reader.0,
        );
        if waits.fetch_one(&mut *tx).await? {
            let event = Event::Waiting { conversation: self.conversation, reader: self.reader };
            outbox::publish(ctx, &mut tx, events::Event::Messages(event)).await?;
        }
        if run.finish(ctx, &mut tx).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, messages::WriteMessage};

    use super::*;
    use crate::{
        bookings::testing::Classroom,
        messages::{conversation, write},
        testing::a_run,
    };

    #[tokio::test]
    async fn once_for_all_that_waits_and_not_for_what_was_read() {
        let room = Classroom::new().await;
        let ctx = room.ctx();
        let said = async |text: &str| {
            let form = WriteMessage { key: CommandKey(ctx.id()), text: text.into() };
            write(ctx, &room.student, "tutor", form).await.unwrap();
        };
        said("One").await;
        said("Two").await;
        let [first] = &room.stage.take::<Tell>()[..] else { panic!("one for both") };
        first.clone().run(ctx, &a_run()).await.unwrap();
        assert_eq!(room.stage.events("messages.waiting").await, 1);
        conversation(ctx, &room.tutor, "student", None).await.unwrap();
        said("Three").await;
        let again = room.stage.take::<Tell>();
        assert_eq!(again.len(), 1, "what comes after the reading is told again");
        conversation(ctx, &room.tutor, "student", None).await.unwrap();
        again[0].clone().run(ctx, &a_run()).await.unwrap();
        assert_eq!(room.stage.events("messages.waiting").await, 1, "it was read in time");
    }
}
