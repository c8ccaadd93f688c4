use async_trait::async_trait;
use contract::{EventId, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{
    Kind, answer::answer, code::code, facts, group::group, letter::Letter, openings::openings, waiting::waiting,
};
use crate::{
    Ctx,
    accounts::codes::{self, Fresh, Purpose},
    calendar::{Party, invite},
    ctx::host,
    events::Event,
    jobs::{Job, JobError, Run},
    messages, outbox,
    ports::{Mail, MailError},
    search,
};

/// Writes one mail to one person about one event. Once it went out, no later run sends it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMail {
    pub event: EventId,
    pub kind: Kind,
    pub person: UserId,
}

impl SendMail {
    /// The same event, kind and person are the same mail.
    pub fn key(&self) -> String {
        format!("mail:{}:{}:{}", self.event, self.kind.as_str(), self.person)
    }
}

/// What is done before the transaction in which a mail goes out.
enum Ready {
    Mail(Mail),
    Code(Purpose, Fresh),
}

#[async_trait]
impl Job for SendMail {
    const NAME: &'static str = "notifications.send_mail";
    const ATTEMPTS: i32 = 10;

    /// After a crash between the sending and the commit the mail goes out once more, with the same message id.
    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        let ready = match self.kind.brings() {
            Some(purpose) => Ready::Code(purpose, Fresh::make(ctx).await.map_err(JobError::retry)?),
            None => match self.write(ctx).await? {
                None => return Ok(()),
                Some(mail) => Ready::Mail(mail),
            },
        };
        let mut tx = ctx.begin().await?;
        let first = sqlx::query!(
            "INSERT INTO notifications.sent (key, sent_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            self.key(),
            ctx.now(),
        )
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if first == 1 {
            let mail = match ready {
                Ready::Code(purpose, fresh) => self.write_with_code(ctx, &mut tx, purpose, fresh).await?,
                Ready::Mail(mail) => Some(mail),
            };
            if let Some(mail) = mail {
                ctx.mailer.send(&mail).await?;
            }
        }
        if run.finish(ctx, &mut tx).await? {
            tx.commit().await?;
            metrics::counter!("notifications_mails_total", "kind" => self.kind.as_str()).increment(first);
        } else {
            tx.rollback().await?;
        }
        Ok(())
    }
}

impl SendMail {
    /// `None` if the reader's account is gone or disabled, or if there is nothing to tell any more.
    async fn write(&self, ctx: &Ctx) -> Result<Option<Mail>, JobError> {
        let Some(to) = facts::recipient(ctx, self.person).await? else {
            return Ok(None);
        };
        let letter = match outbox::load(ctx, self.event).await?.0 {
            Event::Bookings(event) => {
                let session = facts::session(ctx, &event, to.reader).await?;
                if self.kind == Kind::CancelledByYou && !session.was_accepted {
                    return Ok(None);
                }
                let letter = self.kind.about_session(&session, &to);
                let in_calendar = session.was_accepted && session.is_entry_of(&to);
                let invite = (self.kind.is_for_calendars() && in_calendar).then(|| {
                    let reader = Party { name: &to.name, address: &to.address };
                    invite(&session.entry(&to), reader, ctx.mailer.sender(), &ctx.public_url, ctx.now())
                });
                let mail = self.mail(ctx, &self.key(), (to.name, to.address), letter)?;
                return Ok(Some(Mail { invite, ..mail }));
            }
            Event::Groups(event) => {
                let group = group(ctx, &event, &to).await?;
                let letter = self.kind.about_group(&group, &to);
                let invite = (group.is_tutor && self.kind != Kind::GroupWentAhead).then(|| {
                    let reader = Party { name: &to.name, address: &to.address };
                    invite(&group.entry(), reader, ctx.mailer.sender(), &ctx.public_url, ctx.now())
                });
                let mail = self.mail(ctx, &self.key(), (to.name, to.address), letter)?;
                return Ok(Some(Mail { invite, ..mail }));
            }
            Event::Reviews(event) => {
                let Some(code) = code(ctx, &event, &to).await? else { return Ok(None) };
                self.kind.about_code(&code)
            }
            Event::Accounts(event) => self.kind.about_account(&event),
            Event::Rights(event) => self.kind.about_right(&event, &to),
            Event::Search(search::Event::SlotsOpened { letter, .. }) => {
                let Some(openings) = openings(ctx, letter).await? else { return Ok(None) };
                self.kind.about_openings(&openings, &to)
            }
            Event::Messages(messages::Event::Waiting { conversation, reader }) => {
                let Some(waiting) = waiting(ctx, conversation, reader).await? else { return Ok(None) };
                self.kind.about_messages(&waiting)
            }
            Event::Tutors(_) => {
                let Some(answer) = answer(ctx, self.person, self.kind.answers()).await? else { return Ok(None) };
                self.kind.about_teaching(&answer)
            }
            Event::Messages(messages::Event::Reported { .. }) => None,
        };
        Ok(Some(self.mail(ctx, &self.key(), (to.name, to.address), letter)?))
    }

    /// A code is given in the transaction in which its mail goes out, and is good if and only if that commits. A mail that
    /// goes out again has another code, and so it is another mail. `None` if nothing waits for a code any more.
    async fn write_with_code(
        &self,
        ctx: &Ctx,
        conn: &mut PgConnection,
        purpose: Purpose,
        fresh: Fresh,
    ) -> Result<Option<Mail>, JobError> {
        let written = codes::write_code(ctx, conn, self.person, purpose, fresh).await?;
        let Some(written) = written else { return Ok(None) };
        let letter = self.kind.with_code(&written);
        let key = format!("{}:{}", self.key(), ctx.id());
        Ok(Some(self.mail(ctx, &key, (written.to, written.address), letter)?))
    }

    fn mail(
        &self,
        ctx: &Ctx,
        key: &str,
        (to_name, to_address): (String, String),
        letter: Option<Letter>,
    ) -> Result<Mail, JobError> {
        let letter = letter.ok_or_else(|| JobError::fail(format!("no such event leads to {}", self.key())))?;
        Ok(Mail {
            message_id: message_id(key, &ctx.public_url),
            text: letter.text(&to_name, &ctx.public_url)?,
            html: letter.html(&to_name, &ctx.public_url)?,
            subject: letter.subject,
            to_name,
            to_address,
            invite: None,
        })
    }
}

impl From<MailError> for JobError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Refused(_) => Self::fail(error),
            MailError::Unavailable(_) => Self::retry(error),
        }
    }
}

/// `<hash of the key@our host>`: the same over all retries.
pub(super) fn message_id(key: &str, public_url: &str) -> String {
    let host = host(public_url);
    let hash = Sha256::digest(key).first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
    format!("<{hash:032x}@{host}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_is_stable_and_ours() {
        let id = message_id("mail:1:welcome:2", "https://tutors.example.org:8443/base");
        assert_eq!(id, message_id("mail:1:welcome:2", "https://tutors.example.org:8443/base"));
        assert_ne!(id, message_id("mail:1:welcome:3", "https://tutors.example.org:8443/base"));
        assert!(id.ends_with("@tutors.example.org>"), "{id}");
        assert_eq!(id.len(), "<@tutors.example.org>".len() + 32);
    }
}
