create function f() returns event_trigger language plpgsql as 'begin end';
create function g() returns event_trigger language plpgsql as 'begin end';
create event trigger e1 on ddl_command_end when tag in ('DROP TABLE') execute function f();
create event trigger e2 on ddl_command_end when tag in ('DROP TABLE') execute function f();
create event trigger "E 3" on sql_drop execute function f();
alter event trigger e2 disable;
comment on event trigger e1 is 'one';
