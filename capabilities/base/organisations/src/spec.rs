//! The rules of the contact book as examples: given a body or a post, when an act, then facts or a refusal.

use kernel::{Act, Actor, AreaCode, Given, Id, Kind, Reason, Subject, World};

use crate::acts::*;
use crate::facts::{BodyPhone, Founding};
use crate::{Body, BodyKind, Column, Level, Line, Phone, PhoneUse, Post, PostKind, Standing};

fn id(n: u32) -> Id {
    Id::parse(&format!("00000000-0000-7000-8000-{n:012}")).unwrap()
}

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).unwrap()
}

fn seen(version: u64) -> Given {
    Given { seen: Some(version), ..unseen() }
}

fn unseen() -> Given {
    Given::of(Actor("account/1".into()), World::Live)
}

fn founding(code: &str) -> Founding {
    Founding {
        code: code.into(),
        name: "演示市应急管理局".into(),
        short_name: "市应急局".into(),
        body_kind: BodyKind::Department,
        field: Some("emergency".into()),
        level: Level::City,
        area: area("211300"),
        parent: None,
        standing: Standing::Own,
    }
}

fn after<A: Act>(now: A::Subject, act: A, known: &A::Known) -> A::Subject {
    let facts = act.decide(&now, known, &unseen()).expect("the rules allow it");
    facts.iter().fold(now, A::Subject::fold)
}

fn bureau() -> Body {
    after(Body::default(), Found(founding("yjj")), &BodyKnown::default())
}

fn body_refusal<A: Act<Subject = Body, Refusal = Refusal>>(now: &Body, act: A, known: &A::Known) -> Refusal {
    act.decide(now, known, &unseen()).expect_err("the rules refuse it")
}

fn post_refusal<A: Act<Subject = Post, Refusal = Refusal>>(now: &Post, act: A, known: &A::Known) -> Refusal {
    act.decide(now, known, &unseen()).expect_err("the rules refuse it")
}

fn pointed(n: u32, code: &str, above: &[&str]) -> Pointed {
    let above = above.iter().map(|code| (*code).to_owned()).collect();
    Pointed { id: Some(id(n)), code: code.into(), name: code.into(), dissolved: false, above }
}

fn knowing(pointed: Vec<Pointed>) -> BodyKnown {
    BodyKnown { pointed, ..BodyKnown::default() }
}

fn establish() -> Establish {
    Establish { code: "yjj/主班".into(), body: id(1), kind: PostKind::MainDuty, title: "主班".into(), order: 3 }
}

fn of_the_bureau() -> PostKnown {
    PostKnown {
        body: Some(PostBody { name: "演示市应急管理局".into(), area: area("211300"), dissolved: false }),
        person_entered: true,
        ..PostKnown::default()
    }
}

fn appoint(person: Id) -> Appoint {
    Appoint { person, entry: Entry::Before }
}

fn main_duty() -> Post {
    after(Post::default(), establish(), &of_the_bureau())
}

#[test]
fn a_body_is_founded_once() {
    let body = bureau();
    assert_eq!(body.area(), Some(area("211300")));
    assert!(Found(founding("yjj")).decide(&body, &BodyKnown::default(), &unseen()).unwrap().is_empty(), "already so");
    let other = Founding { name: "另一单位".into(), ..founding("yjj") };
    assert!(matches!(body_refusal(&body, Found(other), &BodyKnown::default()), Refusal::Exists { thing: Thing::Body, .. }));
}

#[test]
fn two_bodies_cannot_have_one_code() {
    let known = BodyKnown { code_held_by: Some("市消防救援支队".into()), ..BodyKnown::default() };
    let refusal = body_refusal(&Body::default(), Found(founding("yjj")), &known);
    assert_eq!(refusal, Refusal::CodeTaken { code: "yjj".into(), by: "市消防救援支队".into() });
    assert_eq!(refusal.kind(), Kind::Conflict);
}

#[test]
fn a_body_has_a_name_of_at_most_eighty_characters_and_a_code_without_blanks() {
    let named = |name: String| Found(Founding { name, ..founding("yjj") });
    assert!(named("名".repeat(80)).decide(&Body::default(), &BodyKnown::default(), &unseen()).is_ok());
    let refused = |act| body_refusal(&Body::default(), act, &BodyKnown::default());
    assert_eq!(refused(named("名".repeat(81))), Refusal::TooLong { what: Column::Name, max: 80 });
    assert_eq!(refused(named(" \u{200b}".into())), Refusal::Missing { what: Column::Name });
    assert_eq!(refused(Found(founding("y j j"))), Refusal::NotACode { what: Column::Code });
    assert_eq!(
        refused(Found(Founding { field: Some("消 防".into()), ..founding("yjj") })),
        Refusal::NotACode { what: Column::Field }
    );
}

