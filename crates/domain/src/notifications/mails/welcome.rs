use crate::notifications::{facts::Recipient, letter::Letter};

/// To someone who has just joined.
pub(super) fn letter(reader: &Recipient) -> Letter {
    Letter {
        subject: format!("Welcome to TutorForge, {}", reader.name),
        opening: "Good to have you here. Tell us what you want to get better at, and we show you people who teach it \
                  and when they are free."
            .into(),
        facts: Vec::new(),
        quote: None,
        closing: "If you would rather teach, you can open your own page from the menu at any time.".into(),
        action: ("Find a tutor", "/tutors".into()),
    }
}
