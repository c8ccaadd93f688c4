use chrono::{DateTime, Utc};
use contract::{
    ReviewId, SubmissionId, UserId,
    reviews::{Level, Rated, Urgency, Verdict},
};
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    life::{decode, read},
    model::{Action, ReviewState, State, Submission, Turn},
    rubric::Calibration,
};
use crate::{Ctx, accounts::User};

/// Somebody as the page names them. Nameless while the submission is anonymous and the reader is on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Someone {
    pub id: UserId,
    pub name: String,
    /// `None` for those whose name is hidden.
    pub handle: Option<String>,
    /// What tints the avatar: the id, unless that would tell who it is.
    pub tint: Uuid,
}

impl Someone {
    fn named(id: Uuid, name: String, handle: String) -> Self {
        Self { id: UserId(id), name, handle: Some(handle), tint: id }
    }
}

#[derive(Clone, Debug)]
pub struct Iteration {
    pub number: u32,
    pub note: String,
    pub made_at: DateTime<Utc>,
}

/// What a reviewer published in one go.
#[derive(Clone, Debug)]
pub struct Round {
    pub number: u32,
    pub iteration: u32,
    pub verdict: Verdict,
    /// Markdown.
    pub summary: String,
    pub published_at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct ReviewView {
    pub id: ReviewId,
    pub reviewer: Someone,
    /// What the reviewer's marks count.
    pub weight: Weight,
    pub state: ReviewState,
    pub claimed_until: DateTime<Utc>,
    pub rounds: Vec<Round>,
    pub rated: Option<(Rated, String)>,
    pub thanked: bool,
}

/// What a reviewer's marks count, and what it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    pub value: f64,
    /// Examples that they have assessed. `None` for those whose name is hidden: the number might tell who it is.
    pub examples: Option<u32>,
}

/// A line of the timeline.
#[derive(Clone, Debug)]
pub struct StepView {
    pub happened: String,
    pub by: Option<Someone>,
    pub note: String,
    pub at: DateTime<Utc>,
}

/// Everything the page of one submission shows besides its code and its threads.
#[derive(Clone, Debug)]
pub struct SubmissionPage {
    pub id: SubmissionId,
    pub author: Someone,
    pub title: String,
    /// Markdown.
    pub ask: String,
    pub language: String,
    pub level: Level,
    pub urgency: Urgency,
    pub public: bool,
    /// The secret part of the link; for the author alone.
    pub link: Option<String>,
    pub anonymous: bool,
    pub seats: i16,
    pub state: State,
    pub turn: Turn,
    pub turn_since: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub iterations: Vec<Iteration>,
    /// Those whose words the reader may see, those that have ended included if they published something.
    pub reviews: Vec<ReviewView>,
    pub steps: Vec<StepView>,
    pub is_author: bool,
    /// The reader's own review, if they hold a seat.
    pub mine: Option<ReviewId>,
    pub allowed: Vec<Action>,
}

impl SubmissionPage {
    pub fn latest(&self) -> u32 {
        self.iterations.last().map_or(1, |iteration| iteration.number)
    }

    pub fn may(&self, action: Action) -> bool {
        self.allowed.contains(&action)
    }

    /// How somebody who merely looks is to be called: nobody's name is told while it is anonymous.
    pub fn name_of(&self, id: UserId, name: String) -> String {
        let known = self.person(id);
        match (known.handle.is_some(), self.anonymous && self.state == State::Open) {
            (true, _) | (false, false) => name,
            (false, true) if known.tint.is_nil() => "A reader".into(),
            (false, true) => known.name,
        }
    }

    /// Everyone who is named on this page, for what the reader may know or do about them.
    pub fn people(&self) -> Vec<UserId> {
        std::iter::once(self.author.id).chain(self.reviews.iter().map(|review| review.reviewer.id)).collect()
    }

    /// How somebody is to be called on this page.
    pub fn person(&self, id: UserId) -> Someone {
        let known = std::iter::once(&self.author).chain(self.reviews.iter().map(|review| &review.reviewer));
        let stepped = self.steps.iter().filter_map(|step| step.by.as_ref());
        let found = known.chain(stepped).find(|person| person.id == id).cloned();
        found.unwrap_or(Someone { id, name: "Someone".into(), handle: None, tint: Uuid::nil() })
    }
}

type RoundRow = (i32, i32, String, String, DateTime<Utc>);
type ReviewRow = (
    Uuid,
    (Uuid, String, String, Option<i32>, Option<f64>),
    String,
    DateTime<Utc>,
    Option<String>,
    String,
    bool,
    Vec<RoundRow>,
);
type StepRow = (String, Option<(Uuid, String, String)>, String, DateTime<Utc>);

