--liquibase formatted sql
--changeset a:sub1
select 1;