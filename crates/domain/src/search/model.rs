//! What a search answers with.

use contract::{
    UserId,
    tutors::{Level, Search},
};

use crate::bookings::Slot;

/// A page of tutors.
#[derive(Clone, Debug)]
pub struct Page {
    pub hits: Vec<Hit>,
    /// How many there are in all, and whether there are more than that: nothing counts further than
    /// [`super::CAP`].
    pub total_capped: (i64, bool),
    /// For `after` of the next page, if there is one.
    pub next: Option<String>,
    /// What the words were taken for, as nobody was found by them.
    pub did_you_mean: Option<String>,
    /// The question as it was answered, with the words put right.
    pub asked: Search,
}

/// A tutor in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub tutor_id: UserId,
    pub handle: String,
    pub name: String,
    pub headline: String,
    /// By name.
    pub subjects: Vec<HitSubject>,
    /// Codes.
    pub languages: Vec<String>,
    /// For an hour, in hundredths of `currency`.
    pub price_minor: i64,
    pub currency: String,
    /// The Bayesian mean, 1 to 5; of no use while `rating_count` is 0.
    pub rating: f32,
    pub rating_count: i64,
    pub taught_count: i64,
    /// Within how many minutes half of the latest requests were answered; none as long as few were.
    pub answer_minutes: Option<i32>,
    pub why: Option<Why>,
    /// Whether they are free when the one who asks is.
    pub fits_wish: bool,
    /// The next times that can be booked, of those that were wished for if any were; at most three.
    pub times: Vec<Slot>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitSubject {
    pub slug: String,
    pub name: String,
    pub levels: Vec<Level>,
}

/// Why a tutor is in the list; the page words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The words name this subject that is taught, or stand for it.
    Subject(String),
    /// The words are in the name, or nearly.
    Name,
    Headline,
    /// The words are somewhere in the text.
    Text,
    /// Nothing was asked for, and the ratings are many and good.
    BestRated,
}

/// Each with how many it would leave, the most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// At most 20.
    pub subjects: Vec<Facet>,
    pub levels: Vec<Facet>,
    pub languages: Vec<Facet>,
    /// What is charged in, whatever the price; the one that is asked for is always there.
    pub currencies: Vec<Facet>,
    /// Whether only the best [`super::CAP`] were counted: each count then is at least so many.
    pub capped: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// As the question holds it: a slug, a level, a code.
    pub value: String,
    pub name: String,
    pub count: i64,
    /// Whether the question asks for it.
    pub chosen: bool,
}

/// One part of a question that narrows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Words,
    Subject,
    Level,
    Language,
    Price,
    Rating,
    When,
}

impl Part {
    pub const ALL: [Self; 7] =
        [Self::Words, Self::Subject, Self::Level, Self::Language, Self::Price, Self::Rating, Self::When];

    /// The question without this part; `None` if it does not have it.
    pub fn taken_from(self, search: &Search) -> Option<Search> {
        let without = search.with(|s| match self {
            Self::Words => s.words.clear(),
            Self::Subject => s.subject = None,
            Self::Level => s.level = None,
            Self::Language => s.language = None,
            Self::Price => s.max_price = None,
            Self::Rating => s.min_rating = None,
            Self::When => s.when = None,
        });
        (without != search.with(|_| ())).then_some(without)
    }
}

/// What helps when nothing was found: leave one part out, and so many are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loosened {
    pub part: Part,
    /// The question without it.
    pub search: Search,
    pub count: i64,
    /// Whether there are more.
    pub capped: bool,
}
