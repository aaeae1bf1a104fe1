--liquibase formatted sql
  --changeset a:1 
-- 
 -- comment y
do $x$ begin perform 1; end $x$;
-- comment prose
do $x$ begin perform 1; end $x$;
/* liquibase rollback
drop y;
drop
z; */
 nbsp;
select 9;
--changeset a:2 labels: failOnError:false
--
go
  return 1; -- note
--rollback
--precondition-table-exists table:t
--liquibase formatted sql
declare x int; begin y; end;
select 9;
  --changeset a:3 context:@${p}
select 'unclosed
select 9;
-- changeset "a b":"i 4" 
--property name:p value:q global:false
--preconditions onFail:MARK_RAN
do $x$ begin perform 1; end $x$;
$$;
declare x int; begin y; end;
select 9;