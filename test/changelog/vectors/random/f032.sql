--liquibase formatted sql
--property name:p value:val
--changeset a b:1:x 
  --rollback indented
-->
select 9;