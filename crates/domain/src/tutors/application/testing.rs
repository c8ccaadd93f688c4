//! Applicants in each stage, and what moderators say to them.

use contract::{
    CommandKey,
    tutors::{Answer, Apply, Claim, Level, Part, Suspend},
};
use uuid::Uuid;

use super::{approve, case, submit, suspend};
use crate::{
    Ctx,
    accounts::{self, Role, User},
    testing::Stage,
};

/// A whole application.
pub(crate) fn apply(ctx: &Ctx) -> Apply {
    let claim =
        |subject: &str, level, evidence: &str| Claim { subject: subject.into(), level, evidence: evidence.into() };
    Apply {
        key: CommandKey(ctx.id()),
        headline: "Algebra without fear".into(),
        about: "I explain things until they are clear, with many examples.".into(),
        languages: vec!["am".into(), "en".into()],
        claims: vec![
            claim("algebra", Level::School, "Ten years at a school in Adama"),
            claim("physics", Level::University, "M.Sc. of Addis Ababa University"),
        ],
        statement: "I taught myself from borrowed books, and I know where one gets stuck. We take one small step after the other."
            .into(),
        samples: Vec::new(),
    }
}

/// One that has just been begun.
pub(crate) fn half(ctx: &Ctx) -> Apply {
    let claim = Claim { subject: "law".into(), level: Level::School, evidence: String::new() };
    Apply {
        headline: "Alg".into(),
        about: String::new(),
        claims: vec![claim],
        statement: String::new(),
        languages: Vec::new(),
        ..apply(ctx)
    }
}

/// Somebody whose application waits.
pub(crate) async fn submitted(stage: &Stage, handle: &str) -> User {
    let user = stage.person(handle).await;
    submit(&stage.ctx, &user, apply(&stage.ctx)).await.unwrap();
    user
}

/// Somebody whom a moderator has approved.
pub(crate) async fn approved(stage: &Stage, handle: &str) -> User {
    let user = submitted(stage, handle).await;
    let moderator = moderator(stage).await;
    let seen = seen(&stage.ctx, &moderator, handle).await;
    approve(&stage.ctx, &moderator, handle, yes(&stage.ctx, seen)).await.unwrap();
    user
}

/// Somebody whose page is suspended.
pub(crate) async fn suspended(stage: &Stage, handle: &str) -> User {
    let user = approved(stage, handle).await;
    suspend(&stage.ctx, &moderator(stage).await, handle, reason(&stage.ctx)).await.unwrap();
    user
}

async fn moderator(stage: &Stage) -> User {
    let there: Option<Uuid> = sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle = 'the-moderator'")
        .fetch_optional(&stage.ctx.db)
        .await
        .unwrap();
    match there {
        Some(id) => accounts::user(&stage.ctx, contract::UserId(id)).await.unwrap().unwrap(),
        None => stage.with_role("the-moderator", Role::Moderator).await,
    }
}

/// As the migration did with those who taught before anybody was asked: their page stays as it is.
pub(crate) async fn approve_directly(ctx: &Ctx, user: &User) {
    let sql = "INSERT INTO tutors.application (person_id, state, version, begun_at, decided_at) VALUES ($1, 'approved', $2, $3, $3)
               ON CONFLICT (person_id) DO UPDATE SET state = 'approved', decided_at = excluded.decided_at";
    sqlx::query(sql).bind(user.id.0).bind(ctx.id()).bind(ctx.now()).execute(&ctx.db).await.unwrap();
}

/// The version that a moderator has before them.
pub(crate) async fn seen(ctx: &Ctx, moderator: &User, handle: &str) -> Uuid {
    case(ctx, moderator, handle).await.unwrap().application.version
}

pub(crate) fn yes(ctx: &Ctx, seen: Uuid) -> Answer {
    Answer { key: CommandKey(ctx.id()), seen, parts: Vec::new(), note: String::new() }
}

pub(crate) fn no(ctx: &Ctx, seen: Uuid) -> Answer {
    Answer { note: "We have enough tutors of algebra.".into(), ..yes(ctx, seen) }
}

pub(crate) fn wish(ctx: &Ctx, seen: Uuid) -> Answer {
    Answer { parts: vec![Part::Evidence], note: "Please say where you studied.".into(), ..yes(ctx, seen) }
}

pub(crate) fn reason(ctx: &Ctx) -> Suspend {
    Suspend { key: CommandKey(ctx.id()), reason: "Students say that nobody comes.".into() }
}
