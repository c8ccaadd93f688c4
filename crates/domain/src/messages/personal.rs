//! What messages hold of a person. A conversation belongs to two: what one of them leaves behind stays in its place for the
//! other, without what was said.

use crate::personal::{Export::Nothing, Fate::Anonymous, Table, rows};

const TITLE: &str = "Your messages";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "messages.message",
        title: TITLE,
        fate: Anonymous,
        says: "What you wrote is erased. The other side keeps what they wrote, and that there was an answer.",
        people: &["author_id"],
        erase: &["UPDATE messages.message SET text = '' WHERE author_id = $1 AND text <> ''"],
        export: rows!(
            r#"SELECT p.name AS "With", CASE WHEN m.author_id = $1 THEN 'you' ELSE 'they' END AS "Who wrote", m.text AS "Text", m.at AS "At"
               FROM messages.seat s
               JOIN messages.message m ON m.conversation_id = s.conversation_id
               JOIN accounts.public_person p ON p.id = s.other_id
               WHERE s.person_id = $1 ORDER BY s.conversation_id, m.number"#
        ),
    },
    Table {
        name: "messages.conversation",
        title: TITLE,
        fate: Anonymous,
        says: "",
        people: &["low_id", "high_id"],
        erase: &[],
        export: Nothing("With whom you wrote stands beside each message."),
    },
    Table {
        name: "messages.seat",
        title: TITLE,
        fate: Anonymous,
        says: "",
        people: &["person_id", "other_id"],
        erase: &["UPDATE messages.seat SET unread = 0 WHERE person_id = $1 AND unread > 0"],
        export: Nothing("How much of it you have read."),
    },
    Table {
        name: "messages.report",
        title: "Messages that you reported",
        fate: Anonymous,
        says: "What you reported is erased with its reason. What you decided as a moderator stays, without your name.",
        people: &["reporter_id", "decided_by"],
        erase: &["DELETE FROM messages.report WHERE reporter_id = $1"],
        export: rows!(
            r#"SELECT m.text AS "Message", r.reason AS "Your reason", r.at AS "Reported", r.decided_at AS "Decided"
               FROM messages.report r JOIN messages.message m ON m.conversation_id = r.conversation_id AND m.number = r.number
               WHERE r.reporter_id = $1 ORDER BY r.at"#
        ),
    },
];
