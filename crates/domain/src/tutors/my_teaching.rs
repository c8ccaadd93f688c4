use super::{
    Profile,
    application::{Words, pending_words},
    profile,
};
use crate::{Ctx, accounts::User};

/// Everything about one's own teaching but the hours, which are [`super::my_hours`].
#[derive(Clone, Debug)]
pub struct Teaching {
    /// `None` for someone who does not teach yet.
    pub profile: Option<Profile>,
    /// There is a lesson that students can book.
    pub offers: bool,
    /// Nothing was ever offered.
    pub new_to_offering: bool,
}

/// What I teach, also before I am a tutor. Words that wait for a moderator stand in the place of those that others see.
pub async fn my_teaching(ctx: &Ctx, user: &User) -> Result<Teaching, sqlx::Error> {
    let Words { headline, about, video } = pending_words(ctx, user.id).await?;
    let profile = profile(ctx, &user.handle, Some(user.id)).await?.map(|public| Profile {
        headline: headline.unwrap_or_else(|| public.headline.clone()),
        about: about.unwrap_or_else(|| public.about.clone()),
        video: video.unwrap_or_else(|| public.video.clone()),
        ..public
    });
    let offered = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE closed_at IS NULL AND kind <> 'group') AS "open!", count(*) AS "all!"
           FROM tutors.offering WHERE tutor_id = $1"#,
        user.id.0
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(Teaching { profile, offers: offered.open > 0, new_to_offering: offered.all == 0 })
}
