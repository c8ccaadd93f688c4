//! Conversations that are not over.

use chrono::{DateTime, Utc};
use contract::reviews::{Kind, Level, Urgency, Verdict};

use super::{
    Cast, Submission,
    story::{
        Spot::{File, Line, Lines, Whole},
        Story, code,
    },
};
use crate::demo::people::{REVIEWER, STUDENT, TUTOR};

pub(super) fn submissions(cast: &mut Cast<'_>, now: DateTime<Utc>) -> Vec<Submission> {
    vec![
        budget(now),
        songs(now, cast.next()),
        retry(now, cast.next(), cast.next()),
        bakery(now, cast.next(), cast.next()),
    ]
}

/// The known student has a review to read, with something of everything.
fn budget(now: DateTime<Utc>) -> Submission {
    let texts = (
        "A budget book on the command line",
        "My first Rust program that I use every day: it reads lines like `2026-03-01;food;-12.50` and adds them up. \
         It works, and now I would like to know what someone who writes Rust for a living would do \
         differently.\n\nThe order of the categories changes with every run. I can live with that, but it puzzles \
         me.",
    );
    let files = [code!("budget", 1, "budget.rs"), code!("budget", 1, "main.rs")];
    let sums = "    let mut sums = HashMap::new();\n    for entry in entries {\n        \
                *sums.entry(entry.category.clone()).or_insert(0.0) += entry.amount;\n    }\n    sums";
    Story::new(now, (4, 2, 50), STUDENT, "rust", texts, &files)
        .urgency(Urgency::ThisWeek)
        .asking("Why do the categories come in another order each time?")
        .submitted()
        .after(69, 12)
        .claimed(REVIEWER)
        .answers(
            1,
            "A `HashMap` makes no promise about order, and Rust even mixes in a random number at every start, so that \
             nobody can slow your program down with chosen keys. Take a `BTreeMap` instead: the same methods, and its \
             keys come sorted. You only have to change the two types and the `use`.",
        )
        .says(
            Kind::Bug,
            Line("budget.rs", "unwrap_or(0.0)"),
            "An amount with a typing error, `-12,50` for example, silently counts as nothing here, and so does a line \
             with four fields one `if` further up. In a book about money I would rather hear of it. Could `parse` \
             return a `Result` that names the line?",
        )
        .says(
            Kind::Improvement,
            Lines("budget.rs", "let mut sums", "    sums"),
            "This looks the same key up three times. `entry` does it once, and says exactly what you mean: the sum of \
             this category, 0 if there is none yet.",
        )
        .suggesting(Some(sums))
        .says(
            Kind::Question,
            Line("budget.rs", "pub amount: f64"),
            "Have you thought about counting in cents, as an `i64`? 0.1 + 0.2 is not quite 0.3 in an `f64`. For a \
             household it may never show, so I really am asking and not telling.",
        )
        .says(
            Kind::Praise,
            Lines("budget.rs", "#[cfg(test)]", "assert_eq!(entries[0].amount"),
            "A test in the first program! And splitting the reading from the printing is what makes it possible at \
             all. Well done.",
        )
        .reviewed(
            Verdict::FixThenShip,
            "Clear names, two small modules, and each does one thing: I could follow it at once. The one thing that I \
             would change before you trust it with your money is what happens to lines that cannot be read. The rest \
             is about habits that will come by themselves.",
        )
        .after(3, 40)
        .replies(4, "I had not thought of it at all! Cents it is, I will try that at the weekend.")
        .told()
}

/// The known reviewer has a second iteration to look at.
fn songs(now: DateTime<Utc>, author: usize) -> Submission {
    let texts = (
        "Counting the words of song texts",
        "It prints the ten most frequent words. For one song it is fine; for all 800 songs of my collection in one \
         file it runs for minutes. Where does the time go? And is the rest good Python?",
    );
    let files = [code!("songs", 1, "words.py")];
    let counted = "        result[word] = result.get(word, 0) + 1";
    Story::new(now, (6, 4, 10), author, "python", texts, &files)
        .level(Level::Intermediate)
        .submitted()
        .after(21, 30)
        .claimed(REVIEWER)
        .says(
            Kind::Bug,
            Lines("words.py", "if word not in result.keys()", "all_words.count(word)"),
            "Here goes your time: `all_words.count` walks through the *whole* list, once for each different word. \
             Counting as you go needs a single walk.",
        )
        .suggesting(Some(counted))
        .says(
            Kind::Improvement,
            Lines("words.py", "f = open(path)", "text = f.read()"),
            "The file is never closed, and its encoding depends on the computer. `with open(path, encoding=\"utf-8\") \
             as f:` takes care of both.",
        )
        .says(
            Kind::Question,
            Line("words.py", "word = word.lower()"),
            "The text was made lower case in `words` already. Is there a case in which this line still changes something?",
        )
        .says(
            Kind::Improvement,
            Lines("words.py", "pairs = []", "return pairs[0:n]"),
            "`collections.Counter` has all of this built in, as `most_common(n)`. If you wanted to write it yourself \
             for the exercise, leave it.",
        )
        .says(
            Kind::Praise,
            Line("words.py", "__main__"),
            "With this line the functions can be imported and tried out one by one. Many leave it out.",
        )
        .reviewed(
            Verdict::NeedsWork,
            "The structure is just right: read, count, sort, print. One line makes it slow, and you will laugh when \
             you see which one. Please have a look at the open file as well.",
        )
        .after(26, 5)
        .applied(1)
        .after(0, 20)
        .replies(3, "No, it was left over from before I had `words`. I will take it out together with the rest.")
        .said_fixed(3)
        .replies(4, "I did want to write it myself once, so I would rather leave it.")
        .dropped(4)
        .replies(2, "Do I need the encoding even if all of my files come from the same computer?")
        .told()
}

