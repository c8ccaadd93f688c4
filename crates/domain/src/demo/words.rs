//! What people write to and about each other. `{tutor}` and `{student}` stand for first names, `{subject}` for what is
//! taught.

use super::tutors::Subject;

pub(super) const RATINGS_5: &[&str] = &[
    "{tutor} found my gap in ten minutes and did not make me feel small about it.",
    "Exactly what I needed before the exam. Calm, clear and on time.",
    "I was nervous. After five minutes I was not.",
    "{tutor} asks a question and then really waits. That made the difference.",
    "Best hour of my week. We have already planned the next three.",
    "I have had four teachers for {subject}, and this is the first time that it stays.",
    "Prepared to the last detail, and still open for what I had brought.",
    "Patient, funny, precise.",
    "I left with a page of my own notes instead of somebody else's slides.",
    "My son came out of his room smiling. After {subject}. I have no further questions.",
    "{tutor} explained it three ways until one fitted. None of them was louder.",
    "Honest about what I can reach by June and what I cannot. I trust that.",
    "We used my own material from the first minute. Not a second was lost.",
    "Super clear. I would book again at once, and have.",
    "I passed! With a grade that I would not have dared to write down.",
    "Everything began on time, the picture and sound were good, and I learned a lot.",
    "{tutor} remembers what we did last time better than I do.",
    "No tricks, no shortcuts, and suddenly it was easy.",
    "I appreciated the summary afterwards: half a page, exactly the right half.",
    "A teacher who enjoys the subject. It is catching.",
    "We got through twice as much as I had hoped.",
    "I could say \"I still do not get it\" four times. The fifth time I did.",
    "Warm and strict in the right places.",
    "Finally someone who draws while talking.",
    "As an adult beginner I felt taken seriously.",
    "Worth every cent, and I am careful with cents.",
    "{tutor} noticed that I nod when I am lost. Nobody had noticed before.",
    "Small steps, big change. Thank you!",
    "The homework was short and hit exactly the right spot.",
    "I recommended {tutor} to my whole course.",
];

pub(super) const RATINGS_4: &[&str] = &[
    "Very good session; I would have liked a little more time for my own questions.",
    "Clear explanations. The connection dropped once, but we picked it up quickly.",
    "A good pace, perhaps a bit fast in the last ten minutes.",
    "{tutor} knows {subject} inside out. Some more exercises would help me.",
    "Helpful and friendly. We did not quite get to the last topic.",
    "Good structure, good examples. I still need to practise on my own.",
    "I understood the main thing. The details will take another session.",
    "Solid. I would book again before the next test.",
    "Kind and well prepared; the writing on the shared board was sometimes hard to read.",
    "We began five minutes late and made up for it.",
    "Learned a lot. A short summary at the end would make it perfect.",
    "I liked that {tutor} let me try first, even if it took longer.",
    "Good for the exam, a little dry in the middle.",
    "Very competent. I had to get used to the speed.",
    "Useful hour. Next time I will bring clearer questions.",
    "Nice atmosphere and real progress.",
    "Well explained; my microphone was the weak part.",
    "I got unstuck, which is what I had come for.",
];

pub(super) const RATINGS_3: &[&str] = &[
    "Fine, but we spent half the time on things I knew.",
    "{tutor} is friendly, and I had hoped for more structure.",
    "The explanations were all right; I could have read them in the book.",
    "It helped somewhat. We talk at very different speeds.",
    "Good knowledge, little patience for my detours.",
    "The first half was good, then we lost the thread.",
    "Okay for a first session. The level was not yet right for me.",
    "We had trouble with the sound for a quarter of an hour.",
    "I expected exercises and got a lecture. A decent one.",
    "Correct and polite, but I did not feel that it was about my question.",
];

pub(super) const RATINGS_2: &[&str] = &[
    "We began fifteen minutes late and ended on time.",
    "Too fast for me, also after I had said so.",
    "I had sent my material beforehand and it was not read.",
    "Mostly small talk. Nice small talk, but I had come for {subject}.",
    "The level was far above mine and we did not find a way down.",
    "The camera was off and I could not follow what was pointed at.",
];

pub(super) const RATINGS_1: &[&str] = &[
    "It was a different topic from the one I had asked for.",
    "We stopped after twenty minutes, and nothing came of it.",
    "I felt lectured, not taught. Not for me.",
    "Constant interruptions from a telephone in the background.",
];

/// All texts for so many stars.
pub(super) fn ratings(stars: i16) -> &'static [&'static str] {
    match stars {
        5 => RATINGS_5,
        4 => RATINGS_4,
        3 => RATINGS_3,
        2 => RATINGS_2,
        _ => RATINGS_1,
    }
}

pub(super) const THANKS: &[&str] = &[
    "Thank you, {student}! You did the hard part.",
    "It was a pleasure. See you next week, {student}.",
    "I am glad that it helped. Keep the sheet with the mistakes, it is gold.",
    "Thank you for the kind words, and good luck with the exam!",
    "That makes my day. Write to me how it went.",
    "You asked the right questions, {student}. That is most of it.",
    "Thank you! Next time we take the harder ones.",
    "Well earned. I only held the lamp.",
    "Thanks, {student}. Practise a little every day and it will stay.",
    "It was fun for me too.",
];

