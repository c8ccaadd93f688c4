use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Level, Wish, currency_name, language_name, price_text, profile::parse_price};
use crate::{Fields, Pairs};

/// What is typed beyond this is cut.
pub const WORDS_MAX: usize = 100;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// What fits the words, then quality.
    #[default]
    Best,
    /// The cheapest first.
    Price,
    /// The best rated first.
    Rating,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Best, Self::Price, Self::Rating];

    /// As it stands in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Price => "price",
            Self::Rating => "rating",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Best => "Best match",
            Self::Price => "Lowest price",
            Self::Rating => "Highest rating",
        }
    }
}

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text).ok_or(())
    }
}

/// The most that an hour may cost. Amounts in different currencies cannot be compared: it leaves only those who charge in
/// its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PriceLimit {
    /// In hundredths.
    pub minor: i64,
    /// A code of [`super::CURRENCIES`]. The address may leave it out; until one is settled on, the limit says nothing.
    pub currency: Option<String>,
}

impl PriceLimit {
    pub fn new(minor: i64, currency: &str) -> Self {
        Self { minor, currency: Some(currency.into()) }
    }
}

/// A question to the search page. It lives in the URL: `q`, `subject`, `level`, `language`, `price`, `currency`,
/// `rating`, `day`, `from`, `to`, `within`, `sort`, `after`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Search {
    pub words: String,
    /// The subject's slug.
    pub subject: Option<String>,
    pub level: Option<Level>,
    /// A code of [`super::LANGUAGES`].
    pub language: Option<String>,
    pub max_price: Option<PriceLimit>,
    /// In tenths of a star: 45 is 4.5.
    pub min_rating: Option<u8>,
    /// When the one who asks has time.
    pub when: Option<Wish>,
    pub sort: Sort,
    /// Where the page begins: `next` of the page before.
    pub after: Option<String>,
}

impl Search {
    /// Reads what it can: a value that makes no sense is as good as none.
    pub fn decode(pairs: &Pairs) -> Self {
        let f = Fields::new(pairs);
        let filled = |name: &str| f.raw(name).map(str::trim).filter(|text| !text.is_empty());
        let words = filled("q").unwrap_or_default().chars().filter(|c| !c.is_control()).take(WORDS_MAX).collect();
        Self {
            words,
            subject: filled("subject").filter(|slug| is_slug(slug)).map(str::to_owned),
            level: filled("level").and_then(|text| text.parse().ok()),
            language: filled("language").filter(|code| language_name(code).is_some()).map(str::to_owned),
            max_price: filled("price").and_then(parse_price).filter(|minor| *minor > 0).map(|minor| PriceLimit {
                minor,
                currency: filled("currency").filter(|code| currency_name(code).is_some()).map(str::to_owned),
            }),
            min_rating: filled("rating").and_then(parse_tenths),
            when: Wish::decode(&f),
            sort: filled("sort").and_then(|text| text.parse().ok()).unwrap_or_default(),
            after: filled("after").filter(|cursor| cursor.len() <= 80).map(str::to_owned),
        }
    }

    /// The price limit in hundredths with its currency, once it has one.
    pub fn price_limit(&self) -> Option<(i64, &str)> {
        let limit = self.max_price.as_ref()?;
        Some((limit.minor, limit.currency.as_deref()?))
    }

    /// Whether nothing was asked: everyone, best first.
    pub fn is_empty(&self) -> bool {
        Self { sort: Sort::Best, after: None, ..self.clone() } == Self::default()
    }

    /// A question as a query string holds it; what makes no sense is left out.
    pub fn parse(query: &str) -> Self {
        Self::decode(&form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The same question as a query string without `?`; what is not set is left out.
    pub fn query(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        let when = self.when.map(|wish| wish.pairs()).unwrap_or_default();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                out.append_pair(name, value);
            }
        };
        put("q", Some(&self.words));
        put("subject", self.subject.as_deref());
        put("level", self.level.map(Level::as_str));
        put("language", self.language.as_deref());
        put("price", self.max_price.as_ref().map(|limit| price_text(limit.minor)).as_deref());
        put("currency", self.max_price.as_ref().and_then(|limit| limit.currency.as_deref()));
        put("rating", self.min_rating.map(tenths_text).as_deref());
        for (name, value) in &when {
            put(name, Some(value));
        }
        put("sort", Some(self.sort).filter(|s| *s != Sort::Best).map(Sort::as_str));
        put("after", self.after.as_deref());
        out.finish()
    }

    /// The address of this question with a change, from its first page unless the change says otherwise:
    /// `search.href(|s| s.level = Some(Level::School))`.
    pub fn href(&self, change: impl FnOnce(&mut Self)) -> String {
        let query = self.with(change).query();
        if query.is_empty() { "/tutors".into() } else { format!("/tutors?{query}") }
    }

    /// The changed question, from its first page unless the change says otherwise.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = Self { after: None, ..self.clone() };
        change(&mut changed);
        changed
    }
}

/// What the search field offers while somebody types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub label: String,
    pub kind: SuggestionKind,
    /// A path of this site.
    pub href: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    Subject,
    Tutor,
}

fn is_slug(text: &str) -> bool {
    text.len() <= 60 && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// `4.5` and `4` as tenths, between 1 and 5 stars.
fn parse_tenths(text: &str) -> Option<u8> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let (whole, part): (u8, u8) = (whole.parse().ok()?, part.parse().ok()?);
    let tenths = whole.checked_mul(10)?.checked_add(part).filter(|_| part < 10)?;
    (10..=50).contains(&tenths).then_some(tenths)
}

fn tenths_text(tenths: u8) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let query = "q=caf%C3%A9+%26+c%2B%2B&subject=cpp&level=school&language=am&price=35.50&currency=ETB&rating=4.5\
                     &day=mon&day=sun&from=18%3A00&to=21%3A00&within=this-week&sort=price&after=x_y";
        assert_eq!(Search::parse(query).query(), query);
        assert_eq!(Search::parse("q=a").href(|s| s.level = Some(Level::School)), "/tutors?q=a&level=school");
        assert_eq!(Search::parse("after=x").href(|_| ()), "/tutors", "a changed question begins at its first page");
    }

    #[test]
    fn a_currency_is_said_of_a_price() {
        assert_eq!(Search::parse("price=20&currency=EUR").price_limit(), Some((2000, "EUR")));
        assert_eq!(Search::parse("price=20").price_limit(), None, "until a currency is settled on");
        assert_eq!(Search::parse("price=20&currency=XXX").query(), "price=20");
        assert!(Search::parse("currency=EUR&price=").is_empty());
    }

    #[test]
    fn nonsense_is_no_filter() {
        let lenient = Search::parse("subject=<b>&level=god&language=tlh&price=-3&rating=9&sort=up&zzz=1");
        assert_eq!(lenient, Search::default());
        assert!(lenient.is_empty());
        assert_eq!(Search::parse(&format!("q={}", "ä".repeat(300))).words.chars().count(), WORDS_MAX);
    }
}
