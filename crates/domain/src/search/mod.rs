//! Finding tutors. Keeps one row for each published tutor, made anew whenever its sources change; owns no facts.

pub mod reactions;
