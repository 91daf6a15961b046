//! A duty room with its places, contact book, rules and accounts, and a browser without script in front of it.

use std::sync::Arc;

use axum::http::Request;
use desk::Engine;
use incidents::Office;
use organisations::CityFiles;
use places::{CityTexts, Places};
use rules::Rules;
use testkit::{Answered, Frame, TOWN, Town};

const CITY: &str = "code = \"990100\"\nnames = { en = \"Ashmouth\" }\nzone = \"Asia/Shanghai\"\nlanguage = \"en\"\ncountry = \"cn\"\n\
    jurisdictions = [\"cn\"]\nfeatures = []\nseat = { lat_deg = 50.05, lon_deg = -29.92 }\n[files]\nareas = \"areas.csv\"\n\
    [[neighbours]]\ncode = \"990200\"\nname = \"Otherland\"\npath = \"Province / Otherland\"\n";
const AREAS: &str = "code,name\n990100,Ashmouth\n990102,North Ashmouth\n990102001,Mill Quarter\n990103,Eastfold\n";
const BODIES: &str = "code,name,short_name,kind,field,area,parent,standing,duty_phone,fax,mailbox\n\
    gov,City government,City,government,,990100,,own,0990-0000001,,\n\
    room,Duty room,Duty room,duty_room,government,990100,gov,own,0990-0000002,,\n\
    north,Duty room of the north,North room,duty_room,government,990102,,own,0990-0000005,,\n";
const POSTS: &str = "body,title,kind,person,mobile,email,deputies\n\
    room,Shift leader,leader_in_charge,Demo Guo,+86 100-0000-0001,,Second leader\n\
    room,Second leader,deputy_head,Demo Lin,+86 100-0000-0002,,\n\
    gov,Mayor,area_leader,Demo Chen,+86 100-0000-0003,,\n";
const LINES: &str = "body,line,to\nnorth,government,room\n";

/// A duty room.
pub struct Room {
    pub town: Town,
    pub frame: Frame,
}

/// An incident by its page.
pub struct Opened {
    pub path: String,
    pub page: String,
}

pub async fn room(engine: Engine) -> Room {
    let capabilities = vec![
        places::capability(),
        organisations::capability(),
        rules::capability(),
        accounts::capability(),
        incidents::capability(),
    ];
    let town = Town::new(engine, capabilities).await;
    let texts = CityTexts { profile: CITY.into(), areas: AREAS.into(), boundaries: None };
    places::adopt(&town.desk, town.given(), texts).await.unwrap();
    let files = CityFiles { organisations: BODIES.into(), posts: POSTS.into(), reporting_lines: LINES.into() };
    assert!(organisations::load_city(&town.desk, town.given(), files).await.is_ok());
    rules::adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap();
    let (places, rules) = (Places::load(&town.desk).await.unwrap(), Rules::load(&town.desk).await.unwrap());
    let office = Arc::new(Office { places, rules });
    let frame = Frame::around(&town.desk, incidents::doors(&office), &[&incidents::words::TEXTS, &places::words::TEXTS]);
    Room { town, frame }
}

impl Room {
    /// Sends a form and follows where it leads.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Opened {
        let answered = self.frame.form(path, fields).await.with(303);
        let to = answered.headers["location"].to_str().unwrap().to_owned();
        let page = self.frame.get(to.split('#').next().unwrap()).await.with(200).body;
        Opened { path: to.split(['?', '#']).next().unwrap().to_owned(), page }
    }

    /// Sends a form that comes back with something wrong.
    pub async fn is_refused(&self, path: &str, fields: &[(&str, &str)], status: u16) -> String {
        self.frame.form(path, fields).await.with(status).body
    }

    /// A part of a page, as script asks for it.
    pub async fn part(&self, path: &str) -> Answered {
        self.frame.ask(TOWN, Request::get(path).header("x-fragment", "1"), String::new()).await
    }

    /// How many facts there are.
    pub fn facts(&self) -> i64 {
        self.town.desk.last_position()
    }
}

impl Opened {
    /// Refuses unless the page holds all of these.
    pub fn shows(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.page.contains(word), "{word:?} is not in {}", plain(&self.page));
        }
        self
    }

    /// Refuses if the page holds one of these.
    pub fn hides(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(!self.page.contains(word), "{word:?} is in {}", plain(&self.page));
        }
        self
    }
}

/// What people read of a page.
pub fn plain(html: &str) -> String {
    let text = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
