--liquibase formatted sql
--changeset f:2
--preconditions onfail:mark_ran
--precondition-sql-check EXPECTEDRESULT:"a b"  select  1 ; 
select 1;
