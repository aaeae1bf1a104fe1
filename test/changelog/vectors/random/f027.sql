--liquibase formatted sql
--property name:p value:val
  --changeset a b:1:x runAlways:true
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
$$;
select 9;
-- changeset ${p}:2-2 endDelimiter:\n/
--
select 9;

