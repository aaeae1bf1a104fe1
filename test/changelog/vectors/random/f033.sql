--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
-- changeset "a b":"i 1" 
select 'unclosed
	select	4 ;
select 3;;
/
--comment
declare x int; begin y; end;
select 9;
  --changeset a:2 rollbackSplitStatements:false (a:b) endDelimiter::;
/* liquibase rollback
drop y;
drop
z; */
create function f() returns int language plpgsql as $$
--validCheckSum: 9:abc
  --rollback indented
'a\'b';
insert into t values ('it''s; x');

select 9;
--changeset a:3 
/
-->
select 9;