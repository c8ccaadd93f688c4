//! Names of files as people send them, made into paths that all else can rely on: relative, with `/` between the parts, no
//! way out of the submission, and nothing in them that cannot be seen.

use contract::{
    Problem,
    reviews::{PATH_MAX, Place},
};

/// Characters of a name that a message shows.
const SHOWN_MAX: usize = 80;

/// The path as it will be kept. Its length is not checked: what is left out anyway may be long.
pub(super) fn normalise(raw: &str) -> Result<String, Problem> {
    let path = raw.trim().replace('\\', "/");
    let path = path.trim_start_matches("./").trim_start();
    let is_bad = path.split('/').any(|part| matches!(part, "" | "." | ".."))
        || has_drive(path)
        || path.contains(is_hidden)
        // `main.rs:4` would be a place in another file.
        || !matches!(Place::parse(path), Some(Place::File { .. }));
    if is_bad { Err(Problem::BadPath { path: shown(raw) }) } else { Ok(path.to_owned()) }
}

pub(super) fn check_length(path: &str) -> Result<(), Problem> {
    if path.chars().count() <= PATH_MAX {
        return Ok(());
    }
    Err(Problem::PathTooLong { path: shown(path), max: PATH_MAX })
}

/// A name as a message may hold it, however hostile: its end, with a mark for each character that cannot be seen.
pub(super) fn shown(path: &str) -> String {
    let visible = |c: char| if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c };
    let length = path.chars().count();
    if length <= SHOWN_MAX {
        return path.chars().map(visible).collect();
    }
    std::iter::once('…').chain(path.chars().skip(length - SHOWN_MAX).map(visible)).collect()
}

/// `C:` of Windows.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// What moves or hides its neighbours, or takes no room: controls, marks of direction, joiners, blanks without width.
fn is_hidden(c: char) -> bool {
    const HIDDEN: [std::ops::RangeInclusive<char>; 12] = [
        '\u{ad}'..='\u{ad}',
        '\u{34f}'..='\u{34f}',
        '\u{61c}'..='\u{61c}',
        '\u{115f}'..='\u{1160}',
        '\u{180b}'..='\u{180f}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{3164}'..='\u{3164}',
        '\u{feff}'..='\u{feff}',
        '\u{ffa0}'..='\u{ffa0}',
        '\u{e0000}'..='\u{e0fff}',
    ];
    c.is_control() || HIDDEN.iter().any(|range| range.contains(&c))
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn paths_of_windows_and_of_here_are_one() {
        for (raw, path) in [
            ("src\\main.rs", "src/main.rs"),
            ("./src/main.rs", "src/main.rs"),
            (".\\.\\a.rs", "a.rs"),
            (" a b.rs ", "a b.rs"),
            (".\\ a.rs", "a.rs"),
            (".github/x.yml", ".github/x.yml"),
            ("…/naïve.py", "…/naïve.py"),
            ("..a/b..", "..a/b.."),
        ] {
            assert_eq!(normalise(raw).unwrap(), path);
        }
    }

    #[test]
    fn no_path_leads_out_or_hides_what_it_is() {
        for raw in [
            "",
            " ",
            "/",
            "/etc/passwd",
            "\\\\server\\share",
            "C:\\x",
            "c:x",
            "..",
            "../x",
            "a/../b",
            "a\\..\\..\\b",
            "a//b",
            "a/",
            "a/./b",
            "a\0b",
            "a\nb",
            "evil\u{202e}sr.exe",
            "a\u{200b}.rs",
            "a\u{2066}b",
            "\u{feff}a",
            "main.rs:4",
            "main.rs:4-9",
        ] {
            assert!(matches!(normalise(raw), Err(Problem::BadPath { .. })), "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn a_path_that_passed_passes_again_and_holds_no_surprise(raw in r"[./\\:a-cC0-9 \u{202e}\n-]{0,12}|\PC{0,12}") {
            let Ok(path) = normalise(&raw) else { return Ok(()) };
            prop_assert_eq!(normalise(&path), Ok(path.clone()));
            prop_assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")));
            let has_surprise = path.starts_with('/') || path.contains(['\\', '\0', '\n', '\u{202e}']);
            prop_assert!(!has_surprise);
            prop_assert_eq!(Place::parse(&path), Some(Place::File { path }));
        }
    }

    #[test]
    fn a_message_shows_the_end_of_a_long_name_and_marks_what_is_hidden() {
        assert_eq!(shown("a\u{202e}b\0"), "a\u{fffd}b\u{fffd}");
        let long = format!("{}end.rs", "x/".repeat(500_000));
        assert!(shown(&long).ends_with("x/end.rs"));
        assert_eq!(shown(&long).chars().count(), SHOWN_MAX + 1);
        assert!(check_length(&"é".repeat(PATH_MAX)).is_ok());
        assert!(matches!(check_length(&long), Err(Problem::PathTooLong { max: PATH_MAX, .. })));
    }
}
