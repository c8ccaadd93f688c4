//! Makes one file of many rows: JSON for programs, and a page for people.

use std::{
    fmt,
    io::{Cursor, Write},
};

use askama::Template;
use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// The rows of a table, each an object of JSON.
pub(super) struct Chapter {
    pub table: &'static str,
    pub title: &'static str,
    pub rows: Vec<String>,
}

/// Why nothing could be made of it.
#[derive(Debug, thiserror::Error)]
pub(super) enum PackError {
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Page(#[from] askama::Error),
}

/// A zip with `index.html` and a JSON file for each chapter, `data/accounts/person.json`.
pub(super) fn pack(chapters: &[Chapter], asked_at: DateTime<Utc>) -> Result<Vec<u8>, PackError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("index.html", options)?;
    zip.write_all(page(chapters, asked_at)?.as_bytes())?;
    for chapter in chapters {
        zip.start_file(format!("data/{}.json", chapter.table.replace('.', "/")), options)?;
        write!(zip, "[\n{}\n]\n", chapter.rows.join(",\n"))?;
    }
    Ok(zip.finish()?.into_inner())
}

fn page(chapters: &[Chapter], asked_at: DateTime<Utc>) -> Result<String, PackError> {
    let mut parts: Vec<Part> = Vec::new();
    for chapter in chapters.iter().filter(|chapter| !chapter.rows.is_empty()) {
        let rows: Vec<Row> = chapter.rows.iter().map(|row| serde_json::from_str(row)).collect::<Result<_, _>>()?;
        match parts.iter_mut().find(|part| part.title == chapter.title) {
            Some(part) => part.tables.push(rows),
            None => parts.push(Part { title: chapter.title, tables: vec![rows] }),
        }
    }
    Ok(Page { asked: asked_at.format("%-d %B %Y, %H:%M UTC").to_string(), parts: &parts }.render()?)
}

/// Everything that a person writes is escaped by the template.
#[derive(Template)]
#[template(path = "rights/export.html")]
struct Page<'a> {
    asked: String,
    parts: &'a [Part],
}

struct Part {
    title: &'static str,
    tables: Vec<Vec<Row>>,
}

/// Names and values in the order in which they were asked for.
struct Row(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut pairs = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            pairs.push((name, words(&value)));
        }
        Ok(Row(pairs))
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => "–".into(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::String(text) => text.clone(),
        Value::Array(several) if several.iter().all(Value::is_string) => {
            several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Value::Number(number) => number.to_string(),
        deep => serde_json::to_string_pretty(deep).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_text_and_rows_keep_their_order() {
        let chapters = [
            Chapter {
                table: "a.b",
                title: "One & all",
                rows: vec![r#"{"Zeta":"<script>alert(1)</script>","Alpha":null}"#.into()],
            },
            Chapter { table: "a.c", title: "One & all", rows: vec![r#"{"Is it":true,"Deep":[{"x":1}]}"#.into()] },
            Chapter { table: "a.d", title: "Nothing", rows: Vec::new() },
        ];
        let html = page(&chapters, DateTime::UNIX_EPOCH).unwrap();
        assert!(!html.contains("<script") && html.contains("&#60;script&#62;"), "{html}");
        assert!(html.find("Zeta").unwrap() < html.find("Alpha").unwrap());
        assert_eq!(html.matches("<h2").count(), 1, "{html}");
        assert!(!html.contains("Nothing") && html.contains("1 January 1970"), "{html}");
    }
}
