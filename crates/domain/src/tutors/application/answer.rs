use contract::{UserId, tutors::Answer};
use sqlx::PgConnection;

use super::{
    life::{Said, load_some, move_to},
    rules::decide,
    state::{Action, Actor},
    take_over::take_over,
};
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    audit::{self, Deed, Note},
    once,
    tutors::{Error, Event, begin::announce},
};

/// A moderator lets somebody teach: what they applied with becomes their page, which they open themselves.
///
/// # Errors
/// `OnlyModerators`; `NotFound`; `ApplicationChanged`; the refusals of the rules.
pub async fn approve(ctx: &Ctx, user: &User, handle: &str, form: Answer) -> Result<(), Error> {
    answer(ctx, user, handle, form, Action::Approve).await
}

/// A moderator wants parts of it to be changed, and says how.
///
/// # Errors
/// As [`approve`].
pub async fn ask_changes(ctx: &Ctx, user: &User, handle: &str, form: Answer) -> Result<(), Error> {
    answer(ctx, user, handle, form, Action::AskChanges).await
}

/// A moderator says no. They may apply again after 30 days.
///
/// # Errors
/// As [`approve`].
pub async fn decline(ctx: &Ctx, user: &User, handle: &str, form: Answer) -> Result<(), Error> {
    answer(ctx, user, handle, form, Action::Decline).await
}

