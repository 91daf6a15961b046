//! Replay of a case: only its streams, up to a moment, folded into a private database in memory, so that the same reads and the same
//! pages show it as it was known then.

use kernel::{Id, World};

use crate::capability::Registry;
use crate::db::conn::insert_journal;
use crate::db::{Conn, Db, DbPlace, JOURNAL_SQL, SEARCH_SQL, write_rows};
use crate::journal::Envelope;
use crate::rebuild::TablesSql;
use crate::{Desk, Fault, Rows, args, reads};

/// How many sealed texts of a case are brought along.
const SEALED_MAX: i64 = 5_000;

/// A case as it was known at a moment.
#[derive(Debug, Clone)]
pub struct Replay {
    /// Where the same questions are asked as of the live tables.
    pub db: Db,
    /// The position of the last fact that was known.
    pub position: i64,
    /// When that fact was recorded.
    pub at: kernel::Time,
    /// In which world the replay itself is: nothing is written.
    pub world: World,
}

impl Desk {
    /// The case as it was known at a moment (a position of the journal).
    ///
    /// # Errors
    /// A fault when the journal cannot be read.
    pub async fn replay_case(&self, case: &Id, moment: i64) -> Result<Replay, Fault> {
        let facts = reads::case(self.db(), case, moment).await?;
        let place = DbPlace::Memory(format!("replay-{}", &self.chance().secret()[..24]));
        let mut conn = Conn::open(&place).await?;
        prepare(&mut conn, &self.0.registry).await?;
        fill(&mut conn, &self.0.registry, &facts).await?;
        self.bring_sealed(&mut conn, case).await?;
        conn.script("commit").await?;
        // The reader must be open before the writer closes, or the memory is given back.
        let db = Db::open(&place)?;
        let last = facts.last();
        Ok(Replay {
            db,
            position: last.map_or(0, |e| e.position),
            at: last.map_or(kernel::Time::from_ms(0), Envelope::at),
            world: World::Replay,
        })
    }

    /// Words are read from the live store: what has been erased since is erased in the replay too.
    async fn bring_sealed(&self, conn: &mut Conn, case: &Id) -> Result<(), Fault> {
        let sql = "select id, kind, words, at_ms from sealed where case_id = $1 limit $2";
        for row in self.db().rows(sql, args![case, SEALED_MAX]).await? {
            let put = "insert into sealed (id, kind, case_id, words, at_ms) values ($1, $2, $3, $4, $5)";
            let words = row.maybe_text("words")?;
            conn.run(put, &args![row.text("id")?, row.text("kind")?, case, words, row.int("at_ms")?]).await?;
        }
        Ok(())
    }
}

async fn prepare(conn: &mut Conn, registry: &Registry) -> Result<(), Fault> {
    let engine = conn.engine();
    conn.script(JOURNAL_SQL.on(engine)).await?;
    conn.script(SEARCH_SQL.on(engine)).await?;
    for capability in &registry.capabilities {
        for step in capability.stores {
            conn.script(step).await?;
        }
        conn.script(&TablesSql::read(capability.tables_sql).script()).await?;
    }
    conn.script("begin").await
}

async fn fill(conn: &mut Conn, registry: &Registry, facts: &[Envelope]) -> Result<(), Fault> {
    insert_journal(conn, facts).await?;
    let keeps = registry.all_keeps();
    let mut states = std::collections::HashMap::new();
    let mut rows = Rows::default();
    for envelope in facts {
        let subject = registry.subject(envelope.subject())?;
        let before = states.remove(&envelope.stream).unwrap_or_else(|| subject.fresh());
        let after = subject.fold_and_keep(before, envelope, &keeps, &mut rows)?;
        states.insert(envelope.stream.clone(), after);
    }
    write_rows(conn, rows).await
}
