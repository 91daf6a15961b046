//! The county reports 3, the hospital 5: both stay, a named person adopts one, and from then on that is what is quoted.

use serde_json::json;
use stories::{COUNTY, Night};
use testkit::engines;

#[tokio::test]
async fn the_county_reports_three_and_the_hospital_five_and_both_stay() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T04:05:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.records(json!({ "summary": "厂房爆炸", "class": "12D01", "place": { "areas": ["211321"] } })).await;
        let county = night.person("县值班员", "county-duty-officer", COUNTY).await;
        let said = case.by(&county).figure("deaths", 3, "县应急局").await;
        assert_eq!((&said["figures"]["deaths"]["value"], &said["assessed_grade"]), (&json!(3), &json!("III")));
        night.passes_min(7).await;
        let said = case.figure("deaths", 5, "县医院").await;
        assert_eq!(said["figures"]["deaths"]["value"], 3, "what another source says never changes what is quoted by itself");
        assert_eq!(said["figures"]["deaths"]["entries"], 2);
        case.page().await.shows(&["县应急局", "县医院", "有来源更高"]);
        night.passes_min(3).await;
        let now = case.adopts(("deaths", 5), "采信").await;
        assert_eq!((&now["figures"]["deaths"]["value"], &now["figures"]["deaths"]["source"]), (&json!(5), &json!("县医院")));
        case.page().await.shows(&["采信县医院", "值班员", "县应急局"]);
        let known = case.known_at("2026-07-21T04:13:00+08:00").await;
        assert_eq!(known["figures"]["deaths"]["value"], 3, "an inquiry sees which figure was quoted before");
    }
}

#[tokio::test]
async fn a_count_of_the_dead_falls_only_with_a_reason_and_unknown_is_never_zero() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T04:05:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.records(json!({ "summary": "厂房爆炸", "class": "12D01", "figures": { "deaths": 5 } })).await;
        let fewer = json!({ "item": "deaths", "value": 4, "source": "县公安局", "adopt": true });
        assert_eq!(officer.sends(reqwest::Method::POST, &case.path("figures"), &fewer).await.status, 422);
        let said = case
            .adds(
                "figures",
                json!({ "item": "deaths", "value": 4, "source": "县公安局", "adopt": true, "reason": "一人送医后生还" }),
            )
            .await;
        assert_eq!(said["figures"]["deaths"]["value"], 4);
        let unknown = case.adds("figures", json!({ "item": "missing", "value": null, "source": "县公安局" })).await;
        assert!(unknown["figures"]["missing"]["value"].is_null(), "{unknown}");
        case.page().await.shows(&["待核", "一人送医后生还"]);
    }
}