#[test]
fn a_body_belongs_to_one_that_exists_and_not_to_itself_nor_to_one_below_it() {
    let to = |n: u32| Move { area: area("211300"), parent: Some(id(n)) };
    let body = bureau();
    assert_eq!(body_refusal(&body, to(2), &BodyKnown::default()), Refusal::PointsNowhere { what: Column::Parent });
    let gone = Pointed { dissolved: true, ..pointed(2, "gov", &[]) };
    assert!(matches!(body_refusal(&body, to(2), &knowing(vec![gone])), Refusal::PointsAtEnded { .. }));
    let itself = knowing(vec![pointed(2, "yjj", &[])]);
    assert_eq!(body_refusal(&body, to(2), &itself), Refusal::PointsAtItself { what: Column::Parent });
    let below = knowing(vec![pointed(2, "office", &["yjj"])]);
    assert!(matches!(body_refusal(&body, to(2), &below), Refusal::Circle { .. }));
    let deep: Vec<String> = (0..LINE_DEPTH_MAX).map(|n| format!("b{n}")).collect();
    let deep = Pointed { above: deep, ..pointed(2, "deep", &[]) };
    assert_eq!(body_refusal(&body, to(2), &knowing(vec![deep])), Refusal::TooDeep { what: Column::Parent, max: LINE_DEPTH_MAX });
    let moved = after(body, to(2), &knowing(vec![pointed(2, "gov", &[])]));
    assert_eq!(moved.about.unwrap().parent, Some(id(2)));
}

#[test]
fn what_is_already_so_yields_no_facts() {
    let body = bureau();
    let rename = Rename { name: " 演示市应急管理局 ".into(), short_name: "市应急局".into() };
    assert!(rename.decide(&body, &(), &unseen()).unwrap().is_empty());
    let classify = Classify { kind: BodyKind::Department, field: Some("emergency".into()), level: Level::City };
    assert!(classify.decide(&body, &(), &unseen()).unwrap().is_empty());
    assert!(SetPhones { phones: Vec::new() }.decide(&body, &(), &unseen()).unwrap().is_empty());
    assert!(SetMailbox { mailbox: None }.decide(&body, &(), &unseen()).unwrap().is_empty());
    let line = SetLine { line: Line::Party, to: Vec::new() };
    assert!(line.decide(&body, &BodyKnown::default(), &unseen()).unwrap().is_empty());
}

#[test]
fn a_value_that_somebody_changed_meanwhile_is_not_replaced_unseen() {
    let rename = |name: &str| Rename { name: name.into(), short_name: String::new() };
    let body = after(bureau(), rename("演示市应急局"), &());
    assert_eq!(body.version, 2);
    let refusal = rename("应急局").decide(&body, &(), &seen(1)).unwrap_err();
    assert_eq!(refusal, Refusal::Changed { what: Column::Name, version: 2 });
    assert_eq!(refusal.kind(), Kind::Stale);
    assert!(rename("应急局").decide(&body, &(), &seen(2)).is_ok());
    assert!(rename("演示市应急局").decide(&body, &(), &seen(1)).unwrap().is_empty(), "what both want is already so");
    let mailbox = SetMailbox { mailbox: Some(crate::Email::parse("duty@city.example").unwrap()) };
    assert!(mailbox.decide(&body, &(), &seen(1)).is_ok(), "another value was not changed");
}

#[test]
fn a_body_has_each_number_once_and_at_most_twelve() {
    let phone = |n: usize| BodyPhone { usage: PhoneUse::Duty, number: Phone::parse(&format!("0421-00000{n:02}")).unwrap() };
    let body = bureau();
    let twelve: Vec<BodyPhone> = (0..BODY_PHONES_MAX).map(phone).collect();
    let with_twelve = after(body.clone(), SetPhones { phones: twelve }, &());
    assert_eq!(with_twelve.phones.len(), BODY_PHONES_MAX);
    let thirteen = SetPhones { phones: (0..=BODY_PHONES_MAX).map(phone).collect() };
    assert!(matches!(body_refusal(&body, thirteen, &()), Refusal::TooMany { .. }));
    let twice = SetPhones { phones: vec![phone(1), phone(1)] };
    assert_eq!(body_refusal(&body, twice, &()), Refusal::Twice { what: Column::DutyPhone });
}

