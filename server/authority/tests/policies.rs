//! What the shipped policies say, as sentences; and that a scope and single answers never differ.

use std::sync::{Arc, LazyLock};

use authority::{Asker, Authority, Glass, HeldPost, Matter, Membership, PolicyError, SHIPPED};
use kernel::{AreaCode, Id, Time};
use proptest::prelude::*;

static SHIPPED_AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::shipped().expect(WELL));

const WELL: &str = "the test is written well";
const CITY: &str = "211300";
const COUNTY: &str = "211321";
const OTHER_COUNTY: &str = "211322";
const TOWNSHIP: &str = "211321101";
const VILLAGE: &str = "211321101203";
const OTHER_CITY: &str = "211400";

fn area(text: &str) -> AreaCode {
    AreaCode::parse(text).expect(WELL)
}

fn case(n: u8) -> Id {
    Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-0000000000{n:02x}")).expect(WELL)
}

fn post(kind: &str, at: &str) -> HeldPost {
    HeldPost { kind: Arc::from(kind), area: area(at), until: None }
}

fn holder(kind: &str, at: &str) -> Asker {
    Asker { signed_in: true, posts: vec![post(kind, at)], at: Time::from_ms(1_000), ..Asker::default() }
}

fn may(asker: &Asker, action: &str, at: &str) -> bool {
    SHIPPED_AUTHORITY.may(asker, action, &Matter::at(Some(area(at)), None))
}

#[test]
fn a_post_works_in_its_area_and_below_and_nowhere_else() {
    let officer = holder("county-duty-officer", COUNTY);
    for inside in [COUNTY, TOWNSHIP, VILLAGE] {
        assert!(may(&officer, "incidents.report", inside), "{inside}");
    }
    for outside in [CITY, OTHER_COUNTY, OTHER_CITY] {
        assert!(!may(&officer, "incidents.report", outside), "{outside}");
        assert!(!may(&officer, "incidents.read", outside), "{outside}");
    }
}

#[test]
fn everything_is_refused_unless_a_policy_permits_it() {
    let nobody = Asker::default();
    let public = Asker { signed_in: false, posts: vec![post("public", CITY)], ..Asker::default() };
    let unknown = holder("king", CITY);
    for action in SHIPPED_AUTHORITY.actions() {
        assert!(!may(&nobody, action, CITY), "{action}");
        assert!(!may(&public, action, CITY), "{action}");
        assert!(!SHIPPED_AUTHORITY.may(&public, action, &Matter::at(None, None)), "{action}");
        assert!(!may(&unknown, action, CITY) || action == "accounts.own", "{action}");
    }
    for unheard_of in ["incidents.burn", "", "read", "Action::\"read\""] {
        assert!(!may(&holder("director", CITY), unheard_of, CITY), "{unheard_of}");
    }
}

#[test]
fn the_director_signs_the_leader_signs_and_the_duty_officer_does_not() {
    assert!(may(&holder("director", CITY), "reports.sign", COUNTY));
    assert!(may(&holder("leader", CITY), "reports.sign", COUNTY));
    assert!(!may(&holder("duty-officer", CITY), "reports.sign", COUNTY));
    assert!(may(&holder("duty-officer", CITY), "reports.send", COUNTY), "sending never waits for a signature");
}

#[test]
fn the_administrator_manages_and_reads_no_incident() {
    let administrator = holder("administrator", CITY);
    assert!(may(&administrator, "accounts.manage", COUNTY));
    assert!(may(&administrator, "organisations.import", CITY));
    for refused in ["incidents.read", "incidents.report", "journal.read", "sealed.erase", "export.list"] {
        assert!(!SHIPPED_AUTHORITY.may(&administrator, refused, &Matter::at(None, None)), "{refused}");
    }
}

#[test]
fn the_auditor_reads_everything_and_changes_nothing() {
    let auditor = holder("auditor", CITY);
    for action in SHIPPED_AUTHORITY.actions() {
        let allowed = SHIPPED_AUTHORITY.may(&auditor, action, &Matter::at(None, None));
        let reading = matches!(SHIPPED_AUTHORITY.group(action), Some("look-up" | "read" | "audit" | "own"));
        assert_eq!(allowed, reading, "{action}");
    }
}

