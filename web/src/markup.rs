//! HTML that is already written: templates take it as it is.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// Finished HTML. Only templates and this crate's components make it; everything else is escaped where it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// The HTML of a template. A template that cannot be written is logged and leaves nothing behind.
    #[must_use]
    pub fn of(template: &impl Template) -> Self {
        Self(template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a template could not be written");
            String::new()
        }))
    }

    /// Plain words as HTML: escaped.
    #[must_use]
    pub fn text(words: &str) -> Self {
        let mut out = String::with_capacity(words.len());
        escape_into(&mut out, words);
        Self(out)
    }

    /// HTML put together by a component of this crate, which has escaped what it was given.
    pub(crate) const fn written(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Appends `words` with the five signs of HTML escaped.
pub(crate) fn escape_into(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_before_they_become_html() {
        assert_eq!(Markup::text(r#"<script>"x"&'y'"#).as_str(), "&lt;script&gt;&quot;x&quot;&amp;&#39;y&#39;");
    }
}
