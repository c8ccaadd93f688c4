//! Conversations that came to a good end.

use chrono::{DateTime, Utc};
use contract::reviews::{Kind, Level, Rated, Verdict};

use super::{
    Cast, Submission,
    story::{
        Spot::{Line, Lines, Whole},
        Story, code,
    },
};
use crate::demo::people::{REVIEWER, STUDENT};

pub(super) fn submissions(cast: &mut Cast<'_>, now: DateTime<Utc>) -> Vec<Submission> {
    vec![
        roman(now, cast.next()),
        caesar(now, cast.next()),
        search(now, cast.next(), cast.next()),
        loans(now, cast.next()),
    ]
}

fn roman(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Roman numerals",
        "Passes the tests of the exercise, but I have the feeling that thirteen almost equal lines are not how it is \
         meant to be.",
    );
    Story::new(now, (24, 7, 5), author, "rust", texts, &[code!("roman", 1, "roman.rs")])
        .submitted()
        .after(16, 40)
        .claimed(REVIEWER)
        .says(
            Kind::Improvement,
            Lines("roman.rs", "while n >= 1000", "while n >= 1 {"),
            "Your feeling is right. The lines differ in a number and some letters, and what differs can be data: an \
             array of pairs and one loop over it. Try it, it is a pleasure to see the rest disappear.",
        )
        .says(
            Kind::Question,
            Line("roman.rs", "pub fn to_roman"),
            "What should come out for 0, and for 5000? Now it is nothing at all, and five Ms.",
        )
        .says(
            Kind::Praise,
            Line("roman.rs", "1994"),
            "A good choice: this one number goes through nearly all of your lines.",
        )
        .reviewed(
            Verdict::NeedsWork,
            "It is correct, which is the hard part. You have noticed yourself what can be better, so I only point in \
             the direction.",
        )
        .after(22, 15)
        .iterated(
            "A table instead of thirteen lines, and None for what cannot be written",
            &[code!("roman", 2, "roman.rs")],
        )
        .said_fixed(1)
        .replies(2, "I looked it up: they had no zero, and 3999 was the end. It is an `Option` now.")
        .said_fixed(2)
        .after(9, 30)
        .settled(1)
        .settled(2)
        .reviewed(
            Verdict::ShipIt,
            "From nineteen lines that do it to four that say it. And the two new tests tell everyone what the limits \
             are. Nothing to add.",
        )
        .after(2, 10)
        .finished("")
        .rated(
            Rated::Great,
            "I was allowed to find it out myself, with exactly the hint that I needed. Now I see tables everywhere.",
            true,
        )
        .told()
}

fn caesar(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Caesar cipher, and how to break it",
        "It fails with `IndexError: string index out of range` for some texts, and the blanks become other letters. \
         Help! The breaking part works, except that I never find the key 25.",
    );
    let wrapped = "        result = result + ALPHABET[(position + key) % len(ALPHABET)]";
    Story::new(now, (19, 2, 35), author, "python", texts, &[code!("caesar", 1, "caesar.py")])
        .submitted()
        .after(7, 50)
        .claimed(REVIEWER)
        .says(
            Kind::Bug,
            Line("caesar.py", "ALPHABET[position + key]"),
            "After `z` the alphabet has to begin again. The rest of a division does that: `% len(ALPHABET)`.",
        )
        .suggesting(Some(wrapped))
        .says(
            Kind::Bug,
            Line("caesar.py", "position = ALPHABET.find(letter)"),
            "`find` answers -1 for what it does not find, and -1 is a valid place in Python, the last. So a blank is \
             treated like a `z`. Ask `if letter in ALPHABET` first.",
        )
        .says(
            Kind::Improvement,
            Lines("caesar.py", "def decrypt", "return result"),
            "Decrypting is encrypting with `-key`. If you say so in one line, there is only one place left for mistakes.",
        )
        .says(
            Kind::Bug,
            Line("caesar.py", "range(0, 25)"),
            "`range` leaves its end out, so this stops at 24. `range(len(ALPHABET))` needs no counting.",
        )
        .reviewed(
            Verdict::NeedsWork,
            "You are closer than it looks: three of the four are about one place too many or too few, and happen to \
             everybody. Start with the second one.",
        )
        .after(28, 45)
        .iterated("Wraps around, keeps blanks, decrypt is encrypt backwards", &[code!("caesar", 2, "caesar.py")])
        .said_fixed(1)
        .said_fixed(2)
        .said_fixed(3)
        .said_fixed(4)
        .after(17, 5)
        .settled(1)
        .settled(2)
        .settled(3)
        .settled(4)
        .reviewed(Verdict::ShipIt, "All four are gone, and it has become shorter. Have fun with the secrets!")
        .after(5, 55)
        .finished("Thanks, it runs!")
        .rated(Rated::Good, "Very clear. A word on how to test such a thing would have been the cherry on top.", true)
        .told()
}

