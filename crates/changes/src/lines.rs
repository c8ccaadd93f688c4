//! A text as lines, and a range of them.

/// The lines of a text, without their `\n`. A `\r` before it is content; a last line without `\n` is a line; the empty
/// text has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines<'a>(Vec<&'a str>);

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        if text.is_empty() {
            return Self(Vec::new());
        }
        Self(text.strip_suffix('\n').unwrap_or(text).split('\n').collect())
    }

    pub fn len(&self) -> u32 {
        number(self.0.len())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line with the number `n`, from 1.
    pub fn get(&self, n: u32) -> Option<&'a str> {
        self.0.get(index(n)?).copied()
    }

    /// The lines of `range`; none unless the text has all of them.
    pub fn slice(&self, range: Range) -> Option<&[&'a str]> {
        self.0.get(index(range.from)?..index(range.to)? + 1)
    }

    pub fn as_slice(&self) -> &[&'a str] {
        &self.0
    }
}

/// Lines `from` to `to`, both included, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    pub from: u32,
    pub to: u32,
}

impl Range {
    /// None unless `1 <= from <= to`.
    pub fn new(from: u32, to: u32) -> Option<Self> {
        (1 <= from && from <= to).then_some(Self { from, to })
    }

    /// How many lines it holds; 0 if its ends are the wrong way round.
    pub fn count(self) -> u32 {
        (self.to.saturating_add(1)).saturating_sub(self.from)
    }

    pub fn contains(self, line: u32) -> bool {
        self.from <= line && line <= self.to
    }
}

/// The number of the line at `index`, which counts from 0.
pub(crate) fn number_at(index: usize) -> u32 {
    number(index).saturating_add(1)
}

/// A text of four billion lines does not fit into memory that we have.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Where the line `n` stands, from 0.
pub(crate) fn index(n: u32) -> Option<usize> {
    usize::try_from(n).ok()?.checked_sub(1)
}

pub(crate) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_at_its_newlines() {
        for (text, lines) in [
            ("", &[][..]),
            ("\n", &[""]),
            ("\n\n", &["", ""]),
            ("a", &["a"]),
            ("a\n", &["a"]),
            ("a\n\n", &["a", ""]),
            ("a\r\nb", &["a\r", "b"]),
            ("a\rb\n", &["a\rb"]),
        ] {
            assert_eq!(Lines::of(text).as_slice(), lines, "{text:?}");
        }
    }

    #[test]
    fn lines_count_from_one() {
        let lines = Lines::of("a\nb\nc");
        assert_eq!((lines.len(), lines.is_empty()), (3, false));
        assert_eq!([0, 1, 3, 4, u32::MAX].map(|n| lines.get(n)), [None, Some("a"), Some("c"), None, None]);
        assert_eq!(lines.slice(Range { from: 2, to: 3 }), Some(&["b", "c"][..]));
        for (from, to) in [(0, 1), (3, 4), (3, 1), (4, 4), (1, u32::MAX)] {
            assert_eq!(lines.slice(Range { from, to }), None, "{from} to {to}");
        }
    }

    #[test]
    fn a_range_has_its_ends_in_order() {
        assert_eq!(Range::new(2, 4).map(Range::count), Some(3));
        assert_eq!([Range::new(0, 1), Range::new(2, 1)], [None, None]);
        assert_eq!(Range { from: 3, to: 1 }.count(), 0);
    }
}
