use contract::{Refusal, tutors::Apply};

use super::{
    life::{Said, load_some, move_to},
    rules::decide,
    save::keep,
    state::{Action, Actor},
};
use crate::{
    Ctx, Once,
    accounts::User,
    once,
    tutors::{Error, Event, begin::announce},
};

/// Keeps an application and sends it to the moderators.
///
/// # Errors
/// What [`super::save`] refuses; `VerifyFirst` until the address is confirmed, also within the first day; `ApplicationIncomplete`;
/// `DeclinedLately`.
pub async fn submit(ctx: &Ctx, user: &User, form: Apply) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    keep(ctx, &mut tx, user, &form).await?;
    if user.verify_by.is_some() {
        return Err(Refusal::VerifyFirst.into());
    }
    let kept = load_some(&mut tx, user.id).await?;
    let allowed = decide(&kept.facts(), Actor::Applicant, Action::Submit, ctx.now())?;
    move_to(ctx, &mut tx, user.id, &allowed, &Said::by(user)).await?;
    announce(ctx, &mut tx, Event::ApplicationSubmitted { tutor: user.id }).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        accounts::{self, Role},
        testing::Stage,
        tutors::{
            application::{
                State, decline, my_application, queue,
                testing::{apply, half, no, seen},
                withdraw,
            },
            testing::refusal,
        },
    };

    #[tokio::test]
    async fn once_however_often_it_is_sent() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let form = apply(&stage.ctx);
        submit(&stage.ctx, &ada, form.clone()).await.unwrap();
        submit(&stage.ctx, &ada, form.clone()).await.expect("has had its effect");
        assert_eq!(refusal(submit(&stage.ctx, &ada, apply(&stage.ctx)).await), Refusal::ApplicationWaits);
        let mine = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!((mine.state, mine.waits_since), (State::Submitted, Some(stage.ctx.now())));
        assert_eq!(stage.events("tutors.application_submitted").await, 1);
    }

    #[tokio::test]
    async fn two_sendings_at_once_are_one() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let (a, b) =
            tokio::join!(submit(&stage.ctx, &ada, apply(&stage.ctx)), submit(&stage.ctx, &ada, apply(&stage.ctx)));
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
        assert_eq!(stage.events("tutors.application_submitted").await, 1);
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let ada = stage.person("ada").await;
        assert_eq!(refusal(submit(ctx, &ada, half(ctx)).await), Refusal::ApplicationIncomplete);
        let mut fresh = ada.clone();
        fresh.verify_by = Some(ctx.now() + TimeDelta::hours(20));
        assert_eq!(refusal(submit(ctx, &fresh, apply(ctx)).await), Refusal::VerifyFirst);
        let unverified = accounts::testing::unverified(&stage, &ada).await;
        assert_eq!(refusal(submit(ctx, &unverified, apply(ctx)).await), Refusal::VerifyFirst);
    }

    #[tokio::test]
    async fn who_was_declined_waits_for_30_days_and_who_took_it_back_does_not() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let (ada, mia) = (stage.person("ada").await, stage.with_role("mia", Role::Moderator).await);
        submit(ctx, &ada, apply(ctx)).await.unwrap();
        withdraw(ctx, &ada, contract::tutors::Withdraw { key: apply(ctx).key }).await.unwrap();
        assert!(queue(ctx, &mia, None).await.unwrap().0.is_empty());
        submit(ctx, &ada, apply(ctx)).await.unwrap();
        decline(ctx, &mia, "ada", no(ctx, seen(ctx, &mia, "ada").await)).await.unwrap();
        let again = my_application(ctx, &ada).await.unwrap().again_from;
        assert_eq!(again, Some(ctx.now() + TimeDelta::days(30)));
        assert_eq!(refusal(submit(ctx, &ada, apply(ctx)).await), Refusal::DeclinedLately);
        ctx.clock.advance(TimeDelta::days(30));
        submit(ctx, &ada, apply(ctx)).await.unwrap();
    }
}
