//! The forms of a page, read as a browser would send them: for people who press buttons without a browser.

/// A form of a page with what is filled in already.
#[derive(Debug, Clone, Default)]
pub struct PageForm {
    /// Its id, where it has one.
    pub id: String,
    /// Where it is sent.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Names and values, hidden ones among them.
    pub fields: Vec<(String, String)>,
    /// Its buttons.
    pub buttons: Vec<Button>,
}

/// A button that sends a form.
#[derive(Debug, Clone, Default)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it adds to the fields, where it has a name.
    pub field: Option<(String, String)>,
    /// Where it sends the form instead.
    pub action: Option<String>,
}

/// A tag with its attributes.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    attributes: Vec<(&'a str, String)>,
    after: &'a str,
}

/// All forms of a page, in order.
#[must_use]
pub fn forms(html: &str) -> Vec<PageForm> {
    let mut forms: Vec<PageForm> = Vec::new();
    let mut open = false;
    let mut choosing: Option<String> = None;
    let mut rest = html;
    while let Some(tag) = Tag::next(rest) {
        rest = tag.after;
        match (tag.name, tag.closes) {
            ("form", false) => {
                forms.push(PageForm::of(&tag));
                open = true;
            }
            ("form", true) => open = false,
            ("select", false) => choosing = tag.get("name").map(ToOwned::to_owned),
            ("select", true) => choosing = None,
            (_, false) => {
                if let Some(form) = forms.last_mut().filter(|_| open) {
                    form.take(&tag, choosing.as_deref());
                }
            }
            _ => {}
        }
    }
    forms
}

impl PageForm {
    fn of(tag: &Tag<'_>) -> Self {
        let text = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        Self { id: text("id"), action: text("action"), method: text("method"), ..Self::default() }
    }

    fn take(&mut self, tag: &Tag<'_>, choosing: Option<&str>) {
        let value = tag.get("value").unwrap_or_default().to_owned();
        let named = tag.get("name").map(ToOwned::to_owned);
        match (tag.name, tag.get("type").unwrap_or_default()) {
            ("input", "checkbox" | "radio") if !tag.has("checked") => {}
            ("input", "submit" | "button" | "file") => {}
            ("input", _) => self.fields.extend(named.map(|name| (name, value))),
            ("textarea", _) => {
                let words = unescaped(tag.after.split("</textarea").next().unwrap_or_default());
                self.fields.extend(named.map(|name| (name, words.trim_start_matches('\n').to_owned())));
            }
            ("option", _) => self.choose(choosing, (value, tag.has("selected"))),
            ("button", kind) if kind != "button" => {
                let label = without_tags(tag.after.split("</button").next().unwrap_or_default());
                let action = tag.get("formaction").map(ToOwned::to_owned);
                self.buttons.push(Button { label, field: named.map(|name| (name, value)), action });
            }
            _ => {}
        }
    }

    /// The first option is chosen until a later one says that it is.
    fn choose(&mut self, name: Option<&str>, (value, selected): (String, bool)) {
        let Some(name) = name else { return };
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            None => self.fields.push((name.to_owned(), value)),
            Some(field) if selected => field.1 = value,
            Some(_) => {}
        }
    }

    /// The value that stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same with a field filled in.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl<'a> Tag<'a> {
    fn next(html: &'a str) -> Option<Self> {
        let (_, from) = html.split_once('<')?;
        let closes = from.starts_with('/');
        let from = from.trim_start_matches('/');
        let end = from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(from.len());
        let mut tag = Self { name: &from[..end], closes, attributes: Vec::new(), after: &from[end..] };
        while let Some(after) = tag.attribute() {
            tag.after = after;
        }
        Some(tag)
    }

    /// Takes one attribute and answers what comes after it; nothing at the end of the tag.
    fn attribute(&mut self) -> Option<&'a str> {
        let rest = self.after.trim_start();
        if rest.is_empty() || rest.starts_with('>') || rest.starts_with('<') {
            self.after = rest.strip_prefix('>').unwrap_or(rest);
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).unwrap_or(rest.len()).max(1);
        let (name, rest) = rest.split_at(end.min(rest.len()));
        let Some(value) = rest.strip_prefix('=') else {
            self.attributes.push((name, String::new()));
            return Some(rest);
        };
        let (value, rest) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
        };
        self.attributes.push((name, unescaped(value)));
        Some(rest)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

fn without_tags(html: &str) -> String {
    let parts = html.split('<').enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once('>').map_or("", |p| p.1) });
    unescaped(parts.collect::<String>().trim())
}

/// The text that escaped HTML stands for.
fn unescaped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let sign = after.split_once(';').and_then(|(name, after)| Some((sign(name)?, after)));
        match sign {
            Some((sign, after)) => {
                text.push(sign);
                rest = after;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text + rest
}

fn sign(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = number.strip_prefix('x').map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let page = r#"<p>x &lt; y</p><form id="f" method="post" action="/a?b=1&#38;c=2"><input type="hidden" name="csrf" value="t">
            <input name="who" value="a &quot;b&quot;"><input type="checkbox" name="no" value="1"><input type=radio name=yes value=2 checked>
            <select name="kind"><option value="x">X</option><option value="y" selected>Y</option></select>
            <textarea name="words">
one &amp; two</textarea><button name="outcome" value="told"><svg></svg> Told</button>
            <button type="button">no</button><button formaction="/else">Else</button></form>
            <form action="/second"></form>"#;
        let forms = forms(page);
        assert_eq!(forms.len(), 2);
        let form = &forms[0];
        assert_eq!((form.id.as_str(), form.action.as_str(), form.method.as_str()), ("f", "/a?b=1&c=2", "post"));
        let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("csrf", "t"), ("who", "a \"b\""), ("yes", "2"), ("kind", "y"), ("words", "one & two")]);
        let buttons: Vec<&str> = form.buttons.iter().map(|button| button.label.as_str()).collect();
        assert_eq!(buttons, ["Told", "Else"]);
        assert_eq!(form.buttons[0].field, Some(("outcome".into(), "told".into())));
        assert_eq!(form.buttons[1].action.as_deref(), Some("/else"));
    }

    #[test]
    fn a_page_that_breaks_off_is_read_as_far_as_it_goes() {
        assert_eq!(forms("<form action=\"/a\"><input name=\"x\" value=\"").len(), 1);
        assert!(forms("<").is_empty() && forms("a & b < c").is_empty());
    }
}
