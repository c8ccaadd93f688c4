use chrono::TimeDelta;

use crate::{
    bookings::{
        call_off,
        groups_testing::{Gathering, because},
    },
    ports::Mail,
};

fn lines(mails: &[Mail]) -> Vec<(&str, &str)> {
    let mut lines: Vec<_> = mails
        .iter()
        .map(|mail| (mail.to_address.split('@').next().unwrap_or_default(), mail.subject.as_str()))
        .collect();
    lines.sort_unstable();
    lines
}

fn calendars(mails: &[Mail]) -> Vec<(&str, &str)> {
    let with = mails.iter().filter_map(|mail| Some((mail, mail.invite.as_ref()?)));
    let mut found: Vec<_> = with
        .map(|(mail, invite)| (mail.to_address.split('@').next().unwrap_or_default(), invite.method.as_str()))
        .collect();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn the_tutors_calendar_has_the_group_once_and_each_student_their_seat() {
    let g = Gathering::new().await;
    let id = g.planned().await;
    let mails = g.room.stage.deliver().await;
    assert_eq!(lines(&mails), [("tutor", "You planned Proofs together on Wed 4 Mar, 14:00")]);
    assert_eq!(calendars(&mails), [("tutor", "REQUEST")]);
    let invite = &mails[0].invite.as_ref().unwrap().text;
    assert!(invite.contains(&format!("UID:group-{id}@tutors.example.org")), "{invite}");
    let ada = g.room.stage.person("ada").await;
    g.join(&ada, id).await.unwrap();
    let mails = g.room.stage.deliver().await;
    assert_eq!(
        lines(&mails),
        [
            ("ada", "You have a seat in Proofs together on Wed 4 Mar, 14:00"),
            ("tutor", "ADA joins Proofs together on Wed 4 Mar, 14:00"),
        ]
    );
    assert_eq!(calendars(&mails), [("ada", "REQUEST")]);
}

#[tokio::test]
async fn the_first_in_line_hears_of_the_seat_and_everybody_of_the_end() {
    let g = Gathering::new().await;
    let (id, seated) = g.full().await;
    let waiting = g.people(&["dan", "eve"]).await;
    for who in &waiting {
        g.wait(who, id).await.unwrap();
    }
    g.room.stage.deliver().await;
    g.give_up(&seated[0], id).await.unwrap();
    let mails = g.room.stage.deliver().await;
    let kept = mails.iter().find(|mail| mail.to_address.starts_with("dan@")).unwrap();
    assert_eq!(kept.subject, "A seat for you in Proofs together on Wed 4 Mar, 14:00");
    assert!(kept.text.contains("It is kept for you until Mon 2 Mar, 09:30."), "{}", kept.text);
    assert!(kept.text.contains(&format!("https://tutors.example.org/groups/{id}")), "{}", kept.text);
    call_off(g.ctx(), &g.room.tutor, id, because(g.ctx(), "I am ill.")).await.unwrap();
    let mails = g.room.stage.deliver().await;
    let off = "Proofs together on Wed 4 Mar, 14:00 does not take place";
    assert_eq!(lines(&mails), [("bob", off), ("cyd", off), ("dan", off), ("eve", off), ("tutor", off)]);
    assert_eq!(calendars(&mails), [("bob", "CANCEL"), ("cyd", "CANCEL"), ("tutor", "CANCEL")]);
    for mail in &mails {
        assert_eq!(mail.text.contains("I am ill."), !mail.to_address.starts_with("tutor@"), "{}", mail.text);
    }
}

#[tokio::test]
async fn too_few_or_enough_is_said_to_those_whom_it_concerns() {
    let g = Gathering::new().await;
    let (id, ada) = (g.planned().await, g.room.stage.person("ada").await);
    g.join(&ada, id).await.unwrap();
    g.room.stage.deliver().await;
    g.until_decided();
    g.a_minute_passes().await;
    let mails = g.room.stage.deliver().await;
    let off = "Proofs together on Wed 4 Mar, 14:00 does not take place";
    assert_eq!(lines(&mails), [("ada", off), ("tutor", off)]);
    assert!(mails.iter().all(|mail| mail.text.contains("joined when the time to join was over")));

    let g = Gathering::new().await;
    let (id, _) = g.full().await;
    let dan = g.room.stage.person("dan").await;
    g.wait(&dan, id).await.unwrap();
    g.room.stage.deliver().await;
    g.until_decided();
    g.later(TimeDelta::minutes(1));
    g.a_minute_passes().await;
    let mails = g.room.stage.deliver().await;
    assert_eq!(
        lines(&mails),
        [
            ("dan", "No seat became free in Proofs together on Wed 4 Mar, 14:00"),
            ("tutor", "Proofs together on Wed 4 Mar, 14:00 takes place"),
        ]
    );
    assert!(calendars(&mails).is_empty());
}
