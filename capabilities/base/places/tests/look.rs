//! Temporary.
use axum::http::request::Parts;
use desk::{Engine, Fault};
use kernel::*;
use places::*;
use std::sync::Arc;
use web::{App, Caller, Credential, Gate, Language, Soon, Texts};
struct G;
impl Gate for G {
    fn caller<'a>(&'a self, _: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        let id = || Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        let c = Caller {
            actor: Actor("account/test".into()),
            account: id(),
            name: "演示".into(),
            post: None,
            language: None,
            csrf: String::new(),
            credential: Credential::Token(id()),
        };
        Box::pin(async move { Ok(Some(c)) })
    }
    fn may(&self, _: &Caller, _: &str, _: Option<AreaCode>, _: Option<&Id>) -> bool {
        true
    }
    fn scope(&self, _: &Caller, _: &str) -> Scope {
        Scope::whole(AreaCode::parse("211300").unwrap())
    }
    fn public_scope(&self, _: &str) -> Scope {
        Scope::nothing()
    }
    fn still_good<'a>(&'a self, c: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move { Ok(c.to_vec()) })
    }
}
#[tokio::test(flavor = "multi_thread")]
#[ignore]
async fn look() {
    let folder = tempfile::tempdir().unwrap();
    let config = desk::Config {
        folder: folder.path().to_owned(),
        place: desk::DbPlace::File(folder.path().join("w.db")),
        zone: Zone::named("Asia/Shanghai").unwrap(),
        clock: desk::Clock::machine(),
        chance: desk::Chance::machine(),
        capabilities: vec![capability()],
        senders: vec![],
    };
    let desk = desk::Desk::create(config, AreaCode::parse("211300").unwrap(), World::Live).await.unwrap();
    let t = CityTexts {
        profile: include_str!("../../../../cities/chaoyang/city.toml").into(),
        areas: include_str!("../../../../cities/chaoyang/areas.csv").into(),
        boundaries: Some(include_str!("../../../../cities/chaoyang/districts.geojson").into()),
    };
    adopt(&desk, Given::of(Actor("account/test".into()), World::Live), t).await.unwrap();
    let places = Places::load(&desk).await.unwrap();
    let router = web::router(App {
        desk: desk.clone(),
        gate: Arc::new(G),
        texts: Texts::of(&[&web::words::TEXTS, &places::words::TEXTS]).unwrap(),
        doors: doors(&places),
        city: web::City {
            names: vec![(Language::Zh, "朝阳市".into()), (Language::En, "Chaoyang".into())],
            zone: Zone::named("Asia/Shanghai").unwrap(),
            area: desk.city(),
            language: Language::Zh,
        },
        finders: vec![places],
        metrics: None,
        behind_proxy: false,
        tls: false,
        sign_in: "/s",
        sign_out: "/o",
    })
    .unwrap();
    let l = tokio::net::TcpListener::bind("127.0.0.1:8137").await.unwrap();
    axum::serve(l, router).await.unwrap();
    let _ = Engine::Sqlite;
}
