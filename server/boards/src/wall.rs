//! The wall: map and queue for a big screen, dark, without input. It refreshes itself and shows its own staleness.

use std::sync::Arc;

use askama::Template;
use web::{Answer, Door, Here, Say, Section, Sheet};

use crate::queue::Queue;
use crate::{Boards, words};

/// How many waiting things fit on the wall.
const WAITING_MAX: i64 = 12;

#[derive(Template)]
#[template(path = "wall.html")]
struct WallPage<'a> {
    say: &'a Say,
    city: &'a str,
    queue: &'a Queue,
    outlined: bool,
}

pub(crate) fn doors(boards: &Arc<Boards>) -> Vec<Door> {
    let boards = boards.clone();
    vec![
        Door::page("/wall", "wall.read", move |here: Here| show(here, boards.clone()))
            .says(words::WALL_TITLE)
            .rail(Section::Duty),
    ]
}

async fn show(here: Here, boards: Arc<Boards>) -> Answer {
    // By its own action: whoever stands before it may be anybody, so it shows no work secrets whoever opened it.
    let queue = Queue::read(&here, &boards, &here.scope(), WAITING_MAX).await?;
    let outlined = boards.places.atlas().outlines.is_some();
    let city = here.site.city().name(here.say.language).to_owned();
    let sheet = Sheet::titled(here.say.word(words::WALL_TITLE)).wall().own_heading();
    let sheet = if outlined { sheet.map() } else { sheet };
    here.page(sheet, &WallPage { say: &here.say, city: &city, queue: &queue, outlined })
}
