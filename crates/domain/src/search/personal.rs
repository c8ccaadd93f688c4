//! What the search holds of a person: questions that they keep, and, of who teaches, copies of what others publish.

use crate::personal::{
    Export::{self, Nothing},
    Fate::Erased,
    Table, rows,
};

const COPY: Export = Nothing("A copy of your page as a tutor, arranged for searching.");
const FOUND: &str = "How you are found";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "search.saved",
        title: "Saved searches",
        fate: Erased,
        says: "The searches that you keep, and the times that you were told of.",
        people: &["person_id"],
        erase: &["DELETE FROM search.saved WHERE person_id = $1"],
        export: rows!(
            r#"SELECT name AS "Name", query AS "Search", alert AS "Mails", created_at AS "Saved"
               FROM search.saved WHERE person_id = $1 ORDER BY created_at"#
        ),
    },
    Table {
        name: "search.opening",
        title: "Saved searches",
        fate: Erased,
        says: "",
        people: &["person_id", "tutor_id"],
        erase: &["DELETE FROM search.opening WHERE person_id = $1 OR tutor_id = $1"],
        export: rows!(
            r#"SELECT s.name AS "Search", o.starts_at AS "A time that opened", o.told_at AS "You were told"
               FROM search.opening o JOIN search.saved s ON s.id = o.saved_id WHERE o.person_id = $1 ORDER BY o.starts_at"#
        ),
    },
    Table {
        name: "search.tutor",
        title: FOUND,
        fate: Erased,
        says: "What the search keeps to find you by.",
        people: &["tutor_id"],
        erase: &["DELETE FROM search.tutor WHERE tutor_id = $1"],
        export: COPY,
    },
    // These are counted elsewhere: they are made anew once nothing is published any more, see `refresh`.
    Table {
        name: "search.entry",
        title: FOUND,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &[],
        export: COPY,
    },
    Table {
        name: "search.card",
        title: FOUND,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &[],
        export: COPY,
    },
    Table {
        name: "search.free",
        title: FOUND,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &[],
        export: COPY,
    },
    Table {
        name: "search.pending",
        title: FOUND,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &[],
        export: COPY,
    },
];
