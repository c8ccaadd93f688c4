use std::time::Duration;

use async_trait::async_trait;
use domain::{
    calendar::Invite,
    ports::{Mail, MailError, Mailer},
};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};

/// For one command of the conversation.
const COMMAND_LIMIT: Duration = Duration::from_secs(10);
/// For the whole conversation: less than a job may take.
const LIMIT: Duration = Duration::from_secs(15);

/// Sends mails through a server, over connections that are kept open.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    sender: String,
}

/// What is wrong with the mail configuration. Never holds the URL, which may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum BadSmtp {
    #[error("this is no SMTP URL; one looks like smtps://name:password@mail.example.org")]
    Url,
    #[error("this is no sender; one looks like TutorForge <hello@example.org>")]
    From,
}

impl Smtp {
    /// `url` as `smtp://host:port`, `smtps://name:password@host` or `smtp://…?tls=required`; `from` as
    /// `Name <address>` or an address alone. Connects when the first mail is sent.
    pub fn new(url: &str, from: &str) -> Result<Self, BadSmtp> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| BadSmtp::Url)?;
        let from: Mailbox = from.parse().map_err(|_| BadSmtp::From)?;
        let sender = from.email.to_string();
        Ok(Self { transport: transport.timeout(Some(COMMAND_LIMIT)).build(), from, sender })
    }

    fn message(&self, mail: &Mail) -> Result<Message, MailError> {
        // No form lets them through. Here they would break what is built of them, or add a header.
        if [&mail.to_name, &mail.subject].into_iter().any(|text| text.contains(char::is_control)) {
            return Err(refused("a control character in the name or the subject"));
        }
        let address: Address = mail.to_address.parse().map_err(refused)?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(mail.to_name.clone()), address))
            .subject(&mail.subject)
            .message_id(Some(mail.message_id.clone()))
            .multipart(parts(mail)?)
            .map_err(refused)
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.message(mail)?;
        match tokio::time::timeout(LIMIT, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if is_about_the_mail(&error) => Err(refused(error)),
            Ok(Err(error)) => Err(MailError::Unavailable(error.to_string())),
            Err(_) => Err(MailError::Unavailable(format!("no answer within {} s", LIMIT.as_secs()))),
        }
    }

    fn sender(&self) -> &str {
        &self.sender
    }
}

/// Text and HTML; an invitation beside them, for programs that act on it, and as a file, for those that only keep it
/// (RFC 6047, 2.4).
fn parts(mail: &Mail) -> Result<MultiPart, MailError> {
    let words = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let Some(Invite { method, text }) = &mail.invite else { return Ok(words) };
    let calendar = format!("text/calendar; method={}; charset=UTF-8", method.as_str());
    let part = SinglePart::builder().header(ContentType::parse(&calendar).map_err(refused)?).body(text.clone());
    let file = ContentType::parse("application/ics").map_err(refused)?;
    let file = Attachment::new("invite.ics".to_owned()).body(text.clone(), file);
    Ok(MultiPart::mixed().multipart(words.singlepart(part)).singlepart(file))
}

/// A server that does not like our password (53x) will, once it is mended: only the other permanent answers speak of
/// the mail or its address.
fn is_about_the_mail(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !(530..540).contains(&code)
}

fn refused(error: impl std::fmt::Display) -> MailError {
    MailError::Refused(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_configuration_is_told_without_its_password() {
        let error = Smtp::new("postgres://ada:secret@example.org", "ada@example.org").map(|_| ()).unwrap_err();
        assert!(matches!(error, BadSmtp::Url));
        assert!(!error.to_string().contains("secret"));
        assert!(matches!(Smtp::new("smtp://localhost", "nobody").map(|_| ()), Err(BadSmtp::From)));
    }
}
