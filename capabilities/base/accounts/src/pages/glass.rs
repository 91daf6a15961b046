//! `/break-glass`: more than one's posts give, for a short time, with a reason.

use std::sync::Arc;

use askama::Template;
use kernel::{AreaCode, AreaLevel, Time};
use web::{Answer, Field, Form, Here, Markup, Page, Say, Sheet, Told};

use crate::acts::{BreakGlass, EndGlass};
use crate::doorstep::{Doorstep, Office};
use crate::names::REASON_CHARS_MAX;
use crate::state::Account;
use crate::words;

/// For how many minutes it is offered.
const MINUTES_OFFERED: [i64; 5] = [30, 60, 120, 240, 480];

#[derive(Template)]
#[template(path = "glass.html")]
struct GlassPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    hidden: Markup,
    area: String,
    broken: Option<(String, Time)>,
    reason: Field<'a>,
    minutes: Field<'a>,
}

/// What it does, and the form that takes it.
pub(super) async fn page(office: Arc<Office>, at: Doorstep) -> Answer {
    show(&office, &at.here, &Form::blank().with("minutes", MINUTES_OFFERED[1].to_string())).await
}

async fn show(office: &Office, here: &Here, form: &Form) -> Answer {
    let say = &here.say;
    let (account, _) = here.desk().recall::<Account>(&here.caller()?.account).await?;
    let minutes = MINUTES_OFFERED.map(|minutes| (minutes.to_string(), say.duration(minutes * 60_000))).to_vec();
    let page = GlassPage {
        say,
        csrf: here.csrf(),
        told: form.told(say),
        hidden: here.hidden(form),
        area: office.path(whole(here)?),
        broken: account.glass_at(here.desk().now()).map(|glass| (office.path(glass.area), glass.until)),
        reason: form.field(say, "reason", words::GLASS_REASON).needed().first().lines(3).max(REASON_CHARS_MAX),
        minutes: form.field(say, "minutes", words::GLASS_MINUTES).choice(minutes),
    };
    here.page(Sheet::titled(say.word(words::GLASS_TITLE)).of(form), &page)
}

/// The glass holds in the whole city of the post that the person acts on.
pub(crate) fn whole(here: &Here) -> Result<AreaCode, web::Trouble> {
    let post = here.caller()?.post.as_ref();
    Ok(post.map_or(here.site.city().area, |post| post.area.within(AreaLevel::City)))
}

/// It is taken.
pub(super) async fn take(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let here = &at.here;
    let reason = here.desk().seal("words", None, form.value("reason").trim());
    let minutes = form.value("minutes").parse().unwrap_or(0);
    let act = BreakGlass { area: whole(here)?, reason, minutes };
    match here.perform(&here.caller()?.account, act).await {
        Ok(_) => {
            office.keeper.forget();
            Ok(Page::go("/break-glass"))
        }
        Err(trouble) => {
            form.refuse(trouble);
            show(&office, here, &form).await
        }
    }
}

/// It is given back before its time.
pub(super) async fn give_back(office: Arc<Office>, here: Here) -> Answer {
    here.perform(&here.caller()?.account, EndGlass {}).await?;
    office.keeper.forget();
    Ok(Page::go("/me"))
}
