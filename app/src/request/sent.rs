//! The body of a form: its fields as pairs, its files as uploads. It is read whole and within a limit before anything else
//! sees it; what cannot be read is refused in words.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use contract::{AppError, Pairs, Problem};
use futures::StreamExt;
use http::{HeaderMap, header};

use super::pairs;

/// A file that came with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The name of the form's field.
    pub field: String,
    /// As the sender calls it: a folder's files come with their path inside it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Everything that a form sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub pairs: Pairs,
    pub uploads: Vec<Upload>,
}

impl Sent {
    /// Reads `application/x-www-form-urlencoded` and `multipart/form-data`. Anything else is read as an empty form: every
    /// field is missing.
    pub async fn read(headers: &HeaderMap, body: Body, limit_kib: usize) -> Result<Self, AppError> {
        let bytes = whole(body, limit_kib).await?;
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => Ok(Self { pairs: pairs(&bytes), ..Self::default() }),
            "multipart/form-data" => multipart(kind, bytes).await.map_err(|_| cut_off()),
            _ => Ok(Self::default()),
        }
    }
}

/// All bytes of a body, if they are not too many. The rest is read all the same, as far as the server's own limit lets it:
/// a browser that is still sending would not see the answer.
pub async fn whole(body: Body, limit_kib: usize) -> Result<Bytes, AppError> {
    let mut chunks = body.into_data_stream();
    let mut kept = Some(Vec::new());
    while let Some(chunk) = chunks.next().await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) if kept.is_none() || is_too_long(&error) => return Err(AppError::TooLarge { limit_kib }),
            Err(_) => return Err(cut_off()),
        };
        kept = kept.filter(|kept| kept.len() + chunk.len() <= limit_kib * 1024);
        if let Some(kept) = &mut kept {
            kept.extend_from_slice(&chunk);
        }
    }
    kept.map(Bytes::from).ok_or(AppError::TooLarge { limit_kib })
}

/// The server's own limit ended the body, not the sender.
fn is_too_long(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>)
}

async fn multipart(kind: &str, bytes: Bytes) -> Result<Sent, multer::Error> {
    let stream = futures::stream::iter([Ok::<_, Infallible>(bytes)]);
    let mut parts = multer::Multipart::new(stream, multer::parse_boundary(kind)?);
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        let name = names_a_file(part.headers()).then(|| part.file_name().unwrap_or_default().to_owned());
        let bytes = part.bytes().await?;
        match name {
            None => sent.pairs.push((field, String::from_utf8_lossy(&bytes).into_owned())),
            // What a browser sends for a field in which no file was chosen.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => sent.uploads.push(Upload { field, name, bytes: bytes.into() }),
        }
    }
    Ok(sent)
}

/// Also where the name itself cannot be read: a file never becomes a field.
fn names_a_file(headers: &HeaderMap) -> bool {
    let disposition = headers.get(header::CONTENT_DISPOSITION).map(http::HeaderValue::as_bytes).unwrap_or_default();
    disposition.split(|byte| *byte == b';').skip(1).any(|part| part.trim_ascii_start().starts_with(b"filename"))
}

fn cut_off() -> AppError {
    AppError::field("upload", Problem::CutOff)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=x";

    fn sent(kind: &'static str, body: impl Into<Body>) -> Result<Sent, AppError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        futures::executor::block_on(Sent::read(&headers, body.into(), 1))
    }

    fn upload(field: &str, name: &str, bytes: &[u8]) -> Upload {
        Upload { field: field.into(), name: name.into(), bytes: bytes.into() }
    }

    #[test]
    fn fields_and_files_come_apart_in_their_order() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\na.rs\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"src/b \\\"c\\\".rs\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\nfn b() {}\r\n\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"zip\"; filename=\"\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n";
        let sent = sent(KIND, body).unwrap();
        assert_eq!(sent.pairs, [("path".into(), "a.rs".into()), ("path".into(), String::new())]);
        assert_eq!(sent.uploads, [upload("files", "src/b \"c\".rs", b"fn b() {}\r\n")]);
    }

    #[test]
    fn a_file_whose_name_cannot_be_read_is_still_a_file() {
        let start =
            b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\xe9.rs\"\r\n\r\nabc\r\n--x--\r\n";
        let sent = sent(KIND, start.to_vec()).unwrap();
        assert_eq!((sent.pairs, sent.uploads), (Vec::new(), vec![upload("files", "", b"abc")]));
    }

    #[test]
    fn what_is_broken_or_cut_off_is_told() {
        let part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc";
        for (kind, body) in [
            ("multipart/form-data", part),
            ("multipart/form-data; boundary=", part),
            (KIND, ""),
            (KIND, "a=b"),
            (KIND, "--x\r\n"),
            (KIND, "--x\r\nContent-Disposition"),
            (KIND, part),
            (KIND, "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\u{7}\u{0}: x\r\n\r\nabc\r\n--x--\r\n"),
        ] {
            assert_eq!(sent(kind, body).unwrap_err(), cut_off(), "{kind} {body:?}");
        }
        let broken = futures::stream::iter([Ok(Bytes::from("a=b")), Err(std::io::Error::other("gone"))]);
        let broken = sent("application/x-www-form-urlencoded", Body::from_stream(broken));
        assert_eq!(broken.unwrap_err(), cut_off());
    }

    #[test]
    fn too_much_is_told_however_it_comes() {
        for kind in [KIND, "application/x-www-form-urlencoded", "text/plain"] {
            let told = sent(kind, "x".repeat(1025)).unwrap_err();
            assert_eq!(told, AppError::TooLarge { limit_kib: 1 });
        }
        let drops = futures::stream::iter((0..1025).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(b"x"))));
        assert!(sent("text/plain", Body::from_stream(drops)).is_err());
        assert!(sent("text/plain", "x".repeat(1024)).unwrap().pairs.is_empty());
    }
}
