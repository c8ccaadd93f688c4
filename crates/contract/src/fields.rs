//! Reading a submitted form. Every problem is collected before anything is refused, so that a person sees all of
//! them at once; a derive-based deserialiser would stop at the first.

use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

use crate::{AppError, CommandKey, FieldError, Problem};

/// Names and values as the browser sent them, in order; a name may repeat.
pub type Pairs = Vec<(String, String)>;

/// Reads typed values out of a form and remembers what was wrong.
pub struct Fields<'a> {
    pairs: &'a Pairs,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    pub fn new(pairs: &'a Pairs) -> Self {
        Self { pairs, errors: Vec::new() }
    }

    /// The first value of that name as it was sent, if any.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of that name that are not blank.
    pub fn all(&self, name: &str) -> Vec<&'a str> {
        self.pairs
            .iter()
            .filter(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, v)| v.trim())
            .collect()
    }

    /// Notes a problem with a field.
    pub fn problem(&mut self, name: &str, problem: Problem) {
        self.errors.push(FieldError { field: name.into(), problem });
    }

    /// One line of text, trimmed, within `min..=max` characters; `min` 0 makes it optional.
    pub fn line(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().trim().to_owned();
        self.check_text(name, &text, min, max, char::is_control);
        text
    }

    /// An address of the web that begins with `https://`, at most 500 characters; `min` 0 makes it optional.
    pub fn link(&mut self, name: &str, min: usize) -> String {
        let link = self.line(name, min, 500);
        let is_link = link.starts_with("https://") && link.len() > "https://a.b".len() && !link.contains(' ');
        if !link.is_empty() && !is_link && !self.has_problem(name) {
            self.problem(name, Problem::NotALink);
        }
        link
    }

    /// Text of several lines, trimmed, line ends made `\n`, within `min..=max` characters.
    pub fn text(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        self.check_text(name, &text, min, max, |c| c.is_control() && c != '\n' && c != '\t');
        text
    }

    /// Kept as it was typed: a password may begin with a space.
    pub fn secret(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().to_owned();
        self.check_text(name, &text, min, max, |c| c == '\0');
        text
    }

    fn check_text(&mut self, name: &str, text: &str, min: usize, max: usize, banned: impl Fn(char) -> bool) {
        let length = text.chars().count();
        if text.chars().any(banned) {
            self.problem(name, Problem::ControlCharacters);
        } else if length == 0 && min > 0 {
            self.problem(name, Problem::Missing);
        } else if length < min {
            self.problem(name, Problem::TooShort { min });
        } else if length > max {
            self.problem(name, Problem::TooLong { max });
        }
    }

    /// An e-mail address, in lower case. Only its shape is checked: whether it exists, a mail will tell.
    pub fn email(&mut self, name: &str) -> String {
        let text = self.line(name, 1, 254).to_lowercase();
        if !text.is_empty() && !looks_like_email(&text) && !self.has_problem(name) {
            self.problem(name, Problem::NotAnEmail);
        }
        text
    }

    /// A whole number within `min..=max`.
    pub fn number(&mut self, name: &str, min: i64, max: i64) -> i64 {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match text.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => return number,
                Ok(_) => self.problem(name, Problem::OutOfRange { min, max }),
                Err(_) => self.problem(name, Problem::NotANumber),
            },
        }
        min
    }

    /// A value of a type that reads itself: an id, an enum. `None` where it is missing or not one of them.
    pub fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let value = self.raw(name).and_then(|text| text.trim().parse().ok());
        if value.is_none() {
            self.problem(name, Problem::NotAChoice);
        }
        value
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.raw(name).is_some_and(|value| !matches!(value, "" | "false" | "off"))
    }

    /// An instant in RFC 3339, as our own slot links carry it.
    pub fn instant(&mut self, name: &str) -> DateTime<Utc> {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match DateTime::parse_from_rfc3339(text) {
                Ok(at) => return at.with_timezone(&Utc),
                Err(_) => self.problem(name, Problem::NotADate),
            },
        }
        DateTime::UNIX_EPOCH
    }

    /// A date as `<input type="date">` sends it, in a year of four digits: no column holds every other.
    pub fn date(&mut self, name: &str) -> NaiveDate {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) if (1..=9999).contains(&date.year()) => return date,
                Ok(_) | Err(_) => self.problem(name, Problem::NotADate),
            },
        }
        NaiveDate::default()
    }

    /// The form's key; a form that lost it gets a fresh one, which only means that a doubled submit is not noticed.
    pub fn key(&mut self) -> CommandKey {
        self.raw("key").and_then(|text| text.parse().ok()).unwrap_or(CommandKey(Uuid::nil()))
    }

    /// Whether something is already known to be wrong with this field.
    pub fn has_problem(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    /// The value if nothing was wrong, else every problem.
    pub fn finish<T>(self, value: T) -> Result<T, AppError> {
        if self.errors.is_empty() { Ok(value) } else { Err(AppError::Invalid { fields: self.errors }) }
    }
}

/// The shape of an address; whether it exists, a mail will tell.
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !text.contains(char::is_whitespace)
        && local.chars().all(|c| !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '\\' | '"' | '[' | ']' | '@'))
        && domain.contains('.')
        && domain.split('.').all(|part| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn dates_have_years_of_four_digits() {
        for (text, known) in
            [("2027-03-28", true), ("9999-12-31", true), ("-262143-12-31", false), ("10000-01-01", false)]
        {
            let pairs = pairs(&[("day", text)]);
            let mut f = Fields::new(&pairs);
            f.date("day");
            assert_eq!(f.finish(()).is_ok(), known, "{text}");
        }
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let pairs = pairs(&[("email", "nobody"), ("age", "x"), ("name", "a\u{7}b")]);
        let mut f = Fields::new(&pairs);
        f.email("email");
        f.number("age", 1, 9);
        f.line("name", 1, 10);
        f.instant("start");
        let Err(AppError::Invalid { fields }) = f.finish(()) else { panic!("must be refused") };
        let problems: Vec<_> = fields.into_iter().map(|e| e.problem).collect();
        assert_eq!(problems, [Problem::NotAnEmail, Problem::NotANumber, Problem::ControlCharacters, Problem::Missing]);
    }

    #[test]
    fn addresses() {
        for good in ["a@b.co", "ada.lovelace+x@mail.example.org", "o'neil@example.ie"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["a", "a@b", "@b.co", "a b@c.de", "a@b..c", "a@-b.c", "a@b.c\n", "<a@b.co>", "a@@b.co"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
