//! A connection that stays open ends with the session that it was opened in.

use std::time::Duration;

use domain::{
    Ctx,
    accounts::{User, sessions},
};
use futures::{Stream, StreamExt, future::Either};

/// How often we look without being told: a session also ends because its time is over.
const LOOK: Duration = Duration::from_mins(1);

/// The stream, until the session of this person ends. For a visitor it is the stream itself.
pub fn while_signed_in<S: Stream>(ctx: &Ctx, user: Option<&User>, stream: S) -> impl Stream<Item = S::Item> + use<S> {
    match user {
        Some(user) => Either::Left(stream.take_until(ended(ctx.clone(), user.clone()))),
        None => Either::Right(stream),
    }
}

async fn ended(ctx: Ctx, user: User) {
    let Some(session) = user.session else { return std::future::pending().await };
    let mut reader = ctx.live.reader(sessions::topic(user.id));
    loop {
        // It may have ended before we listened. A database that is away ends nobody's session.
        if matches!(sessions::lives(&ctx, session.id).await, Ok(false)) {
            return;
        }
        tokio::select! {
            word = reader.next() => if word.is_none() { return },
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}
