--liquibase formatted sql
-- changeset "a b":"i 1" 
 -- comment y
 nbsp;
select 9;