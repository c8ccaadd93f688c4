use contract::{
    CommandKey,
    bookings::Policy,
    tutors::{ActOnOffering, Approval, Length, OfferingAct, OfferingKind, Place, Seats},
};

use super::*;
use crate::{
    testing::Stage,
    tutors::{
        Offering, act_on_offering, my_offerings, offerings_of, profile,
        testing::{new_tutor, open_tutor, refusal},
    },
};

fn terms(title: &str, lengths: &[(i16, i64)]) -> OfferingTerms {
    OfferingTerms {
        title: title.into(),
        about: "We begin where you are.".into(),
        lengths: lengths.iter().map(|&(minutes, price_minor)| Length { minutes, price_minor }).collect(),
        before_minutes: 5,
        after_minutes: 10,
        notice_hours: 2,
        horizon_days: 30,
        day_cap: Some(3),
        week_cap: Some(9),
        approval: Approval::ByHand,
        answer_hours: 12,
        competing: true,
        policy: Policy::Strict,
        place: Place::Link,
        place_detail: "https://meet.example.org/ada".into(),
        seats: None,
    }
}

fn form(ctx: &Ctx, kind: OfferingKind, terms: OfferingTerms) -> SaveOffering {
    SaveOffering { key: CommandKey(ctx.id()), kind, terms }
}

fn act(ctx: &Ctx, offering: &Offering, act: OfferingAct) -> ActOnOffering {
    ActOnOffering { key: CommandKey(ctx.id()), offering: offering.id, act }
}

async fn titles(ctx: &Ctx, user: &User) -> Vec<String> {
    my_offerings(ctx, user).await.unwrap().into_iter().map(|o| o.terms.title).collect()
}

#[tokio::test]
async fn what_is_saved_is_read_and_the_same_form_is_saved_once() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
    let said = terms("Exam training", &[(45, 2_000), (90, 3_500)]);
    let save = form(ctx, OfferingKind::Single, said.clone());
    save_offering(ctx, &ada, None, save.clone()).await.unwrap();
    save_offering(ctx, &ada, None, save).await.unwrap();
    let mine = my_offerings(ctx, &ada).await.unwrap();
    assert_eq!(titles(ctx, &ada).await, ["Lesson", "Exam training"]);
    assert_eq!(mine[1].terms, said);
    assert_eq!(mine[1].first_length().unwrap().minutes, 45, "nearer to an hour than 90");

    let group = OfferingTerms { seats: Some(Seats { min: 2, max: 8, join_hours: 4 }), ..terms("Circle", &[(60, 900)]) };
    let group = OfferingTerms { approval: Approval::AtOnce, competing: false, ..group };
    save_offering(ctx, &ada, None, form(ctx, OfferingKind::Group, group.clone())).await.unwrap();
    assert_eq!(my_offerings(ctx, &ada).await.unwrap()[2].terms, group);

    let open = offerings_of(ctx, ada.id).await.unwrap();
    assert_eq!(open.len(), 3);
    assert!(open.iter().all(|o| o.terms.place_detail.is_empty()), "whoever has booked is told where");
}

#[tokio::test]
async fn the_first_one_gives_the_price_by_which_tutors_are_found() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    let price = async || profile(ctx, "ada", None).await.unwrap().unwrap().price_minor;
    assert_eq!(price().await, 3_500);
    let mine = my_offerings(ctx, &ada).await.unwrap();
    let kind = OfferingKind::Single;
    save_offering(ctx, &ada, Some(mine[0].id), form(ctx, kind, terms("Lesson", &[(30, 2_000)]))).await.unwrap();
    assert_eq!(price().await, 4_000, "of an hour");
    save_offering(ctx, &ada, None, form(ctx, kind, terms("Exam training", &[(60, 9_000)]))).await.unwrap();
    assert_eq!(price().await, 4_000);
    let second = my_offerings(ctx, &ada).await.unwrap().remove(1);
    act_on_offering(ctx, &ada, act(ctx, &second, OfferingAct::Up)).await.unwrap();
    assert_eq!((titles(ctx, &ada).await[0].as_str(), price().await), ("Exam training", 9_000));
    act_on_offering(ctx, &ada, act(ctx, &second, OfferingAct::Close)).await.unwrap();
    assert_eq!(price().await, 4_000);
    assert!(stage.events("tutors.hours_changed").await >= 4, "whoever is looked for by free time is looked at anew");
}

#[tokio::test]
async fn what_is_closed_comes_back_where_it_was_and_the_ends_of_the_list_are_ends() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
    for title in ["Two", "Three"] {
        save_offering(ctx, &ada, None, form(ctx, OfferingKind::Single, terms(title, &[(60, 1)]))).await.unwrap();
    }
    let [one, two, three] = my_offerings(ctx, &ada).await.unwrap().try_into().unwrap();
    act_on_offering(ctx, &ada, act(ctx, &one, OfferingAct::Up)).await.unwrap();
    act_on_offering(ctx, &ada, act(ctx, &three, OfferingAct::Down)).await.unwrap();
    assert_eq!(titles(ctx, &ada).await, ["Lesson", "Two", "Three"]);
    act_on_offering(ctx, &ada, act(ctx, &two, OfferingAct::Close)).await.unwrap();
    act_on_offering(ctx, &ada, act(ctx, &two, OfferingAct::Close)).await.unwrap();
    assert_eq!(titles(ctx, &ada).await, ["Lesson", "Three", "Two"]);
    assert_eq!(offerings_of(ctx, ada.id).await.unwrap().len(), 2);
    act_on_offering(ctx, &ada, act(ctx, &two, OfferingAct::Reopen)).await.unwrap();
    assert_eq!(titles(ctx, &ada).await, ["Lesson", "Two", "Three"]);
}

#[tokio::test]
async fn each_refusal() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
    let single = || form(ctx, OfferingKind::Single, terms("Lesson", &[(60, 1)]));
    let bob = stage.person("bob").await;
    assert_eq!(refusal(save_offering(ctx, &bob, None, single()).await), Refusal::ProfileFirst);
    let eve = new_tutor(&stage, "eve").await;
    let mine = my_offerings(ctx, &ada).await.unwrap().remove(0);
    assert!(matches!(save_offering(ctx, &eve, Some(mine.id), single()).await, Err(Error::NotFound)));
    let close = act(ctx, &mine, OfferingAct::Close);
    assert!(matches!(act_on_offering(ctx, &eve, close).await, Err(Error::NotFound)));
    let trial = form(ctx, OfferingKind::Trial, terms("Trial", &[(30, 0)]));
    assert!(
        matches!(save_offering(ctx, &ada, Some(mine.id), trial).await, Err(Error::NotFound)),
        "it stays of its kind"
    );
    for _ in 1..OFFERINGS_MAX {
        save_offering(ctx, &ada, None, single()).await.unwrap();
    }
    assert_eq!(refusal(save_offering(ctx, &ada, None, single()).await), Refusal::TooManyOfferings);
    act_on_offering(ctx, &ada, act(ctx, &mine, OfferingAct::Close)).await.unwrap();
    save_offering(ctx, &ada, None, single()).await.unwrap();
    let reopened = act_on_offering(ctx, &ada, act(ctx, &mine, OfferingAct::Reopen)).await;
    assert_eq!(refusal(reopened), Refusal::TooManyOfferings);
}
