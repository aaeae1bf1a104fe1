--liquibase formatted sql
--changeset a:ds context:z labels:q
select 1;