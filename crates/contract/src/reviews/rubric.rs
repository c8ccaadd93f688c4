//! Forms of rubrics. A criterion is known by its number from 1, in the names of its fields too: `level3`, `words3`.

use super::submit::{NewFile, pasted};
use crate::{AppError, CommandKey, Fields, Pairs, Problem, RubricId};

/// Criteria of one rubric.
pub const CRITERIA_MIN: u8 = 2;
pub const CRITERIA_MAX: u8 = 8;
/// The highest level; the lowest is 0.
pub const LEVEL_MAX: u8 = 3;
/// The most that a criterion can count; the least is 1.
pub const WEIGHT_MAX: u8 = 5;

/// Something that code is looked at for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    pub title: String,
    pub description: String,
    /// What each level means, from 0.
    pub levels: [String; 4],
    pub weight: u8,
}

/// A rubric on its way to being a draft.
#[derive(Clone, Debug)]
pub struct MakeRubric {
    pub key: CommandKey,
    pub title: String,
    /// Markdown.
    pub about: String,
    /// A language's slug; empty: for any.
    pub language: String,
    pub criteria: Vec<Criterion>,
}

impl MakeRubric {
    /// Criteria of which nothing is filled in are none.
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (title, about) = (f.line("title", 3, 120), f.text("about", 1, 2_000));
        let language = f.line("language", 0, 40);
        let filled: Vec<u8> = (1..=CRITERIA_MAX).filter(|n| is_filled(&f, *n)).collect();
        for n in (1..=CRITERIA_MAX).filter(|n| !filled.contains(n)).take(missing(filled.len())) {
            f.problem(&format!("title{n}"), Problem::Missing);
        }
        let criteria = filled.into_iter().map(|n| criterion(&mut f, n)).collect();
        let form = Self { key: f.key(), title, about, language, criteria };
        f.finish(form)
    }
}

fn missing(filled: usize) -> usize {
    usize::from(CRITERIA_MIN).saturating_sub(filled)
}

fn is_filled(f: &Fields<'_>, n: u8) -> bool {
    let levels = (0..=LEVEL_MAX).map(|level| format!("level{n}_{level}"));
    let mut names = levels.chain([format!("title{n}"), format!("description{n}")]);
    names.any(|name| f.raw(&name).is_some_and(|text| !text.trim().is_empty()))
}

fn criterion(f: &mut Fields<'_>, n: u8) -> Criterion {
    Criterion {
        title: f.line(&format!("title{n}"), 2, 80),
        description: f.text(&format!("description{n}"), 0, 500),
        levels: [0, 1, 2, 3].map(|level| f.line(&format!("level{n}_{level}"), 1, 120)),
        weight: u8::try_from(f.number(&format!("weight{n}"), 1, i64::from(WEIGHT_MAX))).unwrap_or(1),
    }
}

/// What somebody says of code by one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number, from 1.
    pub criterion: u8,
    pub level: u8,
    pub words: String,
}

/// A level and a few words for each criterion that the form has fields for.
fn marks(f: &mut Fields<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for criterion in 1..=CRITERIA_MAX {
        let (level, words) = (format!("level{criterion}"), format!("words{criterion}"));
        if f.raw(&level).is_some() || f.raw(&words).is_some() {
            marks.push(Mark { criterion, level: read_level(f, &level), words: f.text(&words, 1, 500) });
        }
    }
    marks
}

fn read_level(f: &mut Fields<'_>, name: &str) -> u8 {
    let level = f.raw(name).and_then(|text| text.parse().ok()).filter(|level| *level <= LEVEL_MAX);
    if level.is_none() {
        f.problem(name, Problem::NotAChoice);
    }
    level.unwrap_or_default()
}

/// Code to try one's eye on, with a review of reference.
#[derive(Clone, Debug)]
pub struct AddExample {
    pub key: CommandKey,
    pub title: String,
    /// Markdown.
    pub about: String,
    pub files: Vec<NewFile>,
    pub marks: Vec<Mark>,
}

impl AddExample {
    /// `uploads` are files that came beside the fields.
    pub fn decode(pairs: &Pairs, uploads: Vec<NewFile>) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (title, about) = (f.line("title", 3, 120), f.text("about", 1, 2_000));
        let mut files = pasted(pairs);
        files.extend(uploads);
        if files.is_empty() {
            f.problem("text", Problem::Missing);
        }
        let form = Self { key: f.key(), title, about, files, marks: marks(&mut f) };
        f.finish(form)
    }
}

/// What somebody says of an example.
#[derive(Clone, Debug)]
pub struct Assess {
    pub marks: Vec<Mark>,
}

impl Assess {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { marks: marks(&mut f) };
        f.finish(form)
    }
}

/// Levels that go with a round; what they are given for stands in its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRound {
    pub rubric: RubricId,
    /// Number of the criterion and its level.
    pub levels: Vec<(u8, u8)>,
}

impl MarkRound {
    /// `None` if no criterion is marked.
    pub(super) fn read(f: &mut Fields<'_>) -> Option<Self> {
        let mut levels = Vec::new();
        for criterion in 1..=CRITERIA_MAX {
            let name = format!("level{criterion}");
            if f.raw(&name).is_some_and(|text| !text.is_empty()) {
                levels.push((criterion, read_level(f, &name)));
            }
        }
        if levels.is_empty() {
            return None;
        }
        f.choice("rubric").map(|rubric| Self { rubric, levels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    fn wrong<T>(outcome: Result<T, AppError>) -> Vec<String> {
        match outcome {
            Err(AppError::Invalid { fields }) => fields.into_iter().map(|error| error.field).collect(),
            _ => panic!("must be refused"),
        }
    }

    #[test]
    fn a_rubric_has_two_criteria_and_each_is_whole() {
        let one = [("title", "Clarity"), ("about", "How."), ("title1", "Names"), ("weight1", "9"), ("weight2", "1")];
        let expected = ["title2", "level1_0", "level1_1", "level1_2", "level1_3", "weight1"];
        assert_eq!(wrong(MakeRubric::decode(&pairs(&one))), expected);
    }

    #[test]
    fn criteria_keep_their_order_and_empty_ones_are_left_out() {
        let mut form = pairs(&[("title", "Clarity"), ("about", "How.")]);
        for n in ["2", "5"] {
            form.push((format!("title{n}"), format!("No {n}")));
            form.push((format!("weight{n}"), n.into()));
            form.extend((0..4).map(|level| (format!("level{n}_{level}"), "so".to_owned())));
        }
        let criteria = MakeRubric::decode(&form).unwrap().criteria;
        let seen: Vec<_> = criteria.iter().map(|c| (c.title.as_str(), c.weight)).collect();
        assert_eq!(seen, [("No 2", 2), ("No 5", 5)]);
    }

    #[test]
    fn a_mark_needs_a_level_and_a_word() {
        let form =
            pairs(&[("level1", "4"), ("words1", "Fine."), ("words2", " "), ("level3", "0"), ("words3", "None.")]);
        assert_eq!(wrong(Assess::decode(&form)), ["level1", "level2", "words2"]);
    }

    #[test]
    fn a_round_is_marked_only_where_something_is_chosen() {
        let rubric = "00000000-0000-0000-0000-000000000001";
        let read = |list: &[(&str, &str)]| MarkRound::read(&mut Fields::new(&pairs(list)));
        assert_eq!(read(&[("rubric", rubric), ("level1", ""), ("level2", "")]), None);
        let marks = read(&[("rubric", rubric), ("level1", ""), ("level2", "3")]).unwrap();
        assert_eq!(marks.levels, [(2, 3)]);
    }
}
