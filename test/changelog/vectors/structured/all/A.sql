--liquibase formatted sql
--changeset a:A
select 1;