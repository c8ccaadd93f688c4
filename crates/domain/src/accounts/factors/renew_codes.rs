use contract::{Refusal, accounts::ChangeFactors};

use super::{has_one, recovery, state::lock};
use crate::{
    Ctx, Once,
    accounts::{Error, Event, Sudo},
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// Makes another sheet of recovery codes, which is shown this once. Those of before count no more.
///
/// # Errors
/// `NoSecondStep`; `CodesShownOnce` if this very form made some before.
pub async fn renew_codes(ctx: &Ctx, sudo: &Sudo, form: ChangeFactors) -> Result<Vec<String>, Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Err(Refusal::CodesShownOnce.into());
    }
    lock(&mut tx, sudo.id).await?;
    if !has_one(&mut tx, sudo.id).await? {
        return Err(Refusal::NoSecondStep.into());
    }
    let codes = recovery::make(ctx, &mut tx, sudo.id).await?;
    let event = Event::RecoveryCodesMade { person: sudo.id };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::RecoveryCodesMade, sudo.id).to(sudo.id)).await?;
    tx.commit().await?;
    Ok(codes)
}
