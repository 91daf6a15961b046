//! Sending a report and noting what came back: acts on the report and on the incident whose duties are met, all or nothing.

use std::borrow::Cow;

use desk::{Performable, one};
use incidents::Incident;
use incidents::acts::Meet;
use kernel::{Claim, Id, Subject};
use rules::Line;
use serde_json::json;
use web::{Here, Trouble};

use super::office::{Found, Office, bodies_of};
use super::writing::{Signing, sign_act, text};
use crate::acts::{Addressee, Attachment, Letter, NoteNotReached, NoteReceipt, Send, Write};
use crate::body::Body;
use crate::duties::{met_by, still_open};
use crate::facts::{PostNamed, Way, WhyNot, word};

use crate::state::{Fate, Report};
use crate::words;

/// What is asked for when a report is sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sending {
    /// Whom it goes to.
    pub to: Vec<To>,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// Its words, where they were changed in the same breath.
    pub body: Option<Body>,
    /// Its signature, where it was given in the same breath.
    pub sign: Option<Signing>,
    /// Who signs afterwards, where nobody has.
    pub sign_after: Option<PostNamed>,
}

/// One addressee as somebody names them at a door.
#[derive(Debug, Clone)]
pub(crate) struct To {
    /// The party of the rules.
    pub party: Option<String>,
    /// The body of the contact book.
    pub body: Option<Id>,
    /// What they are called; the contact book's name where nothing is said.
    pub name: String,
    /// On which line.
    pub line: Line,
    /// Which way.
    pub way: Way,
    /// The number or address.
    pub address: String,
    /// The duties that this meets; those that fit, where nobody names them.
    pub meets: Option<Vec<String>>,
    /// The sending that it repeats.
    pub again: Option<Id>,
    /// What came of it at once.
    pub came: Came,
}

/// What came of a sending at once.
#[derive(Debug, Clone, Default)]
pub(crate) enum Came {
    /// Nothing is known yet.
    #[default]
    Nothing,
    /// They took it.
    Receipt(Box<Taken>),
    /// They were not reached.
    NotReached(WhyNot),
}

/// A receipt as somebody notes it at a door.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// The number that was dialled.
    pub number: String,
    /// Who took it.
    pub taker: String,
    /// Their post.
    pub taker_post: String,
    /// Their register number.
    pub register_no: String,
    /// What proves it: hash, bytes and name of a kept file.
    pub proof: Option<(String, u64, String)>,
}

