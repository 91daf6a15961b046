//! The page of one incident: now, or as it was known at an earlier moment; and the same page with a form that came back.

use std::sync::Arc;

use askama::Template;
use desk::reads as journal;
use kernel::{Given, Id, Once, Point, Time};
use web::{Answer, Field, Form, Here, Listing, Markup, Say, Sheet, Trouble};

use super::form_fields::time_field;
use super::forms::{CameBack, Forms, OpenForm};
use super::hints::{self, Like};
use super::leader_sheet::LeaderSheet;
use super::members::{self, MemberRow, MembersPart};
use super::news::{self, News};
use super::parts::{AboutPart, FiguresPart, Hidden, NowPart, SheetPart, TimelinePart};
use super::powers::Powers;
use super::sight::{Moment, Sight};
use super::small_form::SmallForm;
use super::strips::{self, Below};
use super::{aloud, card_read, moment, naming, parts, timeline};
use crate::acts::Open;
use crate::facts::{IncidentFact, Marking};
use crate::office::Office;
use crate::words;

/// How many fields that could not be read are named.
const UNREAD_MAX: usize = 10;

#[derive(Template)]
#[template(path = "one.html")]
pub struct OnePage<'a> {
    pub say: &'a Say,
    pub id: &'a Id,
    pub live: bool,
    pub moment: Option<MomentShown>,
    pub news: Option<News>,
    pub unread: Vec<String>,
    pub refused: Option<(Markup, &'static str)>,
    pub now: NowPart<'a>,
    pub about: AboutPart<'a>,
    pub sheet: SheetPart<'a>,
    pub figures: FiguresPart<'a>,
    pub figure_form: Option<OpenForm<'a>>,
    pub figure_forms: Vec<SmallForm<'a>>,
    pub timeline: TimelinePart<'a>,
    pub note_form: Option<OpenForm<'a>>,
    pub hints: Vec<Like>,
    pub members: Option<MembersPart<'a>>,
    pub call_in: Option<SmallForm<'a>>,
    pub forms: Vec<SmallForm<'a>>,
    pub point: Option<Point>,
    pub moments: Vec<timeline::Step>,
    pub this_step: usize,
    pub at_field: Field<'a>,
}

/// The moment that is shown, and those beside it.
pub struct MomentShown {
    /// When, in words.
    pub words: String,
    /// The moment before it.
    pub before: Option<usize>,
    /// The moment after it.
    pub after: Option<usize>,
}

/// What the page is made of besides what is seen.
pub struct Around {
    /// The areas below.
    pub below: Vec<Below>,
    /// The leader sheet.
    pub sheet: LeaderSheet,
    /// Incidents that may be the same.
    pub hints: Vec<Like>,
    /// Who was called from elsewhere.
    pub members: Vec<MemberRow>,
    /// Every moment that can be gone to, with those that come after the one that is shown.
    pub moments: Vec<timeline::Step>,
}

/// The page of an incident.
pub async fn one(here: Here, id: Id, asked: Listing, office: Arc<Office>) -> Answer {
    let now = Sight::now(&here, &office, &id).await?;
    if let Some((position, at)) = position(&here, &now, &asked).await? {
        let moments = timeline::steps(&now);
        let then = Sight::then(&here, &office, (&id, position, at)).await?;
        return show(&here, &then, (Powers::of(&here, &then), None), (&asked, moments)).await;
    }
    open(&here, &now).await?;
    let moments = timeline::steps(&now);
    show(&here, &now, (Powers::of(&here, &now), None), (&asked, moments)).await
}

/// The page with a form that could not be carried out.
///
/// # Errors
/// Not found for this reader, or a fault.
pub async fn came_back(here: &Here, office: &Office, (id, back): (&Id, &(super::which::Which, Form))) -> Answer {
    let sight = Sight::now(here, office, id).await?;
    let moments = timeline::steps(&sight);
    show(here, &sight, (Powers::of(here, &sight), Some(back)), (&Listing::default(), moments)).await
}

/// One part of the page alone.
pub async fn part(here: Here, (id, part): (Id, String), office: Arc<Office>) -> Answer {
    let sight = Sight::now(&here, &office, &id).await?;
    parts::answer(&here, &sight, &part).await
}

/// The moment asked for, and the time where one was: the number of a step (`step`) or fact (`fact`), or a position or time (`at`); nothing where now is asked for.
async fn position(here: &Here, now: &Sight, asked: &Listing) -> Result<Option<(i64, Option<Time>)>, Trouble> {
    let step = asked.get("step").parse::<usize>().ok().and_then(|n| timeline::steps(now).into_iter().find(|step| step.n == n));
    if let Some(version) = step.map(|step| step.version).or_else(|| asked.get("fact").parse().ok()) {
        // The last fact of all is now.
        let fact = now.facts.iter().find(|fact| fact.version == version && version < now.incident.version);
        return Ok(fact.map(|fact| (fact.position, None)));
    }
    let at = asked.get("at").trim();
    if at.is_empty() {
        return Ok(None);
    }
    if let Ok(position) = at.parse::<i64>() {
        return Ok(Some((position, None)));
    }
    let time = moment::read(at, here.say.zone(), here.say.now).ok_or_else(|| Trouble::field("at", words::TIME_UNREAD))?;
    Ok(Some((journal::moment_at(here.db(), time).await?, Some(time.min(here.say.now)))))
}

