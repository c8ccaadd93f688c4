//! What the tests of providers stand on: one that vouches for whomever a test says, and a browser that goes there and back.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use contract::{CommandKey, Refusal, SessionId, accounts::Join};

use super::{Back, CameBack, Missed, Returning, come_back, depart};
use crate::{
    accounts::{Error, Sudo, User, testing::session},
    ports::{Email, Provider, ProviderError, Providers, Question, Token, Vouched},
    testing::Stage,
};

pub(crate) const BROWSER: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKL";

/// Vouches for the newest one, whatever code it is given.
pub(crate) struct Pretended {
    name: &'static str,
    pub says: Mutex<Result<Vouched, ProviderError>>,
    /// What it was asked last.
    pub asked: Mutex<Option<Question>>,
}

#[async_trait]
impl Provider for Pretended {
    fn name(&self) -> &str {
        self.name
    }

    fn label(&self) -> &str {
        if self.name == "google" { "Google" } else { "School" }
    }

    async fn ask(&self, question: &Question) -> Result<String, ProviderError> {
        *self.asked.lock().unwrap() = Some(question.clone());
        match &*self.says.lock().unwrap() {
            Err(away @ ProviderError::Away(_)) => Err(away.clone()),
            _ => Ok(format!("https://{}.example/authorize?state={}", self.name, question.state)),
        }
    }

    async fn redeem(&self, question: &Question, token: &Token) -> Result<Vouched, ProviderError> {
        assert_eq!(token.code, "code");
        let asked = self.asked.lock().unwrap().clone().unwrap();
        assert_eq!((&asked.nonce, &asked.verifier), (&question.nonce, &question.verifier), "what it was asked with");
        self.says.lock().unwrap().clone()
    }
}

/// A stage with Google and a school.
pub(crate) struct Scene {
    pub stage: Stage,
    pub google: Arc<Pretended>,
    pub school: Arc<Pretended>,
}

/// Somebody whose address is vouched for.
pub(crate) fn vouched(subject: &str, email: &str) -> Vouched {
    Vouched {
        subject: subject.into(),
        email: Some(Email { address: email.into(), verified: true }),
        name: Some("Ada Lovelace".into()),
        handle: None,
        zone: Some("Africa/Addis_Ababa".into()),
    }
}

/// Somebody who says what their address is.
pub(crate) fn claiming(subject: &str, email: &str) -> Vouched {
    Vouched { email: Some(Email { address: email.into(), verified: false }), ..vouched(subject, email) }
}

pub(crate) fn back(state: &str) -> Back {
    Back::read(&vec![("state".into(), state.into()), ("code".into(), "code".into())])
}

impl Scene {
    pub async fn new() -> Self {
        Self::on(Stage::new().await)
    }

    pub fn on(mut stage: Stage) -> Self {
        let [google, school] = ["google", "school"].map(|name| {
            let says = Mutex::new(Err(ProviderError::Nonsense("nobody was told".into())));
            Arc::new(Pretended { name, says, asked: Mutex::default() })
        });
        stage.ctx.providers = Providers::new(vec![google.clone(), school.clone()]);
        Self { stage, google, school }
    }

    pub fn google_says(&self, says: Result<Vouched, ProviderError>) {
        *self.google.says.lock().unwrap() = says;
    }

    /// The state that the browser was sent away with last.
    pub fn state(&self) -> String {
        self.google.asked.lock().unwrap().as_ref().unwrap().state.clone()
    }

    /// A browser leaves to Google, and on to `/bookings`.
    pub async fn leaves(&self) -> String {
        depart(&self.stage.ctx, &self.stage.visitor, BROWSER, "google", "/bookings").await.unwrap();
        self.state()
    }

    pub fn nobody(&self) -> Returning<'_> {
        Returning { visitor: &self.stage.visitor, browser: Some(BROWSER), caller: None }
    }

    pub async fn returns(&self, who: Returning<'_>, state: &str) -> Result<CameBack, Missed> {
        come_back(&self.stage.ctx, who, "google", back(state)).await
    }

    /// There and back, as whom Google vouches for.
    pub async fn comes(&self, who: Vouched) -> Result<CameBack, Missed> {
        let state = self.leaves().await;
        self.google_says(Ok(who));
        self.returns(self.nobody(), &state).await
    }

    /// The browser of somebody whom nobody knows.
    pub async fn arrives(&self, who: Vouched) -> String {
        match self.comes(who).await {
            Ok(CameBack::Unknown { browser }) => browser,
            other => panic!("not unknown: {other:?}"),
        }
    }

    /// A newcomer without a password.
    pub async fn joined(&self, handle: &str) -> User {
        let browser = self.arrives(vouched(handle, &format!("{handle}@example.org"))).await;
        super::join(&self.stage.ctx, &self.stage.visitor, &browser, self.form(handle)).await.unwrap().0.whole()
    }

    pub fn form(&self, handle: &str) -> Join {
        Join {
            key: CommandKey(self.stage.ctx.id()),
            name: "Ada".into(),
            handle: handle.into(),
            zone: "UTC".into(),
            email: String::new(),
        }
    }

    /// The same, in a session in which they have just shown that it is them.
    pub async fn sudo(&self, user: &User) -> Sudo {
        let seated = session(&self.stage, &user.id.to_string(), user).await;
        let seat: SessionId = seated.session.as_ref().unwrap().id;
        seated.in_session(seat, Some(self.stage.ctx.now())).must_be_sudo(&self.stage.ctx).unwrap()
    }

    pub async fn linked(&self, user: &User) -> Vec<(String, Option<String>)> {
        let ways = super::ways_in(&self.stage.ctx, user).await.unwrap();
        ways.linked.into_iter().map(|linked| (linked.provider, linked.email)).collect()
    }
}

/// Why nothing has come of it.
pub(crate) fn why<T: std::fmt::Debug>(missed: Result<T, Missed>) -> Refusal {
    match missed {
        Err(Missed { why: Error::Refused(refusal), .. }) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
