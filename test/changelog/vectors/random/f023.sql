--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset ${p}:1-1 
 nbsp;
--property name:late value:v
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
--preconditions onFail:MARK_RAN
select 9;
-- changeset a b:2:x runOnChange:TRUE stripComments:false context:"a and b"

select ${p} ${late} ${undef};
æøå 日本;
select 9;
