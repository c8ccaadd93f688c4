use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    dice::{Deck, Dice},
    life::{Fate, Session, Words, session},
    people::{People, Person, STUDENT},
    tutors::{Subject, Tutor},
    words,
};
use crate::{
    accounts::parse_zone,
    bookings::{Availability, Caps, Slot, Year, free},
};

/// Two months around now: six weeks back, two and a half ahead.
const PAST_DAYS: i64 = 45;
const COMING_DAYS: i64 = 18;

/// The known tutor stands first among the tutors.
const KNOWN_TUTOR: usize = 0;

/// Plans sessions that fit the tutors' hours and overlap for nobody.
pub(super) struct Planner<'a> {
    now: DateTime<Utc>,
    dice: &'a mut Dice,
    people: &'a [Person],
    tutors: &'a [Tutor],
    subjects: &'a [Subject],
    words: Words,
    requests: Vec<Deck>,
    /// Taken time by place among the people; a tutor's with buffers.
    taken: Vec<Vec<(DateTime<Utc>, DateTime<Utc>)>>,
    sessions: Vec<Session>,
}

/// All sessions of the demo.
pub(super) fn sessions(
    dice: &mut Dice,
    people: &People,
    tutors: &[Tutor],
    subjects: &[Subject],
    now: DateTime<Utc>,
) -> Vec<Session> {
    let mut planner = Planner {
        now,
        dice,
        people: &people.all,
        tutors,
        subjects,
        words: Words::default(),
        requests: (0..tutors.len()).map(Deck::starting).collect(),
        taken: vec![Vec::new(); people.all.len()],
        sessions: Vec::new(),
    };
    planner.known_student();
    planner.known_tutor();
    for tutor in 0..tutors.len() {
        planner.everyday(tutor);
    }
    planner.sessions
}

