use chrono::{DateTime, Utc};

use crate::{
    notifications::{facts::Recipient, group::Group, letter::Letter},
    when,
};

/// To the first in line: a seat became free.
pub(super) fn letter(group: &Group, until: DateTime<Utc>, reader: &Recipient) -> Letter {
    let until = when::moment(until, reader.reader, None);
    Letter {
        subject: format!("A seat for you in {}", group.on(reader)),
        opening: format!("A seat became free, and you are the first in line. It is kept for you until {until}."),
        closing: "After that the next in line has it. If you do not want it, let it go, so that they have it sooner."
            .into(),
        action: ("Take your seat", format!("/groups/{}", group.id)),
        ..Letter::on_group(group, reader)
    }
}
