//! What lies on the map: open incidents with a point, as GeoJSON (lon, lat).

use kernel::Scope;
use serde_json::{Value, json};
use web::{ApiAnswer, Door, Here, Reply};

use crate::words;

/// How many incidents the map shows.
const POINTS_MAX: i64 = 200;
/// After so many hours without a new fact an incident looks stale.
const STALE_HOURS: i64 = 12;

pub(crate) fn doors() -> Vec<Door> {
    vec![Door::read("/api/map/incidents", "incidents.read", points).says(words::API_MAP)]
}

async fn points(here: Here) -> ApiAnswer<Value> {
    let filter = incidents::reads::Filter { standing: Some("open".into()), ..Default::default() };
    // It hangs on the wall, before which anybody may stand: no work secrets, whoever asks.
    let scope = Scope { work_secret: false, ..here.scope() };
    let listed = incidents::reads::list(here.db(), &scope, &filter, (None, POINTS_MAX)).await?;
    let now = here.desk().now();
    let features: Vec<Value> = listed
        .lines
        .iter()
        .filter_map(|line| {
            let (lat, lon) = line.point?;
            let grade = kernel::Grade::graver_of(line.assessed, line.possible);
            // The map's shapes count 1 for the gravest; 0 is for what has no grade.
            let severity = grade.map_or(0, |g| 5 - g.weight());
            let stale = now.since_ms(line.changed_at) > STALE_HOURS * 3_600_000;
            Some(json!({
                "type": "Feature",
                "geometry": { "type": "Point", "coordinates": [lon, lat] },
                "properties": {
                    "title": line.number, "detail": line.summary, "severity": severity, "stale": stale,
                    "path": format!("/incidents/{}", line.id),
                },
            }))
        })
        .collect();
    Ok(Reply::ok(json!({ "type": "FeatureCollection", "features": features })))
}
