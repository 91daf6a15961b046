-- One row a body, as lists and the tree show it.
create table bodies (
    id text not null primary key,
    code text not null,
    name text not null,
    short_name text not null,
    kind text not null,
    rank bigint not null,
    field text,
    level text not null,
    area text not null,
    parent_id text,
    apart bigint not null,
    phones text not null,
    mailbox text,
    find text not null,
    dissolved boolean not null,
    version bigint not null
);
create index bodies_by_code on bodies (code);
create index bodies_by_area on bodies (area, rank, code);
create index bodies_by_parent on bodies (parent_id);

-- Whom a body reports to: one row an addressee.
create table body_lines (
    body_id text not null,
    line text not null,
    n bigint not null,
    to_id text not null,
    primary key (body_id, line, n)
);
create index body_lines_by_addressee on body_lines (to_id);

-- One row a post.
create table posts (
    id text not null primary key,
    code text not null,
    body_id text not null,
    area text not null,
    kind text not null,
    title text not null,
    sort_order bigint not null,
    holder_id text,
    deputies text not null,
    find text not null,
    abolished boolean not null,
    version bigint not null
);
create index posts_by_code on posts (code);
create index posts_by_body on posts (body_id, sort_order);
create index posts_by_kind on posts (kind, area);
create index posts_by_holder on posts (holder_id);

-- Where the details of a person lie now; the details themselves lie in the store of sealed words.
create table people (
    id text not null primary key,
    sealed_id text not null,
    version bigint not null
);
