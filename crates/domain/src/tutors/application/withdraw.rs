use contract::{Refusal, tutors::Withdraw};

use super::{
    life::{Said, load, move_to},
    rules::decide,
    state::{Action, Actor},
};
use crate::{Ctx, Once, accounts::User, once, tutors::Error};

/// Takes an application back. What stands in it stays, and can be sent again.
///
/// # Errors
/// `NothingToWithdraw`.
pub async fn withdraw(ctx: &Ctx, user: &User, form: Withdraw) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let kept = load(&mut tx, user.id).await?.ok_or(Refusal::NothingToWithdraw)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let allowed = decide(&kept.facts(), Actor::Applicant, Action::Withdraw, ctx.now())?;
    move_to(ctx, &mut tx, user.id, &allowed, &Said::by(user)).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{
        accounts::Role,
        testing::Stage,
        tutors::{
            application::{
                State, approve, my_application,
                testing::{seen, submitted, yes},
            },
            testing::refusal,
        },
    };

    fn form(ctx: &Ctx) -> Withdraw {
        Withdraw { key: CommandKey(ctx.id()) }
    }

    #[tokio::test]
    async fn what_was_sent_comes_back_whole_and_once() {
        let stage = Stage::new().await;
        let ada = submitted(&stage, "ada").await;
        let back = form(&stage.ctx);
        withdraw(&stage.ctx, &ada, back.clone()).await.unwrap();
        withdraw(&stage.ctx, &ada, back).await.expect("has had its effect");
        let mine = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!((mine.state, mine.missing.len()), (State::Withdrawn, 0));
        assert_eq!(refusal(withdraw(&stage.ctx, &ada, form(&stage.ctx)).await), Refusal::NothingToWithdraw);
        let bob = stage.person("bob").await;
        assert_eq!(refusal(withdraw(&stage.ctx, &bob, form(&stage.ctx)).await), Refusal::NothingToWithdraw);
    }

    #[tokio::test]
    async fn taking_it_back_and_approving_it_at_once() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let seen = seen(ctx, &mia, "ada").await;
        let (back, approved) = tokio::join!(withdraw(ctx, &ada, form(ctx)), approve(ctx, &mia, "ada", yes(ctx, seen)));
        assert_eq!(u8::from(back.is_ok()) + u8::from(approved.is_ok()), 1);
    }
}
