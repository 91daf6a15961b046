//! Samples of incidents for the tests of templates: told through acts, under the law that ships for the reference country.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use desk::clocks::Due;
use desk::{Entered, Sealing};
use kernel::{Act, Actor, AreaCode, Claim, Given, Grade, Id, Sealed, Subject, Time, World, Zone};
use places::{Atlas, CityProfile, Gazetteer, PlaceGiven};
use rules::{Figures, InForce, RuleBook, RuleBookFact, RuleSet, SetRef, Worse, default_sets};
use web::{Language, Say, Texts};

use super::leader_sheet::{LeaderSheet, PersonShown};
use super::members::MemberRow;
use super::one::Around;
use super::sight::{Moment, Sight};
use super::speak::Speak;
use super::strips::Below;
use super::timeline;
use super::who::Who;
use crate::acts::*;
use crate::facts::{FigureEntry, Finding, FindingKind, IncidentFact, Marking, Milestone, Setting};
use crate::judge::Law;
use crate::state::Incident;

const CITY: &str = include_str!("../../../../../cities/chaoyang/city.toml");
const AREAS: &str = include_str!("../../../../../cities/chaoyang/areas.csv");
/// The city of the samples.
const DESK: &str = "211300";

static LAW: LazyLock<Arc<InForce>> = LazyLock::new(|| {
    let sets = default_sets("cn").into_iter().map(|set| Arc::new(RuleSet::parse(set.text).expect("shipped sets are valid")));
    Arc::new(InForce::of(sets.collect()))
});
static ATLAS: LazyLock<Arc<Atlas>> = LazyLock::new(|| {
    let profile = CityProfile::read(CITY).expect("the city");
    let gazetteer = Gazetteer::build(&profile, AREAS, None).expect("its areas");
    Arc::new(Atlas { profile, gazetteer, outlines: None, city: places::City::default() })
});

/// The law that ships for the reference country.
pub fn law() -> Arc<InForce> {
    LAW.clone()
}

/// A rule book with that law in it.
pub fn book() -> RuleBook {
    let adopted = default_sets("cn").into_iter().map(|shipped| {
        let SetRef { set, version, hash } = RuleSet::parse(shipped.text).expect("shipped sets are valid").named();
        let text = shipped.text.to_owned();
        RuleBookFact::Adopted { set, version, hash, begins_ms: None, ends_ms: None, text }
    });
    adopted.fold(RuleBook::default(), |book, fact| book.fold(&fact))
}

/// Speaks a language at the time of the samples.
pub fn say(language: Language) -> Say {
    let texts = Texts::of(&[&web::words::TEXTS, &places::words::TEXTS, &crate::words::TEXTS]).expect("the texts fit together");
    Say::new(texts, language, Zone::named("Asia/Shanghai").expect("a zone"), at("04:20"))
}

/// The areas of the reference city, without outlines.
pub fn atlas() -> Arc<Atlas> {
    ATLAS.clone()
}

/// A time of the night of the samples.
pub fn at(clock: &str) -> Time {
    Time::parse(&format!("2026-07-21T{clock}:00+08:00")).expect("a time")
}

/// An id by its number.
pub fn id(n: u64) -> Id {
    Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{n:012}")).expect("an id")
}

/// A night as it is told: acts, and the facts that they yield.
pub struct Night {
    incident: Incident,
    facts: Vec<Entered<IncidentFact>>,
    words: HashMap<Id, String>,
    law: Arc<InForce>,
    atlas: Arc<Atlas>,
}

impl Night {
    fn begins() -> Self {
        Self { incident: Incident::default(), facts: Vec::new(), words: HashMap::new(), law: law(), atlas: atlas() }
    }

    fn seal(&mut self, words: &str) -> Sealing {
        let sealed = Sealed { id: id(9_000 + self.words.len() as u64), hash: "00".into() };
        self.words.insert(sealed.id.clone(), words.to_owned());
        Sealing::for_test(sealed, words)
    }

    fn law(&self) -> Law {
        Law { in_force: self.law.clone() }
    }

    fn known(&self) -> ReceiveKnown {
        ReceiveKnown { law: self.law(), number: "211300-20260721-0007".into(), desk_area: AreaCode::parse(DESK).ok() }
    }

    /// Somebody acts at a time of the night; what they do must not be refused.
    fn act<A: Act<Subject = Incident, Refusal = Refusal>>(&mut self, (clock, who): (&str, &str), known: &A::Known, act: A) {
        let given = Given { at: at(clock), area: AreaCode::parse(DESK).ok(), ..Given::of(Actor(who.into()), World::Live) };
        for fact in act.decide(&self.incident, known, &given).expect("the rules take it") {
            let n = self.facts.len() as u64 + 1;
            self.facts.push(Entered {
                id: id(1),
                position: 100 + n as i64,
                at: at(clock),
                version: n,
                actor: who.to_owned(),
                post: None,
                area: None,
                case: None,
                cause: None,
                fact: fact.clone(),
            });
            self.incident = std::mem::take(&mut self.incident).fold(&fact);
        }
    }

