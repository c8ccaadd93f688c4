//! Characters that one does not see, and that can make code read otherwise than it runs. They are shown by their number.

use std::fmt::Write;

use crate::html::entity;

/// First, last, name. A name of a range is that of its kind.
const INVISIBLE: [(char, char, &str); 44] = [
    ('\u{0}', '\u{0}', "NULL"),
    ('\u{1}', '\u{7}', "CONTROL CHARACTER"),
    ('\u{8}', '\u{8}', "BACKSPACE"),
    ('\u{A}', '\u{A}', "LINE FEED"),
    ('\u{B}', '\u{B}', "LINE TABULATION"),
    ('\u{C}', '\u{C}', "FORM FEED"),
    ('\u{D}', '\u{D}', "CARRIAGE RETURN"),
    ('\u{E}', '\u{1A}', "CONTROL CHARACTER"),
    ('\u{1B}', '\u{1B}', "ESCAPE"),
    ('\u{1C}', '\u{1F}', "CONTROL CHARACTER"),
    ('\u{7F}', '\u{7F}', "DELETE"),
    ('\u{80}', '\u{9F}', "CONTROL CHARACTER"),
    ('\u{AD}', '\u{AD}', "SOFT HYPHEN"),
    ('\u{34F}', '\u{34F}', "COMBINING GRAPHEME JOINER"),
    ('\u{61C}', '\u{61C}', "ARABIC LETTER MARK"),
    ('\u{115F}', '\u{1160}', "HANGUL FILLER"),
    ('\u{17B4}', '\u{17B5}', "KHMER INHERENT VOWEL"),
    ('\u{180B}', '\u{180F}', "MONGOLIAN FORMAT CHARACTER"),
    ('\u{200B}', '\u{200B}', "ZERO WIDTH SPACE"),
    ('\u{200C}', '\u{200C}', "ZERO WIDTH NON-JOINER"),
    ('\u{200D}', '\u{200D}', "ZERO WIDTH JOINER"),
    ('\u{200E}', '\u{200E}', "LEFT-TO-RIGHT MARK"),
    ('\u{200F}', '\u{200F}', "RIGHT-TO-LEFT MARK"),
    ('\u{2028}', '\u{2028}', "LINE SEPARATOR"),
    ('\u{2029}', '\u{2029}', "PARAGRAPH SEPARATOR"),
    ('\u{202A}', '\u{202A}', "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202B}', '\u{202B}', "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202C}', '\u{202C}', "POP DIRECTIONAL FORMATTING"),
    ('\u{202D}', '\u{202D}', "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202E}', '\u{202E}', "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{2060}', '\u{2060}', "WORD JOINER"),
    ('\u{2061}', '\u{2065}', "INVISIBLE OPERATOR"),
    ('\u{2066}', '\u{2066}', "LEFT-TO-RIGHT ISOLATE"),
    ('\u{2067}', '\u{2067}', "RIGHT-TO-LEFT ISOLATE"),
    ('\u{2068}', '\u{2068}', "FIRST STRONG ISOLATE"),
    ('\u{2069}', '\u{2069}', "POP DIRECTIONAL ISOLATE"),
    ('\u{206A}', '\u{206F}', "DEPRECATED FORMAT CHARACTER"),
    ('\u{3164}', '\u{3164}', "HANGUL FILLER"),
    // The sixteenth makes an emoji of a sign and is common in text.
    ('\u{FE00}', '\u{FE0E}', "VARIATION SELECTOR"),
    ('\u{FEFF}', '\u{FEFF}', "BYTE ORDER MARK"),
    ('\u{FFA0}', '\u{FFA0}', "HALFWIDTH HANGUL FILLER"),
    ('\u{FFF9}', '\u{FFFB}', "INTERLINEAR ANNOTATION"),
    ('\u{E0000}', '\u{E007F}', "TAG CHARACTER"),
    ('\u{E0100}', '\u{E01EF}', "VARIATION SELECTOR"),
];

/// What begins the element in which such a character is shown.
pub(crate) const SHOWN: &str = r#"<span class="u""#;

/// The name of a character that is not seen.
pub(crate) fn name(c: char) -> Option<&'static str> {
    if matches!(c, ' '..='~' | '\t') {
        return None;
    }
    let at = INVISIBLE.partition_point(|(_, last, _)| *last < c);
    INVISIBLE.get(at).filter(|(first, ..)| *first <= c).map(|(.., name)| *name)
}

/// Escapes text and shows in it what is not seen.
pub(crate) fn push_shown(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, c) in text.char_indices() {
        let entity = u8::try_from(c).ok().and_then(entity);
        let name = name(c);
        if entity.is_none() && name.is_none() {
            continue;
        }
        out.push_str(&text[done..at]);
        done = at + c.len_utf8();
        match (entity, name) {
            (Some(entity), _) => out.push_str(entity),
            (None, name) => push_number(out, c, name.unwrap_or_default()),
        }
    }
    out.push_str(&text[done..]);
}

fn push_number(out: &mut String, c: char, name: &str) {
    let number = u32::from(c);
    // Writing to a string does not fail.
    _ = write!(out, r#"{SHOWN} title="U+{number:04X} {name}">U+{number:04X}</span>"#);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        push_shown(&mut out, text);
        out
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(INVISIBLE.iter().all(|(first, last, _)| first <= last));
        assert!(INVISIBLE.is_sorted_by(|one, next| one.1 < next.0));
    }

    #[test]
    fn what_turns_the_direction_is_shown() {
        let expected = r#"a<span class="u" title="U+202E RIGHT-TO-LEFT OVERRIDE">U+202E</span>&lt;b"#;
        assert_eq!(shown("a\u{202E}<b"), expected);
    }

    #[test]
    fn every_character_that_was_asked_for_is_shown() {
        let ranges = ['\u{202A}'..='\u{202E}', '\u{2066}'..='\u{2069}', '\u{200B}'..='\u{200F}', '\0'..='\u{1F}'];
        for c in ranges.into_iter().flatten().chain(['\u{FEFF}', '\u{7F}', '\u{E0041}']) {
            assert_eq!(shown(&c.to_string()).starts_with(SHOWN), c != '\t', "{c:?}");
        }
    }

    #[test]
    fn what_is_seen_stays() {
        assert_eq!(shown("a\tb é 漢字 ✔\u{FE0F} 👩"), "a\tb é 漢字 ✔\u{FE0F} 👩");
    }
}
