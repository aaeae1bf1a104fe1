--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset a:1 
insert into t values ('it''s; x');
select 9;