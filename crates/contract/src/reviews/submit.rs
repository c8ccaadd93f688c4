use super::choices::{Level, Urgency, Visibility};
use crate::{AppError, CommandKey, Fields, Pairs, Problem};

/// Files of one submission.
pub const FILES_MAX: usize = 50;
/// Bytes of one file.
pub const FILE_BYTES_MAX: usize = 256 * 1024;
/// Bytes of all files together.
pub const SUBMISSION_BYTES_MAX: usize = 1024 * 1024;
/// Characters of a path.
pub const PATH_MAX: usize = 200;
/// Bytes of a zip as it is uploaded; what is left out of it may be more than what is kept.
pub const ZIP_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Entries of a zip.
pub const ZIP_ENTRIES_MAX: usize = 2_000;
/// Questions to the reviewer.
pub const QUESTIONS_MAX: usize = 5;

/// A file as it was pasted or uploaded; nothing about it has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// What the author wants, without the files.
#[derive(Clone, Debug)]
pub struct Ask {
    pub title: String,
    /// Markdown.
    pub ask: String,
    /// A language's slug; empty: found out from the files.
    pub language: String,
    pub level: Level,
    pub urgency: Urgency,
    pub visibility: Visibility,
    pub anonymous: bool,
    pub second_opinion: bool,
    /// Each becomes a thread that must be answered before a review is published.
    pub questions: Vec<String>,
}

/// A submission on its way to being a draft, or a draft that is changed. Files come as repeated pairs of `path` and
/// `text`, in order; uploads are added by the page.
#[derive(Clone, Debug)]
pub struct SaveDraft {
    pub key: CommandKey,
    pub ask: Ask,
    pub files: Vec<NewFile>,
}

impl SaveDraft {
    /// `uploads` are files that came beside the fields.
    pub fn decode(pairs: &Pairs, uploads: Vec<NewFile>) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let ask = Ask {
            title: f.line("title", 3, 120),
            ask: f.text("ask", 1, 4_000),
            language: f.line("language", 0, 40),
            level: f.choice("level").unwrap_or(Level::Beginner),
            urgency: f.choice("urgency").unwrap_or(Urgency::Whenever),
            visibility: f.choice("visibility").unwrap_or(Visibility::Public),
            anonymous: f.raw("anonymous").is_some(),
            second_opinion: f.raw("second_opinion").is_some(),
            questions: questions(&mut f, pairs),
        };
        let mut files = pasted(pairs);
        files.extend(uploads);
        if files.is_empty() {
            f.problem("text", Problem::Missing);
        }
        let form = Self { key: f.key(), ask, files };
        f.finish(form)
    }
}

fn questions(f: &mut Fields<'_>, pairs: &Pairs) -> Vec<String> {
    let said = pairs.iter().filter(|(name, _)| name == "question").map(|(_, text)| text.replace("\r\n", "\n"));
    let list: Vec<String> = said.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    if list.len() > QUESTIONS_MAX {
        f.problem("question", Problem::TooMany { max: QUESTIONS_MAX });
    }
    if list.iter().any(|text| text.chars().count() > 500) {
        f.problem("question", Problem::TooLong { max: 500 });
    }
    if list.iter().any(|text| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'))) {
        f.problem("question", Problem::ControlCharacters);
    }
    list
}

/// The nth `path` belongs to the nth `text`; a pair without text is an empty block of the form.
pub(super) fn pasted(pairs: &Pairs) -> Vec<NewFile> {
    let of =
        |wanted: &'static str| pairs.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.clone());
    of("path")
        .chain(std::iter::repeat(String::new()))
        .zip(of("text"))
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(path, text)| NewFile { path: path.trim().to_owned(), bytes: text.replace("\r\n", "\n").into_bytes() })
        .collect()
}

/// The next iteration: all its files, and what changed.
#[derive(Clone, Debug)]
pub struct Iterate {
    pub key: CommandKey,
    /// The iteration that the author started from; a newer one in between is a conflict.
    pub base: u32,
    pub note: String,
    pub files: Vec<NewFile>,
}

impl Iterate {
    pub fn decode(pairs: &Pairs, uploads: Vec<NewFile>) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let mut files = pasted(pairs);
        files.extend(uploads);
        if files.is_empty() {
            f.problem("text", Problem::Missing);
        }
        let base = u32::try_from(f.number("base", 1, 100_000)).unwrap_or(1);
        let form = Self { key: f.key(), base, note: f.text("note", 0, 1_000), files };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn blocks_without_code_are_left_out_and_line_ends_are_made_one() {
        let form = pairs(&[
            ("title", "A queue"),
            ("ask", "Is it right?"),
            ("level", "beginner"),
            ("urgency", "whenever"),
            ("visibility", "public"),
            ("path", "a.rs"),
            ("text", "fn a() {}\r\n"),
            ("path", "b.rs"),
            ("text", "  "),
            ("question", "Why?"),
            ("question", " "),
        ]);
        let draft = SaveDraft::decode(&form, Vec::new()).unwrap();
        assert_eq!(draft.files, [NewFile { path: "a.rs".into(), bytes: b"fn a() {}\n".to_vec() }]);
        assert_eq!(draft.ask.questions, ["Why?"]);
    }

    #[test]
    fn no_code_is_refused_at_the_code() {
        let Err(AppError::Invalid { fields }) = SaveDraft::decode(&pairs(&[("title", "A queue")]), Vec::new()) else {
            panic!("must be refused")
        };
        assert!(fields.iter().any(|error| error.field == "text"));
    }
}
