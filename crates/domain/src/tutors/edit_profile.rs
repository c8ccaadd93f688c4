use contract::{
    Refusal,
    tutors::{EditProfile, FirstLesson},
};
use sqlx::PgConnection;

use super::{
    Error, Event, Seen,
    application::{hold_back_words, must_be_admitted},
    begin::announce,
    offerings::lead,
};
use crate::{Ctx, Once, accounts::User, once};

/// Saves what a tutor says about the teaching. The first save makes the person a tutor. Words of an approved page that are risky
/// wait for a moderator.
///
/// # Errors
/// `NoSpecialty` if the page is to be open without a subject, `VerifyFirst` if by somebody whose address is not confirmed,
/// `ApprovalFirst` and `PageSuspended` if by somebody who may not teach.
pub async fn edit_profile(ctx: &Ctx, user: &User, form: EditProfile) -> Result<Seen, Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(Seen::ByAll);
    }
    if form.published {
        user.must_be_verified(ctx.now())?;
    }
    let (form, seen) = hold_back_words(ctx, &mut tx, user, form).await?;
    if form.published {
        must_be_admitted(ctx, &mut tx, user).await?;
    }
    save(ctx, &mut tx, user, &form).await?;
    if let Some(lesson) = &form.lesson {
        offer_lessons(ctx, &mut tx, user, lesson).await?;
    }
    if form.published && !teaches_something(&mut tx, user).await? {
        return Err(Refusal::NoSpecialty.into());
    }
    save_languages(&mut tx, user, &form.languages).await?;
    announce(ctx, &mut tx, Event::ProfileChanged { tutor: user.id }).await?;
    tx.commit().await?;
    Ok(seen)
}

/// Locks the row too, so that the last subject cannot go while the page opens.
async fn save(ctx: &Ctx, conn: &mut PgConnection, user: &User, form: &EditProfile) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.tutor AS t (person_id, headline, about, price_minor, currency, published, created_at, video)
         VALUES ($1, $2, $3, 0, $4, $5, $6, $7)
         ON CONFLICT (person_id) DO UPDATE SET
             headline = excluded.headline, about = excluded.about, currency = excluded.currency, published = excluded.published,
             video = excluded.video",
        user.id.0,
        form.headline,
        form.about,
        form.currency,
        form.published,
        ctx.now(),
        form.video,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whoever begins to teach offers lessons for one.
async fn offer_lessons(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    lesson: &FirstLesson,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH first AS (
             INSERT INTO tutors.offering (id, tutor_id, kind, title, before_minutes, after_minutes, notice_hours, created_at)
             SELECT $1, $2, 'single', 'Lesson', $3::smallint, $3::smallint, $4::smallint, $5
             WHERE NOT EXISTS (SELECT FROM tutors.offering WHERE tutor_id = $2)
             RETURNING id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
         SELECT id, $6::smallint, $7::bigint * $6::smallint / 60 FROM first",
        ctx.id(),
        user.id.0,
        lesson.buffer_minutes,
        lesson.notice_hours,
        ctx.now(),
        lesson.session_minutes,
        lesson.price_minor,
    )
    .execute(&mut *conn)
    .await?;
    lead(conn, user).await
}

async fn teaches_something(conn: &mut PgConnection, user: &User) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM tutors.specialty WHERE tutor_id = $1) AS "some!""#, user.id.0)
        .fetch_one(conn)
        .await
}

async fn save_languages(conn: &mut PgConnection, user: &User, codes: &[String]) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM tutors.language WHERE tutor_id = $1 AND code <> ALL($2)", user.id.0, codes)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "INSERT INTO tutors.language (tutor_id, code) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
        user.id.0,
        codes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tutors::{
        application::Admission,
        my_teaching, profile,
        testing::{edit, refusal, specialty},
    };
    use crate::{accounts, testing::Stage, tutors::add_specialty};

    #[tokio::test]
    async fn the_first_save_makes_a_tutor_and_the_same_form_is_saved_once() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        assert!(my_teaching(&stage.ctx, &ada).await.unwrap().profile.is_none());
        let form = edit(&stage.ctx, false);
        edit_profile(&stage.ctx, &ada, form.clone()).await.unwrap();
        edit_profile(&stage.ctx, &ada, form).await.unwrap();
        assert_eq!(stage.events("tutors.profile_changed").await, 1);
        let mine = my_teaching(&stage.ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!((mine.price_minor, mine.currency.as_str(), mine.languages.len()), (3500, "EUR", 2));

        let lengths = "SELECT count(*), sum(price_minor)::bigint FROM tutors.offering_length";
        let offered: (i64, i64) = sqlx::query_as(lengths).fetch_one(&stage.ctx.db).await.unwrap();
        assert_eq!(offered, (1, 3500), "one lesson of an hour");

        let fewer = EditProfile { languages: vec!["am".into()], currency: "ETB".into(), ..edit(&stage.ctx, false) };
        edit_profile(&stage.ctx, &ada, fewer).await.unwrap();
        let mine = my_teaching(&stage.ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!((mine.currency.as_str(), mine.languages), ("ETB", vec!["am".to_owned()]));
        let offered: (i64, i64) = sqlx::query_as(lengths).fetch_one(&stage.ctx.db).await.unwrap();
        assert_eq!(offered, (1, 3500), "what is offered is said elsewhere from then on");
    }

    #[tokio::test]
    async fn who_has_not_confirmed_their_address_writes_and_does_not_publish() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let ada = accounts::testing::unverified(&stage, &ada).await;
        edit_profile(&stage.ctx, &ada, edit(&stage.ctx, false)).await.unwrap();
        add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "algebra")).await.unwrap();
        assert_eq!(refusal(edit_profile(&stage.ctx, &ada, edit(&stage.ctx, true)).await), Refusal::VerifyFirst);
    }

    #[tokio::test]
    async fn a_page_without_a_subject_does_not_open() {
        let mut stage = Stage::new().await;
        stage.ctx.admission = Admission::Open;
        let ada = stage.person("ada").await;
        assert_eq!(refusal(edit_profile(&stage.ctx, &ada, edit(&stage.ctx, true)).await), Refusal::NoSpecialty);
        assert!(my_teaching(&stage.ctx, &ada).await.unwrap().profile.is_none(), "nothing was saved");
        edit_profile(&stage.ctx, &ada, edit(&stage.ctx, false)).await.unwrap();
        assert!(profile(&stage.ctx, "ada", None).await.unwrap().is_none(), "others do not see it yet");
        assert!(profile(&stage.ctx, "ada", Some(ada.id)).await.unwrap().is_some(), "its owner does");
        add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "algebra")).await.unwrap();
        edit_profile(&stage.ctx, &ada, edit(&stage.ctx, true)).await.unwrap();
        assert!(profile(&stage.ctx, "ada", None).await.unwrap().is_some());
    }
}