#[test]
fn reports_go_up_and_never_come_back() {
    let body = bureau();
    let to = |line, to: &[u32]| SetLine { line, to: to.iter().map(|n| id(*n)).collect() };
    let up = knowing(vec![pointed(2, "province", &[])]);
    let reporting = after(body.clone(), to(Line::Department, &[2]), &up);
    assert_eq!(reporting.above(Line::Department), [id(2)]);
    assert!(reporting.above(Line::Party).is_empty());
    let back = knowing(vec![pointed(3, "county", &["yjj"])]);
    assert!(matches!(body_refusal(&body, to(Line::Department, &[3]), &back), Refusal::Circle { .. }));
    assert!(to(Line::Neighbours, &[3]).decide(&body, &back, &unseen()).is_ok(), "neighbours face each other");
    let itself = knowing(vec![pointed(1, "yjj", &[])]);
    assert_eq!(body_refusal(&body, to(Line::Neighbours, &[1]), &itself), Refusal::PointsAtItself { what: Column::To });
    assert_eq!(body_refusal(&body, to(Line::Party, &[2, 2]), &up), Refusal::Twice { what: Column::To });
    let many: Vec<u32> = (0..=LINE_ADDRESSEES_MAX as u32).collect();
    assert!(matches!(body_refusal(&body, to(Line::Neighbours, &many), &up), Refusal::TooMany { .. }));
}

#[test]
fn a_body_on_which_something_hangs_is_not_dissolved() {
    let body = bureau();
    let held = BodyKnown { usage: Usage { posts: 5, bodies: 0, reporting: 2 }, ..BodyKnown::default() };
    assert_eq!(body_refusal(&body, Dissolve {}, &held), Refusal::StillUsed { posts: 5, bodies: 0, reporting: 2 });
    let gone = after(body, Dissolve {}, &BodyKnown::default());
    assert!(Dissolve {}.decide(&gone, &BodyKnown::default(), &unseen()).unwrap().is_empty());
    let rename = Rename { name: "名".into(), short_name: String::new() };
    assert!(matches!(body_refusal(&gone, rename, &()), Refusal::Ended { thing: Thing::Body, .. }));
}

#[test]
fn what_does_not_exist_cannot_be_changed() {
    let rename = Rename { name: "名".into(), short_name: String::new() };
    let refusal = body_refusal(&Body::default(), rename, &());
    assert_eq!((refusal.clone(), refusal.kind()), (Refusal::NotThere { thing: Thing::Body }, Kind::NotFound));
    assert_eq!(post_refusal(&Post::default(), appoint(id(9)), &of_the_bureau()), Refusal::NotThere { thing: Thing::Post });
}

#[test]
fn a_post_is_established_once_in_a_body_that_exists() {
    let post = main_duty();
    assert_eq!(post.area(), Some(area("211300")), "a post lies where its body lies");
    assert!(establish().decide(&post, &of_the_bureau(), &unseen()).unwrap().is_empty());
    let other = Establish { title: "副班".into(), ..establish() };
    assert!(matches!(post_refusal(&post, other, &of_the_bureau()), Refusal::Exists { .. }));
    assert_eq!(post_refusal(&Post::default(), establish(), &PostKnown::default()), Refusal::PointsNowhere { what: Column::Body });
    let taken = PostKnown { code_held_by: Some("主班".into()), ..of_the_bureau() };
    assert!(matches!(post_refusal(&Post::default(), establish(), &taken), Refusal::CodeTaken { .. }));
    let mut gone = of_the_bureau();
    gone.body = gone.body.map(|body| PostBody { dissolved: true, ..body });
    assert!(matches!(post_refusal(&Post::default(), establish(), &gone), Refusal::PointsAtEnded { .. }));
}

#[test]
fn the_order_of_a_post_runs_from_1_to_999() {
    let at = |order| Retitle { kind: PostKind::MainDuty, title: "主班".into(), order };
    for order in [1, POST_ORDER_MAX] {
        assert!(at(order).decide(&main_duty(), &(), &unseen()).is_ok(), "{order}");
    }
    for order in [0, POST_ORDER_MAX + 1] {
        assert_eq!(post_refusal(&main_duty(), at(order), &()), Refusal::OutOfRange { what: Column::Order, max: POST_ORDER_MAX });
    }
}

