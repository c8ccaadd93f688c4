//! What the ranking holds of a person. Their own points go; those that they gave to others stay those others'.

use crate::personal::{
    Export::Nothing,
    Fate::{Anonymous, Erased, Kept},
    Table, rows,
};

const POINTS: &str = "Points, badges and leagues";
const STAFF: &str = "What you decided about the ranking";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "ranking.tally",
        title: POINTS,
        fate: Erased,
        says: "Everything that you earned, your places on boards and in leagues, badges and active days.",
        people: &["person_id"],
        // Boards are changed by one hand at a time.
        erase: &[
            "SELECT only_one FROM ranking.counting WHERE $1::uuid IS NOT NULL FOR UPDATE",
            "DELETE FROM ranking.tally WHERE person_id = $1",
        ],
        export: rows!(
            r#"SELECT board AS "Board", period AS "Period", points AS "Points" FROM ranking.tally WHERE person_id = $1 ORDER BY board, period"#
        ),
    },
    Table {
        name: "ranking.entry",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id", "giver_id"],
        erase: &["DELETE FROM ranking.entry WHERE person_id = $1"],
        export: rows!(
            r#"SELECT kind AS "Kind", reason AS "Reason", value AS "Points", help AS "Help", topic AS "Topic", path AS "Where",
                      why AS "Why it counts otherwise", earned_at AS "Earned", counts_at AS "Counts from"
               FROM ranking.entry WHERE person_id = $1 ORDER BY earned_at, id"#
        ),
    },
    Table {
        name: "ranking.standing",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.standing WHERE person_id = $1"],
        export: rows!(r#"SELECT xp AS "XP", ranking.level(xp) AS "Level" FROM ranking.standing WHERE person_id = $1"#),
    },
    Table {
        name: "ranking.badge",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.badge WHERE person_id = $1"],
        export: rows!(
            r#"SELECT slug AS "Badge", earned_at AS "Earned", revealed_at AS "Opened" FROM ranking.badge WHERE person_id = $1 ORDER BY earned_at"#
        ),
    },
    Table {
        name: "ranking.league_member",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.league_member WHERE person_id = $1"],
        export: rows!(
            r#"SELECT week AS "Week", tier AS "Tier", points AS "Points", moved AS "Moved" FROM ranking.league_member
               WHERE person_id = $1 ORDER BY week"#
        ),
    },
    Table {
        name: "ranking.active_day",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.active_day WHERE person_id = $1"],
        export: rows!(r#"SELECT day AS "Active on" FROM ranking.active_day WHERE person_id = $1 ORDER BY day"#),
    },
    Table {
        name: "ranking.streak",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.streak WHERE person_id = $1"],
        export: rows!(r#"SELECT longest AS "Longest streak, in days" FROM ranking.streak WHERE person_id = $1"#),
    },
    Table {
        name: "ranking.preference",
        title: POINTS,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM ranking.preference WHERE person_id = $1"],
        export: rows!(
            r#"SELECT hide_me AS "Not seen on boards", hide_boards AS "Boards are not shown to you" FROM ranking.preference
               WHERE person_id = $1"#
        ),
    },
    Table {
        name: "ranking.unlisted",
        title: "Who is on no board",
        fate: Anonymous,
        says: "Boards know that somebody without a name is not to be shown.",
        people: &["person_id"],
        erase: &[],
        export: Nothing("It follows from your choices."),
    },
    Table {
        name: "ranking.ring",
        title: "Points that people give each other",
        fate: Kept,
        says: "Points that others have from you stay theirs. Where they were looked into by moderators, what these found is kept: who gave whom how many, without names.",
        people: &["people"],
        erase: &[],
        export: Nothing("What moderators look at says things about others."),
    },
    Table {
        name: "ranking.deed",
        title: STAFF,
        fate: Kept,
        says: "What those who look after the ranking changed, and the reasons that they gave, without names: others live by it.",
        people: &["done_by"],
        erase: &[],
        export: rows!(
            r#"SELECT what AS "What", note AS "Note", done_at AS "Done" FROM ranking.deed WHERE done_by = $1 ORDER BY done_at"#
        ),
    },
    Table {
        name: "ranking.weights",
        title: STAFF,
        fate: Kept,
        says: "",
        people: &["changed_by"],
        erase: &[],
        export: rows!(
            r#"SELECT version AS "Version", note AS "Note", since AS "Since" FROM ranking.weights WHERE changed_by = $1 ORDER BY version"#
        ),
    },
    Table {
        name: "ranking.written_badge",
        title: STAFF,
        fate: Kept,
        says: "",
        people: &["written_by"],
        erase: &[],
        export: rows!(
            r#"SELECT title AS "Title", sentence AS "Sentence", state AS "State" FROM ranking.written_badge WHERE written_by = $1 ORDER BY slug"#
        ),
    },
];
