use contract::tutors::Apply;
use sqlx::PgConnection;

use super::{
    life::{keep_claims, load},
    rules::is_open_for_writing,
    state::State,
};
use crate::{Ctx, Once, accounts::User, error::breaks, once, tutors::Error};

/// Keeps an application as far as it has come. The first save begins it.
///
/// # Errors
/// `ApplicationWaits`, `AlreadyApproved`, `PageSuspended`; `UnknownSubject`, `UnknownSample`.
pub async fn save(ctx: &Ctx, user: &User, form: Apply) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    keep(ctx, &mut tx, user, &form).await?;
    tx.commit().await?;
    Ok(())
}

/// In place of what was there, if that may be written in.
pub(super) async fn keep(ctx: &Ctx, conn: &mut PgConnection, user: &User, form: &Apply) -> Result<(), Error> {
    begin(ctx, conn, user).await?;
    let state = load(conn, user.id).await?.map_or(State::Draft, |kept| kept.state);
    is_open_for_writing(state)?;
    must_have_reviewed(conn, user, form).await?;
    sqlx::query!(
        "UPDATE tutors.application SET headline = $2, about = $3, statement = $4, languages = $5, samples = $6 WHERE person_id = $1",
        user.id.0,
        form.headline,
        form.about,
        form.statement,
        &form.languages,
        &form.samples.iter().map(|id| id.0).collect::<Vec<_>>(),
    )
    .execute(&mut *conn)
    .await?;
    match keep_claims(conn, user.id, &form.claims).await {
        Err(e) if breaks(&e, "application_subject_subject_fkey") => Err(Error::UnknownSubject),
        other => Ok(other?),
    }
}

/// An empty draft, unless there is something.
pub(super) async fn begin(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.application (person_id, state, version, begun_at) VALUES ($1, 'draft', $2, $3) ON CONFLICT DO NOTHING",
        user.id.0,
        ctx.id(),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Everybody may read what is pointed at, and it is their own review.
async fn must_have_reviewed(conn: &mut PgConnection, user: &User, form: &Apply) -> Result<(), Error> {
    let samples: Vec<_> = form.samples.iter().map(|id| id.0).collect();
    let known = sqlx::query_scalar!(
        r#"SELECT count(DISTINCT r.submission_id) AS "known!"
           FROM reviews.public_review r JOIN reviews.public_submission s ON s.id = r.submission_id
           WHERE r.reviewer_id = $1 AND r.submission_id = ANY($2) AND r.state = 'published' AND s.visibility = 'public'"#,
        user.id.0,
        &samples,
    )
    .fetch_one(conn)
    .await?;
    if usize::try_from(known).is_ok_and(|known| known == samples.len()) { Ok(()) } else { Err(Error::UnknownSample) }
}

#[cfg(test)]
mod tests {
    use contract::{Refusal, SubmissionId};

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            application::{
                my_application,
                testing::{apply, approved, half, submitted},
            },
            testing::refusal,
        },
    };

    #[tokio::test]
    async fn half_of_it_is_kept_and_the_next_save_takes_its_place() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let before = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!((before.state, before.draft.headline.as_str()), (State::Draft, ""));
        let form = half(&stage.ctx);
        save(&stage.ctx, &ada, form.clone()).await.unwrap();
        let kept = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!(kept.draft.headline, "Alg");
        assert!(!kept.missing.is_empty());
        save(&stage.ctx, &ada, apply(&stage.ctx)).await.unwrap();
        save(&stage.ctx, &ada, form).await.expect("has had its effect");
        let whole = my_application(&stage.ctx, &ada).await.unwrap();
        assert_eq!(whole.missing, []);
        assert_eq!(whole.draft.claims.len(), 2, "in place of the one before");
        assert_eq!(whole.state, State::Draft, "nobody hears of it");
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let ctx = &stage.ctx;
        let waits = submitted(&stage, "ada").await;
        assert_eq!(refusal(save(ctx, &waits, apply(ctx)).await), Refusal::ApplicationWaits);
        let tutor = approved(&stage, "bob").await;
        assert_eq!(refusal(save(ctx, &tutor, apply(ctx)).await), Refusal::AlreadyApproved);
        let eve = stage.person("eve").await;
        let mut alchemy = apply(ctx);
        alchemy.claims[0].subject = "alchemy".into();
        assert!(matches!(save(ctx, &eve, alchemy).await, Err(Error::UnknownSubject)));
        let foreign = Apply { samples: vec![SubmissionId(ctx.id())], ..apply(ctx) };
        assert!(matches!(save(ctx, &eve, foreign).await, Err(Error::UnknownSample)));
        assert_eq!(my_application(ctx, &eve).await.unwrap().draft.headline, "", "nothing was kept");
    }
}
