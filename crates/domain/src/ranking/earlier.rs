use chrono::{DateTime, Utc};
use contract::UserId;

use super::{
    ledger,
    reasons::{Award, Move, reason},
    weights::Weights,
};
use crate::Ctx;

/// Something that was earned before there were events to tell of it. For the demo, and for who comes from elsewhere with a
/// record.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub person: UserId,
    pub giver: Option<UserId>,
    /// The name of the reason; one that is not known is passed over.
    pub reason: &'static str,
    pub cause: String,
    pub times: i32,
    pub topic: Option<String>,
    pub path: &'static str,
    pub at: DateTime<Utc>,
}

/// Writes it to the ledgers under the same guards as everything else. What is there already is not written again.
pub async fn earlier(ctx: &Ctx, facts: Vec<Earlier>) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    for fact in facts {
        let Some(reason) = reason(fact.reason) else { continue };
        let award = Award {
            person: fact.person,
            cause: fact.cause,
            giver: fact.giver,
            times: fact.times,
            topic: fact.topic,
            path: fact.path.into(),
        };
        ledger::write(ctx, &mut tx, &Weights::default(), fact.at, vec![(reason, Move::Award(award))]).await?;
    }
    tx.commit().await
}
