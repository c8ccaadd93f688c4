//! What this module itself holds of a person.

use crate::personal::{
    Fate::{Erased, Kept},
    Table, rows,
};

pub(super) const PERSONAL: &[Table] = &[
    Table {
        name: "rights.export",
        title: "Files of your data",
        fate: Erased,
        says: "Those that you asked for; each is kept for a week at most.",
        people: &["person_id"],
        erase: &["DELETE FROM rights.export WHERE person_id = $1"],
        export: rows!(
            r#"SELECT asked_at AS "Asked", ready_at AS "Ready", expires_at AS "Kept until" FROM rights.export
               WHERE person_id = $1 ORDER BY asked_at"#
        ),
    },
    Table {
        name: "rights.erasure",
        title: "That you asked to leave",
        fate: Kept,
        says: "When an account was to be deleted and when that was done, without your name: it shows that we did it.",
        people: &["person_id"],
        erase: &[],
        export: rows!(
            r#"SELECT asked_at AS "Asked", due_at AS "Due", taken_back_at AS "Taken back" FROM rights.erasure
               WHERE person_id = $1 ORDER BY asked_at"#
        ),
    },
];
