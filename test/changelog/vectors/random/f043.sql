--liquibase formatted sql logicalFilePath:top.sql
--changeset a:1 dbms:"postgresql" runOnChange:true runOnChange: true
select 'a;b' -- c
--property name:late value:v
case when 1 then 2 end;
select 'a;b' -- c
  
declare x int; begin y; end;
end;
select 9;
--changeset ${p}:2-2 runOnChange:TRUE endDelimiter:go
--property name:p value:q global:false
select 'a;b' -- c
select 9;
--changeset a:3 endDelimiter::;
--validCheckSum any
--property name:late value:v
--precondition-table-exists table:t
select 9;
  --changeset a:4 
select 1;;;
select 9;