//! What sessions hold of a person. Each belongs to two: what one of them leaves behind stays the other's, without the name
//! and without what was said in private.

use crate::personal::{
    Export::Nothing,
    Fate::{Anonymous, Erased},
    Table, rows,
};

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "bookings.booking",
        title: "Your sessions",
        fate: Anonymous,
        says: "The other side keeps when a session was, its subject and its price. Your messages and notes are erased.",
        people: &["student_id", "tutor_id", "missing", "proposed_by"],
        erase: &[
            "UPDATE bookings.booking SET message = '', request_key = NULL WHERE student_id = $1",
            "UPDATE bookings.booking SET place_detail = '' WHERE tutor_id = $1 AND place_detail <> ''",
        ],
        export: rows!(
            r#"SELECT CASE WHEN b.student_id = $1 THEN 'student' ELSE 'tutor' END AS "You were", p.name AS "With", s.name AS "Subject",
                      b.starts_at AS "Begins", b.ends_at AS "Ends", b.state AS "State", b.price_minor AS "Price, in minor units",
                      b.currency AS "Currency", b.offering AS "What", b.place_detail AS "Where", b.message AS "Message of the student", b.asked_at AS "Asked"
               FROM bookings.booking b JOIN tutors.public_subject s ON s.slug = b.subject
               JOIN accounts.public_person p ON p.id = CASE WHEN b.student_id = $1 THEN b.tutor_id ELSE b.student_id END
               WHERE b.student_id = $1 OR b.tutor_id = $1 ORDER BY b.starts_at, b.id"#
        ),
    },
    Table {
        name: "bookings.series",
        title: "Your sessions",
        fate: Anonymous,
        says: "",
        people: &["student_id", "tutor_id"],
        erase: &["UPDATE bookings.series SET request_key = NULL WHERE student_id = $1 AND request_key IS NOT NULL"],
        export: Nothing("Which of your sessions were asked for together; the sessions are there."),
    },
    Table {
        name: "bookings.group_session",
        title: "Groups that you taught",
        fate: Anonymous,
        says: "Those who came keep when a group was, its title and its price. What you wrote about it is erased.",
        people: &["tutor_id", "called_off_by"],
        erase: &["UPDATE bookings.group_session SET about = '', reason = '', place_detail = '' WHERE tutor_id = $1"],
        export: rows!(
            r#"SELECT g.title AS "Title", g.about AS "About", s.name AS "Subject", g.starts_at AS "Begins", g.ends_at AS "Ends",
                      g.price_minor AS "Price of a seat, in minor units", g.currency AS "Currency", g.seats_taken AS "Seats taken",
                      g.state AS "State", g.reason AS "Why it was called off", g.planned_at AS "Planned"
               FROM bookings.group_session g JOIN tutors.public_subject s ON s.slug = g.subject
               WHERE g.tutor_id = $1 ORDER BY g.starts_at, g.id"#
        ),
    },
    Table {
        name: "bookings.group_waiting",
        title: "Groups that you wait for",
        fate: Erased,
        says: "Your places on waiting lists of groups.",
        people: &["person_id"],
        erase: &["DELETE FROM bookings.group_waiting WHERE person_id = $1"],
        export: rows!(
            r#"SELECT g.title AS "Group", g.starts_at AS "Begins", w.since AS "Waiting since"
               FROM bookings.group_waiting w JOIN bookings.group_session g ON g.id = w.group_id
               WHERE w.person_id = $1 ORDER BY w.since"#
        ),
    },
    Table {
        name: "bookings.step",
        title: "Your sessions",
        fate: Anonymous,
        says: "",
        people: &["actor_id"],
        erase: &["UPDATE bookings.step SET note = '' WHERE actor_id = $1 AND note <> ''"],
        export: rows!(
            r#"SELECT b.starts_at AS "Session of", t.happened AS "What", t.note AS "Your note", t.at AS "At"
               FROM bookings.step t JOIN bookings.booking b ON b.id = t.booking_id WHERE t.actor_id = $1 ORDER BY t.at"#
        ),
    },
    Table {
        name: "bookings.busy",
        title: "Time that was taken",
        fate: Erased,
        says: "The times at which you were busy.",
        people: &["person_id"],
        erase: &["DELETE FROM bookings.busy WHERE person_id = $1"],
        export: Nothing("The times of your sessions once more."),
    },
    Table {
        name: "bookings.rating",
        title: "Ratings",
        fate: Anonymous,
        says: "What you said of a session helps others to choose, so it stays, by “A former member”. What you replied as a tutor is erased.",
        people: &["student_id", "tutor_id"],
        erase: &[
            "UPDATE bookings.rating SET reply = NULL, replied_at = NULL WHERE tutor_id = $1 AND reply IS NOT NULL",
            "UPDATE bookings.rating SET note = '' WHERE student_id = $1 AND note <> ''",
        ],
        export: rows!(
            r#"SELECT CASE WHEN r.student_id = $1 THEN 'by you' ELSE 'of you' END AS "Whose", r.stars AS "Stars", r.words AS "Words",
                      CASE WHEN r.student_id = $1 THEN r.note END AS "Your note to those who look after the place",
                      r.rated_at AS "Rated", r.reply AS "Reply"
               FROM bookings.rating r WHERE r.student_id = $1 OR (r.tutor_id = $1 AND r.revealed) ORDER BY r.rated_at"#
        ),
    },
    Table {
        name: "bookings.student_rating",
        title: "Ratings",
        fate: Anonymous,
        says: "",
        people: &["student_id", "tutor_id"],
        erase: &[
            "DELETE FROM bookings.student_rating WHERE student_id = $1",
            "UPDATE bookings.student_rating SET note = '' WHERE tutor_id = $1 AND note <> ''",
        ],
        export: rows!(
            r#"SELECT CASE WHEN r.tutor_id = $1 THEN 'by you' ELSE 'of you' END AS "Whose", r.stars AS "Stars", r.words AS "Words",
                      CASE WHEN r.tutor_id = $1 THEN r.note END AS "Your note to those who look after the place",
                      r.rated_at AS "Rated"
               FROM bookings.student_rating r WHERE r.tutor_id = $1 OR (r.student_id = $1 AND r.revealed) ORDER BY r.rated_at"#
        ),
    },
    Table {
        name: "bookings.rating_report",
        title: "Ratings",
        fate: Erased,
        says: "",
        people: &["by_id"],
        erase: &["DELETE FROM bookings.rating_report WHERE by_id = $1"],
        export: rows!(
            r#"SELECT reason AS "What you said against a rating", reported_at AS "At" FROM bookings.rating_report
               WHERE by_id = $1 ORDER BY reported_at"#
        ),
    },
    Table {
        name: "bookings.proposal",
        title: "Your sessions",
        fate: Anonymous,
        says: "",
        people: &["by_id"],
        erase: &["UPDATE bookings.proposal SET reason = '' WHERE by_id = $1 AND reason <> ''"],
        export: rows!(
            r#"SELECT starts_at AS "Time that you proposed", reason AS "Your reason", proposed_at AS "Proposed", answer AS "Answer"
               FROM bookings.proposal WHERE by_id = $1 ORDER BY proposed_at"#
        ),
    },
    Table {
        name: "bookings.late",
        title: "Your sessions",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM bookings.late WHERE person_id = $1"],
        export: rows!(
            r#"SELECT starts_at AS "Session of", minutes AS "Minutes late, as you said", said_at AS "At" FROM bookings.late
               WHERE person_id = $1 ORDER BY said_at"#
        ),
    },
    Table {
        name: "bookings.feed",
        title: "The address of your calendar",
        fate: Erased,
        says: "Programs that ask for it hear nothing any more.",
        people: &["person_id"],
        erase: &["DELETE FROM bookings.feed WHERE person_id = $1"],
        export: rows!(
            r#"SELECT with_title AS "Tells the subject", with_notes AS "Tells what was written", made_at AS "Made", read_at AS "Last asked for"
               FROM bookings.feed WHERE person_id = $1"#
        ),
    },
];
