//! The rules of accounts as examples: given an account, when an act, then facts or a refusal.

use std::sync::LazyLock;

use desk::Sealing;
use kernel::{Act, Actor, AreaCode, Given, Id, Sealed, Subject, Time, World};

use crate::acts::*;
use crate::facts::{AccountFact, Ending, Means, TokenFact};
use crate::names::SignInName;
use crate::secret::Secret;
use crate::{Account, Token};

const NOW: Time = Time::from_ms(1_795_300_000_000);

fn id(n: u32) -> Id {
    Id::parse(&format!("00000000-0000-7000-8000-{n:012}")).unwrap()
}

fn county() -> AreaCode {
    AreaCode::parse("990102").unwrap()
}

fn given() -> Given {
    Given { at: NOW, ..Given::of(Actor("account/1".into()), World::Live) }
}

/// Only a desk seals words; one is enough for all examples.
static DESK: LazyLock<desk::Desk> = LazyLock::new(|| {
    let made = || tokio::runtime::Runtime::new().unwrap().block_on(testkit::Town::new(desk::Engine::Sqlite, Vec::new())).desk;
    std::thread::spawn(made).join().unwrap()
});

fn words(text: &str) -> Sealing {
    DESK.seal("person", None, text)
}

fn opening() -> Open {
    Open { account: id(1), area: county(), name: words("王演示"), sign_in: SignInName::parse("wang").unwrap() }
}

fn facts<A: Act>(now: &A::Subject, act: A) -> Vec<<A::Subject as Subject>::Fact> {
    knowing(now, act, &A::Known::default()).expect("the rules allow it")
}

fn refusal<A: Act>(now: &A::Subject, act: A) -> A::Refusal {
    knowing(now, act, &A::Known::default()).expect_err("the rules refuse it")
}

fn knowing<A: Act>(now: &A::Subject, act: A, known: &A::Known) -> Result<Vec<<A::Subject as Subject>::Fact>, A::Refusal> {
    act.decide(now, known, &given())
}

fn with(now: Account, facts: &[AccountFact]) -> Account {
    facts.iter().fold(now, Account::fold)
}

fn account() -> Account {
    with(Account::default(), &facts(&Account::default(), opening()))
}

fn closed() -> Account {
    with(account(), &[AccountFact::Closed { reason: words("left").sealed }])
}

fn post(n: u32, kind: &str) -> GrantPost {
    GrantPost { post: id(n), kind: kind.into(), area: county(), title: String::new(), until: None }
}

fn holding(kinds: &[&str]) -> Account {
    kinds.iter().zip(100..).fold(account(), |now, (kind, n)| {
        let granted = facts(&now, post(n, kind));
        with(now, &granted)
    })
}

#[test]
fn an_account_is_opened_once_and_its_name_is_sealed() {
    let opened = facts(&Account::default(), opening());
    let [AccountFact::Opened { area, .. }] = opened.as_slice() else { panic!("{opened:?}") };
    assert_eq!(*area, county());
    assert!(!serde_json::to_string(&opened).unwrap().contains("王演示"));
    assert!(facts(&account(), opening()).is_empty(), "asked again, it is already so");
}

#[test]
fn two_people_never_sign_in_with_one_name() {
    let known = AccountKnown { sign_in_taken: true, ..AccountKnown::default() };
    assert_eq!(knowing(&Account::default(), opening(), &known), Err(Refusal::SignInTaken));
}

#[test]
fn a_person_has_a_name_of_at_most_forty_characters() {
    let named = |text: &str| Open { name: words(text), ..opening() };
    assert_eq!(refusal(&Account::default(), named("  ")), Refusal::PersonName);
    assert_eq!(refusal(&Account::default(), named(&"王".repeat(41))), Refusal::PersonName);
    assert_eq!(facts(&Account::default(), named(&"王".repeat(40))).len(), 1);
}

