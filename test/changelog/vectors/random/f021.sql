--liquibase formatted sql logicalFilePath:top.sql
  --changeset "a b":"i 1" failOnError:false
/* liquibase rollback
drop y;
drop
z; */
select "Q;q", E'\'';
select 5:;
select ${p} ${late} ${undef};
--comment
declare x int; begin y; end;
select 9;
  --changeset ${p}:2-2 rollbackEndDelimiter:;;
--preconditions onFail:MARK_RAN
select 'a;b' -- c
--comment: hello ${p}
-- comment prose
  
æøå 日本;
select 9;
