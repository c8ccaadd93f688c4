use super::{Profile, profile};
use crate::{Ctx, accounts::User};

/// Everything about one's own teaching but the hours, which are [`super::my_hours`].
#[derive(Clone, Debug)]
pub struct Teaching {
    /// `None` for someone who does not teach yet.
    pub profile: Option<Profile>,
}

/// What I teach, also before I am a tutor.
pub async fn my_teaching(ctx: &Ctx, user: &User) -> Result<Teaching, sqlx::Error> {
    Ok(Teaching { profile: profile(ctx, &user.handle, Some(user.id)).await? })
}
