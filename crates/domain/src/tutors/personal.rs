//! What is held of a person as a tutor, or as somebody who wants to be one: all of it goes with them.

use crate::personal::{Export::Nothing, Fate::Erased, Table, rows};

const TITLE: &str = "Your page as a tutor";
const APPLICATION: &str = "Your application to teach";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "tutors.tutor",
        title: TITLE,
        fate: Erased,
        says: "What you teach, what you say of it, prices, hours and what you offer.",
        people: &["person_id"],
        erase: &["DELETE FROM tutors.tutor WHERE person_id = $1"],
        export: rows!(
            r#"SELECT headline AS "Headline", about AS "About", video AS "Video", price_minor AS "Price an hour, in minor units", currency AS "Currency",
                      published AS "Open", created_at AS "Begun"
               FROM tutors.tutor WHERE person_id = $1"#
        ),
    },
    Table {
        name: "tutors.specialty",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.specialty WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT s.name AS "Subject", t.level AS "Level" FROM tutors.specialty t JOIN tutors.subject s ON s.slug = t.subject
               WHERE t.tutor_id = $1 ORDER BY s.name, t.level"#
        ),
    },
    Table {
        name: "tutors.language",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.language WHERE tutor_id = $1"],
        export: rows!(r#"SELECT code AS "Language" FROM tutors.language WHERE tutor_id = $1 ORDER BY code"#),
    },
    Table {
        name: "tutors.hours",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.hours WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT weekday AS "Weekday, 1 is Monday", starts AS "From, minutes of the day", ends AS "To"
               FROM tutors.hours WHERE tutor_id = $1 ORDER BY weekday, starts"#
        ),
    },
    Table {
        name: "tutors.day_override",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.day_override WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT day AS "Day", starts AS "From, minutes of the day", ends AS "To"
               FROM tutors.day_override WHERE tutor_id = $1 ORDER BY day, starts"#
        ),
    },
    Table {
        name: "tutors.season",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.season WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT s.name AS "Season", lower(s.days) AS "First day", upper(s.days) - 1 AS "Last day",
                      (SELECT json_agg(json_build_object('Weekday, 1 is Monday', h.weekday, 'From, minutes of the day', h.starts, 'To', h.ends)
                                       ORDER BY h.weekday, h.starts)
                       FROM tutors.season_hours h WHERE h.season_id = s.id) AS "Hours"
               FROM tutors.season s WHERE s.tutor_id = $1 ORDER BY s.days"#
        ),
    },
    Table {
        name: "tutors.holiday",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.holiday WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT name AS "Days off", lower(days) AS "First day", upper(days) - 1 AS "Last day"
               FROM tutors.holiday WHERE tutor_id = $1 ORDER BY days, id"#
        ),
    },
    Table {
        name: "tutors.former_plan",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.former_plan WHERE tutor_id = $1"],
        export: Nothing("What your hours were before the last change, so that it can be undone."),
    },
    Table {
        name: "tutors.standing",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.standing WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT rating_count AS "Ratings", rating_sum AS "Stars in all", taught_count AS "Sessions taught"
               FROM tutors.standing WHERE tutor_id = $1"#
        ),
    },
    Table {
        name: "tutors.offering",
        title: TITLE,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.offering WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT o.title AS "Title", o.kind AS "Kind", o.about AS "About", o.place AS "Place", o.place_detail AS "Where",
                      o.policy AS "Cancelling", o.approval AS "Accepted", o.notice_hours AS "Hours of notice",
                      (SELECT json_agg(json_build_object('Minutes', l.minutes, 'Price, in minor units', l.price_minor) ORDER BY l.minutes)
                       FROM tutors.offering_length l WHERE l.offering_id = o.id) AS "Lengths", o.created_at AS "Made", o.closed_at AS "Closed"
               FROM tutors.offering o WHERE o.tutor_id = $1 ORDER BY o.position, o.id"#
        ),
    },
    Table {
        name: "tutors.application",
        title: APPLICATION,
        fate: Erased,
        says: "What you applied with, what was answered, and changes of your page that wait for a moderator. What you decided about others as a moderator stays, without your name.",
        people: &["person_id", "decided_by"],
        erase: &[
            "DELETE FROM tutors.application WHERE person_id = $1",
            "UPDATE tutors.application SET decided_by = NULL WHERE decided_by = $1",
        ],
        export: rows!(
            r#"SELECT state AS "State", headline AS "Headline", about AS "About", statement AS "Why and how you teach", languages AS "Languages",
                      samples AS "Reviews that you point at", begun_at AS "Begun", decided_at AS "Decided"
               FROM tutors.application WHERE person_id = $1"#
        ),
    },
    Table {
        name: "tutors.application_subject",
        title: APPLICATION,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM tutors.application_subject WHERE person_id = $1"],
        export: rows!(
            r#"SELECT s.name AS "Subject", a.level AS "Level", a.evidence AS "Evidence"
               FROM tutors.application_subject a JOIN tutors.subject s ON s.slug = a.subject WHERE a.person_id = $1 ORDER BY a.number"#
        ),
    },
    Table {
        name: "tutors.change",
        title: APPLICATION,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.change WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT headline AS "New headline", about AS "New words about you", video AS "New video", since AS "Waits since"
               FROM tutors.change WHERE tutor_id = $1"#
        ),
    },
    Table {
        name: "tutors.change_subject",
        title: APPLICATION,
        fate: Erased,
        says: "",
        people: &["tutor_id"],
        erase: &["DELETE FROM tutors.change_subject WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT s.name AS "New subject", c.level AS "Level", c.evidence AS "Evidence"
               FROM tutors.change_subject c JOIN tutors.subject s ON s.slug = c.subject WHERE c.tutor_id = $1 ORDER BY s.name, c.level"#
        ),
    },
    Table {
        name: "tutors.step",
        title: APPLICATION,
        fate: Erased,
        says: "",
        people: &["person_id", "actor_id"],
        erase: &[
            "DELETE FROM tutors.step WHERE person_id = $1",
            "UPDATE tutors.step SET actor_id = NULL WHERE actor_id = $1",
        ],
        export: rows!(
            r#"SELECT happened AS "What", note AS "Words", parts AS "Of", at AS "At" FROM tutors.step WHERE person_id = $1 ORDER BY number"#
        ),
    },
    Table {
        name: "tutors.favourite",
        title: "Favourites",
        fate: Erased,
        says: "The tutors whom you remembered.",
        people: &["person_id", "tutor_id"],
        erase: &["DELETE FROM tutors.favourite WHERE person_id = $1 OR tutor_id = $1"],
        export: rows!(
            r#"SELECT p.name AS "Tutor", f.at AS "Since" FROM tutors.favourite f JOIN accounts.public_person p ON p.id = f.tutor_id
               WHERE f.person_id = $1 ORDER BY f.at"#
        ),
    },
];
