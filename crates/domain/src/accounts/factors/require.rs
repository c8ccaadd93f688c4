use std::str::FromStr;

use contract::{Refusal, accounts::RequireSecondStep};

use super::has_one;
use crate::{
    Ctx, Once,
    accounts::{Error, Power, Role, Sudo},
    audit::{self, Deed, Note},
    once,
};

/// Whose role asks for a second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    OfNobody,
    OfAdmins,
    OfModeratorsAndAdmins,
}

impl Required {
    pub const ALL: [Self; 3] = [Self::OfNobody, Self::OfAdmins, Self::OfModeratorsAndAdmins];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::OfNobody => "nobody",
            Self::OfAdmins => "admin",
            Self::OfModeratorsAndAdmins => "moderator",
        }
    }

    /// The least role that asks for one.
    fn least(self) -> Option<Role> {
        match self {
            Self::OfNobody => None,
            Self::OfAdmins => Some(Role::Admin),
            Self::OfModeratorsAndAdmins => Some(Role::Moderator),
        }
    }
}

impl FromStr for Required {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|required| required.as_str() == text).ok_or(())
    }
}

/// What holds now.
pub async fn required(ctx: &Ctx) -> Result<Required, sqlx::Error> {
    let least = sqlx::query_scalar!("SELECT least FROM accounts.second_step_rule").fetch_optional(&ctx.db).await?;
    Ok(least.flatten().and_then(|least| least.parse().ok()).unwrap_or(Required::OfNobody))
}

/// Has roles ask for a second step, or no longer. From the next request on, those who have none can do nothing that needs the
/// role until they have set one up. Who decides this has one themselves, so that somebody is left who can take it back.
///
/// # Errors
/// `OnlyAdmins`; `OwnSecondStepFirst`; `UnknownRole`.
pub async fn require_second_step(ctx: &Ctx, sudo: &Sudo, form: RequireSecondStep) -> Result<(), Error> {
    sudo.must(Power::RequireSecondStep)?;
    let becomes: Required = form.of.parse().map_err(|()| Error::UnknownRole)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    if becomes != Required::OfNobody && !has_one(&mut tx, sudo.id).await? {
        return Err(Refusal::OwnSecondStepFirst.into());
    }
    let was =
        sqlx::query_scalar!("SELECT least FROM accounts.second_step_rule FOR UPDATE").fetch_optional(&mut *tx).await?;
    let was = was.flatten().unwrap_or_else(|| Required::OfNobody.as_str().to_owned());
    if was == becomes.as_str() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO accounts.second_step_rule (least) VALUES ($1) ON CONFLICT (one) DO UPDATE SET least = excluded.least",
        becomes.least().map(Role::as_str),
    )
    .execute(&mut *tx)
    .await?;
    let note = Note::new(Deed::SecondStepRequired, sudo.id).changing(was, becomes.as_str());
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{
        accounts::{
            self,
            factors::testing::{change, with_app},
            testing::refusal,
        },
        testing::Stage,
    };

    fn form(stage: &Stage, of: &str) -> RequireSecondStep {
        RequireSecondStep { key: CommandKey(stage.ctx.id()), of: of.into() }
    }

    #[tokio::test]
    async fn whose_role_asks_for_one_can_do_nothing_with_it_before() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let (root, mia) = (stage.with_role("root", Role::Admin).await, stage.with_role("mia", Role::Moderator).await);
        let again = async |user: &accounts::User| accounts::user(ctx, user.id).await.unwrap().unwrap();
        with_app(&stage, &root).await;
        for (of, asks_mia) in [("admin", false), ("moderator", true), ("moderator", true), ("nobody", false)] {
            require_second_step(ctx, &stage.sudo(&root), form(&stage, of)).await.unwrap();
            let mia = again(&mia).await;
            assert_eq!((mia.owes_second, mia.may(Power::Moderate)), (asks_mia, !asks_mia), "{of}");
            assert_eq!(required(ctx).await.unwrap().as_str(), of);
            assert!(again(&root).await.may(Power::GiveRoles));
        }
        let noted = stage.deeds(root.id).await.into_iter().filter(|deed| *deed == Deed::SecondStepRequired);
        assert_eq!(noted.count(), 3, "what changes nothing is not noted");
        require_second_step(ctx, &stage.sudo(&root), form(&stage, "moderator")).await.unwrap();
        let mia = again(&mia).await;
        assert_eq!(mia.must(Power::Moderate), Err(Refusal::SecondStepFirst));
        assert_eq!(mia.must(Power::GiveRoles), Err(Refusal::OnlyAdmins), "she never could");
        assert!(mia.may(Power::MakeTokens), "what everybody may do");
        with_app(&stage, &mia).await;
        assert!(again(&mia).await.may(Power::Moderate));
        accounts::factors::remove_app(ctx, &stage.sudo(&root), change(&stage)).await.unwrap();
        assert_eq!(again(&root).await.must(Power::GiveRoles), Err(Refusal::SecondStepFirst));
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let (root, mia) = (stage.with_role("root", Role::Admin).await, stage.with_role("mia", Role::Moderator).await);
        let tries =
            async |user: &accounts::User, of: &str| require_second_step(ctx, &stage.sudo(user), form(&stage, of)).await;
        assert_eq!(refusal(tries(&mia, "nobody").await), Refusal::OnlyAdmins);
        assert_eq!(refusal(tries(&root, "admin").await), Refusal::OwnSecondStepFirst);
        assert!(matches!(tries(&root, "member").await, Err(Error::UnknownRole)));
        tries(&root, "nobody").await.unwrap();
        assert_eq!(required(ctx).await.unwrap(), Required::OfNobody);
        let other = "INSERT INTO accounts.second_step_rule (one, least) VALUES (false, 'admin')";
        assert!(sqlx::query(other).execute(&ctx.db).await.is_err(), "there is one rule");
    }
}
