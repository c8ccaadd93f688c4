use contract::{GroupId, Refusal, bookings::Step};
use sqlx::PgConnection;

use super::{
    facts,
    join::{free_seats, refuse},
    line, seat,
};
use crate::{
    Ctx, Once,
    accounts::{self, User},
    bookings::Error,
    once,
};

/// So many stand in one line.
const LINE: i64 = 50;

/// Joins the waiting list of a group that is full.
///
/// # Errors
/// `SeatsLeft` where one can join at once, `AlreadyInLine`, `AlreadyJoined`, `LineFull`, and those of [`join`](super::join()) that
/// do not depend on seats.
pub async fn wait(ctx: &Ctx, user: &User, id: GroupId, form: Step) -> Result<(), Error> {
    user.must_be_verified(ctx.now())?;
    let seen = facts::read(&ctx.db, id).await?.ok_or(Error::NotFound)?;
    let apart = accounts::kept_apart(ctx, user.id).await?.contains(&seen.tutor);

    let mut tx = ctx.begin().await?;
    let group = facts::load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    refuse(ctx, &mut tx, &group, user, apart).await?;
    line::drop_lapsed(ctx, &mut tx, id).await?;
    line::pass_on(ctx, &mut tx, id).await?;
    if seat::of(&mut *tx, id, user.id).await?.is_some() {
        return Err(Refusal::AlreadyJoined.into());
    }
    if free_seats(&mut tx, &group).await? > 0 {
        return Err(Refusal::SeatsLeft.into());
    }
    leave_room(&mut tx, id, user).await?;
    line::stand(&mut tx, id, user.id, ctx.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn leave_room(conn: &mut PgConnection, id: GroupId, user: &User) -> Result<(), Error> {
    let line = sqlx::query!(
        r#"SELECT count(*) AS "all!", count(*) FILTER (WHERE person_id = $2) AS "mine!"
           FROM bookings.group_waiting WHERE group_id = $1"#,
        id.0,
        user.id.0,
    )
    .fetch_one(conn)
    .await?;
    match () {
        () if line.mine > 0 => Err(Refusal::AlreadyInLine.into()),
        () if line.all >= LINE => Err(Refusal::LineFull.into()),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookings::{
        groups::{GroupAction, Mine, leave_line, page, testing::Gathering},
        testing::{refusal, step},
    };

    #[tokio::test]
    async fn one_waits_once_where_all_is_taken_and_may_leave() {
        let g = Gathering::new().await;
        let id = g.planned().await;
        let waiting = g.people(&["dan", "eve", "fay"]).await;
        assert_eq!(refusal(g.wait(&waiting[0], id).await), Refusal::SeatsLeft);
        let seated = g.people(&["ada", "bob", "cyd"]).await;
        for who in &seated {
            g.join(who, id).await.unwrap();
        }
        let form = step(g.ctx());
        wait(g.ctx(), &waiting[0], id, form.clone()).await.unwrap();
        wait(g.ctx(), &waiting[0], id, form).await.expect("the same form again is no error");
        assert_eq!(refusal(g.wait(&waiting[0], id).await), Refusal::AlreadyInLine);
        assert_eq!(refusal(g.wait(&seated[0], id).await), Refusal::AlreadyJoined);
        assert_eq!(refusal(g.wait(&g.room.tutor, id).await), Refusal::OwnGroup);
        g.wait(&waiting[1], id).await.unwrap();
        g.wait(&waiting[2], id).await.unwrap();
        let place = async |who: &User| page(g.ctx(), Some(who), id).await.unwrap().unwrap().mine;
        assert_eq!(place(&waiting[2]).await, Mine::InLine(3));
        leave_line(g.ctx(), &waiting[0], id, step(g.ctx())).await.unwrap();
        assert_eq!(place(&waiting[2]).await, Mine::InLine(2), "those behind move up");
        assert_eq!(refusal(leave_line(g.ctx(), &waiting[0], id, step(g.ctx())).await), Refusal::NotInLine);
        let shown = page(g.ctx(), Some(&waiting[0]), id).await.unwrap().unwrap();
        assert_eq!((shown.mine, shown.actions, shown.waiting), (Mine::Nothing, vec![GroupAction::Wait], 2));
        assert!(
            page(g.ctx(), None, id).await.unwrap().unwrap().actions.is_empty(),
            "who is not signed in does nothing"
        );
    }

    #[tokio::test]
    async fn a_line_has_an_end() {
        let g = Gathering::new().await;
        let (id, _) = g.full().await;
        sqlx::query(
            "WITH p AS (INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, role, created_at, about)
                        SELECT gen_random_uuid(), 'many' || n || '@example.org', 'many' || n, 'Many', 'UTC', 'x', 'member', now(), ''
                        FROM generate_series(1, 50) n RETURNING id)
             INSERT INTO bookings.group_waiting (group_id, person_id, number, since)
             SELECT $1, id, row_number() OVER (), now() FROM p",
        )
        .bind(id.0)
        .execute(&g.ctx().db)
        .await
        .unwrap();
        let dan = g.room.stage.person("dan").await;
        assert_eq!(refusal(g.wait(&dan, id).await), Refusal::LineFull);
    }

    #[tokio::test]
    async fn who_is_shut_out_or_kept_apart_by_now_is_passed_over() {
        let g = Gathering::new().await;
        let (id, seated) = g.full().await;
        let waiting = g.people(&["dan", "eve", "fay"]).await;
        for who in &waiting {
            g.wait(who, id).await.unwrap();
        }
        accounts::set_disabled(g.ctx(), "dan", true).await.unwrap();
        accounts::block(g.ctx(), &g.room.tutor, "eve").await.unwrap();
        g.give_up(&seated[0], id).await.unwrap();
        assert_eq!(g.picture(id).await, "ada cancelled, bob accepted, cyd accepted, dan 1, eve 2, fay held");
        accounts::set_disabled(g.ctx(), "tutor", true).await.unwrap();
        g.give_up(&seated[1], id).await.expect("nothing is given away of whom nobody can come to");
        assert!(g.picture(id).await.contains("bob cancelled"));
    }
}
