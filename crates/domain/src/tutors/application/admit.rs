use contract::Refusal;
use sqlx::PgConnection;

use super::{
    life::{Said, load_some, move_to},
    rules::decide,
    save::begin,
    state::{Action, Actor, State},
};
use crate::{Ctx, accounts::User, tutors::Error};

/// Who may teach here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Admission {
    /// Whoever was approved by a moderator.
    #[default]
    Approved,
    /// Everybody: a school whose members know each other.
    Open,
}

/// Asked by whoever opens a page, and nowhere else.
///
/// # Errors
/// `ApprovalFirst`, `PageSuspended`.
pub(in crate::tutors) async fn must_be_admitted(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<(), Error> {
    begin(ctx, conn, user).await?;
    let kept = load_some(conn, user.id).await?;
    match (kept.state, ctx.admission) {
        (State::Approved, _) => Ok(()),
        (State::Suspended, _) => Err(Refusal::PageSuspended.into()),
        (_, Admission::Approved) => Err(Refusal::ApprovalFirst.into()),
        (_, Admission::Open) => {
            let allowed = decide(&kept.facts(), Actor::System, Action::Admit, ctx.now())?;
            Ok(move_to(ctx, conn, user.id, &allowed, &Said::default()).await?)
        }
    }
}

/// Whether a moderator looks at what is risky about this page: others have seen it, or could.
pub(super) async fn is_reviewed(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<bool, sqlx::Error> {
    if ctx.admission == Admission::Open {
        return Ok(false);
    }
    let state = super::life::load(conn, user.id).await?.map(|kept| kept.state);
    Ok(matches!(state, Some(State::Approved | State::Suspended)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            add_specialty,
            application::{
                my_application,
                testing::{self, suspended},
            },
            edit_profile, profile,
            testing::{edit, new_tutor, refusal, specialty},
        },
    };

    #[tokio::test]
    async fn a_page_opens_once_a_moderator_has_approved_it() {
        let stage = Stage::new().await;
        let ada = new_tutor(&stage, "ada").await;
        add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "algebra")).await.unwrap();
        let early = edit_profile(&stage.ctx, &ada, edit(&stage.ctx, true)).await;
        assert_eq!(refusal(early), Refusal::ApprovalFirst);
        testing::approve_directly(&stage.ctx, &ada).await;
        edit_profile(&stage.ctx, &ada, edit(&stage.ctx, true)).await.unwrap();
        assert!(profile(&stage.ctx, "ada", None).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn where_teaching_is_open_nobody_applies_and_a_suspended_page_stays_closed() {
        let mut stage = Stage::new().await;
        let bob = suspended(&stage, "bob").await;
        stage.ctx.admission = Admission::Open;
        let ctx = &stage.ctx;
        let ada = new_tutor(&stage, "ada").await;
        add_specialty(ctx, &ada, specialty(ctx, "algebra")).await.unwrap();
        for _ in 0..2 {
            edit_profile(ctx, &ada, edit(ctx, true)).await.unwrap();
        }
        let mine = my_application(ctx, &ada).await.unwrap();
        assert_eq!(
            (mine.state, mine.steps.len()),
            (State::Approved, 1),
            "so it stays, should others have to apply later"
        );
        assert_eq!(refusal(edit_profile(ctx, &bob, edit(ctx, true)).await), Refusal::PageSuspended);
    }

    #[tokio::test]
    async fn the_database_keeps_a_suspended_page_closed_too() {
        let stage = Stage::new().await;
        let bob = suspended(&stage, "bob").await;
        let open = sqlx::query("UPDATE tutors.tutor SET published = true WHERE person_id = $1").bind(bob.id.0);
        let refused = open.execute(&stage.ctx.db).await.unwrap_err();
        assert!(crate::error::breaks(&refused, "tutor_suspended_closed"), "{refused}");
    }
}
