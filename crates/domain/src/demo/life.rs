use chrono::{DateTime, TimeDelta, Utc};

use super::{
    dice::{Deck, Dice},
    fields::Field,
    words,
};
use crate::bookings::{Side, Slot, State};

/// How a session of the demo ends up.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    Requested,
    Accepted,
    /// The student thinks it over.
    Held,
    /// It took place, but nobody has marked it as done.
    Unmarked,
    /// The same, and both had checked in.
    InSession,
    /// The tutor waited, and says so.
    NoShow,
    /// The student says that it was not so.
    Disputed,
    Completed,
    Rated {
        stars: i16,
        reply: bool,
    },
    Declined,
    Expired,
    Cancelled,
}

impl Fate {
    fn state(self) -> State {
        match self {
            Self::Requested => State::Requested,
            Self::Held => State::Held,
            Self::InSession => State::InSession,
            Self::NoShow => State::NoShowClaimed,
            Self::Disputed => State::Disputed,
            Self::Accepted | Self::Unmarked => State::Accepted,
            Self::Completed | Self::Rated { .. } => State::Completed,
            Self::Declined => State::Declined,
            Self::Expired => State::Expired,
            Self::Cancelled => State::Cancelled,
        }
    }
}

/// A session with its whole life.
pub(super) struct Session {
    /// Place among the people.
    pub student: usize,
    /// Place among the tutors.
    pub tutor: usize,
    pub slot: Slot,
    pub subject: String,
    pub message: String,
    pub price_minor: i64,
    pub state: State,
    pub asked_at: DateTime<Utc>,
    pub steps: Vec<Step>,
    pub rating: Option<Rating>,
}

/// A line of the timeline.
pub(super) struct Step {
    pub happened: &'static str,
    /// `None`: the system.
    pub actor: Option<Side>,
    pub note: &'static str,
    pub at: DateTime<Utc>,
}

pub(super) struct Rating {
    pub stars: i16,
    pub words: String,
    pub rated_at: DateTime<Utc>,
    pub reply: Option<(String, DateTime<Utc>)>,
}

/// Texts that are handed out in turn.
#[derive(Default)]
pub(super) struct Words {
    ratings: [Deck; 5],
    praise: [Deck; Field::COUNT],
    thanks: Deck,
    apologies: Deck,
    accepted: Deck,
    declined: Deck,
    cancelled: Deck,
}

impl Words {
    /// For more than three stars, often with a sentence that fits the field.
    fn rating(&mut self, dice: &mut Dice, field: Field, stars: i16) -> String {
        let deck = &mut self.ratings[usize::try_from(stars - 1).unwrap_or(0).min(4)];
        let text = deck.next(words::ratings(stars)).to_owned();
        let praise = stars > 3 && dice.percent(55);
        if praise { format!("{text} {}", self.praise[field as usize].next(field.praise())) } else { text }
    }

    fn reply(&mut self, stars: i16) -> &'static str {
        if stars > 3 { self.thanks.next(words::THANKS) } else { self.apologies.next(words::APOLOGIES) }
    }
}

/// A session that ends up so. `names` are those of the tutor, the student and the subject. Who takes part is filled in
/// by the caller.
pub(super) fn session(
    dice: &mut Dice,
    words: &mut Words,
    field: Field,
    names: [&str; 3],
    slot: Slot,
    fate: Fate,
    now: DateTime<Utc>,
) -> Session {
    let asked_at = asked_at(dice, slot, now);
    let mut life = Life { dice, words, slot, now, at: asked_at, steps: Vec::new(), state: fate.state(), rating: None };
    life.step(if fate.state() == State::Held { "held" } else { "requested" }, Some(Side::Student), "");
    life.go(fate, field, names);
    let Life { steps, state, rating, .. } = life;
    Session {
        student: 0,
        tutor: 0,
        slot,
        subject: String::new(),
        message: String::new(),
        price_minor: 0,
        state,
        asked_at,
        steps,
        rating,
    }
}