    fn duty<A: Act<Subject = Incident, Known = Law, Refusal = Refusal>>(&mut self, clock: &str, act: A) {
        let law = self.law();
        self.act((clock, "account/he"), &law, act);
    }

    fn tells<A: Act<Subject = Incident, Known = (), Refusal = Refusal>>(&mut self, clock: &str, act: A) {
        self.act((clock, "account/he"), &(), act);
    }

    fn figure(&mut self, clock: &str, (item, value, source): (&str, Option<i64>, &str), adopt: Option<&str>) {
        let entry = id(500 + self.facts.len() as u64);
        let as_of = Claim::at(at(clock).plus_min(-4));
        let entry = FigureEntry { entry, item: item.into(), value, source: source.into(), as_of, verified: source == "医院" };
        self.duty(clock, EnterFigure { entry, adopt: adopt.map(str::to_owned) });
    }

    fn call(&mut self, (clock, step): (&str, &str), outcome: Option<Option<&str>>) {
        let outcome = match outcome {
            Some(said) => Outcome::Told(said.map(|said| self.seal(said))),
            None => Outcome::NotReached,
        };
        let post_title = "市政府值班室 带班领导".to_owned();
        let claim = Claim::at(at(clock).plus_min(-1));
        self.tells(clock, NoteCall { step: Some(step.into()), post: Some(id(70)), post_title, at: Some(claim), outcome });
    }

    /// The incident as it is seen at the end of the night, or after so many facts.
    fn seen(&self, language: Language, until: Option<usize>) -> Sight {
        let facts = self.facts[..until.unwrap_or(self.facts.len())].to_vec();
        let incident = facts.iter().fold(Incident::default(), |incident, fact| incident.fold(&fact.fact));
        let moment = until.map(|n| Moment { position: facts[n - 1].position, at: facts[n - 1].at });
        let say = say(language);
        Sight {
            id: id(1),
            clocks: clocks(&incident),
            words: self.words.clone(),
            law: self.law.clone(),
            atlas: self.atlas.clone(),
            who: Who::sample(&[("account/he", "何一（主班）"), ("account/guo", "郭一（带班领导）")]),
            speak: moment.map_or_else(|| Speak::now(&say), |moment| Speak::then(&say, moment.at)),
            incident,
            facts,
            moment,
        }
    }
}

/// The clocks that the tables would keep.
fn clocks(incident: &Incident) -> Vec<Due> {
    let due = |duty: &crate::facts::DutyKept| {
        Some(Due {
            capability: "incidents".into(),
            stream: format!("incident/{}", id(1)),
            name: duty.key(),
            kind: "duty".into(),
            label: serde_json::to_string(&duty.title).ok()?,
            area: AreaCode::parse(DESK).ok()?,
            post: None,
            case: Some(id(1)),
            started_at: duty.starts_at?,
            due_at: duty.due_at?,
            met_at: incident.met.get(&duty.key()).map(|claim| claim.at),
        })
    };
    incident.duties().filter_map(due).collect()
}

/// One word, nothing else.
fn one_word() -> Night {
    let mut night = Night::begins();
    let summary = Some(night.seal("发水"));
    let known = night.known();
    night.act(("04:18", "account/he"), &known, Receive { summary, setting: setting(), ..Receive::default() });
    night
}

fn setting() -> Setting {
    Setting { country: "cn".into(), features: Vec::new(), level: "city".into() }
}

