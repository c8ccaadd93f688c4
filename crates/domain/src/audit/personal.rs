//! What the audit log holds of a person.

use crate::personal::{Fate::Kept, Table, rows};

pub(crate) const PERSONAL: &[Table] = &[Table {
    name: "audit.entry",
    title: "Security activity",
    fate: Kept,
    says: "That an account signed in, or was changed, when and from which network: without your name. Each line is bound to the one before it, so that nobody can rewrite what happened; taking yours out would break that for all.",
    people: &["actor_id", "subject_id"],
    erase: &[],
    export: rows!(
        r#"SELECT at AS "At", deed AS "What", actor_id = $1 AS "By you", subject_id = $1 AS "To you", thing AS "On", was AS "From",
                  becomes AS "To", place AS "Network", reason AS "Why"
           FROM audit.entry WHERE actor_id = $1 OR subject_id = $1 ORDER BY n"#
    ),
}];