/// Two reviewers who did not see each other's words.
fn retry(now: DateTime<Utc>, author: usize, other: usize) -> Submission {
    let texts = (
        "Fetching again with a growing pause",
        "We want to use this in three places at work, so I would like two opinions. I am not sure about the types, \
         and about what should happen with an answer like 404, where trying again makes no sense.",
    );
    let files = [code!("retry", 1, "retry.ts"), code!("retry", 1, "retry.test.ts")];
    Story::new(now, (8, 1, 30), author, "typescript", texts, &files)
        .level(Level::Intermediate)
        .second_opinion()
        .submitted()
        .after(30, 15)
        .claimed(TUTOR)
        .says(
            Kind::Bug,
            Line("retry.ts", "i <= attempts"),
            "Off by one: with `attempts: 3` this fetches four times. A test with `toHaveBeenCalledTimes` for the case \
             in which everything fails would have caught it.",
        )
        .suggesting(Some("  for (let i = 0; i < attempts; i++) {"))
        .says(
            Kind::Bug,
            Line("retry.ts", "options.attempts || 3"),
            "`0` counts as missing here. `??` asks only for `undefined` and `null`.",
        )
        .suggesting(Some("  const attempts = options.attempts ?? 3;"))
        .says(
            Kind::Praise,
            Line("retry.test.ts", "mockRejectedValueOnce"),
            "Nice: the test neither needs a server nor waits for real.",
        )
        .reviewed(
            Verdict::FixThenShip,
            "Short and readable. Two small slips in the counting, both easy to put right, and a test for giving up \
             would make sure that they stay away.",
        )
        .after(19, 25)
        .claimed(other)
        .says(
            Kind::Improvement,
            Line("retry.ts", "Promise<any>"),
            "`any` switches the checks off for everyone who calls this. What about `fetchWithRetry<T>(…): \
             Promise<T>`, or `unknown`, so that the caller has to look at what came?",
        )
        .says(
            Kind::Bug,
            Lines("retry.ts", "if (response.ok)", "      }"),
            "To your question: an answer below 500 will be the same next time, so I would throw at once, with the \
             status in the message. Only what is 500 or more, 429, and no answer at all deserve another attempt.",
        )
        .says(
            Kind::Improvement,
            Line("retry.ts", "await sleep(pause)"),
            "After the last attempt it still waits before it gives up; with the defaults more than a second for nothing.",
        )
        .reviewed(
            Verdict::NeedsWork,
            "A good idea to have this in one place. I would settle first which answers are worth another attempt; the \
             rest follows from that.",
        )
        .told()
}

/// Neither side knows who the other is.
fn bakery(now: DateTime<Utc>, author: usize, reviewer: usize) -> Submission {
    let texts = (
        "My very first web page, please be gentle",
        "A page for the bakery of my aunt. On my phone one has to scroll sideways and the menu lies on top of the \
         picture. I have never shown code to anybody, so I would like to stay unknown for now.",
    );
    let files = [code!("bakery", 1, "index.html"), code!("bakery", 1, "style.css")];
    let menu = "    <nav class=\"menu\">\n      <a href=\"#bread\">Bread</a>\n      \
                <a href=\"#hours\">Opening hours</a>\n    </nav>";
    Story::new(now, (10, 6, 45), author, "html", texts, &files)
        .anonymous()
        .submitted()
        .after(47, 20)
        .claimed(reviewer)
        .says(
            Kind::Bug,
            Lines("style.css", "position: absolute", "width: 1200px"),
            "These two make the trouble on the phone: 1200 pixels are wider than any phone, and `absolute` takes the \
             bar out of the page, so that everything else slides under it. Leave both away and it falls into place.",
        )
        .says(
            Kind::Improvement,
            Lines("index.html", "<div class=\"menu\">", "    </div>"),
            "For jumping to a place on the page there are links. They work with the keyboard, can be opened in a new \
             tab, and need no script.",
        )
        .suggesting(Some(menu))
        .says(
            Kind::Improvement,
            Line("index.html", "<img"),
            "An `alt` text tells those who do not see the picture what is on it: `alt=\"Loaves on a wooden shelf\"`, say.",
        )
        .says(
            Kind::Improvement,
            File("style.css"),
            "The light brown on the light yellow is hard to read, above all outside in the sun. The colour of a crust \
             would still fit a bakery.",
        )
        .says(Kind::Praise, Whole, "The texts are lovely. I want to go there at half past six and buy bread.")
        .reviewed(
            Verdict::FixThenShip,
            "Thank you for showing it! All that is needed is there, in the right order, and the words are better than \
             on most pages that I know. Start with the two lines in `style.css`, then look at it on your phone again: \
             that will be most of it.",
        )
        .told()
}
