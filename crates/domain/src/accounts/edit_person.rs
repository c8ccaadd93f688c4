use contract::accounts::EditPerson;

use super::{Error, Event, User};
use crate::{Ctx, events, outbox};

/// Changes what others read of a person.
pub async fn edit_person(ctx: &Ctx, user: &User, form: EditPerson) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    sqlx::query!(
        "UPDATE accounts.person SET name = $2, about = $3, languages = $4, about_for = $5 WHERE id = $1",
        user.id.0,
        form.name,
        form.about,
        &form.languages,
        form.about_for.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::ProfileChanged { person: user.id })).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::accounts::Seen;

    use super::*;
    use crate::{accounts, testing::Stage};

    #[tokio::test]
    async fn who_reads_about_a_person_is_for_them_to_say() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
        for (about_for, visitor, member) in
            [(Seen::Everyone, true, true), (Seen::Members, false, true), (Seen::Nobody, false, false)]
        {
            let (name, about) = ("Ada L".to_owned(), "I like engines.".to_owned());
            let languages = vec!["am".to_owned(), "en".to_owned()];
            edit_person(&stage.ctx, &ada, EditPerson { name, about, languages, about_for }).await.unwrap();
            let reads = async |reader: Option<&User>| {
                let person = accounts::public_person(&stage.ctx, reader, "ada").await.unwrap().unwrap();
                assert_eq!(person.name, "Ada L");
                assert_eq!(person.about.is_empty(), person.languages.is_empty());
                !person.about.is_empty()
            };
            assert_eq!((reads(None).await, reads(Some(&bob)).await), (visitor, member), "{about_for}");
            assert!(reads(Some(&ada)).await, "they themselves always do");
        }
    }

    #[tokio::test]
    async fn whom_somebody_blocks_reads_nothing_about_them() {
        let stage = Stage::new().await;
        let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
        let form = EditPerson {
            name: "Ada".into(),
            about: "I like engines.".into(),
            languages: Vec::new(),
            about_for: Seen::Everyone,
        };
        edit_person(&stage.ctx, &ada, form).await.unwrap();
        accounts::block(&stage.ctx, &ada, "bob").await.unwrap();
        let person = accounts::public_person(&stage.ctx, Some(&bob), "ada").await.unwrap().unwrap();
        assert_eq!(person.about, "");
        let other_way = accounts::public_person(&stage.ctx, Some(&ada), "bob").await.unwrap();
        assert!(other_way.is_some());
    }
}
