use crate::notifications::{facts::Recipient, group::Group, letter::Letter};

/// To the tutor, for their calendar.
pub(super) fn letter(group: &Group, reader: &Recipient) -> Letter {
    Letter {
        subject: format!("You planned {}", group.on(reader)),
        opening: "It stands in your calendar, once, however many come. You hear of each who joins.".into(),
        closing: format!(
            "If fewer than {} have joined when the time to join is over, it is called off by itself.",
            group.min
        ),
        ..Letter::on_group(group, reader)
    }
}
