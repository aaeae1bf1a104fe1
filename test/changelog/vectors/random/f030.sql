--liquibase formatted sql
--property name:p value:val
-- changeset ${p}:1-1 dbms:h2
end;
insert into t values ('it''s; x');
do $x$ begin perform 1; end $x$;
select 1
select 1;;;
--property name:late value:v
select 9;
-- changeset a:2 
  
--rollback not required
  return 1; -- note
select 1;
select 'a;b' -- c
  --rollback indented
--property name:late value:v
select 9;
-- changeset a:3 foo:bar contextFilter:x,y
--rollback drop x;
--rollback not required
select 1
--precondition-table-exists table:t
--ignoreLines:start
select gone;
--changeset x:y
--ignoreLines:end
select 9;
