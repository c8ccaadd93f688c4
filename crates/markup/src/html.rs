//! HTML that is safe to put into a page, and the characters that make text so.

use std::fmt;

/// Safe to put into a page: only this crate makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Only for what has been through [`crate::clean`], and for escaped text.
    pub(crate) fn trusted(html: String) -> Self {
        Self(html)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Text as it stands between tags or inside a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut out, text);
    out
}

pub(crate) fn push_escaped(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(entity) = entity(byte) else { continue };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

pub(crate) fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

/// The character that one of our entities at the beginning of `html` stands for, and how long the entity is.
pub(crate) fn unescaped(html: &str) -> Option<(char, usize)> {
    let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
    entities.into_iter().find(|(entity, _)| html.starts_with(entity)).map(|(entity, c)| (c, entity.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_html_is_escaped() {
        assert_eq!(escape(r#"<a href="x" title='y'>&amp;é</a>"#), {
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;é&lt;/a&gt;"
        });
        assert_eq!(escape(""), "");
    }

    #[test]
    fn every_entity_is_read_back() {
        for c in ['&', '<', '>', '"', '\''] {
            let entity = escape(&c.to_string());
            assert_eq!(unescaped(&entity), Some((c, entity.len())));
        }
        assert_eq!(unescaped("&copy;"), None);
    }
}
