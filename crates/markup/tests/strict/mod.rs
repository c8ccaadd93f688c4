//! Reads HTML in one spelling only, the one in which we write it, so that nothing can be read in two ways. Whatever else a browser
//! would forgive is an error.

pub struct Tag {
    pub name: String,
    /// Name and value; the value as it is meant.
    pub attributes: Vec<(String, String)>,
}

const ENTITIES: [(&str, char); 6] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{A0}')];

/// Elements that have no end.
const VOID: [&str; 2] = ["br", "hr"];

/// The elements of `html`, if each of them is closed in the right place.
pub fn tags(html: &str) -> Result<Vec<Tag>, String> {
    let (mut tags, mut open, mut rest) = (Vec::new(), Vec::new(), html);
    while let Some(at) = rest.find(['<', '>']) {
        meant(&rest[..at])?;
        let (tag, after) =
            rest[at..].strip_prefix('<').and_then(|rest| rest.split_once('>')).ok_or("a bracket is alone")?;
        if tag.contains('<') {
            return Err(format!("a bracket stands in <{tag}>"));
        }
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop().ok_or_else(|| format!("</{name}> ends nothing"))?;
            if opened != name {
                return Err(format!("</{name}> ends <{opened}>"));
            }
        } else {
            let tag = read(tag)?;
            if !VOID.contains(&tag.name.as_str()) {
                open.push(tag.name.clone());
            }
            tags.push(tag);
        }
    }
    meant(rest)?;
    if open.is_empty() { Ok(tags) } else { Err(format!("{open:?} do not end")) }
}

fn read(tag: &str) -> Result<Tag, String> {
    let (name, mut rest) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
    is_name(name)?;
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (name, after) =
            rest.strip_prefix(' ').and_then(|rest| rest.split_once("=\"")).ok_or_else(|| tag.to_owned())?;
        let (value, after) = after.split_once('"').ok_or_else(|| tag.to_owned())?;
        is_name(name)?;
        attributes.push((name.to_owned(), meant(value)?));
        rest = after;
    }
    Ok(Tag { name: name.to_owned(), attributes })
}

fn is_name(name: &str) -> Result<(), String> {
    let is_plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if is_plain { Ok(()) } else { Err(format!("{name:?} is no name")) }
}

/// The text that stands for what is written.
fn meant(written: &str) -> Result<String, String> {
    let (mut text, mut rest) = (String::new(), written);
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let found = ENTITIES.iter().find(|(entity, _)| rest[at..].starts_with(entity));
        let (entity, c) = found.ok_or_else(|| format!("an ampersand is alone in {written:?}"))?;
        text.push(*c);
        rest = &rest[at + entity.len()..];
    }
    Ok(text + rest)
}

#[test]
fn only_one_spelling_is_read() {
    assert!(tags(r#"a &amp; <p>b<br><a href="/c&quot;" rel="d">e</a></p>"#).is_ok());
    for html in [
        "<p>",
        "</p>",
        "<b></p>",
        "<P></P>",
        "<p >a</p>",
        "<p a=b></p>",
        "<br/>",
        "a > b",
        "a < b",
        "a & b",
        "<p a=\"<\"></p>",
        "<p\na=\"b\"></p>",
    ] {
        assert!(tags(html).is_err(), "{html}");
    }
}
