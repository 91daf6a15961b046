//! Acts, reads and imports through the desk.

use desk::{Because, NotDone};
use kernel::{Given, Kind, Scope};
use organisations::acts::*;
use organisations::import::Lexicon;
use organisations::reads::{self, ContactsAsked};
use organisations::{
    BodyKind, Bringing, Level, Line, NotTaken, PersonDetails, Phone, PostKind, capability, enter, erase, plan, take_in,
};
use testkit::Town;

use super::town::*;

async fn found(town: &Town, scope: &Scope, words: &str) -> Vec<String> {
    let asked = ContactsAsked { words: words.into(), limit: 100, ..ContactsAsked::default() };
    let book = reads::contacts(town.desk.db(), scope, &asked).await.unwrap();
    assert_eq!(usize::try_from(book.total).unwrap(), book.entries.len());
    let name = |contact: &reads::Contact| {
        let title = contact.post.as_ref().map_or("", |post| post.title.as_str());
        format!("{}{title}", contact.body_short_name)
    };
    book.entries.iter().map(name).collect()
}

fn refused(not_done: NotDone) -> Kind {
    match not_done {
        NotDone::Refused(reason) => reason.kind(),
        NotDone::Fault(fault) => panic!("{fault}"),
    }
}

#[tokio::test]
async fn a_contact_is_found_by_whatever_somebody_remembers_of_it() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let whole = whole();
        assert_eq!(found(&town, &whole, "张一").await, ["市政府市长"], "by name");
        let by_initials = ["市政府市长", "市值班室副班", "小山镇镇长"];
        assert_eq!(found(&town, &whole, "yszy").await, by_initials, "by initials, and one character reads in two ways");
        assert_eq!(found(&town, &whole, "BB 市值班室").await, ["市值班室备班"], "by initials of the title, and by body");
        assert_eq!(
            found(&town, &whole, "szbs").await,
            ["市值班室主班", "市值班室副班", "市值班室备班", "省值班室"],
            "by initials of the body"
        );
        assert_eq!(found(&town, &whole, "100-0000-0003").await, ["市值班室主班"], "by part of a number, however grouped");
        assert_eq!(found(&town, &whole, "+8610000000003").await, ["市值班室主班"], "by the whole number");
        assert_eq!(found(&town, &whole, "0990-0000004").await, ["市消防支队支队长"], "by a number of the body");
        assert_eq!(found(&town, &whole, "one@demo").await, ["市政府市长"], "by mail address");
        assert_eq!(found(&town, &whole, "主班 陈一").await, ["东区政府值班室主班"], "by several words");
        assert_eq!(found(&town, &whole, "%").await, [""; 0], "a sign means itself");
        assert_eq!(found(&town, &whole, "省消防").await, ["省消防总队"], "a body without posts");
    }
}

#[tokio::test]
async fn a_county_sees_its_own_people_and_whom_to_call_outside() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let east = Scope::whole(area("990102"));
        assert_eq!(found(&town, &east, "").await, ["东区政府值班室主班", "小山镇镇长", "省值班室", "省消防总队"]);
        assert_eq!(found(&town, &Scope::nothing(), "").await, [""; 0]);
        let west = body(&town, "west.room").await;
        assert_eq!(reads::body(town.desk.db(), &east, &west).await.unwrap(), None);
        assert_eq!(reads::posts_of(town.desk.db(), &east, &west).await.unwrap(), []);
        let up = reads::addressees(town.desk.db(), &east, &body(&town, "east.room").await, Line::Government).await.unwrap();
        assert_eq!(up[0].code, "room", "whoever sees a body sees whom it reports to");
    }
}

