create extension hstore;
revoke execute on function hstore(text, text) from public;
grant execute on function hstore(text, text) to scenario_reader;
