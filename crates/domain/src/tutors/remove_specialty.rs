use contract::{Refusal, tutors::RemoveSpecialty};
use sqlx::PgConnection;

use super::{
    Error, Event,
    begin::{announce, begin},
};
use crate::{Ctx, accounts::User};

/// Teaches this no more. What is not there is no error.
///
/// # Errors
/// `ProfileFirst`; `LastSpecialty` while the page is open.
pub async fn remove_specialty(ctx: &Ctx, user: &User, form: RemoveSpecialty) -> Result<(), Error> {
    let Some((mut tx, mine)) = begin(ctx, user, form.key).await? else { return Ok(()) };
    let removed = sqlx::query!(
        "DELETE FROM tutors.specialty WHERE tutor_id = $1 AND subject = $2 AND level = $3",
        user.id.0,
        form.subject,
        form.level.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Ok(());
    }
    if mine.published && none_left(&mut tx, user).await? {
        return Err(Refusal::LastSpecialty.into());
    }
    announce(ctx, &mut tx, Event::ProfileChanged { tutor: user.id }).await?;
    tx.commit().await?;
    Ok(())
}

async fn none_left(conn: &mut PgConnection, user: &User) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT NOT EXISTS (SELECT FROM tutors.specialty WHERE tutor_id = $1) AS "none!""#, user.id.0)
        .fetch_one(conn)
        .await
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, tutors::Level};

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            add_specialty,
            application::testing::approve_directly,
            edit_profile, my_teaching,
            testing::{edit, new_tutor, open_tutor, refusal, specialty},
        },
    };

    fn form(ctx: &Ctx, subject: &str) -> RemoveSpecialty {
        RemoveSpecialty { key: CommandKey(ctx.id()), subject: subject.into(), level: Level::School }
    }

    #[tokio::test]
    async fn all_but_the_last_of_an_open_page() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra", "physics"]).await);
        remove_specialty(ctx, &ada, form(ctx, "algebra")).await.unwrap();
        remove_specialty(ctx, &ada, form(ctx, "algebra")).await.expect("what is gone is gone");
        assert_eq!(refusal(remove_specialty(ctx, &ada, form(ctx, "physics")).await), Refusal::LastSpecialty);
        let mine = my_teaching(ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!(mine.specialties.iter().map(|s| s.subject.as_str()).collect::<Vec<_>>(), ["physics"]);
    }

    #[tokio::test]
    async fn opening_the_page_and_removing_the_last_subject_at_once() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        add_specialty(ctx, &ada, specialty(ctx, "algebra")).await.unwrap();
        approve_directly(ctx, &ada).await;
        let (opened, removed) =
            tokio::join!(edit_profile(ctx, &ada, edit(ctx, true)), remove_specialty(ctx, &ada, form(ctx, "algebra")));
        assert_eq!(u8::from(opened.is_ok()) + u8::from(removed.is_ok()), 1);
    }

    #[tokio::test]
    async fn someone_who_does_not_teach() {
        let stage = Stage::new().await;
        let bob = stage.person("bob").await;
        let early = remove_specialty(&stage.ctx, &bob, form(&stage.ctx, "algebra")).await;
        assert_eq!(refusal(early), Refusal::ProfileFirst);
    }
}
