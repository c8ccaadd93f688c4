use contract::{Refusal, SubmissionId, reviews::Reconsider};

use super::{
    Error,
    decline::{set_state, suggestion},
    life::{remember, topic},
    model::Action,
    step::begin_step,
};
use crate::{Ctx, accounts::User, live};

/// The author thinks about a suggestion again that they declined. Whose it is hears of it when something comes of it.
///
/// # Errors
/// As [`super::decline`].
pub async fn reconsider(ctx: &Ctx, user: &User, id: SubmissionId, form: Reconsider) -> Result<(), Error> {
    let Some((mut tx, _)) = begin_step(ctx, user, id, form.key, Action::Apply).await? else { return Ok(()) };
    let suggestion = suggestion(&mut tx, id, form.comment).await?;
    match suggestion.state.as_str() {
        "applied" => return Err(Refusal::SuggestionApplied.into()),
        "open" => return Ok(()),
        _ => {}
    }
    set_state(&mut tx, form.comment, "open").await?;
    remember(ctx, &mut tx, id, "reconsidered", Some(user.id), &suggestion.number.to_string()).await?;
    live::tell(&mut tx, &topic(id)).await?;
    tx.commit().await?;
    Ok(())
}
