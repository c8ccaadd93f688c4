//! Files as they were pasted or uploaded, made into files that can be reviewed. Whatever comes in, what goes out is text
//! within the limits, under paths that are safe and told apart by everyone's computer.

use std::collections::HashSet;

use contract::{
    FieldError, Problem,
    reviews::{FILE_BYTES_MAX, FILES_MAX, NewFile, SUBMISSION_BYTES_MAX},
};

use super::{
    Error,
    clutter::{clutter, is_lock_file, is_program_or_picture},
    decode::{NotText, RAW_FACTOR, decode},
    language,
    paths::{check_length, normalise, shown},
    zip,
};

/// More problems than a person reads at once are not told.
const PROBLEMS_MAX: usize = 8;

/// A file that can be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// What became of an upload.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub files: Vec<File>,
    /// Pictures and what tools make, by name; a folder once.
    pub left_out: Vec<String>,
}

/// Reads all of it on a thread where it may take its time. `name` is for a file that came without one; where it is not given
/// the language of the text decides.
///
/// # Errors
/// `Invalid` at `upload` for what only an upload can have, else at `text`.
pub(super) async fn read(files: Vec<NewFile>, name: Option<String>) -> Result<Read, Error> {
    let reading = tokio::task::spawn_blocking(move || {
        let mut reading = Reading::default();
        for file in files {
            reading.take(file);
        }
        reading.finish(name)
    });
    reading.await?.map_err(Error::Invalid)
}

#[derive(Default)]
struct Reading {
    read: Read,
    problems: Vec<FieldError>,
    /// Paths in small letters: some computers take them for the same.
    paths: HashSet<String>,
    told: HashSet<String>,
    nameless: Option<String>,
    bytes: usize,
}

impl Reading {
    fn take(&mut self, file: NewFile) {
        if self.is_over() {
            return;
        }
        if !zip::is_zip(&file) {
            return self.take_file(&file);
        }
        match zip::unpack(&file) {
            Ok(unpacked) => {
                for told in unpacked.left_out {
                    self.leave_out(told);
                }
                for file in unpacked.files {
                    self.take_file(&file);
                }
            }
            Err(problem) => self.problem("upload", problem),
        }
    }

    fn take_file(&mut self, file: &NewFile) {
        if self.is_over() {
            return;
        }
        if file.path.trim().is_empty() {
            return self.take_nameless(file);
        }
        let path = match normalise(&file.path) {
            Ok(path) => path,
            Err(problem) => return self.problem("text", problem),
        };
        if let Some(told) = clutter(&path) {
            return self.leave_out(told);
        }
        if let Err(problem) = check_length(&path) {
            return self.problem("text", problem);
        }
        if let Some(text) = self.text(file, &path) {
            self.put(path, text);
        }
    }

    /// One file may come without a name.
    fn take_nameless(&mut self, file: &NewFile) {
        if self.nameless.is_some() {
            return self.problem("text", Problem::NamesMissing);
        }
        self.nameless = self.text(file, "(no name)");
    }

    /// The text of a file within the limits; otherwise the problem is noted, or what the file is left out for.
    fn text(&mut self, file: &NewFile, path: &str) -> Option<String> {
        let decoded = if file.bytes.len() > FILE_BYTES_MAX * RAW_FACTOR { None } else { Some(decode(&file.bytes)) };
        match decoded {
            Some(Ok(text)) if text.len() <= FILE_BYTES_MAX => return Some(text),
            Some(Err(NotText::Encoding)) => self.problem("upload", Problem::NotText { path: shown(path) }),
            Some(Err(NotText::Binary)) if !is_program_or_picture(&file.bytes) => {
                self.problem("upload", Problem::Binary { path: shown(path) });
            }
            None if !is_lock_file(path) && !is_program_or_picture(&file.bytes) => self.too_large(path),
            Some(Ok(_)) if !is_lock_file(path) => self.too_large(path),
            _ => self.leave_out(path.to_owned()),
        }
        None
    }

    fn too_large(&mut self, path: &str) {
        self.problem("text", Problem::FileTooLarge { path: shown(path), kib: FILE_BYTES_MAX / 1024 });
    }

    fn put(&mut self, path: String, text: String) {
        self.bytes += text.len();
        if !self.paths.insert(path.to_lowercase()) {
            self.problem("text", Problem::DuplicatePath { path: shown(&path) });
        } else if self.read.files.len() == FILES_MAX {
            self.problem("text", Problem::TooManyFiles { max: FILES_MAX });
        } else if self.bytes > SUBMISSION_BYTES_MAX {
            self.problem("text", Problem::TooLargeTogether { kib: SUBMISSION_BYTES_MAX / 1024 });
        } else {
            self.read.files.push(File { path, text });
        }
    }

    /// Nothing more is read then, however many files there are.
    fn is_over(&self) -> bool {
        use Problem as P;
        let ends = |p: &P| matches!(p, P::TooManyFiles { .. } | P::TooLargeTogether { .. } | P::NamesMissing);
        self.problems.len() >= PROBLEMS_MAX || self.problems.iter().any(|error| ends(&error.problem))
    }

    fn leave_out(&mut self, told: String) {
        let told = shown(&told);
        if self.told.insert(told.clone()) {
            self.read.left_out.push(told);
        }
    }

    fn problem(&mut self, field: &str, problem: Problem) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(FieldError { field: field.into(), problem });
        }
    }

    fn finish(mut self, name: Option<String>) -> Result<Read, Vec<FieldError>> {
        self.name_the_nameless(name);
        if self.problems.is_empty() && self.read.files.iter().all(|file| file.text.trim().is_empty()) {
            let nothing = match self.read.left_out.first() {
                Some(path) if self.read.files.is_empty() => Problem::NothingToRead { path: path.clone() },
                _ => Problem::Missing,
            };
            self.problem("text", nothing);
        }
        if self.problems.is_empty() { Ok(self.read) } else { Err(self.problems) }
    }

    fn name_the_nameless(&mut self, name: Option<String>) {
        let Some(text) = self.nameless.take() else { return };
        let path = name.unwrap_or_else(|| language::first_name(markup::detect("", &text)));
        if self.paths.contains(&path.to_lowercase()) {
            self.problem("text", Problem::NamesMissing);
        } else {
            self.put(path, text);
        }
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
