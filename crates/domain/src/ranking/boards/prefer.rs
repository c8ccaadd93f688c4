use contract::ranking::{Prefer, Preference};

use super::{TOPIC, count, listing};
use crate::{
    Ctx,
    accounts::User,
    live,
    once::{Once, once},
    ranking::Error,
};

/// What somebody chose; who chose nothing is seen and sees.
pub async fn preference(ctx: &Ctx, user: &User) -> Result<Preference, sqlx::Error> {
    let row = sqlx::query!("SELECT hide_me, hide_boards FROM ranking.preference WHERE person_id = $1", user.id.0)
        .fetch_optional(&ctx.db)
        .await?;
    Ok(row.map_or_else(Preference::default, |row| Preference { hide_me: row.hide_me, hide_boards: row.hide_boards }))
}

/// Chooses whether others see me on boards, and whether I see boards. Holds at once; what I have is kept meanwhile.
pub async fn prefer(ctx: &Ctx, user: &User, form: Prefer) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    count::hold(&mut tx, ctx.now()).await?;
    sqlx::query!(
        "INSERT INTO ranking.preference (person_id, hide_me, hide_boards) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET hide_me = excluded.hide_me, hide_boards = excluded.hide_boards",
        user.id.0,
        form.preference.hide_me,
        form.preference.hide_boards
    )
    .execute(&mut *tx)
    .await?;
    if listing::settle(&mut tx, Some(user.id)).await? > 0 {
        live::tell(&mut tx, TOPIC).await?;
    }
    tx.commit().await?;
    Ok(())
}
