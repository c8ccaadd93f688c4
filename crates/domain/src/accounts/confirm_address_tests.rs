use chrono::TimeDelta;
use contract::{CommandKey, LetterId};

use super::*;
use crate::{
    accounts::{
        self,
        testing::{another, newcomer, refusal, written},
    },
    testing::Stage,
};

struct Desk {
    stage: Stage,
    ada: User,
}

impl Desk {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let ada = newcomer(&stage, "ada").await;
        Self { stage, ada }
    }

    fn form(&self, code: &str, letter: Option<LetterId>) -> ConfirmAddress {
        ConfirmAddress { key: CommandKey(self.stage.ctx.id()), letter, code: code.into() }
    }

    async fn send(&self, form: ConfirmAddress) -> Result<(), Error> {
        confirm_address(&self.stage.ctx, &self.stage.visitor, Some(&self.ada), form).await
    }

    async fn types(&self, code: &str) -> Result<(), Error> {
        self.send(self.form(code, None)).await
    }

    async fn code(&self) -> String {
        written(&self.stage, &self.ada, Purpose::Address).await.unwrap().code
    }

    async fn again(&self) -> User {
        accounts::user(&self.stage.ctx, self.ada.id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_newcomer_confirms_once() {
    let desk = Desk::new().await;
    assert!(desk.ada.verify_by.is_some());
    let form = desk.form(&desk.code().await, None);
    desk.send(form.clone()).await.unwrap();
    desk.send(form.clone()).await.expect("the same form twice");
    assert!(desk.again().await.verify_by.is_none());
    assert_eq!(desk.stage.events("accounts.email_verified").await, 1);
    assert_eq!(refusal(desk.types(&form.code).await), Refusal::CodeUsed);
    assert_eq!(refusal(desk.types(&another(&form.code)).await), Refusal::CodeWrong);
}

#[tokio::test]
async fn who_has_the_link_need_not_be_signed_in() {
    let desk = Desk::new().await;
    let letter = written(&desk.stage, &desk.ada, Purpose::Address).await.unwrap();
    let (ctx, visitor) = (&desk.stage.ctx, desk.stage.visitor);
    let stranger = confirm_address(ctx, &visitor, None, desk.form(&letter.code, None)).await;
    assert_eq!(refusal(stranger), Refusal::CodeWrong, "a code alone says not whose it is");
    let elsewhere = confirm_address(ctx, &visitor, None, desk.form(&letter.code, Some(LetterId(ctx.id())))).await;
    assert_eq!(refusal(elsewhere), Refusal::CodeWrong);
    confirm_address(ctx, &visitor, None, desk.form(&letter.code, Some(letter.letter))).await.unwrap();
    assert!(desk.again().await.verify_by.is_none());
}

#[tokio::test]
async fn five_tries_and_the_right_one_comes_too_late() {
    let desk = Desk::new().await;
    let code = desk.code().await;
    for _ in 0..5 {
        assert_eq!(refusal(desk.types(&another(&code)).await), Refusal::CodeWrong);
    }
    assert_eq!(refusal(desk.types(&code).await), Refusal::CodeSpent);
    accounts::send_again(
        &desk.stage.ctx,
        &desk.ada,
        contract::accounts::SendAgain { key: CommandKey(desk.stage.ctx.id()) },
    )
    .await
    .unwrap();
    desk.types(&desk.code().await).await.expect("a newer code begins anew");
}

#[tokio::test]
async fn wrong_ones_at_the_same_moment_are_counted_one_by_one() {
    let desk = Desk::new().await;
    let code = desk.code().await;
    let wrong = another(&code);
    let tries = futures::future::join_all((0..8).map(|_| desk.types(&wrong))).await;
    let spent = tries.into_iter().filter(|answer| matches!(answer, Err(Error::Refused(Refusal::CodeSpent)))).count();
    assert_eq!(spent, 3);
}

#[tokio::test]
async fn a_day_later_it_has_run_out() {
    let desk = Desk::new().await;
    let code = desk.code().await;
    desk.stage.ctx.clock.advance(TimeDelta::hours(24));
    assert_eq!(refusal(desk.types(&code).await), Refusal::CodeExpired);
    assert!(written(&desk.stage, &desk.ada, Purpose::Address).await.is_none(), "nothing is written any more");
}

#[tokio::test]
async fn a_newer_code_takes_the_place_of_the_older() {
    let desk = Desk::new().await;
    let older = desk.code().await;
    accounts::send_again(
        &desk.stage.ctx,
        &desk.ada,
        contract::accounts::SendAgain { key: CommandKey(desk.stage.ctx.id()) },
    )
    .await
    .unwrap();
    assert_eq!(refusal(desk.types(&older).await), Refusal::CodeWrong, "also before the newer is written");
    let newer = desk.code().await;
    assert_eq!(refusal(desk.types(&older).await), Refusal::CodeWrong);
    desk.types(&newer).await.unwrap();
}

#[tokio::test]
async fn two_confirmations_at_the_same_moment_are_one() {
    let desk = Desk::new().await;
    let code = desk.code().await;
    let (a, b) = tokio::join!(desk.types(&code), desk.types(&code));
    let (done, refused) = if a.is_ok() { (a, b) } else { (b, a) };
    done.unwrap();
    assert_eq!(refusal(refused), Refusal::CodeUsed);
    assert_eq!(desk.stage.events("accounts.email_verified").await, 1);
}

#[tokio::test]
async fn a_disabled_account_confirms_nothing() {
    let desk = Desk::new().await;
    let letter = written(&desk.stage, &desk.ada, Purpose::Address).await.unwrap();
    accounts::set_disabled(&desk.stage.ctx, "ada", true).await.unwrap();
    assert_eq!(refusal(desk.send(desk.form(&letter.code, Some(letter.letter))).await), Refusal::CodeWrong);
}

#[tokio::test]
async fn one_place_tries_so_many_codes() {
    let stage = Stage::with_real_limits().await;
    let ada = newcomer(&stage, "ada").await;
    let form = || ConfirmAddress { key: CommandKey(stage.ctx.id()), letter: None, code: "AAAAAAAA".into() };
    for _ in 0..20 {
        let answer = confirm_address(&stage.ctx, &stage.visitor, Some(&ada), form()).await;
        assert!(matches!(answer, Err(Error::Refused(_))));
    }
    let answer = confirm_address(&stage.ctx, &stage.visitor, Some(&ada), form()).await;
    assert!(matches!(answer, Err(Error::TooOften(_))));
}
