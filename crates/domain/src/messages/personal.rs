//! What messages hold of a person. A conversation belongs to two: what one of them leaves behind stays in its place for the
//! other, without what was said.

use crate::personal::{Export::Nothing, Fate::Anonymous, Table, rows};

const TITLE: &str = "Your messages";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "messages.message",
        title: TITLE,
        fate: Anonymous,
        says: "What you wrote is erased; a message that was reported and waits for a moderator, as soon as they have decided. The other side keeps what they wrote, and that there was an answer.",
        people: &["author_id"],
        // In two steps: whoever decides in between waits for the first, or is seen by the second.
        erase: &[
            "UPDATE messages.message SET erase_when_decided = true WHERE author_id = $1 AND text <> '' AND NOT erase_when_decided",
            "UPDATE messages.message m SET text = '', erase_when_decided = false
             WHERE m.author_id = $1 AND m.erase_when_decided
               AND NOT EXISTS (SELECT FROM messages.report r
                               WHERE r.conversation_id = m.conversation_id AND r.number = m.number AND r.decided_at IS NULL)",
        ],
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
        // What waited for a decision that nobody asks for any more goes as well.
        erase: &[
            "DELETE FROM messages.report WHERE reporter_id = $1",
            "UPDATE messages.message m SET text = '', erase_when_decided = false
             FROM messages.seat s
             WHERE s.person_id = $1 AND m.conversation_id = s.conversation_id AND m.author_id = s.other_id AND m.erase_when_decided",
        ],
        export: rows!(
            r#"SELECT m.text AS "Message", r.reason AS "Your reason", r.at AS "Reported", r.decided_at AS "Decided"
               FROM messages.report r JOIN messages.message m ON m.conversation_id = r.conversation_id AND m.number = r.number
               WHERE r.reporter_id = $1 ORDER BY r.at"#
        ),
    },
];
