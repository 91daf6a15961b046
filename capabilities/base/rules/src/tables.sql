-- Which versions of rule sets were adopted, when and by whom. Their texts stand in the journal.
create table rule_sets (
    set_id text not null,
    version text not null,
    hash text not null,
    set_kind text not null,
    jurisdiction text not null,
    begins_ms bigint,
    ends_ms bigint,
    mark text not null,
    is_confirmed boolean not null,
    adopted_at_ms bigint not null,
    adopted_by text not null,
    position bigint not null,
    primary key (set_id, version)
);
create index rule_sets_position on rule_sets (position);

-- Which of them were withdrawn, when, by whom and why.
create table rule_withdrawals (
    set_id text not null,
    version text not null,
    at_ms bigint not null,
    actor text not null,
    why text not null,
    primary key (set_id, version)
);
