use axum::{
    extract::{Request as HttpRequest, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::UserId;
use domain::{
    Ctx,
    accounts::{self, User, sessions::Seat},
};
use http::{Extensions, StatusCode};
use tower_sessions::Session;

/// The session's entries: whose it is,
pub const PERSON: &str = "person";
/// where they sit,
pub const SEAT: &str = "seat";
/// and when they last gave their password.
pub const CONFIRMED: &str = "confirmed_at";

/// The one who is signed in, if anyone. Put beside every request by [`identify`].
#[derive(Clone, Debug, Default)]
pub struct Caller(pub Option<User>);

/// Finds out who is asking. Without a session cookie this asks nobody.
pub async fn identify(State(ctx): State<Ctx>, session: Session, mut request: HttpRequest, next: Next) -> Response {
    match find(&ctx, &session).await {
        Ok(user) => {
            if let Some(user) = &user {
                log_as(request.extensions(), user.id);
            }
            request.extensions_mut().insert(Caller(user));
            next.run(request).await
        }
        Err(error) => {
            tracing::warn!(%error, "cannot tell who is asking");
            (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")], "Please try again in a moment.").into_response()
        }
    }
}

/// From now on the lines in the log of this request say whose it is. Its span lies beside it: layers have spans of their own,
/// inside of it.
pub fn log_as(beside: &Extensions, person: UserId) {
    if let Some(span) = beside.get::<tracing::Span>() {
        span.record("person", tracing::field::display(person));
    }
}

async fn find(ctx: &Ctx, session: &Session) -> Result<Option<User>, Box<dyn std::error::Error + Send + Sync>> {
    let Some(person) = session.get::<UserId>(PERSON).await? else { return Ok(None) };
    let Some(seat) = session.get::<Seat>(SEAT).await? else { return Ok(None) };
    let confirmed_at = session.get(CONFIRMED).await?;
    Ok(accounts::user(ctx, person).await?.map(|user| user.in_session(seat.id, confirmed_at)))
}
