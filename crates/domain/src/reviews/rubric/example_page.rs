use contract::{
    RubricId,
    reviews::{Criterion, Mark},
};
use sqlx::types::Json;

use super::{
    model::{State, check},
    page::criteria,
};
use crate::{
    Ctx,
    accounts::User,
    reviews::{FilePair, Text},
};

/// What can be done with an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleAction {
    Assess,
    /// Of a draft, by a moderator.
    Publish,
    Discard,
}

/// Everything the page of an example shows.
#[derive(Clone, Debug)]
pub struct ExamplePage {
    pub rubric: String,
    pub language: Option<String>,
    pub title: String,
    /// Markdown.
    pub about: String,
    pub criteria: Vec<Criterion>,
    pub files: Vec<FilePair>,
    /// What the reader said of it.
    pub mine: Option<Vec<Mark>>,
    pub agreement: Option<f64>,
    /// For its writer, and for those who have said what they think.
    pub reference: Option<Vec<Mark>>,
    pub published: bool,
    pub allowed: Vec<ExampleAction>,
}

impl ExamplePage {
    pub fn may(&self, action: ExampleAction) -> bool {
        self.allowed.contains(&action)
    }
}

type MarkRow = (u8, u8, String);

/// An example as this reader may see it: drafts are for moderators. `None` for everyone else.
pub async fn example_page(
    ctx: &Ctx,
    viewer: Option<&User>,
    id: RubricId,
    number: u8,
) -> Result<Option<ExamplePage>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let row = sqlx::query!(
        r#"SELECT r.title AS rubric, r.language, r.published_at AS rubric_published_at, r.retired_at, e.title, e.about,
                  e.made_by, e.published_at, a.agreement AS "agreement?",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(f.path, encode(sha256(convert_to(f.text, 'UTF8')), 'hex'),
                                                               f.text) ORDER BY f.path), '[]')
                   FROM reviews.example_file f
                   WHERE f.rubric_id = e.rubric_id AND f.example = e.number) AS "files!: Json<Vec<(String, String, String)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(m.criterion, m.level, m.words) ORDER BY m.criterion), '[]')
                   FROM reviews.reference_mark m
                   WHERE m.rubric_id = e.rubric_id AND m.example = e.number) AS "reference!: Json<Vec<MarkRow>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(m.criterion, m.level, m.words) ORDER BY m.criterion), '[]')
                   FROM reviews.assessment_mark m
                   WHERE m.rubric_id = e.rubric_id AND m.example = e.number
                     AND m.person_id = a.person_id) AS "mine!: Json<Vec<MarkRow>>"
           FROM reviews.example e JOIN reviews.rubric r ON r.id = e.rubric_id
           LEFT JOIN reviews.assessment a
                ON a.rubric_id = e.rubric_id AND a.example = e.number AND a.person_id = $3
           WHERE e.rubric_id = $1 AND e.number = $2"#,
        id.0,
        i16::from(number),
        viewer.map(|user| user.id.0),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let moderates = viewer.is_some_and(|user| check(user).is_ok());
    let (state, published) = (State::of(row.rubric_published_at, row.retired_at), row.published_at.is_some());
    if !published && !moderates {
        return Ok(None);
    }
    let is_writer = viewer.is_some_and(|user| user.id.0 == row.made_by);
    let done = row.agreement.is_some();
    let may = |action: &ExampleAction| match action {
        ExampleAction::Assess => viewer.is_some() && published && !is_writer && !done && state == State::InUse,
        ExampleAction::Publish => moderates && !published && state == State::InUse,
        ExampleAction::Discard => moderates && !published && state != State::Retired,
    };
    let all = [ExampleAction::Assess, ExampleAction::Publish, ExampleAction::Discard];
    Ok(Some(ExamplePage {
        rubric: row.rubric,
        language: row.language,
        title: row.title,
        about: row.about,
        criteria: criteria(&mut conn, id).await?,
        files: row.files.0.into_iter().map(file).collect(),
        mine: done.then(|| marks(row.mine.0)),
        agreement: row.agreement,
        reference: (is_writer || done).then(|| marks(row.reference.0)),
        published,
        allowed: all.into_iter().filter(may).collect(),
    }))
}

fn file((path, hash, text): (String, String, String)) -> FilePair {
    FilePair { path, old: None, new: Some(Text { hash, text }) }
}

fn marks(rows: Vec<MarkRow>) -> Vec<Mark> {
    rows.into_iter().map(|(criterion, level, words)| Mark { criterion, level, words }).collect()
}