#[tokio::test]
async fn the_contact_book_is_read_page_by_page() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let mut asked = ContactsAsked { limit: 4, ..ContactsAsked::default() };
        let mut seen = Vec::new();
        loop {
            let page = reads::contacts(town.desk.db(), &whole(), &asked).await.unwrap();
            assert_eq!(page.total, 11);
            let Some(last) = page.entries.last() else { break };
            asked.behind = Some(last.end.clone());
            seen.extend(page.entries.iter().map(|contact| contact.end.clone()));
        }
        assert_eq!(seen.len(), 11);
        assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
        let kind = ContactsAsked {
            post_kind: Some(PostKind::MainDuty),
            area: Some(area("990102")),
            limit: 9,
            ..ContactsAsked::default()
        };
        let page = reads::contacts(town.desk.db(), &whole(), &kind).await.unwrap();
        assert_eq!((page.total, page.entries[0].body_name.as_str()), (1, "东区政府值班室"));
    }
}

#[tokio::test]
async fn an_area_knows_where_its_reports_go_and_who_is_told_inside() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let db = town.desk.db();
        let to = async |code: &str, line, field| {
            let bodies = reads::addressees_of_area(db, &whole(), area(code), (line, field)).await.unwrap();
            bodies.into_iter().map(|body| body.code).collect::<Vec<_>>()
        };
        assert_eq!(to("990100", Line::Government, None).await, ["prov.room"], "the brigade's report stays in the town");
        assert_eq!(to("990100", Line::Department, Some("fire")).await, ["prov.fire"]);
        assert_eq!(to("990100", Line::Department, Some("health")).await, [""; 0]);
        assert_eq!(to("990102101", Line::Government, None).await, ["east.room"]);
        assert_eq!(to("990102", Line::Neighbours, None).await, ["west.room"]);
        let leaders = reads::posts_by_kind(db, &whole(), area("990100"), PostKind::AreaLeader).await.unwrap();
        assert_eq!(leaders.len(), 1);
        let details = leaders[0].post.holder.as_ref().unwrap().details.as_ref().unwrap();
        assert_eq!((details.name.as_str(), details.first_number().unwrap().dial()), ("演示·张一", "+8610000000001".into()));
        assert_eq!(leaders[0].deputies.iter().map(|post| post.title.as_str()).collect::<Vec<_>>(), ["常务副市长"]);
        let rooms = reads::bodies_by_kind(db, &whole(), area("990100"), (BodyKind::DutyRoom, Some("government"))).await;
        assert_eq!(rooms.unwrap()[0].first_phone().unwrap().number.number(), "0990-0000002");
        let role = async |level, kind, field, line| {
            let role = reads::Role { level, kind, field, line };
            let bodies = reads::bodies_in_role(db, &whole(), area("990102101"), role).await.unwrap();
            bodies.into_iter().map(|body| body.code).collect::<Vec<_>>()
        };
        assert_eq!(role(Level::City, BodyKind::Government, None, Line::Government).await, ["room"], "by its duty room");
        assert_eq!(role(Level::Province, BodyKind::Government, None, Line::Government).await, ["prov.room"]);
        assert_eq!(role(Level::Province, BodyKind::Force, Some("fire"), Line::Department).await, ["prov.fire"]);
        assert_eq!(role(Level::County, BodyKind::Government, None, Line::Neighbours).await, ["west.room"]);
        assert_eq!(role(Level::National, BodyKind::Government, None, Line::Government).await, [""; 0], "nobody is made up");
        let chief = reads::PostsAsked { kind: PostKind::Head, body_kind: Some(BodyKind::Force), field: Some("fire") };
        let chief = reads::posts_by_kind(db, &whole(), area("990100"), chief).await.unwrap();
        assert_eq!(chief.iter().map(|with| with.post.title.as_str()).collect::<Vec<_>>(), ["支队长"]);
        let counts = reads::area_counts(db, &whole(), area("990100")).await.unwrap();
        assert_eq!(
            counts.iter().map(|c| (c.area.to_string(), c.bodies)).collect::<Vec<_>>(),
            [("990102".into(), 2), ("990103".into(), 1)]
        );
    }
}

