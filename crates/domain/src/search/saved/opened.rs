use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{GroupId, UserId};
use sqlx::PgConnection;

use super::{Opened, Tell};
use crate::{
    Ctx,
    jobs::NewJob,
    search::{
        free::{self, Before},
        windows::KNOWN_DAYS,
    },
};

/// So many starts are told of at once; new hours for every day are more than anybody reads.
const MOST: usize = 200;

/// Looks whether times of a tutor have opened that were not there before, and has them looked for among what people keep.
/// A time that is new because a day has passed and the four weeks reach further has not opened.
pub(in crate::search) async fn announce(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutor: UserId,
    before: &Before,
) -> Result<(), sqlx::Error> {
    let Some(after) = free::kept(conn, tutor.0).await? else { return Ok(()) };
    let starts = opened(before, &after.starts, ctx.now());
    if !starts.is_empty() {
        ctx.jobs.enqueue(conn, NewJob::of(&Tell { tutor, opened: Opened::Times(starts), after: None })).await?;
    }
    Ok(())
}

/// Has it looked for among what people keep whom a group fits that was planned.
pub(in crate::search) async fn planned(ctx: &Ctx, tutor: UserId, group: GroupId) -> Result<(), sqlx::Error> {
    let tell = Tell { tutor, opened: Opened::Group(group), after: None };
    ctx.jobs.enqueue(&mut *ctx.db.acquire().await?, NewJob::of(&tell).key(format!("search.tell:{group}"))).await
}

fn opened(before: &Before, after: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let known_until = before.counted_at + TimeDelta::days(KNOWN_DAYS);
    let known: HashSet<_> = before.starts.iter().collect();
    after.iter().filter(|at| now < **at && **at < known_until && !known.contains(at)).take(MOST).copied().collect()
}
