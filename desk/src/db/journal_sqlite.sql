-- The journal: facts, append-only, each bound to the one before by its hash.
create table journal (
    position integer primary key,
    at_ms bigint not null,
    stream text not null,
    version bigint not null,
    kind text not null,
    body text not null,
    actor text not null,
    post text,
    area text,
    case_id text,
    cause text,
    hash text not null
);
create unique index journal_stream on journal (stream, version);
create index journal_case on journal (case_id, position);
-- The pen: whoever writes holds this row.
create table pen (
    one bigint primary key,
    position bigint not null,
    hash text not null,
    at_ms bigint not null
);
-- What the desk knows of itself: schema, city, installation, world, revisions of tables, steps of stores.
create table about (
    name text primary key,
    value text not null
);
-- What was asked once under a key, so that a repeat is answered and not done again.
create table once (
    key text primary key,
    digest text not null,
    stream text,
    position bigint not null,
    at_ms bigint not null
) without rowid;
create index once_age on once (at_ms);
-- Kept from facts: running and met clocks of all capabilities.
create table clocks (
    capability text not null,
    stream text not null,
    name text not null,
    kind text not null,
    label text not null,
    area text not null,
    post text,
    case_id text,
    started_at_ms bigint not null,
    due_at_ms bigint not null,
    met_at_ms bigint,
    fires boolean not null,
    primary key (stream, name)
) without rowid;
create index clocks_due on clocks (due_at_ms, stream, name) where met_at_ms is null;
create index clocks_ring on clocks (due_at_ms) where met_at_ms is null and fires;
create index clocks_case on clocks (case_id);
-- Kept from facts: the last number given under each name.
create table numbers (
    capability text not null,
    name text not null,
    value bigint not null,
    primary key (name)
);
-- Store: words that can name people; erased by clearing words and salt.
create table sealed (
    id text primary key,
    kind text not null,
    case_id text,
    salt text,
    words text,
    at_ms bigint not null,
    erased_at_ms bigint,
    erased_why text
) without rowid;
create index sealed_case on sealed (case_id);
-- Store: files by the hash of their content.
create table files (
    hash text primary key,
    bytes bigint not null,
    media_type text not null,
    at_ms bigint not null
);
-- Store: how far each follower of the journal has read, and who may run followers.
create table cursors (
    name text primary key,
    position bigint not null
);
create table leases (
    name text primary key,
    holder text not null,
    until_ms bigint not null
);
-- Store: reactions that failed eight times and wait for a person.
create table parked (
    id text primary key,
    capability text not null,
    position bigint not null,
    fault text not null,
    at_ms bigint not null,
    settled_at_ms bigint
);
-- Store: messages to the outside, sent after commit.
create table outbox (
    id text primary key,
    channel text not null,
    address text not null,
    subject text not null,
    body text not null,
    stream text not null,
    case_id text,
    state text not null,
    tries bigint not null,
    next_at_ms bigint not null,
    made_at_ms bigint not null,
    done_at_ms bigint,
    answer text
);
create index outbox_next on outbox (state, next_at_ms);
-- Store: long work.
create table jobs (
    id text primary key,
    kind text not null,
    asked text not null,
    actor text not null,
    state text not null,
    done bigint not null,
    total bigint not null,
    made_at_ms bigint not null,
    ended_at_ms bigint,
    result text
);
create index jobs_state on jobs (state, made_at_ms);
-- Store: drafts by account.
create table drafts (
    account text not null,
    name text not null,
    words text not null,
    at_ms bigint not null,
    primary key (account, name)
);
-- The index of documents for search; their words are kept in search_words or indexed here.
create table search_docs (
    n integer primary key,
    doc text not null,
    capability text not null,
    stream text not null,
    areas text not null,
    case_id text,
    title text not null,
    words text not null,
    sealed text not null,
    at_ms bigint not null
);
create unique index search_docs_doc on search_docs (doc);
create index search_docs_stream on search_docs (stream);
