--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
-- changeset ${p}:1-1 endDelimiter:go
--validCheckSum: 9:abc
select '--rollback x';
select "Q;q", E'\'';
--
/* block
select 9;
-- changeset ${p}:2-2 runOnChange:true
	select	4 ;
/* liquibase rollback
drop y;
drop
z; */
select 1;
	select	4 ;
--liquibase formatted sql
-- 
select 9;
  --changeset ${p}:3-3 dbms:postgresql labels:l1,L2
/*liquibase rollback
  select 1;

  select 2;
*/
--rollback drop x;
--ignoreLines:1
--liquibase formatted sql
--precondition-sql-check expectedResult:0 select count(*) from t
select 9;
--changeset a:4 
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
-- 
-- comment prose
-- rollback x
  return 1; -- note
--
case when 1 then 2 end;
select 9;