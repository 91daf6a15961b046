//! `watchfire openapi`: the description of the interface, made from the doors.

use clap::Args;

use super::out;
use crate::demonstration::Demonstration;
use crate::stop::Stop;

/// Print the description of the interface (OpenAPI 3.1) as JSON
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  watchfire openapi > openapi.json")]
pub struct Openapi {}

impl Openapi {
    pub(super) async fn run(self) -> Result<(), Stop> {
        let demonstration = Demonstration::open().await?;
        let described: serde_json::Value =
            serde_json::from_str(demonstration.web.site.openapi()).map_err(|e| Stop::because(e.to_string()))?;
        out::say(&serde_json::to_string_pretty(&described).map_err(|e| Stop::because(e.to_string()))?);
        Ok(())
    }
}
