--liquibase formatted sql logicalFilePath:top.sql
  --changeset ${p}:1-1 
select 1;
case when 1 then 2 end;
/* block
select 3;;
/
create function f() returns int language plpgsql as $$
/**/
select 9;
  --changeset a b:2:x labels:"a, b"
'a\'b';
--rollback empty
  
--property name:late value:v
insert into t values ('it''s; x');
--
select 9;
--changeset "a b":"i 3" 
	select	4 ;
--precondition-table-exists table:t
-- rollback x
$$;
'a\'b';
select 9;

