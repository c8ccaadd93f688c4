use super::*;

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn problems(answer: Result<Apply, AppError>) -> Vec<(String, Problem)> {
    let Err(AppError::Invalid { fields }) = answer else { panic!("must be refused") };
    fields.into_iter().map(|field| (field.field, field.problem)).collect()
}

#[test]
fn half_done_is_fine_until_it_is_sent() {
    let nothing = Apply::decode(&pairs(&[])).unwrap();
    assert!(nothing.headline.is_empty() && nothing.claims.is_empty() && nothing.samples.is_empty());
    let missing: Vec<_> = problems(Apply::decode_whole(&pairs(&[]))).into_iter().map(|(field, _)| field).collect();
    assert_eq!(missing, ["headline", "about", "subject_1", "languages", "statement"]);
}

#[test]
fn a_line_is_a_claim_once_it_has_a_subject() {
    let form = pairs(&[
        ("subject_2", "algebra"),
        ("level_2", "school"),
        ("subject_4", "algebra"),
        ("level_4", "university"),
        ("evidence_4", "Taught it for ten years"),
    ]);
    let claims = Apply::decode(&form).unwrap().claims;
    let expected = [("algebra", Level::School, ""), ("algebra", Level::University, "Taught it for ten years")];
    let claims: Vec<_> = claims.iter().map(|c| (c.subject.as_str(), c.level, c.evidence.as_str())).collect();
    assert_eq!(claims, expected);
    let whole = problems(Apply::decode_whole(&form));
    assert!(whole.contains(&("evidence_2".into(), Problem::Missing)), "{whole:?}");
    assert!(!whole.iter().any(|(field, _)| field.starts_with("subject")), "{whole:?}");
}

#[test]
fn evidence_of_nothing_and_the_same_twice_are_put_right() {
    let form = pairs(&[
        ("evidence_1", "Ten years"),
        ("subject_2", "algebra"),
        ("level_2", "school"),
        ("subject_3", "algebra"),
        ("level_3", "school"),
        ("evidence_3", &"x".repeat(201)),
    ]);
    let expected = [
        ("subject_1".to_owned(), Problem::Missing),
        ("evidence_3".to_owned(), Problem::TooLong { max: 200 }),
        ("subject_3".to_owned(), Problem::Twice),
    ];
    assert_eq!(problems(Apply::decode(&form)), expected);
}

#[test]
fn a_sample_is_named_once() {
    let id = "00000000-0000-0000-0000-00000000000a";
    assert_eq!(Apply::decode(&pairs(&[("sample_1", id), ("sample_2", id)])).unwrap().samples.len(), 1);
    let told = problems(Apply::decode(&pairs(&[("sample_2", "mine")])));
    assert_eq!(told, [("sample_2".to_owned(), Problem::NotAChoice)]);
}

#[test]
fn a_no_says_why_and_a_wish_says_what() {
    let seen = ("seen", "00000000-0000-0000-0000-00000000000a");
    assert!(Answer::decode_yes(&pairs(&[seen])).is_ok());
    assert!(Answer::decode_yes(&pairs(&[])).is_err(), "of what?");
    assert!(Answer::decode_no(&pairs(&[seen, ("note", "No.")])).is_err());
    let told = Answer::decode_wish(&pairs(&[seen, ("note", "Please say more of it."), ("parts", "mood")]));
    assert!(matches!(told, Err(AppError::Invalid { fields }) if fields.len() == 1 && fields[0].field == "parts"));
    let wish = pairs(&[seen, ("note", "Please say more of it."), ("parts", "about"), ("parts", "evidence")]);
    assert_eq!(Answer::decode_wish(&wish).unwrap().parts, [Part::About, Part::Evidence]);
}
