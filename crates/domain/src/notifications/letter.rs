use askama::Template;
use contract::accounts::CODE_LENGTH;

use super::{
    code::Code,
    facts::{Recipient, Session},
    group::Group,
};
use crate::{accounts::codes::Written, jobs::JobError};

/// What a mail says, as plain text: the two templates lay it out and escape it.
pub(super) struct Letter {
    pub subject: String,
    /// A sentence or two.
    pub opening: String,
    /// Label and value, such as the time of the session.
    pub facts: Vec<(&'static str, String)>,
    /// Who said it, and the words.
    pub quote: Option<(String, String)>,
    /// Words and where each of them leads on our site.
    pub links: Vec<(String, String)>,
    /// What happens next.
    pub closing: String,
    /// The button's verb, and where it leads on our site.
    pub action: (&'static str, String),
    /// A quiet link at the end, such as the one that stops such mails.
    pub small: Option<(&'static str, String)>,
}

impl Letter {
    /// A letter about a session begins with its subject, its time and who is on the other side; its button leads to it.
    pub(super) fn about(session: &Session, reader: &Recipient) -> Self {
        let role = if session.is_student(reader) { "Tutor" } else { "Student" };
        let facts = vec![
            ("Subject", session.subject.clone()),
            ("When", session.time()),
            (role, session.other(reader).to_owned()),
        ];
        Self {
            subject: String::new(),
            opening: String::new(),
            facts,
            quote: None,
            links: Vec::new(),
            closing: String::new(),
            action: ("See the session", format!("/bookings/{}", session.booking)),
            small: None,
        }
    }

    /// A letter on a group begins with what it is and when; its button leads to it.
    pub(super) fn on_group(group: &Group, reader: &Recipient) -> Self {
        let mut facts =
            vec![("Group", group.title.clone()), ("Subject", group.subject.clone()), ("When", group.time(reader))];
        if !group.is_tutor {
            facts.push(("Tutor", group.tutor_name.clone()));
        }
        Self {
            subject: String::new(),
            opening: String::new(),
            facts,
            quote: None,
            links: Vec::new(),
            closing: String::new(),
            action: ("See the group", format!("/groups/{}", group.id)),
            small: None,
        }
    }

    /// A letter on code begins with its title; its button leads to it.
    pub(super) fn on(code: &Code) -> Self {
        Self {
            subject: String::new(),
            opening: String::new(),
            facts: vec![("Code", code.title.clone())],
            quote: None,
            links: Vec::new(),
            closing: String::new(),
            action: ("See the code", format!("/reviews/{}", code.submission)),
            small: None,
        }
    }

    /// A letter that brings a code: on the page of that path it is typed, or its link pressed.
    pub(super) fn with(written: &Written, verb: &'static str, path: &str) -> Self {
        let (first, second) = written.code.split_at_checked(CODE_LENGTH / 2).unwrap_or_default();
        Self {
            subject: String::new(),
            opening: String::new(),
            facts: vec![("Code", format!("{first}-{second}"))],
            quote: None,
            links: Vec::new(),
            closing: String::new(),
            action: (verb, format!("{path}?letter={}&code={}", written.letter, written.code)),
            small: None,
        }
    }

    /// A letter on the account itself; its button leads to that path.
    pub(super) fn on_account(subject: &str, opening: &str, closing: &str, action: (&'static str, &str)) -> Self {
        Self {
            subject: subject.into(),
            opening: opening.into(),
            facts: Vec::new(),
            quote: None,
            links: Vec::new(),
            closing: closing.into(),
            action: (action.0, action.1.into()),
            small: None,
        }
    }

    pub(super) fn text(&self, name: &str, public_url: &str) -> Result<String, JobError> {
        Text { letter: self, name, public_url }.render().map_err(JobError::fail)
    }

    pub(super) fn html(&self, name: &str, public_url: &str) -> Result<String, JobError> {
        Html { letter: self, name, public_url }.render().map_err(JobError::fail)
    }
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
    name: &'a str,
    public_url: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    letter: &'a Letter,
    name: &'a str,
    public_url: &'a str,
}
