use contract::tutors::AddSpecialty;
use sqlx::PgConnection;

use super::{
    Error, Event, Seen,
    application::hold_back_subject,
    begin::{announce, begin},
};
use crate::{Ctx, accounts::User, error::breaks};

/// So many pairs of subject and level at most.
pub const SPECIALTIES_MAX: usize = 20;

/// One more subject at one level. One that is there already stays; one that is new to an approved page waits for a moderator.
///
/// # Errors
/// `ProfileFirst`, `UnknownSubject`, `TooManySpecialties`.
pub async fn add_specialty(ctx: &Ctx, user: &User, form: AddSpecialty) -> Result<Seen, Error> {
    let Some((mut tx, _)) = begin(ctx, user, form.key).await? else { return Ok(Seen::ByAll) };
    if hold_back_subject(ctx, &mut tx, user, &form).await? == Seen::ByModerators {
        tx.commit().await?;
        return Ok(Seen::ByModerators);
    }
    if !add(&mut tx, user, &form).await? {
        return Ok(Seen::ByAll);
    }
    if count(&mut tx, user).await? > SPECIALTIES_MAX {
        return Err(Error::TooManySpecialties);
    }
    announce(ctx, &mut tx, Event::ProfileChanged { tutor: user.id }).await?;
    tx.commit().await?;
    Ok(Seen::ByAll)
}

/// `false` if it was there already.
async fn add(conn: &mut PgConnection, user: &User, form: &AddSpecialty) -> Result<bool, Error> {
    let added = sqlx::query!(
        "INSERT INTO tutors.specialty (tutor_id, subject, level) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        user.id.0,
        form.subject,
        form.level.as_str(),
    )
    .execute(conn)
    .await;
    match added {
        Err(e) if breaks(&e, "specialty_subject_fkey") => Err(Error::UnknownSubject),
        other => Ok(other?.rows_affected() == 1),
    }
}

async fn count(conn: &mut PgConnection, user: &User) -> Result<usize, sqlx::Error> {
    let count =
        sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM tutors.specialty WHERE tutor_id = $1"#, user.id.0)
            .fetch_one(conn)
            .await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            my_teaching, subjects,
            testing::{new_tutor, refusal, specialty},
        },
    };

    #[tokio::test]
    async fn once_however_often_it_is_added() {
        let stage = Stage::new().await;
        let ada = new_tutor(&stage, "ada").await;
        let before = stage.events("tutors.profile_changed").await;
        let form = specialty(&stage.ctx, "algebra");
        add_specialty(&stage.ctx, &ada, form.clone()).await.unwrap();
        add_specialty(&stage.ctx, &ada, form).await.unwrap();
        add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "algebra")).await.unwrap();
        assert_eq!(stage.events("tutors.profile_changed").await, before + 1);
        let mine = my_teaching(&stage.ctx, &ada).await.unwrap().profile.unwrap();
        assert_eq!(mine.specialties.len(), 1);
        assert_eq!((mine.specialties[0].name.as_str(), mine.specialties[0].area.as_str()), ("Algebra", "Mathematics"));
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let bob = stage.person("bob").await;
        let early = add_specialty(&stage.ctx, &bob, specialty(&stage.ctx, "algebra")).await;
        assert_eq!(refusal(early), Refusal::ProfileFirst);
        let ada = new_tutor(&stage, "ada").await;
        let unknown = add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, "alchemy")).await;
        assert!(matches!(unknown, Err(Error::UnknownSubject)));
        let areas = subjects(&stage.ctx).await.unwrap();
        let mut slugs = areas.iter().flat_map(|area| &area.subjects).map(|subject| subject.slug.as_str());
        for slug in slugs.by_ref().take(SPECIALTIES_MAX) {
            add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, slug)).await.unwrap();
        }
        let one_more = add_specialty(&stage.ctx, &ada, specialty(&stage.ctx, slugs.next().unwrap())).await;
        assert!(matches!(one_more, Err(Error::TooManySpecialties)));
    }
}
