--liquibase formatted sql
--changeset f:1
select 1;

  select  2
--changeset f:2
select æ; select 1x

