//! The desk's queue for programs: what waits for somebody, by the clock that runs out first, with the number to ring.

use std::sync::Arc;

use desk::clocks::Tone;
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;
use web::{ApiAnswer, Door, Here, Paged, Reply};

use crate::queue::{WAITING_MAX, Waiting};
use crate::{Boards, Queue, words};

/// Something that waits for somebody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Waiting)]
struct WaitingOut {
    /// What is to be done.
    label: String,
    /// What sort of duty it is: `tell` for somebody inside, else as the capability names it.
    kind: String,
    /// The incident that it belongs to.
    #[schema(value_type = Option<web::shape::Id>)]
    incident: Option<Id>,
    /// Class, place and words of the incident.
    about: String,
    /// The graver of its assessed and possible grade.
    #[schema(value_type = Option<web::shape::Grade>)]
    grade: Option<&'static str>,
    /// When the clock began.
    #[schema(value_type = web::shape::Time)]
    started_at: String,
    /// When it runs out.
    #[schema(value_type = web::shape::Time)]
    due_at: String,
    /// How it looks now.
    tone: ToneWord,
    /// Whom to ring, for those that run out first, where the contact book has somebody.
    ring: Option<Ring>,
}

/// Whom to ring.
#[derive(Debug, Serialize, ToSchema)]
struct Ring {
    /// Body, or title and name.
    who: String,
    /// The number as it is dialled.
    phone: String,
}

/// How a clock looks.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Tone)]
#[serde(rename_all = "snake_case")]
enum ToneWord {
    /// Less than half of the limit has passed.
    Calm,
    /// Half of it has passed.
    Amber,
    /// Four fifths of it have passed.
    Red,
    /// It has passed.
    Overdue,
}

pub(crate) fn doors(boards: &Arc<Boards>) -> Vec<Door> {
    let boards = boards.clone();
    vec![
        Door::read("/api/duty", "incidents.read", move |here: Here| waiting(here, boards.clone()))
            .says(words::API_WAITING)
            .answers::<Paged<WaitingOut>>(200),
    ]
}

async fn waiting(here: Here, boards: Arc<Boards>) -> ApiAnswer<Paged<WaitingOut>> {
    let queue = Queue::read(&here, &boards, &here.scope(), WAITING_MAX).await?;
    Ok(Reply::ok(Paged::whole(queue.waiting.into_iter().map(|waiting| WaitingOut::of(&here, waiting)).collect())))
}

impl WaitingOut {
    fn of(here: &Here, waiting: Waiting) -> Self {
        let zone = here.desk().zone();
        Self {
            label: waiting.label,
            about: waiting.about,
            grade: waiting.grade.map(kernel::Grade::as_str),
            started_at: zone.rfc3339(waiting.due.started_at),
            due_at: zone.rfc3339(waiting.due.due_at),
            tone: match waiting.due.tone(here.desk().now()) {
                Tone::Calm => ToneWord::Calm,
                Tone::Amber => ToneWord::Amber,
                Tone::Red => ToneWord::Red,
                Tone::Overdue => ToneWord::Overdue,
            },
            ring: waiting.number.map(|number| Ring { who: number.who, phone: number.phone }),
            incident: waiting.due.case,
            kind: waiting.due.kind,
        }
    }
}
