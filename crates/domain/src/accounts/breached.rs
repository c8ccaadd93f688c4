//! Passwords that were stolen elsewhere: a file of SHA-1 sums in their order, one a line, as Pwned Passwords is published
//! (`SUM:how often`). It is searched where it lies, by some thirty reads among a thousand million lines, and is never
//! loaded; no password leaves the place for it.

use std::{cmp::Ordering, fs::File, io, os::unix::fs::FileExt, path::Path, sync::Arc};

use sha1::{Digest, Sha1};

/// Hexadecimal digits of a sum.
const SUM: usize = 40;
/// No line has more bytes, with its end.
const LINE: usize = 64;

/// The file, if there is one. Clones read the same.
#[derive(Clone, Debug, Default)]
pub struct Breached(Option<Arc<File>>);

impl Breached {
    /// # Errors
    /// What the system says, and `InvalidData` for a file that does not begin with a sum.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        Line::at(&file, 0)?;
        Ok(Self(Some(Arc::new(file))))
    }

    /// Whether the password was stolen. Without a file none was.
    ///
    /// # Errors
    /// What the system says, and `InvalidData` for a file that is no such list.
    pub async fn holds(&self, password: &str) -> io::Result<bool> {
        let Some(file) = self.0.clone() else { return Ok(false) };
        let wanted = sum(password);
        // Disks are slow: not on the threads that answer.
        tokio::task::spawn_blocking(move || search(&file, &wanted)).await.map_err(io::Error::other)?
    }
}

/// In capital letters.
fn sum(password: &str) -> [u8; SUM] {
    let digest = Sha1::digest(password);
    let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut sum = [0; SUM];
    for (place, half) in sum.iter_mut().zip(halves) {
        *place = b"0123456789ABCDEF"[usize::from(half)];
    }
    sum
}

/// The line that is sought lies between two places, which come nearer by half each time.
fn search(file: &File, wanted: &[u8; SUM]) -> io::Result<bool> {
    let (mut from, mut to) = (0, file.metadata()?.len());
    while from < to {
        let line = Line::at(file, from + (to - from) / 2)?;
        match line.sum.cmp(wanted) {
            Ordering::Less => from = line.end,
            Ordering::Equal => return Ok(true),
            Ordering::Greater => to = line.begin,
        }
    }
    Ok(false)
}

/// Where it begins and where the next one would.
struct Line {
    begin: u64,
    end: u64,
    sum: [u8; SUM],
}

impl Line {
    /// The one that holds this byte.
    fn at(file: &File, byte: u64) -> io::Result<Self> {
        let from = byte.saturating_sub(LINE as u64);
        let mut window = [0; 2 * LINE];
        let read = read(file, &mut window, from)?;
        let split = usize::try_from(byte - from).unwrap_or_default();
        let (before, after) = window[..read].split_at_checked(split).ok_or_else(broken)?;
        let begin = match before.iter().rposition(|&byte| byte == b'\n') {
            Some(end_of_another) => end_of_another + 1,
            None if from == 0 => 0,
            None => return Err(broken()),
        };
        let end = match after.iter().take(LINE).position(|&byte| byte == b'\n') {
            Some(end) => split + end + 1,
            // The last line may have none.
            None if after.len() < LINE => read,
            None => return Err(broken()),
        };
        Ok(Self { begin: from + begin as u64, end: from + end as u64, sum: sum_of(&window[begin..end])? })
    }
}

fn read(file: &File, window: &mut [u8], from: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < window.len() {
        match file.read_at(&mut window[filled..], from + filled as u64)? {
            0 => break,
            more => filled += more,
        }
    }
    Ok(filled)
}

/// What a line begins with.
fn sum_of(line: &[u8]) -> io::Result<[u8; SUM]> {
    let (sum, rest) = line.split_first_chunk::<SUM>().ok_or_else(broken)?;
    let ends = rest.first().is_none_or(|byte| b":\r\n".contains(byte));
    if ends && sum.iter().all(u8::is_ascii_hexdigit) {
        Ok(sum.map(|digit| digit.to_ascii_uppercase()))
    } else {
        Err(broken())
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "this is no list of SHA-1 sums, ordered, one a line")
}

#[cfg(test)]
pub(super) mod testing {
    use std::{
        env, fs,
        path::PathBuf,
        sync::atomic::{AtomicU32, Ordering},
    };

    use super::{Breached, sum};

    /// A file that is gone when dropped.
    pub struct StolenList(PathBuf);

    impl StolenList {
        pub fn written(text: &str) -> Self {
            static NEXT: AtomicU32 = AtomicU32::new(0);
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = env::temp_dir().join(format!("tutorforge-breached-{}-{number}", std::process::id()));
            fs::write(&path, text).unwrap();
            Self(path)
        }

        /// As it is published, of these passwords.
        pub fn of(passwords: &[&str]) -> Self {
            Self::written(&lines(passwords).concat())
        }

        pub fn open(&self) -> std::io::Result<Breached> {
            Breached::open(&self.0)
        }
    }

    impl Drop for StolenList {
        fn drop(&mut self) {
            fs::remove_file(&self.0).ok();
        }
    }

    pub fn lines(passwords: &[&str]) -> Vec<String> {
        let mut sums: Vec<_> = passwords.iter().map(|word| String::from_utf8(sum(word).to_vec()).unwrap()).collect();
        sums.sort();
        // Counts of one digit and of eight.
        sums.iter().zip([3, 37_359_195].into_iter().cycle()).map(|(sum, often)| format!("{sum}:{often}\r\n")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        testing::{StolenList, lines},
        *,
    };

    const STOLEN: [&str; 5] =
        ["correct horse battery", "P@ssw0rd2026!", "four quiet words", "hunter2hunter2", "ñandú ñandú"];

    #[test]
    fn a_sum_is_the_published_one() {
        assert_eq!(&sum("password"), b"5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
    }

    async fn all_are_found_and_no_others(text: &str) {
        let listed = StolenList::written(text).open().unwrap();
        for word in STOLEN {
            assert!(listed.holds(word).await.unwrap(), "{word} in {text}");
        }
        // They fall before the first, between two and after the last.
        for word in (0..200).map(|n| format!("nobody ever had this one {n}")) {
            assert!(!listed.holds(&word).await.unwrap(), "{word} in {text}");
        }
    }

    #[tokio::test]
    async fn the_first_the_last_and_each_between_are_found() {
        let text = lines(&STOLEN).concat();
        all_are_found_and_no_others(&text).await;
        all_are_found_and_no_others(&text.to_lowercase()).await;
        all_are_found_and_no_others(&text.replace('\r', "")).await;
        all_are_found_and_no_others(text.trim_end()).await;
        let bare: Vec<_> = lines(&STOLEN).iter().map(|line| line[..SUM].to_owned()).collect();
        all_are_found_and_no_others(&bare.join("\n")).await;
    }

    #[tokio::test]
    async fn without_a_file_none_was_stolen() {
        assert!(!Breached::default().holds("password").await.unwrap());
    }

    #[tokio::test]
    async fn what_is_no_such_list_is_refused() {
        for text in ["", "password\n", &"0".repeat(200), &format!("{}x\n", "0".repeat(SUM))] {
            assert!(StolenList::written(text).open().is_err(), "{text:?}");
        }
        assert!(Breached::open(Path::new("/nowhere/at/all")).is_err());
        let ends_otherwise = format!("{}{}", lines(&STOLEN).concat(), "no sum at all\n".repeat(40));
        assert!(StolenList::written(&ends_otherwise).open().unwrap().holds(STOLEN[0]).await.is_err());
    }
}
