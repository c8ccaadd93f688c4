//! Forms around sessions of several.

use std::str::FromStr;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{AppError, CommandKey, Fields, Pairs, Problem, tutors::parse_time};

/// Letters of a title.
pub const TITLE_MAX: usize = 90;

/// Which of a tutor's group offerings, and how long: `<id>:<minutes>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferedLength {
    pub offering: Uuid,
    pub minutes: i16,
}

impl std::fmt::Display for OfferedLength {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.offering, self.minutes)
    }
}

impl FromStr for OfferedLength {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (offering, minutes) = text.split_once(':').ok_or(())?;
        Ok(Self { offering: offering.parse().map_err(|_| ())?, minutes: minutes.parse().map_err(|_| ())? })
    }
}

/// A group that is planned: what of, what about, and when by the clock on the tutor's wall.
#[derive(Clone, Debug)]
pub struct PlanGroup {
    pub key: CommandKey,
    pub offer: OfferedLength,
    /// The subject's slug.
    pub subject: String,
    pub title: String,
    pub about: String,
    pub day: NaiveDate,
    /// Minutes of the day.
    pub minute: i16,
}

impl PlanGroup {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let offer = f.choice("offer").unwrap_or(OfferedLength { offering: Uuid::nil(), minutes: 0 });
        let form = Self {
            key: f.key(),
            offer,
            subject: f.line("subject", 1, 60),
            title: f.line("title", 3, TITLE_MAX),
            about: f.text("about", 1, 2_000),
            day: f.date("day"),
            minute: minute(&mut f),
        };
        f.finish(form)
    }
}

fn minute(f: &mut Fields<'_>) -> i16 {
    let text = f.raw("time").unwrap_or_default().trim();
    let minute = parse_time(text).filter(|minute| *minute < 24 * 60);
    if minute.is_none() {
        f.problem("time", if text.is_empty() { Problem::Missing } else { Problem::NotADate });
    }
    minute.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn a_plan_is_read_whole_or_all_that_is_wrong_is_said() {
        let offer = OfferedLength { offering: Uuid::from_u128(7), minutes: 90 };
        let sent = pairs(&[
            ("offer", &offer.to_string()),
            ("subject", "algebra"),
            ("title", "Proofs together"),
            ("about", "We read one and write two."),
            ("day", "2026-03-10"),
            ("time", "18:30"),
        ]);
        let plan = PlanGroup::decode(&sent).unwrap();
        assert_eq!((plan.offer, plan.minute), (offer, 18 * 60 + 30));
        let Err(AppError::Invalid { fields }) = PlanGroup::decode(&pairs(&[("offer", "x:y"), ("time", "24:00")]))
        else {
            panic!("must be refused")
        };
        let wrong: Vec<_> = fields.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(wrong, ["offer", "subject", "title", "about", "day", "time"]);
    }
}
