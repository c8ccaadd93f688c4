use contract::UserId;
use sqlx::PgConnection;

/// Takes from the boards who is not to be seen on them any more, and puts back who is again; of everybody, or of one person.
/// Says how many that were. The caller holds the boards.
pub(super) async fn settle(conn: &mut PgConnection, person: Option<UserId>) -> Result<u64, sqlx::Error> {
    let moved = sqlx::query_scalar!(
        r#"WITH truth AS (
               SELECT person_id FROM accounts.public_staff
               UNION SELECT person_id FROM ranking.preference WHERE hide_me
               UNION SELECT id FROM accounts.public_person WHERE disabled
           ), back AS (
               DELETE FROM ranking.unlisted u
               WHERE ($1::uuid IS NULL OR u.person_id = $1) AND NOT EXISTS (SELECT FROM truth t WHERE t.person_id = u.person_id)
               RETURNING person_id
           ), away AS (
               INSERT INTO ranking.unlisted (person_id)
               SELECT person_id FROM truth WHERE $1::uuid IS NULL OR person_id = $1
               ON CONFLICT DO NOTHING RETURNING person_id
           ), moved AS (
               SELECT person_id, true AS listed FROM back UNION ALL SELECT person_id, false FROM away
           ), changed AS (
               UPDATE ranking.tally t SET listed = m.listed FROM moved m
               WHERE t.person_id = m.person_id AND t.listed <> m.listed
           )
           SELECT count(*) AS "moved!" FROM moved"#,
        person.map(|person| person.0)
    )
    .fetch_one(conn)
    .await?;
    Ok(u64::try_from(moved).unwrap_or_default())
}