#[test]
fn a_name_that_was_changed_since_it_was_seen_is_not_changed_blindly() {
    let renamed = with(account(), &facts(&account(), Rename { name: words("王新") }));
    let seen = |version| Given { seen: Some(version), ..given() };
    let act = Rename { name: words("王旧") };
    assert_eq!(act.clone().decide(&renamed, &(), &seen(1)), Err(Refusal::NameChanged));
    assert!(act.decide(&renamed, &(), &seen(2)).is_ok());
    assert_eq!(refusal(&closed(), Rename { name: words("王新") }), Refusal::AccountClosed);
    assert_eq!(refusal(&Account::default(), Rename { name: words("王新") }), Refusal::NoSuchAccount);
}

#[test]
fn a_post_is_granted_once_and_ended_once() {
    let holder = holding(&["duty-officer"]);
    assert_eq!(holder.posts.len(), 1);
    assert!(facts(&holder, post(7, "duty-officer")).is_empty(), "the same kind in the same area is already so");
    let ended = facts(&holder, EndPost { account: id(1), post: id(100) });
    assert_eq!(ended, [AccountFact::PostEnded { post: id(100) }]);
    assert!(facts(&with(holder, &ended), EndPost { account: id(1), post: id(100) }).is_empty());
    assert_eq!(refusal(&Account::default(), EndPost { account: id(1), post: id(1) }), Refusal::NoSuchAccount);
}

#[test]
fn a_post_has_a_kind_a_short_title_and_no_end_in_the_past() {
    assert_eq!(refusal(&account(), post(1, "")), Refusal::PostKind);
    assert_eq!(refusal(&account(), GrantPost { title: "字".repeat(41), ..post(1, "leader") }), Refusal::Title);
    assert_eq!(refusal(&account(), GrantPost { until: Some(NOW), ..post(1, "leader") }), Refusal::EndPassed { until: NOW });
    assert_eq!(facts(&account(), GrantPost { until: Some(NOW.plus_ms(1)), ..post(1, "leader") }).len(), 1);
    assert_eq!(refusal(&closed(), post(1, "leader")), Refusal::AccountClosed);
}

#[test]
fn nobody_holds_more_than_twenty_posts() {
    let kinds: Vec<String> = (0..20).map(|n| format!("kind-{n}")).collect();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let full = holding(&kinds);
    assert_eq!(refusal(&full, post(1, "one-more")), Refusal::TooManyPosts);
    assert_eq!(facts(&holding(&kinds[1..]), post(1, "one-more")).len(), 1);
}

#[test]
fn the_last_administrator_cannot_be_taken_away() {
    let last = holding(&[ADMINISTRATOR]);
    let others = AccountKnown { other_administrators: true, ..AccountKnown::default() };
    let end = EndPost { account: id(1), post: id(100) };
    let close = Close { account: id(1), reason: words("left the office") };
    assert_eq!(refusal(&last, end.clone()), Refusal::LastAdministrator);
    assert_eq!(refusal(&last, close.clone()), Refusal::LastAdministrator);
    assert!(knowing(&last, end, &others).is_ok());
    assert!(knowing(&last, close, &others).is_ok());
}

#[test]
fn closing_needs_a_reason_and_ends_every_session() {
    let close = |reason: &str| Close { account: id(1), reason: words(reason) };
    assert_eq!(refusal(&account(), close("bad")), Refusal::NeedsReason);
    let known = AccountKnown { sessions: vec![id(8), id(9)], ..AccountKnown::default() };
    let ended = knowing(&account(), close("left the office"), &known).unwrap();
    assert_eq!(ended.len(), 3);
    assert_eq!(ended[0], AccountFact::SignedOut { session: id(8), why: Ending::AccountClosed });
    assert!(facts(&closed(), close("left the office")).is_empty());
    assert_eq!(refusal(&Account::default(), close("left the office")), Refusal::NoSuchAccount);
}

#[test]
fn a_closed_account_is_opened_again_with_what_it_had() {
    let now = with(holding(&["leader"]), &[AccountFact::Closed { reason: words("away").sealed }]);
    let again = with(now.clone(), &facts(&now, Reopen {}));
    assert!(again.is_open());
    assert_eq!(again.posts.len(), 1);
    assert!(facts(&again, Reopen {}).is_empty());
    assert_eq!(refusal(&Account::default(), Reopen {}), Refusal::NoSuchAccount);
}

