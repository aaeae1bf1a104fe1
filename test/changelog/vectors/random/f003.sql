--liquibase formatted sql
--property name:p value:val
  --changeset a b:1:x stripComments:false
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
select '--rollback x';
select 3;;
select 9;