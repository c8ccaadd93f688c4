//! Other lines for a thread's own: who may suggest them, and how they are kept.

use changes::{Edit, Lines, Range};
use contract::{
    CommentId, Problem,
    reviews::{Place, Suggested},
};
use sqlx::PgConnection;

use super::{
    Error,
    model::Submission,
    texts,
    thread::{Thread, stored},
};
use crate::accounts::User;

/// What a suggestion is about: lines of a file at one iteration.
pub(super) struct Lined<'a> {
    pub iteration: u32,
    pub path: &'a str,
    pub range: Range,
}

impl<'a> Lined<'a> {
    pub fn of(place: &'a Place, iteration: u32) -> Option<Self> {
        let Place::Lines { path, from, to } = place else { return None };
        Some(Self { iteration, path, range: Range::new(*from, *to)? })
    }
}

/// Keeps what a comment suggests instead of its thread's lines; `None` takes it away.
///
/// # Errors
/// `suggest` is wrong for an author, who makes an iteration instead, and in a thread that has no lines; `replacement` is
/// wrong if it is what stands there.
pub(super) async fn suggest(
    conn: &mut PgConnection,
    submission: &Submission,
    user: &User,
    thread: &Thread,
    comment: CommentId,
    suggested: Option<&Suggested>,
) -> Result<(), Error> {
    let Some(suggested) = suggested else {
        sqlx::query!("DELETE FROM reviews.suggestion WHERE comment_id = $1", comment.0).execute(conn).await?;
        return Ok(());
    };
    let lined = Lined::of(&thread.place, thread.iteration).filter(|_| user.id != submission.author);
    let lined = lined.ok_or_else(|| Error::field("suggest", Problem::NotAChoice))?;
    let text = texts::one(conn, submission.id, lined.iteration, lined.path).await?;
    let replacement = kept(suggested);
    if text.is_some_and(|text| is_there(&Lines::of(&text), lined.range, replacement)) {
        return Err(Error::field("replacement", Problem::Unchanged));
    }
    sqlx::query!(
        "INSERT INTO reviews.suggestion (comment_id, replacement) VALUES ($1, $2)
         ON CONFLICT (comment_id) DO UPDATE SET replacement = excluded.replacement",
        comment.0,
        replacement,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// As the table has it: without the last newline, `None` for a deletion.
fn kept(suggested: &Suggested) -> Option<&str> {
    match suggested {
        Suggested::Deletion => None,
        Suggested::Lines(text) => Some(text.strip_suffix('\n').unwrap_or(text)),
    }
}

/// The edit that a suggestion as the table has it makes.
pub(super) fn edit(range: Range, replacement: Option<&str>) -> Edit {
    match replacement {
        None => Edit::delete(range),
        Some(text) => Edit::replace(range, &format!("{text}\n")),
    }
}

/// How a line ends is nothing that a form could say.
fn is_there(lines: &Lines, range: Range, replacement: Option<&str>) -> bool {
    let bare = |line: &str| line.strip_suffix('\r').unwrap_or(line).to_owned();
    let now = lines.slice(range).unwrap_or_default().iter().map(|line| bare(line));
    now.eq(edit(range, replacement).lines)
}

/// Whether the file has those lines; a file or the whole has no lines to miss.
pub(super) async fn place_exists(
    conn: &mut PgConnection,
    submission: &Submission,
    iteration: u32,
    place: &Place,
) -> Result<bool, sqlx::Error> {
    let Some(path) = place.path() else { return Ok((1..=submission.iteration).contains(&iteration)) };
    let lines = sqlx::query_scalar!(
        "SELECT b.lines FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
         WHERE f.submission_id = $1 AND f.iteration = $2 AND f.path = $3",
        submission.id.0,
        stored(iteration),
        path,
    )
    .fetch_optional(conn)
    .await?;
    Ok(lines.is_some_and(|lines| place.lines().is_none_or(|(_, to)| stored(to) <= lines)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_newline_is_no_line_of_its_own() {
        let lines = |text: &str| edit(Range { from: 1, to: 1 }, kept(&Suggested::Lines(text.into()))).lines;
        assert_eq!(lines("a\nb"), ["a", "b"]);
        assert_eq!(lines("a\nb\n"), ["a", "b"]);
        assert_eq!(lines("a\n\n"), ["a", ""]);
        assert_eq!(lines("\n"), [""]);
        assert_eq!(edit(Range { from: 1, to: 1 }, kept(&Suggested::Deletion)).lines, [""; 0]);
    }

    #[test]
    fn what_stands_there_is_no_suggestion() {
        let text = "a\r\nb\r\n\r\n";
        let is = |from, to, replacement| is_there(&Lines::of(text), Range { from, to }, replacement);
        assert!(is(1, 2, Some("a\nb")));
        assert!(is(3, 3, Some("")));
        assert!(!is(1, 2, Some("a")));
        assert!(!is(3, 3, None));
    }
}
