use std::ops::Deref;

use chrono::TimeDelta;
use contract::{Refusal, accounts::TypedCode};

use super::{Error, User, factors};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    ports::Limit,
};

/// For how long a password counts.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Proof that somebody gave their password and a code of their second step a moment ago, as far as they have them, or came
/// back from their provider, in the session that asks. Only [`User::must_be_sudo`] makes one.
#[derive(Clone, Debug)]
pub struct Sudo(User);

impl Deref for Sudo {
    type Target = User;

    fn deref(&self) -> &User {
        &self.0
    }
}

impl User {
    /// # Errors
    /// `SudoFirst`: a form is asked for the password and goes on by itself.
    pub fn must_be_sudo(&self, ctx: &Ctx) -> Result<Sudo, Refusal> {
        let at = self.session.as_ref().and_then(|session| session.confirmed_at);
        if at.is_some_and(|at| ctx.now() < at + FRESH) { Ok(Sudo(self.clone())) } else { Err(Refusal::SudoFirst) }
    }
}

/// What somebody shows who is signed in. Empty where they have no such thing.
#[derive(Clone, Copy, Default)]
pub struct Showing<'a> {
    pub password: &'a str,
    /// Of the second step, as it was typed.
    pub code: &'a str,
}

/// Checks that it is them: the password if they have one, and a code if they have a second step. Who has neither is sent to a
/// provider of theirs instead.
///
/// # Errors
/// `WrongPassword`, `SecondCodeWrong`; `TooOften`; `Overloaded`.
pub async fn confirm(ctx: &Ctx, user: &User, showing: Showing<'_>) -> Result<(), Error> {
    ctx.limits.take(Limit::SignInByAccount, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let about = sqlx::query!(
        r#"SELECT password_hash, EXISTS (SELECT FROM accounts.factor WHERE person_id = $1) AS "second!"
           FROM accounts.person WHERE id = $1"#,
        user.id.0
    );
    let about = about.fetch_one(&ctx.db).await?;
    let knows = match &about.password_hash {
        None if about.second => true,
        hash => ctx.hasher.verify(showing.password, hash.as_deref()).await?,
    };
    let refusal = match (knows, about.second) {
        (false, _) => Some(Refusal::WrongPassword),
        (true, false) => None,
        (true, true) => return with_code(ctx, user, showing.code).await,
    };
    let mut tx = ctx.begin().await?;
    audit::append(ctx, &mut tx, if refusal.is_none() { confirmed(user) } else { refused(user) }).await?;
    tx.commit().await?;
    refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// The code is used up with what it confirms.
async fn with_code(ctx: &Ctx, user: &User, code: &str) -> Result<(), Error> {
    ctx.limits.take(Limit::SecondByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = ctx.begin().await?;
    let shown = match TypedCode::parse(code) {
        Some(code) => factors::check(ctx, &mut tx, user.id, &code).await?,
        None => None,
    };
    let outcome = if shown.is_some() { confirmed(user) } else { refused(user).on("code") };
    for note in [shown.and_then(|shown| shown.noted(user.id)), Some(outcome)].into_iter().flatten() {
        audit::append(ctx, &mut tx, note).await?;
    }
    tx.commit().await?;
    if shown.is_some() { Ok(()) } else { Err(Refusal::SecondCodeWrong.into()) }
}

fn confirmed(user: &User) -> Note {
    metrics::counter!("accounts_confirm_total", "outcome" => "accepted").increment(1);
    Note::new(Deed::Confirmed, user.id).to(user.id)
}

/// Of a password, unless it is said of what else.
pub(super) fn refused(user: &User) -> Note {
    metrics::counter!("accounts_confirm_total", "outcome" => "refused").increment(1);
    Note::new(Deed::ConfirmRefused, user.id).to(user.id)
}

#[cfg(test)]
mod tests {
    use contract::SessionId;

    use super::*;
    use crate::{
        accounts::{
            factors::testing::with_app,
            providers::{depart_to_confirm, testing::Scene},
            testing::refusal,
        },
        testing::{PASSWORD, Stage},
    };

    #[tokio::test]
    async fn a_password_counts_for_ten_minutes_in_its_session() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        assert!(matches!(ada.must_be_sudo(&stage.ctx), Err(Refusal::SudoFirst)));
        let session = SessionId(stage.ctx.id());
        let before = ada.clone().in_session(session, None);
        assert!(matches!(before.must_be_sudo(&stage.ctx), Err(Refusal::SudoFirst)));
        let ada = ada.in_session(session, Some(stage.ctx.now()));
        stage.ctx.clock.advance(FRESH - TimeDelta::seconds(1));
        assert_eq!(ada.must_be_sudo(&stage.ctx).unwrap().id, ada.id);
        stage.ctx.clock.advance(TimeDelta::seconds(1));
        assert!(matches!(ada.must_be_sudo(&stage.ctx), Err(Refusal::SudoFirst)));
    }

    #[tokio::test]
    async fn only_with_the_right_password_and_it_is_noted() {
        let stage = Stage::with_real_limits().await;
        let ada = stage.person("ada").await;
        confirm(&stage.ctx, &ada, by(PASSWORD)).await.unwrap();
        let wrong = confirm(&stage.ctx, &ada, by("not this one")).await;
        assert!(matches!(wrong, Err(Error::Refused(Refusal::WrongPassword))));
        assert_eq!(stage.deeds(ada.id).await, [Deed::ConfirmRefused, Deed::Confirmed, Deed::Joined]);
        let tries = async || confirm(&stage.ctx, &ada, by("not this one")).await;
        while !matches!(tries().await, Err(Error::TooOften(_))) {}
    }

    fn by(password: &str) -> Showing<'_> {
        Showing { password, code: "" }
    }

    #[tokio::test]
    async fn with_a_second_step_the_password_alone_is_not_enough() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let (app, codes) = with_app(&stage, &ada).await;
        let code = app.shows(stage.ctx.now());
        let tries = async |password: &str, code: &str| confirm(&stage.ctx, &ada, Showing { password, code }).await;
        for wrong in ["", "not a code", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"] {
            assert_eq!(refusal(tries(PASSWORD, wrong).await), Refusal::SecondCodeWrong, "{wrong:?}");
        }
        assert_eq!(refusal(tries("not this one", &code).await), Refusal::WrongPassword);
        tries(PASSWORD, &code).await.expect("a wrong password did not use it up");
        assert_eq!(refusal(tries(PASSWORD, &code).await), Refusal::SecondCodeWrong, "it is good once");
        tries(PASSWORD, &codes[3]).await.unwrap();
        assert_eq!(refusal(tries(PASSWORD, &codes[3]).await), Refusal::SecondCodeWrong);
        assert_eq!(stage.deeds(ada.id).await[1], Deed::Confirmed);
    }

    #[tokio::test]
    async fn who_has_no_password_shows_their_code_and_no_provider_stands_in_for_it() {
        let scene = Scene::new().await;
        let ada = scene.joined("ada").await;
        let ctx = &scene.stage.ctx;
        let seated = scene.sudo(&ada).await;
        let leaves = async || depart_to_confirm(ctx, &seated, "google", "/", &Vec::new()).await;
        leaves().await.unwrap();
        let (app, _) = with_app(&scene.stage, &ada).await;
        assert!(matches!(leaves().await, Err(Error::NotFound)));
        let code = app.shows(ctx.now());
        assert_eq!(refusal(confirm(ctx, &ada, by("")).await), Refusal::SecondCodeWrong);
        confirm(ctx, &ada, Showing { password: "", code: &code }).await.unwrap();
    }
}