/// A flash flood: sources that differ, a leader who is not reached, a report that was late, a grade that rises.
pub fn flood() -> Night {
    let mut night = Night::begins();
    let summary = Some(night.seal("羊山镇肖家店村山洪进村，水已到窗台，三户被困，路断了，电话时断时续"));
    let caller = Some(night.seal("+86 100-0000-0301\n村会计（演示）"));
    let place_text = Some(night.seal("羊山镇肖家店村"));
    let given = PlaceGiven { text: "羊山镇肖家店村".into(), ..PlaceGiven::default() };
    let place = night.atlas.gazetteer.resolve(&given).expect("a place").place;
    let claim = |clock: &str| Some(Claim { at: at(clock), by: "来电人".into(), basis: String::new() });
    let known = night.known();
    let receive = Receive {
        summary,
        caller,
        place_text,
        place,
        class: Some("11A51".into()),
        occurred: claim("02:50"),
        known: claim("03:05"),
        figures: vec![(id(31), "trapped".into(), 9)],
        figures_from: "来电人".into(),
        setting: setting(),
        ..Receive::default()
    };
    night.act(("03:12", "account/he"), &known, receive);
    night.act(("03:12", "account/he"), &(), Open);
    night.call(("03:14", "leader_in_charge"), None);
    night.call(("03:16", "leader_in_charge"), Some(Some("马上核实人数，通知镇里转移下游")));
    night.figure("03:31", ("deaths", Some(2), "县值班室"), None);
    night.figure("03:40", ("missing", Some(5), "县值班室"), None);
    let note = night.seal("县消防两车十二人已出发，预计 04:05 到");
    night.tells(
        "03:44",
        Write { words: note, at: Some(Claim { at: at("03:30"), by: "县值班室".into(), basis: "电话记录".into() }) },
    );
    night.figure("03:52", ("deaths", Some(3), "医院"), None);
    night.figure("03:55", ("deaths", Some(3), "县值班室"), Some("医院确认"));
    night.duty(
        "03:58",
        Fear(vec![Worse { why: "上游小水库漫坝".into(), figures: Some(Figures::from([("deaths", 12)])), grade: None }]),
    );
    let keys: Vec<String> =
        night.incident.judged.duties.iter().filter(|duty| duty.due_at.is_some()).take(2).map(|duty| duty.key()).collect();
    night.duty("04:02", Meet { keys: keys.clone(), at: Claim::at(at("04:01")), report: None });
    night.tells("04:05", Explain { key: keys[0].clone(), reason: "省值班室线路占线".into() });
    let law = night.law();
    night.act(("04:06", "account/guo"), &law, Declare { grade: Some(Grade::III), reason: "已有三人死亡".into() });
    night.act(("04:07", "account/guo"), &(), Open);
    night.tells("04:07", CallIn { account: id(81), post_title: "喀左县 县值班员".into() });
    night.tells("04:07", CallIn { account: id(82), post_title: "凌源市 县值班员".into() });
    night.tells("04:07", LetGo { account: id(82), ended_at: None });
    night
}

/// One that has ended, lay outside the city, was a work secret, and whose words were erased.
pub fn ended() -> Night {
    let mut night = flood();
    let place = PlaceGiven { areas: vec!["210700".into()], ..PlaceGiven::default() };
    let place = night.atlas.gazetteer.resolve(&place).expect("a place").place;
    night.duty("04:08", Locate { place, place_text: None });
    night.tells("04:09", PassOn { to: "锦州市".into(), receipt: "锦州值班室 4 号".into() });
    night.duty("04:10", SetTime { which: Milestone::Controlled, claim: Some(Claim::at(at("04:10"))) });
    let finding =
        Finding { what: FindingKind::Late, about: "县值班室".into(), evidence: "03:05 知悉，03:12 电话报市".into() };
    night.tells("04:11", Find(finding));
    night.duty("04:12", Lower { grade: Some(Grade::IV), reason: "已移交".into() });
    night.tells("04:13", Close { reason: "移送锦州市，由其续报".into(), report: None });
    night.incident.marking = Marking::WorkSecret;
    night.words.clear();
    night
}

/// Every sample, in a language: now, before anything is known, ended, and as it was known before.
pub fn all(language: Language) -> Vec<(&'static str, Sight)> {
    let flood = flood();
    vec![
        ("one word", one_word().seen(language, None)),
        ("flood", flood.seen(language, None)),
        ("ended", ended().seen(language, None)),
        ("as known", flood.seen(language, Some(6))),
    ]
}

fn member(sight: &Sight, account: &Id, post: &str) -> MemberRow {
    let until = Some(sight.say().when(at("08:00")));
    MemberRow { account: account.clone(), name: "演示·白一".into(), post: post.into(), until }
}

/// What stands around a sample: people, areas below, every moment.
pub fn around(sight: &Sight) -> Around {
    let person = |n: u64, title: &str, name: &str| PersonShown {
        post: id(n),
        title: title.into(),
        name: Some(name.into()),
        phone: Some((format!("+86 100-0000-{n:04}"), format!("+861000000{n:04}"))),
        tried: false,
    };
    let people = |n: usize| match n {
        0 => Vec::new(),
        _ => vec![person(70, "市政府值班室 带班领导", "演示·郭一"), person(71, "市政府值班室 主任", "演示·林一")],
    };
    let steps = sight.incident.judged.steps.len();
    let below = |name: &str, told: bool| Below {
        step: format!("area/{name}"),
        name: name.into(),
        phone: Some(("0421-0000031".into(), "04210000031".into())),
        told: told.then(|| sight.speak.when(at("03:20"))),
        tried: !told,
    };
    Around {
        below: vec![below("朝阳县", true), below("羊山镇", false)],
        sheet: LeaderSheet::of(sight, (0..steps).map(|n| people((n + 1) % 4)).collect()),
        hints: Vec::new(),
        members: sight.incident.members.iter().map(|(account, called)| member(sight, account, &called.post_title)).collect(),
        moments: timeline::steps(sight),
    }
}
