--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset a b:1:x runonchange:true splitStatements:false
  --rollback indented
  return 1; -- note
--rollback drop x;
select 1;
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
end;
select 9;
--changeset a:2 runOnChange: true (a:b) splitStatements:true,
go
select '--rollback x';
--rollback empty
--precondition-table-exists table:t
--property name:late value:v
--validCheckSum any
select 9;
--changeset a b:3:x ignore:true
case when 1 then 2 end;
--comment
--rollback empty
/* block
--rollback empty
select 9;

