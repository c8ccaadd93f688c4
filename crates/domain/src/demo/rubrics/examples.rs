//! Two rubrics, and code to try one's eye on.

use super::{Criterion, Example, Rubric};

/// For every language that has none of its own.
pub(super) fn any() -> Rubric {
    Rubric {
        title: "Can others work with it?",
        about: "Four things that somebody who takes this code over would be glad about. They are looked at one by one: code \
                that is wrong can still be easy to read.",
        language: None,
        criteria: vec![
            Criterion {
                title: "Right",
                description: "Does it do what its author says it should, for ordinary input?",
                levels: ["Mostly not", "Now and then", "Apart from edges", "Always"],
                weight: 3,
            },
            Criterion {
                title: "Readable",
                description: "Names, shape, and words where the code cannot speak for itself.",
                levels: ["A riddle", "With effort", "With a few stumbles", "At first sight"],
                weight: 2,
            },
            Criterion {
                title: "Prepared",
                description: "What happens when input is empty, missing, huge or wrong?",
                levels: [
                    "Nobody thought of it",
                    "The worst is caught",
                    "The likely is handled",
                    "It says what is wrong",
                ],
                weight: 2,
            },
            Criterion {
                title: "Lean",
                description: "Nothing that it does not need, nothing twice.",
                levels: ["Most could go", "Much could go", "A line or two could go", "Nothing could go"],
                weight: 1,
            },
        ],
        examples: vec![
            Example {
                title: "A total that loses cents",
                about: "Adds up a basket, with a discount from 100 on. Customers write that totals are off by a cent.",
                path: "basket.js",
                text: BASKET,
                reference: vec![
                    (
                        1,
                        "0.1 + 0.2 is not 0.3: prices in floating point drift. Count cents. The discount itself is right.",
                    ),
                    (2, "Short and in order, but t and i could have names, and 0.95 should say what it is."),
                    (0, "No basket, a price that is a string, a quantity below nothing: all go through in silence."),
                    (2, "The flag is not needed: compare the sum where it is used."),
                ],
            },
            Example {
                title: "A port from the settings",
                about: "Reads `port=8080` from a file. A missing port means 80; anything else that is wrong should be said.",
                path: "port.rs",
                text: PORT,
                reference: vec![
                    (3, "Every line is looked at, the last word counts, and numbers that are no port are refused."),
                    (3, "One thing a function, and the names say what comes out."),
                    (3, "The one who gets the error reads the line and what was wrong with it."),
                    (2, "`to_owned` of the whole line is only needed for the message, but it is cheap."),
                ],
            },
            Example {
                title: "Who has not paid",
                about: "Lists members without a payment this year, for a reminder by mail.",
                path: "unpaid.go",
                text: UNPAID,
                reference: vec![
                    (2, "Right, apart from a payment on New Year's Eve in another zone."),
                    (1, "Three loops in each other, and `x`, `xx`, `ok2`: one has to hold all of it in one's head."),
                    (1, "Members without an address end up in the list and break the mailing."),
                    (1, "A set of those who paid makes two of the loops go."),
                ],
            },
        ],
    }
}

pub(super) fn python() -> Rubric {
    Rubric {
        title: "Python in small steps",
        about: "For first programs. Say what is good as exactly as what is not.",
        language: Some("python"),
        criteria: vec![
            Criterion {
                title: "Works",
                description: "For the input that the author thinks of, and for the first one that they do not.",
                levels: ["It does not run", "For one case", "For most", "For all"],
                weight: 3,
            },
            Criterion {
                title: "Named well",
                description: "A name says what a thing is for, not what type it has.",
                levels: ["x, y, data", "Half of them", "Nearly all", "All of them"],
                weight: 1,
            },
            Criterion {
                title: "In Python's own way",
                description: "Loops over things and not over numbers, the library where it has what is needed.",
                levels: ["Another language", "Here and there", "Mostly", "Throughout"],
                weight: 2,
            },
        ],
        examples: vec![
            Example {
                title: "The average of marks",
                about: "My first function. Is it right?",
                path: "average.py",
                text: AVERAGE,
                reference: vec![
                    (2, "Right, until a class has no marks: then it divides by nothing."),
                    (1, "`l` and `s` are what they are made of; `marks` and `total` are what they are for."),
                    (1, "`sum(marks) / len(marks)` says all of it in one line."),
                ],
            },
            Example {
                title: "Words that come most often",
                about: "Counts the words of a text and shows the ten most frequent.",
                path: "words.py",
                text: WORDS,
                reference: vec![
                    (3, "Upper case and punctuation are taken care of, and an empty text gives an empty list."),
                    (3, "Each name can be read aloud."),
                    (3, "`Counter.most_common` is exactly what is needed here."),
                ],
            },
        ],
    }
}

const BASKET: &str = "\
function total(basket) {
  let t = 0;
  let discount = false;
  for (let i = 0; i < basket.length; i++) {
    t = t + basket[i].price * basket[i].quantity;
  }
  if (t >= 100) {
    discount = true;
  }
  if (discount == true) {
    t = t * 0.95;
  }
  return t;
}
";

const PORT: &str = "\
/// The port that the settings ask for; 80 if they say nothing.
pub fn port(settings: &str) -> Result<u16, String> {
    let mut port = 80;
    for line in settings.lines() {
        if let Some(value) = line.trim().strip_prefix(\"port=\") {
            port = parse(value).map_err(|why| format!(\"{}: {why}\", line.to_owned()))?;
        }
    }
    Ok(port)
}

fn parse(value: &str) -> Result<u16, String> {
    match value.trim().parse() {
        Ok(0) => Err(\"0 is no port\".into()),
        Ok(port) => Ok(port),
        Err(_) => Err(format!(\"{value:?} is not a number from 1 to 65535\")),
    }
}
";

const UNPAID: &str = "\
package club

import \"time\"

func Unpaid(members []Member, payments []Payment, now time.Time) []string {
\tvar x []string
\tfor _, m := range members {
\t\tok2 := false
\t\tfor _, p := range payments {
\t\t\tif p.MemberID == m.ID {
\t\t\t\tif p.At.Year() == now.Year() {
\t\t\t\t\tok2 = true
\t\t\t\t}
\t\t\t}
\t\t}
\t\tif !ok2 {
\t\t\tdouble := false
\t\t\tfor _, xx := range x {
\t\t\t\tif xx == m.Mail {
\t\t\t\t\tdouble = true
\t\t\t\t}
\t\t\t}
\t\t\tif !double {
\t\t\t\tx = append(x, m.Mail)
\t\t\t}
\t\t}
\t}
\treturn x
}
";

const AVERAGE: &str = "\
def average(l):
    s = 0
    for i in range(0, len(l)):
        s = s + l[i]
    return s / len(l)


print(average([1, 2, 3]))
";

const WORDS: &str = "\
from collections import Counter
import re


def most_frequent(text, count=10):
    words = re.findall(r\"[\\w']+\", text.lower())
    return Counter(words).most_common(count)


if __name__ == \"__main__\":
    with open(\"text.txt\", encoding=\"utf-8\") as file:
        for word, times in most_frequent(file.read()):
            print(f\"{times:5} {word}\")
";
