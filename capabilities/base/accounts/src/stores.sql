-- What is not a fact: names to sign in with, secrets, sessions, tokens, attempts. Nothing here is rebuilt; all of it is in the backup.

create table account_people (
    account text primary key,
    sign_in text not null,
    language text
);
create unique index account_people_sign_in on account_people (sign_in);

create table account_passwords (
    account text primary key,
    hash text not null
);

-- Keys of one-time codes, with the last step that was used: a code works once.
create table account_codes (
    account text primary key,
    code_key text not null,
    last_step bigint not null
);

create table account_pins (
    account text primary key,
    hash text not null,
    until_ms bigint not null,
    wrong bigint not null
);

-- Sessions by the digest of their token. Times are the machine's, in every world.
create table account_sessions (
    id text primary key,
    account text not null,
    token text not null,
    post text,
    opened_ms bigint not null,
    seen_ms bigint not null,
    until_ms bigint not null,
    source text not null,
    agent text not null
);
create unique index account_sessions_token on account_sessions (token);
create index account_sessions_account on account_sessions (account);
create index account_sessions_until on account_sessions (until_ms);

-- Browsers that have signed a person in: their failures do not count with those of their network address.
create table account_browsers (
    token text not null,
    account text not null,
    seen_ms bigint not null,
    primary key (token, account)
);
create index account_browsers_seen on account_browsers (seen_ms);

-- One-time links: for an account, to set its password; without one, to open the account of the first administrator.
create table account_links (
    token text primary key,
    account text,
    until_ms bigint not null
);

-- Who gave the right password and now owes the one-time code.
create table account_tickets (
    token text primary key,
    account text not null,
    until_ms bigint not null,
    wrong bigint not null
);

create table account_tokens (
    token text primary key,
    id text not null,
    label text not null
);
create unique index account_tokens_id on account_tokens (id);

-- Failures that count together, by what they count for.
create table account_failures (
    counted_for text primary key,
    failures bigint not null,
    last_ms bigint not null
);
create index account_failures_last on account_failures (last_ms);

-- Failed sign-ins and refusals, for 180 days.
create table account_audit (
    id text primary key,
    at_ms bigint not null,
    what text not null,
    account text,
    area text,
    source text not null,
    detail text not null
);
create index account_audit_at on account_audit (at_ms);
