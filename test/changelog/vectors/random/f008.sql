--liquibase formatted sql
-- changeset a:1 dbms:postgresql,!h2 endDelimiter::;
--rollback
--validCheckSum: 9:abc
case when 1 then 2 end;
select 5:;
select 1
--property name:p value:q global:false
do $x$ begin perform 1; end $x$;
select 9;
  --changeset ${p}:2-2 dbms:"postgresql" runWith:x
--rollback select ';'; -- k
--validCheckSum any
do $x$ begin perform 1; end $x$;
-->
/
select 'unclosed
 -- comment y
select 9;
  --changeset a b:3:x 
select 1
  return 1; -- note
/* block
select 9;
