create function s() returns event_trigger language plpgsql as 'begin end';
create event trigger e on ddl_command_start execute function s();
alter event trigger e disable;
comment on event trigger e is 'e';