/// One to nine days before the session, and before now.
fn asked_at(dice: &mut Dice, slot: Slot, now: DateTime<Utc>) -> DateTime<Utc> {
    let latest = now - TimeDelta::minutes(dice.between(20, 2_000));
    (slot.starts_at - TimeDelta::minutes(dice.between(26 * 60, 9 * 24 * 60))).min(latest)
}

struct Life<'a> {
    dice: &'a mut Dice,
    words: &'a mut Words,
    slot: Slot,
    now: DateTime<Utc>,
    at: DateTime<Utc>,
    steps: Vec<Step>,
    state: State,
    rating: Option<Rating>,
}

impl Life<'_> {
    fn go(&mut self, fate: Fate, field: Field, names: [&str; 3]) {
        match fate {
            Fate::Requested | Fate::Held => {}
            Fate::Accepted | Fate::Unmarked => self.accept(),
            Fate::InSession => {
                self.accept();
                self.come(Side::Tutor, -4);
                self.come(Side::Student, 1);
            }
            Fate::NoShow => self.wait_in_vain(),
            Fate::Disputed => {
                self.wait_in_vain();
                self.later(self.slot.ends_at, 60);
                let says = "I was there at the hour. The link in the mail led nowhere.";
                self.step("disputed", Some(Side::Student), says);
            }
            Fate::Completed => self.complete(),
            Fate::Rated { stars, reply } => {
                self.complete();
                self.rate(field, names, stars, reply);
            }
            Fate::Declined => {
                self.answer();
                let note = self.words.declined.next(words::DECLINED);
                self.step("declined", Some(Side::Tutor), note);
            }
            Fate::Expired => {
                self.at = self.slot.starts_at;
                self.step("expired", None, "");
            }
            Fate::Cancelled => self.cancel(),
        }
    }

    /// The tutor needs up to half of the time that there is.
    fn answer(&mut self) {
        let most = (self.slot.starts_at.min(self.now) - self.at).num_minutes() / 2;
        self.at += TimeDelta::minutes(self.dice.between(1, most.max(1)));
    }

    fn accept(&mut self) {
        self.answer();
        let note = self.words.accepted.next(words::ACCEPTED);
        self.step("accepted", Some(Side::Tutor), note);
    }

    fn cancel(&mut self) {
        self.accept();
        self.answer();
        let who = if self.dice.percent(65) { Side::Student } else { Side::Tutor };
        let note = self.words.cancelled.next(words::CANCELLED);
        self.step("cancelled", Some(who), note);
    }

    /// So many minutes after the start.
    fn come(&mut self, side: Side, minutes: i64) {
        self.at = self.slot.starts_at + TimeDelta::minutes(minutes);
        self.step("checked_in", Some(side), "");
    }

    fn wait_in_vain(&mut self) {
        self.accept();
        self.come(Side::Tutor, -2);
        self.at = self.slot.starts_at + TimeDelta::minutes(14);
        self.step("no_show_claimed", Some(Side::Tutor), "I waited for a quarter of an hour.");
    }

    fn complete(&mut self) {
        self.accept();
        self.later(self.slot.ends_at, 20 * 60);
        self.step("completed", Some(Side::Student), "");
    }

    fn rate(&mut self, field: Field, names: [&str; 3], stars: i16, reply: bool) {
        self.later(self.at, 30 * 60);
        self.step("rated", Some(Side::Student), "");
        let [tutor, student, subject] = names;
        let words = words::fill(&self.words.rating(self.dice, field, stars), tutor, student, subject);
        let rated_at = self.at;
        let reply = reply.then(|| {
            self.later(rated_at, 40 * 60);
            self.step("replied", Some(Side::Tutor), "");
            (words::fill(self.words.reply(stars), tutor, student, subject), self.at)
        });
        self.rating = Some(Rating { stars, words, rated_at, reply });
    }

    /// Some time after `from`, at most so many minutes and before now.
    fn later(&mut self, from: DateTime<Utc>, minutes: i64) {
        let room = (self.now - from).num_minutes() / 2;
        self.at = from + TimeDelta::minutes(self.dice.between(1, minutes.min(room).max(1)));
    }

    fn step(&mut self, happened: &'static str, actor: Option<Side>, note: &'static str) {
        self.steps.push(Step { happened, actor, note, at: self.at });
    }
}