#[tokio::test]
async fn a_city_taken_in_twice_changes_nothing_and_records_nothing() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let before = town.desk.last_position();
        let counts = load(&town).await.unwrap();
        assert!(counts.is_same(), "{counts:?}");
        assert_eq!(town.desk.last_position(), before);
    }
}

#[tokio::test]
async fn while_one_row_has_a_fault_nothing_is_taken_in() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let before = town.desk.last_position();
        let file = "body,title,person,mobile\nroom,新岗,演示·周一,+86 100-0000-0011\nnone,新岗,演示·周二,call me\n";
        let bringing = Bringing { files: vec![file.into()], lexicon: Lexicon::plain(), reach: whole(), areas: None };
        let planned = plan(&town.desk, bringing).await.unwrap();
        assert_eq!((planned.faults.len(), planned.faults[0].row), (1, 3));
        assert!(matches!(take_in(&town.desk, town.given(), planned).await, Err(NotTaken::Rows(_))));
        assert_eq!(town.desk.last_position(), before);
    }
}

#[tokio::test]
async fn a_body_that_moves_takes_its_posts_along() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let hill = body(&town, "hill.gov").await;
        town.desk.perform(&hill, town.given(), Move { area: area("990103101"), parent: None }).await.unwrap();
        town.desk.settle().await.unwrap();
        let (post, _) = town.desk.recall::<organisations::Post>(&post(&town, "hill.gov", "镇长").await).await.unwrap();
        assert_eq!(post.about.unwrap().area, area("990103101"));
        assert_eq!(found(&town, &Scope::whole(area("990103")), "镇长").await, ["小山镇镇长"]);
    }
}

#[tokio::test]
async fn codes_circles_and_usage_are_judged_on_the_newest_truth() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let (room, fire) = (body(&town, "room").await, body(&town, "fire").await);
        let line = SetLine { line: Line::Government, to: vec![fire.clone()] };
        assert_eq!(refused(town.desk.perform(&room, town.given(), line).await.unwrap_err()), Kind::Conflict, "a circle");
        let dissolve = Dissolve {};
        assert_eq!(
            refused(town.desk.perform(&fire, town.given(), dissolve.clone()).await.unwrap_err()),
            Kind::Conflict,
            "a post"
        );
        let chief = post(&town, "fire", "支队长").await;
        town.desk.perform(&chief, town.given(), Abolish {}).await.unwrap();
        town.desk.perform(&fire, town.given(), dissolve).await.unwrap();
        assert_eq!(reads::body_by_code(town.desk.db(), &whole(), "fire").await.unwrap(), None);
        let founding = |code: &str| {
            let json = format!(
                r#"{{"code":"{code}","name":"新队","body_kind":"force","level":"city","area":"990100","standing":"own"}}"#
            );
            Found(serde_json::from_str(&json).unwrap())
        };
        let id = town.desk.new_id();
        assert_eq!(
            refused(town.desk.perform(&id, town.given(), founding("room")).await.unwrap_err()),
            Kind::Conflict,
            "a code twice"
        );
        town.desk.perform(&id, town.given(), founding("fire")).await.unwrap();
        let deputies = SetDeputies { deputies: vec![chief] };
        let main = post(&town, "room", "主班").await;
        assert_eq!(
            refused(town.desk.perform(&main, town.given(), deputies).await.unwrap_err()),
            Kind::Conflict,
            "an abolished deputy"
        );
    }
}

