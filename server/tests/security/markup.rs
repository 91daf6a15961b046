//! Reading a page as a browser does, far enough to see whether somebody else's words have become a part of it: tags, attributes, scripts.

/// One tag with its attributes, names in lower case.
#[derive(Debug, Default, PartialEq)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// What stands in it, for scripts and styles only.
    pub inside: String,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Attributes that a browser follows.
const LEADS: [&str; 11] =
    ["href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "ping", "data-src", "data-script"];

/// What in a page is not the program's own: scripts in the page, handlers, addresses that run or lead elsewhere.
pub fn foreign(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let kind = tag.attribute("type").unwrap_or_default();
        let is_words = tag.name == "script" && kind == "application/json" && tag.attribute("id") == Some("words");
        if tag.name == "script"
            && !is_words
            && (!tag.inside.trim().is_empty() || !is_own(tag.attribute("src").unwrap_or_default()))
        {
            found.push(format!("a script in the page: {tag:?}"));
        }
        if matches!(tag.name.as_str(), "style" | "iframe" | "object" | "embed" | "base" | "math" | "template") {
            found.push(format!("a tag that no page has: {tag:?}"));
        }
        for (name, value) in &tag.attributes {
            if name.starts_with("on") || name == "style" || name == "srcdoc" {
                found.push(format!("{name} in {tag:?}"));
            }
            if LEADS.contains(&name.as_str()) && !leads_home(value) {
                found.push(format!("{name} leads to {value:?} in {tag:?}"));
            }
        }
    }
    found
}

/// A path on this site.
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// Where a link of ours may lead: on this site, to a telephone or a mail program, or to the program that makes one-time codes.
fn leads_home(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    let own = is_own(&address) || address.starts_with(['?', '#']) || address.is_empty();
    own || ["tel:", "mailto:", "sms:", "otpauth:", "data:image/"].iter().any(|scheme| address.starts_with(scheme))
}

/// The tags of a page.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (mut tag, behind) = one(rest);
            rest = behind;
            if matches!(tag.name.as_str(), "script" | "style" | "textarea" | "title") {
                let end = rest.to_ascii_lowercase().find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                tag.inside = rest[..end].to_owned();
                rest = &rest[end..];
            }
            tags.push(tag);
        }
    }
    tags
}

/// The tag that `text` begins with, and what stands behind it.
fn one(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), ..Tag::default() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return (tag, behind);
        }
        if rest.is_empty() {
            return (tag, "");
        }
        let end = rest[1..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '=')).map_or(rest.len(), |n| n + 1);
        let name = rest[..end].to_ascii_lowercase();
        let behind = rest[end..].trim_start();
        let Some(given) = behind.strip_prefix('=') else {
            tag.attributes.push((name, String::new()));
            rest = &rest[end..];
            continue;
        };
        let (value, behind) = value(given.trim_start());
        tag.attributes.push((name, plain(value)));
        rest = behind;
    }
}

/// The value that `text` begins with, and what stands behind it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()))
}

/// Words as a reader sees them: the entities that the program writes, taken back. Others stay as they are.
pub fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    for (entity, letter) in [
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
        ("&#38;", "&"),
    ] {
        out = out.replace(entity, letter);
    }
    out
}

#[test]
fn the_reader_of_pages_sees_what_a_browser_sees() {
    let page =
        "<p title='a > b' data-x=1 hidden>x &lt;script&gt;</p><!-- <script>no</script> --><a href=\"/x?a=1&amp;b=2\">y</a>";
    let found = tags(page);
    assert_eq!(found.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["p", "a"]);
    assert_eq!(found[0].attribute("title"), Some("a > b"));
    assert_eq!((found[0].attribute("data-x"), found[0].attribute("hidden")), (Some("1"), Some("")));
    assert_eq!(found[1].attribute("href"), Some("/x?a=1&b=2"));
    assert!(foreign(page).is_empty(), "{:?}", foreign(page));
    for hostile in [
        "<script>x()</script>",
        "<p><img src=/x onerror=x()>",
        "<a href=\"javascript:x()\">y</a>",
        "<a href=\" JavaScript:x()\">y</a>",
        "<a href=\"https://elsewhere.example\">y</a>",
        "<form action=//elsewhere.example>",
        "<svg/onload=x()>",
        "<input value=\"\"autofocus onfocus=x()>",
        "<iframe src=/x></iframe>",
        "<script src=\"https://elsewhere.example/x.js\"></script>",
        "<a href=\"data:text/html,x\">y</a>",
    ] {
        assert!(!foreign(hostile).is_empty(), "{hostile}");
    }
}
