use super::*;
use crate::FieldError;

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
}

fn problems<T>(answer: Result<T, AppError>) -> Vec<(String, Problem)> {
    let Err(AppError::Invalid { fields }) = answer else { panic!("must be refused") };
    fields.into_iter().map(|FieldError { field, problem }| (field, problem)).collect()
}

#[test]
fn several_ranges_a_day_in_order_and_up_to_midnight() {
    let form = pairs(&[
        ("mon_1_start", "14:00"),
        ("mon_1_end", "18:00"),
        ("mon_2_start", "08:00"),
        ("mon_2_end", "14:00"),
        ("tue_1_start", ""),
        ("tue_1_end", ""),
        ("sun_4_start", "22:00"),
        ("sun_4_end", "00:00"),
    ]);
    let week = EditHours::decode(&form).unwrap().week;
    let flat: Vec<_> = week.iter().map(|w| (w.weekday, w.range.starts, w.range.ends)).collect();
    assert_eq!(flat, [(1, 480, 840), (1, 840, 1080), (7, 1320, 1440)]);
    assert_eq!(parse_time("24:00"), Some(1440));
}

#[test]
fn each_problem_stands_on_its_field() {
    let form = pairs(&[
        ("mon_1_start", "10:00"),
        ("mon_1_end", "09:00"),
        ("tue_1_start", "10:00"),
        ("tue_1_end", "12:00"),
        ("tue_2_start", "11:00"),
        ("tue_2_end", "13:00"),
        ("wed_1_start", "10:00"),
        ("thu_1_start", "25:00"),
        ("thu_1_end", "26:00"),
        ("fri_1_start", "24:00"),
        ("fri_1_end", "24:00"),
    ]);
    let expected = [
        ("mon_1_end", Problem::EndsBeforeStart),
        ("tue_2_start", Problem::Overlaps),
        ("wed_1_end", Problem::Missing),
        ("thu_1_start", Problem::NotADate),
        ("thu_1_end", Problem::NotADate),
        ("fri_1_end", Problem::EndsBeforeStart),
    ];
    assert_eq!(problems(EditHours::decode(&form)), expected.map(|(f, p)| (f.to_owned(), p)));
}

#[test]
fn a_day_off_or_other_hours() {
    let off = pairs(&[("day", "2026-03-09"), ("kind", "off"), ("range_1_start", "nonsense")]);
    assert!(AddOverride::decode(&off).unwrap().ranges.is_empty());
    let hours = pairs(&[("day", "2026-03-09"), ("kind", "hours")]);
    assert_eq!(problems(AddOverride::decode(&hours)), [("range_1_start".to_owned(), Problem::Missing)]);
    let neither = pairs(&[("day", "someday")]);
    let expected = [("day".to_owned(), Problem::NotADate), ("kind".to_owned(), Problem::NotAChoice)];
    assert_eq!(problems(AddOverride::decode(&neither)), expected);
}
