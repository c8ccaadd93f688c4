//! Bytes that are meant to be text.

/// At most so many bytes become one byte of text: English in UTF-16.
pub(super) const RAW_FACTOR: usize = 2;

/// Why bytes are not the text of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotText {
    /// It holds NUL, which no program does and the database cannot keep.
    Binary,
    /// Not UTF-8, and not UTF-16 with its mark either: guessing would change people's words.
    Encoding,
}

/// The text without a mark at its beginning, with line ends made `\n`.
pub(super) fn decode(bytes: &[u8]) -> Result<String, NotText> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if text.contains('\0') { Err(NotText::Binary) } else { Ok(text.replace("\r\n", "\n")) }
}

fn utf8(bytes: &[u8]) -> Result<String, NotText> {
    if bytes.contains(&0) {
        return Err(NotText::Binary);
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| NotText::Encoding)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(NotText::Encoding);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().map_err(|_| NotText::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_line_ends_are_one() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\n\r\n").unwrap(), "a\nb\n\n");
        assert_eq!(decode(b"\xff\xfeh\0\xe9\0\r\0\n\0").unwrap(), "hé\n");
        assert_eq!(decode(b"\xfe\xff\0h\xd8\x3d\xde\x00").unwrap(), "h😀");
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(decode(b"\xef\xbb\xbf").unwrap(), "");
    }

    #[test]
    fn marks_of_direction_are_text() {
        assert_eq!(decode("a\u{202e}b\u{2066}".as_bytes()).unwrap(), "a\u{202e}b\u{2066}");
    }

    #[test]
    fn what_is_not_text_says_why() {
        assert_eq!(decode(b"a\0b"), Err(NotText::Binary));
        assert_eq!(decode(b"\xff\xfea\0\0\0"), Err(NotText::Binary));
        assert_eq!(decode(b"caf\xe9"), Err(NotText::Encoding));
        assert_eq!(decode(b"\xff\xfea\0\0\xd8"), Err(NotText::Encoding));
        assert_eq!(decode(b"\xff\xfea\0b"), Err(NotText::Encoding));
        assert_eq!(decode(b"\x7fELF\xff\0"), Err(NotText::Binary));
    }
}
