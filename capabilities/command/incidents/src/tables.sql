-- One row an incident, as lists show it. Words lie in the sealed store.
create table incidents (
    id text primary key,
    number text not null,
    standing text not null,
    source text not null,
    class text,
    summary_id text,
    place_id text,
    area text not null,
    precision text not null,
    outside_city boolean not null,
    lat_deg double precision,
    lon_deg double precision,
    marking text not null,
    occurred_at_ms bigint,
    received_at_ms bigint not null,
    assessed text,
    possible text,
    declared text,
    duty_grade text,
    weight bigint not null,
    is_sensitive boolean not null,
    figures text not null,
    version bigint not null,
    changed_at_ms bigint not null
);
create index incidents_received on incidents (received_at_ms, id);
create index incidents_standing on incidents (standing, received_at_ms, id);
create index incidents_number on incidents (number);
-- One row an area that an incident is in.
create table incident_areas (
    incident text not null,
    area text not null,
    primary key (incident, area)
);
create index incident_areas_area on incident_areas (area, incident);
