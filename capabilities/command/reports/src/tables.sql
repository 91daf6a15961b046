-- One row a report, as lists show it. Words lie in the sealed store.
create table reports (
    id text primary key,
    incident text not null,
    report text not null,
    seq bigint not null,
    number text not null,
    area text not null,
    marking text not null,
    standing text not null,
    words_id text not null,
    as_of_ms bigint not null,
    signed_by text,
    signer text,
    signed_at_ms bigint,
    paper_at_ms bigint,
    first_sent_ms bigint,
    superseded_by text,
    made_at_ms bigint not null,
    version bigint not null
);
create index reports_incident on reports (incident, made_at_ms, id);
create index reports_made on reports (made_at_ms, id);
-- One row a sending of a report to one addressee.
create table report_sendings (
    id text primary key,
    report text not null,
    incident text not null,
    area text not null,
    marking text not null,
    number text not null,
    name text not null,
    line text not null,
    way text not null,
    address_id text,
    sent_at_ms bigint not null,
    fate text not null,
    outstanding boolean not null,
    due_at_ms bigint,
    receipt_at_ms bigint
);
create index report_sendings_report on report_sendings (report, sent_at_ms, id);
create index report_sendings_outstanding on report_sendings (outstanding, due_at_ms, id);
-- One row an instruction of a leader.
create table instructions (
    id text primary key,
    incident text not null,
    number text not null,
    area text not null,
    marking text not null,
    manner text not null,
    by_post text,
    by_title text not null,
    to_post text,
    to_title text not null,
    words_id text not null,
    feedback_id text,
    standing text not null,
    given_at_ms bigint not null,
    due_at_ms bigint,
    fed_back_at_ms bigint,
    ended boolean not null,
    version bigint not null
);
create index instructions_incident on instructions (incident, given_at_ms, id);
create index instructions_ended on instructions (ended, due_at_ms, id);
