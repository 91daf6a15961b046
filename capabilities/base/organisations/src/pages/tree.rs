//! `/organisations`: the bodies of an area as a tree, the areas below it, and who is outside.

use std::sync::Arc;

use askama::Template;
use kernel::{AreaCode, Id};
use places::Places;
use web::{Answer, Door, Here, Listing, Markup, Say, Section, Sheet, Trouble};

use crate::api::changing::{EDIT, IMPORT, READ};
use crate::pages::wording::{Worded, call};
use crate::reads::{self, BodyRead};
use crate::{Standing, words};

/// How deep the tree is drawn.
const DEPTH_MAX: usize = 12;

pub(super) fn doors(places: &Arc<Places>) -> Vec<Door> {
    let places = places.clone();
    vec![
        Door::page("/organisations", READ, move |here: Here, asked: Listing| browse(here, asked, places.clone()))
            .says(words::TREE_TITLE)
            .rail(Section::Office),
    ]
}

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage<'a> {
    say: &'a Say,
    heading: String,
    above: Vec<(String, String)>,
    branches: Vec<Markup>,
    below: Vec<Below>,
    outside: Vec<Markup>,
    new: Option<String>,
    import: bool,
}

/// An area below the one that is shown.
struct Below {
    code: AreaCode,
    name: String,
    bodies: i64,
}

/// A body in the tree, with those below it.
#[derive(Template)]
#[template(path = "branch.html")]
struct Branch<'a> {
    id: &'a Id,
    name: &'a str,
    kind: String,
    phone: Option<Markup>,
    below: Vec<Markup>,
}

async fn browse(here: Here, asked: Listing, places: Arc<Places>) -> Answer {
    let say = &here.say;
    let atlas = places.atlas();
    let city = here.site.city().area;
    let area = match asked.get("area") {
        "" => city,
        code => AreaCode::parse(code).map_err(|_| Trouble::NotFound)?,
    };
    let gazetteer = &atlas.gazetteer;
    let named = gazetteer.areas().ancestry(area);
    let Some((last, above)) = named.split_last() else { return Err(Trouble::NotFound) };
    let scope = here.scope();
    let bodies = reads::bodies(here.db(), &scope, area).await?;
    let own: Vec<&BodyRead> = bodies.iter().filter(|body| body.standing == Standing::Own).collect();
    let counts = reads::area_counts(here.db(), &scope, area).await?;
    let below = counts.into_iter().map(|count| Below {
        name: gazetteer.found(count.area).map_or_else(|| count.area.to_string(), |found| found.name),
        code: count.area,
        bodies: count.bodies,
    });
    let outside = if area == city { reads::outside(here.db(), &scope).await? } else { Vec::new() };
    let page = TreePage {
        say,
        heading: say.one(words::TREE_OF, "name", last.known_as()),
        above: above.iter().map(|up| (up.known_as().to_owned(), format!("/organisations?area={}", up.code))).collect(),
        branches: branches(say, &own, (None, 0)),
        below: below.collect(),
        outside: outside.iter().map(|body| branch(say, body, Vec::new())).collect(),
        new: here.may(EDIT, Some(area), None).then(|| format!("/organisations/new?area={area}")),
        import: here.may(IMPORT, None, None),
    };
    here.page(Sheet::titled(say.word(words::TREE_TITLE)), &page)
}

/// The bodies that belong to `parent`; at the top, those whose parent is not among the bodies shown.
fn branches(say: &Say, bodies: &[&BodyRead], (parent, depth): (Option<&Id>, usize)) -> Vec<Markup> {
    let shown = |id: &Id| bodies.iter().any(|body| body.id == *id);
    let belongs = |body: &&&BodyRead| match parent {
        Some(parent) => body.parent.as_ref() == Some(parent),
        None => !body.parent.as_ref().is_some_and(shown),
    };
    let below = |body: &BodyRead| {
        if depth < DEPTH_MAX { branches(say, bodies, (Some(&body.id), depth + 1)) } else { Vec::new() }
    };
    bodies.iter().filter(belongs).map(|body| branch(say, body, below(body))).collect()
}

fn branch(say: &Say, body: &BodyRead, below: Vec<Markup>) -> Markup {
    let phone = body.first_phone().map(|phone| call(say, &body.short_name, &phone.number));
    Markup::of(&Branch { id: &body.id, name: &body.name, kind: body.kind.said(say), phone, below })
}