#[test]
fn a_township_finds_the_telephone_numbers_of_its_whole_city_but_not_its_incidents() {
    let township = holder("township-officer", TOWNSHIP);
    assert!(may(&township, "organisations.read", CITY));
    assert!(may(&township, "organisations.read", OTHER_COUNTY));
    assert!(!may(&township, "organisations.read", OTHER_CITY));
    assert!(!may(&township, "incidents.read", COUNTY));
    assert_eq!(SHIPPED_AUTHORITY.scope(&township, "organisations.read").areas, vec![area(CITY)]);
    assert_eq!(SHIPPED_AUTHORITY.scope(&township, "incidents.read").areas, vec![area(TOWNSHIP)]);
}

#[test]
fn a_member_works_on_their_case_wherever_it_is_and_on_no_other() {
    let member = Asker {
        signed_in: true,
        memberships: vec![Membership { case: case(1), until: None }],
        at: Time::from_ms(1_000),
        ..Asker::default()
    };
    let may_on = |n, action| SHIPPED_AUTHORITY.may(&member, action, &Matter::at(Some(area(OTHER_CITY)), Some(&case(n))));
    assert!(may_on(1, "incidents.read"));
    assert!(may_on(1, "figures.enter"));
    assert!(!may_on(2, "incidents.read"));
    assert!(!may_on(1, "incidents.close"), "members do not decide");
    assert!(!may(&member, "incidents.read", CITY));
}

#[test]
fn what_has_ended_gives_nothing_from_that_very_millisecond() {
    let end = Time::from_ms(5_000);
    let mut asker = Asker {
        signed_in: true,
        posts: vec![HeldPost { until: Some(end), ..post("duty-officer", CITY) }],
        memberships: vec![Membership { case: case(1), until: Some(end) }],
        break_glass: Some(Glass { area: area(CITY), until: end }),
        at: Time::from_ms(4_999),
    };
    let reads = |asker: &Asker| SHIPPED_AUTHORITY.may(asker, "incidents.read", &Matter::at(Some(area(CITY)), Some(&case(1))));
    assert!(reads(&asker));
    asker.at = end;
    assert!(!reads(&asker));
    assert!(SHIPPED_AUTHORITY.scope(&asker, "incidents.read").is_nothing());
    assert!(SHIPPED_AUTHORITY.may(&asker, "accounts.own", &Matter::at(None, None)), "one's own account remains");
}

#[test]
fn a_broken_glass_does_the_desks_work_in_its_area_and_never_signs() {
    let mut asker = holder("township-officer", TOWNSHIP);
    assert!(!may(&asker, "incidents.close", OTHER_COUNTY));
    asker.break_glass = Some(Glass { area: area(CITY), until: Time::from_ms(9_000) });
    assert!(may(&asker, "incidents.close", OTHER_COUNTY));
    for refused in ["reports.sign", "rules.adopt", "accounts.manage", "journal.read", "accounts.break-glass"] {
        assert!(!may(&asker, refused, OTHER_COUNTY), "{refused}");
    }
}

#[test]
fn work_secrets_stay_at_the_desk_and_never_hang_on_the_wall() {
    let secretly = |asker: &Asker, action| SHIPPED_AUTHORITY.may(asker, action, &Matter::at(Some(area(COUNTY)), None).secret());
    assert!(secretly(&holder("duty-officer", CITY), "incidents.read"));
    assert!(!secretly(&holder("information-officer", CITY), "incidents.read"));
    assert!(!secretly(&holder("duty-officer", CITY), "wall.read"));
    assert!(SHIPPED_AUTHORITY.scope(&holder("duty-officer", CITY), "incidents.read").work_secret);
    assert!(!SHIPPED_AUTHORITY.scope(&holder("duty-officer", CITY), "wall.read").work_secret);
    let mut both = holder("duty-officer", COUNTY);
    both.posts.push(post("information-officer", OTHER_COUNTY));
    let scope = SHIPPED_AUTHORITY.scope(&both, "incidents.read");
    assert_eq!(scope.areas.len(), 2);
    assert!(!scope.work_secret, "one of its areas is without work secrets, so the whole is");
}

#[test]
fn a_door_asks_whether_it_may_be_done_anywhere() {
    let officer = holder("county-duty-officer", COUNTY);
    assert!(SHIPPED_AUTHORITY.may(&officer, "incidents.read", &Matter::at(None, None)));
    assert!(!SHIPPED_AUTHORITY.may(&officer, "rules.adopt", &Matter::at(None, None)));
    assert!(SHIPPED_AUTHORITY.may(&officer, "accounts.own", &Matter::at(None, None)));
}

