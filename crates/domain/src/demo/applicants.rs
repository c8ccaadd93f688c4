//! Students who want to teach, each further than the one before.

use super::people::People;

/// Somebody who applies.
pub(super) struct Applicant {
    /// Their place among the people.
    pub person: usize,
    pub state: &'static str,
    pub headline: &'static str,
    pub about: &'static str,
    pub statement: &'static str,
    /// Subject, level, evidence.
    pub claim: (&'static str, &'static str, &'static str),
    pub languages: &'static [&'static str],
    /// When it was sent, or begun.
    pub hours_ago: i32,
    /// Part that is to be changed, and what a moderator says.
    pub answer: Option<(&'static str, &'static str)>,
}

pub(super) fn applicants() -> [Applicant; 6] {
    [
        Applicant {
            person: People::student(3),
            state: "submitted",
            headline: "School maths for those who were told they cannot do it",
            about: "I was bad at maths until somebody showed me that the steps in the book leave out half of the thinking. I show all of it, and we stop where it does not hold.",
            statement: "I have helped in the homework club of my old school for four years, and I see every week how little it takes. I ask more than I explain: once a student can say where they are stuck, the rest is mostly patience.",
            claim: ("algebra", "school", "Homework club of Gymnasium Altona, four years, twice a week"),
            languages: &["de", "en"],
            hours_ago: 71,
            answer: None,
        },
        Applicant {
            person: People::student(17),
            state: "submitted",
            headline: "Python from the first line to your own small tool",
            about: "I write Python for a living and teach it as I learned it: something small that works, then a question, then something a little larger.",
            statement: "At work I look after the two people who join each year. I know which errors stop beginners for an evening, and how to read them without fear. Each session ends with a program that runs.",
            claim: ("python", "professional", "Backend developer since 2019, see github.com/example/tools"),
            languages: &["en"],
            hours_ago: 26,
            answer: None,
        },
        Applicant {
            person: People::student(42),
            state: "submitted",
            headline: "Statistics that you can explain to your supervisor",
            about: "Bring your data and your question. We find out together what can be said of it, and what cannot, and you write the sentence yourself.",
            statement: "I was a teaching assistant for statistics in two terms. Most questions were not about formulas but about what a number means, and I would like to go on answering these.",
            claim: ("statistics", "university", "M.Sc. Psychology, Addis Ababa 2022; assistant in two terms"),
            languages: &["am", "en"],
            hours_ago: 5,
            answer: None,
        },
        Applicant {
            person: People::student(58),
            state: "changes_wanted",
            headline: "German for everyday life and for offices",
            about: "We talk from the first minute, and write down afterwards what you wanted to say. Letters from offices are welcome.",
            statement: "German is my third language, so I remember what is hard about it. I teach in small steps, with a lot of talking, and I correct what stands in the way of being understood.",
            claim: ("german", "school", "I speak it every day"),
            languages: &["de", "es"],
            hours_ago: 50,
            answer: Some((
                "evidence",
                "Could you say where you learned German, and whether you have taught it before? A certificate or a line about your pupils is enough.",
            )),
        },
        Applicant {
            person: People::student(77),
            state: "declined",
            headline: "Law exams, passed quickly",
            about: "Answers to the exams of the last years, ready to be learned by heart, for all faculties of the country.",
            statement: "I have collected the exams of nine years with good answers. Whoever learns them passes. I sell them with a session in which I explain how to use them best.",
            claim: ("law", "university", "Collected over nine years"),
            languages: &["en"],
            hours_ago: 200,
            answer: Some((
                "about",
                "We do not offer answers to be learned by heart. You are welcome to apply with lessons in which students come to understand the law.",
            )),
        },
        Applicant {
            person: People::student(91),
            state: "draft",
            headline: "Piano for adults",
            about: "",
            statement: "",
            claim: ("piano", "school", ""),
            languages: &[],
            hours_ago: 30,
            answer: None,
        },
    ]
}