/// Sends the report, writing and signing it in the same breath where that is asked for.
///
/// # Errors
/// The refusal or the fault; then nothing was recorded and nothing leaves.
pub(crate) async fn send(office: &Office, here: &Here, id: &Id, sending: Sending) -> Result<(), Trouble> {
    let (read, whole, case) = Office::report(here, id).await?;
    let incident = &whole.incident;
    let mut acts: Vec<Box<dyn Performable>> = Vec::new();
    let (words, body) = match changed(here, &read.report, sending.body).await? {
        (Some(body), _) => {
            let words = here.desk().seal("words", Some(&case), &body.joined());
            let id_of = words.sealed.id.clone();
            acts.push(one(id, Write { words, quoted: None, as_of: here.desk().now() }));
            (id_of, body)
        }
        (None, body) => (read.report.words.as_ref().map(|w| w.id.clone()).ok_or(Trouble::NotFound)?, body),
    };
    if let Some(signing) = sending.sign {
        acts.push(one(id, sign_act(here, (&case, incident.area()), signing)?));
    }
    let at = sending.at.as_ref().map_or(here.desk().now(), |claim| claim.at);
    let (mut addressees, mut after, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for to in sending.to {
        let came = to.came.clone();
        let addressee = addressee(office, here, (&read.report, incident, &case), (to, at)).await?;
        // What the program itself sends meets its duties when the other side has it.
        if !addressee.way.is_sent_here() && !matches!(came, Came::NotReached(_)) {
            keys.extend(still_open(incident, &addressee.meets));
        }
        after.extend(came_of(here, (id, &case, &addressee.sending), (came, sending.at.clone())));
        addressees.push(addressee);
    }
    let head = here.desk().signed_head().await?.short();
    let letter = letter(here, (id, &case, &read.report), (&body, &head));
    let claimed = sending.at.clone();
    let act = Send { words, addressees, at: sending.at, sign_after: sending.sign_after, head, letter, now: here.desk().now() };
    acts.push(one(id, act));
    acts.extend(after);
    keys.sort();
    keys.dedup();
    if !keys.is_empty() {
        let at = claimed.unwrap_or_else(|| Claim::at(here.desk().now()));
        acts.push(one(&case, Meet { keys, at, report: Some(id.clone()) }));
    }
    here.desk().perform_all(here.given(), acts).await?;
    Ok(())
}

/// New words if they differ from those that are kept, and those that are kept.
async fn changed(here: &Here, report: &Report, asked: Option<Body>) -> Result<(Option<Body>, Body), Trouble> {
    let kept = body(here, report).await?;
    let kept = kept.unwrap_or_default();
    let differs = asked.filter(|body| body.joined() != kept.joined());
    Ok((differs, kept))
}

/// Title and text as they are kept; nothing where they were erased.
///
/// # Errors
/// A fault when the store does not answer.
pub(crate) async fn body(here: &Here, report: &Report) -> Result<Option<Body>, Trouble> {
    let Some(words) = &report.words else { return Ok(None) };
    let found = desk::sealed::words(here.db(), std::slice::from_ref(&words.id)).await?;
    Ok(found.get(&words.id).map(|text| Body::split(text)))
}

async fn addressee(
    office: &Office,
    here: &Here,
    (report, incident, case): (&Report, &Incident, &Id),
    (to, at): (To, kernel::Time),
) -> Result<Addressee, Trouble> {
    let law = office.law(incident);
    let kind = report.kind().ok_or(Trouble::NotFound)?;
    let mut to = to;
    if let (Some(party), true) = (&to.party, to.name.trim().is_empty()) {
        match bodies_of(here, (incident, &law), (party, to.line)).await? {
            Found::One(body) => {
                to.name = body.name;
                to.body = to.body.or(Some(body.id));
            }
            Found::Several(_) => {
                let named = law.party(party).map(|p| p.name.say(here.say.language.code()).to_owned());
                to.name = named.unwrap_or_else(|| party.clone());
            }
        }
    }
    let meets = match (to.meets, &to.party) {
        (Some(keys), _) => keys,
        (None, Some(party)) => met_by(incident, &law, (kind, at), (party, to.line, to.way)),
        (None, None) => Vec::new(),
    };
    let address = Some(to.address.trim()).filter(|a| !a.is_empty()).map(|a| here.desk().seal("address", Some(case), a));
    let (name, body, party, again) = (to.name.trim().to_owned(), to.body, to.party, to.again);
    Ok(Addressee { sending: here.new_id(), party, body, name, line: to.line, way: to.way, address, meets, again })
}

fn came_of(
    here: &Here,
    (report, case, sending): (&Id, &Id, &Id),
    (came, at): (Came, Option<Claim>),
) -> Option<Box<dyn Performable>> {
    match came {
        Came::Nothing => None,
        Came::Receipt(taken) => {
            let taken = Taken { at: taken.at.or(at), ..*taken };
            Some(one(report, receipt_act(here, (case, sending), taken)))
        }
        Came::NotReached(why) => Some(one(report, NoteNotReached { sending: sending.clone(), at, why })),
    }
}

fn receipt_act(here: &Here, (case, sending): (&Id, &Id), taken: Taken) -> NoteReceipt {
    let seal = |kind: &'static str, text: &str| {
        Some(text.trim()).filter(|t| !t.is_empty()).map(|t| here.desk().seal(kind, Some(case), t))
    };
    NoteReceipt {
        sending: sending.clone(),
        at: taken.at,
        number: seal("address", &taken.number),
        taker: seal("person", &taken.taker),
        taker_post: taken.taker_post,
        register_no: taken.register_no,
        proof: taken.proof.map(|(hash, bytes, name)| {
            let name = here.desk().seal("file_name", Some(case), &name);
            Attachment { hash, bytes, name }
        }),
    }
}

/// Notes a receipt. Duties that the sending was meant for and that still stand unmet are met with it.
///
/// # Errors
/// The refusal or the fault.
pub(crate) async fn receive(here: &Here, (id, sending): (&Id, &Id), taken: Taken) -> Result<(), Trouble> {
    let (read, whole, case) = Office::report(here, id).await?;
    let at = taken.at.clone().unwrap_or_else(|| Claim::at(here.desk().now()));
    let mut acts = vec![one(id, receipt_act(here, (&case, sending), taken))];
    if let Some(kept) = read.report.sending(sending) {
        let keys = still_open(&whole.incident, &kept.sending.meets);
        // Whoever was not reached at first has been told only now.
        let told_at = if kept.fate == Fate::Gone { kept.sending.at.clone() } else { at };
        if !keys.is_empty() {
            acts.push(one(&case, Meet { keys, at: told_at, report: Some(id.clone()) }));
        }
    }
    here.desk().perform_all(here.given(), acts).await?;
    Ok(())
}

/// The report as machines get it: a mail, and JSON for another program.
fn letter(here: &Here, (id, case, report): (&Id, &Id, &Report), (body, head): (&Body, &str)) -> Letter {
    let Some(about) = &report.about else { return Letter::default() };
    let say = Office::document_say(here);
    let mark = if report.is_unverified() { say.word(words::UNVERIFIED_MARK) } else { Cow::Borrowed("") };
    let subject = format!("{mark}{}", body.title);
    let foot = say.with(words::MAIL_FOOT, &[("number", text(&about.number)), ("head", text(head))]);
    let figures: Vec<_> = report
        .quoted
        .iter()
        .map(|q| {
            let as_of = q.as_of.map(|at| here.desk().zone().rfc3339(at));
            json!({ "item": q.item, "value": q.value, "source": q.source, "as_of": as_of, "verified": q.verified })
        })
        .collect();
    let json = json!({
        "id": id, "number": about.number, "incident": case, "kind": word(&about.report), "seq": about.seq,
        "title": body.title, "text": body.text, "as_of": here.desk().zone().rfc3339(report.as_of), "figures": figures,
        "unverified": report.is_unverified(), "head": head,
    });
    Letter {
        case: Some(case.clone()),
        stream: desk::stream_of::<Report>(id).to_string(),
        text: format!("{subject}\n\n{}\n\n{foot}", body.text),
        subject,
        json: json.to_string(),
    }
}