pub(super) const APOLOGIES: &[&str] = &[
    "Thank you for being frank. I would like to make up for it: the next half hour is on me.",
    "You are right about the pace. I have noted it for next time, {student}.",
    "I am sorry. I should have asked more at the beginning.",
    "Fair. I have changed my microphone since.",
    "Thank you, {student}; I have put together exercises for the part that we missed.",
];

pub(super) const ACCEPTED: &[&str] = &[
    "",
    "",
    "Gladly! Please send me the exercise sheet if you have it.",
    "Looking forward to it. Bring paper and a pen.",
    "Happy to help. Have a look at the last chapter before we meet.",
    "",
    "Yes! Tell me beforehand what you have tried, it saves us time.",
];

pub(super) const DECLINED: &[&str] = &[
    "I am away that day, sorry. Thursday would work.",
    "This goes beyond what I can teach well. A colleague with more experience is better for you.",
    "My week has filled up. Please try again from Monday.",
    "I am marking exams until the end of the month.",
    "",
];

pub(super) const CANCELLED: &[&str] = &[
    "I have caught a cold and can hardly speak.",
    "My shift was moved, I am sorry. I will ask for another time.",
    "Power cut here since this morning.",
    "The exam was postponed, so I would rather come later.",
    "Family matter, please excuse me.",
    "",
];

/// How a tutor works.
pub(super) const METHODS: &[&str] = &[
    "We begin with what you already know, because there is always more of it than you think.",
    "I ask a lot and talk little; you hold the pen.",
    "Each session ends with one thing to try until the next.",
    "I keep a shared notebook for every student, so that nothing gets lost between sessions.",
    "I like mistakes: they show where to dig.",
    "First a picture, then words, then the formal part.",
    "I record nothing, but you get half a page of notes the same evening.",
    "We take one real task and stay with it until it is done.",
    "If something does not fit, I change the way, not the volume.",
    "I plan backwards from your date: exam, interview or journey.",
    "You choose the topic, I choose the order.",
    "Ten minutes of warm-up, forty of work, ten to look back.",
    "I give short exercises that you can do on a bus.",
    "We speak slowly, write clearly and laugh now and then.",
];

/// Whom a tutor is for.
pub(super) const FITS: &[&str] = &[
    "I am a good fit if you have tried alone for a while and are stuck.",
    "Beginners are welcome, and so are people who begin for the third time.",
    "I work best with people who want to understand and not only to pass, although most do both.",
    "Parents: I answer your questions too, but I speak to your child first.",
    "I enjoy teaching adults who come home tired and still want to learn something.",
    "If you have a date in mind, tell me; I like dates.",
    "Shy people do well with me, so I am told.",
    "I am strict about being on time and about nothing else.",
    "I teach people with dyslexia and attention problems, and have learned much from them.",
    "I take few students at a time, so that I remember every one.",
];

/// A last, personal line.
pub(super) const CLOSINGS: &[&str] = &[
    "When I do not teach I bake, mostly bread.",
    "On Sundays I am in the mountains and cannot be reached, which is the point.",
    "I drink too much coffee and apologise in advance for the cup in the picture.",
    "My cat attends most sessions and has never asked a question.",
    "Outside of this I sing in a choir, badly and happily.",
    "I also mend bicycles for the neighbourhood.",
    "I am learning the kora, so I know what it is to be a beginner.",
    "My two children are my strictest critics.",
    "Write to me in whichever of my languages you like.",
    "I look forward to your first question.",
    "I grow chillies on the balcony and lose at chess.",
];

/// A line that students write about themselves.
pub(super) const STUDENTS: &[&str] = &[
    "First year at university, second attempt at mathematics.",
    "Nurse on night shifts, learning in between.",
    "I want to understand what my children bring home.",
    "Apprentice carpenter who needs numbers after all.",
    "Preparing for the entrance exam in summer.",
    "Working in a call centre, learning to program at night.",
    "New in the country and working on the language.",
    "Retired engineer with time for all the things I skipped.",
    "School, eleventh grade, exam in May.",
    "I translate for a living and want to read contracts better.",
    "I run a small shop and do the books myself.",
    "Musician by heart, accountant by day.",
    "Master's student writing the last chapter.",
    "I like to know why things work.",
];

/// A subject as it is said within a sentence: `algebra`, but `English`, `SQL` and `Rust`.
pub(super) fn spoken(subject: &Subject) -> String {
    let is_name = ["Languages", "Programming"].contains(&subject.area.as_str());
    let mut letters = subject.name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !is_name && second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => subject.name.clone(),
    }
}

/// With a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Puts names into a text.
pub(super) fn fill(text: &str, tutor: &str, student: &str, subject: &str) -> String {
    text.replace("{tutor}", tutor).replace("{student}", student).replace("{subject}", subject)
}
