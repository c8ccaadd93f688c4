use contract::{Refusal, tutors::SpeakLanguages};

use super::{life::load, state::State};
use crate::{Ctx, accounts::User, tutors::Error};

/// The languages of an application that waits: the only part of it that nobody has to look at again.
///
/// # Errors
/// `ApplicationNotSent` if nothing waits.
pub async fn change_languages(ctx: &Ctx, user: &User, form: SpeakLanguages) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let kept = load(&mut tx, user.id).await?.filter(|kept| kept.state == State::Submitted);
    kept.ok_or(Refusal::ApplicationNotSent)?;
    sqlx::query!("UPDATE tutors.application SET languages = $2 WHERE person_id = $1", user.id.0, &form.languages)
        .execute(&mut *tx)
        .await?;
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
                approve, my_application,
                testing::{seen, submitted, yes},
            },
            my_teaching,
            testing::refusal,
        },
    };

    #[tokio::test]
    async fn while_it_waits_and_whoever_answers_has_seen_enough() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
        let mia = stage.with_role("mia", Role::Moderator).await;
        let seen = seen(ctx, &mia, "ada").await;
        let form = SpeakLanguages { key: CommandKey(ctx.id()), languages: vec!["de".into()] };
        for _ in 0..2 {
            change_languages(ctx, &ada, form.clone()).await.unwrap();
        }
        assert_eq!(my_application(ctx, &ada).await.unwrap().draft.languages, ["de"]);
        approve(ctx, &mia, "ada", yes(ctx, seen)).await.unwrap();
        assert_eq!(my_teaching(ctx, &ada).await.unwrap().profile.unwrap().languages, ["de"]);
        assert_eq!(refusal(change_languages(ctx, &ada, form).await), Refusal::ApplicationNotSent);
    }
}
