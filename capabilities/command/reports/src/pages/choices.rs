//! Who can sign: the posts that lead, from the contact book, with the number by which an oral signature is asked for.

use desk::Fault;
use incidents::Incident;
use kernel::{AreaLevel, Id, Subject};
use organisations::PostKind;
use organisations::reads::posts_by_kind;
use web::Here;

/// The posts that sign, whoever is in charge of the shift first.
const KINDS: [PostKind; 4] = [PostKind::LeaderInCharge, PostKind::SecretaryGeneral, PostKind::AreaDeputy, PostKind::AreaLeader];
/// How many are offered.
const SIGNERS_MAX: usize = 40;

/// Somebody who can sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signer {
    /// The post.
    pub post: Id,
    /// What it is called.
    pub title: String,
    /// Who holds it.
    pub name: String,
    /// The number by which they are reached.
    pub phone: String,
}

/// The posts of the incident's city, or of the desk's county, that sign reports.
///
/// # Errors
/// A fault when the database does not answer.
pub(super) async fn signers(here: &Here, incident: &Incident) -> Result<Vec<Signer>, Fault> {
    let scope = here.scope_for("organisations.read");
    let desk = incident.desk_area.or_else(|| incident.area()).unwrap_or_else(|| here.desk().city());
    let area = if desk.level() <= AreaLevel::City { desk } else { desk.within(AreaLevel::County) };
    let mut signers = Vec::new();
    for kind in KINDS {
        for found in posts_by_kind(here.db(), &scope, area, kind).await? {
            let details = found.post.holder.and_then(|holder| holder.details);
            let phone = details.as_ref().and_then(|d| d.mobile.as_ref().or(d.desk_phone.as_ref())).map(ToString::to_string);
            signers.push(Signer {
                post: found.post.id,
                title: found.post.title,
                name: details.map(|d| d.name).unwrap_or_default(),
                phone: phone.unwrap_or_default(),
            });
        }
    }
    signers.truncate(SIGNERS_MAX);
    Ok(signers)
}

impl Signer {
    /// Post, name and number in one line.
    pub fn said(&self) -> String {
        [&self.title, &self.name, &self.phone]
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
}
