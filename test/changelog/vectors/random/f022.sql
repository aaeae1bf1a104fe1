--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset a b:1:x runonchange:true (runOnChange:true)
do $x$ begin perform 1; end $x$;
/* block
*/ select 2;
--rollback not required
--precondition-table-exists table:t
select 9;
  --changeset "a b":"i 2" 
create function f() returns int language plpgsql as $$
create function f() returns int language plpgsql as $$
select 1;
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
declare x int; begin y; end;
select 9;
