//! What levels open. Each comes with the duty that belongs to it. The modules that grant something read the level from
//! `ranking.public_standing`; here is what people are told.

/// What one level opens, and what it asks for.
#[derive(Debug)]
pub struct Privilege {
    pub level: i64,
    pub opens: &'static str,
    pub duty: &'static str,
}

/// From this level on a person is shown as a mentor.
pub const MENTOR: i64 = 4;

/// In the order of their levels.
pub static PRIVILEGES: [Privilege; 6] = [
    Privilege {
        level: 1,
        opens: "You may hold 4 reviews at a time.",
        duty: "Publish what you claim, or give it back, so that somebody else can.",
    },
    Privilege {
        level: 2,
        opens: "You may hold 5 reviews at a time.",
        duty: "Say what is good as well, and why what you want changed should change.",
    },
    Privilege {
        level: 3,
        opens: "You may hold 6 reviews at a time.",
        duty: "Come back when an author has made the next iteration.",
    },
    Privilege {
        level: MENTOR,
        opens: "Your page says that you are a mentor.",
        duty: "Answer those who are new here, and let them find the last step themselves.",
    },
    Privilege {
        level: 5,
        opens: "You may hold 7 reviews at a time.",
        duty: "Calibrate your eye on the examples of a rubric before you mark by it.",
    },
    Privilege {
        level: 7,
        opens: "You may hold 8 reviews at a time.",
        duty: "Take what has waited longest before what is easy.",
    },
];
