//! What the small forms are filled with and offer to choose from.

use kernel::Grade;
use rules::Content;
use web::{Field, Form, Say};

use super::figures::counted;
use super::sight::Sight;
use super::which::Which;
use super::{aloud, class_field, naming, timeline};
use crate::acts::{NAME_CHARS_MAX, REASON_CHARS_MAX};
use crate::words;

/// In a form that came back the cursor stands where it is needed: at the first field where one is wrong, otherwise at the last, which
/// is where a reason is given.
pub fn focused<'a>(form: &Form, mut fields: Vec<Field<'a>>) -> Vec<Field<'a>> {
    if !form.is_good() {
        let at = if form.troubles().is_empty() { fields.len().saturating_sub(1) } else { 0 };
        if at < fields.len() {
            let field = fields.remove(at).first();
            fields.insert(at, field);
        }
    }
    fields
}

/// A time as it is typed.
pub fn time_field<'a>(form: &Form, say: &Say, (name, label): (&'a str, web::Word)) -> Field<'a> {
    form.field(say, name, label).like(say.word(words::TIME_LIKE)).complete("off")
}

/// What a form holds before anybody types.
pub fn fresh(sight: &Sight, which: Which) -> Form {
    let (say, incident) = (sight.say(), &sight.incident);
    let form = Form::blank().seeing(incident.version);
    match which {
        Which::Words => form.with("words", sight.said(incident.summary.as_ref()).unwrap_or_default()),
        Which::Class => match &incident.class {
            Some(code) => form.with("class", class_field::written(&sight.law, code, say)),
            None => form,
        },
        Which::Place => {
            let degrees = |deg: fn(kernel::Point) -> f64| incident.place.point.map(|p| deg(p).to_string()).unwrap_or_default();
            form.with("place", sight.said(incident.place_text.as_ref()).unwrap_or_default())
                .with("lat", degrees(|p| p.lat_deg))
                .with("lon", degrees(|p| p.lon_deg))
        }
        Which::Tags => incident.tags.iter().fold(form, |form, tag| form.with("tag", tag.clone())),
        Which::Fear => (0..incident.worse.len()).fold(form, |form, n| form.with("keep", n.to_string())),
        Which::Figure => form.with("as-of", say.zone().written(say.now, "%H:%M")).with("adopt", "1"),
        _ => form,
    }
}

/// The fields of a place: words, the areas they may mean, a point.
pub fn place_fields<'a>(sight: &Sight, form: &Form) -> Vec<Field<'a>> {
    let say = sight.say();
    let mut areas = vec![(String::new(), say.word(words::AREA_BY_WORDS).into_owned())];
    let said = [sight.said(sight.incident.place_text.as_ref()), sight.said(sight.incident.summary.as_ref())];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let mentions = sight.atlas.gazetteer.mentions(&said);
    let offered = mentions.offered.iter().flat_map(|offer| offer.areas.iter());
    for area in sight.incident.place.areas.iter().chain(&mentions.certain).chain(offered) {
        let code = area.to_string();
        if areas.iter().all(|(known, _)| *known != code) {
            areas.push((code, sight.atlas.gazetteer.path(*area)));
        }
    }
    vec![
        form.field(say, "place", words::PLACE).max(places::PLACE_CHARS_MAX).wide(),
        form.field(say, "area", words::AREA).choice(areas).wide(),
        form.field(say, "lat", words::LAT).decimal(),
        form.field(say, "lon", words::LON).decimal(),
        form.field(say, "datum", words::DATUM).choice(super::card_fields::datums(say)),
    ]
}

/// A grade and why.
pub fn grade_fields<'a>(form: &Form, say: &Say, (grade, reason, none): (&'a str, &'a str, web::Word)) -> Vec<Field<'a>> {
    vec![
        form.field(say, grade, words::GRADE).choice(naming::grades(say, none)),
        form.field(say, reason, words::REASON).lines(2).max(REASON_CHARS_MAX).wide(),
    ]
}

