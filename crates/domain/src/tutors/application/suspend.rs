use contract::tutors::Suspend;

use super::{
    answer::person,
    life::{Said, load_some, move_to},
    rules::decide,
    state::{Action, Actor},
};
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    audit::{self, Deed, Note},
    once,
    tutors::{Error, Event, begin::announce},
};

/// A moderator closes a tutor's page, and the tutor reads why. Sessions that are booked stay.
///
/// # Errors
/// `OnlyModerators`; `NotFound`; the refusals of the rules.
pub async fn suspend(ctx: &Ctx, user: &User, handle: &str, form: Suspend) -> Result<(), Error> {
    change(ctx, user, handle, form, Action::Suspend).await
}

/// A moderator lets it be open again: it is, if it was.
///
/// # Errors
/// As [`suspend`].
pub async fn lift(ctx: &Ctx, user: &User, handle: &str, form: Suspend) -> Result<(), Error> {
    change(ctx, user, handle, form, Action::Lift).await
}

async fn change(ctx: &Ctx, user: &User, handle: &str, form: Suspend, action: Action) -> Result<(), Error> {
    user.must(Power::DecideTutors)?;
    let mut tx = ctx.begin().await?;
    let tutor = person(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    let kept = load_some(&mut tx, tutor).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let allowed = decide(&kept.facts(), Actor::Moderator { own: user.id == tutor }, action, ctx.now())?;
    let said = Said { note: &form.reason, ..Said::by(user) };
    let (event, deed) = if action == Action::Suspend {
        let was_open = close(&mut tx, tutor).await?;
        move_to(ctx, &mut tx, tutor, &allowed, &said).await?;
        sqlx::query!("UPDATE tutors.application SET reopens = $2 WHERE person_id = $1", tutor.0, was_open)
            .execute(&mut *tx)
            .await?;
        (Event::PageSuspended { tutor }, Deed::TutorSuspended)
    } else {
        move_to(ctx, &mut tx, tutor, &allowed, &said).await?;
        sqlx::query!("UPDATE tutors.tutor SET published = $2 WHERE person_id = $1", tutor.0, kept.reopens)
            .execute(&mut *tx)
            .await?;
        (Event::SuspensionLifted { tutor }, Deed::TutorLifted)
    };
    announce(ctx, &mut tx, Event::ProfileChanged { tutor }).await?;
    announce(ctx, &mut tx, event).await?;
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(tutor).because(form.reason)).await?;
    tx.commit().await?;
    metrics::counter!("tutors_decisions_total", "decision" => deed.as_str()).increment(1);
    Ok(())
}

/// Whether it was open.
async fn close(conn: &mut sqlx::PgConnection, tutor: contract::UserId) -> Result<bool, sqlx::Error> {
    let closed = sqlx::query!("UPDATE tutors.tutor SET published = false WHERE person_id = $1 AND published", tutor.0)
        .execute(conn)
        .await?;
    Ok(closed.rows_affected() == 1)
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
                State, my_application, suspended as list,
                testing::{reason, submitted},
            },
            edit_profile, profile,
            testing::{edit, open_tutor, refusal},
        },
    };

    #[tokio::test]
    async fn it_closes_the_page_and_lifting_opens_it_again() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let form = reason(ctx);
        for _ in 0..2 {
            suspend(ctx, &mia, "ada", form.clone()).await.unwrap();
        }
        assert!(profile(ctx, "ada", None).await.unwrap().is_none());
        assert_eq!(my_application(ctx, &ada).await.unwrap().state, State::Suspended);
        assert_eq!(list(ctx, &mia).await.unwrap()[0].handle, "ada");
        assert_eq!(refusal(edit_profile(ctx, &ada, edit(ctx, true)).await), Refusal::PageSuspended);
        edit_profile(ctx, &ada, edit(ctx, false)).await.expect("its words can still be put right");
        assert_eq!(refusal(suspend(ctx, &mia, "ada", reason(ctx)).await), Refusal::AlreadySuspended);
        lift(ctx, &mia, "ada", reason(ctx)).await.unwrap();
        assert!(profile(ctx, "ada", None).await.unwrap().is_some(), "it was open");
        assert_eq!(refusal(lift(ctx, &mia, "ada", reason(ctx)).await), Refusal::NotSuspended);
        assert_eq!(stage.deeds(ada.id).await[..2], [Deed::TutorLifted, Deed::TutorSuspended]);
        assert_eq!(stage.events("tutors.page_suspended").await, 1);
    }

    #[tokio::test]
    async fn a_page_that_was_closed_stays_closed() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
        edit_profile(ctx, &ada, edit(ctx, false)).await.unwrap();
        let mia = stage.with_role("mia", Role::Moderator).await;
        suspend(ctx, &mia, "ada", reason(ctx)).await.unwrap();
        lift(ctx, &mia, "ada", reason(ctx)).await.unwrap();
        assert!(profile(ctx, "ada", None).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        assert_eq!(refusal(suspend(ctx, &ada, "ada", reason(ctx)).await), Refusal::OnlyModerators);
        assert_eq!(refusal(suspend(ctx, &mia, "ada", reason(ctx)).await), Refusal::NotApproved);
        assert!(matches!(suspend(ctx, &mia, "nobody", reason(ctx)).await, Err(Error::NotFound)));
        let tutor = open_tutor(&stage, "bob", &["algebra"]).await;
        crate::accounts::set_role(ctx, "bob", Role::Moderator).await.unwrap();
        let bob = crate::accounts::user(ctx, tutor.id).await.unwrap().unwrap();
        assert_eq!(refusal(suspend(ctx, &bob, "bob", reason(ctx)).await), Refusal::OwnApplication);
    }

    #[tokio::test]
    async fn opening_a_page_and_suspending_it_at_once_leaves_it_closed() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let (_, closed) =
            tokio::join!(edit_profile(ctx, &ada, edit(ctx, true)), suspend(ctx, &mia, "ada", reason(ctx)));
        closed.unwrap();
        assert!(profile(ctx, "ada", None).await.unwrap().is_none());
    }
}