#[test]
fn whoever_is_appointed_holds_the_post_instead_of_whoever_held_it() {
    let post = after(main_duty(), appoint(id(8)), &of_the_bureau());
    assert!(appoint(id(8)).decide(&post, &of_the_bureau(), &unseen()).unwrap().is_empty());
    let post = after(post, appoint(id(9)), &of_the_bureau());
    assert_eq!(post.holder, Some(id(9)));
    let unknown = PostKnown { person_entered: false, ..of_the_bureau() };
    assert_eq!(post_refusal(&post, appoint(id(7)), &unknown), Refusal::PointsNowhere { what: Column::Person });
    let together = Appoint { entry: Entry::Together, ..appoint(id(7)) };
    assert!(together.decide(&post, &unknown, &unseen()).is_ok(), "entered by the same request");
    let stale = appoint(id(8)).decide(&post, &of_the_bureau(), &seen(2)).unwrap_err();
    assert_eq!(stale, Refusal::Changed { what: Column::Person, version: 3 });
    let vacant = after(post, Relieve {}, &());
    assert_eq!(vacant.holder, None);
    assert!(Relieve {}.decide(&vacant, &(), &unseen()).unwrap().is_empty());
}

#[test]
fn a_post_has_at_most_five_deputies_none_of_them_itself() {
    let deputy = |n: u32, code: &str| Deputy { id: id(n), code: code.into(), title: code.into(), abolished: n == 4 };
    let known =
        PostKnown { deputies: vec![deputy(2, "yjj/副班"), deputy(3, "yjj/主班"), deputy(4, "old")], ..of_the_bureau() };
    let set = |ids: &[u32]| SetDeputies { deputies: ids.iter().map(|n| id(*n)).collect() };
    let post = after(main_duty(), set(&[2]), &known);
    assert_eq!(post.deputies, [id(2)]);
    assert_eq!(post_refusal(&post, set(&[3]), &known), Refusal::PointsAtItself { what: Column::Deputies });
    assert!(matches!(post_refusal(&post, set(&[4]), &known), Refusal::PointsAtEnded { .. }));
    assert_eq!(post_refusal(&post, set(&[5]), &known), Refusal::PointsNowhere { what: Column::Deputies });
    assert_eq!(post_refusal(&post, set(&[2, 2]), &known), Refusal::Twice { what: Column::Deputies });
    assert!(matches!(post_refusal(&post, set(&[1, 2, 3, 4, 5, 6]), &known), Refusal::TooMany { max: DEPUTIES_MAX, .. }));
}

#[test]
fn a_post_follows_its_body_into_another_area() {
    let mut known = of_the_bureau();
    assert!(FollowBody {}.decide(&main_duty(), &known, &unseen()).unwrap().is_empty());
    known.body = known.body.map(|body| PostBody { area: area("211302"), ..body });
    assert_eq!(after(main_duty(), FollowBody {}, &known).area(), Some(area("211302")));
}

#[test]
fn an_abolished_post_is_vacant_and_takes_nobody() {
    let held = after(main_duty(), appoint(id(8)), &of_the_bureau());
    let gone = after(held, Abolish {}, &());
    assert_eq!(gone.holder, None);
    assert!(Abolish {}.decide(&gone, &(), &unseen()).unwrap().is_empty());
    let refusal = post_refusal(&gone, appoint(id(8)), &of_the_bureau());
    assert!(matches!(refusal, Refusal::Ended { thing: Thing::Post, .. }));
}

/// Folds every sample of `fixtures/facts` on its own: every fact ever written must read, fold, and come back as it was written.
fn every_sample_folds<S: Subject>(version: fn(&S) -> u64) -> usize {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/facts").join(S::NAME);
    let mut samples = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let fact: S::Fact = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let written: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&fact).unwrap(), written, "{}", path.display());
        assert_eq!(version(&S::default().fold(&fact)), 1);
        samples += 1;
    }
    samples
}

#[test]
fn every_fact_ever_written_still_folds() {
    assert!(every_sample_folds::<Body>(|body| body.version) >= 9);
    assert!(every_sample_folds::<Post>(|post| post.version) >= 7);
    assert!(every_sample_folds::<crate::Person>(|person| person.version) >= 2);
}
