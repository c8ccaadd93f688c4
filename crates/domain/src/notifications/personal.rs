//! What is held of the mails to a person.

use crate::personal::{
    Export::Nothing,
    Fate::{Erased, Kept},
    Table,
};

pub(crate) const PERSONAL: &[Table] = &[MAILBOX, SENT];

const SENT: Table = Table {
    name: "notifications.sent",
    title: "That a mail went out",
    fate: Kept,
    says: "By numbers alone, without name and address, so that none goes out twice.",
    people: &["key"],
    erase: &[],
    export: Nothing("Numbers."),
};

const MAILBOX: Table = Table {
    name: "notifications.mailbox",
    title: "Mails to you",
    fate: Erased,
    says: "A mail that went out is not kept; of those in a box for development, yours go.",
    people: &["to_address"],
    erase: &[
        "DELETE FROM notifications.mailbox WHERE to_address = (SELECT email FROM accounts.public_recipient WHERE id = $1)",
    ],
    export: Nothing("You have them: they went to you."),
};
