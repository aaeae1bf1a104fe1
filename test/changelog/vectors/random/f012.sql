--liquibase formatted sql logicalFilePath:top.sql
--property name:p value:val
  --changeset ${p}:1-1 rollbackEndDelimiter:;; splitStatements:true,
--comment: hello ${p}
--preconditions onFail:MARK_RAN
-- rollback x
  return 1; -- note
-- comment prose
--
æøå 日本;
select 9;
  --changeset a b:2:x ignore:true (a:b) endDelimiter::;
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
/*liquibase rollback
  select 1;

  select 2;
*/
--
--liquibase formatted sql logicalFilePath:other
-- comment prose
select 9;
-- changeset a b:3:x 
/*liquibase rollback
  select 1;

  select 2;
*/
insert into t values ('it''s; x');
select 9;
--changeset a b:4:x foo:bar dbms:postgresql
--ignoreLines:1
--rollback drop x;
-- rollback x
select 9;
