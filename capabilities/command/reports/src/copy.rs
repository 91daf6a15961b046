//! The copy for the other system: what it asks for, in its order. What is unknown is left open and never filled with a zero.

use incidents::Incident;
use incidents::facts::Milestone;
use kernel::Zone;
use rules::Line;
use web::{Say, Word};

use crate::body::Body;
use crate::compose::{FigureLine, Words};
use crate::facts::word;
use crate::state::Report;
use crate::wording::Voice;
use crate::words;

/// What a copy is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its words.
    pub words: &'a Words,
    /// The report.
    pub report: &'a Report,
    /// Its title and text.
    pub body: &'a Body,
    /// Its figures.
    pub lines: &'a [FigureLine],
    /// The name of its class.
    pub class: &'a str,
    /// Who signed it, by name where that was given.
    pub signer: &'a str,
    /// Who compiled it.
    pub compiler: &'a str,
    /// Who sends it.
    pub organ: &'a str,
}

/// One field of the other system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What programs call it.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What stands in it; nothing where it is unknown or a person must say it.
    pub value: Option<String>,
}

/// The fields in the order of the other system: the mandatory ones of a provincial duty room's form. What stands in them is written in
/// the language of the document, what they are called in the reader's.
#[must_use]
pub fn fields(from: Source<'_>, voice: Voice<'_>, labels: &Say) -> Vec<Field> {
    let copy = Copy { from, say: labels, zone: voice.zone };
    let mut fields = copy.head();
    fields.extend(copy.place());
    fields.extend(from.lines.iter().map(|line| Field {
        name: line.quoted.item.clone(),
        label: line.name.say(labels.language.code()).to_owned(),
        value: line.quoted.value.map(|value| value.to_string()),
    }));
    fields.extend(copy.course(voice));
    fields.extend(copy.foot(voice));
    fields
}

struct Copy<'a> {
    from: Source<'a>,
    say: &'a Say,
    zone: &'a Zone,
}

impl Copy<'_> {
    fn field(&self, name: &str, label: Word, value: Option<String>) -> Field {
        let label = self.say.word(label).into_owned();
        Field { name: name.to_owned(), label, value: value.filter(|v| !v.trim().is_empty()) }
    }

    fn head(&self) -> Vec<Field> {
        let (incident, about) = (self.from.incident, self.from.report.about.as_ref());
        let time = |at| self.zone.written(at, "%Y-%m-%d %H:%M");
        vec![
            self.field("report_no", words::COPY_REPORT_NO, about.map(|a| a.number.clone())),
            self.field("event_id", words::COPY_EVENT_ID, Some(incident.number.clone())),
            self.field("kind", words::COPY_KIND, about.map(|a| word(&a.report))),
            self.field("seq", words::COPY_SEQ, about.map(|a| a.seq.to_string())),
            self.field("urgency", words::COPY_URGENCY, None),
            self.field("received_at", words::COPY_RECEIVED_AT, incident.received.as_ref().map(|c| time(c.at))),
            self.field("source", words::COPY_SOURCE, self.from.words.caller.clone()),
            self.field("occurred_at", words::COPY_OCCURRED_AT, incident.time(Milestone::Occurred).map(time)),
        ]
    }

    fn place(&self) -> Vec<Field> {
        let incident = self.from.incident;
        let areas: Vec<String> = incident.areas().into_iter().map(kernel::AreaCode::full).collect();
        let point = incident.place.point.map(|p| format!("{:.6},{:.6} WGS84", p.lat_deg, p.lon_deg));
        let nature = incident.declared.as_ref().map(|(grade, _)| *grade).or(incident.judged.assessed);
        vec![
            self.field("place_text", words::COPY_PLACE, self.from.words.place.clone()),
            self.field("area_code", words::COPY_AREA, Some(areas.join(" "))),
            self.field("point", words::COPY_POINT, point),
            self.field("event_code", words::COPY_CLASS, incident.class.clone()),
            self.field("event_class", words::COPY_CLASS_NAME, Some(self.from.class.to_owned())),
            self.field("nature", words::COPY_GRADE, nature.map(|grade| grade.as_str().to_owned())),
            self.field("brief_course", words::COPY_COURSE, self.from.words.summary.clone()),
        ]
    }

    fn course(&self, voice: Voice<'_>) -> Vec<Field> {
        let worse: Vec<&str> = self.from.incident.worse.iter().map(|w| w.why.as_str()).collect();
        let measures: Vec<&str> = self.from.words.notes.iter().map(|n| n.words.as_str()).collect();
        vec![
            self.field("impact_scope", words::COPY_SCOPE, Some(voice.path(&self.from.words.path))),
            self.field("cause_preliminary", words::COPY_CAUSE, None),
            self.field("leaders_on_scene", words::COPY_LEADERS, None),
            self.field("measures_taken", words::COPY_MEASURES, Some(measures.join("\n"))),
            self.field("forces_committed", words::COPY_FORCES, None),
            self.field("trend", words::COPY_TREND, Some(worse.join("\n"))),
            self.field("requests", words::COPY_REQUESTS, None),
            self.field("on_scene_contact", words::COPY_CONTACT, None),
            self.field("media_attention", words::COPY_MEDIA, None),
        ]
    }

    fn foot(&self, voice: Voice<'_>) -> Vec<Field> {
        let names = |up: bool| {
            let sendings = self.from.report.sendings.iter().map(|kept| &kept.sending);
            let mine = sendings.filter(|s| up == matches!(s.line, Line::Party | Line::Government | Line::Department));
            let mut names: Vec<&str> = mine.map(|s| s.name.as_str()).collect();
            names.dedup();
            names.join(&voice.say.word(words::DOC_AND))
        };
        vec![
            self.field("source_org", words::COPY_ORGAN, Some(self.from.organ.to_owned())),
            self.field("issuer", words::COPY_SIGNER, Some(self.from.signer.to_owned())),
            self.field("compiler", words::COPY_COMPILER, Some(self.from.compiler.to_owned())),
            self.field("contact_phone", words::COPY_PHONE, None),
            self.field("sent_to", words::COPY_SENT_TO, Some(names(true))),
            self.field("cc", words::COPY_CC, Some(names(false))),
            self.field("title", words::COPY_TITLE, Some(self.from.body.title.clone())),
            self.field("text", words::COPY_TEXT, Some(self.from.body.text.clone())),
        ]
    }
}