/// How it could get worse: what is on record, and one way more.
pub fn fear_fields<'a>(sight: &Sight, form: &Form) -> Vec<Field<'a>> {
    let say = sight.say();
    let kept = sight.incident.worse.iter().enumerate().map(|(n, worse)| (n.to_string(), worse.why.clone()));
    let mut fields = Vec::new();
    if !sight.incident.worse.is_empty() {
        fields.push(form.field(say, "keep", words::FEAR_KEEP).boxes(kept.collect()).wide());
    }
    let mut items = items(sight);
    items.insert(0, (String::new(), say.word(words::FEAR_NO_ITEM).into_owned()));
    fields.extend([
        form.field(say, "why", words::FEAR_WHY).max(REASON_CHARS_MAX).wide(),
        form.field(say, "fear-item", words::ITEM).choice(items),
        form.field(say, "fear-value", words::VALUE).number(),
        form.field(say, "fear-grade", words::GRADE).choice(naming::grades(say, words::FEAR_NO_GRADE)),
    ]);
    fields
}

/// The items to choose from: what is counted first.
pub fn items(sight: &Sight) -> Vec<(String, String)> {
    let (say, items) = (sight.say(), sight.law.items());
    let others = items.iter().filter(|item| counted(items).all(|one| one.id != item.id));
    let named = |item: &rules::Item| (item.id.clone(), item.name.say(say.language.code()).to_owned());
    counted(items).chain(others).map(named).collect()
}

/// The figures that are not quoted, by item and entry.
pub fn adoptable(sight: &Sight) -> Vec<(String, String)> {
    let say = sight.say();
    let figures = sight.incident.figures.iter();
    let others = figures.flat_map(|(item, figures)| {
        let other = move |entry: &&crate::facts::FigureEntry| Some(&entry.entry) != figures.adopted.as_ref();
        figures.latest().filter(other).map(move |entry| (item, entry))
    });
    others
        .map(|(item, entry)| {
            let figure = naming::figure(&sight.law, item, entry.value, say);
            let words = say.with(words::LINE_FIGURE, &[("source", entry.source.clone().into()), ("figure", figure.into())]);
            (format!("{item}/{}", entry.entry), words)
        })
        .collect()
}

/// Who gave figures before, then those who usually do.
pub fn sources(sight: &Sight) -> Vec<String> {
    let say = sight.say();
    let before = sight.incident.figures.values().flat_map(|figures| &figures.entries).map(|entry| entry.source.clone());
    let usual = [words::FROM_CALLER, words::FROM_SCENE, words::FROM_BELOW, words::FROM_HOSPITAL, words::FROM_POLICE];
    let mut sources: Vec<String> = Vec::new();
    for source in before.chain(usual.into_iter().map(|word| say.word(word).into_owned())) {
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// The tags to choose from: those that raise a flag, by the flag's name, and whatever is set already.
pub fn tags(sight: &Sight) -> Vec<(String, String)> {
    let say = sight.say();
    let flags = sight.law.sets().iter().filter_map(|set| match &set.content {
        Content::Sensitivity(rules) => Some(&rules.flags),
        _ => None,
    });
    let named =
        flags.flatten().filter_map(|flag| Some((flag.tags.first()?.clone(), flag.name.say(say.language.code()).to_owned())));
    let mut tags: Vec<(String, String)> = Vec::new();
    for (tag, name) in named.chain(sight.incident.tags.iter().map(|tag| (tag.clone(), tag.clone()))) {
        if tags.iter().all(|(known, _)| *known != tag) {
            tags.push((tag, name));
        }
    }
    tags
}

/// Duties that are or were late and that nobody has explained yet.
pub fn late_duties(sight: &Sight) -> Vec<(String, String)> {
    let (now, incident) = (sight.say().now, &sight.incident);
    let is_late = |duty: &&crate::facts::DutyKept| {
        let at = incident.met.get(&duty.key()).map_or(now, |claim| claim.at);
        duty.due_at.is_some_and(|due| at > due)
    };
    incident.duties().filter(is_late).map(|duty| (duty.key(), timeline::duty_said(sight, duty))).collect()
}

/// To whom what lies outside the city is passed on.
pub fn neighbours(sight: &Sight) -> Vec<(String, String)> {
    sight.atlas.profile.neighbours.iter().map(|one| (one.name.clone(), aloud::cut(&one.path, NAME_CHARS_MAX))).collect()
}

/// A grade from a field; nothing where none is chosen.
pub fn grade_of(form: &mut Form, name: &str) -> Option<Grade> {
    form.read(name, web::words::FIELD_CHOICE, |text| Grade::parse(text).ok())
}