async fn answer(ctx: &Ctx, user: &User, handle: &str, form: Answer, action: Action) -> Result<(), Error> {
    user.must(Power::DecideTutors)?;
    let mut tx = ctx.begin().await?;
    let tutor = person(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    let kept = load_some(&mut tx, tutor).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let allowed = decide(&kept.facts(), Actor::Moderator { own: user.id == tutor }, action, ctx.now())?;
    kept.must_be(form.seen)?;
    move_to(ctx, &mut tx, tutor, &allowed, &Said { by: Some(user), note: &form.note, parts: &form.parts }).await?;
    let (event, deed) = match action {
        Action::AskChanges => (Event::ChangesAsked { tutor }, Deed::TutorChangesAsked),
        Action::Decline => (Event::ApplicationDeclined { tutor }, Deed::TutorDeclined),
        _ => {
            take_over(ctx, &mut tx, tutor).await?;
            (Event::ApplicationApproved { tutor }, Deed::TutorApproved)
        }
    };
    announce(ctx, &mut tx, event).await?;
    audit::append(ctx, &mut tx, Note::new(deed, user.id).to(tutor).because(form.note)).await?;
    tx.commit().await?;
    metrics::counter!("tutors_decisions_total", "decision" => deed.as_str()).increment(1);
    Ok(())
}

/// Also of an account that is disabled: what they sent can still be answered.
pub(super) async fn person(conn: &mut PgConnection, handle: &str) -> Result<Option<UserId>, sqlx::Error> {
    let id = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM accounts.public_person WHERE handle = $1"#, handle);
    Ok(id.fetch_optional(conn).await?.map(UserId))
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal, tutors::Part};

    use super::*;
    use crate::{
        accounts::Role,
        testing::Stage,
        tutors::{
            application::{
                State, my_application,
                testing::{apply, no, seen, submitted, wish, yes},
                withdraw,
            },
            my_teaching, profile,
            testing::{edit, refusal},
        },
    };

    async fn state(stage: &Stage, user: &User) -> State {
        my_application(&stage.ctx, user).await.unwrap().state
    }

    #[tokio::test]
    async fn what_was_applied_with_becomes_the_page_which_stays_closed() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let form = yes(ctx, seen(ctx, &mia, "ada").await);
        approve(ctx, &mia, "ada", form.clone()).await.unwrap();
        approve(ctx, &mia, "ada", form).await.expect("has had its effect");
        assert_eq!(state(&stage, &ada).await, State::Approved);
        let page = my_teaching(ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!((page.headline.as_str(), page.published), ("Algebra without fear", false));
        let taught: Vec<_> = page.specialties.iter().map(|s| (s.subject.as_str(), s.level.as_str())).collect();
        assert_eq!(taught, [("algebra", "school"), ("physics", "university")]);
        assert_eq!(page.languages, ["am", "en"]);
        assert!(profile(ctx, "ada", None).await.unwrap().is_none());
        assert_eq!(stage.events("tutors.application_approved").await, 1);
        assert_eq!(stage.deeds(ada.id).await[0], Deed::TutorApproved);
        crate::tutors::edit_profile(ctx, &ada, edit(ctx, true)).await.unwrap();
        assert!(profile(ctx, "ada", None).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn the_page_has_what_was_approved_and_nothing_else() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let ada = crate::tutors::testing::new_tutor(&stage, "ada").await;
        crate::tutors::add_specialty(ctx, &ada, crate::tutors::testing::specialty(ctx, "law")).await.unwrap();
        crate::tutors::application::submit(ctx, &ada, apply(ctx)).await.unwrap();
        let mia = stage.with_role("mia", Role::Moderator).await;
        approve(ctx, &mia, "ada", yes(ctx, seen(ctx, &mia, "ada").await)).await.unwrap();
        let page = my_teaching(ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!(
            (page.headline.as_str(), page.price_minor),
            ("Algebra without fear", 3500),
            "the price stays theirs"
        );
        assert!(page.specialties.iter().all(|s| s.subject != "law"), "nobody has looked at that");
    }

    #[tokio::test]
    async fn a_wish_says_what_and_comes_back_changed() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let first = seen(ctx, &mia, "ada").await;
        ask_changes(ctx, &mia, "ada", wish(ctx, first)).await.unwrap();
        let mine = my_application(ctx, &ada).await.unwrap();
        assert_eq!((mine.state, mine.wanted.as_slice()), (State::ChangesWanted, &[Part::Evidence][..]));
        assert_eq!(mine.steps.last().map(|step| step.note.as_str()), Some("Please say where you studied."));
        crate::tutors::application::submit(ctx, &ada, apply(ctx)).await.unwrap();
        assert_eq!(my_application(ctx, &ada).await.unwrap().wanted, []);
        assert_eq!(refusal(approve(ctx, &mia, "ada", yes(ctx, first)).await), Refusal::ApplicationChanged);
        assert_eq!(stage.deeds(ada.id).await[0], Deed::TutorChangesAsked);
        assert_eq!(stage.events("tutors.changes_asked").await, 1);
    }

    #[tokio::test]
    async fn of_two_moderators_at_once_one_decides_and_the_other_is_told() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let (mia, max) = (stage.with_role("mia", Role::Moderator).await, stage.with_role("max", Role::Admin).await);
        let seen = seen(ctx, &mia, "ada").await;
        let (a, b) = tokio::join!(approve(ctx, &mia, "ada", yes(ctx, seen)), decline(ctx, &max, "ada", no(ctx, seen)));
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
        let told = if a.is_err() { refusal(a) } else { refusal(b) };
        assert_eq!(told, Refusal::ApplicationDecided);
        let decided = stage.deeds(ada.id).await;
        assert_eq!(decided.iter().filter(|d| matches!(d, Deed::TutorApproved | Deed::TutorDeclined)).count(), 1);
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let version = {
            let mia = stage.with_role("mia", Role::Moderator).await;
            let seen = seen(ctx, &mia, "ada").await;
            assert!(matches!(approve(ctx, &mia, "nobody", yes(ctx, seen)).await, Err(Error::NotFound)));
            assert!(
                matches!(approve(ctx, &mia, "mia", yes(ctx, seen)).await, Err(Error::NotFound)),
                "who never applied"
            );
            seen
        };
        assert_eq!(refusal(approve(ctx, &ada, "ada", yes(ctx, version)).await), Refusal::OnlyModerators);
        let mod_ada = {
            crate::accounts::set_role(ctx, "ada", Role::Moderator).await.unwrap();
            crate::accounts::user(ctx, ada.id).await.unwrap().unwrap()
        };
        for own in [
            approve(ctx, &mod_ada, "ada", yes(ctx, version)).await,
            decline(ctx, &mod_ada, "ada", no(ctx, version)).await,
        ] {
            assert_eq!(refusal(own), Refusal::OwnApplication);
        }
        let mia =
            crate::accounts::user(ctx, person(&mut ctx.db.acquire().await.unwrap(), "mia").await.unwrap().unwrap())
                .await
                .unwrap()
                .unwrap();
        withdraw(ctx, &mod_ada, contract::tutors::Withdraw { key: CommandKey(ctx.id()) }).await.unwrap();
        assert_eq!(refusal(decline(ctx, &mia, "ada", no(ctx, version)).await), Refusal::ApplicationNotSent);
        assert_eq!(state(&stage, &ada).await, State::Withdrawn);
    }
}
