//! Opens an uploaded zip. Nothing is written to a disk, nothing is unpacked before its size is known, and no more is unpacked
//! than a submission may hold.

use std::io::{Cursor, Read};

use ::zip::{ZipArchive, read::ZipFileEntry, result::ZipError};
use contract::{
    Problem,
    reviews::{FILE_BYTES_MAX, FILES_MAX, NewFile, SUBMISSION_BYTES_MAX, ZIP_BYTES_MAX, ZIP_ENTRIES_MAX},
};

use super::{
    clutter::{clutter, is_lock_file, is_program_or_picture},
    decode::RAW_FACTOR,
    paths::{normalise, shown},
};

/// How many times larger than the zip its entries may be together. Programs come to some ten, rarely to fifty.
const RATIO_MAX: u64 = 100;
/// Up to here no ratio is suspicious, in bytes.
const SMALL: u64 = 4 * SUBMISSION_BYTES_MAX as u64;
const RAW_MAX: u64 = (FILE_BYTES_MAX * RAW_FACTOR) as u64;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What a zip held.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    pub files: Vec<NewFile>,
    pub left_out: Vec<String>,
}

/// An entry that is no folder.
struct Entry {
    index: usize,
    path: String,
}

/// Whether this upload is a zip to open. Inside of a zip nothing is.
pub(super) fn is_zip(file: &NewFile) -> bool {
    let path = file.path.trim();
    let named = path.get(path.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".zip"));
    named || (path.is_empty() && file.bytes.starts_with(b"PK\x03\x04"))
}

/// The files of a zip. A folder that holds all of them is left away.
///
/// # Errors
/// The first thing that is wrong: a zip is refused as a whole, so that nobody believes that all of it came.
pub(super) fn unpack(zip: &NewFile) -> Result<Unpacked, Problem> {
    let name = shown(&zip.path);
    if zip.bytes.len() > ZIP_BYTES_MAX {
        return Err(Problem::FileTooLarge { path: name, kib: ZIP_BYTES_MAX / 1024 });
    }
    let unreadable = |_: ZipError| Problem::ZipUnreadable { path: name.clone() };
    let mut archive = ZipArchive::new(Cursor::new(zip.bytes.as_slice())).map_err(unreadable)?;
    if archive.len() > ZIP_ENTRIES_MAX {
        return Err(Problem::ZipTooMany { max: ZIP_ENTRIES_MAX });
    }
    if archive.has_duplicate_names() {
        return Err(Problem::ZipUnreadable { path: name });
    }
    if is_bomb(&archive, zip.bytes.len() as u64).map_err(unreadable)? {
        return Err(Problem::ZipBomb { path: name });
    }
    let entries = without_top(entries(&archive, &name)?);
    keep(&mut archive, entries)
}

/// By what the zip says of itself. Parts that lie over each other are counted as often as they are named.
fn is_bomb(archive: &Archive<'_>, length: u64) -> Result<bool, ZipError> {
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index)?;
        packed = packed.saturating_add(entry.compressed_size());
        unpacked = unpacked.saturating_add(entry.size());
    }
    Ok(packed > length || (unpacked > SMALL && unpacked / length.max(1) > RATIO_MAX))
}

fn entries(archive: &Archive<'_>, name: &str) -> Result<Vec<Entry>, Problem> {
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let unreadable = |_: ZipError| Problem::ZipUnreadable { path: name.to_owned() };
        let entry = archive.by_index_data(index).map_err(unreadable)?;
        if !entry.is_dir() {
            entries.push(Entry { index, path: normalise(&entry.name().map_err(unreadable)?)? });
        }
    }
    Ok(entries)
}

/// What is packed as one folder comes without it, so that the next zip of another name has the same paths.
fn without_top(mut entries: Vec<Entry>) -> Vec<Entry> {
    let by_systems = |path: &str| path.starts_with("__MACOSX/") || path == ".DS_Store";
    let mut tops = entries.iter().filter(|e| !by_systems(&e.path)).map(|e| e.path.split_once('/').map(|(top, _)| top));
    let Some(Some(top)) = tops.next() else { return entries };
    if !tops.all(|other| other == Some(top)) {
        return entries;
    }
    let top = format!("{top}/");
    for entry in &mut entries {
        if let Some(rest) = entry.path.strip_prefix(&top) {
            entry.path = rest.to_owned();
        }
    }
    entries
}

fn keep(archive: &mut Archive<'_>, entries: Vec<Entry>) -> Result<Unpacked, Problem> {
    let mut out = Unpacked::default();
    let mut bytes = 0;
    for Entry { index, path } in entries {
        if let Some(told) = clutter(&path) {
            out.left_out.push(told);
            continue;
        }
        let unreadable = |_: ZipError| Problem::ZipUnreadable { path: shown(&path) };
        let size = refuse(&archive.by_index_data(index).map_err(unreadable)?, &path)?;
        if size > RAW_MAX {
            let head = inflate(archive, index, 512).map_err(unreadable)?;
            if !is_lock_file(&path) && !is_program_or_picture(&head) {
                return Err(Problem::FileTooLarge { path: shown(&path), kib: FILE_BYTES_MAX / 1024 });
            }
            out.left_out.push(path);
            continue;
        }
        bytes += size;
        if bytes > (SUBMISSION_BYTES_MAX * RAW_FACTOR) as u64 {
            return Err(Problem::TooLargeTogether { kib: SUBMISSION_BYTES_MAX / 1024 });
        }
        if out.files.len() == FILES_MAX {
            return Err(Problem::TooManyFiles { max: FILES_MAX });
        }
        let content = inflate(archive, index, RAW_MAX).map_err(unreadable)?;
        out.files.push(NewFile { path, bytes: content });
    }
    Ok(out)
}

/// Refuses what is no plain file, else says how large it claims to be: more than that never comes out of it.
fn refuse(entry: &ZipFileEntry<'_>, path: &str) -> Result<u64, Problem> {
    if entry.is_symlink() {
        return Err(Problem::ZipLink { path: shown(path) });
    }
    if entry.encrypted() {
        return Err(Problem::ZipEncrypted { path: shown(path) });
    }
    Ok(entry.size())
}

/// Up to `most` bytes of an entry. One that holds more than it claims is an error of the zip.
fn inflate(archive: &mut Archive<'_>, index: usize, most: u64) -> Result<Vec<u8>, ZipError> {
    let mut content = Vec::new();
    archive.by_index(index)?.take(most).read_to_end(&mut content)?;
    Ok(content)
}

#[cfg(test)]
#[path = "zip_tests.rs"]
mod tests;