#[test]
fn every_action_is_in_one_group_and_every_group_has_somebody() {
    let kinds: Vec<_> = SHIPPED_AUTHORITY.kinds().collect();
    assert_eq!(kinds.len(), 10);
    assert!(kinds.contains(&"county-duty-officer") && kinds.contains(&"public"));
    for action in SHIPPED_AUTHORITY.actions() {
        assert!(SHIPPED_AUTHORITY.group(action).is_some(), "{action}");
        let somebody = kinds.iter().any(|kind| SHIPPED_AUTHORITY.may(&holder(kind, CITY), action, &Matter::at(None, None)));
        assert!(somebody, "nobody may {action}");
    }
}

#[test]
fn whoever_was_called_to_a_case_reads_its_work_secrets_and_no_others() {
    let mut township = holder("township-officer", TOWNSHIP);
    township.memberships = vec![Membership { case: case(1), until: None }];
    let scope = SHIPPED_AUTHORITY.scope(&township, "incidents.read");
    assert!(!scope.work_secret, "a township reads none");
    assert!(scope.sees_secrets_of(&case(1)) && !scope.sees_secrets_of(&case(2)));
}

#[test]
fn cedar_is_asked_once_for_a_kind_of_post_however_many_people_areas_and_cases_come() {
    let fresh = Authority::shipped().expect(WELL);
    let asks = |asker: &Asker, areas: u32, cases: u8| {
        for n in 0..areas {
            let place = area(&format!("2113{:02}{:03}", 21 + n % 7, 1 + n % 100));
            for case in (0..cases).map(case) {
                let _ = fresh.may(asker, "incidents.read", &Matter::at(Some(place), Some(&case)));
            }
            let _ = fresh.may(asker, "incidents.read", &Matter::at(Some(place), None));
        }
        let _ = fresh.may(asker, "incidents.read", &Matter::default());
        let _ = fresh.scope(asker, "incidents.read");
    };
    asks(&holder("county-duty-officer", COUNTY), 1, 1);
    let first = fresh.questions();
    assert!(first <= 5, "own area, city, and the same for work secrets; once for the person: {first}");
    asks(&holder("county-duty-officer", COUNTY), 700, 40);
    asks(&holder("county-duty-officer", OTHER_COUNTY), 700, 40);
    asks(&holder("county-duty-officer", OTHER_CITY), 1, 1);
    assert_eq!(fresh.questions(), first, "another person, place or case is no new question");
    asks(&holder("king", COUNTY), 1, 1);
    let _ = fresh.may(&holder("director", CITY), "incidents.burn", &Matter::default());
    assert_eq!(fresh.questions(), first, "what no policy knows is refused without asking");
    asks(&holder("leader", CITY), 1, 1);
    assert!(fresh.questions() <= 2 * first, "another kind of post is asked about once");
}

fn with(policy: &str) -> Result<Authority, PolicyError> {
    let mut files = SHIPPED.to_vec();
    files.push(("more.cedar", policy));
    Authority::load(&files)
}

fn refused(policy: &str) -> String {
    with(policy).err().map_or_else(|| panic!("accepted: {policy}"), |e| e.to_string())
}

