use contract::{Refusal, RubricId, reviews::AddExample};
use sqlx::PgConnection;

use super::{
    marks::{check_whole, small, weights},
    model::{Action, check},
    step::begin,
};
use crate::{
    Ctx,
    accounts::User,
    ports::Limit,
    reviews::{
        Error,
        files::{self, File},
    },
};

/// Examples of one rubric.
pub const EXAMPLES_MAX: u8 = 12;

/// Keeps code with a review of reference as a draft, and gives its number. With a draft of a rubric it is published when that
/// is. `None` if this very form has had its effect already.
///
/// # Errors
/// `OnlyModerators`, `RubricRetired`, `TooManyExamples`; `Invalid` at `text`, `upload` or a level; `TooOften`.
pub async fn add_example(ctx: &Ctx, user: &User, id: RubricId, form: AddExample) -> Result<Option<u8>, Error> {
    check(user)?;
    ctx.limits.take(Limit::UploadByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let files = files::read(form.files.clone(), None).await?.files;
    let Some((mut tx, rubric)) = begin(ctx, user, id, form.key, Action::AddExample).await? else { return Ok(None) };
    check_whole(weights(&mut tx, rubric.id).await?.len(), &form.marks)?;
    let number = insert(ctx, &mut tx, user, id, &form).await?;
    insert_files(&mut tx, id, number, &files).await?;
    insert_marks(&mut tx, id, number, &form).await?;
    tx.commit().await?;
    Ok(Some(small(number)))
}

async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    id: RubricId,
    form: &AddExample,
) -> Result<i16, Error> {
    let last = sqlx::query_scalar!(
        r#"SELECT coalesce(max(number), 0::int2) AS "last!" FROM reviews.example WHERE rubric_id = $1"#,
        id.0
    )
    .fetch_one(&mut *conn)
    .await?;
    if last >= i16::from(EXAMPLES_MAX) {
        return Err(Refusal::TooManyExamples.into());
    }
    sqlx::query!(
        "INSERT INTO reviews.example (rubric_id, number, title, about, made_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        id.0,
        last + 1,
        form.title,
        form.about,
        user.id.0,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(last + 1)
}

async fn insert_files(conn: &mut PgConnection, id: RubricId, number: i16, files: &[File]) -> Result<(), sqlx::Error> {
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    sqlx::query!(
        "INSERT INTO reviews.example_file (rubric_id, example, path, text)
         SELECT $1, $2, f.path, f.text FROM unnest($3::text[], $4::text[]) AS f (path, text)",
        id.0,
        number,
        &paths as &[&str],
        &texts as &[&str],
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert_marks(
    conn: &mut PgConnection,
    id: RubricId,
    number: i16,
    form: &AddExample,
) -> Result<(), sqlx::Error> {
    for mark in &form.marks {
        sqlx::query!(
            "INSERT INTO reviews.reference_mark (rubric_id, example, criterion, level, words)
             VALUES ($1, $2, $3, $4, $5)",
            id.0,
            number,
            i16::from(mark.criterion),
            i16::from(mark.level),
            mark.words,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{
        rubric::{
            rubric_page,
            testing::{Bench, an_example},
        },
        testing::{refusal, wrong},
    };

    #[tokio::test]
    async fn it_is_a_draft_with_its_files_and_its_reference_which_its_writer_alone_sees() {
        let bench = Bench::new().await;
        let id = bench.published("rust").await;
        let form = AddExample { key: bench.key(), ..an_example([1, 2]) };
        assert_eq!(add_example(bench.ctx(), &bench.moderator, id, form.clone()).await.unwrap(), Some(1));
        assert_eq!(add_example(bench.ctx(), &bench.moderator, id, form.clone()).await.unwrap(), None);
        let seen = bench.sees(&bench.moderator, id, 1).await.unwrap();
        assert_eq!((seen.reference, seen.files[0].path.as_str()), (Some(form.marks), "a.rs"));
        assert!(!seen.published);
        assert_eq!(bench.sees(&bench.admin, id, 1).await.unwrap().reference, None);
        assert!(bench.sees(&bench.reviewer, id, 1).await.is_none());
        assert_eq!(bench.example(id, [1, 2]).await, 2);
        for (user, is_own) in [(&bench.moderator, true), (&bench.admin, false)] {
            let page = rubric_page(bench.ctx(), Some(user), id).await.unwrap().unwrap();
            assert!(page.examples.iter().all(|example| !example.published && example.is_own == is_own));
        }
    }

    #[tokio::test]
    async fn every_criterion_has_its_mark_and_there_is_something_to_read() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        let marks = an_example([1, 2]).marks;
        let short = AddExample { marks: marks[..1].to_vec(), ..an_example([1, 2]) };
        assert_eq!(wrong(add_example(bench.ctx(), &bench.moderator, id, short).await), ["level2"]);
        let nothing = AddExample { files: Vec::new(), ..an_example([1, 2]) };
        assert_eq!(wrong(add_example(bench.ctx(), &bench.moderator, id, nothing).await), ["text"]);
    }

    #[tokio::test]
    async fn only_moderators_while_it_is_in_use_and_up_to_twelve() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        let outcome = add_example(bench.ctx(), &bench.reviewer, id, an_example([1, 2])).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        for _ in 0..EXAMPLES_MAX {
            bench.example(id, [1, 2]).await;
        }
        let outcome = add_example(bench.ctx(), &bench.moderator, id, an_example([1, 2])).await;
        assert_eq!(refusal(outcome), Refusal::TooManyExamples);
        bench.publish(id).await;
        bench.retired(id).await;
        let outcome = add_example(bench.ctx(), &bench.moderator, id, an_example([1, 2])).await;
        assert_eq!(refusal(outcome), Refusal::RubricRetired);
    }
}
