--liquibase formatted sql
--property name:p value:val
  --changeset ${p}:1-1 runAlways:true
--rollback empty
select 9;