impl Planner<'_> {
    /// Something of everything, so that the home page has work to show.
    fn known_student(&mut self) {
        let fates = [
            (-30, -9, Fate::Rated { stars: 5, reply: true }),
            (-30, -9, Fate::Rated { stars: 4, reply: false }),
            (-30, -9, Fate::Rated { stars: 5, reply: true }),
            (-6, -2, Fate::Completed),
            (-2, 0, Fate::Unmarked),
            (-20, -5, Fate::Cancelled),
            (-20, -5, Fate::Declined),
            (-20, -5, Fate::Expired),
            (2, 9, Fate::Requested),
            (4, 14, Fate::Requested),
            (1, 4, Fate::Accepted),
            (3, 10, Fate::Accepted),
            (5, 14, Fate::Accepted),
            (2, 12, Fate::Held),
            (-2, 0, Fate::NoShow),
        ];
        let others = self.tutors.len() - 1;
        for (number, (from, until, fate)) in fates.into_iter().enumerate() {
            // The fourth and the eleventh are with the known tutor, so that both windows show the same session.
            let first = if number % 7 == 3 { KNOWN_TUTOR } else { 1 + number * 4 % others };
            let mut choices = [first].into_iter().chain(1..=others);
            choices.find(|&tutor| self.place(tutor, |_| STUDENT, from, until, fate));
        }
    }

    fn known_tutor(&mut self) {
        let fates = [
            (1, 6, Fate::Requested),
            (2, 8, Fate::Requested),
            (3, 12, Fate::Requested),
            (3, 12, Fate::Requested),
            (1, 3, Fate::Accepted),
            (2, 6, Fate::Accepted),
            (4, 12, Fate::Accepted),
            (-2, 0, Fate::Unmarked),
            (-2, 0, Fate::Unmarked),
            (-8, -3, Fate::Rated { stars: 5, reply: false }),
            (-2, 0, Fate::InSession),
            (-4, -1, Fate::Disputed),
        ];
        for (from, until, fate) in fates {
            self.place(KNOWN_TUTOR, People::some_student, from, until, fate);
        }
    }

    /// Some are asked often and some hardly ever; most students come back.
    fn everyday(&mut self, tutor: usize) {
        let popularity = if tutor == KNOWN_TUTOR { 3 } else { self.dice.below(4) };
        let regulars: Vec<usize> = (0..3 + popularity * 2).map(|_| People::some_student(self.dice)).collect();
        let student = |dice: &mut Dice| {
            if dice.percent(65) { *dice.pick(&regulars) } else { People::some_student(dice) }
        };
        let popularity = i64::try_from(popularity).unwrap_or(0);
        for _ in 0..self.dice.between(2 + popularity * 4, 8 + popularity * 8) {
            let fate = self.past_fate();
            self.place(tutor, student, -PAST_DAYS, 0, fate);
        }
        for _ in 0..self.dice.between(popularity, 2 + popularity * 2) {
            let fate = self.coming_fate();
            self.place(tutor, student, 0, COMING_DAYS, fate);
        }
    }

    fn past_fate(&mut self) -> Fate {
        match self.dice.below(100) {
            0..5 => Fate::Declined,
            5..10 => Fate::Expired,
            10..19 => Fate::Cancelled,
            19..39 => Fate::Completed,
            39..40 => Fate::Disputed,
            _ => Fate::Rated { stars: self.stars(), reply: self.dice.percent(40) },
        }
    }

    fn coming_fate(&mut self) -> Fate {
        match self.dice.below(100) {
            0..42 => Fate::Requested,
            42..90 => Fate::Accepted,
            90..94 => Fate::Declined,
            _ => Fate::Cancelled,
        }
    }

    fn stars(&mut self) -> i16 {
        match self.dice.below(100) {
            0..61 => 5,
            61..87 => 4,
            87..95 => 3,
            95..98 => 2,
            _ => 1,
        }
    }

    /// Finds a time within so many days of now that suits both; `false`, and no session, if there is none.
    fn place(&mut self, tutor: usize, student: impl Fn(&mut Dice) -> usize, from: i64, until: i64, fate: Fate) -> bool {
        let plan = &self.tutors[tutor];
        let ahead = until > 0;
        let (from, until) = (self.now + TimeDelta::days(from), self.now + TimeDelta::days(until));
        let hours = self.hours(plan);
        // The past is planned as if it were still to come.
        let seen_from = if ahead { self.now } else { from - hours.notice };
        let mut slots = free(&hours, seen_from, from, until);
        slots.retain(|slot| ahead || slot.ends_at + TimeDelta::minutes(30) < self.now);
        for _ in 0..12 {
            let student = student(self.dice);
            let Some(slot) = self.dice.draw(&mut slots) else { return false };
            if student != plan.person && self.is_free(student, slot) {
                self.take(plan, student, slot);
                self.write(tutor, student, slot, fate);
                return true;
            }
        }
        false
    }

    fn hours(&self, tutor: &Tutor) -> Availability {
        Availability {
            zone: parse_zone(self.people[tutor.person].zone).unwrap_or(Tz::UTC),
            session: TimeDelta::minutes(tutor.session_minutes.into()),
            before: TimeDelta::minutes(tutor.buffer_minutes.into()),
            after: TimeDelta::minutes(tutor.buffer_minutes.into()),
            notice: TimeDelta::hours(tutor.notice_hours.into()),
            horizon: TimeDelta::days(60),
            caps: Caps::default(),
            weekly: tutor.weekly.clone(),
            overrides: tutor.overrides.clone(),
            // Nobody has one as soon as sessions are booked here.
            year: Year::default(),
            busy: self.taken[tutor.person].clone(),
            viewer_busy: Vec::new(),
        }
    }

    fn is_free(&self, person: usize, slot: Slot) -> bool {
        self.taken[person].iter().all(|&(from, to)| slot.ends_at <= from || to <= slot.starts_at)
    }

    fn take(&mut self, tutor: &Tutor, student: usize, slot: Slot) {
        let buffer = TimeDelta::minutes(tutor.buffer_minutes.into());
        self.taken[tutor.person].push((slot.starts_at - buffer, slot.ends_at + buffer));
        self.taken[student].push((slot.starts_at, slot.ends_at));
    }

    fn write(&mut self, tutor: usize, student: usize, slot: Slot, fate: Fate) {
        let plan = &self.tutors[tutor];
        let subject = &self.subjects[self.dice.pick(&plan.specialties).0];
        let message = self.requests[tutor].next(plan.field.requests());
        let spoken = words::spoken(subject);
        let names = [self.people[plan.person].first_name(), self.people[student].first_name(), &spoken];
        let mut session = session(self.dice, &mut self.words, plan.field, names, slot, fate, self.now);
        (session.student, session.tutor) = (student, tutor);
        session.subject.clone_from(&subject.slug);
        session.message = words::fill(message, names[0], names[1], names[2]);
        session.price_minor = plan.price_minor * i64::from(plan.session_minutes) / 60;
        self.sessions.push(session);
    }
}
