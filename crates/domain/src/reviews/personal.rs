//! What code review holds of a person. What others have answered stays theirs as well, without the name; what nobody else
//! relies on goes: see `let_go`. A file never tells who somebody is whom the page does not name.

use crate::personal::{
    Export::Nothing,
    Fate::{Anonymous, Erased, Kept},
    Table, rows,
};

const CODE: &str = "Code that you submitted";
const SAID: &str = "Your reviews and comments";
const SEEN: &str = "What you looked at";
const STAFF: &str = "Rubrics and examples that you wrote";

pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "reviews.submission",
        title: CODE,
        fate: Anonymous,
        says: "What nobody has reviewed is erased, with its code. What was reviewed stays with its reviews, by “A former member”: withdraw or finish it first if you would rather decide yourself.",
        people: &["author_id"],
        erase: &["UPDATE reviews.submission SET request_key = NULL WHERE author_id = $1"],
        export: rows!(
            r#"SELECT s.title AS "Title", s.ask AS "What you asked", s.language AS "Language", s.level AS "Level", s.visibility AS "Seen by",
                      s.anonymous AS "Anonymous", s.state AS "State", s.created_at AS "Begun", s.published_at AS "Published",
                      s.ended_at AS "Ended",
                      (SELECT json_agg(json_build_object('Iteration', i.number, 'Note', i.note, 'Made', i.made_at,
                                  'Files', (SELECT json_agg(json_build_object('Path', f.path, 'Text', b.text) ORDER BY f.path)
                                            FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
                                            WHERE f.submission_id = i.submission_id AND f.iteration = i.number)) ORDER BY i.number)
                       FROM reviews.iteration i WHERE i.submission_id = s.id) AS "Iterations"
               FROM reviews.submission s WHERE s.author_id = $1 ORDER BY s.created_at, s.id"#
        ),
    },
    Table {
        name: "reviews.review",
        title: SAID,
        fate: Anonymous,
        says: "Reviews, comments and suggestions that are published help the author and others who read them, so they stay, by “A former member”. Drafts are erased, and claims are given back.",
        people: &["reviewer_id"],
        erase: &[],
        export: rows!(
            r#"SELECT s.title AS "Code", r.state AS "State", r.claimed_at AS "Claimed",
                      (SELECT json_agg(json_build_object('Round', o.number, 'Verdict', o.verdict, 'Summary', o.summary,
                                                         'Published', o.published_at) ORDER BY o.number)
                       FROM reviews.round o WHERE o.review_id = r.id) AS "Rounds",
                      r.rating AS "The author found it", r.rating_words AS "In their words", r.thanked AS "Thanked"
               FROM reviews.review r JOIN reviews.submission s ON s.id = r.submission_id
               WHERE r.reviewer_id = $1 ORDER BY r.claimed_at, r.id"#
        ),
    },
    Table {
        name: "reviews.thread",
        title: SAID,
        fate: Anonymous,
        says: "",
        people: &["opened_by"],
        erase: &[
            "DELETE FROM reviews.thread WHERE opened_by = $1 AND published_at IS NULL",
            "UPDATE reviews.thread SET request_key = NULL WHERE opened_by = $1 AND request_key IS NOT NULL",
        ],
        export: rows!(
            r#"SELECT s.title AS "Code", t.kind AS "Kind", t.path AS "File", t.from_line AS "From line", t.to_line AS "To line",
                      t.state AS "State", t.opened_at AS "Opened", t.published_at AS "Published"
               FROM reviews.thread t JOIN reviews.submission s ON s.id = t.submission_id
               WHERE t.opened_by = $1 ORDER BY t.opened_at, t.id"#
        ),
    },
    Table {
        name: "reviews.comment",
        title: SAID,
        fate: Anonymous,
        says: "",
        people: &["author_id"],
        erase: &["DELETE FROM reviews.comment WHERE author_id = $1 AND published_at IS NULL"],
        export: rows!(
            r#"SELECT s.title AS "Code", CASE WHEN c.author_id = $1 THEN 'by you' ELSE 'to you' END AS "Whose", t.path AS "File",
                      c.text AS "Words", g.replacement AS "Suggested lines", c.written_at AS "Written", c.published_at AS "Published"
               FROM reviews.comment c JOIN reviews.thread t ON t.id = c.thread_id JOIN reviews.submission s ON s.id = t.submission_id
               LEFT JOIN reviews.suggestion g ON g.comment_id = c.id
               WHERE c.author_id = $1
                  OR c.published_at IS NOT NULL AND s.author_id = $1
                  OR c.published_at IS NOT NULL AND t.opened_by = $1
               ORDER BY c.written_at, c.id"#
        ),
    },
    Table {
        name: "reviews.step",
        title: SAID,
        fate: Anonymous,
        says: "",
        people: &["actor_id"],
        erase: &["UPDATE reviews.step SET note = '' WHERE actor_id = $1 AND note <> ''"],
        export: rows!(
            r#"SELECT s.title AS "Code", t.happened AS "What", t.note AS "Your note", t.at AS "At"
               FROM reviews.step t JOIN reviews.submission s ON s.id = t.submission_id WHERE t.actor_id = $1 ORDER BY t.at"#
        ),
    },
    Table {
        name: "reviews.viewed",
        title: SEEN,
        fate: Erased,
        says: "Marks that you have viewed something, and which iteration you saw last.",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.viewed WHERE person_id = $1"],
        export: rows!(
            r#"SELECT s.title AS "Code", count(*) AS "Parts marked as viewed"
               FROM reviews.viewed v JOIN reviews.submission s ON s.id = v.submission_id
               WHERE v.person_id = $1 GROUP BY s.id, s.title ORDER BY s.title"#
        ),
    },
    Table {
        name: "reviews.look",
        title: SEEN,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.look WHERE person_id = $1"],
        export: rows!(
            r#"SELECT s.title AS "Code", l.iteration AS "Iteration", l.looked_at AS "Seen"
               FROM reviews.look l JOIN reviews.submission s ON s.id = l.submission_id WHERE l.person_id = $1 ORDER BY l.looked_at"#
        ),
    },
    Table {
        name: "reviews.present",
        title: SEEN,
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.present WHERE person_id = $1"],
        export: Nothing("Which page is open at the moment."),
    },
    Table {
        name: "reviews.assessment",
        title: "Your eye",
        fate: Erased,
        says: "How you assessed examples, and what your marks count.",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.assessment WHERE person_id = $1"],
        export: rows!(
            r#"SELECT e.title AS "Example", a.agreement AS "Agreement, 0 to 1", a.assessed_at AS "Assessed"
               FROM reviews.assessment a JOIN reviews.example e ON e.rubric_id = a.rubric_id AND e.number = a.example
               WHERE a.person_id = $1 ORDER BY a.assessed_at"#
        ),
    },
    Table {
        name: "reviews.assessment_mark",
        title: "Your eye",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.assessment_mark WHERE person_id = $1"],
        export: rows!(
            r#"SELECT c.title AS "Criterion", m.level AS "Level", m.words AS "Your words"
               FROM reviews.assessment_mark m JOIN reviews.criterion c ON c.rubric_id = m.rubric_id AND c.number = m.criterion
               WHERE m.person_id = $1 ORDER BY m.rubric_id, m.example, m.criterion"#
        ),
    },
    Table {
        name: "reviews.calibration",
        title: "Your eye",
        fate: Erased,
        says: "",
        people: &["person_id"],
        erase: &["DELETE FROM reviews.calibration WHERE person_id = $1"],
        export: rows!(
            r#"SELECT examples AS "Examples", weight AS "What your marks count" FROM reviews.calibration WHERE person_id = $1"#
        ),
    },
    Table {
        name: "reviews.rubric",
        title: STAFF,
        fate: Kept,
        says: "Reviews are measured by them. They do not say who wrote them.",
        people: &["made_by"],
        erase: &[],
        export: rows!(
            r#"SELECT title AS "Title", about AS "About", language AS "Language", created_at AS "Made", published_at AS "Published"
               FROM reviews.rubric WHERE made_by = $1 ORDER BY created_at"#
        ),
    },
    Table {
        name: "reviews.example",
        title: STAFF,
        fate: Kept,
        says: "",
        people: &["made_by"],
        erase: &[],
        export: rows!(
            r#"SELECT title AS "Title", about AS "About", created_at AS "Made", published_at AS "Published"
               FROM reviews.example WHERE made_by = $1 ORDER BY created_at"#
        ),
    },
];