#[tokio::test]
async fn a_person_is_entered_once_corrected_and_appointed() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let details = PersonDetails {
            name: "演示·周一".into(),
            mobile: Phone::parse("+86 100-0000-0011").ok(),
            ..PersonDetails::default()
        };
        let person = town.desk.new_id();
        let backup = post(&town, "room", "备班").await;
        let appoint = Appoint { person: person.clone(), entry: Entry::Before };
        assert_eq!(
            refused(town.desk.perform(&backup, town.given(), appoint.clone()).await.unwrap_err()),
            Kind::Invalid,
            "not entered"
        );
        let act = enter(&town.desk, details.clone());
        assert!(!town.desk.perform(&person, town.given(), act).await.unwrap().already);
        let again = enter(&town.desk, details.clone());
        assert!(town.desk.perform(&person, town.given(), again).await.unwrap().already, "the same words under another salt");
        let done = town.desk.perform(&backup, town.given(), appoint).await.unwrap();
        let corrected = PersonDetails { mobile: Phone::parse("+86 100-0000-0012").ok(), ..details };
        let act = organisations::correct(&town.desk, corrected.clone());
        let stale = Correct { seen: Some(town.desk.new_id()), ..act.clone() };
        assert_eq!(
            refused(town.desk.perform(&person, town.given(), stale).await.unwrap_err()),
            Kind::Stale,
            "other details were seen"
        );
        town.desk.perform(&person, town.given(), act).await.unwrap();
        assert_eq!(found(&town, &whole(), "0000-0012").await, ["市值班室备班"]);
        assert_eq!(found(&town, &whole(), "0000-0011").await, [""; 0], "the former number finds nobody");
        let stale = Given { seen: Some(done.version - 1), ..town.given() };
        assert_eq!(refused(town.desk.perform(&backup, stale, Relieve {}).await.unwrap_err()), Kind::Stale);
    }
}

#[tokio::test]
async fn an_erased_person_leaves_a_skeleton_and_no_words() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let mayor = post(&town, "gov", "市长").await;
        let before = reads::post(town.desk.db(), &whole(), &mayor).await.unwrap().unwrap();
        let person = before.holder.unwrap().person;
        let act = organisations::correct(&town.desk, PersonDetails { name: "演示·张二".into(), ..PersonDetails::default() });
        town.desk.perform(&person, town.given(), act).await.unwrap();
        let because = Because { why: "asked for by the person".into(), law: "art. 85".into() };
        erase(&town.desk, town.given(), (&person, because)).await.unwrap();
        let after = reads::post(town.desk.db(), &whole(), &mayor).await.unwrap().unwrap();
        assert_eq!(after.holder.map(|holder| (holder.person, holder.details)), Some((person, None)));
        let rows =
            town.desk.db().rows("select count(*) as n from sealed where words like '%演示·张%'", Vec::new()).await.unwrap();
        assert_eq!(rows[0].int("n").unwrap(), 0, "neither as they are nor as they were");
    }
}

#[tokio::test]
async fn no_name_number_or_address_of_a_person_stands_in_a_fact() {
    let town = town(testkit::engines()[0]).await;
    for envelope in desk::reads::after(town.desk.db(), 0, 10_000).await.unwrap() {
        for personal in ["演示·", "0000-00", "@demo.invalid"] {
            let body_phone = personal == "@demo.invalid" && envelope.kind == "mailbox_set";
            assert!(!envelope.body.contains(personal) || body_phone, "{}", envelope.body);
        }
    }
}

#[tokio::test]
async fn rebuilt_tables_are_the_same_as_kept_ones() {
    for engine in testkit::engines() {
        let town = town(engine).await;
        let dump = async |desk: &desk::Desk| {
            let mut rows = Vec::new();
            for sql in [
                "select * from bodies order by id limit 100",
                "select * from posts order by id limit 100",
                "select * from people order by id limit 100",
                "select * from body_lines order by body_id, line, n limit 100",
            ] {
                rows.extend(desk.db().rows(sql, Vec::new()).await.unwrap().iter().map(|row| format!("{row:?}")));
            }
            rows
        };
        let kept = dump(&town.desk).await;
        let raised = capability().tables(99, include_str!("../../src/tables.sql"));
        let another = town.another(vec![raised]).await;
        assert_eq!(dump(&another).await, kept);
    }
}
