//! `/help`: how to move without a mouse, what the colours and clocks mean, where every page is.

use askama::Template;

use crate::door::DoorKind;
use crate::section::opens;
use crate::{Answer, Audience, Door, Here, Markup, Say, Section, Severity, Sheet, words};

pub(crate) fn doors() -> [Door; 1] {
    [Door::page("/help", "web.help", help).audience(Audience::Public).says(words::HELP_TITLE).rail(Section::Office)]
}

#[derive(Template)]
#[template(path = "help.html")]
pub(crate) struct HelpPage<'a> {
    pub say: &'a Say,
    pub severities: Vec<Markup>,
    pub pages: Vec<(String, &'static str)>,
}

async fn help(here: Here) -> Answer {
    let pages = here.site.doors().iter().filter(|d| d.kind == DoorKind::Page && !d.path.contains('{') && opens(&here, d));
    let pages = pages.filter_map(|d| Some((here.say.word(d.name?).into_owned(), d.path))).collect();
    let severities = Severity::ALL.into_iter().map(|s| here.say.severity(s)).collect();
    let page = HelpPage { say: &here.say, severities, pages };
    here.page(Sheet::titled(here.say.word(words::HELP_TITLE)), &page)
}
