use std::ops::Deref;

use contract::UserId;

use super::{half, has_one};
use crate::{
    Ctx,
    accounts::User,
    audit::{self, Deed, Note},
};

/// By what somebody has shown who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::accounts) enum Way {
    /// They have made the account just now.
    Joined,
    Password,
    /// Called as people call it.
    Provider(String),
    /// A device that they have unlocked: two things at once.
    Passkey,
}

/// Proof that somebody has shown all that they have to. Only who holds one is let in.
#[derive(Clone, Debug)]
pub struct Entered {
    user: User,
    fresh: bool,
}

/// What has come of a sign-in.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Nothing is missing.
    In(Entered),
    /// The second step is. Until then the browser's cookie holds this, by which [`super::second_step`] knows them.
    Half(String),
}

/// What a sign-in still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    SecondStep,
}

impl Entered {
    pub(super) fn new(user: User, way: &Way) -> Self {
        Self { user, fresh: !matches!(way, Way::Provider(_)) }
    }

    /// Whether they have shown just now that it is them: with a provider they may have been signed in for weeks.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }
}

impl Deref for Entered {
    type Target = User;

    fn deref(&self) -> &User {
        &self.user
    }
}

/// Lets in whoever has shown who they are, or has them take the second step first. Every way in ends here. `next` is where
/// they want to go.
pub(in crate::accounts) async fn enter(ctx: &Ctx, user: User, way: Way, next: &str) -> Result<Entry, sqlx::Error> {
    match still_needed(ctx, user.id, &way).await? {
        Needs::SecondStep => Ok(Entry::Half(half::begin(ctx, user.id, &way, next).await?)),
        Needs::Nothing => {
            let mut tx = ctx.begin().await?;
            if let Some(note) = noted(user.id, &way, "none") {
                audit::append(ctx, &mut tx, note).await?;
            }
            tx.commit().await?;
            Ok(Entry::In(Entered::new(user, &way)))
        }
    }
}

async fn still_needed(ctx: &Ctx, person: UserId, way: &Way) -> Result<Needs, sqlx::Error> {
    if *way == Way::Passkey {
        return Ok(Needs::Nothing);
    }
    let mut conn = ctx.db.acquire().await?;
    Ok(if has_one(&mut conn, person).await? { Needs::SecondStep } else { Needs::Nothing })
}

/// Counts a sign-in, and says what is to be noted of it. That somebody joined stands there already.
pub(super) fn noted(person: UserId, way: &Way, second: &'static str) -> Option<Note> {
    let (by, thing) = match way {
        Way::Joined => ("joined", None),
        Way::Password => ("password", None),
        Way::Provider(label) => ("provider", Some(label.clone())),
        Way::Passkey => ("passkey", Some("a passkey".to_owned())),
    };
    metrics::counter!("accounts_signed_in_total", "by" => by, "second" => second).increment(1);
    let note = Note::new(Deed::SignedIn, person).to(person);
    let note = match (second, thing) {
        ("none", None) => note,
        ("none", Some(label)) => note.on(label),
        (second, label) => note.on(format!("{} and {second}", label.unwrap_or_else(|| "password".into()))),
    };
    (*way != Way::Joined || second != "none").then_some(note)
}

#[cfg(test)]
impl Entry {
    /// Of somebody who needs no second step.
    pub(crate) fn whole(self) -> User {
        match self {
            Self::In(entered) => entered.user,
            Self::Half(_) => panic!("a second step is needed"),
        }
    }

    /// What the cookie holds of somebody who needs one.
    pub(crate) fn half(self) -> String {
        match self {
            Self::Half(secret) => secret,
            Self::In(entered) => panic!("{} is in", entered.handle),
        }
    }
}
