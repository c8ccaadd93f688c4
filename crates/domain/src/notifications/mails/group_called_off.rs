use crate::notifications::{facts::Recipient, group::Group, letter::Letter};

/// To the tutor, for their calendar, and to those who hoped for a seat.
pub(super) fn letter(group: &Group, reader: &Recipient) -> Letter {
    let why = if group.too_few {
        format!("Fewer than {} had joined when the time to join was over.", group.min)
    } else if group.is_tutor {
        "You called it off.".into()
    } else {
        format!("{} called it off.", group.tutor_name)
    };
    let opening = if group.is_tutor {
        format!("{why} Everybody who had a seat gets everything back and has been told. Your time is free again.")
    } else {
        format!("{why} You were waiting for a seat, so there is nothing to pay back.")
    };
    Letter {
        subject: format!("{} does not take place", group.on(reader)),
        opening,
        quote: (!group.reason.is_empty() && !group.is_tutor).then(|| (group.tutor_name.clone(), group.reason.clone())),
        ..Letter::on_group(group, reader)
    }
}
