use contract::UserId;

use super::{letter::Letter, send::message_id};
use crate::{Ctx, jobs::JobError, ports::Mail};

/// The last mail to somebody whose account is deleted. It goes out at once: after this nobody knows where to.
pub(crate) async fn farewell(ctx: &Ctx, person: UserId, name: String, address: String) -> Result<(), JobError> {
    let letter = Letter::on_account(
        "Your account at TutorForge is deleted",
        "What you asked for is done: your account is deleted, and with it what we held of you. What others rely on stays without \
         your name. This is our last mail to you.",
        "Your handle is given to nobody else for 90 days. You are welcome to join again at any time.",
        ("Join again", "/signup"),
    );
    let mail = Mail {
        message_id: message_id(&format!("farewell:{person}"), &ctx.public_url),
        text: letter.text(&name, &ctx.public_url)?,
        html: letter.html(&name, &ctx.public_url)?,
        subject: letter.subject,
        to_name: name,
        to_address: address,
        invite: None,
    };
    ctx.mailer.send(&mail).await?;
    Ok(())
}
