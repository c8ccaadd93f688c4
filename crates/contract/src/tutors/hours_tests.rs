use super::*;
use crate::FieldError;

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
}

fn problems<T>(answer: Result<T, AppError>) -> Vec<(String, Problem)> {
    let Err(AppError::Invalid { fields }) = answer else { panic!("must be refused") };
    fields.into_iter().map(|FieldError { field, problem }| (field, problem)).collect()
}

fn flat(form: &Pairs) -> Vec<(i16, i16, i16)> {
    let week = EditHours::decode(form).unwrap().week;
    week.iter().map(|w| (w.weekday, w.range.starts, w.range.ends)).collect()
}

#[test]
fn several_ranges_a_day_in_order_and_up_to_midnight() {
    let form = pairs(&[("mon", "15:00-18:00, 08:00-14:00"), ("tue", ""), ("sun", "22:00–00:00")]);
    assert_eq!(flat(&form), [(1, 480, 840), (1, 900, 1080), (7, 1320, 1440)]);
}

#[test]
fn each_problem_stands_on_its_field() {
    let form = pairs(&[("mon", "10-9"), ("tue", "10-12, 11-13"), ("wed", "mornings"), ("thu", "9-10")]);
    let expected = [("mon", Problem::EndsBeforeStart), ("tue", Problem::Overlaps), ("wed", Problem::NotRanges)];
    assert_eq!(problems(EditHours::decode(&form)), expected.map(|(f, p)| (f.to_owned(), p)));
}

#[test]
fn ticks_change_the_day_by_what_differs_from_what_was_shown() {
    let shown = [("grid", "16-40"), ("mon_was", "09:00–10:15"), ("mon", "09:00–10:15")];
    let ticks = |cells: &[&'static str]| {
        let mut all = shown.to_vec();
        all.extend(cells.iter().map(|cell| ("cell", *cell)));
        flat(&pairs(&all))
    };
    assert_eq!(ticks(&["mon-18", "mon-19", "mon-20"]), [(1, 540, 615)], "nothing was touched: the quarter stays");
    assert_eq!(ticks(&["mon-18", "mon-20"]), [(1, 540, 570), (1, 600, 615)]);
    assert_eq!(
        ticks(&["mon-18", "mon-19", "mon-20", "mon-21", "tue-16"]),
        [(1, 540, 615), (1, 630, 660), (2, 480, 510)]
    );
    assert_eq!(ticks(&[]), []);

    // What lies outside of what was shown stays, and what was written counts first.
    let outside = [("grid", "16-40"), ("mon_was", "06:00–09:00"), ("mon", "06:00–09:00, 20:00–21:00")];
    assert_eq!(flat(&pairs(&outside)), [(1, 360, 480), (1, 1200, 1260)]);
    for nonsense in ["x", "-5-3", "3", "0-99999", "-", "5--1"] {
        let form = pairs(&[
            ("grid", nonsense),
            ("mon", "09:00–10:00"),
            ("mon_was", "09:00–10:00"),
            ("cell", "mon-18"),
            ("cell", "mon-19"),
        ]);
        assert_eq!(flat(&form), [(1, 540, 600)], "{nonsense}");
    }
}

#[test]
fn a_day_goes_to_others() {
    let form = pairs(&[("from", "mon"), ("to", "tue"), ("to", "mon"), ("to", "sun"), ("to", "x")]);
    let form = CopyDay::decode(&form).unwrap();
    assert_eq!((form.from, form.to), (1, vec![2, 7]));
    let expected = [("from".to_owned(), Problem::NotAChoice), ("to".to_owned(), Problem::Missing)];
    assert_eq!(problems(CopyDay::decode(&pairs(&[("from", "someday")]))), expected);
}

#[test]
fn a_day_off_or_other_hours() {
    let off = pairs(&[("day", "2026-03-09"), ("kind", "off"), ("ranges", "nonsense")]);
    assert!(AddOverride::decode(&off).unwrap().ranges.is_empty());
    let hours = pairs(&[("day", "2026-03-09"), ("kind", "hours")]);
    assert_eq!(problems(AddOverride::decode(&hours)), [("ranges".to_owned(), Problem::Missing)]);
    let neither = pairs(&[("day", "someday")]);
    let expected = [("day".to_owned(), Problem::NotADate), ("kind".to_owned(), Problem::NotAChoice)];
    assert_eq!(problems(AddOverride::decode(&neither)), expected);
}
