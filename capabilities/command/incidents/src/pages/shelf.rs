//! What the pages answer from: the places in force, and the rule book, read with the first page that asks for it and followed from then on.

use std::sync::Arc;

use desk::{Desk, Fault};
use kernel::Time;
use places::Atlas;
use rules::{InForce, Rules};
use tokio::sync::OnceCell;

use crate::office::Office;
use crate::state::Incident;

/// What the pages answer from.
#[derive(Debug)]
pub struct Shelf {
    /// What the doors share.
    pub office: Arc<Office>,
    rules: OnceCell<Arc<Rules>>,
}

impl Shelf {
    /// The shelf of an office.
    pub fn of(office: &Arc<Office>) -> Arc<Self> {
        Arc::new(Self { office: office.clone(), rules: OnceCell::new() })
    }

    /// The areas and outlines in force.
    pub fn atlas(&self) -> Arc<Atlas> {
        self.office.places.atlas()
    }

    /// The rules in force at a time.
    ///
    /// # Errors
    /// A fault when the rule book cannot be read.
    pub async fn in_force(&self, desk: &Desk, at: Time) -> Result<Arc<InForce>, Fault> {
        Ok(self.rules(desk).await?.book().in_force(at))
    }

    /// The rules that an incident keeps, whatever holds today.
    ///
    /// # Errors
    /// A fault when the rule book cannot be read.
    pub async fn kept(&self, desk: &Desk, incident: &Incident) -> Result<Arc<InForce>, Fault> {
        let book = self.rules(desk).await?.book();
        let then = book.in_force(incident.received.as_ref().map_or(desk.now(), |claim| claim.at));
        // Mostly nothing has been adopted for that time since, and what was worked out once serves again.
        let same = then.sets().len() == incident.rules.len()
            && then.sets().iter().zip(&incident.rules).all(|(set, kept)| set.named() == *kept);
        Ok(if same { then } else { Arc::new(book.keeping(&incident.rules)) })
    }

    async fn rules(&self, desk: &Desk) -> Result<&Arc<Rules>, Fault> {
        let load = || async {
            let rules = Rules::load(desk).await?;
            tokio::spawn(rules.clone().follow());
            Ok(rules)
        };
        self.rules.get_or_try_init(load).await
    }
}
