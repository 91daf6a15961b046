//! How one browser wants to see things: language and theme, kept in a cookie, switched by a form that needs no script.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

use crate::answer::own_path;
use crate::{Answer, Audience, Door, Form, Here, Language, Page};

/// The cookie that keeps the view.
const COOKIE_NAME: &str = "view";
/// How long it is kept: a year, in seconds.
const KEPT_S: u32 = 31_536_000;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the browser's own setting says.
    #[default]
    Auto,
    /// Dark letters on light: by day.
    Light,
    /// Light letters on dark: by night, and always on the wall.
    Dark,
}

/// What the cookie says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct View {
    pub language: Option<Language>,
    pub theme: Theme,
}

impl Theme {
    /// The name in the cookie and in the page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|t| t.as_str() == text)
    }
}

impl View {
    /// Reads the cookie `view=zh.dark`; what is not understood is as if not said.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = cookie(headers, COOKIE_NAME).unwrap_or("");
        let (language, theme) = text.split_once('.').unwrap_or((text, ""));
        Self { language: Language::parse(language), theme: Theme::parse(theme).unwrap_or_default() }
    }

    fn cookie(self) -> String {
        let language = self.language.map_or("", Language::code);
        format!("{COOKIE_NAME}={language}.{}; Path=/; Max-Age={KEPT_S}; SameSite=Lax; HttpOnly", self.theme.as_str())
    }
}

/// The value of the cookie `name`.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

pub(crate) fn door() -> Door {
    Door::form("/view", "web.view", switch).audience(Audience::Public).limit_kb(4)
}

async fn switch(here: Here, headers: HeaderMap, form: Form) -> Answer {
    let mut view = View::of(&headers);
    view.language = Language::parse(form.value("language")).or(view.language);
    view.theme = Theme::parse(form.value("theme")).unwrap_or(view.theme);
    let secure = if here.site.0.tls || here.site.0.behind_proxy { "; Secure" } else { "" };
    let cookie = HeaderValue::try_from(format!("{}{secure}", view.cookie())).unwrap_or(HeaderValue::from_static(""));
    Ok(Page::go(own_path(form.value("back"))).with(SET_COOKIE, cookie))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &'static str) -> HeaderMap {
        let mut map = HeaderMap::new();
        map.insert(COOKIE, HeaderValue::from_static(cookie));
        map
    }

    #[test]
    fn a_browser_keeps_its_language_and_theme() {
        let view = View::of(&headers("a=b; view=en.dark; c=d"));
        assert_eq!(view, View { language: Some(Language::En), theme: Theme::Dark });
        assert!(view.cookie().starts_with("view=en.dark; Path=/;"));
        for odd in ["view=", "view=xx.purple", "review=zh.dark", ""] {
            assert_eq!(View::of(&headers(odd)), View::default(), "{odd}");
        }
    }
}
