//! What tutors and students of each field say, so that a page about chemistry reads like chemistry.

/// A family of subjects with the same vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Maths,
    Science,
    Code,
    Language,
    Words,
    Business,
    Music,
    Arts,
}

impl Field {
    pub(super) const COUNT: usize = 8;

    /// The field of a subject, by the area it stands under.
    pub(super) fn of(area: &str, slug: &str) -> Self {
        match (area, slug) {
            (_, "law") => Self::Words,
            (_, "drawing") => Self::Arts,
            ("Mathematics", _) => Self::Maths,
            ("Natural sciences" | "Engineering", _) => Self::Science,
            ("Programming" | "Computer science", _) => Self::Code,
            ("Languages", _) => Self::Language,
            ("Arts", _) => Self::Music,
            ("Business and law", _) => Self::Business,
            _ => Self::Words,
        }
    }

    /// `{subject}` stands for what is taught, as it is said within a sentence.
    pub(super) fn headlines(self) -> &'static [&'static str] {
        match self {
            Self::Maths => &[
                "{subject} from the picture to the proof",
                "{subject}, one honest step at a time",
                "Patient {subject} for people who were told they cannot",
                "{subject} that still makes sense the morning after",
                "Exam-ready {subject} without the panic",
                "From \"I am lost\" to \"let me show you\": {subject}",
                "{subject} by way of puzzles and good questions",
                "Clear {subject} for school, university and stubborn adults",
                "We find the step where {subject} got away from you",
            ],
            Self::Science => &[
                "{subject} with experiments you can do in a kitchen",
                "{subject}: why first, formula second",
                "Understand {subject}, then pass it too",
                "{subject} from someone who works in a lab by day",
                "Past papers, clear sketches, calm {subject}",
                "{subject} for entrance exams and curious grown-ups",
                "The story behind {subject}, and the marks as well",
                "{subject} in plain words, with exact answers",
            ],
            Self::Code => &[
                "{subject} on real code, not on slides",
                "Working engineer, patient teacher: {subject}",
                "{subject} by building something small every week",
                "I read your code aloud with you: {subject}",
                "{subject} for career changers",
                "From tutorial to first pull request: {subject}",
                "{subject}, debugging and the habit of small steps",
                "Error messages are letters to you: {subject}",
                "{subject} with tests from the first lesson",
            ],
            Self::Language => &[
                "{subject} that you speak from the first minute",
                "{subject} for work, travel and in-laws",
                "Conversation first: {subject} with a native ear",
                "{subject} exams, with stories instead of lists",
                "Gentle corrections, steady progress: {subject}",
                "{subject} through films, songs and the newspaper",
                "Find your own voice in {subject}",
                "{subject} for people who think they are bad at languages",
            ],
            Self::Words => &[
                "{subject}: from blank page to clear argument",
                "Read closely, write plainly: {subject}",
                "{subject} for essays you are proud of",
                "A second pair of eyes for {subject}",
                "{subject} with sources, maps and good arguments",
                "Think it through together: {subject}",
                "{subject} at your own pace, with honest comments",
            ],
            Self::Business => &[
                "{subject} with numbers from real companies",
                "{subject} explained over one good example",
                "From textbook to decision: {subject}",
                "{subject} for founders and for exams",
                "Practical {subject} by someone who does it all week",
                "Make sense of {subject} before the deadline",
                "{subject}: the models, and when they lie",
            ],
            Self::Music => &[
                "{subject} for beginners of every age",
                "{subject}: slow practice, quick joy",
                "{subject} with pieces you actually like",
                "Train the ear, then the fingers: {subject}",
                "{subject} without fear of wrong notes",
            ],
            Self::Arts => &[
                "{subject}: learn to see first",
                "From first lines to a first portfolio: {subject}",
                "{subject} with a pencil and no fear",
            ],
        }
    }

    /// How a tutor of this field came to it.
    pub(super) fn roads(self) -> &'static [&'static str] {
        match self {
            Self::Maths => &[
                "I studied mathematics because a teacher once let me be wrong for a whole hour, and it was the best hour of the year.",
                "For eleven years I have taught the classes that others call difficult.",
                "I finished my doctorate in number theory and found that I like explaining more than publishing.",
                "I came to mathematics late, as an electrician, so I remember well what it is like not to see it.",
                "I mark final exams for the ministry, so I know where points are lost and how to keep them.",
                "I write problems for a regional olympiad and teach the rest of the week.",
            ],
            Self::Science => &[
                "I run a teaching laboratory at a university hospital and like nothing more than a good \"why\".",
                "After eight years in water quality I know which formulas people really use.",
                "I teach at a secondary school in the mornings and here in the evenings.",
                "My research is about soil; my evenings are about making it all less mysterious.",
                "I trained as a pharmacist and tutored my way through every exam.",
                "I used to build instruments for an observatory, and still solder more than I should.",
            ],
            Self::Code => &[
                "I have written payment software for nine years and broken it in most ways there are.",
                "I taught myself to program at twenty-six, from a library computer, and now lead a small team.",
                "By day I keep a railway's timetable servers alive.",
                "I maintain two open source projects and review code nearly every day.",
                "I taught at a coding school for four years and kept the parts that worked.",
                "I came from physics to programming and never left.",
            ],
            Self::Language => &[
                "I grew up between two languages and a grandmother who corrected both.",
                "I have a teaching certificate, eight years of evening classes and a large box of newspaper cuttings.",
                "I worked as an interpreter at the regional court before I began to teach.",
                "I have learned four languages as an adult, so I know the plateau you are standing on.",
                "I edit subtitles for a living, which is a good school for what people really say.",
                "I prepare nurses and engineers for their language exams, and most of them pass.",
            ],
            Self::Words => &[
                "I edited a quarterly for six years and learned to cut my own sentences first.",
                "I teach at a secondary school and read more drafts than novels, which I do not regret.",
                "I studied in three countries and wrote badly in all of them before someone showed me how.",
                "I worked in an archive for seven years and still get excited about a good footnote.",
                "I was a debate coach before I was a teacher, and it shows.",
            ],
            Self::Business => &[
                "I audited small companies for ten years and now teach what I wish they had known.",
                "I run a bakery with my sister; the spreadsheets are mine.",
                "I worked at a central bank and discovered that I like explaining it more than doing it.",
                "I teach evening classes for managers and tutor students at weekends.",
                "I have started three companies; the second one taught me most, by failing.",
            ],
            Self::Music => &[
                "I play in a wedding band at weekends and teach the rest of the week.",
                "I studied at the conservatory, then spent five years unlearning the fear it gave me.",
                "I have taught people from six to seventy-eight, and the oldest practised most.",
                "I accompany a choir and two dance schools, so I have seen every kind of rhythm.",
            ],
            Self::Arts => &[
                "I have drawn for newspapers and children's books for a long time.",
                "I trained as an architect and kept the sketchbook when I left.",
                "I teach life drawing on Thursdays and here on the other days.",
            ],
        }
    }

    /// What students ask for; `{subject}` and `{tutor}` (the first name) are filled in.
    pub(super) fn requests(self) -> &'static [&'static str] {
        match self {
            Self::Maths => &[
                "I can follow the examples but get stuck as soon as the numbers change. Could we do three problems together?",
                "My exam in {subject} is in four weeks and I have not found a way to begin. I have the past papers.",
                "I am helping my daughter with {subject} and notice that I have forgotten how it works.",
                "I keep losing signs and minus symbols. I would like a method against it.",
                "Could you look at my proof? I think step four is wrong, and I cannot say why.",
                "Word problems. I understand every word and then nothing.",
                "I am going back to university at 34 and need {subject} again from the ground up.",
            ],
            Self::Science => &[
                "I have a lab report due and do not know what my graph is telling me.",
                "We did this in class in twenty minutes and I need about two hours of it.",
                "I need {subject} for the entrance exam and would like to plan the next two months with you.",
                "I can do the formula but not explain it, and the oral exam is next month.",
                "Could we go through the multiple choice paper from last year? I got 19 of 40.",
                "I need to freshen up {subject} for a course at work, and have three weeks.",
            ],
            Self::Code => &[
                "My program works on my machine and nowhere else. I would like to learn how to find out why.",
                "I have finished two courses and still cannot start a project on an empty page.",
                "Could we read through my pull request together before I send it?",
                "I have an interview next week and freeze when someone watches me type.",
                "I would like to understand what actually happens when a request comes in.",
                "I want to move from spreadsheets to {subject} for my job at the clinic.",
                "My tests are slow and I am afraid to change anything. Where would you begin?",
            ],
            Self::Language => &[
                "I understand nearly everything and say nearly nothing. I would like to talk about ordinary things.",
                "I move in three months and need {subject} for flats, doctors and the office.",
                "I have an oral exam soon. Could we practise with a clock?",
                "I would like to read the newspaper in {subject} without a dictionary. Shall we take one article each time?",
                "Please correct me strictly; my friends are too polite.",
                "My partner's family speaks {subject} at dinner and I want to follow the jokes.",
            ],
            Self::Words => &[
                "I have 2,000 words of notes and no argument. Could we find one?",
                "My teacher says that my paragraphs \"do not breathe\". I do not know what to do about it.",
                "I apply for a scholarship and would like a second reader for my letter.",
                "We read the text twice in class and I still miss what everyone else sees.",
                "I need a plan for my term paper: the topic is fixed, everything else is open.",
            ],
            Self::Business => &[
                "I do not understand why the cash flow is negative when we made a profit.",
                "I have to present our numbers to the board and would like to practise with someone who asks hard questions.",
                "My exam is about models, and I mix them up. Could we draw them once properly?",
                "I plan to open a small shop and want to see whether the numbers can work.",
                "Could you help me read an annual report? I have brought one.",
            ],
            Self::Music => &[
                "I have played for a year on my own and picked up bad habits. Please be strict.",
                "I want to surprise my mother on her birthday with one song, played well.",
                "I stopped as a child and would like to begin again without the fear.",
                "I can read the notes but not keep the time. Could we work on that?",
            ],
            Self::Arts => &[
                "I would like to put together a portfolio by spring and need honest eyes.",
                "My faces all look like the same person. What am I doing?",
                "I want to draw in the train without hiding the book.",
            ],
        }
    }

    /// A sentence of praise that fits the field.
    pub(super) fn praise(self) -> &'static [&'static str] {
        match self {
            Self::Maths => &[
                "I did the next three problems alone.",
                "For the first time a proof felt like a story and not like a trick.",
                "The drawing of the parabola is now on my wall.",
                "I found my sign errors myself by the end.",
                "We went back to fractions for ten minutes, and that was exactly the gap.",
            ],
            Self::Science => &[
                "The example with the pressure cooker will stay with me.",
                "I could explain the graph to my lab partner afterwards.",
                "I finally know when to use which formula, and why.",
                "We worked through two past questions and I saw the pattern.",
                "Units first, then numbers: that alone was worth it.",
            ],
            Self::Code => &[
                "My code got half as long and twice as clear.",
                "I learned to read the error before I panic.",
                "We wrote a failing test first, and then it was easy.",
                "I left with a working branch and a list of three things to try.",
                "I now know what to look at when it only fails in production.",
            ],
            Self::Language => &[
                "I spoke for forty minutes without noticing.",
                "The notes with my typical mistakes arrived the same evening.",
                "I ordered dinner on the phone the next day.",
                "Corrections came at the right moment, not in the middle of a sentence.",
                "We laughed a lot, and the past tense came along by itself.",
            ],
            Self::Words => &[
                "My introduction is one paragraph now, not three pages.",
                "I understood the poem without being told what to think.",
                "The argument was there all along; I just could not see it.",
                "I got useful comments, not only red marks.",
            ],
            Self::Business => &[
                "I understood the balance sheet of my own company.",
                "The board asked exactly the questions we had practised.",
                "I can draw the model now, and say when it does not hold.",
                "One good example instead of twenty slides.",
            ],
            Self::Music => &[
                "I played the whole piece through at the end, slowly but whole.",
                "Ten minutes a day, exactly planned: it works.",
                "I was not afraid of the wrong notes.",
                "I hear the bass line in everything now.",
            ],
            Self::Arts => &[
                "I see light and shadow on everything now.",
                "My hands look like hands.",
                "I filled half a sketchbook this week.",
            ],
        }
    }
}
