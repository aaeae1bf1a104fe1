--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset a b:1:x context: context:a
--comment: hello ${p}
create function f() returns int language plpgsql as $$
select 9;