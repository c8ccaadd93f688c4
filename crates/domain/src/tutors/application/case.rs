use chrono::{DateTime, Utc};
use contract::UserId;

use super::{
    mine::{Application, application, pointed_at},
    model::{Draft, Sample},
    state::State,
};
use crate::{
    Ctx,
    accounts::{Power, User},
    tutors::{Error, is_published},
};

/// Somebody who applied or teaches, as moderators see them.
#[derive(Clone, Debug)]
pub struct Case {
    pub person: UserId,
    pub handle: String,
    pub name: String,
    pub joined: DateTime<Utc>,
    /// Its draft is empty where moderators do not read it.
    pub application: Application,
    /// It was sent, and moderators read it; what is with the applicant is theirs alone.
    pub readable: bool,
    /// The reviews that they point at.
    pub samples: Vec<Sample>,
    /// Others can see their page now.
    pub published: bool,
    /// It is the moderator's own.
    pub own: bool,
}

/// All that moderators decide by.
///
/// # Errors
/// `OnlyModerators`; `NotFound` for who never sent an application nor taught.
pub async fn case(ctx: &Ctx, user: &User, handle: &str) -> Result<Case, Error> {
    user.must(Power::DecideTutors)?;
    let mut conn = ctx.db.acquire().await?;
    let person = sqlx::query!(
        r#"SELECT id AS "id!", handle AS "handle!", name AS "name!", created_at AS "joined!"
           FROM accounts.public_person WHERE handle = $1"#,
        handle
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let id = UserId(person.id);
    // What was sent was sent from an address that is confirmed.
    let application = application(&mut conn, id, true).await?;
    let application = application.filter(|one| one.state != State::Draft).ok_or(Error::NotFound)?;
    let readable = matches!(application.state, State::Submitted | State::Approved | State::Suspended);
    let draft = if readable { application.draft } else { Draft::default() };
    let application = Application { draft, ..application };
    let samples = pointed_at(&mut conn, &application.draft.samples).await?;
    drop(conn);
    Ok(Case {
        person: id,
        handle: person.handle,
        name: person.name,
        joined: person.joined,
        samples,
        application,
        readable,
        published: is_published(ctx, id).await?,
        own: id == user.id,
    })
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::{
        accounts::Role,
        testing::Stage,
        tutors::{
            application::{
                save,
                testing::{apply, submitted},
                withdraw,
            },
            testing::refusal,
        },
    };

    #[tokio::test]
    async fn moderators_see_all_of_it_and_others_nothing() {
        let stage = Stage::new().await;
        let ada = submitted(&stage, "ada").await;
        let mia = stage.with_role("mia", Role::Moderator).await;
        let case = case(&stage.ctx, &mia, "ada").await.unwrap();
        assert_eq!((case.application.state, case.published, case.own), (State::Submitted, false, false));
        assert_eq!(case.application.draft.claims[0].evidence, "Ten years at a school in Adama");
        assert_eq!(refusal(super::case(&stage.ctx, &ada, "ada").await), Refusal::OnlyModerators);
        assert!(matches!(super::case(&stage.ctx, &mia, "mia").await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn what_is_not_sent_is_read_by_nobody() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let (bob, mia) = (stage.person("bob").await, stage.with_role("mia", Role::Moderator).await);
        save(ctx, &bob, apply(ctx)).await.unwrap();
        assert!(matches!(case(ctx, &mia, "bob").await, Err(Error::NotFound)), "a draft");
        let ada = submitted(&stage, "ada").await;
        withdraw(ctx, &ada, contract::tutors::Withdraw { key: apply(ctx).key }).await.unwrap();
        let back = case(ctx, &mia, "ada").await.unwrap();
        assert_eq!((back.readable, back.application.draft), (false, Draft::default()));
        assert_eq!(back.application.steps.len(), 2, "that it was sent is known");
    }
}
