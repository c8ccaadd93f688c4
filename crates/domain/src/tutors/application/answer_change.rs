use contract::{Refusal, UserId, tutors::Answer};
use sqlx::PgConnection;

use super::{
    answer::person,
    change::{Change, forget, held_back},
    life::{Said, load_some, note},
};
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    audit::{self, Deed, Note},
    once,
    tutors::{Error, Event, begin::announce},
};

/// A moderator lets others see what a tutor has changed.
///
/// # Errors
/// `OnlyModerators`; `NotFound`; `OwnApplication`; `ApplicationDecided` if nothing waits any more; `ApplicationChanged`.
pub async fn approve_change(ctx: &Ctx, user: &User, handle: &str, form: Answer) -> Result<(), Error> {
    answer(ctx, user, handle, form, true).await
}

/// A moderator says no: the page stays as it is.
///
/// # Errors
/// As [`approve_change`].
pub async fn decline_change(ctx: &Ctx, user: &User, handle: &str, form: Answer) -> Result<(), Error> {
    answer(ctx, user, handle, form, false).await
}

async fn answer(ctx: &Ctx, user: &User, handle: &str, form: Answer, yes: bool) -> Result<(), Error> {
    user.must(Power::DecideTutors)?;
    let mut tx = ctx.begin().await?;
    let tutor = person(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    load_some(&mut tx, tutor).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    if user.id == tutor {
        return Err(Refusal::OwnApplication.into());
    }
    let change = held_back(&mut tx, tutor).await?.ok_or(Refusal::ApplicationDecided)?;
    if change.version != form.seen {
        return Err(Refusal::ApplicationChanged.into());
    }
    let (event, deed, happened) = if yes {
        publish(&mut tx, tutor, &change).await?;
        announce(ctx, &mut tx, Event::ProfileChanged { tutor }).await?;
        (Event::ChangeApproved { tutor }, Deed::TutorChangeApproved, "change_approved")
    } else {
        (Event::ChangeDeclined { tutor }, Deed::TutorChangeDeclined, "change_declined")
    };
    forget(&mut tx, tutor).await?;
    note(ctx, &mut tx, tutor, happened, &Said { note: &form.note, ..Said::by(user) }).await?;
    announce(ctx, &mut tx, event).await?;
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(tutor).because(form.note)).await?;
    tx.commit().await?;
    metrics::counter!("tutors_decisions_total", "decision" => deed.as_str()).increment(1);
    Ok(())
}

async fn publish(conn: &mut PgConnection, tutor: UserId, change: &Change) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE tutors.tutor SET headline = coalesce($2, headline), about = coalesce($3, about), video = coalesce($4, video)
         WHERE person_id = $1",
        tutor.0,
        change.headline,
        change.about,
        change.video,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.specialty (tutor_id, subject, level)
         SELECT tutor_id, subject, level FROM tutors.change_subject WHERE tutor_id = $1 ON CONFLICT DO NOTHING",
        tutor.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::tutors::EditProfile;

    use super::*;
    use crate::{
        accounts::Role,
        testing::Stage,
        tutors::{
            add_specialty,
            application::{
                case,
                testing::{no, yes},
            },
            edit_profile, profile,
            testing::{edit, open_tutor, refusal, specialty},
        },
    };

    async fn waiting(stage: &Stage) -> (User, User, uuid::Uuid) {
        let ctx = &stage.ctx;
        let ada = open_tutor(stage, "ada", &["algebra"]).await;
        let about = format!("{} More on www.cheaper.example", edit(ctx, true).about);
        edit_profile(ctx, &ada, EditProfile { about, ..edit(ctx, true) }).await.unwrap();
        add_specialty(ctx, &ada, specialty(ctx, "physics")).await.unwrap();
        let mia = stage.with_role("mia", Role::Moderator).await;
        let seen = case(ctx, &mia, "ada").await.unwrap().application.change.unwrap().version;
        (ada, mia, seen)
    }

    #[tokio::test]
    async fn a_yes_shows_it_to_all() {
        let stage = Stage::new().await;
        let (ada, mia, seen) = waiting(&stage).await;
        let form = yes(&stage.ctx, seen);
        for _ in 0..2 {
            approve_change(&stage.ctx, &mia, "ada", form.clone()).await.unwrap();
        }
        let page = profile(&stage.ctx, "ada", None).await.unwrap().unwrap();
        assert!(page.about.ends_with("www.cheaper.example") && page.specialties.len() == 2);
        assert_eq!(stage.events("tutors.change_approved").await, 1);
        assert_eq!(stage.deeds(ada.id).await[0], Deed::TutorChangeApproved);
        let late = approve_change(&stage.ctx, &mia, "ada", yes(&stage.ctx, seen)).await;
        assert_eq!(refusal(late), Refusal::ApplicationDecided);
    }

    #[tokio::test]
    async fn a_no_leaves_the_page_as_it_was_and_says_why() {
        let stage = Stage::new().await;
        let (ada, mia, seen) = waiting(&stage).await;
        decline_change(&stage.ctx, &mia, "ada", no(&stage.ctx, seen)).await.unwrap();
        let page = profile(&stage.ctx, "ada", None).await.unwrap().unwrap();
        assert!(!page.about.contains("www.") && page.specialties.len() == 1);
        let case = case(&stage.ctx, &mia, "ada").await.unwrap().application;
        assert_eq!(case.change, None);
        assert_eq!(case.steps.last().map(|step| step.note.len()), Some(no(&stage.ctx, seen).note.len()));
        assert_eq!(stage.deeds(ada.id).await[0], Deed::TutorChangeDeclined);
    }

    #[tokio::test]
    async fn each_refusal_and_two_at_once() {
        let stage = Stage::new().await;
        let (ada, mia, seen) = waiting(&stage).await;
        let ctx = &stage.ctx;
        assert_eq!(refusal(approve_change(ctx, &ada, "ada", yes(ctx, seen)).await), Refusal::OnlyModerators);
        assert!(matches!(approve_change(ctx, &mia, "mia", yes(ctx, seen)).await, Err(Error::NotFound)));
        add_specialty(ctx, &ada, specialty(ctx, "law")).await.unwrap();
        assert_eq!(refusal(approve_change(ctx, &mia, "ada", yes(ctx, seen)).await), Refusal::ApplicationChanged);
        let seen = case(ctx, &mia, "ada").await.unwrap().application.change.unwrap().version;
        let (a, b) = tokio::join!(
            approve_change(ctx, &mia, "ada", yes(ctx, seen)),
            decline_change(ctx, &mia, "ada", no(ctx, seen))
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
        crate::accounts::set_role(ctx, "ada", Role::Moderator).await.unwrap();
        let ada = crate::accounts::user(ctx, ada.id).await.unwrap().unwrap();
        assert_eq!(refusal(approve_change(ctx, &ada, "ada", yes(ctx, seen)).await), Refusal::OwnApplication);
    }
}
