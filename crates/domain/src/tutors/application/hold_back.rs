use contract::tutors::{AddSpecialty, EditProfile};
use sqlx::PgConnection;

use super::{
    admit::is_reviewed,
    change::{Words, forget},
    life::{Said, note},
    risk::risks,
};
use crate::{
    Ctx,
    accounts::User,
    error::breaks,
    tutors::{Error, SPECIALTIES_MAX, Seen},
};

/// Takes what is risky out of a form and puts it before a moderator; the form keeps the public words in its place. What is typed
/// as it stands in public is held back no more.
pub(in crate::tutors) async fn hold_back_words(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    form: EditProfile,
) -> Result<(EditProfile, Seen), Error> {
    if !is_reviewed(ctx, conn, user).await? {
        return Ok((form, Seen::ByAll));
    }
    let public = sqlx::query!("SELECT headline, about, video FROM tutors.tutor WHERE person_id = $1", user.id.0);
    let Some(public) = public.fetch_optional(&mut *conn).await? else { return Ok((form, Seen::ByAll)) };
    let waits = |was: &str, becomes: &str| !risks(was, becomes).is_empty();
    let headline = waits(&public.headline, &form.headline).then(|| form.headline.clone());
    let about = waits(&public.about, &form.about).then(|| form.about.clone());
    let video = waits(&public.video, &form.video).then(|| form.video.clone());
    let open = EditProfile {
        headline: if headline.is_some() { public.headline } else { form.headline },
        about: if about.is_some() { public.about } else { form.about },
        video: if video.is_some() { public.video } else { form.video },
        ..form
    };
    let words = Words { headline, about, video };
    let seen = if words.is_empty() { Seen::ByAll } else { Seen::ByModerators };
    keep_words(ctx, conn, user, words).await?;
    Ok((open, seen))
}

/// The same words again keep their place in the queue.
async fn keep_words(ctx: &Ctx, conn: &mut PgConnection, user: &User, words: Words) -> Result<(), sqlx::Error> {
    let same = sqlx::query_scalar!(
        r#"SELECT coalesce((SELECT headline IS NOT DISTINCT FROM $2 AND about IS NOT DISTINCT FROM $3 AND video IS NOT DISTINCT FROM $4
                            FROM tutors.change WHERE tutor_id = $1), coalesce($2::text, $3, $4) IS NULL) AS "same!""#,
        user.id.0,
        words.headline,
        words.about,
        words.video,
    )
    .fetch_one(&mut *conn)
    .await?;
    if same {
        return Ok(());
    }
    if words.is_empty() && !subjects_wait(conn, user).await? {
        forget(conn, user.id).await?;
        return note(ctx, conn, user.id, "change_taken_back", &Said::by(user)).await;
    }
    sqlx::query!(
        "INSERT INTO tutors.change (tutor_id, headline, about, version, since, video) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tutor_id) DO UPDATE SET headline = excluded.headline, about = excluded.about, video = excluded.video,
             version = excluded.version, since = excluded.since",
        user.id.0,
        words.headline,
        words.about,
        ctx.id(),
        ctx.now(),
        words.video,
    )
    .execute(&mut *conn)
    .await?;
    told(ctx, conn, user).await
}

async fn subjects_wait(conn: &mut PgConnection, user: &User) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.change_subject WHERE tutor_id = $1) AS "some!""#,
        user.id.0
    )
    .fetch_one(conn)
    .await
}

/// Puts a new subject or level before a moderator, if the page is looked at. One that is public already does not wait.
pub(in crate::tutors) async fn hold_back_subject(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    form: &AddSpecialty,
) -> Result<Seen, Error> {
    if !is_reviewed(ctx, conn, user).await? {
        return Ok(Seen::ByAll);
    }
    let count = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE s.subject = $2 AND s.level = $3) AS "public!",
                  count(*) + (SELECT count(*) FROM tutors.change_subject c WHERE c.tutor_id = $1) AS "all!"
           FROM tutors.specialty s WHERE s.tutor_id = $1"#,
        user.id.0,
        form.subject,
        form.level.as_str(),
    )
    .fetch_one(&mut *conn)
    .await?;
    if count.public > 0 {
        return Ok(Seen::ByAll);
    }
    if usize::try_from(count.all).unwrap_or(usize::MAX) >= SPECIALTIES_MAX {
        return Err(Error::TooManySpecialties);
    }
    keep_subject(ctx, conn, user, form).await?;
    Ok(Seen::ByModerators)
}

async fn keep_subject(ctx: &Ctx, conn: &mut PgConnection, user: &User, form: &AddSpecialty) -> Result<(), Error> {
    sqlx::query!(
        "INSERT INTO tutors.change (tutor_id, version, since) VALUES ($1, $2, $3)
         ON CONFLICT (tutor_id) DO UPDATE SET version = excluded.version, since = excluded.since",
        user.id.0,
        ctx.id(),
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    let added = sqlx::query!(
        "INSERT INTO tutors.change_subject (tutor_id, subject, level, evidence) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tutor_id, subject, level) DO UPDATE SET evidence = excluded.evidence",
        user.id.0,
        form.subject,
        form.level.as_str(),
        form.evidence,
    )
    .execute(&mut *conn)
    .await;
    match added {
        Err(e) if breaks(&e, "change_subject_subject_fkey") => return Err(Error::UnknownSubject),
        other => _ = other?,
    }
    Ok(told(ctx, conn, user).await?)
}

async fn told(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<(), sqlx::Error> {
    metrics::counter!("tutors_changes_held_back_total").increment(1);
    note(ctx, conn, user.id, "change_proposed", &Said::by(user)).await
}

#[cfg(test)]
#[path = "hold_back_tests.rs"]
mod tests;