#[test]
fn a_forbid_beats_every_permit() {
    let quiet = with(r#"@id("nobody-closes") forbid (principal, action == Action::"incidents.close", resource);"#).unwrap();
    let director = holder("director", CITY);
    assert!(quiet.may(&director, "incidents.grade", &Matter::at(Some(area(CITY)), None)));
    assert!(!quiet.may(&director, "incidents.close", &Matter::at(Some(area(CITY)), None)));
    assert!(quiet.scope(&director, "incidents.close").is_nothing());
}

#[test]
fn a_policy_that_is_not_of_the_one_shape_is_refused_by_name() {
    for (policy, said) in [
        (r#"permit (principal, action, resource);"#, "@id"),
        (r#"@id("administrator-manages") permit (principal, action, resource);"#, "administrator-manages"),
        (r#"@id("x") permit (principal == Person::"asker", action, resource);"#, "never for one asker"),
        (r#"@id("x") permit (principal, action, resource == Matter::"matter");"#, "not in the head"),
        (
            r#"@id("x") permit (principal is Post, action, resource) when { resource in Area::"211321000000" };"#,
            "permitted shape",
        ),
        (r#"@id("x") permit (principal is Post, action, resource) unless { resource in principal.area };"#, "permitted shape"),
        (r#"@id("x") forbid (principal is Post, action, resource) when { resource in principal.area };"#, "permitted shape"),
        (r#"@id("x") permit (principal is Post, action, resource) when { !(resource in principal.area) };"#, "permitted shape"),
        (
            r#"@id("x") permit (principal is Post, action, resource) when { resource in principal.area || principal.expired };"#,
            "shape",
        ),
        (r#"@id("x") permit (principal in ?principal, action, resource);"#, "templates"),
        (r#"@id("x") permit (principal in Kind::"king", action, resource);"#, "schema"),
        (r#"@id("x") permit (principal, action == Action::"incidents.burn", resource);"#, "schema"),
        (r#"@id("x") permit (principal, action, resource) when { resource.colour };"#, "permitted shape"),
        (r#"@id("x") permit (principal, action, resource"#, "more.cedar"),
    ] {
        let message = refused(policy);
        assert!(message.contains(said), "{policy}\n  said: {message}");
    }
    assert!(matches!(Authority::load(&SHIPPED[1..]), Err(PolicyError::Schemas(0))));
}

/// Areas near each other, so that random posts and matters often meet.
fn near() -> impl Strategy<Value = AreaCode> {
    let digits = (0..2_u64, 0..3_u64, 0..3_u64, 0..3_u64, 0..3_u64);
    digits.prop_map(|(province, city, county, township, village)| {
        let code = (20 + province) * 10_u64.pow(10) + city * 10_u64.pow(8) + county * 10_u64.pow(6) + township * 1_000 + village;
        area(&format!("{code:012}"))
    })
}

fn asker() -> impl Strategy<Value = Asker> {
    let kinds: Vec<Arc<str>> = SHIPPED_AUTHORITY.kinds().map(Arc::from).collect();
    let until = || prop_oneof![Just(None), Just(Some(Time::from_ms(500))), Just(Some(Time::from_ms(1_500)))];
    let posts = proptest::collection::vec((proptest::sample::select(kinds), near(), until()), 0..4);
    let memberships = proptest::collection::vec((0..4_u8, until()), 0..3);
    let glass = proptest::option::of((near(), prop_oneof![Just(500_i64), Just(1_500)]));
    (posts, memberships, glass).prop_map(|(posts, memberships, glass)| Asker {
        signed_in: true,
        posts: posts.into_iter().map(|(kind, area, until)| HeldPost { kind, area, until }).collect(),
        memberships: memberships.into_iter().map(|(n, until)| Membership { case: case(n), until }).collect(),
        break_glass: glass.map(|(area, until)| Glass { area, until: Time::from_ms(until) }),
        at: Time::from_ms(1_000),
    })
}

fn action() -> impl Strategy<Value = String> {
    proptest::sample::select(SHIPPED_AUTHORITY.actions().map(str::to_owned).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn a_scope_and_single_answers_never_differ(asker in asker(), action in action(), matters in proptest::collection::vec((near(), proptest::option::of(0..4_u8)), 12)) {
        // What belongs to the person alone is never listed by area.
        prop_assume!(SHIPPED_AUTHORITY.group(&action) != Some("own"));
        let scope = SHIPPED_AUTHORITY.scope(&asker, &action);
        prop_assert_eq!(SHIPPED_AUTHORITY.may(&asker, &action, &Matter::at(None, None)), !scope.is_nothing());
        for (area, n) in matters {
            let case = n.map(case);
            let matter = Matter::at(Some(area), case.as_ref());
            let direct = SHIPPED_AUTHORITY.may_asked_anew(&asker, &action, &matter);
            prop_assert_eq!(scope.sees(area, case.as_ref()), direct, "{} at {} in {:?}", action, area, case);
            prop_assert_eq!(SHIPPED_AUTHORITY.may(&asker, &action, &matter), direct, "{} at {} in {:?}", action, area, case);
            let secret = matter.secret();
            let secretly = SHIPPED_AUTHORITY.may_asked_anew(&asker, &action, &secret);
            prop_assert_eq!(SHIPPED_AUTHORITY.may(&asker, &action, &secret), secretly, "{} in secret at {}", action, area);
            prop_assert!(!scope.work_secret || !direct || secretly);
            if let Some(case) = case.filter(|case| scope.cases.contains(case)) {
                let of_case = SHIPPED_AUTHORITY.may_asked_anew(&asker, &action, &Matter::at(None, Some(&case)).secret());
                prop_assert_eq!(scope.sees_secrets_of(&case), of_case);
            }
        }
    }
}
