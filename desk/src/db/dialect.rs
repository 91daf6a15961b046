//! What must differ between the engines, all of it in this one file: key types of the journal, and full-text search.

use super::Engine;

/// One text a dialect.
pub(crate) struct Spelled {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Spelled {
    pub(crate) const fn on(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// The journal and the pen: numbered migrations begin here; step 1.
pub(crate) const JOURNAL_SQL: Spelled =
    Spelled { sqlite: include_str!("journal_sqlite.sql"), postgres: include_str!("journal_postgres.sql") };

/// The index of words, segmented into bigrams by `desk::search`.
pub(crate) const SEARCH_SQL: Spelled = Spelled {
    sqlite: "create virtual table if not exists search_words using fts5(words, content='', contentless_delete=1, tokenize='unicode61')",
    postgres: "create index if not exists search_words on search_docs using gin (to_tsvector('simple', words))",
};

/// Finds documents whose words hold the expression `$1`, newest first; `{scope}` is put in by `desk::search`.
pub(crate) const SEARCH_FIND: Spelled = Spelled {
    sqlite: "select d.doc, d.capability, d.stream, d.title, d.at_ms from search_words w join search_docs d on d.n = w.rowid \
             where w.words match $1",
    postgres: "select d.doc, d.capability, d.stream, d.title, d.at_ms from search_docs d \
               where to_tsvector('simple', d.words) @@ to_tsquery('simple', $1)",
};
