-- Kept from facts.

create table accounts (
    id text primary key,
    area text not null,
    name_id text not null,
    closed boolean not null,
    password boolean not null,
    codes boolean not null,
    glass_area text,
    glass_until_ms bigint,
    version bigint not null
);
create index accounts_area on accounts (area, id);

-- The last time something happened to an account: opened, closed, signed_in.
create table account_times (
    account text not null,
    what text not null,
    at_ms bigint not null,
    primary key (account, what)
);

create table account_posts (
    account text not null,
    post text not null,
    kind text not null,
    area text not null,
    title text not null,
    from_ms bigint not null,
    until_ms bigint,
    primary key (account, post)
);
create index account_posts_kind on account_posts (kind, area);

create table account_cases (
    account text not null,
    case_id text not null,
    until_ms bigint,
    primary key (account, case_id)
);
create index account_cases_case on account_cases (case_id);

create table api_tokens (
    id text primary key,
    kind text not null,
    area text not null,
    actions text not null,
    account text,
    issued_at_ms bigint not null,
    until_ms bigint not null
);
create index api_tokens_area on api_tokens (area, id);

create table api_token_ends (
    id text primary key,
    revoked_at_ms bigint not null
);

-- Every glass that was ever broken, for whoever has to ask about it.
create table broken_glass (
    id text primary key,
    account text not null,
    area text not null,
    taken_at_ms bigint not null,
    until_ms bigint not null
);
create index broken_glass_taken on broken_glass (taken_at_ms);

create table broken_glass_ends (
    id text primary key,
    ended_at_ms bigint not null
);
