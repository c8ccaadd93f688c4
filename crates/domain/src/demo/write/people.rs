use chrono::TimeDelta;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Ctx, demo::plan::Plan};

pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    plan: &Plan,
    ids: &[Uuid],
    password_hash: &str,
) -> Result<(), sqlx::Error> {
    let of = |get: fn(&crate::demo::people::Person) -> &str| -> Vec<String> {
        plan.people.iter().map(|person| get(person).to_owned()).collect()
    };
    let joined: Vec<_> = plan.people.iter().map(|person| ctx.now() - TimeDelta::days(person.joined)).collect();
    sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, about, zone, role, created_at, verified_at, password_hash, is_demo)
         SELECT id, email, handle, name, about, zone, role, created_at, created_at, $9, true
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::timestamptz[]) AS p (id, email, handle, name, about, zone, role, created_at)",
        ids,
        &of(|person| &person.email),
        &of(|person| &person.handle),
        &of(|person| &person.name),
        &of(|person| &person.about),
        &of(|person| person.zone),
        &of(|person| person.role),
        &joined,
        password_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}
