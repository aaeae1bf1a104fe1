--liquibase formatted sql
-- changeset a b:1:x endDelimiter:go splitStatements:false labels:l1,L2
--ignoreLines:1
create function f() returns int language plpgsql as $$
'a\'b';
--rollback select ';'; -- k
--property name:p value:q global:false
--liquibase formatted sql logicalFilePath:other
select 9;
  --changeset "a b":"i 2" runOnChange:TRUE labels: rollbackEndDelimiter:;;
select 5:;
insert into t values ('it''s; x');
  return 1; -- note
'a\'b';
-- comment prose
select 9;