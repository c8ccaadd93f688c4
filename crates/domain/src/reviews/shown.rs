//! Files made ready for the eye: coloured, and compared. Both are worked out once for each text, off the async threads,
//! and kept by the hashes of the texts for as long as there is room.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use quick_cache::{Weighter, sync::Cache};

use super::{
    page::{FilePair, Text},
    words::{Budget, Words, words},
};

/// Unchanged lines around a change.
const CONTEXT: u32 = 3;
/// Bytes of coloured text and of comparisons that are kept.
const ROOM: u64 = 24 * 1024 * 1024;

/// A text with its lines as safe HTML.
#[derive(Debug)]
pub struct Coloured {
    pub text: String,
    /// One for each line.
    pub html: Vec<String>,
}

/// What changed between two texts.
#[derive(Debug)]
pub struct Compared {
    pub lines: Vec<changes::Line>,
    pub hunks: Vec<changes::Hunk>,
    /// Changed parts of lines that replace each other, by the line's number on its side.
    pub old_words: HashMap<u32, Vec<changes::Span>>,
    pub new_words: HashMap<u32, Vec<changes::Span>>,
    /// It took too long to find the smallest difference.
    pub coarse: bool,
}

/// A file ready to be shown.
#[derive(Clone, Debug)]
pub struct ShownFile {
    pub path: String,
    pub old: Option<Arc<Coloured>>,
    pub new: Option<Arc<Coloured>>,
    /// `None` where there is only one text, or both are the same.
    pub compared: Option<Arc<Compared>>,
    /// Names the text of the new side, for marks on files that have no hunks.
    pub hash: String,
}

impl ShownFile {
    /// Lines that came and lines that went.
    pub fn counts(&self) -> (usize, usize) {
        match (&self.compared, &self.old, &self.new) {
            (Some(compared), ..) => compared.lines.iter().fold((0, 0), |(added, removed), line| match line {
                changes::Line::Added { .. } => (added + 1, removed),
                changes::Line::Removed { .. } => (added, removed + 1),
                changes::Line::Same { .. } => (added, removed),
            }),
            (None, None, Some(new)) => (new.html.len(), 0),
            (None, Some(old), None) => (0, old.html.len()),
            _ => (0, 0),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Colour { hash: String, language: &'static str },
    Compare { old: String, new: String },
}

#[derive(Clone)]
enum Kept {
    Colour(Arc<Coloured>),
    Compare(Arc<Compared>),
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Kept> for Bytes {
    fn weight(&self, _: &Key, kept: &Kept) -> u64 {
        let bytes = match kept {
            Kept::Colour(coloured) => {
                coloured.text.len() + coloured.html.iter().map(|line| line.len() + 24).sum::<usize>()
            }
            Kept::Compare(compared) => compared.lines.len() * 64 + 256,
        };
        bytes as u64
    }
}

static KEPT: LazyLock<Cache<Key, Kept, Bytes>> = LazyLock::new(|| Cache::with_weighter(2_000, ROOM, Bytes));

/// Makes files ready, on as many cores as there are. Up to a second of work for the largest submission, nothing for one that
/// was shown before.
pub async fn shown(files: Vec<FilePair>, language: String) -> Result<Vec<ShownFile>, tokio::task::JoinError> {
    let language: Arc<str> = language.into();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(cores).max(1);
    let mut files = files.into_iter();
    let mut shares = Vec::new();
    while files.len() > 0 {
        let (share, language): (Vec<_>, _) = (files.by_ref().take(share).collect(), language.clone());
        shares.push(tokio::task::spawn_blocking(move || {
            let mut page = Budget::PAGE;
            share.into_iter().map(|file| ready(file, &language, &mut page)).collect::<Vec<_>>()
        }));
    }
    let mut shown = Vec::new();
    for share in shares {
        shown.extend(share.await?);
    }
    Ok(shown)
}

fn ready(file: FilePair, language: &str, page: &mut Budget) -> ShownFile {
    let FilePair { path, old, new } = file;
    let hash = new.as_ref().or(old.as_ref()).map(|text| text.hash.clone()).unwrap_or_default();
    let compared = match (&old, &new) {
        (Some(old), Some(new)) if old.hash != new.hash => Some(compare(old, new, page)),
        _ => None,
    };
    let colour = |text: Text| colour(&path, text, language);
    let (old, new) = (old.map(colour), new.map(colour));
    ShownFile { path, old, new, compared, hash }
}

/// A file's own language counts; the submission's is for files that do not tell.
fn colour(path: &str, text: Text, fallback: &str) -> Arc<Coloured> {
    let found = markup::detect(path, &text.text);
    let language =
        if found.id == "plain" { markup::language(fallback).map_or("plain", |known| known.id) } else { found.id };
    let key = Key::Colour { hash: text.hash, language };
    if let Some(Kept::Colour(coloured)) = KEPT.get(&key) {
        return coloured;
    }
    let coloured = Arc::new(Coloured { html: markup::highlight(language, &text.text), text: text.text });
    KEPT.insert(key, Kept::Colour(coloured.clone()));
    coloured
}

fn compare(old: &Text, new: &Text, page: &mut Budget) -> Arc<Compared> {
    let key = Key::Compare { old: old.hash.clone(), new: new.hash.clone() };
    if let Some(Kept::Compare(compared)) = KEPT.get(&key) {
        return compared;
    }
    let diff = changes::diff(&old.text, &new.text);
    let hunks = changes::hunks(&diff, &old.text, &new.text, CONTEXT);
    let Words { old: old_words, new: new_words, cut_short } = words(&diff.lines, &old.text, &new.text, page);
    let compared = Arc::new(Compared { hunks, old_words, new_words, lines: diff.lines, coarse: diff.coarse });
    // What the other files of a page left no time for is worked out when it is shown again.
    if !cut_short {
        KEPT.insert(key, Kept::Compare(compared.clone()));
    }
    compared
}
