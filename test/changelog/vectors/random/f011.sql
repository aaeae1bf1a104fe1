--liquibase formatted sql
--property name:p value:val
  --changeset ${p}:1-1 runInTransaction:false endDelimiter:\n/
--property name:p value:q global:false
-- comment prose
go
select 3;;
declare x int; begin y; end;
do $x$ begin perform 1; end $x$;
select 9;
