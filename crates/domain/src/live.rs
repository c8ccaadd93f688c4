//! Tells open pages that something they show has changed, within a second and on every machine. Postgres carries the
//! word (`NOTIFY`), each process listens once and hands it to its readers. A word may be lost with a connection: then
//! everybody is told to look again.

use std::{sync::Arc, time::Duration};

use sqlx::{PgConnection, PgPool, postgres::PgListener};
use tokio::sync::broadcast;

/// The one channel of the database.
const CHANNEL: &str = "live";
/// Words that a slow reader may be behind before it is told to look again at all.
const BEHIND: usize = 256;
/// After the connection is lost.
const PAUSE: Duration = Duration::from_secs(1);

/// What a reader hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Something about this topic is new.
    Changed(Arc<str>),
    /// Words may have been missed: everything may be new.
    LookAgain,
    /// The process stops: readers go elsewhere.
    End,
}

/// Where readers subscribe. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Live(broadcast::Sender<Word>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::channel(BEHIND).0)
    }
}

/// A reader of one topic and of all below it (`reviews/1` hears `reviews/1/present`).
pub struct Reader {
    topic: Arc<str>,
    words: broadcast::Receiver<Word>,
}

impl Live {
    pub fn reader(&self, topic: impl Into<Arc<str>>) -> Reader {
        Reader { topic: topic.into(), words: self.0.subscribe() }
    }

    /// Listens for as long as the process lives. Ends with an error of the database alone, and is begun again by its caller.
    async fn hear(&self, db: &PgPool) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(db).await?;
        listener.listen(CHANNEL).await?;
        // Between two connections words may have been said.
        self.say(Word::LookAgain);
        loop {
            match listener.try_recv().await? {
                Some(note) => self.say(Word::Changed(note.payload().into())),
                None => self.say(Word::LookAgain),
            }
        }
    }

    /// Keeps listening, whatever happens to the database.
    pub async fn listen(&self, db: &PgPool) {
        loop {
            if let Err(error) = self.hear(db).await {
                tracing::debug!(%error, "not listening");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Sends all readers away, so that their open connections do not keep the process from stopping.
    pub fn close(&self) {
        self.say(Word::End);
    }

    fn say(&self, word: Word) {
        // Nobody may be listening.
        _ = self.0.send(word);
    }
}

impl Reader {
    /// Waits for the next word on this topic. `None` once the process ends.
    pub async fn next(&mut self) -> Option<Word> {
        loop {
            match self.words.recv().await {
                Ok(Word::Changed(topic)) if is_within(&topic, &self.topic) => return Some(Word::Changed(topic)),
                Ok(Word::Changed(_)) => {}
                Ok(Word::LookAgain) | Err(broadcast::error::RecvError::Lagged(_)) => return Some(Word::LookAgain),
                Ok(Word::End) | Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

fn is_within(topic: &str, whole: &str) -> bool {
    topic.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Says that something about the topic is new, once the transaction commits. At most 100 characters.
pub async fn tell(conn: &mut PgConnection, topic: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, topic).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Stage;

    #[test]
    fn a_topic_holds_what_is_below_it_alone() {
        assert!(is_within("reviews/1", "reviews/1") && is_within("reviews/1/present", "reviews/1"));
        assert!(!is_within("reviews/12", "reviews/1") && !is_within("reviews", "reviews/1"));
    }

    #[tokio::test]
    async fn what_is_committed_is_heard_and_what_is_rolled_back_is_not() {
        let stage = Stage::new().await;
        let live = Live::default();
        let mut reader = live.reader("reviews/1");
        let (listening, db) = (live.clone(), stage.ctx.db.clone());
        let task = tokio::spawn(async move { listening.listen(&db).await });
        // The connection stands once everybody is told to look.
        assert_eq!(reader.next().await, Some(Word::LookAgain));

        for (topic, commit) in [("reviews/1/lost", false), ("reviews/2", true), ("reviews/1/kept", true)] {
            let mut tx = stage.ctx.begin().await.unwrap();
            tell(&mut tx, topic).await.unwrap();
            if commit { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
        }
        assert_eq!(reader.next().await, Some(Word::Changed("reviews/1/kept".into())));
        task.abort();
    }

    #[tokio::test]
    async fn who_was_too_slow_looks_again() {
        let live = Live::default();
        let mut reader = live.reader("a");
        for _ in 0..BEHIND * 2 {
            live.say(Word::Changed("a".into()));
        }
        assert_eq!(reader.next().await, Some(Word::LookAgain));
        assert_eq!(reader.next().await, Some(Word::Changed("a".into())));
    }
}
