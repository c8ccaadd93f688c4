//! Nobody who waits for a core to hash a password or a code holds a connection to the database meanwhile.

use std::{pin::pin, time::Duration};

use contract::{
    CommandKey,
    accounts::{ChangeEmail, ChangePassword, ConfirmAddress, ResetPassword, SendAgain, SignIn},
};
use tokio::time::{sleep, timeout};

use super::{
    self as accounts, User,
    codes::{self, Purpose},
    testing::{newcomer, written},
};
use crate::testing::{PASSWORD, Stage};

const NEW: &str = "five even quieter words here";
const SOON: Duration = Duration::from_secs(10);

/// Runs a verb while all cores are taken whenever it wants one, and says how often that was.
async fn waits_without_a_connection<T>(stage: &Stage, verb: impl Future<Output = T>) -> (T, u32) {
    let (hasher, db) = (&stage.ctx.hasher, &stage.ctx.db);
    let (mut verb, mut waits) = (pin!(verb), 0);
    loop {
        // First of all we ask for them: whoever waits already is served before us, whoever asks later after us.
        let cores = tokio::select! {
            biased;
            cores = hasher.all_cores() => cores,
            done = &mut verb => return (done, waits),
        };
        tokio::select! {
            done = &mut verb => return (done, waits),
            () = until(async || hasher.is_waited_for() && db.size() as usize == db.num_idle()) => {}
        }
        waits += 1;
        drop(cores);
    }
}

async fn until(holds: impl AsyncFn() -> bool) {
    let holding = async {
        while !holds().await {
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(SOON, holding).await.expect("a connection is held, or no core is waited for");
}

fn key(stage: &Stage) -> CommandKey {
    CommandKey(stage.ctx.id())
}

#[tokio::test]
async fn signing_in_and_changing_what_needs_the_password() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    let form = SignIn { email: "ada@example.org".into(), password: PASSWORD.into(), next: None };
    let (done, waits) = waits_without_a_connection(&stage, accounts::sign_in(ctx, &stage.visitor, form)).await;
    assert!(done.is_ok() && waits == 1, "{waits}");

    let form = ChangeEmail { key: key(&stage), email: "new@example.org".into(), current_password: PASSWORD.into() };
    let (done, waits) = waits_without_a_connection(&stage, accounts::change_email(ctx, &ada, form)).await;
    assert!(done.is_ok() && waits == 1, "{waits}");

    let form = ChangePassword { key: key(&stage), current_password: PASSWORD.into(), password: NEW.into() };
    let (done, waits) = waits_without_a_connection(&stage, accounts::change_password(ctx, &ada, form)).await;
    assert!(done.is_ok() && waits == 2, "{waits}");
}

async fn code(stage: &Stage, person: &User, purpose: Purpose) -> codes::Written {
    written(stage, person, purpose).await.unwrap()
}

#[tokio::test]
async fn codes_are_made_and_tried() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, newcomer(&stage, "ada").await);
    accounts::send_again(ctx, &ada, SendAgain { key: key(&stage) }).await.unwrap();
    let (fresh, waits) = waits_without_a_connection(&stage, codes::Fresh::make(ctx)).await;
    assert!(fresh.is_ok() && waits == 1, "{waits}");

    let letter = code(&stage, &ada, Purpose::Address).await;
    let form = ConfirmAddress { key: key(&stage), letter: Some(letter.letter), code: letter.code };
    let verb = accounts::confirm_address(ctx, &stage.visitor, Some(&ada), form);
    let (done, waits) = waits_without_a_connection(&stage, verb).await;
    assert!(done.is_ok() && waits == 1, "{waits}");

    let mut conn = ctx.db.acquire().await.unwrap();
    codes::ask(ctx, &mut conn, ada.id, Purpose::Reset, "ada@example.org").await.unwrap();
    drop(conn);
    let letter = code(&stage, &ada, Purpose::Reset).await;
    let form = ResetPassword {
        key: key(&stage),
        letter: Some(letter.letter),
        email: String::new(),
        code: letter.code,
        password: NEW.into(),
    };
    let (done, waits) = waits_without_a_connection(&stage, accounts::reset_password(ctx, &stage.visitor, form)).await;
    assert!(done.is_ok() && waits == 2, "{waits}");
}
