use contract::{
    AppError, Pairs, Problem,
    tutors::{AddSpecialty, EditProfile, RemoveSpecialty},
};
use domain::tutors::{self, Seen};

use crate::{
    request::{Done, Failure, Request, value_of},
    said::Said,
};

/// The forms of `/teach`, by their `action`.
pub async fn teach(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let (part, said) = match action {
        "profile" => {
            let seen = tutors::edit_profile(ctx, user, EditProfile::decode(&pairs)?).await?;
            ("profile", if seen == Seen::ByAll { Said::ProfileSaved } else { Said::ChangeWaits })
        }
        "specialty" => {
            let seen = tutors::add_specialty(ctx, user, AddSpecialty::decode(&pairs)?).await?;
            ("subjects", if seen == Seen::ByAll { Said::SpecialtySaved } else { Said::ChangeWaits })
        }
        "remove-specialty" => {
            tutors::remove_specialty(ctx, user, RemoveSpecialty::decode(&pairs)?).await?;
            ("subjects", Said::SpecialtySaved)
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::to(format!("/teach?part={part}")).saying(said))
}
