use crate::{AppError, CommandKey, Fields, Pairs, Problem};

use super::{CURRENCIES, EVIDENCE_MAX, Level, SESSION_MINUTES, currency_name, language_name};

/// So many languages of teaching at most.
pub const LANGUAGES_MAX: usize = 8;
/// An hour costs at most this, in whole units of any currency.
pub(super) const PRICE_MAX: i64 = 100_000;

/// What a tutor says about the teaching. The first one that is saved makes the person a tutor.
#[derive(Clone, Debug)]
pub struct EditProfile {
    pub key: CommandKey,
    pub headline: String,
    pub about: String,
    /// Where they introduce themselves in a video; empty: nowhere.
    pub video: String,
    pub currency: String,
    /// Only with the first one: what is offered to begin with.
    pub lesson: Option<FirstLesson>,
    /// Codes of [`super::LANGUAGES`], each once. The field `languages` repeats.
    pub languages: Vec<String>,
    /// Whether the page is open to students: the checkbox `published`.
    pub published: bool,
}

/// What whoever begins to teach offers. Everything else about it is said at `/teach/offerings`.
#[derive(Clone, Debug)]
pub struct FirstLesson {
    /// For an hour, in hundredths. The field is `price` and holds `35` or `35.50`.
    pub price_minor: i64,
    pub session_minutes: i16,
    /// Kept free before and after.
    pub buffer_minutes: i16,
    pub notice_hours: i16,
}

impl EditProfile {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            headline: f.line("headline", 10, 90),
            about: f.text("about", 40, 4_000),
            video: f.link("video", 0),
            currency: currency(&mut f),
            lesson: f.raw("price").is_some().then(|| lesson(&mut f)),
            languages: languages(&mut f, 1, LANGUAGES_MAX),
            published: f.ticked("published"),
        };
        f.finish(form)
    }
}

fn lesson(f: &mut Fields<'_>) -> FirstLesson {
    FirstLesson {
        price_minor: price(f),
        session_minutes: session_minutes(f),
        buffer_minutes: small(f, "buffer_minutes", 60),
        notice_hours: small(f, "notice_hours", 168),
    }
}

/// One more subject at one level.
#[derive(Clone, Debug)]
pub struct AddSpecialty {
    pub key: CommandKey,
    /// The subject's slug.
    pub subject: String,
    pub level: Level,
    /// What speaks for it, for the moderator who looks at it. May be empty.
    pub evidence: String,
}

impl AddSpecialty {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, subject, level) = specialty(&mut f);
        let evidence = f.line("evidence", 0, EVIDENCE_MAX);
        f.finish(Self { key, subject, level, evidence })
    }
}

#[derive(Clone, Debug)]
pub struct RemoveSpecialty {
    pub key: CommandKey,
    pub subject: String,
    pub level: Level,
}

impl RemoveSpecialty {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, subject, level) = specialty(&mut f);
        f.finish(Self { key, subject, level })
    }
}

fn specialty(f: &mut Fields<'_>) -> (CommandKey, String, Level) {
    let key = f.key();
    let subject = f.line("subject", 1, 60);
    let level = f.choice("level").unwrap_or(Level::School);
    (key, subject, level)
}

/// An amount as its form field shows it: `35` or `35.50`.
pub fn price_text(minor: i64) -> String {
    match minor % 100 {
        0 => (minor / 100).to_string(),
        cents => format!("{}.{cents:02}", minor / 100),
    }
}

/// Hundredths from `35`, `35.5`, `35.50` or `35,50`; `None` for anything else.
pub(super) fn parse_price(text: &str) -> Option<i64> {
    let text = text.trim();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + cents)
}

fn price(f: &mut Fields<'_>) -> i64 {
    match f.raw("price").map(str::trim) {
        None | Some("") => f.problem("price", Problem::Missing),
        Some(text) => match parse_price(text) {
            Some(minor) if minor <= PRICE_MAX * 100 => return minor,
            Some(_) => f.problem("price", Problem::OutOfRange { min: 0, max: PRICE_MAX }),
            None => f.problem("price", Problem::NotANumber),
        },
    }
    0
}

fn currency(f: &mut Fields<'_>) -> String {
    let code = f.raw("currency").unwrap_or_default();
    if currency_name(code).is_none() {
        f.problem("currency", Problem::NotAChoice);
        return CURRENCIES[0].0.into();
    }
    code.into()
}

fn session_minutes(f: &mut Fields<'_>) -> i16 {
    let minutes = f.choice::<i16>("session_minutes").unwrap_or(60);
    if !SESSION_MINUTES.contains(&minutes) {
        f.problem("session_minutes", Problem::NotAChoice);
    }
    minutes
}

fn small(f: &mut Fields<'_>, name: &str, max: i64) -> i16 {
    i16::try_from(f.number(name, 0, max)).unwrap_or(0)
}

/// Codes of [`super::LANGUAGES`], each once, from the field `languages`, which repeats.
pub(crate) fn languages(f: &mut Fields<'_>, least: usize, most: usize) -> Vec<String> {
    let mut codes: Vec<String> = f.all("languages").into_iter().map(str::to_owned).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() < least {
        f.problem("languages", Problem::Missing);
    } else if codes.len() > most {
        f.problem("languages", Problem::TooMany { max: most });
    } else if codes.iter().any(|code| language_name(code).is_none()) {
        f.problem("languages", Problem::NotAChoice);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices() {
        for (text, minor) in [("35", 3500), ("35.5", 3550), (" 35,05 ", 3505), ("0", 0), ("35.", 3500)] {
            assert_eq!(parse_price(text), Some(minor), "{text}");
        }
        for bad in ["", "-1", "1.234", "x", ".5", "1e3", "1 000"] {
            assert_eq!(parse_price(bad), None, "{bad}");
        }
        assert_eq!([price_text(3500), price_text(3505)], ["35", "35.05"]);
    }

    #[test]
    fn every_field_has_its_problem() {
        let pairs = [
            ("headline", "short"),
            ("price", "a lot"),
            ("currency", "XXX"),
            ("session_minutes", "61"),
            ("buffer_minutes", "99"),
            ("languages", "tlh"),
        ];
        let pairs = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec();
        let Err(AppError::Invalid { fields }) = EditProfile::decode(&pairs) else { panic!("must be refused") };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        let all = [
            "headline",
            "about",
            "currency",
            "price",
            "session_minutes",
            "buffer_minutes",
            "notice_hours",
            "languages",
        ];
        assert_eq!(names, all);
    }
}
