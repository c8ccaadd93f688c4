//! Forms of what people say of themselves, and of how they read times.

use crate::{AppError, CommandKey, Fields, Pairs, choice::choice, tutors::languages};

/// So many languages at most.
pub const SPOKEN_MAX: usize = 12;

choice! {
    /// Who may read something of a person.
    Seen, "such circle" {
        Everyone = "everyone", "Everyone";
        Members = "members", "People who are signed in";
        Nobody = "nobody", "Only you";
    }
}

choice! {
    /// How days and hours are written, by its name in BCP 47.
    Locale, "locale" {
        British = "en-GB", "Tue 24 Nov, 14:00";
        American = "en-US", "Tue, Nov 24, 2:00 PM";
    }
}

/// What others read of a person.
#[derive(Clone, Debug)]
pub struct EditPerson {
    pub name: String,
    pub about: String,
    /// Codes of [`crate::tutors::LANGUAGES`], in alphabetical order, each once. The field repeats.
    pub languages: Vec<String>,
    /// Who reads `about` and `languages`.
    pub about_for: Seen,
}

impl EditPerson {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            name: f.line("name", 1, 60),
            about: f.text("about", 0, 600),
            languages: languages(&mut f, 0, SPOKEN_MAX),
            about_for: f.choice("about_for").unwrap_or(Seen::Nobody),
        };
        f.finish(form)
    }
}

/// How somebody reads times.
#[derive(Clone, Debug)]
pub struct ReadTimes {
    pub zone: String,
    pub locale: Locale,
    /// Days and hours of Ethiopia stand beside the international ones.
    pub ethiopian: bool,
}

impl ReadTimes {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            zone: f.line("zone", 1, 60),
            locale: f.choice("locale").unwrap_or(Locale::British),
            ethiopian: f.ticked("ethiopian"),
        };
        f.finish(form)
    }
}

/// Another handle. The one before leads to it for a while.
#[derive(Clone, Debug)]
pub struct ChangeHandle {
    pub key: CommandKey,
    pub handle: String,
}

impl ChangeHandle {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), handle: super::handle(&mut f) };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn languages_are_known_and_stand_once() {
        let form = |codes: &[&str]| {
            let mut sent = pairs(&[("name", "Ada"), ("about_for", "members")]);
            sent.extend(codes.iter().map(|code| ("languages".to_owned(), (*code).to_owned())));
            EditPerson::decode(&sent)
        };
        let decoded = form(&["am", "en", "am", ""]).unwrap();
        assert_eq!((decoded.languages, decoded.about_for), (vec!["am".to_owned(), "en".to_owned()], Seen::Members));
        assert!(form(&["xx"]).is_err());
        let all: Vec<&str> = crate::tutors::LANGUAGES.iter().map(|(code, _)| *code).collect();
        assert!(form(&all).is_err());
    }
}
