create schema ext;
create extension hstore schema ext;
comment on extension hstore is 'ours';
grant execute on function ext.akeys(ext.hstore) to scenario_reader;
create table t (h ext.hstore default ''::ext.hstore);
create index on t using gin (h);
