--liquibase formatted sql
--property name:p value:val
-- changeset a:1 (a:b) context:"a and b"
select 5:;
--liquibase formatted sql
select 9;
