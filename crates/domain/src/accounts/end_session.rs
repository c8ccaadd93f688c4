use contract::accounts::{EndAll, EndOthers, EndSession};

use super::{
    Error, Power, Sudo,
    held::Held,
    sessions::{self, Which},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    once,
};

/// Ends one of one's own sessions. Gives its device; none if it had ended already.
///
/// # Errors
/// `NotFound`, also for what is another's.
pub async fn end_session(ctx: &Ctx, user: &Sudo, form: EndSession) -> Result<Vec<String>, Error> {
    let mut tx = ctx.begin().await?;
    let known = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.session WHERE seat = $1 AND person_id = $2) AS "known!""#,
        form.session.0,
        user.id.0
    );
    if !known.fetch_one(&mut *tx).await? {
        return Err(Error::NotFound);
    }
    let ended = sessions::end(ctx, &mut tx, user.id, Which::This(form.session)).await?;
    for device in &ended {
        audit::append(ctx, &mut tx, Note::new(Deed::SessionEnded, user.id).to(user.id).on(device)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends all of one's own sessions but the one that asks. Gives their devices, the latest first.
///
/// # Errors
/// `NotFound` outside of a session.
pub async fn end_other_sessions(ctx: &Ctx, user: &Sudo, form: EndOthers) -> Result<Vec<String>, Error> {
    let this = user.session.as_ref().ok_or(Error::NotFound)?.id;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(Vec::new());
    }
    let ended = sessions::end(ctx, &mut tx, user.id, Which::Others(this)).await?;
    if !ended.is_empty() {
        let note = Note::new(Deed::OthersEnded, user.id).to(user.id).on(ended.join(", "));
        audit::append(ctx, &mut tx, note).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// Ends all sessions of somebody else, whose account stays open: a browser that was left somewhere, a cookie that was
/// stolen. Gives how many.
///
/// # Errors
/// `OnlyAdmins`; `NotFound`.
pub async fn end_all_sessions(ctx: &Ctx, sudo: &Sudo, handle: &str, form: EndAll) -> Result<usize, Error> {
    sudo.must(Power::ShutOut)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(0);
    }
    let whom = Held::of(&mut tx, handle).await?.ok_or(Error::NotFound)?;
    let ended = sessions::end(ctx, &mut tx, whom.id, Which::All).await?;
    let note = Note::new(Deed::AllEnded, sudo.id).to(whom.id).because(&form.reason);
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(ended.len())
}
