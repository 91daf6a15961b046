//! The page around a capability's part: bar, rail, one heading, watermark, and the words that scripts need.

use askama::Template;
use axum::http::StatusCode;
use kernel::World;

use crate::section::{RailEntry, RailPage, rail};
use crate::shared::is_shared;
use crate::{Answer, Form, Here, Language, Markup, Page, Say, Section, assets, words};

/// What a page is: its heading and how it stands in the frame. `here.page(Sheet::titled(…), &template)` puts it together.
#[derive(Debug, Clone)]
pub struct Sheet {
    title: String,
    section: Option<Section>,
    frame: Frame,
    marking: Option<Marking>,
    trail: Vec<(String, String)>,
    beside: Markup,
    heading: bool,
    map: bool,
    script: Option<&'static str>,
    status: StatusCode,
}

/// How much stands around a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Bar and rail.
    Full,
    /// Neither: sign-in, public pages.
    Bare,
    /// Dark and filling the screen: the wall.
    Wall,
    /// White and A4: documents.
    Paper,
}

/// How a page is marked, on screen and on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// For the office.
    Internal,
    /// A work secret.
    WorkSecret,
}

impl Marking {
    /// The word in facts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::WorkSecret => "work_secret",
        }
    }

    /// The word for people.
    pub(crate) const fn word(self) -> crate::Word {
        match self {
            Self::Internal => words::MARKING_INTERNAL,
            Self::WorkSecret => words::MARKING_WORK_SECRET,
        }
    }
}

impl Sheet {
    /// A page with bar and rail, called `title`.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            section: None,
            frame: Frame::Full,
            marking: None,
            trail: Vec::new(),
            beside: Markup::default(),
            heading: true,
            map: false,
            script: None,
            status: StatusCode::OK,
        }
    }

    /// The page stands in this section of the rail; without it, in that of its door.
    #[must_use]
    pub const fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// Without bar and rail: sign-in and public pages.
    #[must_use]
    pub const fn bare(mut self) -> Self {
        self.frame = Frame::Bare;
        self
    }

    /// Dark and filling the screen, without input.
    #[must_use]
    pub const fn wall(mut self) -> Self {
        self.frame = Frame::Wall;
        self
    }

    /// White and as wide as a sheet of A4: documents that are printed.
    #[must_use]
    pub const fn paper(mut self) -> Self {
        self.frame = Frame::Paper;
        self
    }

    /// Marked across the page, on screen and on paper.
    #[must_use]
    pub const fn marked(mut self, marking: Marking) -> Self {
        self.marking = Some(marking);
        self
    }

    /// A page above this one: shown before the heading.
    #[must_use]
    pub fn under(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.trail.push((name.into(), path.into()));
        self
    }

    /// What stands at the right of the heading: buttons.
    #[must_use]
    pub fn beside(mut self, template: &impl Template) -> Self {
        self.beside = Markup::of(template);
        self
    }

    /// The template brings its own `h1`.
    #[must_use]
    pub const fn own_heading(mut self) -> Self {
        self.heading = false;
        self
    }

    /// The page holds a map: its library is loaded.
    #[must_use]
    pub const fn map(mut self) -> Self {
        self.map = true;
        self
    }

    /// The page needs the script `name` of the assets besides what every page loads.
    #[must_use]
    pub const fn script(mut self, name: &'static str) -> Self {
        self.script = Some(name);
        self
    }

    /// With another status than 200.
    #[must_use]
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// With the status of the form on it.
    #[must_use]
    pub fn of(self, form: &Form) -> Self {
        if let Some(fault) = form.fault() {
            tracing::error!(%fault, "a fault stopped a form");
        }
        self.status(form.status())
    }
}

impl Here {
    /// The page `sheet` with `template` in it; only the template's own part where a part was asked for.
    ///
    /// # Errors
    /// A fault when a template cannot be written.
    pub fn page(&self, sheet: Sheet, template: &impl Template) -> Answer {
        let status = sheet.status;
        if self.asked.fragment {
            return Ok(Page::html(status, template.render()?));
        }
        let body = Markup::written(template.render()?);
        let html = FramePage::of(self, &sheet, body).render()?;
        Ok(Page::html(status, html))
    }

    /// Only `template`: what a live part of a page is fetched from.
    ///
    /// # Errors
    /// A fault when the template cannot be written.
    pub fn part(&self, template: &impl Template) -> Answer {
        Ok(Page::html(StatusCode::OK, template.render()?))
    }

    /// The hidden fields that every form needs: the token, a key under which it is done only once, and the version seen.
    #[must_use]
    pub fn hidden(&self, form: &Form) -> Markup {
        if is_shared(self) {
            // Others get the same part: script puts token and key into it when it is sent.
            return Markup::of(&Hidden { csrf: "", once: "", seen: form.value("seen") });
        }
        let kept = Some(form.value("once")).filter(|key| !key.is_empty()).map(ToOwned::to_owned);
        let once = kept.unwrap_or_else(|| self.site.new_id().to_string());
        Markup::of(&Hidden { csrf: self.csrf(), once: &once, seen: form.value("seen") })
    }
}

