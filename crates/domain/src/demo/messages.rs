use chrono::TimeDelta;
use contract::{
    CommandKey,
    messages::{ReportMessage, WriteMessage},
};

use super::{Error, known, people::People, plan::Plan};
use crate::{Clock, Ctx, messages};

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

/// What a student writes to the known tutor, who has it looked at.
const UNWELCOME: &str = "I have my exam on Friday at ten, online and without a camera. Would you sit it for me? I pay three times your price.";
const WHY: &str = "They ask me to sit an exam for them.";

/// Writes them as these people would, each at its time.
pub(super) async fn write(ctx: &Ctx, plan: &Plan) -> Result<(), Error> {
    for (from, to, ago, text) in WRITTEN {
        wrote(ctx, from, to, ago, text).await?;
    }
    let stranger = &plan.people[People::student(23)].handle;
    wrote(ctx, stranger, "demo-tutor", 700, UNWELCOME).await?;
    let Some(tutor) = known::user(ctx, "demo-tutor").await? else { return Ok(()) };
    messages::report(&then(ctx, 640), &tutor, stranger, ReportMessage { number: 1, reason: WHY.into() }).await?;
    Ok(())
}

async fn wrote(ctx: &Ctx, from: &str, to: &str, ago: i64, text: &str) -> Result<(), Error> {
    let Some(author) = known::user(ctx, from).await? else { return Ok(()) };
    let form = WriteMessage { key: CommandKey(ctx.id()), text: text.into() };
    messages::write(&then(ctx, ago), &author, to, form).await?;
    Ok(())
}

/// So many minutes ago.
fn then(ctx: &Ctx, ago: i64) -> Ctx {
    Ctx { clock: Clock::standing(ctx.now() - TimeDelta::minutes(ago)), ..ctx.clone() }
}
