--liquibase formatted sql
--property name:p value:val
  --changeset ${p}:1-1 
go
select 9;
-- changeset ${p}:2-2 rollbackEndDelimiter:;; created:y labels:
--validCheckSum: 9:abc
select 9;
--changeset a:3 runOnChange: true context:"a and b" dbms:postgresql
--
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
  --rollback indented
do $x$ begin perform 1; end $x$;
--rollback select ';'; -- k
/* liquibase rollback
drop y;
drop
z; */
--property name:p value:q global:false
select 9;
-- changeset a b:4:x 
select 'a;b' -- c
  
select 'a;b' -- c
/
--rollback drop x;
declare x int; begin y; end;
select "Q;q", E'\'';
select 9;