#[derive(Template)]
#[template(path = "hidden.html")]
struct Hidden<'a> {
    csrf: &'a str,
    once: &'a str,
    seen: &'a str,
}

/// What stands on the page of a trouble.
#[derive(Template)]
#[template(path = "trouble.html")]
pub(crate) struct TroublePage<'a> {
    pub say: &'a Say,
    pub hint: Option<&'a str>,
    pub detail: Option<&'a str>,
    pub request: &'a str,
    pub sign_in: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "frame.html")]
struct FramePage<'a> {
    here: &'a Here,
    say: &'a Say,
    sheet: &'a Sheet,
    body: Markup,
    rail: Vec<RailEntry<'a>>,
    script_words: String,
    rate: u32,
    now_ms: i64,
    position: i64,
    mark: Option<String>,
}

impl<'a> FramePage<'a> {
    fn of(here: &'a Here, sheet: &'a Sheet, body: Markup) -> Self {
        let full = sheet.frame == Frame::Full;
        let section = sheet.section.or(here.door.section);
        Self {
            here,
            say: &here.say,
            sheet,
            body,
            rail: if full { rail(here, section) } else { Vec::new() },
            script_words: script_words(&here.say),
            rate: here.desk().clock().rate(),
            now_ms: here.say.now.ms(),
            position: here.desk().last_position(),
            mark: sheet.marking.map(|m| mark(here, m)),
        }
    }

    fn full(&self) -> bool {
        self.sheet.frame == Frame::Full
    }

    /// The pages of the current section, where there are several.
    fn pages(&self) -> Option<&[RailPage<'a>]> {
        self.rail.iter().find(|entry| entry.current).map(|entry| entry.pages.as_slice()).filter(|pages| !pages.is_empty())
    }

    fn frame(&self) -> &'static str {
        match self.sheet.frame {
            Frame::Full => "full",
            Frame::Bare => "bare",
            Frame::Wall => "wall",
            Frame::Paper => "paper",
        }
    }

    fn theme(&self) -> &'static str {
        match self.sheet.frame {
            Frame::Wall => "dark",
            Frame::Paper => "light",
            _ => self.here.asked.theme.as_str(),
        }
    }

    fn city(&self) -> &str {
        self.here.site.city().name(self.say.language)
    }

    fn world_word(&self) -> Option<String> {
        match self.here.world() {
            World::Live => None,
            World::Exercise => Some(self.say.word(words::WORLD_EXERCISE).into_owned()),
            World::Replay => Some(self.say.word(words::WORLD_REPLAY).into_owned()),
        }
    }

    fn asset(&self, name: &str) -> String {
        assets::path(name)
    }

    fn other_languages(&self) -> impl Iterator<Item = (&'static str, String)> {
        let mine = self.say.language;
        Language::ALL.into_iter().filter(move |l| *l != mine).map(|l| (l.code(), self.say.word(l.word()).into_owned()))
    }

    fn live(&self) -> bool {
        self.here.caller.is_some() && self.sheet.frame != Frame::Paper
    }
}

/// What the watermark says: the marking, who looks, when. A photograph of the screen then names its source.
fn mark(here: &Here, marking: Marking) -> String {
    let who = here.caller.as_ref().map_or("", |c| c.name.as_str());
    format!("{} {who} {}", here.say.word(marking.word()), here.say.full(here.say.now))
}

/// The few words that scripts write themselves, as JSON with `{n}` where a number goes.
fn script_words(say: &Say) -> String {
    let plain = [
        words::AGE_NOW,
        words::LIVE_LOST,
        words::LIVE_BACK,
        words::DRAFT_KEPT,
        words::DRAFT_FOUND,
        words::DRAFT_NOT_KEPT,
        words::FIND_OPEN,
        words::FIND_NOTHING,
    ];
    let with_n = [words::AGE_MINUTES, words::AGE_HOURS, words::AGE_DAYS, words::DURATION_MINUTES];
    let with_two = [words::DURATION_HOURS, words::DURATION_DAYS];
    let mut all = serde_json::Map::new();
    let mut put = |word: crate::Word, text: String| all.insert(word.key().trim_start_matches("web-").to_owned(), text.into());
    for word in plain {
        put(word, say.word(word).into_owned());
    }
    for word in with_n {
        put(word, say.one(word, "n", "{n}"));
    }
    for word in with_two {
        put(word, say.with(word, &[("big", "{big}".into()), ("small", "{small}".into())]));
    }
    put(words::CLOCK_LEFT, say.one(words::CLOCK_LEFT, "left", "{left}"));
    put(words::CLOCK_OVERDUE, say.one(words::CLOCK_OVERDUE, "over", "{over}"));
    put(words::AGE_AHEAD, say.one(words::AGE_AHEAD, "left", "{left}"));
    // `<` could end the script element that holds it.
    serde_json::Value::Object(all).to_string().replace('<', "\\u003c")
}
