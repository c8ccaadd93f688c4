//! What nobody has reviewed yet.

use chrono::{DateTime, Utc};
use contract::reviews::{Level, Urgency};

use super::{
    Cast, Submission,
    story::{Story, code},
};
use crate::demo::people::STUDENT;

pub(super) fn submissions(cast: &mut Cast<'_>, now: DateTime<Utc>) -> Vec<Submission> {
    vec![
        inflation(now),
        invoices(now, cast.next()),
        todo(now, cast.next()),
        links(now, cast.next()),
        bank(now, cast.next()),
        inventory(now, cast.next()),
        csv(now, cast.next(), cast.next()),
        bucket(now, cast.next()),
    ]
}

/// A draft of the known student.
fn inflation(now: DateTime<Utc>) -> Submission {
    let texts = (
        "Inflation calculator for my seminar",
        "It should tell what an amount of one year would be worth in another. At the moment it stops with a \
         `TypeError`, and I want to look at that once more myself before I bother anyone.",
    );
    let files = [code!("inflation", 1, "inflation.py")];
    Story::new(now, (1, 5, 20), STUDENT, "python", texts, &files).told()
}

fn invoices(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Report of unpaid invoices takes nine seconds",
        "The result is right as far as I can tell, but with 200 000 invoices it is slow, and invoices without any \
         payment seem to be missing. PostgreSQL 16.\n\nI am less interested in the one missing index than in how I \
         should have *thought* about this.",
    );
    let files = [code!("invoices", 1, "schema.sql"), code!("invoices", 1, "unpaid.sql")];
    Story::new(now, (5, 3, 40), author, "sql", texts, &files)
        .level(Level::Intermediate)
        .asking("Is there a way to compute what was paid only once?")
        .submitted()
        .told()
}

fn todo(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "My todo list forgets everything when I reload",
        "After a reload there is only `[object Object]`, letter by letter. Also a click on one entry does nothing, or \
         it crosses out the wrong one. It is my first thing without a tutorial, so please tell me about the rest as \
         well.",
    );
    let files = [code!("todo", 1, "app.js"), code!("todo", 1, "index.html")];
    Story::new(now, (2, 1, 15), author, "javascript", texts, &files).urgency(Urgency::ThisWeek).submitted().told()
}

fn links(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Link checker: all goroutines are asleep",
        "Reads addresses from standard input and names the broken ones. With one address or with a thousand it always \
         ends in `fatal error: all goroutines are asleep - deadlock!`. I believe it is the order of `Wait` and the \
         last loop, but when I swap them it hangs as well.",
    );
    let files = [code!("links", 1, "main.go")];
    Story::new(now, (1, 2, 5), author, "go", texts, &files)
        .level(Level::Intermediate)
        .urgency(Urgency::ThisWeek)
        .submitted()
        .told()
}

fn bank(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Homework: a bank account",
        "The exercise says that an account has an owner and a balance, and that nobody may withdraw more than there \
         is. My three lines in `Main` print something else than I expect (see the comments), and I do not see why.",
    );
    let files = [code!("bank", 1, "Account.java"), code!("bank", 1, "Main.java")];
    Story::new(now, (0, 9, 30), author, "java", texts, &files)
        .asking("Why is the owner `null`? I do set it in the constructor.")
        .asking("Should the fields be private although the exercise does not say so?")
        .submitted()
        .told()
}

fn inventory(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "The borrow checker does not let me write my log",
        "It fails with E0502 in `sell`, help! I understand that `item` is borrowed from `self`, but the log is a \
         different field. Cloning the name makes the error go away, but that cannot be the answer?",
    );
    let files = [code!("inventory", 1, "main.rs")];
    Story::new(now, (0, 3, 10), author, "rust", texts, &files).urgency(Urgency::Stuck).submitted().told()
}

/// Somebody is reading it at this moment.
fn csv(now: DateTime<Utc>, author: usize, reviewer: usize) -> Submission {
    let texts = (
        "Splitting the lines of a CSV file",
        "Works for my small file, except that the last column never shows up and sometimes there are strange \
         characters behind a field. No libraries please, I want to learn how strings work in C.",
    );
    let files = [code!("csv", 1, "split.c")];
    Story::new(now, (1, 6, 0), author, "c", texts, &files).submitted().after(29, 45).claimed(reviewer).told()
}

/// Only for those with the link.
fn bucket(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Token bucket for a take-home task",
        "I may show it to friends but not to the whole world, hence the link. Under load it stops answering \
         altogether after the first refusal, and with a rate of 1 it never refills if somebody calls it often.",
    );
    let files = [code!("bucket", 1, "bucket.go")];
    Story::new(now, (3, 8, 25), author, "go", texts, &files).level(Level::Intermediate).by_link().submitted().told()
}
