use contract::{UserId, tutors::Sort};
use sqlx::{Postgres, QueryBuilder};

use super::candidates::Match;

/// The last row of a page: what the list is ordered by, and the tutor among equals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cursor {
    key: Key,
    tutor: UserId,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Key {
    Price(i64),
    /// A score, a quality or a rating.
    Real(f32),
}

impl Cursor {
    /// What makes no sense is no cursor: the list then begins at its beginning.
    pub(super) fn parse(text: &str, sort: Sort) -> Option<Self> {
        let (key, tutor) = text.split_once('_')?;
        let key = match sort {
            Sort::Price => Key::Price(key.parse().ok()?),
            Sort::Best | Sort::Rating => Key::Real(key.parse().ok().filter(|real: &f32| real.is_finite())?),
        };
        Some(Self { key, tutor: tutor.parse().ok()? })
    }

    /// `real` in its shortest form reads back as the same number.
    pub(super) fn text(sort: Sort, price: i64, real: f32, tutor: UserId) -> String {
        match sort {
            Sort::Price => format!("{price}_{}", tutor.0.simple()),
            Sort::Best | Sort::Rating => format!("{real}_{}", tutor.0.simple()),
        }
    }

    /// ` AND …` on `e`, for what comes after this row.
    pub(super) fn push(&self, sql: &mut QueryBuilder<Postgres>, real: &str) {
        match self.key {
            Key::Price(price) => {
                sql.push(" AND e.price_minor >= ").push_bind(price);
                sql.push(" AND (e.price_minor > ").push_bind(price);
                sql.push(" OR e.tutor_id < ").push_bind(self.tutor.0).push(")");
            }
            Key::Real(value) => {
                sql.push(format_args!(" AND (e.{real}, e.tutor_id) < ("));
                sql.push_bind(value).push("::real, ").push_bind(self.tutor.0).push("::uuid)");
            }
        }
    }
}

/// ` ORDER BY …` on `e`, whose column of reals has this name. Tutors that are equal come in the order of their ids.
pub(super) fn order(real: &str, sort: Sort) -> String {
    let key = if sort == Sort::Price { "price_minor".to_owned() } else { format!("{real} DESC") };
    format!(" ORDER BY e.{key}, e.tutor_id DESC")
}

/// What is ordered by, if not by price.
pub(super) fn real_column(matching: &Match, sort: Sort) -> &'static str {
    match (sort, matching) {
        (Sort::Rating, _) => "rating",
        (_, Match::Everyone) => "quality",
        _ => "score",
    }
}
