//! How an application's state reads, what comes next, and what happened.

use contract::tutors::{Part, claim_field};
use domain::{
    tutors::application::{Application, Draft, Risk, State, Step},
    when::Reader,
};

use crate::{time, ui::Tone};

pub fn state_word(state: State) -> &'static str {
    match state {
        State::Draft => "Draft",
        State::Submitted => "With the moderators",
        State::ChangesWanted => "Sent back to you",
        State::Approved => "Approved",
        State::Declined => "Declined",
        State::Withdrawn => "Taken back",
        State::Suspended => "Suspended",
    }
}

pub fn state_tone(state: State) -> Tone {
    match state {
        State::Draft | State::Withdrawn => Tone::Neutral,
        State::Submitted => Tone::Info,
        State::ChangesWanted => Tone::Warning,
        State::Approved => Tone::Success,
        State::Declined | State::Suspended => Tone::Danger,
    }
}

/// What comes next, for the applicant.
pub fn next(application: &Application, reader: Reader, now: chrono::DateTime<chrono::Utc>) -> String {
    match application.state {
        State::Draft => "Nobody else sees it. Save it as often as you like, and send it when it is whole.".into(),
        State::Submitted => {
            let since = application.waits_since.map(|at| time::moment(at, reader, now)).unwrap_or_default();
            format!(
                "It has waited since {since}. A moderator reads it and answers by mail: yes, no, or what they would like to be changed."
            )
        }
        State::ChangesWanted => "Change what is named below and send it again.".into(),
        State::Approved => "What you applied with is your page. You open and close it yourself.".into(),
        State::Declined => {
            let from = application.again_from.map(|at| time::day(at, reader, now)).unwrap_or_default();
            format!("What you wrote is kept. You can send it again from {from} on.")
        }
        State::Withdrawn => "It is with you again. You can send it at any time.".into(),
        State::Suspended => "Nobody else sees your page until a moderator opens it again. Booked sessions stay.".into(),
    }
}

/// Where on the page a part of the application is filled in.
pub fn field_of(part: Part, draft: &Draft) -> String {
    let unproved = draft.claims.iter().position(|claim| claim.evidence.trim().is_empty()).unwrap_or_default();
    match part {
        Part::Headline => "#field-application-headline".into(),
        Part::About => "#field-application-about".into(),
        Part::Subjects => "#field-application-subject_1".into(),
        Part::Evidence => format!("#field-application-{}", claim_field("evidence", unproved + 1)),
        Part::Languages => "#field-application-languages".into(),
        Part::Statement => "#field-application-statement".into(),
        Part::Address => "/verify".into(),
    }
}

/// What is to be done about a part that is missing.
pub fn missing(part: Part) -> &'static str {
    match part {
        Part::Headline => "A headline of at least 10 characters",
        Part::About => "At least 40 characters about you and your lessons",
        Part::Subjects => "At least one subject with its level",
        Part::Evidence => "For each subject, what speaks for it",
        Part::Languages => "At least one language you teach in",
        Part::Statement => "Why and how you teach, in at least 100 characters",
        Part::Address => "Your confirmed e-mail address",
    }
}

pub fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Link => "a link",
        Risk::Email => "an e-mail address",
        Risk::Phone => "a telephone number",
        Risk::Messenger => "a name at another place",
    }
}

/// What happened, after the name of who did it.
pub fn step(step: &Step) -> (&'static str, Tone) {
    match step.happened.as_str() {
        "submitted" => ("sent the application", Tone::Neutral),
        "withdrawn" => ("took the application back", Tone::Neutral),
        "approved" => ("approved the application", Tone::Success),
        "changes_asked" => ("asked for changes", Tone::Warning),
        "declined" => ("declined the application", Tone::Danger),
        "admitted" => ("taught before anybody had to apply", Tone::Success),
        "change_proposed" => ("changed something that a moderator looks at first", Tone::Neutral),
        "change_taken_back" => ("took the change back", Tone::Neutral),
        "change_approved" => ("approved the change", Tone::Success),
        "change_declined" => ("declined the change", Tone::Danger),
        "suspended" => ("suspended the page", Tone::Danger),
        "lifted" => ("lifted the suspension", Tone::Success),
        _ => ("did something that this version does not know", Tone::Neutral),
    }
}
