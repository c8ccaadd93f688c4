use std::ops::Deref;

use chrono::TimeDelta;
use contract::Refusal;

use super::{Error, User};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    ports::Limit,
};

/// For how long a password counts.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Proof that somebody gave their password a moment ago, or came back from their provider, in the session that asks. Only [`User::must_be_sudo`] makes one.
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

/// Checks the password of somebody who is signed in, so that they may do what needs it.
///
/// # Errors
/// `WrongPassword`; `TooOften`; `Overloaded`.
pub async fn confirm(ctx: &Ctx, user: &User, password: &str) -> Result<(), Error> {
    ctx.limits.take(Limit::SignInByAccount, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let hash = sqlx::query_scalar!("SELECT password_hash FROM accounts.person WHERE id = $1", user.id.0);
    let hash = hash.fetch_one(&ctx.db).await?;
    let right = ctx.hasher.verify(password, hash.as_deref()).await?;
    let (deed, outcome) = if right { (Deed::Confirmed, "accepted") } else { (Deed::ConfirmRefused, "refused") };
    metrics::counter!("accounts_confirm_total", "outcome" => outcome).increment(1);
    let mut tx = ctx.begin().await?;
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(user.id)).await?;
    tx.commit().await?;
    if right { Ok(()) } else { Err(Refusal::WrongPassword.into()) }
}

#[cfg(test)]
mod tests {
    use contract::SessionId;

    use super::*;
    use crate::testing::{PASSWORD, Stage};

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
        confirm(&stage.ctx, &ada, PASSWORD).await.unwrap();
        let wrong = confirm(&stage.ctx, &ada, "not this one").await;
        assert!(matches!(wrong, Err(Error::Refused(Refusal::WrongPassword))));
        assert_eq!(stage.deeds(ada.id).await, [Deed::ConfirmRefused, Deed::Confirmed, Deed::Joined]);
        let tries = async || confirm(&stage.ctx, &ada, "not this one").await;
        while !matches!(tries().await, Err(Error::TooOften(_))) {}
    }
}
