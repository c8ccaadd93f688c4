use super::*;
use crate::AppError;

fn form(changed: &[(&str, &str)]) -> Pairs {
    let base = [
        ("kind", "single"),
        ("title", "Lesson"),
        ("price_60", "30"),
        ("price_90", "42,50"),
        ("before_minutes", "0"),
        ("after_minutes", "10"),
        ("notice_hours", "12"),
        ("horizon_days", "60"),
        ("approval", "by_hand"),
        ("answer_hours", "24"),
        ("policy", "strict"),
        ("place", "room"),
    ];
    let kept = base.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn problems(changed: &[(&str, &str)]) -> Vec<(String, Problem)> {
    match SaveOffering::decode(&form(changed)) {
        Err(AppError::Invalid { fields }) => fields.into_iter().map(|e| (e.field, e.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn lengths_with_a_price_are_offered() {
    let form = SaveOffering::decode(&form(&[])).unwrap();
    let (hour, more) = (Length { minutes: 60, price_minor: 3000 }, Length { minutes: 90, price_minor: 4250 });
    assert_eq!(form.terms.lengths, [hour, more]);
    assert_eq!((form.terms.policy, form.terms.seats, form.terms.day_cap), (Policy::Strict, None, None));
}

#[test]
fn each_field_has_its_problem() {
    let one = |name: &str, problem| vec![(name.to_owned(), problem)];
    assert_eq!(problems(&[("price_60", ""), ("price_90", " ")]), one("price_60", Problem::NoLength));
    assert_eq!(problems(&[("price_90", "a lot")]), one("price_90", Problem::NotANumber));
    assert_eq!(problems(&[("title", "")]), one("title", Problem::Missing));
    assert_eq!(problems(&[("day_cap", "5"), ("week_cap", "3")]), one("week_cap", Problem::LessThanADay));
    assert_eq!(
        problems(&[("place", "link"), ("place_detail", "http://a.org")]),
        one("place_detail", Problem::NotALink)
    );
    assert_eq!(problems(&[("place", "link")]), one("place_detail", Problem::Missing));
    assert_eq!(problems(&[("place", "in_person")]), one("place_detail", Problem::Missing));
    assert_eq!(problems(&[("answer_hours", "100")]), one("answer_hours", Problem::OutOfRange { min: 1, max: 72 }));
    let group = [("kind", "group"), ("seats_min", "5"), ("seats_max", "4"), ("join_hours", "2")];
    assert_eq!(problems(&group), one("seats_max", Problem::FewerThanNeeded));
}

#[test]
fn who_takes_all_requests_is_not_asked_how_long_that_takes() {
    let changed = [("approval", "at_once"), ("answer_hours", ""), ("competing", "on")];
    let form = SaveOffering::decode(&form(&changed)).unwrap();
    assert_eq!((form.terms.answer_hours, form.terms.competing), (24, false));
}
