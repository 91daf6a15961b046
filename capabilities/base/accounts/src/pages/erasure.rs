//! `/accounts/{id}/erasure`: the person of a closed account is erased, by law.

use askama::Template;
use desk::Because;
use kernel::Id;
use web::{Answer, Field, Form, Here, Markup, Page, Path, Say, Sheet, Told, Trouble};

use crate::erasing::erase_person;
use crate::names::REASON_CHARS_MAX;
use crate::reads::{self, AccountSeen};
use crate::words;

#[derive(Template)]
#[template(path = "erasure.html")]
struct ErasurePage<'a> {
    say: &'a Say,
    told: Option<Told>,
    hidden: Markup,
    id: &'a Id,
    why: Field<'a>,
    law: Field<'a>,
}

/// What erasing does, and the form for it.
pub(super) async fn page(here: Here, Path(id): Path<String>) -> Answer {
    let account = found(&here, &id).await?;
    show(&here, &account, &Form::blank())
}

async fn found(here: &Here, id: &str) -> Result<AccountSeen, Trouble> {
    let id = Id::parse(id).map_err(|_| Trouble::NotFound)?;
    reads::account(here.db(), &here.scope(), &id).await?.filter(|account| account.name.is_some()).ok_or(Trouble::NotFound)
}

fn show(here: &Here, account: &AccountSeen, form: &Form) -> Answer {
    let say = &here.say;
    let page = ErasurePage {
        say,
        told: form.told(say),
        hidden: here.hidden(form),
        id: &account.id,
        why: form
            .field(say, "why", words::FIELD_REASON)
            .needed()
            .first()
            .max(REASON_CHARS_MAX)
            .hint(say.word(words::ERASE_WHY_HINT)),
        law: form.field(say, "law", words::FIELD_LAW).needed().max(REASON_CHARS_MAX),
    };
    let title = say.one(words::ERASE_OF, "name", say.known(&account.name));
    here.page(Sheet::titled(title).under(say.word(words::WATCH_TITLE), "/accounts/watch").of(form), &page)
}

/// Reason and law were sent.
pub(super) async fn erase(here: Here, Path(id): Path<String>, mut form: Form) -> Answer {
    let account = found(&here, &id).await?;
    let because = Because { why: form.needed("why", REASON_CHARS_MAX), law: form.needed("law", REASON_CHARS_MAX) };
    if !form.is_good() {
        return show(&here, &account, &form);
    }
    match erase_person(here.desk(), here.given(), &account.id, because).await {
        Ok(()) => Ok(Page::go("/accounts/watch")),
        Err(not_done) => {
            form.refuse(not_done);
            show(&here, &account, &form)
        }
    }
}
