--liquibase formatted sql
  --changeset "a b":"i 1" 
-->
--ignoreLines:1
  
--precondition-sql-check expectedResult:0 select count(*) from t
select 9;
  --changeset ${p}:2-2 dbms:h2
  
select 9;