#[test]
fn a_member_is_called_to_a_case_and_let_go() {
    let give = GiveMembership { case: id(50), until: None };
    let member = with(account(), &facts(&account(), give.clone()));
    assert!(facts(&member, give.clone()).is_empty());
    assert_eq!(facts(&member, EndMembership { case: id(50) }), [AccountFact::MembershipEnded { case: id(50) }]);
    assert!(facts(&account(), EndMembership { case: id(50) }).is_empty());
    assert_eq!(refusal(&Account::default(), EndMembership { case: id(50) }), Refusal::NoSuchAccount);
    assert_eq!(refusal(&account(), GiveMembership { until: Some(NOW), ..give.clone() }), Refusal::EndPassed { until: NOW });
    let full = (0..100).fold(account(), |now, n| with(now, &[AccountFact::MembershipGiven { case: id(1_000 + n), until: None }]));
    assert_eq!(refusal(&full, give), Refusal::TooManyMemberships);
}

#[test]
fn a_new_password_ends_all_other_sessions() {
    let known = PasswordKnown { sessions: vec![id(8), id(9)], link_holds: false };
    let hash = Secret::new("$argon2id$…");
    let by = |proof| SetPassword { account: id(1), hash: hash.clone(), proof };
    let changed = knowing(&account(), by(PasswordProof::OldPassword { session: id(8) }), &known).unwrap();
    assert_eq!(changed, [AccountFact::PasswordSet {}, AccountFact::SignedOut { session: id(9), why: Ending::PasswordChanged }]);
    assert_eq!(knowing(&account(), by(PasswordProof::Operator), &known).unwrap().len(), 3);
    assert_eq!(knowing(&account(), by(PasswordProof::Link(hash.digest())), &known), Err(Refusal::LinkOver));
    let holds = PasswordKnown { link_holds: true, ..PasswordKnown::default() };
    assert!(knowing(&account(), by(PasswordProof::Link(hash.digest())), &holds).is_ok());
    assert_eq!(refusal(&closed(), by(PasswordProof::Operator)), Refusal::AccountClosed);
}

#[test]
fn codes_are_enrolled_and_removed() {
    let key = Secret::new("GEZDGNBVGY3TQOJQ");
    let enrolled = with(account(), &facts(&account(), EnrolCodes { account: id(1), key: key.clone(), step: 1 }));
    assert!(enrolled.codes);
    assert_eq!(facts(&enrolled, RemoveCodes { account: id(1) }), [AccountFact::CodesRemoved {}]);
    assert!(facts(&account(), RemoveCodes { account: id(1) }).is_empty());
    assert_eq!(refusal(&closed(), EnrolCodes { account: id(1), key, step: 1 }), Refusal::AccountClosed);
}

#[test]
fn nobody_signs_in_with_a_closed_account() {
    let act = |account| SignIn { account, means: Means::Password, session: session(20) };
    assert_eq!(refusal(&closed(), act(id(1))), Refusal::AccountClosed);
    assert_eq!(refusal(&Account::default(), act(id(2))), Refusal::NoSuchAccount);
    let inside = with(account(), &facts(&account(), act(id(1))));
    assert_eq!(inside.sessions, [id(20)]);
    let out = SignOut { session: id(20), why: Ending::SignedOut };
    let outside = with(inside.clone(), &facts(&inside, out.clone()));
    assert!(outside.sessions.is_empty());
    assert!(facts(&outside, out).is_empty(), "signing out twice is already so");
    assert_eq!(refusal(&closed(), SetPin { account: id(1), hash: Secret::new("x"), until: NOW }), Refusal::AccountClosed);
}

fn session(n: u32) -> NewSession {
    NewSession {
        id: id(n),
        token: Secret::new("t").digest(),
        opened: NOW,
        until: NOW.plus_min(60),
        source: "10.0.0.7".into(),
        agent: String::new(),
    }
}

