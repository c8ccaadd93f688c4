use async_trait::async_trait;
use contract::{UserId, accounts::AskReset};
use serde::{Deserialize, Serialize};

use super::{
    Error, Event, Visitor,
    codes::{self, Purpose},
};
use crate::{
    Ctx, events,
    jobs::{Job, JobError, NewJob, Run},
    outbox,
    ports::Limit,
};

/// Asks for a mail that replaces a forgotten password. Whether the address has an account is looked up by a job, so that
/// every address is answered alike, in words and in time.
///
/// # Errors
/// `TooOften`, by source address or by account.
pub async fn ask_reset(ctx: &Ctx, visitor: &Visitor, form: AskReset) -> Result<(), Error> {
    ctx.limits.take(Limit::ResetByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    ctx.limits.take(Limit::ResetByAccount, &form.email).await.map_err(Error::TooOften)?;
    let key = (!form.key.0.is_nil()).then(|| format!("reset:{}:{}", form.key, form.email));
    let job = NewJob { key, ..NewJob::of(&BeginReset { email: form.email }) };
    let mut tx = ctx.begin().await?;
    ctx.jobs.enqueue(&mut tx, job).await?;
    tx.commit().await?;
    metrics::counter!("accounts_resets_asked_total").increment(1);
    Ok(())
}

/// Finds out whose address it is, and has a code sent. Nothing happens where it is nobody's.
#[derive(Debug, Serialize, Deserialize)]
pub struct BeginReset {
    pub email: String,
}

#[async_trait]
impl Job for BeginReset {
    const NAME: &'static str = "accounts.begin_reset";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        let known =
            sqlx::query_scalar!("SELECT id FROM accounts.person WHERE email = $1 AND disabled_at IS NULL", self.email);
        let Some(person) = known.fetch_optional(&ctx.db).await?.map(UserId) else { return Ok(()) };
        let mut tx = ctx.begin().await?;
        codes::ask(ctx, &mut tx, person, Purpose::Reset, &self.email).await?;
        outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::ResetAsked { person })).await?;
        if run.finish(ctx, &mut tx).await? {
            tx.commit().await?;
        } else {
            tx.rollback().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{accounts, testing::Stage};

    fn form(ctx: &Ctx, email: &str) -> AskReset {
        AskReset { key: CommandKey(ctx.id()), email: email.into() }
    }

    #[tokio::test]
    async fn every_address_is_taken_alike_and_only_a_known_one_is_written_to() {
        let stage = Stage::new().await;
        stage.person("ada").await;
        stage.person("bob").await;
        accounts::set_disabled(&stage.ctx, "bob", true).await.unwrap();
        for (name, letters) in [("nobody", 0), ("bob", 0), ("ada", 1)] {
            ask_reset(&stage.ctx, &stage.visitor, form(&stage.ctx, &format!("{name}@example.org"))).await.unwrap();
            let jobs = stage.take::<BeginReset>();
            assert_eq!(jobs.len(), 1, "{name}");
            for job in jobs {
                job.run(&stage.ctx, &crate::testing::a_run()).await.unwrap();
            }
            assert_eq!(stage.events("accounts.reset_asked").await, letters, "{name}");
        }
    }

    #[tokio::test]
    async fn a_doubled_form_is_one_job_and_another_address_another() {
        let stage = Stage::new().await;
        let first = form(&stage.ctx, "ada@example.org");
        for form in [first.clone(), first.clone(), AskReset { email: "eva@example.org".into(), ..first }] {
            ask_reset(&stage.ctx, &stage.visitor, form).await.unwrap();
        }
        assert_eq!(stage.take::<BeginReset>().len(), 2);
    }

    #[tokio::test]
    async fn three_mails_an_hour_for_one_address_known_or_not() {
        for email in ["ada@example.org", "nobody@example.org"] {
            let stage = Stage::with_real_limits().await;
            stage.person("ada").await;
            let ask = async || ask_reset(&stage.ctx, &stage.visitor, form(&stage.ctx, email)).await;
            for _ in 0..3 {
                ask().await.unwrap();
            }
            assert!(matches!(ask().await, Err(Error::TooOften(_))), "{email}");
        }
    }
}