/// A submission as this reader may see it: drafts are their author's, private ones are for the author, the reviewers and
/// those who give the link. `None` for everyone else.
pub async fn page(
    ctx: &Ctx,
    viewer: Option<&User>,
    id: SubmissionId,
    link: Option<&str>,
) -> Result<Option<SubmissionPage>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let Some(rules) = read(&mut conn, id).await? else { return Ok(None) };
    let row = sqlx::query!(
        r#"SELECT s.title, s.ask, s.language, s.level, s.urgency, s.link, s.anonymous, s.turn_since, s.published_at,
                  p.name AS "name!", p.handle AS "handle!",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(i.number, i.note, i.made_at) ORDER BY i.number), '[]')
                   FROM reviews.iteration i WHERE i.submission_id = s.id) AS "iterations!: Json<Vec<(i32, String, DateTime<Utc>)>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(r.id,
                              jsonb_build_array(r.reviewer_id, who.name, who.handle, c.examples, c.weight), r.state,
                              r.claimed_until, r.rating, r.rating_words, r.thanked,
                              (SELECT coalesce(jsonb_agg(jsonb_build_array(o.number, o.iteration, o.verdict, o.summary,
                                                                           o.published_at) ORDER BY o.number), '[]')
                               FROM reviews.round o WHERE o.review_id = r.id)) ORDER BY r.claimed_at, r.id), '[]')
                   FROM reviews.review r JOIN accounts.public_person who ON who.id = r.reviewer_id
                        LEFT JOIN reviews.calibration c ON c.person_id = r.reviewer_id
                   WHERE r.submission_id = s.id) AS "reviews!: Json<Vec<ReviewRow>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(t.happened,
                              CASE WHEN who.id IS NOT NULL THEN jsonb_build_array(who.id, who.name, who.handle) END,
                              t.note, t.at) ORDER BY t.number), '[]')
                   FROM reviews.step t LEFT JOIN accounts.public_person who ON who.id = t.actor_id
                   WHERE t.submission_id = s.id) AS "steps!: Json<Vec<StepRow>>"
           FROM reviews.submission s JOIN accounts.public_person p ON p.id = s.author_id
           WHERE s.id = $1"#,
        id.0
    )
    .fetch_one(&mut *conn)
    .await?;
    if !may_read(&rules, viewer, &row.link, link) {
        return Ok(None);
    }
    let me = viewer.map(|user| user.id);
    let now = ctx.now();
    let is_author = me == Some(rules.author);
    let mut reviews = Vec::new();
    for review in row.reviews.0 {
        reviews.push(review_view(review)?);
    }
    let names = Names::new(row.anonymous && rules.state == State::Open, me, rules.author, &reviews);
    let blind = !rules.shows_reviews_to(me);
    reviews.retain(|review| {
        let mine = Some(review.reviewer.id) == me;
        let heard = !review.rounds.is_empty() || review.state == ReviewState::Claimed;
        mine && review.state != ReviewState::Left
            || heard && review.state != ReviewState::Left && !blind
            || !review.rounds.is_empty() && !blind
    });
    for review in &mut reviews {
        review.reviewer = names.of(review.reviewer.clone());
        review.weight.examples = review.weight.examples.filter(|_| review.reviewer.handle.is_some());
    }
    let steps = row.steps.0.into_iter().map(|(happened, by, note, at)| {
        let by = by.map(|(id, name, handle)| Someone::named(id, name, handle));
        // What a review came to stands here in a word.
        let is_own = by.as_ref().is_some_and(|person| Some(person.id) == me);
        let note = if blind && !is_own { String::new() } else { note };
        StepView { happened, by: by.map(|person| names.of(person)), note, at }
    });
    let steps = steps.collect();
    let author = names.of(Someone::named(rules.author.0, row.name, row.handle));
    let mine = me.and_then(|me| rules.reviews.iter().find(|review| review.reviewer == me && review.holds(now)));
    Ok(Some(SubmissionPage {
        id,
        author,
        title: row.title,
        ask: row.ask,
        language: row.language,
        level: row.level.parse().map_err(decode)?,
        urgency: row.urgency.parse().map_err(decode)?,
        public: rules.public,
        link: is_author.then_some(row.link),
        anonymous: row.anonymous,
        seats: rules.seats,
        state: rules.state,
        turn: rules.turn,
        turn_since: row.turn_since,
        published_at: row.published_at,
        iterations: row
            .iterations
            .0
            .into_iter()
            .map(|(number, note, made_at)| Iteration { number: u32::try_from(number).unwrap_or(1), note, made_at })
            .collect(),
        reviews,
        steps,
        is_author,
        mine: mine.map(|review| review.id),
        allowed: me.map(|me| rules.allowed(me, now)).unwrap_or_default(),
    }))
}

