//! A small town with a contact book: what the tests of this capability stand on.

use desk::Engine;
use kernel::{AreaCode, Id, Scope};
use organisations::{CityFiles, NotTaken, capability, import::Counts, load_city, reads};
use testkit::Town;

/// Bodies: a province above, the town with two bodies, two counties, one of them with a township.
pub const BODIES: &str = "code,name,short_name,kind,field,area,parent,standing,duty_phone,fax,mailbox\n\
    prov.room,演示省政府总值班室,省值班室,duty_room,government,990000,,outside,099-00000001,,\n\
    prov.fire,演示省消防救援总队,省消防总队,force,fire,990000,,outside,099-00000002,,\n\
    gov,演示市人民政府,市政府,government,,990100,,own,0990-0000001,,\n\
    room,演示市政府总值班室,市值班室,duty_room,government,990100,gov,own,0990-0000002,0990-0000003,room@demo.invalid\n\
    fire,演示市消防救援支队,市消防支队,force,fire,990100,gov,own,0990-0000004 转 119,,\n\
    east.room,东区政府值班室,,duty_room,government,990102,,own,0990-0000005,,\n\
    west.room,西区政府值班室,,duty_room,government,990103,,own,0990-0000006,,\n\
    hill.gov,小山镇人民政府,小山镇,grassroots,,990102101,east.room,own,0990-0000007,,\n";

/// Posts and the people in them.
pub const POSTS: &str = "body,title,kind,person,mobile,email,deputies\n\
    gov,市长,area_leader,演示·张一,+86 100-0000-0001,one@demo.invalid,常务副市长\n\
    gov,常务副市长,area_deputy,演示·王一,+86 100-0000-0002,,\n\
    room,主班,main_duty,演示·李一,+86 100-0000-0003,,副班;备班\n\
    room,副班,deputy_duty,演示·赵一,+86 100-0000-0004,,\n\
    room,备班,backup,,,,\n\
    fire,支队长,head,演示·刘一,+86 100-0000-0005,,\n\
    east.room,主班,main_duty,演示·陈一,+86 100-0000-0006,,\n\
    west.room,主班,main_duty,演示·杨一,+86 100-0000-0007,,\n\
    hill.gov,镇长,head,演示·长一,+86 100-0000-0008,,\n";

/// Who reports to whom.
pub const LINES: &str = "body,line,to\n\
    room,government,prov.room\n\
    fire,government,room\n\
    fire,department,prov.fire\n\
    east.room,government,room\n\
    west.room,government,room\n\
    hill.gov,government,east.room\n\
    east.room,neighbours,west.room\n\
    west.room,neighbours,east.room\n";

/// The town with its contact book.
pub async fn town(engine: Engine) -> Town {
    let town = Town::new(engine, vec![capability()]).await;
    load(&town).await.expect("the files have no fault");
    town
}

/// Takes the three files in.
pub async fn load(town: &Town) -> Result<Counts, NotTaken> {
    let files = CityFiles { organisations: BODIES.into(), posts: POSTS.into(), reporting_lines: LINES.into() };
    load_city(&town.desk, town.given(), files).await
}

/// An area code.
pub fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).unwrap()
}

/// Sees the whole town.
pub fn whole() -> Scope {
    Scope::whole(area(testkit::TOWN))
}

/// The id of the body with this code.
pub async fn body(town: &Town, code: &str) -> Id {
    reads::body_by_code(town.desk.db(), &whole(), code).await.unwrap().unwrap().id
}

/// The id of the post with this title in the body with this code.
pub async fn post(town: &Town, code: &str, title: &str) -> Id {
    let posts = reads::posts_of(town.desk.db(), &whole(), &body(town, code).await).await.unwrap();
    posts.into_iter().find(|post| post.title == title).unwrap().id
}
