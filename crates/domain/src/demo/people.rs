use std::collections::HashSet;

use super::{
    dice::{Deck, Dice},
    names::{REGIONS, Region, handle},
    words,
};

/// How many students there are beside the five accounts that people sign in with.
const STUDENTS: usize = 300;

/// An account of the demo.
pub(super) struct Person {
    pub handle: String,
    pub email: String,
    pub name: String,
    pub about: String,
    pub zone: &'static str,
    pub role: &'static str,
    /// Joined so many days before now.
    pub joined: i64,
}

impl Person {
    pub(super) fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }
}

/// Everybody, in the order in which they are written.
pub(super) struct People {
    pub all: Vec<Person>,
    handles: HashSet<String>,
    abouts: Deck,
}

/// The accounts that people sign in with: name, handle, zone, role.
const KNOWN: [(&str, &str, &str, &str); 5] = [
    ("Selam Tadesse", "student", "Africa/Addis_Ababa", "member"),
    ("Daniel Okonkwo", "tutor", "Europe/Berlin", "member"),
    ("Ruth Abera", "reviewer", "Africa/Addis_Ababa", "reviewer"),
    ("Milan Horvat", "moderator", "Europe/Vienna", "moderator"),
    ("Ada Admin", "admin", "UTC", "admin"),
];
pub(super) const STUDENT: usize = 0;
pub(super) const TUTOR: usize = 1;
pub(super) const REVIEWER: usize = 2;
pub(super) const MODERATOR: usize = 3;

impl People {
    /// The five known accounts and the students.
    pub(super) fn new(dice: &mut Dice) -> Self {
        let mut people = Self { all: Vec::new(), handles: HashSet::new(), abouts: Deck::default() };
        for (name, what, zone, role) in KNOWN {
            people.all.push(Person {
                handle: format!("demo-{what}"),
                email: format!("{what}@demo.test"),
                name: name.into(),
                about: String::new(),
                zone,
                role,
                joined: 500,
            });
        }
        people.all[STUDENT].about = "Second year of economics. I want the maths to feel like mine.".into();
        for number in 0..STUDENTS {
            let id = people.add(dice, &REGIONS[number % REGIONS.len()]);
            if dice.percent(40) {
                people.all[id].about = people.abouts.next(words::STUDENTS).into();
            }
        }
        people
    }

    /// Someone new from there; answers the place in `all`.
    pub(super) fn add(&mut self, dice: &mut Dice, region: &Region) -> usize {
        let (name, handle) = self.free_name(dice, region);
        self.handles.insert(handle.clone());
        self.all.push(Person {
            email: format!("{handle}@people.demo.test"),
            handle,
            name,
            about: String::new(),
            zone: dice.pick::<&str>(region.zones),
            role: "member",
            joined: dice.between(75, 480),
        });
        self.all.len() - 1
    }

    fn free_name(&self, dice: &mut Dice, region: &Region) -> (String, String) {
        loop {
            let name = format!("{} {}", dice.pick(region.first), dice.pick(region.last));
            let handle = handle(&name);
            if handle.len() <= 30 && !self.handles.contains(&handle) {
                return (name, handle);
            }
        }
    }

    /// A student, never one of the known accounts.
    /// The nth student, never one of the known accounts.
    pub(super) fn student(nth: usize) -> usize {
        KNOWN.len() + nth % STUDENTS
    }

    pub(super) fn some_student(dice: &mut Dice) -> usize {
        KNOWN.len() + dice.below(STUDENTS)
    }
}
