//! One question, read once: the words as the index knows them, the wish as stretches of time, and who finds by words.

use chrono_tz::Tz;
use contract::{UserId, tutors::Search};
use uuid::Uuid;

use super::{
    beside::{self, Finder},
    candidates::{Match, Question},
    look::{Found, Key, look, walk},
    windows::KNOWN_DAYS,
    wish::{self, Span},
    words::{self, Words},
};
use crate::{Ctx, accounts, bookings};

/// Who asks: on whose clock their wish is, and whose own sessions are no time of theirs.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    pub zone: Tz,
    pub person: Option<UserId>,
}

impl Asker {
    /// Somebody of whom nothing is known.
    pub const NOBODY: Self = Self { zone: Tz::UTC, person: None };
}

/// A question ready to be looked up, in more than one form.
#[derive(Clone)]
pub(super) struct Ask {
    pub words: Words,
    /// What is taken for the one who asks, within the time that is known.
    pub busy: Vec<Span>,
    /// Their wish, without what is taken.
    pub spans: Vec<Span>,
    /// Whom a block keeps apart from the one who asks. The counts that are kept for everyone know nothing of it.
    apart: Vec<Uuid>,
    when: Option<wish::Asked>,
    finder: Finder,
}

impl Ask {
    pub(super) async fn read(ctx: &Ctx, search: &Search, asker: Asker) -> Result<Self, sqlx::Error> {
        let now = ctx.now();
        let (busy, apart) = match asker.person {
            Some(person) => (
                bookings::busy(ctx, person, now, now + chrono::TimeDelta::days(KNOWN_DAYS + 1)).await?,
                accounts::kept_apart(ctx, person).await?.into_iter().map(|other| other.0).collect(),
            ),
            None => (Vec::new(), Vec::new()),
        };
        let words = words::read(ctx, &search.words).await?;
        let spans = search.when.map(|wish| wish::spans(&wish, asker.zone, now, &busy)).unwrap_or_default();
        let when = search.when.is_some().then(|| wish::Asked::new(&spans, now));
        Ok(Self { words, busy, spans, apart, when, finder: beside::finder(ctx, search).await? })
    }

    /// The same with other words.
    pub(super) async fn with_words(&self, ctx: &Ctx, words: &str) -> Result<Self, sqlx::Error> {
        Ok(Self { words: words::read(ctx, words).await?, finder: Finder::Database, ..self.clone() })
    }

    fn question<'a>(&'a self, search: &'a Search) -> Question<'a> {
        let when = self.when.as_ref().filter(|_| search.when.is_some());
        Question { search, words: &self.words.query, when, apart: &self.apart }
    }

    /// How a question's words are matched, before it is known whether anybody is.
    pub(super) async fn matching(&self, search: &Search) -> Match {
        if search.words.is_empty() {
            return Match::Everyone;
        }
        self.finder.ranked(&self.words, search).await.map_or(Match::Words, Match::Ranked)
    }

    /// Those who fit and the page among them.
    pub(super) async fn look(&self, ctx: &Ctx, search: &Search, matching: &Match) -> Result<Found, sqlx::Error> {
        if *matching == Match::Words && self.words.query.is_empty() {
            return Ok(Found::default());
        }
        look(ctx, &self.question(search), matching).await
    }

    /// Whether it is about everyone: then counts are kept, and the page is walked to.
    pub(super) fn asks_nothing(&self, search: &Search) -> bool {
        search.words.is_empty() && self.question(search).asks_nothing()
    }

    pub(super) async fn walk(&self, ctx: &Ctx, search: &Search) -> Result<Vec<Key>, sqlx::Error> {
        walk(ctx, &self.question(search), &Match::Everyone).await
    }
}
