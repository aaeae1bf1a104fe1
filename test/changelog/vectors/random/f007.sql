--liquibase formatted sql
-- changeset a b:1:x splitStatements:false context:
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
--rollback empty
go
--rollback
--rollback empty
select 9;
-- changeset "a b":"i 2" 
--ignoreLines:1
create function f() returns int language plpgsql as $$
  
select 'a;b' -- c
do $x$ begin perform 1; end $x$;
select 9;
--changeset a:3 
-->
  return 1; -- note
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
-- comment prose
select 1
begin
select 9;
-- changeset "a b":"i 4" 
--validCheckSum any
--rollback empty
--property name:late value:v
-->
--ignoreLines:1
go
select 9;