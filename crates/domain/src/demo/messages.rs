use chrono::TimeDelta;
use contract::{CommandKey, messages::WriteMessage};

use super::Error;
use crate::{Clock, Ctx, accounts, messages};

/// Who wrote what to whom, and how many minutes ago.
const WRITTEN: [(&str, &str, i64, &str); 6] = [
    (
        "demo-student",
        "demo-tutor",
        2_900,
        "Hello! I am stuck on **eigenvectors** and have an exam in three weeks. Would one session a week be enough?",
    ),
    (
        "demo-tutor",
        "demo-student",
        2_700,
        "Three sessions are plenty if you bring your own attempts. Send me one exercise that went wrong before we meet:\n\n1. what you tried\n2. where it stopped making sense",
    ),
    ("demo-student", "demo-tutor", 1_500, "Here it is. I get to `A - λI` and then guess."),
    ("demo-tutor", "demo-student", 95, "That is the right place to be stuck at. Let us draw it on Tuesday."),
    (
        "demo-reviewer",
        "demo-tutor",
        4_400,
        "Do you also explain proofs by induction? Somebody whose code I reviewed asked me, and you are better at it.",
    ),
    ("demo-tutor", "demo-reviewer", 4_100, "With pleasure. Send them along."),
];

/// Writes them as these people would, each at its time.
pub(super) async fn write(ctx: &Ctx) -> Result<(), Error> {
    for (from, to, ago, text) in WRITTEN {
        let Some(author) = accounts::public_person(ctx, None, from).await? else { return Ok(()) };
        let Some(author) = accounts::user(ctx, author.id).await? else { return Ok(()) };
        let then = Ctx { clock: Clock::standing(ctx.now() - TimeDelta::minutes(ago)), ..ctx.clone() };
        messages::write(&then, &author, to, WriteMessage { key: CommandKey(ctx.id()), text: text.into() }).await?;
    }
    Ok(())
}
