--liquibase formatted sql
--changeset ${p}:1-1 contextFilter:x,y dbms:h2 ignore:true
case when 1 then 2 end;
end;
select 9;
  --changeset a b:2:x (runOnChange:true)
-- plain comment
--preconditions onFail:MARK_RAN
--property name:p value:q global:false
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
select 9;
--changeset "a b":"i 3" 
  

*/ select 2;
select 'a;b' -- c
--validCheckSum: 9:abc
-- 
--ignoreLines:1
select 9;
-- changeset ${p}:4-4 failOnError:false labels:"a, b"
select '--rollback x';
select 1;;;
go
  return 1; -- note
select 9;