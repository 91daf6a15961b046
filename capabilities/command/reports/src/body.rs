//! Title and text of a report: one sealed text, its first line the title.

/// Title and text of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The title.
    pub title: String,
    /// The text: a paragraph a line.
    pub text: String,
}

impl Body {
    /// As it is sealed: the title, an empty line, the text.
    #[must_use]
    pub fn joined(&self) -> String {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{title}\n\n{}", self.text.trim())
    }

    /// As it was sealed.
    #[must_use]
    pub fn split(words: &str) -> Self {
        let (title, text) = words.split_once('\n').unwrap_or((words, ""));
        Self { title: title.trim().to_owned(), text: text.trim().to_owned() }
    }

    /// The paragraphs of the text.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_text_come_back_as_they_were() {
        let body = Body { title: "Flood at  Ashford".into(), text: "One.\nTwo.\n".into() };
        assert_eq!(Body::split(&body.joined()), Body { title: "Flood at Ashford".into(), text: "One.\nTwo.".into() });
        assert_eq!(Body::split("only a title"), Body { title: "only a title".into(), text: String::new() });
        assert_eq!(body.paragraphs().collect::<Vec<_>>(), ["One.", "Two."]);
    }
}