#[test]
fn only_the_latest_sessions_are_remembered() {
    let many = (0..70).fold(account(), |now, n| with(now, &[AccountFact::SignedIn { session: id(n), means: Means::Password }]));
    assert_eq!(many.sessions.len(), crate::state::SESSIONS_REMEMBERED_MAX);
    assert_eq!(many.sessions[0], id(6));
}

#[test]
fn breaking_the_glass_needs_a_reason_and_ends_by_itself() {
    let city = AreaCode::parse("990100").unwrap();
    let act = |reason: &str, minutes| BreakGlass { area: city, reason: words(reason), minutes };
    assert_eq!(refusal(&account(), act("now", 60)), Refusal::NeedsReason);
    assert_eq!(refusal(&account(), act(&"很".repeat(301), 60)), Refusal::NeedsReason);
    for minutes in [0, -1, GLASS_MINUTES_MAX + 1] {
        assert_eq!(refusal(&account(), act("the city desk does not answer", minutes)), Refusal::GlassTooLong, "{minutes}");
    }
    let taken = facts(&account(), act("the city desk does not answer", GLASS_MINUTES_MAX));
    let holder = with(account(), &taken);
    let end = NOW.plus_min(GLASS_MINUTES_MAX);
    assert!(holder.glass_at(end.plus_ms(-1)).is_some());
    assert!(holder.glass_at(end).is_none());
    assert_eq!(facts(&holder, EndGlass {}), [AccountFact::BreakGlassEnded {}]);
    assert!(facts(&account(), EndGlass {}).is_empty());
    assert_eq!(refusal(&closed(), act("the city desk does not answer", 60)), Refusal::AccountClosed);
}

#[test]
fn a_token_ends_and_is_revoked_once() {
    let act = |days: i64| IssueToken {
        token: id(1),
        kind: "duty-officer".into(),
        area: county(),
        actions: vec!["incidents.report".into()],
        account: None,
        at: NOW,
        until: NOW.plus_min(days * 24 * 60),
        digest: Secret::new("t").digest(),
        label: "radio".into(),
    };
    for days in [0, -1, TOKEN_DAYS_MAX + 1] {
        assert_eq!(refusal(&Token::default(), act(days)), Refusal::TokenEnd, "{days}");
    }
    let many = IssueToken { actions: vec!["x.y".into(); ACTIONS_MAX + 1], ..act(1) };
    assert_eq!(refusal(&Token::default(), many), Refusal::TooManyActions);
    assert_eq!(refusal(&Token::default(), IssueToken { kind: String::new(), ..act(1) }), Refusal::PostKind);
    let issued = facts(&Token::default(), act(TOKEN_DAYS_MAX)).iter().fold(Token::default(), Token::fold);
    assert!(issued.is_good_at(NOW));
    assert!(facts(&issued, act(1)).is_empty());
    let revoke = RevokeToken { token: id(1) };
    assert_eq!(facts(&issued, revoke.clone()), [TokenFact::Revoked {}]);
    let revoked = issued.fold(&TokenFact::Revoked {});
    assert!(!revoked.is_good_at(NOW));
    assert!(facts(&revoked, revoke.clone()).is_empty());
    assert_eq!(refusal(&Token::default(), revoke), Refusal::NoSuchToken);
}

#[test]
fn every_fact_ever_written_still_folds() {
    let accounts = samples("account");
    for (name, text) in &accounts {
        let fact: AccountFact = serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(serde_json::from_str::<AccountFact>(&serde_json::to_string(&fact).unwrap()).unwrap(), fact, "{name}");
        let _ = Account::default().fold(&fact);
    }
    assert!(accounts.len() >= 16, "{}", accounts.len());
    for (name, text) in samples("token") {
        let fact: TokenFact = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let _ = Token::default().fold(&fact);
    }
}

/// One sample of every fact ever written of a subject, by file.
fn samples(subject: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/facts").join(subject);
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn no_secret_stands_in_the_words_of_an_act() {
    let act = SetPassword { account: id(1), hash: Secret::new("$argon2id$v=19$x"), proof: PasswordProof::Operator };
    assert!(!format!("{act:?}").contains("argon2id"));
    let _: Sealed = words("x").sealed;
}
