//! A moderator, an admin, and the people of the desk.

use std::ops::Deref;

use contract::{
    CommandKey, RubricId,
    reviews::{AddExample, Criterion, MakeRubric, Mark, NewFile},
};
use uuid::Uuid;

use super::{ExamplePage, State, add_example, example_page, make, publish, publish_example, retire, rubric_page};
use crate::{
    accounts::{self, User},
    audit::Deed,
    reviews::testing::Desk,
};

pub(crate) struct Bench {
    desk: Desk,
    pub moderator: User,
    pub admin: User,
}

impl Deref for Bench {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Bench {
    pub async fn new() -> Self {
        let desk = Desk::new().await;
        let (moderator, admin) = (with_role(&desk, "moderator").await, with_role(&desk, "admin").await);
        Self { desk, moderator, admin }
    }

    pub async fn drafted(&self, language: &str) -> RubricId {
        make(self.ctx(), &self.moderator, a_rubric(language)).await.unwrap().unwrap()
    }

    pub async fn publish(&self, id: RubricId) {
        publish(self.ctx(), &self.moderator, id, self.step()).await.unwrap();
    }

    pub async fn published(&self, language: &str) -> RubricId {
        let id = self.drafted(language).await;
        self.publish(id).await;
        id
    }

    pub async fn retired(&self, id: RubricId) {
        retire(self.ctx(), &self.moderator, id, self.step()).await.unwrap();
    }

    /// What was noted of the moderator, the newest first.
    pub async fn deeds(&self) -> Vec<Deed> {
        self.stage.deeds(self.moderator.id).await
    }

    /// A draft of an example with these levels of reference.
    pub async fn example(&self, id: RubricId, levels: [u8; 2]) -> u8 {
        add_example(self.ctx(), &self.moderator, id, an_example(levels)).await.unwrap().unwrap()
    }

    pub async fn open_example(&self, id: RubricId, number: u8) {
        publish_example(self.ctx(), &self.moderator, id, number, self.step()).await.unwrap();
    }

    /// A rubric for Rust in use with an example that can be assessed.
    pub async fn opened(&self, levels: [u8; 2]) -> (RubricId, u8) {
        let id = self.drafted("rust").await;
        let number = self.example(id, levels).await;
        self.publish(id).await;
        (id, number)
    }

    pub async fn sees(&self, user: &User, id: RubricId, number: u8) -> Option<ExamplePage> {
        example_page(self.ctx(), Some(user), id, number).await.unwrap()
    }

    pub async fn rubric_state(&self, id: RubricId) -> State {
        rubric_page(self.ctx(), Some(&self.moderator), id).await.unwrap().unwrap().state
    }
}

async fn with_role(desk: &Desk, role: &'static str) -> User {
    let person = desk.stage.person(role).await;
    let sql = "UPDATE accounts.person SET role = $2 WHERE id = $1";
    sqlx::query(sql).bind(person.id.0).bind(role).execute(&desk.ctx().db).await.unwrap();
    accounts::user(desk.ctx(), person.id).await.unwrap().unwrap()
}

/// Two criteria, the second counts three times as much as the first.
pub(crate) fn a_rubric(language: &str) -> MakeRubric {
    let criterion = |title: &str, weight| Criterion {
        title: title.into(),
        description: String::new(),
        levels: ["No", "Hardly", "Mostly", "Yes"].map(str::to_owned),
        weight,
    };
    MakeRubric {
        key: CommandKey(Uuid::nil()),
        title: "Clarity".into(),
        about: "Can it be read?".into(),
        language: language.into(),
        criteria: vec![criterion("Names", 1), criterion("Right", 3)],
    }
}

pub(crate) fn an_example(levels: [u8; 2]) -> AddExample {
    AddExample {
        key: CommandKey(Uuid::nil()),
        title: "A sum".into(),
        about: "Is it clear?".into(),
        files: vec![NewFile { path: "a.rs".into(), bytes: b"fn a() {}\n".to_vec() }],
        marks: marks(levels),
    }
}

pub(crate) fn marks(levels: [u8; 2]) -> Vec<Mark> {
    (1..).zip(levels).map(|(criterion, level)| Mark { criterion, level, words: "Because.".into() }).collect()
}
