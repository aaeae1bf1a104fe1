--liquibase formatted sql
  --changeset "a b":"i 1" splitStatements:true, endDelimiter:go
--preconditions onFail:MARK_RAN
end;
select 9;
  --changeset "a b":"i 2" runOnChange:false logicalFilePath:lp/${p}
--liquibase formatted sql
declare x int; begin y; end;
select 9;
