//! What lies on the map: open incidents, as GeoJSON (lon, lat); without a geometry those that are known by their area alone.

use std::sync::Arc;

use kernel::{AreaLevel, Scope};
use serde_json::{Value, json};
use web::{ApiAnswer, Door, Here, Reply};

use crate::queue::{about, class};
use crate::{Boards, words};

/// How many incidents the map shows.
const POINTS_MAX: i64 = 200;
/// After so many hours without a new fact an incident looks stale.
const STALE_HOURS: i64 = 12;

pub(crate) fn doors(boards: &Arc<Boards>) -> Vec<Door> {
    let boards = boards.clone();
    let points = move |here: Here| points(here, boards.clone());
    vec![Door::read("/api/map/incidents", "incidents.read", points).says(words::API_MAP).answers_raw(200, "application/json")]
}

async fn points(here: Here, boards: Arc<Boards>) -> ApiAnswer<Value> {
    let filter = incidents::reads::Filter { standing: Some("open".into()), ..Default::default() };
    // It hangs on the wall, before which anybody may stand: no work secrets, whoever asks.
    let scope = Scope { work_secret: false, secret_cases: Vec::new(), ..here.scope() };
    let listed = incidents::reads::list(here.db(), &scope, &filter, (None, POINTS_MAX)).await?;
    let now = here.desk().now();
    let rules = boards.rules.book().in_force(now);
    let features: Vec<Value> = listed
        .lines
        .iter()
        .filter_map(|line| {
            // What is known by its area alone gets no false point: it colours the county that holds it.
            let county = (line.area.level() >= AreaLevel::County).then(|| line.area.within(AreaLevel::County).to_string());
            let geometry = match line.point {
                Some((lat, lon)) => json!({ "type": "Point", "coordinates": [lon, lat] }),
                None if county.is_some() => Value::Null,
                None => return None,
            };
            let grade = kernel::Grade::graver_of(line.assessed, line.possible);
            // The map's shapes count 1 for the gravest; 0 is for what has no grade.
            let severity = grade.map_or(0, |g| 5 - g.weight());
            let stale = now.since_ms(line.changed_at) > STALE_HOURS * 3_600_000;
            Some(json!({
                "type": "Feature",
                "geometry": geometry,
                "properties": {
                    "title": class(&here.say, line, &rules).unwrap_or_else(|| line.number.clone()),
                    "detail": about(&here.say, line, &rules), "severity": severity, "stale": stale,
                    "path": format!("/incidents/{}", line.id), "area": county,
                },
            }))
        })
        .collect();
    Ok(Reply::ok(json!({ "type": "FeatureCollection", "features": features })))
}
