--liquibase formatted sql
--property name:p value:val
--changeset a b:1:x runOnChange: true
go
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
select 9;
  --changeset "a b":"i 2" dbms:postgresql dbms:postgresql,!h2
æøå 日本;
select 9;
-- changeset a:3 dbms:h2 runAlways:true runOnChange:TRUE
select 3;;
--property name:late value:v
select 9;
--changeset "a b":"i 4" endDelimiter:;; runInTransaction:false endDelimiter:go
--liquibase formatted sql logicalFilePath:other
select 9;

