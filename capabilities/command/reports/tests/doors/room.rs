//! A duty room with its places, contact book, rules, incidents and reports, and somebody who works in it.

use std::sync::Arc;

use axum::http::{Method, Request};
use desk::clocks::{self, Due};
use desk::{Engine, Sender};
use kernel::{Id, Scope};
use organisations::CityFiles;
use places::{CityTexts, Places};
use rules::Rules;
use serde_json::{Value, json};
use testkit::{Answered, Frame, TOWN, Town};

const CITY: &str = "code = \"990100\"\nnames = { en = \"Ashmouth\" }\nzone = \"Asia/Shanghai\"\nlanguage = \"en\"\ncountry = \"cn\"\n\
    jurisdictions = [\"cn\"]\nfeatures = []\nseat = { lat_deg = 50.05, lon_deg = -29.92 }\n[files]\nareas = \"areas.csv\"\n";
const AREAS: &str = "code,name\n990100,Ashmouth\n990102,North Ashmouth\n990102001,Mill Quarter\n990103,Eastfold\n";
const BODIES: &str = "code,name,short_name,kind,field,area,parent,standing,duty_phone,fax,mailbox\n\
    gov,City government,City,government,,990100,,own,0990-0000001,,\n\
    room,City duty room,Duty room,duty_room,government,990100,gov,own,0990-0000002,,\n\
    em,City emergency bureau,Emergency,department,emergency,990100,,own,0990-0000004,,\n\
    p-room,Provincial duty room,Province,duty_room,government,990000,,outside,0999-0000001,0999-0000002,\n\
    p-em,Provincial emergency department,Province emergency,department,emergency,990000,,outside,0999-0000003,,duty@province.example\n";
const POSTS: &str = "body,title,kind,person,mobile,email,deputies\n\
    room,Shift leader,leader_in_charge,Demo Guo,+86 100-0000-0001,,Second leader\n\
    room,Second leader,deputy_head,Demo Lin,+86 100-0000-0002,,\n";
const LINES: &str = "body,line,to\nroom,government,p-room\nem,department,p-em\n";

/// A duty room.
pub struct Room {
    pub town: Town,
    pub frame: Frame,
    pub rules: Arc<Rules>,
}

/// A report as the API answered it.
pub type Answer = Value;

pub async fn room(engine: Engine) -> Room {
    with(engine, Vec::new()).await
}

/// A duty room with ways out for messages.
pub async fn with(engine: Engine, senders: Vec<Arc<dyn Sender>>) -> Room {
    let capabilities = vec![
        places::capability(),
        organisations::capability(),
        rules::capability(),
        accounts::capability(),
        incidents::capability(),
        reports::capability(),
    ];
    let town = Town::with(engine, capabilities, senders).await;
    let texts = CityTexts { profile: CITY.into(), areas: AREAS.into(), boundaries: None };
    places::adopt(&town.desk, town.given(), texts).await.unwrap();
    let files = CityFiles { organisations: BODIES.into(), posts: POSTS.into(), reporting_lines: LINES.into() };
    assert!(organisations::load_city(&town.desk, town.given(), files).await.is_ok());
    rules::adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap();
    let (places, rules) = (Places::load(&town.desk).await.unwrap(), Rules::load(&town.desk).await.unwrap());
    let office = incidents::Office { places: places.clone(), rules: rules.clone() };
    let mut doors = incidents::doors(&Arc::new(office));
    doors.extend(reports::doors(&places, &rules));
    let frame = Frame::around(&town.desk, doors, &[&incidents::words::TEXTS, &reports::words::TEXTS]);
    Room { town, frame, rules }
}

impl Room {
    /// An explosion in the Mill Quarter with so many dead, put on record now. Answers its id.
    pub async fn explosion(&self, deaths: i64) -> String {
        let body = json!({
            "class": "12D01", "summary": "explosion at the plant", "occurred_at": "2026-11-23T03:02:00+08:00",
            "place": { "text": "Bridge Street", "areas": ["990102001"] }, "figures": { "deaths": deaths }, "figures_from": "county",
        });
        let made = self.frame.post("/api/incidents", &body).await.with(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// A draft of this kind.
    pub async fn drafts(&self, incident: &str, kind: &str) -> Answer {
        self.frame.post(&format!("/api/incidents/{incident}/reports"), &json!({ "kind": kind })).await.with(201).json()
    }

    /// An act on a report, as it is then.
    pub async fn on(&self, report: &Answer, thing: &str, body: Value) -> Answer {
        self.frame.post(&path(report, thing), &body).await.with(200).json()
    }

    /// The same, refused.
    pub async fn refused(&self, report: &Answer, thing: &str, (body, status): (Value, u16)) -> Value {
        self.frame.post(&path(report, thing), &body).await.with(status).json()
    }

    /// The report goes by phone to the provincial duty room, who take it.
    pub async fn phones(&self, report: &Answer) -> Answer {
        let to = json!({ "party": "province-government", "line": "government", "way": "phone", "address": "0999-0000001",
            "receipt": { "number": "0999-0000001", "taker": "Demo Zhang", "taker_post": "duty officer", "register_no": "7" } });
        self.on(report, "sendings", json!({ "addressees": [to] })).await
    }

    /// The figure of an item, adopted.
    pub async fn counts(&self, incident: &str, item: &str, value: i64) {
        let body = json!({ "item": item, "value": value, "source": "hospital", "adopt": true });
        self.frame.post(&format!("/api/incidents/{incident}/figures"), &body).await.with(200);
    }

    /// The incident as the API answers it.
    pub async fn incident(&self, id: &str) -> Value {
        self.frame.get(&format!("/api/incidents/{id}")).await.with(200).json()
    }

    /// The clocks of a case of one kind.
    pub async fn clocks(&self, incident: &str, kind: &str) -> Vec<Due> {
        let scope = Scope::whole(self.town.desk.city());
        let all = clocks::of_case(self.town.desk.db(), &scope, &Id::parse(incident).unwrap()).await.unwrap();
        all.into_iter().filter(|due| due.kind == kind).collect()
    }

    /// Sends a form and answers where it leads.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answered = self.frame.form(path, fields).await.with(303);
        answered.headers["location"].to_str().unwrap().to_owned()
    }

    /// A page in Chinese.
    pub async fn in_chinese(&self, path: &str) -> Answered {
        self.frame.ask(TOWN, Request::get(path).header("accept-language", "zh"), String::new()).await
    }

    /// A change of a report with the version that was seen.
    pub async fn puts(&self, report: &Answer, words: Value) -> Answered {
        let request = Request::builder()
            .method(Method::PUT)
            .uri(path(report, "").trim_end_matches('/'))
            .header("content-type", "application/json")
            .header("if-match", format!("\"{}\"", report["version"]));
        self.frame.ask(TOWN, request, words.to_string()).await
    }
}

/// The path of a report, and of a thing of it.
pub fn path(report: &Answer, thing: &str) -> String {
    format!("/api/reports/{}/{thing}", report["id"].as_str().unwrap())
}

/// The state of the duty to tell a party by a channel, in an incident as the API answers it.
pub fn duty<'a>(incident: &'a Value, to: &str, channels: &[&str]) -> Vec<&'a Value> {
    let duties = incident["duties"].as_array().unwrap().iter();
    duties.filter(|d| d["to"] == to && channels.contains(&d["channel"].as_str().unwrap())).collect()
}
