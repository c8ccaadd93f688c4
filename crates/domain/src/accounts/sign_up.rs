use contract::{UserId, accounts::SignUp};

use super::{
    Entry, Error, Event, User, Visitor,
    change_handle::must_be_free,
    codes::{self, Purpose},
    factors::{self, Way},
    model::{GRACE, Proof},
    parse_zone, passwords, queries,
};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    error::breaks,
    events, outbox,
    ports::Limit,
};

/// Makes an account, signs its owner in and has a code sent to their address. Sent twice, it is one account.
///
/// # Errors
/// Taken address or handle, a common or stolen password, an unknown zone, too many tries from one place.
pub async fn sign_up(ctx: &Ctx, visitor: &Visitor, form: SignUp) -> Result<Entry, Error> {
    let user = join(ctx, visitor, form).await?;
    Ok(factors::enter(ctx, user, Way::Joined, "/").await?)
}

async fn join(ctx: &Ctx, visitor: &Visitor, form: SignUp) -> Result<User, Error> {
    let zone = parse_zone(&form.zone).ok_or(Error::UnknownZone)?;
    passwords::check(&ctx.public_url, &form.password, &[&form.email, &form.name, &form.handle])?;
    if let Some(user) = already_done(ctx, &form).await? {
        return Ok(user);
    }
    ctx.limits.take(Limit::SignUpByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    passwords::must_not_be_stolen(ctx, &form.password).await?;
    let hash = ctx.hasher.hash(&form.password).await?;

    let mut tx = ctx.begin().await?;
    must_be_free(ctx, &mut tx, None, &form.handle).await?;
    let id = UserId(ctx.id());
    let inserted = sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, signup_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        form.email,
        form.handle,
        form.name,
        form.zone,
        hash,
        (!form.key.0.is_nil()).then_some(form.key.0),
        ctx.now(),
    )
    .execute(&mut *tx)
    .await;
    if let Err(error) = inserted {
        tx.rollback().await?;
        return refused(ctx, &form, error).await;
    }
    codes::ask(ctx, &mut tx, id, Purpose::Address, &form.email).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::SignedUp { person: id })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::Joined, id).to(id)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_signed_up_total").increment(1);
    Ok(User {
        id,
        handle: form.handle,
        name: form.name,
        reader: zone.into(),
        role: super::Role::Member,
        owes_second: false,
        verify_by: Some(ctx.now() + GRACE),
        leaves_at: None,
        session: None,
        _proof: Proof,
    })
}

/// What a constraint said no to: the same form a moment before, in another request, or somebody else's address or handle.
async fn refused(ctx: &Ctx, form: &SignUp, error: sqlx::Error) -> Result<User, Error> {
    let taken = if breaks(&error, "person_handle_key") {
        Error::HandleTaken
    } else if breaks(&error, "person_email_key") || breaks(&error, "person_signup_key") {
        Error::EmailTaken
    } else {
        return Err(error.into());
    };
    already_done(ctx, form).await?.ok_or(taken)
}

/// The account that this very form has made a moment ago, if the password shows that it is the same person.
async fn already_done(ctx: &Ctx, form: &SignUp) -> Result<Option<User>, Error> {
    if form.key.0.is_nil() {
        return Ok(None);
    }
    let made = sqlx::query!(
        "SELECT id, password_hash FROM accounts.person WHERE signup_key = $1 AND email = $2",
        form.key.0,
        form.email
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(made) = made else { return Ok(None) };
    if !ctx.hasher.verify(&form.password, made.password_hash.as_deref()).await? {
        return Ok(None);
    }
    Ok(queries::user(ctx, UserId(made.id)).await?)
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Pairs};

    use super::*;
    use crate::{accounts::breached::testing::StolenList, testing::Stage};

    fn form(handle: &str, key: uuid::Uuid) -> SignUp {
        SignUp {
            key: CommandKey(key),
            email: format!("{handle}@example.org"),
            handle: handle.into(),
            name: "Ada".into(),
            password: "four quiet words here".into(),
            zone: "Africa/Addis_Ababa".into(),
        }
    }

    #[tokio::test]
    async fn joins_once_however_often_it_is_sent() {
        let stage = Stage::new().await;
        let key = stage.ctx.id();
        let first = sign_up(&stage.ctx, &stage.visitor, form("ada", key)).await.unwrap().whole();
        let again = sign_up(&stage.ctx, &stage.visitor, form("ada", key)).await.unwrap().whole();
        assert_eq!(first.id, again.id);
        assert_eq!(stage.events("accounts.signed_up").await, 1);
    }

    #[tokio::test]
    async fn everything_is_open_for_a_day_and_for_good_once_the_address_is_confirmed() {
        let stage = Stage::new().await;
        let ada = sign_up(&stage.ctx, &stage.visitor, form("ada", stage.ctx.id())).await.unwrap().whole();
        let again = async || queries::user(&stage.ctx, ada.id).await.unwrap().unwrap();
        stage.ctx.clock.advance(GRACE - chrono::TimeDelta::seconds(1));
        again().await.must_be_verified(stage.ctx.now()).unwrap();
        stage.ctx.clock.advance(chrono::TimeDelta::seconds(1));
        for user in [&ada, &again().await] {
            assert_eq!(user.must_be_verified(stage.ctx.now()), Err(contract::Refusal::VerifyFirst));
        }
        sqlx::query("UPDATE accounts.person SET verified_at = created_at").execute(&stage.ctx.db).await.unwrap();
        again().await.must_be_verified(stage.ctx.now()).unwrap();
    }

    #[tokio::test]
    async fn two_at_the_same_moment_are_one() {
        let stage = Stage::new().await;
        let key = stage.ctx.id();
        let visitor = stage.visitor;
        let (a, b) = tokio::join!(
            sign_up(&stage.ctx, &visitor, form("ada", key)),
            sign_up(&stage.ctx, &visitor, form("ada", key))
        );
        assert_eq!(a.unwrap().whole().id, b.unwrap().whole().id);
        assert_eq!(stage.events("accounts.signed_up").await, 1);
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, visitor) = (&stage.ctx, stage.visitor);
        sign_up(ctx, &visitor, form("ada", ctx.id())).await.unwrap();
        let refused = async |form| sign_up(ctx, &stage.visitor, form).await.unwrap_err();
        assert!(matches!(refused(form("ada", ctx.id())).await, Error::EmailTaken));
        let other = SignUp { email: "b@example.org".into(), ..form("ada", ctx.id()) };
        assert!(matches!(refused(other).await, Error::HandleTaken));
        let common = SignUp { password: "1234567890".into(), ..form("bob", ctx.id()) };
        assert!(matches!(refused(common).await, Error::CommonPassword));
        let list = StolenList::of(&["five words that were stolen", "something else entirely"]);
        let informed = Ctx { breached: list.open().unwrap(), ..ctx.clone() };
        let stolen = SignUp { password: "five words that were stolen".into(), ..form("bob", ctx.id()) };
        assert!(matches!(sign_up(&informed, &visitor, stolen).await.unwrap_err(), Error::StolenPassword));
        let nowhere = SignUp { zone: "Mars/Base".into(), ..form("bob", ctx.id()) };
        assert!(matches!(refused(nowhere).await, Error::UnknownZone));
    }

    #[test]
    fn an_empty_form_is_told_field_by_field() {
        let Err(contract::AppError::Invalid { fields }) = SignUp::decode(&Pairs::new()) else { panic!() };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["name", "handle", "email", "password", "zone"]);
    }
}