fn may_read(rules: &Submission, viewer: Option<&User>, secret: &str, link: Option<&str>) -> bool {
    let me = viewer.map(|user| user.id);
    if me == Some(rules.author) {
        return true;
    }
    let reviews = rules.reviews.iter().any(|review| Some(review.reviewer) == me);
    rules.state != State::Draft && (rules.public || reviews || link == Some(secret))
}

fn review_view(row: ReviewRow) -> Result<ReviewView, sqlx::Error> {
    let (id, (reviewer, name, handle, examples, weight), state, claimed_until, rating, words, thanked, rounds) = row;
    let counts = Calibration::of(examples, weight);
    let rounds = rounds.into_iter().map(|(number, iteration, verdict, summary, published_at)| {
        Ok(Round {
            number: u32::try_from(number).unwrap_or(1),
            iteration: u32::try_from(iteration).unwrap_or(1),
            verdict: verdict.parse().map_err(decode)?,
            summary,
            published_at,
        })
    });
    Ok(ReviewView {
        id: ReviewId(id),
        reviewer: Someone::named(reviewer, name, handle),
        weight: Weight { value: counts.weight, examples: Some(counts.examples) },
        state: state.parse().map_err(decode)?,
        claimed_until,
        rounds: rounds.collect::<Result<_, sqlx::Error>>()?,
        rated: rating.map(|rating| Ok::<_, sqlx::Error>((rating.parse().map_err(decode)?, words))).transpose()?,
        thanked,
    })
}

/// Who is called what. While an anonymous submission is open, the two sides do not learn who the other is, and readers
/// learn neither.
struct Names {
    hidden: bool,
    me: Option<UserId>,
    author: UserId,
    /// In the order of their coming.
    reviewers: Vec<UserId>,
}

impl Names {
    fn new(hidden: bool, me: Option<UserId>, author: UserId, reviews: &[ReviewView]) -> Self {
        let mut reviewers: Vec<UserId> = Vec::new();
        for review in reviews {
            if !reviewers.contains(&review.reviewer.id) {
                reviewers.push(review.reviewer.id);
            }
        }
        Self { hidden, me, author, reviewers }
    }

    fn of(&self, person: Someone) -> Someone {
        if !self.hidden || Some(person.id) == self.me {
            return person;
        }
        let number = self.reviewers.iter().position(|id| *id == person.id).map_or(0, |at| at + 1);
        let name = if person.id == self.author { "The author".to_owned() } else { format!("Reviewer {number}") };
        Someone { name, handle: None, tint: Uuid::from_u128(number as u128), ..person }
    }
}

/// The text of a file at one iteration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// SHA-256, hexadecimal: the same text has the same.
    pub hash: String,
    pub text: String,
}

/// A file as it was and as it is; one of them may be missing.
#[derive(Clone, Debug)]
pub struct FilePair {
    pub path: String,
    pub old: Option<Text>,
    pub new: Option<Text>,
}

/// All files of two iterations side by side, by path, in one round trip. `from` 0 is before the first: nothing.
pub async fn files(ctx: &Ctx, id: SubmissionId, from: u32, to: u32) -> Result<Vec<FilePair>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT coalesce(n.path, o.path) AS "path!", encode(o.hash, 'hex') AS old_hash, ob.text AS "old_text?",
                  encode(n.hash, 'hex') AS new_hash,
                  -- What did not change is sent once.
                  CASE WHEN n.hash IS DISTINCT FROM o.hash THEN nb.text END AS new_text
           FROM (SELECT path, hash FROM reviews.file WHERE submission_id = $1 AND iteration = $3) n
           FULL JOIN (SELECT path, hash FROM reviews.file WHERE submission_id = $1 AND iteration = $2) o ON o.path = n.path
           LEFT JOIN reviews.blob ob ON ob.hash = o.hash
           LEFT JOIN reviews.blob nb ON nb.hash = n.hash
           ORDER BY 1"#,
        id.0,
        i32::try_from(from).unwrap_or(i32::MAX),
        i32::try_from(to).unwrap_or(i32::MAX),
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let old = row.old_hash.zip(row.old_text).map(|(hash, text)| Text { hash, text });
            let new_text = row.new_text.or_else(|| old.as_ref().map(|old| old.text.clone()));
            let new = row.new_hash.zip(new_text).map(|(hash, text)| Text { hash, text });
            FilePair { path: row.path, old, new }
        })
        .collect())
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
