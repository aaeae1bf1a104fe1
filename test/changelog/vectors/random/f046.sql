--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset a:1 labels:
create function f() returns int language plpgsql as $$
select 9;
  --changeset "a b":"i 2" labels:l1,L2
æøå 日本;
select 3;;
begin
select 9;
-- changeset a b:3:x labels:"a, b" dbms:postgresql,!h2
*/ select 2;
/**/
--precondition-table-exists table:t
æøå 日本;
select 9;
--changeset a b:4:x endDelimiter:;; foo:bar
æøå 日本;
--precondition-sql-check expectedResult:0 select count(*) from t
--validCheckSum: 9:abc
-- 
æøå 日本;
select 9;
