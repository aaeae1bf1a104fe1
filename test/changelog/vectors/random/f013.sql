--liquibase formatted sql
-- changeset "a b":"i 1" 
	select	4 ;
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
--precondition-sql-check expectedResult:0 select count(*) from t
select 9;
  --changeset ${p}:2-2 runWith:x splitStatements:false foo:bar
select 1;;;
go
/*liquibase rollback
  select 1;

  select 2;
*/
--property name:p value:q global:false
--ignoreLines:1
'a\'b';
--validCheckSum any
select 9;
--changeset ${p}:3-3 splitStatements:true,
æøå 日本;
case when 1 then 2 end;
--rollback select ';'; -- k
select 'a;b' -- c
select 9;
