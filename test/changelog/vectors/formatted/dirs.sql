
--liquibase formatted sql
--changeset f:1
--comment: one
--comment two
select 1; -- comment in line
-- comment three of prose
--rollback select 'r1';
--  ROLLBACK   select 'r2';  
--rollback
--rollback:select 3
select 2;
--validCheckSum: 9:abc
--validCheckSum: 8:def
--validchecksum any
--changeset f:2
--ignoreLines:2
select 'ignored1';
select 'ignored2';
select 'kept';
--ignoreLines:start
select 'ign';
--changeset f:no
--ignoreLines:end
select 'kept2';
--changeset f:3
/* a
--rollback in comment
*/
create function f() returns int language sql as $$
  --rollback in body
  select 1; -- x
$$;
--changeset f:4
select 1;
/* liquibase rollback
select 2;
  select 3; */
--rollback select 5;
--changeset f:5
select 1;
--rollback not required
--changeset f:6
select 1;
--rollback empty
--changeset f:7
select 1;
--rollback NOT REQUIRED because
--changeset f:8
select 1;
/*liquibase rollback
  empty
*/
--changeset f:9 rollbackEndDelimiter:@@
select 1;
--rollback select 1; @@
--rollback select 2; -- x
--changeset f:10
select 1;
--rollback changesetid:1 changesetauthor:f
--changeset f:11
select 1;
--rollback changesetId:1 changesetAuthor:f changesetPath:dirs.sql
--changeset f:12
--precondition-sql-check expectedResult:0 select 1
--preconditions onFail:WARN
--precondition-sql-check expectedResult:"a b" select 'a b';
--precondition-sql-check expectedResult:'x' select 'x'
--precondition-sql-check select 1
--precondition-table-exists schema:s table:t
--precondition-view-exists view:v schema:s
 -- preconditions-x
select 12;
