--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
-- changeset a b:1:x endDelimiter:;;
--precondition-table-exists table:t
--preconditions onFail:MARK_RAN
--ignoreLines:1
select ${p} ${late} ${undef};
--precondition-table-exists table:t
select 9;
  --changeset "a b":"i 2" rollbackEndDelimiter:;;
--rollback not required
select '--rollback x';
 -- comment y
--liquibase formatted sql logicalFilePath:other
$$;
select 9;
  --changeset ${p}:3-3 context:"a and b"
select '--rollback x';
--precondition-table-exists table:t
-- plain comment
select 9;
-- changeset a b:4:x runOnChange:false splitStatements:false
--liquibase formatted sql
--rollback empty
select ${p} ${late} ${undef};
--preconditions onFail:MARK_RAN
--comment
select "Q;q", E'\'';
--rollback drop x;
select 9;

