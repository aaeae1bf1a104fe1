--liquibase formatted sql
--changeset a:b
select 1;