//! Bodies of requests: read whole, no larger than the door takes, and taken apart where a form sent them.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest as _, Multipart};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode};

use crate::door::{DoorFacts, DoorKind};
use crate::{Site, Trouble};

/// How many fields a form may have.
pub const FIELDS_MAX: usize = 1_000;
/// How many files a form may have.
pub const FILES_MAX: usize = 20;
/// The longest name of a file that is kept, in characters.
pub const FILE_NAME_CHARS_MAX: usize = 120;

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field it came in.
    pub field: String,
    /// Its name, without any path and without control characters.
    pub name: String,
    /// What it says it is; believed by nobody who opens it.
    pub media_type: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// What a form sent, for the extractors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    pub fields: Arc<Vec<(String, String)>>,
    pub files: Arc<Vec<Upload>>,
}

impl Sent {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the body that came with `parts`; a form's is taken apart, any other is handed on as it was.
pub(crate) async fn read(site: &Site, door: &DoorFacts, parts: &Parts, body: Body) -> Result<(Sent, Bytes), Trouble> {
    let too_large = || Trouble::TooLarge { limit_kb: door.limit_kb };
    let limit = door.limit_kb.saturating_mul(1_000);
    let said = parts.headers.get(CONTENT_LENGTH).and_then(|l| l.to_str().ok()).and_then(|l| l.parse::<usize>().ok());
    if said.is_some_and(|said| said > limit) {
        return Err(too_large());
    }
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|k| k.to_str().ok()).unwrap_or("").trim().to_ascii_lowercase();
    let multipart = kind.starts_with("multipart/form-data");
    let urlencoded = kind.starts_with("application/x-www-form-urlencoded");
    let wanted = match door.kind {
        DoorKind::Form => urlencoded || kind.is_empty() || (multipart && door.takes_files),
        _ => !multipart || door.takes_files,
    };
    if !wanted {
        return Err(unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("this door does not take {kind:?}")));
    }
    let bytes = to_bytes(body, limit)
        .await
        .map_err(|error| if is_over(&error) { too_large() } else { unreadable(StatusCode::BAD_REQUEST, error.to_string()) })?;
    if multipart {
        return Ok((parted(site, parts, bytes).await?, Bytes::new()));
    }
    if door.kind == DoorKind::Form {
        return Ok((Sent { fields: Arc::new(pairs(&bytes)?), files: Arc::default() }, Bytes::new()));
    }
    Ok((Sent::default(), bytes))
}

fn is_over(error: &axum::Error) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        next = error.source();
    }
    false
}

fn unreadable(status: StatusCode, detail: String) -> Trouble {
    Trouble::Unreadable { status, detail }
}

/// Takes `a=1&b=2` apart.
fn pairs(bytes: &[u8]) -> Result<Vec<(String, String)>, Trouble> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(bytes).map_err(|e| unreadable(StatusCode::BAD_REQUEST, e.to_string()))?;
    if pairs.len() > FIELDS_MAX {
        return Err(unreadable(StatusCode::BAD_REQUEST, format!("{} fields, more than {FIELDS_MAX}", pairs.len())));
    }
    Ok(pairs.into_iter().map(|(name, value)| (name, plain_lines(&value))).collect())
}

/// Browsers send line ends as CR LF; inside they are LF.
fn plain_lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

async fn parted(site: &Site, parts: &Parts, bytes: Bytes) -> Result<Sent, Trouble> {
    let bad = |detail: String| unreadable(StatusCode::BAD_REQUEST, detail);
    let mut request = Request::new(Body::from(bytes));
    *request.headers_mut() = parts.headers.clone();
    let mut multipart = Multipart::from_request(request, site).await.map_err(|e| bad(e.body_text()))?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = multipart.next_field().await.map_err(|e| bad(e.body_text()))? {
        let field = part.name().unwrap_or("").to_owned();
        if let Some(name) = part.file_name().map(file_name) {
            let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = part.bytes().await.map_err(|e| bad(e.body_text()))?;
            // A file field left empty is sent as a file without a name.
            if !(name.is_empty() && bytes.is_empty()) {
                files.push(Upload { field, name, media_type, bytes });
            }
        } else {
            fields.push((field, plain_lines(&part.text().await.map_err(|e| bad(e.body_text()))?)));
        }
        if fields.len() > FIELDS_MAX || files.len() > FILES_MAX {
            return Err(bad(format!("more than {FIELDS_MAX} fields or {FILES_MAX} files")));
        }
    }
    Ok(Sent { fields: Arc::new(fields), files: Arc::new(files) })
}

/// The last part of whatever path a file's name pretends to, without control characters, cut to a sensible length.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last.chars().filter(|c| !c.is_control()).take(FILE_NAME_CHARS_MAX).collect();
    if clean.chars().all(|c| c == '.') { String::new() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_never_carries_a_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\Users\\a\\清单.xlsx"), "清单.xlsx");
        assert_eq!(file_name(".."), "");
        assert_eq!(file_name("a\0b\n.txt"), "ab.txt");
        assert_eq!(file_name(&"x".repeat(500)).len(), FILE_NAME_CHARS_MAX);
    }

    #[test]
    fn fields_are_read_with_plain_line_ends_and_counted() {
        let sent = pairs(b"a=1&b=x%0D%0Ay&b=%E6%B0%B4").unwrap();
        assert_eq!(sent, [("a".into(), "1".into()), ("b".into(), "x\ny".into()), ("b".into(), "水".into())]);
        assert!(pairs("a=1&".repeat(FIELDS_MAX + 1).as_bytes()).is_err());
    }
}
