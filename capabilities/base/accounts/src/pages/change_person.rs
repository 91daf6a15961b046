//! `/change-person`: the next person takes over the shared desk by PIN.

use std::sync::Arc;

use askama::Template;
use web::{Answer, Field, Form, Say, Sheet, Told, Trouble};

use crate::doorstep::{Doorstep, Office};
use crate::pin::PIN_DIGITS_MAX;
use crate::pins;
use crate::secret::Secret;
use crate::words;

#[derive(Template)]
#[template(path = "change_person.html")]
struct PersonPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    anybody: bool,
    account: Field<'a>,
    pin: Field<'a>,
}

/// Who can take over here.
pub(super) async fn page(office: Arc<Office>, at: Doorstep) -> Answer {
    show(&office, &at, &Form::blank()).await
}

async fn show(office: &Office, at: &Doorstep, form: &Form) -> Answer {
    let say = &at.here.say;
    let me = &at.here.caller()?.account;
    let there = pins::at_desk(at.here.db(), &at.visitor(office)).await?;
    let unnamed = say.word(words::PERSON_ERASED).into_owned();
    let others: Vec<(String, String)> = there
        .into_iter()
        .filter(|person| person.account != *me)
        .map(|person| (person.account.to_string(), person.name.unwrap_or_else(|| unnamed.clone())))
        .collect();
    let page = PersonPage {
        say,
        csrf: at.here.csrf(),
        told: form.told(say),
        anybody: !others.is_empty(),
        account: form.field(say, "account", words::PERSON_WHO).radios(others).needed().first(),
        pin: form.field(say, "pin", words::FIELD_PIN).needed().password("off").number().max(PIN_DIGITS_MAX),
    };
    at.here.page(Sheet::titled(say.word(words::PERSON_TITLE)).of(form), &page)
}

/// Person and PIN were sent.
pub(super) async fn change(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    let Some(account) = form.id("account") else {
        form.refuse(Trouble::field("account", words::PERSON_CHOOSE));
        return show(&office, &at, &form).await;
    };
    match pins::take_desk(at.here.desk(), &at.own(&visitor)?, &account, &Secret::new(form.value("pin"))).await {
        Ok(let_in) => Ok(office.inside(&let_in, "")),
        Err(not_done) => {
            form.refuse(not_done);
            show(&office, &at, &form).await
        }
    }
}
