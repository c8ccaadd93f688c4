//! Forms of those who look after the ranking.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{AppError, CommandKey, Fields, Pairs};

/// The most that a reason can be worth; the least is nothing.
pub const POINTS_MAX: i64 = 1_000;
/// Before the slug of a reason in the name of its field.
const FIELD: &str = "points_";

/// A new version of the weights.
#[derive(Clone, Debug)]
pub struct ChangeWeights {
    pub key: CommandKey,
    /// By reason; what is missing stays as it is.
    pub points: BTreeMap<String, i32>,
    /// Why, for those who look at it later.
    pub note: String,
}

impl ChangeWeights {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), points: read(&mut f, pairs), note: f.line("note", 3, 200) };
        f.finish(form)
    }
}

/// The points alone, to see what they would do.
///
/// # Errors
/// `Invalid` at each that is no number from 0 to [`POINTS_MAX`].
pub fn points(pairs: &Pairs) -> Result<BTreeMap<String, i32>, AppError> {
    let mut f = Fields::new(pairs);
    let points = read(&mut f, pairs);
    f.finish(points)
}

fn read(f: &mut Fields<'_>, pairs: &Pairs) -> BTreeMap<String, i32> {
    let slugs = pairs.iter().filter_map(|(name, _)| name.strip_prefix(FIELD));
    slugs
        .map(|slug| (slug.to_owned(), i32::try_from(f.number(&format!("{FIELD}{slug}"), 0, POINTS_MAX)).unwrap_or(0)))
        .collect()
}

/// What was earned since a day counts by another version.
#[derive(Clone, Debug)]
pub struct Recalculate {
    pub key: CommandKey,
    /// From its start, in UTC.
    pub since: NaiveDate,
    /// None: as it was worth when it was earned.
    pub version: Option<i32>,
    pub note: String,
}

impl Recalculate {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let version = i32::try_from(f.number("version", 0, i64::from(i32::MAX))).ok().filter(|version| *version > 0);
        let form = Self { key: f.key(), since: f.date("since"), version, note: f.line("note", 3, 200) };
        f.finish(form)
    }
}

/// What somebody makes of people who give mostly to each other.
#[derive(Clone, Debug)]
pub struct Decide {
    pub key: CommandKey,
    pub note: String,
}

impl Decide {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), note: f.line("note", 3, 200) };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_by_reason() {
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect::<Pairs>();
        let sent = pairs(&[("points_a", "3"), ("points_b", "0"), ("note", "Why not"), ("step", "use")]);
        let form = ChangeWeights::decode(&sent).unwrap();
        assert_eq!(form.points, BTreeMap::from([("a".into(), 3), ("b".into(), 0)]));
        assert!(points(&pairs(&[("points_a", "-1")])).is_err());
        assert!(points(&pairs(&[("points_a", "1001")])).is_err());
        assert!(ChangeWeights::decode(&pairs(&[("points_a", "1")])).is_err(), "without a note");
    }
}
