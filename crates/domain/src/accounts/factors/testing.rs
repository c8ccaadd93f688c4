//! What the tests of factors stand on: somebody with an app, and what it shows.

use contract::{
    CommandKey,
    accounts::{ChangeFactors, ConfirmApp, SecondStep, SignIn, TypedCode},
};

pub(crate) use super::totp::AppSecret;
use super::{begin_app, confirm_app, set_up};
use crate::{
    accounts::{self, Entry, User},
    testing::{PASSWORD, Stage},
};

pub(crate) fn change(stage: &Stage) -> ChangeFactors {
    ChangeFactors { key: CommandKey(stage.ctx.id()) }
}

/// Sets an app up for somebody. Answers it, and the recovery codes. A minute later it shows a code that was not used.
pub(crate) async fn with_app(stage: &Stage, user: &User) -> (AppSecret, Vec<String>) {
    let (ctx, sudo) = (&stage.ctx, stage.sudo(user));
    begin_app(ctx, &sudo, change(stage)).await.unwrap();
    let app = AppSecret::from_base32(&set_up(ctx, &sudo).await.unwrap().unwrap().secret);
    let form = ConfirmApp { key: CommandKey(ctx.id()), code: app.shows(ctx.now()) };
    let codes = confirm_app(ctx, &sudo, form).await.unwrap();
    ctx.clock.advance(chrono::TimeDelta::minutes(1));
    (app, codes)
}

/// Signs in with the password.
pub(crate) async fn sign_in(stage: &Stage, handle: &str) -> Entry {
    let form =
        SignIn { email: format!("{handle}@example.org"), password: PASSWORD.into(), next: Some("/bookings".into()) };
    accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap()
}

/// As it is typed.
pub(crate) fn typed(code: &str) -> SecondStep {
    SecondStep { code: TypedCode::parse(code).unwrap() }
}

/// A code of the app that is certainly another one.
pub(crate) fn wrong(app: &AppSecret, stage: &Stage) -> SecondStep {
    let near: Vec<String> =
        (-1..=1).map(|step| app.shows(stage.ctx.now() + chrono::TimeDelta::seconds(30 * step))).collect();
    let other = (0..10).map(|digit| digit.to_string().repeat(6)).find(|code| !near.contains(code)).unwrap();
    typed(&other)
}