/// Whoever opens an incident for the first time is on record as having seen it.
async fn open(here: &Here, sight: &Sight) -> Result<(), Trouble> {
    let given = here.given();
    let seen = sight.facts.iter().any(|fact| matches!(fact.fact, IncidentFact::Opened) && fact.actor == given.actor.0);
    if seen || here.asked.fragment {
        return Ok(());
    }
    // Two windows opened at once make one fact.
    let once = Once { key: format!("opened/{}/{}", sight.id, given.actor.0), digest: String::new() };
    here.desk().perform(&sight.id, Given { once: Some(once), ..given }, Open).await?;
    Ok(())
}

async fn show(
    here: &Here,
    sight: &Sight,
    (powers, back): (Powers, CameBack<'_>),
    (asked, moments): (&Listing, Vec<timeline::Step>),
) -> Answer {
    let around = Around {
        below: strips::below(here, sight).await?,
        sheet: LeaderSheet::read(here, sight).await?,
        hints: hints::beside(here, sight).await?,
        members: members::rows(here, sight).await?,
        moments,
    };
    let page = page(sight, (Some(here), powers, back), (asked, around));
    let mut sheet = Sheet::titled(title(sight)).under(here.say.word(words::LIST_TITLE), "/incidents");
    sheet = match sight.incident.marking {
        Marking::Public => sheet,
        Marking::Internal => sheet.marked(web::Marking::Internal),
        Marking::WorkSecret => sheet.marked(web::Marking::WorkSecret),
    };
    if page.point.is_some() {
        sheet = sheet.map();
    }
    if let Some((_, form)) = back {
        sheet = sheet.of(form);
    }
    here.page(sheet, &page)
}

/// What and where, as the heading says it.
pub fn title(sight: &Sight) -> String {
    let class = sight.incident.class.as_ref().map(|code| naming::class(&sight.law, code, sight.say()));
    let class = class.unwrap_or_else(|| sight.say().word(words::CLASS_UNKNOWN).into_owned());
    match aloud::place(sight) {
        Some(place) => format!("{class} · {place}"),
        None => class,
    }
}

/// Puts the page together.
pub fn page<'a>(
    sight: &'a Sight,
    (here, powers, back): (Option<&'a Here>, Powers, CameBack<'a>),
    (asked, around): (&Listing, Around),
) -> OnePage<'a> {
    let say = sight.say();
    let hidden = Hidden::of(here, sight.incident.version);
    let forms = Forms { sight, powers, hidden, back };
    let at_form = Form::blank().with("at", asked.get("at"));
    let is_shared = powers.call_in || !around.members.is_empty();
    let this_step = around.moments.iter().filter(|step| step.version < sight.incident.version).count() + 1;
    OnePage {
        say,
        id: &sight.id,
        live: sight.speak.live,
        moment: sight.moment.map(|moment| shown(sight, moment, (this_step, around.moments.len()))),
        news: asked.get("since").parse().ok().filter(|_| sight.speak.live).and_then(|version| news::since(sight, version)),
        unread: unread(asked.get("unread"), say),
        refused: back.map(|(which, form)| (form.told_box(say), which.id())),
        now: NowPart::of(sight, around.below, (powers.work, hidden)),
        about: AboutPart::of(sight),
        sheet: SheetPart::of(sight, around.sheet, (powers.work, hidden)),
        figures: FiguresPart::of(sight, (powers.adopt, hidden)),
        figure_form: forms.figure(),
        figure_forms: forms.adoption().into_iter().collect(),
        timeline: TimelinePart::of(sight),
        note_form: forms.note(),
        hints: around.hints,
        members: is_shared.then(|| MembersPart::of(sight, around.members, (powers.call_in, hidden))),
        call_in: forms.call_in(),
        forms: forms.changes(),
        point: sight.incident.place.point.filter(|_| sight.atlas.outlines.is_some()),
        moments: around.moments,
        this_step,
        at_field: time_field(&at_form, say, ("at", words::REPLAY_AT)),
    }
}

fn shown(sight: &Sight, moment: Moment, (this, last): (usize, usize)) -> MomentShown {
    MomentShown {
        words: sight.say().full(moment.at),
        before: this.checked_sub(1).filter(|before| *before > 0),
        after: Some(this + 1).filter(|after| *after <= last),
    }
}

/// What a card said that could not be read, field by field; only names of fields are taken from the address.
fn unread(names: &str, say: &Say) -> Vec<String> {
    let labels = names.split([' ', '+']).take(UNREAD_MAX).filter_map(card_read::label);
    labels.map(|label| say.one(words::UNREAD, "name", say.word(label).into_owned())).collect()
}
