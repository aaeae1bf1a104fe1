--liquibase formatted sql
  --changeset "a b":"i 1" 
$$;
/
select 9;

