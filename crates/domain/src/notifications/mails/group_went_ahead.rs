use crate::notifications::{facts::Recipient, group::Group, letter::Letter};

/// To the tutor, and to those who hoped for a seat until now.
pub(super) fn letter(group: &Group, reader: &Recipient) -> Letter {
    if group.is_tutor {
        return Letter {
            subject: format!("{} takes place", group.on(reader)),
            opening: format!("Enough have joined: {} come. Nobody else joins any more.", group.firm),
            ..Letter::on_group(group, reader)
        };
    }
    Letter {
        subject: format!("No seat became free in {}", group.on(reader)),
        opening: "The time to join is over, so the waiting list is closed. You pay nothing.".into(),
        action: ("See other groups", "/groups".into()),
        ..Letter::on_group(group, reader)
    }
}
