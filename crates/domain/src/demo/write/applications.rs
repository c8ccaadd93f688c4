//! Who may teach, who asks to, and what tutors have changed of their pages.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    demo::{
        applicants::{Applicant, applicants},
        people::MODERATOR,
        plan::Plan,
    },
};

pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let tutors: Vec<Uuid> = plan.tutors.iter().map(|tutor| ids[tutor.person]).collect();
    approved(conn, &tutors, ids[MODERATOR]).await?;
    changes(ctx, conn, &tutors).await?;
    for applicant in applicants() {
        applies(ctx, conn, &applicant, ids[applicant.person], ids[MODERATOR]).await?;
    }
    Ok(())
}

/// All who teach, a day after they applied.
async fn approved(conn: &mut PgConnection, tutors: &[Uuid], moderator: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.application (person_id, state, headline, about, statement, languages, version, begun_at, decided_at, decided_by)
         SELECT t.person_id, 'approved', t.headline, t.about,
                (ARRAY['I like the moment in which somebody sees it for the first time, and I have learned to wait for it. I ask a lot, I explain little, and each session ends with something that the student has done alone.',
                       'For years I have explained this to colleagues, and I would like to do it for people who chose it. We work on what they bring, and I write down what we agreed on, so that it is there the next time.',
                       'I had a teacher who took my questions seriously, and that changed what I became. I take them seriously as well: we stay with one until it is answered, and go on from there.'])
                    [1 + (hashtext(t.person_id::text) & 1023) % 3], ARRAY(SELECT code FROM tutors.language l WHERE l.tutor_id = t.person_id),
                gen_random_uuid(), t.created_at, t.created_at + interval '1 day', $2
         FROM tutors.tutor t WHERE t.person_id = ANY($1)",
        tutors,
        moderator,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.application_subject (person_id, number, subject, level, evidence)
         SELECT tutor_id, n, subject, level,
                (ARRAY['Taught it at a school for six years', 'A degree in it, and two years of evening classes',
                       'It is my work, and I train colleagues in it'])[1 + (hashtext(tutor_id::text) & 1023) % 3]
         FROM (SELECT tutor_id, subject, level, row_number() OVER (PARTITION BY tutor_id ORDER BY subject, level)::smallint AS n
               FROM tutors.specialty WHERE tutor_id = ANY($1)) s WHERE n <= 6",
        tutors,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.step (person_id, number, happened, actor_id, at)
         SELECT person_id, 1, 'submitted', person_id, begun_at + interval '1 hour' FROM tutors.application WHERE person_id = ANY($1)
         UNION ALL
         SELECT person_id, 2, 'approved', decided_by, decided_at FROM tutors.application WHERE person_id = ANY($1)",
        tutors,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Two have changed something that somebody looks at first.
async fn changes(ctx: &Ctx, conn: &mut PgConnection, tutors: &[Uuid]) -> Result<(), sqlx::Error> {
    let some = &tutors[4..6];
    sqlx::query!(
        "INSERT INTO tutors.change (tutor_id, headline, about, version, since)
         SELECT t.person_id, CASE n WHEN 1 THEN left(t.headline, 60) || ', also on WhatsApp' END,
                CASE n WHEN 2 THEN t.about || E'\n\nExercises of mine are at www.example.org/exercises.' END, gen_random_uuid(),
                $2::timestamptz - n * interval '19 hours'
         FROM unnest($1::uuid[]) WITH ORDINALITY AS s (id, n) JOIN tutors.tutor t ON t.person_id = s.id",
        some,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.change_subject (tutor_id, subject, level, evidence)
         SELECT $1, slug, 'professional', 'A course for a company in spring' FROM tutors.subject u
         WHERE NOT EXISTS (SELECT FROM tutors.specialty s WHERE s.tutor_id = $1 AND s.subject = u.slug) ORDER BY slug LIMIT 1",
        some[1],
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.step (person_id, number, happened, actor_id, at)
         SELECT tutor_id, 3, 'change_proposed', tutor_id, since FROM tutors.change WHERE tutor_id = ANY($1)",
        some,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn applies(
    ctx: &Ctx,
    conn: &mut PgConnection,
    applicant: &Applicant,
    person: Uuid,
    moderator: Uuid,
) -> Result<(), sqlx::Error> {
    let sent = ctx.now() - TimeDelta::hours(applicant.hours_ago.into());
    let answered = applicant.answer.map(|_| sent + TimeDelta::hours(9));
    let wanted: Vec<String> = applicant
        .answer
        .filter(|_| applicant.state == "changes_wanted")
        .map(|(part, _)| part.to_owned())
        .into_iter()
        .collect();
    let languages: Vec<String> = applicant.languages.iter().map(|code| (*code).to_owned()).collect();
    sqlx::query!(
        "INSERT INTO tutors.application (person_id, state, headline, about, statement, languages, version, begun_at, waits_since,
                                         decided_at, decided_by, wanted)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $2 = 'submitted' THEN $8::timestamptz END, $9,
                 CASE WHEN $9::timestamptz IS NOT NULL THEN $10::uuid END, $11)",
        person,
        applicant.state,
        applicant.headline,
        applicant.about,
        applicant.statement,
        &languages,
        ctx.id(),
        sent,
        answered,
        moderator,
        &wanted,
    )
    .execute(&mut *conn)
    .await?;
    let (subject, level, evidence) = applicant.claim;
    sqlx::query!(
        "INSERT INTO tutors.application_subject (person_id, number, subject, level, evidence) VALUES ($1, 1, $2, $3, $4)",
        person,
        subject,
        level,
        evidence,
    )
    .execute(&mut *conn)
    .await?;
    if applicant.state == "draft" {
        return Ok(());
    }
    step(conn, person, 1, "submitted", person, ("", &[]), sent).await?;
    let happened = if applicant.state == "declined" { "declined" } else { "changes_asked" };
    match (applicant.answer, answered) {
        (Some((_, note)), Some(at)) => step(conn, person, 2, happened, moderator, (note, &wanted), at).await,
        _ => Ok(()),
    }
}

async fn step(
    conn: &mut PgConnection,
    person: Uuid,
    number: i32,
    happened: &str,
    by: Uuid,
    (note, parts): (&str, &[String]),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.step (person_id, number, happened, actor_id, note, parts, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        person,
        number,
        happened,
        by,
        note,
        parts,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}
