-- Which files of the city were adopted, when and by whom; the newest of each sort is in force.
create table city_files (
    position bigint not null primary key,
    what text not null,
    city text not null,
    hash text not null,
    bytes bigint not null,
    count bigint not null,
    at_ms bigint not null,
    actor text not null
);