fn search(now: DateTime<Utc>, author: usize, reviewer: usize) -> Submission {
    let texts = (
        "Search box that waits until I stop typing",
        "It is meant to ask the server only after a pause, but it asks once when the page loads and then never again. \
         The console says nothing.",
    );
    Story::new(now, (14, 9, 15), author, "javascript", texts, &[code!("search", 1, "find.js")])
        .level(Level::Intermediate)
        .submitted()
        .after(4, 25)
        .claimed(reviewer)
        .says(
            Kind::Bug,
            Line("find.js", "setTimeout(fn(), ms)"),
            "`fn()` calls it at once and hands its *result* to `setTimeout`, a promise that nobody can call. Without \
             the brackets you hand over the function itself.",
        )
        .suggesting(Some("    timer = setTimeout(fn, ms);"))
        .says(
            Kind::Bug,
            Line("find.js", "/api/search?q="),
            "Somebody will search for `C&A` or `100%`. `encodeURIComponent` makes it safe.",
        )
        .suggesting(Some("  const response = await fetch('/api/search?q=' + encodeURIComponent(input.value));"))
        .says(
            Kind::Improvement,
            Line("find.js", "innerHTML"),
            "A title with a `<` in it becomes part of your page, whoever wrote it. An `li` with `textContent` is a \
             little more to type and cannot go wrong.",
        )
        .says(
            Kind::Praise,
            Line("find.js", "function debounce"),
            "You wrote this yourself instead of loading a library for it. Good!",
        )
        .reviewed(
            Verdict::FixThenShip,
            "Two characters too many, that is all that keeps it from working. The other two remarks are about what \
             people will type sooner or later.",
        )
        .after(1, 5)
        .applied(1)
        .finished("It works!")
        .rated(Rated::Great, "Answered within hours, and I finally understand what the brackets do.", true)
        .told()
}

/// The known student has been helped before.
fn loans(now: DateTime<Utc>, reviewer: usize) -> Submission {
    let texts = (
        "Which books never came back?",
        "I help out in the library of my faculty. Both queries answer with no rows at all, although I know that at \
         least my own three books are overdue. It fails without any error, help!",
    );
    Story::new(now, (31, 3, 20), STUDENT, "sql", texts, &[code!("loans", 1, "loans.sql")])
        .submitted()
        .after(40, 35)
        .claimed(reviewer)
        .says(
            Kind::Bug,
            Line("loans.sql", "l.returned_on = NULL"),
            "Nothing is ever *equal* to `NULL`, not even `NULL` itself: the comparison is unknown, and unknown rows \
             are left out. It has its own question, `IS NULL`. The same once more below.",
        )
        .suggesting(Some("WHERE l.returned_on IS NULL"))
        .says(
            Kind::Improvement,
            Line("loans.sql", "'2025-11-01'"),
            "Next year somebody has to remember to change this. `current_date - interval '1 year'` remembers it by itself.",
        )
        .suggesting(Some("  AND l.lent_on < current_date - interval '1 year'"))
        .says(
            Kind::Question,
            Lines("loans.sql", "SELECT p.name, count(*)", "GROUP BY p.name"),
            "Two people may have the same name. Do you want them to be counted as one?",
        )
        .says(Kind::Praise, Whole, "You say above each query what it is for. That helped me more than any documentation.")
        .reviewed(
            Verdict::FixThenShip,
            "One classic that everybody steps into once, twice in your file. With it out of the way the queries do \
             what you say they do.",
        )
        .after(6, 50)
        .replies(3, "Oh no, we have two Hannas. I will group by the id.")
        .applied(1)
        .finished("")
        .rated(Rated::Acceptable, "Right and friendly. I would have liked the second query to be corrected as well.", true)
        .told()
}
